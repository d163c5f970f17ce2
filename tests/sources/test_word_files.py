"""Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from learning.source import SourceDocument
from sources import read_source
from tests.sources.blocks import headings, only, texts
from tests.sources.docx_files import archive, saved


def read(document: Document) -> SourceDocument:
    return read_source(saved(document), "file.docx")


def insert(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def test_headings_by_style_and_the_title_above_them() -> None:
    document = docx.Document()
    document.add_paragraph("Git for Cooks", style="Title")
    document.add_heading("Starting", 1)
    document.add_heading("Settings", 2)
    document.add_paragraph("Tell Git who you are.")
    read_back = read(document)
    assert headings(read_back) == [(1, "Git for Cooks"), (2, "Starting"), (3, "Settings")]
    assert read_back.title == "Git for Cooks"
    assert read_back.blocks[-1].heading_path == ("Git for Cooks", "Starting", "Settings")
    assert read_back.pages is None


@pytest.mark.parametrize("name", ["Überschrift 2", "Titre 2", "Título 2", "标题 2"])
def test_headings_by_localised_style_names(name: str) -> None:
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Abschnitt", style=name)
    assert headings(read(document)) == [(2, "Abschnitt")]


def test_headings_by_outline_level() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Set by hand")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    assert headings(read(document)) == [(3, "Set by hand")]


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    document = docx.Document()
    style = document.styles.add_style("Chapter Head", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("Inherited", style="Chapter Head")
    assert headings(read(document)) == [(1, "Inherited")]


@pytest.mark.parametrize("with_style", [False, True])
def test_bold_lines_are_headings_where_no_style_is(with_style: bool) -> None:
    document = docx.Document()
    if with_style:
        document.add_heading("By style", 1)
    document.add_paragraph().add_run("By hand").bold = True
    document.add_paragraph("Text with a ").add_run("bold").bold = True
    document.add_paragraph().add_run("A bold sentence.").bold = True
    assert headings(read(document)) == [(1, "By style" if with_style else "By hand")]


def test_lists() -> None:
    document = docx.Document()
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("inner", style="List Bullet 2")
    document.add_paragraph("first", style="List Number")
    numbered = document.add_paragraph("by numbering")
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    numbered._p.get_or_add_pPr().append(parse_xml(numbering))
    items = [(block.level, block.text) for block in read(document).blocks if block.kind == "list_item"]
    assert items == [(0, "one"), (1, "inner"), (0, "first"), (1, "by numbering")]


def test_lines_in_a_monospaced_font_are_one_listing() -> None:
    document = docx.Document()
    document.add_paragraph("Type this:")
    for line in ("def f(x):", "    return x", "", "print(f(1))"):
        document.add_paragraph().add_run(line).font.name = "Courier New"
    document.add_paragraph("Run it.")
    assert only(read(document), "code").text == "def f(x):\n    return x\n\nprint(f(1))"


def test_a_code_style_and_line_breaks_make_a_listing() -> None:
    document = docx.Document()
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("for x in y:\n\tprint(x)", style="Source Code")
    assert only(read(document), "code").text == "for x in y:\n\tprint(x)"


def test_inline_code_is_in_back_ticks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Use ")
    paragraph.add_run("git ").font.name = "Consolas"
    paragraph.add_run("add ").font.name = "Consolas"
    paragraph.add_run("now").bold = True
    paragraph.add_run(".")
    assert texts(read(document), "paragraph") == ["Use `git add` now."]


def test_tables() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Name", "Use", "add", "stage\nit"], strict=True):
        cell.text = text
    assert only(read(document), "table").text == "Name | Use\nadd | stage it"


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Remember this."
    assert texts(read(document), "paragraph") == ["Remember this."]


def test_quotes() -> None:
    document = docx.Document()
    document.add_paragraph("Said.", style="Intense Quote")
    assert only(read(document), "quote").text == "Said."


def test_deleted_and_hidden_text_is_gone_and_inserted_text_stays() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Keep")
    space = nsdecls("w")
    insert(paragraph, f"<w:ins {space}><w:r><w:t> this</w:t></w:r></w:ins>")
    insert(paragraph, f"<w:del {space}><w:r><w:delText> not</w:delText></w:r></w:del>")
    insert(paragraph, f"<w:r {space}><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>")
    insert(paragraph, f"<w:hyperlink {space}><w:r><w:t> link</w:t></w:r></w:hyperlink>")
    insert(paragraph, f"<w:r {space}><w:instrText>PAGEREF _Toc1</w:instrText></w:r>")
    assert texts(read(document), "paragraph") == ["Keep this link"]


def test_content_controls_are_read_and_tables_of_contents_are_not() -> None:
    document = docx.Document()
    body = document.element.body
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    for properties, text in ((gallery, "1 Start ... 3"), ("", "In a control.")):
        xml = (
            f"<w:sdt {nsdecls('w')}><w:sdtPr>{properties}</w:sdtPr>"
            f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        body.insert(0, parse_xml(xml))
    assert texts(read(document), "paragraph") == ["In a control."]


def test_entries_of_a_table_of_contents_by_style() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Start\t3", style="toc 1")
    document.add_paragraph("Text.")
    assert texts(read(document), "paragraph") == ["Text."]


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Beside the box.")
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    insert(
        paragraph,
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r>",
    )
    assert texts(read(document), "paragraph") == ["Beside the box.", "In the box."]


def test_headers_and_footers_are_gone() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Course reader"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Text.")
    assert [block.text for block in read(document).blocks] == ["Text."]


def test_tables_nested_beyond_measure_are_read_as_far_as_is_sane() -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    space = nsdecls("w")
    opening = "<w:tbl><w:tr><w:tc>" * 70
    closing = "<w:p/></w:tc></w:tr></w:tbl>" * 70
    xml = f"<w:tbl {space}>" + opening.removeprefix("<w:tbl>") + "<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>" + closing
    document.element.body.insert(1, parse_xml(xml))
    assert read(document).blocks[0].text == "Before."


def test_no_style_part_at_all() -> None:
    document = docx.Document()
    document.add_paragraph("Plain.")
    for style in document.styles.element.findall(qn("w:style")):
        document.styles.element.remove(style)
    assert texts(read(document), "paragraph") == ["Plain."]


_STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return archive({name: change(name, whole.read(name)) for name in whole.namelist()})


def test_strict_open_xml() -> None:
    document = docx.Document()
    document.add_heading("Drill", 1)
    document.add_paragraph("Leave the house.")

    def strict(name: str, content: bytes) -> bytes:
        for usual, other in _STRICT:
            content = content.replace(usual, other)
        return content

    read = read_source(rewritten(saved(document), strict), "strict.docx")
    assert [(block.kind, block.text) for block in read.blocks] == [
        ("heading", "Drill"),
        ("paragraph", "Leave the house."),
    ]


@pytest.mark.parametrize("target", [b"NULL", b"", b"../NULL", b"word/missing.xml", b"/word/missing.xml"])
def test_a_relation_to_a_part_that_is_not_there(target: bytes) -> None:
    document = docx.Document()
    document.add_paragraph("Leave the house.")
    relation = (
        b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    )

    def broken(name: str, content: bytes) -> bytes:
        if not name.endswith("document.xml.rels"):
            return content
        return content.replace(b"</Relationships>", relation + b'Target="' + target + b'"/></Relationships>')

    assert texts(read_source(rewritten(saved(document), broken), "a.docx"), "paragraph") == ["Leave the house."]


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "docProps/core.xml"])
@pytest.mark.parametrize("content", [b"", b"<not xml"])
def test_a_part_that_is_not_needed_may_be_damaged(part: str, content: bytes) -> None:
    document = docx.Document()
    document.add_paragraph("Leave the house.")
    damaged = rewritten(saved(document), lambda name, whole: content if name == part else whole)
    assert texts(read_source(damaged, "a.docx"), "paragraph") == ["Leave the house."]


def test_symbols_and_fields_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("An angle ")
    space = nsdecls("w")
    insert(paragraph, f'<w:r {space}><w:sym w:font="Symbol" w:char="F061"/></w:r>')
    insert(paragraph, f'<w:r {space}><w:t xml:space="preserve"> of figure </w:t></w:r>')
    insert(paragraph, f'<w:fldSimple {space} w:instr=" SEQ Figure "><w:r><w:t>7</w:t></w:r></w:fldSimple>')
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> REF x </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:t xml:space="preserve"> and 8</w:t>',
        '<w:fldChar w:fldCharType="end"/>',
    ):
        insert(paragraph, f"<w:r {space}>{xml}</w:r>")
    assert texts(read(document), "paragraph") == ["An angle α of figure 7 and 8"]


@pytest.mark.parametrize("name", ["Nadpis 2", "Rubrik 2", "Kop 2", "Заголовок 2", "見出し 2"])
def test_headings_by_names_of_other_languages(name: str) -> None:
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Maják", style=name)
    assert headings(read(document)) == [(2, "Maják")]


def test_headings_by_the_outline_level_of_a_style() -> None:
    document = docx.Document()
    style = document.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    document.add_paragraph("Fyrar", style="Kapitel")
    assert headings(read(document)) == [(2, "Fyrar")]
