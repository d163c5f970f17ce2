"""What JSON may look like before anything reads it: UTF-8, not nested without end, numbers that a number can be."""

import re
from itertools import accumulate

MOST_DEPTH = 64

_NO_STRUCTURE = bytes(set(range(256)) - set(b'"[]{}'))
_BARE_TEXT = re.compile(rb'"[^"]*"?')
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
# RFC 8259 knows neither NaN nor Infinity; Python reads them, and reads 1e999 as the latter.
_NO_NUMBER = re.compile(rb"NaN|Infinity|[0-9][eE]\+?[0-9]{3}|[0-9]{300}")


def fault(body: bytes, *, odd_numbers: bool = False) -> str | None:
    """Why this cannot be read as JSON, in a sentence; None where only a parser can tell.

    With `odd_numbers` those that JSON does not know are left to whoever reads the items one by one.
    """
    if b"\0" in body or not _is_utf8(body):
        return "The body is no JSON in UTF-8; send it in that encoding."
    if body.count(b"[") + body.count(b"{") > MOST_DEPTH and depth(body) > MOST_DEPTH:
        return f"The body is nested more than {MOST_DEPTH} levels deep; make it flatter."
    if not odd_numbers and _NO_NUMBER.search(body) and _NO_NUMBER.search(_TEXT.sub(b"", body)):
        return "The body holds a number that is none in JSON, or is too large; leave it out, or send a smaller one."
    return None


def depth(body: bytes) -> int:
    """How deep arrays and objects are nested. What stands in texts does not count."""
    structure = body.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NO_STRUCTURE)
    marks = _BARE_TEXT.sub(b"", structure)
    return max(accumulate((1 if mark in b"[{" else -1 for mark in marks), initial=0))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
