"""The inlines of pandoc's syntax tree as reading text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.cleaning import HARD_BREAK
from sources.inline import code_span
from sources.scripts import lowered, raised

Node = dict[str, Any]

_SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": HARD_BREAK}
_PLAIN = frozenset({"Emph", "Underline", "Strong", "Strikeout", "SmallCaps"})
_QUOTES = {"SingleQuote": "'", "DoubleQuote": '"'}


@dataclass(slots=True)
class InlineText:
    """What inlines say, and what else stands in them: notes (lists of blocks) and pictures (address, alt)."""

    text: str = ""
    notes: list[list[Node]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def inline_text(inlines: Sequence[Node]) -> InlineText:
    """The text of inlines; formulas in a sentence are `$…$`, one that stands alone is `$$…$$`."""
    reader = _InlineReader()
    alone = [node for node in inlines if node["t"] not in _SPACES]
    if len(alone) == 1 and alone[0]["t"] == "Math":
        sign = "$$" if alone[0]["c"][0]["t"] == "DisplayMath" else "$"
        reader.result.text = f"{sign}{alone[0]['c'][1].strip()}{sign}"
    else:
        reader.result.text = reader.read(inlines)
    return reader.result


def formula_in(blocks: Sequence[Node]) -> str:
    """The TeX of the formulas in paragraphs, parted by blanks."""
    inlines = (node for block in blocks if block["t"] in ("Para", "Plain") for node in block["c"])
    return " ".join(node["c"][1].strip() for node in inlines if node["t"] == "Math")


def is_all(inlines: Sequence[Node], kind: str) -> bool:
    """Whether every inline but white space is of one kind, such as `Strong` or `Code`."""
    kinds = {node["t"] for node in inlines if node["t"] not in _SPACES}
    return kinds == {kind}


class _InlineReader:
    def __init__(self) -> None:
        self.result = InlineText()
        self._readers: dict[str, Callable[[Any], str]] = {
            "Str": str,
            "Math": lambda content: f"${content[1].strip()}$",
            "Superscript": lambda content: raised(self.read(content)),
            "Subscript": lambda content: lowered(self.read(content)),
            "Quoted": lambda content: f"{_QUOTES[content[0]['t']]}{self.read(content[1])}{_QUOTES[content[0]['t']]}",
            "Cite": lambda content: self.read(content[1]),
            "Link": lambda content: self.read(content[1]),
            "Span": lambda content: self.read(content[1]),
            "Image": self._picture,
            "Note": self._note,
        }

    def read(self, inlines: Sequence[Node]) -> str:
        return "".join(self._joined_code(inlines))

    def _joined_code(self, inlines: Sequence[Node]) -> list[str]:
        """Neighbouring stretches of code are one."""
        pieces: list[str] = []
        code = ""
        for node in inlines:
            if node["t"] == "Code":
                code += node["c"][1]
                continue
            pieces += [_code(code), self._piece(node)]
            code = ""
        return [*pieces, _code(code)]

    def _piece(self, node: Node) -> str:
        kind = node["t"]
        if kind in _SPACES:
            return _SPACES[kind]
        if kind in _PLAIN:
            return self.read(node["c"])
        reader = self._readers.get(kind)
        return reader(node["c"]) if reader else ""

    def _picture(self, content: Any) -> str:
        self.result.pictures.append((content[2][0], self.read(content[1]) or content[2][1]))
        return ""

    def _note(self, content: Any) -> str:
        self.result.notes.append(content)
        return ""


def _code(code: str) -> str:
    """Code between back-ticks; white space at its ends stays outside."""
    if not code.strip():
        return code
    lead, tail = code[: len(code) - len(code.lstrip())], code[len(code.rstrip()) :]
    return f"{lead}{code_span(code)}{tail}"
