"""What kind of thing a term is, so that wrong options look like right ones: by shape, number and case."""

from __future__ import annotations

import re

from providers.language.terms import Mention

_SHAPES = (
    ("flag", re.compile(r"--?[A-Za-z][\w-]*(?:[= ]\S+)?")),
    ("call", re.compile(r"[\w.]+\([^)]*\)")),
    ("file", re.compile(r"[~./]?[\w*-]*(?:[./][\w*-]+)+/?|\S+/")),
    ("dunder", re.compile(r"__\w+__")),
    ("constant", re.compile(r"[A-Z][A-Z0-9_]+")),
    ("class", re.compile(r"(?:[A-Z][a-z0-9]+){1,}[A-Za-z0-9]*")),
    ("word", re.compile(r"[a-z_][\w-]*")),
    ("command", re.compile(r"[a-z][\w-]*(?: [\w./<>=:-]+){1,4}")),
    ("number", re.compile(r"[-+]?\d[\d.,e+-]*[jL]?")),
    ("string", re.compile(r"[bfru]?(['\"]).*\1")),
    ("sign", re.compile(r"\W{1,3}")),
)
_VOWEL = re.compile(r"[^A-Za-z]*(?:[aeio]|u(?!ni|se|ti)|h(?:our|onest))", re.IGNORECASE)


def kind_of(mention: Mention, language: str) -> str:
    """A name for the class of terms that could stand in the same place."""
    text = mention.shown
    if mention.kind == "code":
        shape = next((name for name, pattern in _SHAPES if pattern.fullmatch(text)), "other")
        return f"{shape}:{text.split()[0]}" if shape == "command" else shape
    number = "many" if is_plural(text, language) else "one"
    case = "upper" if text.isupper() else "name" if mention.kind == "name" else "plain"
    return f"{case}:{number}"


def is_plural(text: str, language: str) -> bool:
    last = text.split()[-1].lower()
    if language == "en":
        return last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return last.endswith(("s", "x")) if language in ("fr", "es") else last.endswith(("en", "er", "s"))


def article_fits(before: str, text: str) -> bool:
    """Whether "a" or "an" in front of the blank gives no option away."""
    article = re.search(r"\b(an?)\s+[`\"“]?$", before, re.IGNORECASE)
    return not article or (_VOWEL.match(text) is not None) == (article[1].lower() == "an")
