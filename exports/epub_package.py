"""What an EPUB says of itself: its package document and its contents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from lxml.builder import ElementMaker

from exports import pages
from exports.course import ExportedCourse
from exports.packages import moment_of
from exports.provenance import digital_source_type, sentences
from exports.xml import clean, serialised

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)
_NAMESPACES = {None: OPF, "dc": DC}
_E = ElementMaker(namespace=OPF, nsmap=_NAMESPACES)
_DC = ElementMaker(namespace=DC, nsmap=_NAMESPACES)


class Page(NamedTuple):
    """A page of the book. `is_ours` is one whose title is in English, whatever the course is in."""

    file: str
    title: str
    content: bytes
    is_ours: bool = False

    @property
    def id(self) -> str:
        return self.file.partition(".")[0]


def navigation(course: ExportedCourse, book: Sequence[Page]) -> str:
    """The body of the contents, by lessons."""
    language, by_file = course.draft.language, {page.file: page for page in book}
    entries = [_entry(by_file["about.xhtml"], language)]
    for _, placed in groupby(course.sections(), key=lambda one: one.key.partition(".")[0]):
        sections = list(placed)
        listed = "".join(_entry(by_file[f"section_{one.name}.xhtml"], language) for one in sections)
        lesson = pages.text(sections[0].lesson.title)
        first = f"section_{sections[0].name}.xhtml"
        entries.append(f'<li><a href="{first}">{lesson}</a>\n<ol>\n{listed}</ol>\n</li>\n')
    if "answers.xhtml" in by_file:
        entries.append(_entry(by_file["answers.xhtml"], language))
    heading = pages.ours("Contents", language)
    return f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{heading}</h1>\n<ol>\n{"".join(entries)}</ol>\n</nav>'


def _entry(page: Page, language: str) -> str:
    title = pages.ours(page.title, language) if page.is_ours else pages.text(page.title)
    return f'<li><a href="{page.file}">{title}</a></li>\n'


def package(course: ExportedCourse, book: Sequence[Page], names: dict[str, str]) -> bytes:
    """The package document of a book with these pages and pictures."""
    items = [
        _E.item(id="nav", href="nav.xhtml", properties="nav", **{"media-type": "application/xhtml+xml"}),
        _E.item(id="style", href="style.css", **{"media-type": "text/css"}),
        _E.item(id="provenance", href="provenance.json", **{"media-type": "application/json"}),
    ]
    for page in book:
        has_formulas = {"properties": "mathml"} if b"<math" in page.content else {}
        items.append(_E.item(id=page.id, href=page.file, **{"media-type": "application/xhtml+xml"}, **has_formulas))
    cover = (course.thumbnail or "").lower()
    for place, (id_, name) in enumerate(names.items(), 1):
        is_cover = {"properties": "cover-image"} if id_ == cover else {}
        media_type = course.media[id_].media_type
        items.append(_E.item(id=f"media_{place}", href=f"media/{name}", **{"media-type": media_type}, **is_cover))
    direction = pages.direction(course.draft.language)
    spine = _E.spine(*(_E.itemref(idref=page.id) for page in book), **{"page-progression-direction": direction})
    root = _E.package(
        _metadata(course, any(b"<math" in page.content for page in book)),
        _E.manifest(*items),
        spine,
        {"version": "3.0", "unique-identifier": "id", "{http://www.w3.org/XML/1998/namespace}lang": "en"},
    )
    return serialised(root)


def _metadata(course: ExportedCourse, has_formulas: bool) -> Any:
    draft = course.draft
    writers = [f"{writer.provider} {writer.model}".strip() for writer in course.provenance.writers]
    told = [
        _DC.identifier(f"urn:uuid:{course.id}", id="id"),
        _DC.title(clean(" ".join(draft.title.split()))),
        _DC.language(draft.language),
        *(_DC.contributor(clean(writer)) for writer in writers),
        *([_DC.description(clean(draft.description))] if draft.description else []),
        *(_DC.subject(clean(tag)) for tag in draft.tags),
        *(_DC.source(clean(source.title)) for source in course.provenance.sources if source.title.strip()),
        _DC.rights(clean(" ".join(sentences(course.provenance)))),
        _E.meta(digital_source_type(course.provenance), property="schema:digitalSourceType"),
        _E.meta(f"{moment_of(course):%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified"),
    ]
    facts = [("accessMode", "textual"), ("accessModeSufficient", "textual")]
    facts += [("accessMode", "visual")] if course.media else []
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if course.media else []
    features += ["MathML"] if has_formulas else []
    facts += [("accessibilityFeature", feature) for feature in features]
    facts += [("accessibilityHazard", "none")]
    facts += [("accessibilitySummary", "Every page has headings; pictures have texts; formulas are MathML.")]
    return _E.metadata(*told, *(_E.meta(value, property=f"schema:{name}") for name, value in facts))
