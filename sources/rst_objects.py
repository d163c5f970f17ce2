"""What only Sphinx knows in reStructuredText: objects described by their names, and references to labels.

A directive such as `.. py:data:: DEBUG`, which pandoc leaves out, becomes an entry of a definition list, so that what
is said of the object keeps its name. A reference to a label over a heading of the same text gets the heading as its
words. Lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

SILENT = frozenset(
    "index toctree contents currentmodule module highlight plot graphviz digraph graph mermaid uml inheritance-diagram "
    "automodule autoclass autofunction automethod autosummary autodata autoexception sectionauthor codeauthor "
    "moduleauthor tabularcolumns include meta testsetup testcleanup bibliography default-domain default-role rst-class "
    "cssclass avmetadata odsalink odsascript showhidecontent".split()
)
"""Directives that say nothing to readers, or draw, or only name what stands elsewhere."""
_INCLUDED = frozenset({"literalinclude", "codeinclude"})
"""Directives for code that another file has."""
_EMBEDDED = frozenset(
    "inlineav avembed slideshow animation video youtube vimeo iframe applet activecode extrtoolembed h5p "
    "geogebra".split()
)
"""Directives for what moves, speaks or is to be played with; what stands in them is its caption."""
EMBEDDED = "embedded object"
_FILE = re.compile(
    r"[\w.-]{1,80}(?:/[\w.-]{1,80}){1,9}(?: [a-z]{2,4})?|[\w-]{1,80}\.[a-z]\w{1,5}|[A-Z]\w*[a-z][A-Z]\w*(?: [a-z]{2})?"
)
"""A path, the name of a file, or a name as programs have them."""
MOST_BETWEEN = 12
"""Lines between a directive and what it says: blank ones and its options."""
_OBJECT = re.compile(
    r"(?P<indent>[ \t]{0,40})\.\. (?:[a-z]{1,8}:)?(?:data|attribute|function|class|method|classmethod|staticmethod|"
    r"exception|property|option|cmdoption|envvar|setting|confval|describe|object|module|decorator|decoratormethod|macro|type|"
    r"command|program|member|var):: ?(?P<name>\S.{0,200})"
)
_COMMENT = re.compile(r"(?P<indent>[ \t]{0,40})\.\. (?![\[_|])(?:[^:\n]|:(?!:))+")
_STACKED = re.compile(r"\s{0,40}\.\. auto[a-z]{1,20}::")
"""A directive that takes what it says out of the code, right below another one."""
_ARGUMENT = re.compile(
    r"(?P<indent>\s{0,60}):(?:param|parameter|arg|argument|key|keyword|kwarg)\s(?:[\w.\[\], |]{1,60}\s)?"
    r"(?P<name>\\?\*{0,2}\w{1,60}):(?P<says>.*)"
)
_TYPE = re.compile(r"(?P<indent>\s{0,60}):(?:type\s[^:\n]{1,60}|rtype|vartype\s[^:\n]{1,60}|meta\s[^:\n]{1,60}):")
_MOST_LINES = 8
"""Of one signature."""
_LABEL = re.compile(r"\.\. _`?([^:`\n]{1,100})`?:\s*$")
_RULE = re.compile(r"([=\-`:.'\"~^_*+#<>])\1{2,}\s*$")
_REFERENCE = re.compile(r":ref:`([^`<>\n]{1,100})`")
_FIELD = re.compile(r"\s*:[\w-]{1,40}:")


def with_named_objects(text: str) -> str:
    """The same text with each such directive as a term in code right above what it says."""
    lines = _plain(text.split("\n"))
    for at, line in enumerate(lines):
        found = _OBJECT.fullmatch(line.rstrip())
        if found is None:
            continue
        name = found["name"]
        after = at + 1
        while name.count("(") > name.count(")") and after < min(len(lines), at + _MOST_LINES) and lines[after].strip():
            name += f" {lines[after].strip()}"
            lines[after] = ""
            after += 1
        said = _said(lines, at, len(found["indent"]))
        name = name.replace("`", "").strip()
        lines[at] = ""
        for between in range(at + 1, said):
            lines[between] = ""
        lines[said - 1] = f"{found['indent']}``{name}``"
    return "\n".join(lines)


def _plain(lines: list[str]) -> list[str]:
    """The lines without comments and what is set in below them, without the types of arguments and directives that
    documentation out of the code is put in by; arguments are named in code."""
    written = list(lines)
    at = 0
    while at < len(lines):
        line = lines[at].rstrip()
        gone = _COMMENT.fullmatch(line) or _TYPE.match(line)
        if gone:
            end = _end(lines, at, len(gone["indent"]))
            written[at:end] = [""] * (end - at)
            at = end
            continue
        if argument := _ARGUMENT.fullmatch(line):
            written[at] = f"{argument['indent']}:``{argument['name'].lstrip(chr(92))}``:{argument['says']}"
        elif _STACKED.match(line) and at and lines[at - 1].lstrip().startswith(".. "):
            written[at] = ""
        at += 1
    return written


def _end(lines: Sequence[str], at: int, indent: int) -> int:
    """Behind the last line that is set in deeper than the one at a place."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip()) <= indent:
            break
        end = number + 1
    return end


def is_silent(classes: Sequence[str]) -> bool:
    """Whether a directive says nothing to readers, draws, or takes what it says out of the code."""
    return not SILENT.isdisjoint(classes) or (len(classes) == 1 and classes[0].startswith("auto"))


def with_named_references(text: str) -> str:
    """The same text in which each reference to a label right above a heading says the heading."""
    lines = text.split("\n")
    headings: dict[str, str] = {}
    labels: list[str] = []
    for at, line in enumerate(lines):
        if label := _LABEL.match(line):
            labels.append(" ".join(label[1].casefold().split()))
        elif line.strip() and not _RULE.match(line):
            is_heading = at + 1 < len(lines) and _RULE.match(lines[at + 1]) is not None
            headings.update(dict.fromkeys(labels, line.strip()) if is_heading else {})
            labels = []
    return _REFERENCE.sub(lambda found: _named(found, headings), text) if headings else text


def elsewhere(classes: Sequence[str], blocks: Sequence[dict[str, Any]]) -> str:
    """What the directive of these names and this content (of pandoc) leaves for another file or for a program to show;
    "" if nothing. One that nobody knows does so if a path or the like is all that it holds."""
    if not _INCLUDED.isdisjoint(classes):
        return "include"
    if not _EMBEDDED.isdisjoint(classes):
        return EMBEDDED
    if len(classes) != 1 or len(blocks) != 1 or blocks[0]["t"] != "Para":
        return ""
    words = [" " if node["t"] == "Space" else str(node.get("c", "")) for node in blocks[0]["c"]]
    named = all(node["t"] in ("Str", "Space") for node in blocks[0]["c"]) and _FILE.fullmatch("".join(words))
    return EMBEDDED if named else ""


def _named(reference: re.Match[str], headings: dict[str, str]) -> str:
    heading = headings.get(" ".join(reference[1].casefold().split()), "")
    return f":ref:`{heading} <{reference[1]}>`" if heading and not set(heading) & set("`<>:") else reference[0]


def _said(lines: list[str], at: int, indent: int) -> int:
    """The line at which begins what a directive says; the next one if it says nothing."""
    for number in range(at + 1, min(len(lines), at + MOST_BETWEEN)):
        line = lines[number]
        if not line.strip() or _FIELD.match(line):
            continue
        deeper = len(line) - len(line.lstrip()) > indent
        return number if deeper else at + 1
    return at + 1
