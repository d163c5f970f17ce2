"""EPUB 3.3: a page a section with its checks, the answers at the end."""

from __future__ import annotations

from html import escape
from typing import BinaryIO

from exports import losses, pages
from exports.course import Content, ExportedCourse, PlacedSection, working_checks
from exports.epub_package import CONTAINER, Page, navigation, package
from exports.format import Format
from exports.packages import media_files, zipped
from exports.provenance import machine_readable
from exports.xhtml import xhtml
from learning.checks import KINDS, Check
from learning.checks.cloze import BLANK

MEDIA_TYPE = "application/epub+zip"
TRUE_AND_FALSE = ("True", "False")
STYLE = """body { line-height: 1.5; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; border: 1px solid; padding: 0.5em; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
figure { margin: 1em 0; }
.check { margin: 1em 0; break-inside: avoid; }
"""
_SHELL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" '
    'xml:lang="{language}" dir="{direction}">\n<head>\n<title>{title}</title>\n'
    '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n'
)


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a book: a chapter a section, the answers at its end."""
    names = media_files(course)
    book = [_about(course), *(_section(course, placed, names) for placed in course.sections())]
    if answers := _answers(course):
        book.append(answers)
    files: dict[str, Content] = {f"EPUB/media/{name}": course.media[id_].content for id_, name in names.items()}
    files |= {f"EPUB/{page.file}": page.content for page in book}
    files["mimetype"], files["META-INF/container.xml"] = MEDIA_TYPE.encode(), CONTAINER
    files["EPUB/style.css"] = STYLE.encode()
    files["EPUB/provenance.json"] = machine_readable(course)
    files["EPUB/nav.xhtml"] = _page(course, course.draft.title, navigation(course, book))
    files["EPUB/package.opf"] = package(course, book, names)
    zipped(files, to, first="mimetype")


def _page(course: ExportedCourse, title: str, body: str) -> bytes:
    language = course.draft.language
    shell = {"language": escape(language), "direction": pages.direction(language), "title": pages.text(title)}
    return _SHELL.format(body=body, **shell).encode()


def _about(course: ExportedCourse) -> Page:
    body = xhtml(pages.about_body(course, _losses(course)))
    return Page("about.xhtml", course.draft.title, _page(course, course.draft.title, body))


def _section(course: ExportedCourse, placed: PlacedSection, names: dict[str, str]) -> Page:
    title = f"{placed.key} {placed.section.title}"
    body = pages.section_body(course, placed.section, lambda id_: f"media/{names[id_]}")
    checks = working_checks(placed.section)
    asked = "".join(_asked(placed, place, check) for place, check in enumerate(checks, 1))
    heading = f"<h2>{pages.ours('Checks', course.draft.language)}</h2>\n" if checks else ""
    written = xhtml(f"<h1>{pages.text(title)}</h1>\n{body}{heading}{asked}")
    return Page(f"section_{placed.name}.xhtml", title, _page(course, title, written))


def _asked(placed: PlacedSection, place: int, check: Check) -> str:
    asked = KINDS[check.kind].exported(check)
    texts = [pages.line(text) for _, text in asked.options] or (
        list(TRUE_AND_FALSE) if asked.interaction == "true-false" else []
    )
    options = "".join(f"<li>{text}</li>\n" for text in texts)
    listed = f'<ol type="A">\n{options}</ol>\n' if options else ""
    name = f"{placed.name}_{place}"
    link = f'<p><a href="answers.xhtml#answer_{name}">{_label(placed, place)}</a></p>\n'
    return f'<div class="check" id="check_{name}">\n{pages.asked(check.stem)}{listed}{link}</div>\n'


def _label(placed: PlacedSection, place: int) -> str:
    return f'<span lang="en" dir="ltr">Answer {placed.key}, {place}</span>'


def _answers(course: ExportedCourse) -> Page | None:
    pieces = []
    for placed in course.sections():
        told = [_answer(placed, place, check) for place, check in enumerate(working_checks(placed.section), 1)]
        if told:
            pieces += [f"<h2>{pages.text(f'{placed.key} {placed.section.title}')}</h2>\n", *told]
    if not pieces:
        return None
    body = xhtml(f"<h1>{pages.ours('Answers', course.draft.language)}</h1>\n{''.join(pieces)}")
    return Page("answers.xhtml", "Answers", _page(course, "Answers", body), is_ours=True)


def _answer(placed: PlacedSection, place: int, check: Check) -> str:
    name = f"{placed.name}_{place}"
    key = pages.asked(KINDS[check.kind].key(check).replace(BLANK, ""))
    accepted = [text for text in check.accepted if text.strip()]
    also = f'<p><span lang="en" dir="ltr">Also:</span> {pages.text("; ".join(accepted))}</p>\n' if accepted else ""
    back = f'<p><a href="section_{placed.name}.xhtml#check_{name}">{_label(placed, place)}</a></p>\n'
    return f'<div class="check" id="answer_{name}">\n{back}{key}{also}{pages.asked(check.feedback)}</div>\n'


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "It is a book: nothing is asked, judged or counted, and the answers are at its end.",
        *losses.order(course),
        *losses.optional_sections(course),
        *losses.broken_checks(course),
        *losses.foreign_labels(course),
    ]


FORMAT = Format(
    name="epub",
    title="EPUB 3",
    extension=".epub",
    media_type=MEDIA_TYPE,
    carries="Texts with their pictures and formulas, the checks at the end of their section, answers at the end.",
    losses=_losses,
    write=write,
)
