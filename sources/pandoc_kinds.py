"""The kinds of files that pandoc alone reads well: OpenDocument, RTF, LaTeX, DocBook, and texts with light markup."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sources.archives import Archive, inside
from sources.asciidoc_own import with_plain_blocks
from sources.asciidoc_tree import as_written
from sources.drafts import LeftOut, Reading
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.latex_own import with_definitions, with_plain_lists
from sources.marks import unmarked
from sources.packages import parsed
from sources.pandoc import SECONDS, SECONDS_OF_TEXT, tree_and_log
from sources.pandoc_blocks import TreeReader
from sources.pandoc_pieces import Read, numbered, read_lines
from sources.pandoc_text import inline_text
from sources.pictures import Fetch, in_address
from sources.rst_objects import with_named_objects, with_named_references
from sources.rst_sessions import with_sessions
from sources.site_blocks import without_doc_links

_LOGGED = re.compile(r"\[\w+\] (Skipped|Could not load include file) '?(.*)")
_DRAWING = re.compile(r"\\begin\{(?:tikz|pgf|pspicture|picture)|\\tikz")
_HOLDS_TEXT = re.compile(r"\\begin\{|\{[^{}]*\w|^\.\. ")
_PLACE = re.compile(r"'? at (?:.{0,80} )?line (\d{1,9}) column \d{1,9}$")
_SETS_PAGE = re.compile(
    r"\\(?:set(?:length|counter)|add(?:tolength|tocounter|contentsline|vspace)|[vh](?:space|skip)|label|pagestyle|raisebox"
    r"|thispagestyle|hypersetup|bibliographystyle|renewcommand|newcommand|(?:re)?newenvironment|geometry|pdfbookmark"
    r"|linespread|color|fontsize|selectlanguage|phantomsection|index|enlargethispage)\b"
)
_DOCUMENT = "\\begin{document}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADED = re.compile(r"^(?:={1,6}|\*{1,6}) \S", re.MULTILINE)

_LATEX = re.compile(r"\\documentclass\b|\\begin\{document\}|\\(?:chapter|section|subsection)\*?\{")
_TEX = re.compile(r"\\[A-Za-z]{2,40}\*?\s?[{\[]|\$[^$\n]{1,200}\$|\\[\[(]")
"""What a chapter says that another file brings in."""
_RST = re.compile(r"^\.\. [\w-]{1,40}::|^\.\. _[^\n]{1,200}:|:(?:ref|doc|code|math|func|class):`", re.MULTILINE)
_ORG = re.compile(r"^#\+(?:title|begin_\w{1,20}|options|author):?", re.MULTILINE | re.IGNORECASE)
_ASCIIDOC = re.compile(r"^:\w[\w-]{0,40}:(?: |$)|^\[(?:source|NOTE|quote|cols)\b|^(?:----|====)$", re.MULTILINE)
_WIKI = re.compile(r"^==+ ?[^=\n]{1,200} ?==+$|\[\[[^\]\n]{1,200}\]\]|'''[^'\n]{1,200}'''", re.MULTILINE)
_DOCBOOK = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!DOCTYPE[^>\[]{0,400}>\s*)?<(?:book|article|chapter)\b[^>]{0,2000}"
    r"(?:docbook\.org|>\s*<(?:\w+info|title)\b)"
)
_ODD_OBJECT = re.compile(rb'<draw:object xlink:href="[^"]{0,200}/"')
"""A formula or the like whose address pandoc does not understand."""
_ENTITY = "<!ENTITY"
_UNREAD_IN_RTF = {b"{\\object": "embedded object", b"{\\*\\annotation": "comment", b"{\\*\\shpinst": "drawing"}
"""Groups that pandoc passes over without a word."""


def read_opendocument(file: SourceFile) -> Reading:
    """Read an OpenDocument text with its pictures. Raises `UnreadableSource`."""
    package = file.package
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise UnreadableSource("encrypted")
    package.check_declarations(b"<!ENTITY")
    left_out = LeftOut()
    _name_unread(package, left_out)
    reading = _read(file.data, "odt", left_out, lambda address: package.read(inside("", address)))
    meta = parsed(package, "meta.xml")
    title = "" if meta is None else next((one.text or "" for one in meta.iter(_TITLE)), "")
    return replace(reading, title=title or reading.title)


def read_rtf(file: SourceFile) -> Reading:
    """Read a Rich Text file; its pictures are left out. Raises `UnreadableSource`."""
    left_out = LeftOut()
    for mark, what in _UNREAD_IN_RTF.items():
        if count := file.data.count(mark):
            left_out.add(what, count=count)
    return _read(file.data, "rtf", left_out)


def _name_unread(package: Archive, left_out: LeftOut) -> None:
    """What pandoc passes over without a word."""
    content = package.part("content.xml")
    for mark, what in (
        (b"<office:annotation ", "comment"),
        (b"<text:deletion>", "deleted revision"),
        (b"<draw:object-ole", "embedded object"),
        (b"<draw:plugin", "embedded object"),
        (b"<form:form ", "form field"),
    ):
        if count := content.count(mark):
            left_out.add(what, count=count)
    if count := len(_ODD_OBJECT.findall(content)):
        left_out.add("embedded object", count=count)
    if any(mark in (package.read("styles.xml") or b"") for mark in (b"<style:header>", b"<style:footer>")):
        left_out.add("header or footer")


def _read(data: bytes, form: str, left_out: LeftOut, fetch: Fetch = in_address) -> Reading:
    return _reading(tree_and_log(data, form, SECONDS)[0], left_out, fetch)


def _read_text(text: str, form: str) -> Reading:
    """What stands before the document of LaTeX sets the page and says nothing."""
    left_out = LeftOut()
    text = _BEFORE[form](text) if form in _BEFORE else text
    lines = with_plain_blocks(text, left_out) if form == "asciidoc" else numbered(text)
    first_line = text.partition(_DOCUMENT)[0].count("\n") + 1 if form == "latex" and _DOCUMENT in text else 1
    until = time.monotonic() + SECONDS_OF_TEXT
    read = read_lines(lines, form, until)
    taken = list(read.left_out)
    if form == "latex":
        defined = with_definitions(read.text, _skipped(read.log))
        if defined != read.text:
            read = read_lines(read.renewed(defined), form, until)
            taken += read.left_out
    tree = as_written(read.tree, read.text) if form == "asciidoc" else read.tree
    for number, what in taken:
        left_out.where = f"line {number}"
        left_out.add("markup", what)
    reading = _reading(tree, left_out)
    _note_skipped(read, left_out, first_line)
    return replace(reading, not_carried=left_out.not_carried())


def _reading(tree: dict[str, Any], left_out: LeftOut, fetch: Fetch = in_address) -> Reading:
    left_out.where = ""
    reader = TreeReader(left_out, fetch=fetch)
    reader.read(tree["blocks"])
    return Reading(
        reader.drafts(),
        _meta(tree, "title"),
        _meta(tree, "lang")[:2].lower(),
        left_out.not_carried(),
        title_is_top_heading=True,
        pictures=reader.pictures.kept,
    )


def _meta(tree: dict[str, Any], name: str) -> str:
    value = tree["meta"].get(name, {})
    if value.get("t") == "MetaInlines":
        return unmarked(inline_text(value["c"]).text)
    return str(value["c"]) if value.get("t") == "MetaString" else ""


def _skipped(log: str) -> list[str]:
    """The commands that pandoc has skipped, as they are written."""
    found = [line for line in map(_LOGGED.match, log.split("\n")) if line and line[1] == "Skipped"]
    return [_PLACE.sub("", line[2]) for line in found]


def _note_skipped(read: Read, left_out: LeftOut, first_line: int) -> None:
    """Name what pandoc has skipped, with its line in the file. Commands that hold no words say nothing."""
    for found in map(_LOGGED.match, read.log.split("\n")):
        place = _PLACE.search(found[2]) if found else None
        number = read.number(int(place[1])) if place else first_line
        if found is None or number < first_line:
            continue
        what = found[2][: place.start()] if place else found[2]
        if found[1] == "Skipped" and (_SETS_PAGE.match(what) or not _HOLDS_TEXT.search(what)):
            continue
        left_out.where = f"line {number}" if place else ""
        kind = "include" if found[1] != "Skipped" else "drawing" if _DRAWING.match(what) else "markup"
        left_out.add(kind, what)


def _text_kind(
    name: str,
    media_type: str,
    form: str,
    extensions: tuple[str, ...],
    sign: re.Pattern[str],
    unnamed: int = 0,
    of_named: re.Pattern[str] = _HEADED,
) -> Kind:
    """A kind of text known by its extension and a sign of its own in it, or one `of_named` files; without an extension
    by `unnamed` signs if not 0."""

    def fits(file: SourceFile) -> bool:
        if file.extension in extensions:
            return sign.search(file.sample) is not None or of_named.search(file.sample) is not None
        is_open = unnamed > 0 and file.extension in ("", ".txt", ".text")
        return is_open and len(sign.findall(file.sample)) >= unnamed

    return Kind(name, media_type, fits, _text_reader(form))


_INDEX_ENTRY = re.compile(r"\(\(\((?:[^()\n]|\([^()\n]{0,80}\)){1,200}\)\)\)")
"""Of AsciiDoc: it says nothing where it stands."""
_OLD_QUOTES = re.compile(r"``((?:[^`'\n]|\n(?!\n)){1,200})''")
"""Quotation marks as AsciiDoc was once written with."""
_BEFORE: dict[str, Callable[[str], str]] = {
    "asciidoc": lambda text: _OLD_QUOTES.sub(r"“\1”", _INDEX_ENTRY.sub("", without_doc_links(text))),
    "rst": lambda text: with_sessions(with_named_objects(with_named_references(text))),
    "latex": with_plain_lists,
}
"""What is done to a text before pandoc reads it."""


def _text_reader(form: str) -> Callable[[SourceFile], Reading]:
    def read(file: SourceFile) -> Reading:
        if _ENTITY in file.text:
            raise UnreadableSource("bomb")
        return _read_text(file.text, form)

    return read


ODT = Kind(
    "ODT",
    "application/vnd.oasis.opendocument.text",
    lambda file: file.is_package(b"application/vnd.oasis.opendocument.text"),
    read_opendocument,
)
RTF = Kind("RTF", "application/rtf", lambda file: file.data.lstrip()[:5] == b"{\\rtf", read_rtf)
DOCBOOK = Kind(
    "DocBook", "application/docbook+xml", lambda file: _DOCBOOK.match(file.sample) is not None, _text_reader("docbook")
)
LATEX = _text_kind("LaTeX", "application/x-tex", "latex", (".tex", ".latex", ".ltx"), _LATEX, 3, _TEX)
RST = _text_kind("reStructuredText", "text/x-rst", "rst", (".rst", ".rest"), _RST, unnamed=2)
ORG = _text_kind("Org", "text/org", "org", (".org",), _ORG, unnamed=2)
ASCIIDOC = _text_kind("AsciiDoc", "text/asciidoc", "asciidoc", (".adoc", ".asciidoc", ".asc"), _ASCIIDOC)
MEDIAWIKI = _text_kind("MediaWiki", "text/x-wiki", "mediawiki", (".mediawiki", ".wiki"), _WIKI)
