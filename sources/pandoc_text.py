"""The inlines of pandoc's syntax tree as reading text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.entities import name2codepoint
from typing import Any

from sources.cleaning import HARD_BREAK
from sources.inline import code_span
from sources.marks import marked
from sources.scripts import lowered, raised

Node = dict[str, Any]

_MARKS = frozenset(".,;:!?)")
_SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": HARD_BREAK}
_PLAIN = frozenset({"Underline", "Strikeout", "SmallCaps"})
_SET_OFF = frozenset({"Emph", "Strong"})
_TERM_ROLES = frozenset({"dfn", "term"})
_SERIES = {"rfc": "RFC ", "pep": "PEP "}
"""What stands before a number of a series that a role names."""
_PROSE_ROLES = frozenset("doc ref term numref eq any dfn abbr guilabel menuselection rfc pep download".split())
_REFERENCE_ALONE = re.compile(r"\s?\((?:see (?:also )?)?@ref\([^()]{1,100}\)\)")
_NEEDING = frozenset(
    "of in by from to with and or equation equations inequality formula de du par dans à et ou équation équations "
    "formule von durch aus zu und oder gleichung formel en con por y o ecuación fórmula".split()
)
_SUBSTITUTED, _DIRECTIVE = "##SUBST##", "..%20"
"""How pandoc writes where a sign leads that no file defines, and a label above a figure or table."""
_LABELLED = frozenset({"ref", "numref", "eq", "doc"})
_LABEL = re.compile(r"[\w:./-]{1,100}")
_NUMBERED_MATH = re.compile(r"\s*\\begin\{(equation|displaymath|math)\*?\}(.*)\\end\{\1\*?\}\s*", re.DOTALL)
"""A formula of one line in an environment that only numbers it."""
_STARS = re.compile(r"^([\"'“‘(]{1,3})\*\*([^*]{1,80})\*\*([\"'”’),.;:]{0,3})$")
"""A word in quotation marks that is set off inside of them, which pandoc does not see."""
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_NESTED = re.compile(r"(?<!\\)\$([^$]{1,200})(?<!\\)\$")
_KEY = re.compile(r"(?=[^-_:]{1,60}[-_:])[\w:./-]{3,100}")
"""A label that is no word."""
_CALLED = frozenset({"func", "meth"})
_TITLED = re.compile(r"(.+?)\s*<[^<>]+>", re.DOTALL)
_QUOTES = {"SingleQuote": "'", "DoubleQuote": '"'}


@dataclass(slots=True)
class InlineText:
    """What inlines say, terms marked, and what else stands in them: notes (blocks) and pictures (address, alt)."""

    text: str = ""
    notes: list[list[Node]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def inline_text(inlines: Sequence[Node]) -> InlineText:
    """The text of inlines; formulas in a sentence are `$…$`, one that stands alone is `$$…$$`."""
    reader = _InlineReader()
    alone = [node for node in inlines if node["t"] not in _SPACES]
    if len(alone) == 1 and alone[0]["t"] == "Math":
        sign = "$$" if alone[0]["c"][0]["t"] == "DisplayMath" else "$"
        reader.result.text = f"{sign}{_tex(alone[0]['c'])}{sign}"
    else:
        reader.result.text = _REFERENCE_ALONE.sub(_without_reference, reader.read(inlines))
    return reader.result


def formula_in(blocks: Sequence[Node]) -> str:
    """The TeX of the formulas in paragraphs, parted by blanks."""
    inlines = (node for block in blocks if block["t"] in ("Para", "Plain") for node in block["c"])
    return " ".join(node["c"][1].strip() for node in inlines if node["t"] == "Math")


def _tex(content: Any) -> str:
    """A formula without comments, and without dollar signs around formulas in its words."""
    tex = _COMMENT.sub("", content[1]) if "%" in content[1] else content[1]
    if (found := _NUMBERED_MATH.fullmatch(tex)) and "\\begin{" + found[1] not in found[2]:
        tex = found[2]
    return (_NESTED.sub(r"}\1\\text{", tex) if "$" in tex else tex).strip()


def is_all(inlines: Sequence[Node], kind: str) -> bool:
    """Whether every inline but white space is of one kind, such as `Strong` or `Code`."""
    kinds = {node["t"] for node in inlines if node["t"] not in _SPACES}
    return kinds == {kind}


def _without_reference(found: re.Match[str]) -> str:
    """Nothing, unless the word before it needs it: "a solution of (@ref(eq))"."""
    before = found.string[: found.start()].split()[-1:]
    return found[0] if before and before[0].casefold() in _NEEDING else ""


def parted_by_formulas(inlines: Sequence[Node]) -> list[list[Node]]:
    """What stands before, in and after each displayed formula."""
    parts: list[list[Node]] = [[]]
    for node in inlines:
        if node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath":
            parts += [[node], []]
        else:
            parts[-1].append(node)
    return [part for part in parts if any(node["t"] not in _SPACES for node in part)]


def is_download(inlines: Sequence[Node]) -> bool:
    """Whether there is nothing but files to be downloaded."""
    said = [node for node in inlines if node["t"] not in _SPACES]
    return bool(said) and all(node["t"] == "Code" and _role(node) == "download" for node in said)


class _InlineReader:
    def __init__(self) -> None:
        self.result = InlineText()
        self._readers: dict[str, Callable[[Any], str]] = {
            "Str": lambda content: _STARS.sub(r"\1\2\3", content) if "**" in content else str(content),
            "Math": lambda content: f"${_tex(content)}$",
            "Superscript": lambda content: raised(self.read(content)),
            "Subscript": lambda content: lowered(self.read(content)),
            "Quoted": lambda content: f"{_QUOTES[content[0]['t']]}{self.read(content[1])}{_QUOTES[content[0]['t']]}",
            "Cite": lambda content: self.read(content[1]),
            "Link": self._link,
            "Span": lambda content: self.read(content[1]),
            "Image": self._picture,
            "Note": self._note,
        }

    def read(self, inlines: Sequence[Node]) -> str:
        return "".join(self._joined_code(_without_gaps(inlines)))

    def _joined_code(self, inlines: Sequence[Node]) -> list[str]:
        """Neighbouring stretches of code are one; a formula stands apart from letters, digits and other formulas."""
        pieces: list[str] = []
        code = ""
        before = ""
        for node in inlines:
            if node["t"] == "Code" and not _is_prose(node):
                code += _shown(node)
                continue
            piece = self._piece(node)
            if "Math" in (before, node["t"]) and not code and pieces and _touch(pieces[-1], piece):
                pieces.append(" ")
            pieces += [_code(code), piece]
            code, before = "", node["t"]
        return [*pieces, _code(code)]

    def _piece(self, node: Node) -> str:
        kind = node["t"]
        if kind == "Code":
            is_term = _role(node).rpartition(":")[2] in _TERM_ROLES
            return marked(_shown(node)) if is_term else _shown(node)
        if kind in _SPACES:
            return _SPACES[kind]
        if kind in _PLAIN:
            return self.read(node["c"])
        if kind in _SET_OFF:
            return marked(self.read(node["c"]))
        reader = self._readers.get(kind)
        return reader(node["c"]) if reader else ""

    def _link(self, content: Any) -> str:
        """The words of a link. A reference of LaTeX is a number, which gets a sign where its command would name what it
        counts, or the key of what is not in this file."""
        said = self.read(content[1])
        target = content[2][0]
        if target.startswith(_SUBSTITUTED):
            return unescape(f"&{said.strip('|')};") if said.strip("|") in name2codepoint else said.strip("|")
        if (target in ("", f"#{said}") or target.startswith(_DIRECTIVE)) and _KEY.fullmatch(said):
            return f"@ref({said})"
        reference = dict(content[0][2])
        if "reference-type" not in reference:
            return said
        if said == f"[{reference.get('reference', '')}]":
            return f"@ref({said[1:-1]})"
        return f"§ {said}" if "label" in reference["reference-type"] and said[:1].isdigit() else said

    def _picture(self, content: Any) -> str:
        self.result.pictures.append((content[2][0], self.read(content[1]) or content[2][1]))
        return ""

    def _note(self, content: Any) -> str:
        self.result.notes.append(content)
        return ""


def _without_gaps(inlines: Sequence[Node]) -> Sequence[Node]:
    """The inlines without the blank before a note that a mark of the sentence follows."""
    if not any(node["t"] == "Note" for node in inlines):
        return inlines
    return [
        node
        for at, node in enumerate(inlines)
        if not (
            node["t"] in _SPACES
            and at + 2 < len(inlines)
            and inlines[at + 1]["t"] == "Note"
            and inlines[at + 2]["t"] == "Str"
            and inlines[at + 2]["c"][:1] in _MARKS
        )
    ]


def _touch(before: str, after: str) -> bool:
    """Whether a formula and what is beside it would be one: a dollar sign at a letter ends no formula."""
    return (
        bool(before and after)
        and (before[-1].isalnum() or before[-1] == "$")
        and (after[0].isalnum() or after[0] == "$")
    )


def _role(node: Node) -> str:
    """The role that a stretch of code has in reStructuredText (`:func:`), "" for none."""
    _, classes, pairs = node["c"][0]
    return dict(pairs).get("role", "") if "interpreted-text" in classes else ""


def _is_prose(node: Node) -> bool:
    return _role(node).rpartition(":")[2] in _PROSE_ROLES


def _shown(node: Node) -> str:
    """What a reader sees of a stretch of code: of a role that names an object the name without its module, if the
    source wants it short, with brackets if it is called."""
    text: str = node["c"][1]
    role = _role(node).rpartition(":")[2]
    if not role:
        return text
    titled = _TITLED.fullmatch(text)
    if titled:
        return titled[1].strip()
    if role in _LABELLED and _LABEL.fullmatch(text):
        return f"@ref({text})"
    if role in _PROSE_ROLES:
        return f"{_SERIES.get(role, '')}{text}"
    name = text.lstrip("!").removeprefix(".")  # a dot has Sphinx look the name up anywhere
    name = name[1:].rpartition(".")[2] if name.startswith("~") else name
    return f"{name}()" if role in _CALLED and not name.endswith(")") else name


def _code(code: str) -> str:
    """Code between back-ticks; white space at its ends stays outside."""
    if not code.strip():
        return code
    lead, tail = code[: len(code) - len(code.lstrip())], code[len(code.rstrip()) :]
    return f"{lead}{code_span(code)}{tail}"
