"""The whole course as one page for paper, in the reader's styles: a browser prints it, or keeps it as a PDF.

What judges is not in it, so that it can be handed out; hints and solutions open on the screen and are not printed.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from html import escape
from typing import BinaryIO

from exports import losses, pages
from exports.course import ExportedCourse, Media, PlacedSection, bytes_of, working_checks
from exports.format import Format
from exports.provenance import in_a_page
from exports.scorm.player_files import WEB
from learning.checks import KINDS, Check

_STYLES = ("tokens.css", "base.css", "learner.css")
_SIGN = "picture:"
_PICTURE = re.compile(rf'<img src="{_SIGN}([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])")


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write an HTML document that needs nothing else, a section at a time."""
    title, language = pages.text(course.draft.title), course.draft.language
    to.write(
        (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{pages.direction(language)}">\n<head>\n'
            '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n{_styles()}{in_a_page(course)}</head>\n"
            f'<body class="paper">\n<main>\n<h1>{title}</h1>\n{_contents(course)}'
        ).encode()
    )
    lesson = None
    for placed in course.sections():
        if placed.lesson is not lesson:
            lesson = placed.lesson
            summary = pages.rendered(lesson.summary)
            to.write(f'<h2 class="lesson">{pages.text(lesson.title)}</h2>\n{summary}'.encode())
        for place, piece in enumerate(_PICTURE.split(_section(course, placed))):
            to.write(_source(course.media[piece]) if place % 2 else piece.encode())
    about = pages.about_body(course, _losses(course))
    to.write(f'<section class="lesson">\n{_lower(about, 1)}</section>\n</main>\n</body>\n</html>\n'.encode())


@cache
def _styles() -> str:
    def style(name: str) -> str:
        return (WEB / "styles" / name).read_text()

    shown = "".join(f"<style>\n{style(name)}</style>\n" for name in _STYLES)
    return f'{shown}<style media="print">\n{style("print.css")}</style>\n'


def _contents(course: ExportedCourse) -> str:
    items = "".join(
        f'<li><a href="#s{placed.name}">{placed.key} {pages.text(placed.section.title)}</a></li>\n'
        for placed in course.sections()
    )
    return f'<nav aria-label="Contents" lang="en">\n<ul lang="{escape(course.draft.language)}">\n{items}</ul>\n</nav>\n'


def _section(course: ExportedCourse, placed: PlacedSection) -> str:
    """With a sign in the place of each picture, so that nothing else handles its bytes."""
    body = pages.section_body(course, placed.section, lambda id_: f"{_SIGN}{id_}")
    body = body.replace('<a href="#cite-', f'<a href="#cite-{placed.name}-')
    body = body.replace('<li id="cite-', f'<li id="cite-{placed.name}-')
    body = body.replace("<pre>", '<pre tabindex="0">')  # what is wider than the screen is scrolled by keys too
    checks = "".join(_check(check) for check in working_checks(placed.section))
    title = pages.text(placed.section.title)
    return f'<section id="s{placed.name}">\n<h3>{placed.key} {title}</h3>\n{_lower(body, 2)}{checks}</section>\n'


def _source(picture: Media) -> bytes:
    written = base64.b64encode(bytes_of(picture.content))
    return b'<img src="data:%s;base64,%s"' % (picture.media_type.encode(), written)


def _check(check: Check) -> str:
    asked = KINDS[check.kind].exported(check)
    stem = pages.asked(check.stem)
    if asked.interaction == "true-false":
        return f'<div class="check">{stem}<p lang="en" dir="ltr">○ True ○ False</p></div>\n'
    if asked.options:
        options = "".join(f"<li>{pages.line(text)}</li>" for _, text in asked.options)
        return f'<div class="check">{stem}<ul class="options">{options}</ul></div>\n'
    return f'<div class="check">{stem}<span class="line"></span></div>\n'


def _lower(markup: str, levels: int) -> str:
    """The markup with its headings so many levels further down."""
    return _HEADING.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + levels)}", markup)


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "Nothing is judged on paper: right answers and feedback are not in the file, and hints and solutions open on "
        "the screen and are not printed.",
        *losses.order(course),
        *losses.optional_sections(course),
        *losses.broken_checks(course),
        *losses.foreign_labels(course),
    ]


FORMAT = Format(
    name="print",
    title="Print",
    extension=".html",
    media_type="text/html; charset=utf-8",
    carries="All texts, pictures, formulas and questions as one page: open it in a browser and print it, or save it as "
    "a PDF there.",
    losses=_losses,
    write=write,
)
