"""How a Markdown text is known among texts: by signs that plain text hardly has."""

from __future__ import annotations

import re

from sources.files import SourceFile

# What plain text hardly ever has counts twice; what it may have by chance, once.
_SIGNS = (
    (2, re.compile(r"^ {0,3}(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)),
    (2, re.compile(r"^ {0,3}:{3,}|^\{:", re.MULTILINE)),
    (2, re.compile(r"\A---\n(?:[^\n]*\n){1,60}?---\n")),
    (1, re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)),
    (1, re.compile(r"\[[^\]\n]{1,200}\](?:\([^)\s]{1,400}\)|\[[^\]\n]{0,100}\]|: +\S)")),
    (1, re.compile(r"\*\*[^*\s][^*\n]{0,200}\*\*|(?<!`)`[^`\n]{1,200}`(?!`)")),
    (1, re.compile(r"^ {0,3}[-*+] +\S", re.MULTILINE)),
    (1, re.compile(r"^ {0,9}\|? {0,9}:?-{3,}:? {0,9}\|[-| :]*$", re.MULTILINE)),
)
_OTHER_START = re.compile(r"\s*(?:\{\\rtf|%!PS|<\?xml|<svg|<!DOCTYPE|<\?php)", re.IGNORECASE)
_NEEDED = {".md": 0, ".markdown": 0, ".mdown": 0, ".rmd": 0, ".qmd": 0, ".txt": 3, ".text": 3}
_NEEDED_UNNAMED = 2


def is_other_markup(sample: str) -> bool:
    """Whether a text begins as markup or a program that is meant for machines."""
    return _OTHER_START.match(sample) is not None


def markdown_weight(sample: str) -> int:
    """How many signs of Markdown a text has, the sure ones twice."""
    return sum(weight for weight, sign in _SIGNS if sign.search(sample))


def is_markdown(file: SourceFile) -> bool:
    """The file's extension only tips the balance."""
    if is_other_markup(file.sample):
        return False
    return markdown_weight(file.sample) >= _NEEDED.get(file.extension, _NEEDED_UNNAMED)
