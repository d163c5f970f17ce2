"""The language of whom has no account yet that would say it."""

import re

_FIRST = re.compile(r"([A-Za-z]{2,3})\b")


def preferred(accept_language: str) -> str:
    """The first language of the header `Accept-Language`, without its region; "" where it names none."""
    found = _FIRST.match(accept_language.lstrip())
    return found[1].lower() if found else ""
