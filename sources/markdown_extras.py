"""What MkDocs and Quarto add to Markdown: notes in code, languages of inline code, icons, references by keys."""

from __future__ import annotations

import re

_NOTE = re.compile(r"[ \t]*(?:#|//|--|%|;|/\*|<!--)?[ \t]?\(\d{1,2}\)!?(?:[ \t]?(?:\*/|-->))?[ \t]*$", re.MULTILINE)
_SIGN_OF_NOTE = re.compile(r"(?:#|//|--|%|;|/\*|<!--)[ \t]?\(\d|\(\d{1,2}\)!")
_LANGUAGE = re.compile(r"#!\w[\w+-]{0,20} (?=\S)")
_ICON = re.compile(r"\s?:(?:material|octicons|fontawesome|simple)-[\w-]{1,60}:(?:\{[^{}]{0,80}\})?")
_KEY = r"@(?:sec|fig|tbl|eq|lst|exr|exm|thm|def)-[\w-]{1,80}"
_KEYS_ALONE = re.compile(
    rf"\s?\((?:(?:see|siehe|vgl\.|cf\.|voir|véase|s\.)\s)?{_KEY}(?:(?:,| und| and| y| et)\s{_KEY}){{0,5}}\)"
)
_KEYS = re.compile(rf"(?<!\w){_KEY}")


def without_notes(code: str) -> str:
    """Code without the marks at the ends of its lines that number the notes below it, as in `x = 1  # (1)!`."""
    if not _SIGN_OF_NOTE.search(code):
        return code
    return "\n".join(_NOTE.sub("", line) if _SIGN_OF_NOTE.search(line) else line for line in code.split("\n"))


def without_language(code: str) -> str:
    """Inline code without the language that it begins with, as in `#!python print()`."""
    return _LANGUAGE.sub("", code, count=1) if _LANGUAGE.match(code) else code


def without_keys(text: str) -> str:
    """Text without icons and without references in brackets; others are marked as such: `@ref(fig-tides)`."""
    if "@" not in text and ":" not in text:
        return text
    return _KEYS.sub(lambda found: f"@ref({found[0][1:]})", _KEYS_ALONE.sub("", _ICON.sub("", text)))
