"""Raised and lowered characters: exponents and indices belong to the text, marks of footnotes do not."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["note", "plain", "raised", "lowered"]

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_HAS_SUPERSCRIPT = re.compile(r"[0-9+\-−–=()ni]+")
_HAS_SUBSCRIPT = re.compile(r"[0-9+\-−=()]+")
_NOTE = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§¶#]{1,3})(?:\s*[,;–-]\s*(?:\d{1,3}|[a-z]))*[,;.)]?|\[\d{1,3}\]|\(\d{1,2}\)")
_SIGNED = re.compile(r"[+\-−–]\d{1,3}|\d{1,3}[+\-−–]|[+\-−–]")
_ORDINAL = re.compile(r"(?i:st|nd|rd|th|er|ère|re|e|ème|me|mes|os|as|o|a|º|ª|lle|lles|r|rs|gr|tm|sm|®|©|™)\.?")
_BEFORE_ORDINAL = re.compile(r"(?:\d|[IVXLC]|\b[MDNnS]|\bM[lm]|[Nn]o?)$")
_TRADE_MARK = re.compile(r"(?i:tm|sm)|[®©™]")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d$")
_NUMBER = re.compile(r"\d[\d.,\u2009\u202f ]*$")
_POWER = re.compile(r"(?:[×x·*^=/(]\s*|\b)\d{1,3}$")
_WORD = re.compile(r"([^\W\d_]+)$")
_UNIT = re.compile(
    r"(?:[kKcCdDmMµμnpGhH]?(?:m|s|g|Hz|J|W|V|A|N|K|L|l|mol|Pa|bar|eV|cd|rad|sr|lm|lx)|in|ft|yd|mi|sec|min|hr?|kg|°C|kn|px|м|см|км|мм)$"
)
_FUNCTION = re.compile(r"(?:sin|cos|tan|cot|sec|csc|log|ln|exp|sinh|cosh|tanh|arcsin|arccos|arctan|det|ker)$")
_VOWEL = re.compile(r"[aeiouyäöüàâéèêëîïôùûáíóúæøå]", re.IGNORECASE)
_SYMBOL = re.compile(r"[Α-Ωα-ωϑϕ∂∇∑∏∫√∞ℝℕℤℚℂ°%′″|⟩]$")
_FORMULA = re.compile(r"[)\]}]$")
_TALKING = re.compile(r"[^\W\d_]{4,}")
_LONGEST_SYMBOL = 3


def kind_of(text: str, before: str, *, above: bool) -> Kind:
    """What a raised (`above`) or lowered piece is, by what it says and by what it touches on its left (`before`)."""
    if not above:
        return "lowered"
    if _TRADE_MARK.fullmatch(text):
        return "note"
    if _ORDINAL.fullmatch(text) and _BEFORE_ORDINAL.search(before):
        return "plain"
    if _SIGNED.fullmatch(text) or not _NOTE.fullmatch(text):
        return "raised"
    return "raised" if takes_exponent(before) and text[:1].isalnum() else "note"


def takes_exponent(before: str) -> bool:
    """Whether what stands before a raised number is a number, a unit or a symbol, and no word of a sentence."""
    if _YEAR.search(before) or not before or before[-1].isspace():
        return False
    if _POWER.search(before) or _NUMBER.search(before) or _SYMBOL.search(before):
        return True
    if _FORMULA.search(before):
        return not _TALKING.search(before[before.rfind("(") :])
    word = _WORD.search(before)
    return word is not None and _is_symbol(word[1], before[: word.start()])


def _is_symbol(word: str, before: str) -> bool:
    if _FUNCTION.fullmatch(word) or len(word) == 1:
        return True
    if _UNIT.fullmatch(word) and (word not in ("in", "min", "mi") or before.rstrip()[-1:].isdigit()):
        return True
    short = len(word) <= _LONGEST_SYMBOL
    return short and (not _VOWEL.search(word) or before[-1:].isdigit() or before[-1:] in ("½", "¼", "/", "·", "="))


def written(text: str, kind: Kind) -> str:
    """The piece as it stands in reading text: Unicode where it has the characters, else `^(…)` and `_(…)`."""
    if kind == "note":
        return ""
    if kind == "plain":
        return text
    if kind == "raised":
        return text.translate(_SUPERSCRIPTS) if _HAS_SUPERSCRIPT.fullmatch(text) else f"^({text})"
    return text.translate(_SUBSCRIPTS) if _HAS_SUBSCRIPT.fullmatch(text) else f"_({text})"
