"""Whether what a learner typed is the expected text: as a fair reader would have it, not a string comparison."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from learning.wording import fold_quote

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ", "0123456789+-()ni", strict=True))
_RAISED = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_VULGAR = re.compile(r"(\d?)\s*([¼½¾⅐-⅞])")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
_SIGN = r"[^\w\s'\".!?]"
_AFTER_SIGN, _BEFORE_SIGN = re.compile(rf"(?<={_SIGN})\s+"), re.compile(rf"\s+(?={_SIGN})")
_BEGINNING, _END = " \"'(", " .,;:!?\"')"

_GROUPS = re.compile(r"([+-]?[1-9]\d{0,2})(([ ,'])\d{3}(?:\3\d{3}){0,12})(?![\d,'/]| \d)")
_PLAIN = r"[+-]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})"
_NUMBER = re.compile(
    rf"(?P<whole>{_PLAIN})"
    r"(?:\s?(?:[*x×·]\s?)?(?P<ten>10)\s?(?:\^|\*\*)\s?[({]?(?P<exponent>[+-]?\d{1,4})[)}]?|e(?P<e>[+-]?\d{1,4}))?"
)
_POWER = re.compile(r"(?P<base>\d{1,9})\s?(?:\^|\*\*)\s?[({]?(?P<exponent>[+-]?\d{1,3})[)}]?")
_FRACTION = re.compile(r"(?P<sign>[+-]?)(?:(?P<whole>\d{1,9}) )?(?P<over>\d{1,9})\s?/\s?(?P<under>\d{1,9})")
_MEASURE = re.compile(r"(?P<number>[+-]?[\d.,^/ ']*\d)\s*(?P<unit>[^\W\d_].*|[°%‰'\"].*)")
_POWER_OF_UNIT = re.compile(r"(?<=[^\W\d_])\^?(-?[1-4])(?!\d)")
_MILLI_OR_MEGA = re.compile(r"[mM](?=(?:W|w|Hz|hz|V|v|A|a|J|j|N|n|m|g|s|Pa|pa|eV|ev|Ω|ω|F|f|Sv|sv|Bq|bq|L|l)\b)")


class _Number(NamedTuple):
    value: Fraction
    is_fraction: bool = False


def matches(given: str, expected: str) -> bool:
    """Blind to case, spacing, typography, punctuation around it, hyphens between words, a leading English article.

    Numbers are compared as numbers: "1,000.0" and "1 000" are 1000, "10^6" and "10⁶" a million ("106" is not), "0.5"
    is 1/2; two written fractions are the same only when they are written alike. A unit counts, whether a blank stands
    before it or not; m² may be typed m2, and mW is not MW. Signs (`<`, `#`, `-5`) count, blanks around them do not.
    Accents may be left out, but not be put wrongly. A misspelling is another word: too many terms differ in one letter.
    """
    typed, key = _plain(given), _plain(expected)
    if (measured := _same_measure(typed, key)) is not None:
        return measured
    if _is_same(typed, key) or ("**" in typed and "**" not in key and _is_same(typed.replace("**", "^"), key)):
        return True
    number = _number(typed)
    return number is not None and _is_same_number(number, _number(key))


def _is_same(typed: str, key: str) -> bool:
    one, other = _normalised(typed), _normalised(key)
    return one == other or one == _unaccented(other)


def _plain(text: str) -> str:
    """With powers as `^`, fractions as `1/2`, and without typography; case is kept, which units need."""
    text = _VULGAR.sub(_fraction_written_out, _RAISED.sub(_as_power, text))
    return fold_quote(unicodedata.normalize("NFKC", fold_quote(text))).replace("⁄", "/").strip()


def _as_power(raised: re.Match[str]) -> str:
    return "^" + "".join(_SUPERSCRIPTS[sign] for sign in raised[0])


def _fraction_written_out(vulgar: re.Match[str]) -> str:
    return f"{vulgar[1]} {vulgar[2]}" if vulgar[1] else vulgar[2]


def _normalised(plain: str) -> str:
    joined = _BETWEEN_WORDS.sub(" ", plain.casefold())
    bare = joined.lstrip(_BEGINNING).rstrip(_END) or joined
    return _ARTICLE.sub("", _BEFORE_SIGN.sub("", _AFTER_SIGN.sub("", bare)))


def _number(text: str) -> _Number | None:
    """The value of a text that is a number and nothing else. A comma before three digits divides thousands."""
    text = text.strip().rstrip(" .,;:!?")
    if grouped := _GROUPS.match(text):
        text = grouped[1] + re.sub(r"\D", "", grouped[2]) + text[grouped.end() :]
    if fraction := _FRACTION.fullmatch(text):
        return _of_fraction(fraction)
    if power := _POWER.fullmatch(text):
        return _Number(_power(Fraction(power["base"]), int(power["exponent"])))
    if (number := _NUMBER.fullmatch(text.casefold())) is None:
        return None
    value = Fraction(number["whole"].replace(",", "."))
    exponent = number["exponent"] or number["e"]
    return _Number(value * _power(Fraction(10), int(exponent)) if exponent else value)


def _of_fraction(fraction: re.Match[str]) -> _Number | None:
    if int(fraction["under"]) == 0:
        return None
    value = int(fraction["whole"] or 0) + Fraction(int(fraction["over"]), int(fraction["under"]))
    return _Number(-value if fraction["sign"] == "-" else value, is_fraction=True)


def _power(base: Fraction, exponent: int) -> Fraction:
    return base**exponent if base or exponent >= 0 else Fraction(0)


def _is_same_number(number: _Number, key: _Number | None) -> bool:
    return key is not None and number.value == key.value and not (number.is_fraction and key.is_fraction)


def _same_measure(typed: str, key: str) -> bool | None:
    """Whether two numbers with the same unit are equal; None where they are no such numbers."""
    one, other = _MEASURE.fullmatch(typed.rstrip(" .")), _MEASURE.fullmatch(key.rstrip(" ."))
    if one is None or other is None:
        return None
    unit, wanted_unit = _unit(one["unit"]), _unit(other["unit"])
    number, wanted = _number(one["number"]), _number(other["number"])
    if number is None or wanted is None or unit.casefold() != wanted_unit.casefold():
        return None
    return _prefixes(unit) == _prefixes(wanted_unit) and (number == wanted or _is_same_number(number, wanted))


def _prefixes(unit: str) -> list[str]:
    return [prefix[0] for prefix in _MILLI_OR_MEGA.finditer(unit)]


def _unit(text: str) -> str:
    return re.sub(r"\s*([/*·])\s*", r"\1", " ".join(_POWER_OF_UNIT.sub(r"^\1", text).split()))


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFC", _COMBINING.sub("", unicodedata.normalize("NFD", text)))
