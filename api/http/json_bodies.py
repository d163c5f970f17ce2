"""What JSON may look like before a parser reads it: UTF-8, few levels, not too many values, numbers that exist.

Nothing here takes longer than in proportion to the size of the body, whatever its bytes are; tests/api/test_growth.py
measures it.
"""

import re
from itertools import accumulate

MOST_DEPTH = 64
MOST_VALUES = 10_000
"""Objects, arrays and what stands in them. A parser needs time and memory for each, and so does each error."""

# Without its escapes a text ends at its next quote. One that never ends reaches to the end of the body.
_TEXT = re.compile(rb'"[^"]*"?')
_BRACKETS = b"[]{}"
_NO_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
# RFC 8259 knows neither NaN nor Infinity; Python reads them, and reads 1e999 as the latter. In the form below every
# digit is a 0, and neither points nor plus signs are left.
_SHAPE = bytes.maketrans(b"123456789E", b"000000000e")
_NO_NUMBERS = (b"0" * 300, b"0e000", b"0" * 200 + b"e00")


def is_json(content_type: str) -> bool:
    """Whether a body of this type is read as JSON (RFC 6839, 3.1). Its parameters do not count."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def fault(body: bytes, *, odd_numbers: bool = False, most_values: int = MOST_VALUES) -> str | None:
    """Why this cannot be read as JSON, in a sentence; None where only a parser can tell.

    With `odd_numbers` those that JSON does not know are left to whoever reads the items one by one.
    """
    if b"\0" in body or not _is_utf8(body):
        return "The body is no JSON in UTF-8; send it in that encoding."
    bare = _bare(body, most_values)
    if bare is None or _values(bare) > most_values:
        return f"The body holds more than {most_values:,} values; leave some out, or send less at once."
    if _depth(bare) > MOST_DEPTH:
        return f"The body is nested more than {MOST_DEPTH} levels deep; make it flatter."
    if not odd_numbers and _has_odd_number(bare):
        return "The body holds a number that is none in JSON, or is too large; leave it out, or send a smaller one."
    return None


def _bare(body: bytes, most_values: int) -> bytes | None:
    """The body without its texts; None where it has too many: a value has a text and a name at most."""
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    return _TEXT.sub(b"", unescaped) if unescaped.count(b'"') <= 4 * most_values else None


def _values(bare: bytes) -> int:
    """How many values there are at most. What closes counts too: bodies that only close are no JSON, but long."""
    return max(bare.count(b",") + bare.count(b"[") + bare.count(b"{"), bare.count(b"]") + bare.count(b"}"))


def _depth(bare: bytes) -> int:
    marks = bare.translate(None, _NO_BRACKETS)
    return max(accumulate((1 if mark in b"[{" else -1 for mark in marks), initial=0))


def _has_odd_number(bare: bytes) -> bool:
    shapes = bare.translate(_SHAPE, b".+")
    return b"NaN" in bare or b"Infinity" in bare or any(shape in shapes for shape in _NO_NUMBERS)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
