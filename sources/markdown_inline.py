"""Inline Markdown to reading text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from sources.cleaning import HARD_BREAK
from sources.inline import code_span
from sources.markdown_extras import without_keys, without_language
from sources.marks import CLOSES, OPENS
from sources.myst import cited
from sources.scripts import lowered, raised

_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_SCRIPT_TAG = re.compile(r"<(/?)(su[bp]|r[tp])\b", re.IGNORECASE)
_PICTURE_TAG = re.compile(r"<(img|video|audio|iframe)\b", re.IGNORECASE)
_GONE = "\x00"
_CODE = "`\x01`"
"""Stands for a stretch of code while the text around it is changed."""
_MARKS = re.compile("[\x00\x01]")
_CLOSES = frozenset(".,;:!?)")
_DASH = re.compile(r"(?<=[\w\s)`])---(?=[\w\s(`])|(?<=\s)--(?=\s)")
_ATTRIBUTES = re.compile(r"^\{(?:\.[\w-]+\s?){1,9}\}|\\(?:index|label)\{[^{}]{0,80}\}")
_CITED = re.compile(r" ?\[-?@([\w:][\w:.-]{0,80})[^\[\]@]{0,80}\]")
"""Classes of words and entries of an index: what Markdown for books says of a text besides its
words."""
_FILLER = re.compile(r"(?:\s\.){4,}")
_CARETS = re.compile(r"(?<=\w)\^([^\s^$]{1,20})\^|(?<=\w)~([\d+−-]{1,6})~")
"""Pandoc's raised and lowered characters: 10^6^, CO~2~."""
_SET_OFF = {"strong_open": OPENS, "em_open": OPENS, "strong_close": CLOSES, "em_close": CLOSES}
_SCRIPTS: dict[str, Callable[[str], str]] = {
    "sup": raised,
    "sub": lowered,
    "rt": lambda _: "",
    "rp": lambda _: "",
}


def inline_text(tokens: Sequence[Token]) -> str:
    """No link or image syntax; terms marked; code in back-ticks; powers and indices as such; dashes as dashes."""
    codes: list[str] = []
    text = without_keys(_without_gone("".join(_pieces(tokens, codes))))
    plain = _FILLER.sub("", _DASH.sub(lambda dash: "—" if len(dash[0]) == 3 else "–", text))
    pieces = plain.split(_CODE)
    return "".join(part for pair in zip(pieces, [*codes, ""], strict=True) for part in pair)


def pictures(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The addresses of the pictures among the tokens, empty for those of HTML, and what they say of themselves."""
    for token in tokens:
        if token.type == "image" or (token.type == "html_inline" and _PICTURE_TAG.match(token.content)):
            yield str(token.attrs.get("src", "")), token.content


def _pieces(tokens: Sequence[Token], codes: list[str]) -> list[str]:
    """The texts of the tokens; of raised and lowered ones what stands between their tags. Code is kept apart."""
    opened: list[tuple[str, list[str]]] = [("", [])]
    for token in tokens:
        script = _SCRIPT_TAG.match(token.content) if token.type == "html_inline" else None
        if script and not script[1]:
            opened.append((script[2].lower(), []))
        elif script and len(opened) > 1:
            _close(opened)
        elif token.type == "code_inline":
            codes.append(code_span(without_language(token.content)))
            opened[-1][1].append(_CODE)
        elif not script:
            opened[-1][1].append(_piece(token))
    while len(opened) > 1:
        _close(opened)
    return opened[0][1]


def _close(opened: list[tuple[str, list[str]]]) -> None:
    tag, pieces = opened.pop()
    opened[-1][1].append(_SCRIPTS[tag]("".join(pieces)))


def _without_gone(text: str) -> str:
    """Nothing where a comment stood, nor the space before it if a sentence ends or goes on with a sign there."""
    first, *rest = text.split(_GONE)
    written = [first]
    for part in rest:
        if not part or part[0].isspace() or part[0] in _CLOSES:
            written[-1] = written[-1].rstrip()
        written.append(part)
    return "".join(written)


def _piece(token: Token) -> str:
    if token.type == "text":
        text = _CITED.sub(_citation, _MARKS.sub("", token.content))
        return _CARETS.sub(_script, _ATTRIBUTES.sub("", text))
    if token.type in _SET_OFF:
        return _SET_OFF[token.type]
    if token.type == "softbreak":
        return "\n"
    if token.type == "hardbreak":
        return HARD_BREAK
    if token.type == "math_inline":
        return f"${_MARKS.sub('', token.content)}$"
    return _html_piece(token) if token.type == "html_inline" else ""


def _citation(found: re.Match[str]) -> str:
    blank = " " if found[0].startswith(" ") else ""
    name = cited(found.string[: found.start()] + blank, found[1])
    return f"{blank}{name}" if name else ""


def _script(match: re.Match[str]) -> str:
    return raised(match[1]) if match[1] else lowered(match[2])


def _html_piece(token: Token) -> str:
    """A line break is one; a comment leaves no space behind; any other tag leaves nothing."""
    if token.content.startswith("<!--"):
        return _GONE
    return HARD_BREAK if _BREAK_TAG.match(token.content) else ""
