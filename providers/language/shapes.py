"""What kind of thing a piece of code is: a flag, a call, a command, a constant."""

from __future__ import annotations

import re

AKIN = 3
"""How many letters names of one family end with alike."""
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


def are_akin(one: str, other: str) -> bool:
    """Whether two names in capitals begin or end alike, as those of one family do: LPUSH, LPOP and RPOP."""
    first, second = one.strip("`"), other.strip("`")
    ends = first[-AKIN:] == second[-AKIN:] and min(len(first), len(second)) > AKIN
    return first.isupper() and second.isupper() and (first[0] == second[0] or ends)


def shape_of(code: str) -> str:
    """A name for the class of code that could stand in the same place; "" for what is of no class."""
    text = code.strip("`")
    shape = next((name for name, pattern in _SHAPES if pattern.fullmatch(text)), "")
    return f"{shape}:{text.split()[0]}" if shape == "command" else shape
