"""The language of a listing that does not name it, where its first line leaves no doubt."""

from __future__ import annotations

import re

_SIGNS = (
    (re.compile(r"\s*>>> "), "python"),
    (re.compile(r"\s*In \[\d+\]: "), "python"),
    (re.compile(r"\s*\$ \S"), "bash"),
    (re.compile(r"#!.*\bpython"), "python"),
    (re.compile(r"#!.*\b(?:ba|z|da|k)?sh\b"), "bash"),
)


def language_of(listing: str) -> str:
    """By its prompt or its `#!` line; empty if it has neither."""
    return next((language for sign, language in _SIGNS if sign.match(listing)), "")
