"""Commands of formulas that packages of LaTeX define, in plain TeX, which every reader of formulas knows."""

from __future__ import annotations

import re
from unicodedata import normalize

FORMULA = re.compile(r"\$\$[^$]{1,4000}\$\$|(?<![\w$\\])\$(?=[^\s$])[^$]{0,2000}(?<=[^\s\\])\$(?![\w$])")
_DEEPEST = 3
_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]{0,80}\}){0,80}\}){0,200})\}"
_QUANTITY = re.compile(rf"\\(?:SI|qty)(?![A-Za-z])(?:\[[^\[\]]{{0,80}}\])?{_GROUP}(?:\[[^\[\]]{{0,80}}\])?\s?{_GROUP}")
_UNIT = re.compile(rf"\\unit(?![A-Za-z])\s?(?:\[([^\[\]]{{0,80}})\])?\s?{_GROUP}")
_NO_VALUE = re.compile(r"\s*[A-Za-zµΩ]{2,4}\s*")
_UNIT_FRACTION = re.compile(rf"\\unitfrac(?![A-Za-z])(?:\[([^\[\]]{{0,80}})\])?{_GROUP}{_GROUP}")
_UNIT_ALONE = re.compile(rf"\\si(?![A-Za-z])(?:\[[^\[\]]{{0,80}}\])?{_GROUP}")
_NUMBER = re.compile(rf"\\num(?![A-Za-z])(?:\[[^\[\]]{{0,80}}\])?{_GROUP}")
_ANGLE = re.compile(rf"\\ang(?![A-Za-z]){_GROUP}")
_PLAIN = re.compile(rf"\\ensuremath(?![A-Za-z])\s?{_GROUP}")
_SILENT = re.compile(
    r"\\(?:label|intertext|index|cline|vspace|cmidrule)\*?\{[^{}]{0,120}\}|"
    r"\\(?:nonumber|notag|[a-z]{0,7}break|qedhere|displaylimits|centering|hfill|hfil|noindent|null)(?![A-Za-z])"
)
_SIZE = re.compile(r"\\[bB]igg?[lrm]?\s?(?=\\)")
"""Of a bracket that is a command itself."""
_TEXT = re.compile(rf"(\\(?:text|textrm|textnormal|mbox)){_GROUP}")
_COMMAND_IN_TEXT = re.compile(r"\\(?:text)?color\{[^{}]{0,40}\}|\\[A-Za-z]{2,20}\*?\s?\{([^{}]{1,200})\}")
_ROW_GAP = re.compile(r"(?<=\\\\)\s?\[-?[\d.]{1,6}\s?[a-z]{2}\]")
_BRACKET = re.compile(r"(\\begin\{(?:[bpBvV]?matrix|aligned|split|cases)\}|(?<!\\)\\\\)\s?(?=\[)")
_SPACE = re.compile(r"\\[,;:! ]|~")
_ACCENT = re.compile(r"\\(['`^\"~])\s?\{?([A-Za-z])\}?")
_ACCENTS = dict(zip("'`^\"~", "\u0301\u0300\u0302\u0308\u0303", strict=True))
_WORD = re.compile(r"\\(emph|mathds|vv|textnormal)(?![A-Za-z])")
_WORDS = {"emph": r"\mathit", "mathds": r"\mathbb", "vv": r"\vec", "textnormal": r"\text"}
_OF_UNITS = re.compile(r"\\([A-Za-z]+)\s?")
_NAMES = dict(
    pair.split("=")
    for pair in r"""
    per=/ metre=m meter=m second=s gram=g kilogram=kg litre=L liter=L newton=N joule=J watt=W volt=V ampere=A ohm=\Omega
    hertz=Hz pascal=Pa kelvin=K mole=mol minute=min hour=h day=d celsius=°C degreeCelsius=°C
    degree=° percent=\% tesla=T coulomb=C farad=F electronvolt=eV bar=bar kilo=k mega=M giga=G milli=m
    micro={\mu} nano=n centi=c deci=d hecto=h km=km cm=cm mm=mm kg=kg mg=mg square= squared=^{2} cubed=^{3}
    """.split()
)
"""Names of units and their powers of ten, and the signs for them."""


def with_plain_formulas(text: str) -> str:
    r"""The text in which each formula says `20\,\mathrm{kg}` for `\unit[20]{kg}` or `\SI{20}{\kilogram}`, and has no
    labels and other commands that print nothing."""
    return FORMULA.sub(lambda found: _plain(found[0]), text) if "$" in text and "\\" in text else text


def with_plain_brackets(tex: str) -> str:
    """The formula in which no bracket at the start of a row looks like an option."""
    return _BRACKET.sub(r"\1{}", tex)


def _plain(tex: str) -> str:
    tex = _TEXT.sub(lambda found: f"{found[1]}{{{_words(found[2])}}}", _SIZE.sub("", _ROW_GAP.sub("{}", tex)))
    tex = with_plain_brackets(tex)
    tex = _SILENT.sub("", _WORD.sub(lambda found: _WORDS[found[1]], tex))
    tex = _PLAIN.sub(lambda found: f"{{{found[1]}}}", tex)
    tex = _QUANTITY.sub(lambda found: rf"{found[1]}\,{_unit(found[2])}", tex)
    tex = _UNIT_FRACTION.sub(
        lambda found: _valued(found[1], rf"\frac{{\mathrm{{{found[2]}}}}}{{\mathrm{{{found[3]}}}}}"), tex
    )
    tex = _UNIT.sub(_set, tex)
    tex = _UNIT_ALONE.sub(lambda found: _unit(found[1]), tex)
    return _ANGLE.sub(lambda found: rf"{found[1]}^{{\circ}}", _NUMBER.sub(lambda found: found[1], tex))


def _words(text: str) -> str:
    """Words in a formula without commands that set them."""
    for _ in range(_DEEPEST):
        text = _COMMAND_IN_TEXT.sub(lambda found: found[1] or "", text)
    text = _ACCENT.sub(lambda found: normalize("NFC", found[2] + _ACCENTS[found[1]]), text)
    return _SPACE.sub(" ", text)


def _set(found: re.Match[str]) -> str:
    r"""A value and its unit. `\unit[kJ]{kg}`, a unit where the value belongs, stays: nobody knows what was meant."""
    return found[0] if _NO_VALUE.fullmatch(found[1] or "") else _valued(found[1], _unit(found[2]))


def _valued(value: str | None, unit: str) -> str:
    return rf"{value}\,{unit}" if value else unit


def _unit(tex: str) -> str:
    """The unit upright, with its name as a sign; a name that is not known stays."""
    return rf"\mathrm{{{_OF_UNITS.sub(lambda found: _NAMES.get(found[1], found[0]), tex)}}}"
