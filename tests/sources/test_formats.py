"""The format is told by the content; the name only tips the balance."""

from __future__ import annotations

import pytest

from sources import read_source
from sources.docx import DOCX
from sources.files import Kind
from sources.html import HTML
from sources.markdown import MARKDOWN
from sources.pdf import PDF
from sources.txt import TEXT
from tests.sources.blocks import read_text, whole
from tests.sources.docx_files import small_document
from tests.sources.pdf_files import drawn, lines

_LESSON = "# Branches\n\nA *branch* is a line of work.\n\n```bash\ngit branch\n```\n"
_PAGE = "<html><body><h1>Branches</h1><p>A branch is a line of work.</p></body></html>"
_PLAIN = "Branches\n\nA branch is a line of work. It has 2 * 3 uses.\n"


@pytest.mark.parametrize("filename", ["lesson.md", "lesson.txt", "lesson", "lesson.docx", "lesson.html"])
def test_markdown_under_any_name(filename: str) -> None:
    assert read_text(_LESSON, filename).media_type == MARKDOWN.media_type


@pytest.mark.parametrize("filename", ["page.html", "page.txt", "page.md", "page.pdf"])
def test_html_under_any_name(filename: str) -> None:
    assert read_text(_PAGE, filename).media_type == HTML.media_type


@pytest.mark.parametrize(("filename", "form"), [("a.txt", TEXT), ("a", TEXT), ("a.md", MARKDOWN)])
def test_text_without_signs_is_what_its_name_says(filename: str, form: Kind) -> None:
    assert read_text(_PLAIN, filename).media_type == form.media_type


@pytest.mark.parametrize(
    ("data", "form"), [(small_document(), DOCX), (drawn(lines(["A page with a line of words."])), PDF)]
)
def test_binary_formats_under_a_wrong_name(data: bytes, form: Kind) -> None:
    assert read_source(data, "notes.txt").media_type == form.media_type


def test_a_readme_that_begins_with_html_is_markdown() -> None:
    readme = '<p align="center"><img src="logo.png"></p>\n\n# Tool\n\nInstall it:\n\n```\npip install tool\n```\n'
    document = read_text(readme, "README")
    assert document.media_type == MARKDOWN.media_type
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "code"]


def test_a_text_about_pdf_is_a_text() -> None:
    assert read_text("A PDF file begins with %PDF-1.7.\n", "a.txt").media_type == TEXT.media_type


def test_html_without_a_head_is_html() -> None:
    fragment = "<h2>Part</h2><p>One.</p><p>Two.</p>"
    assert read_text(fragment, "part").media_type == HTML.media_type


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-with-mark", "utf-16-be-with-mark", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    text = "Größe und Maß – naïve Café, “quoted”."
    marks = {"utf-16-le-with-mark": ("utf-16-le", b"\xff\xfe"), "utf-16-be-with-mark": ("utf-16-be", b"\xfe\xff")}
    name, mark = marks.get(encoding, (encoding, b""))
    assert whole(read_source(mark + text.encode(name), "a.txt")) == text


def test_the_charset_that_a_page_names() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет, мир.</p></body></html>'
    assert whole(read_source(page.encode("windows-1251"), "a.html")) == "Привет, мир."


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    text = "Ein Satz über Größe und Maß. " * 200
    damaged = text.encode()[:-2] + b"\xc3"
    assert "Größe" in whole(read_source(damaged, "a.txt"))


@pytest.mark.parametrize("filename", ["dir/lesson.md", "C:\\files\\lesson.md", "../lesson.md"])
def test_a_path_is_no_part_of_the_name(filename: str) -> None:
    assert read_text(_LESSON, filename).filename == "lesson.md"


def test_a_document_without_a_single_top_heading_is_called_after_its_file() -> None:
    assert read_text("# One\n\nText.\n\n# Two\n\nText.\n", "my-course_notes.md").title == "My course notes"
