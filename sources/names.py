"""What a file is called, out of what its sender says: a name and no path, in characters that can be shown."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 255
UNNAMED = "source"
_UNSHOWABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, so that another ending seems to stand at the end."""


def file_name(told: str | None) -> str:
    """The last part of a path of whatever system, at most 255 characters; "source" where nothing is left."""
    shown = "".join(one for one in told or "" if unicodedata.category(one) not in _UNSHOWABLE and one not in _TURNING)
    name = PurePosixPath(shown.replace("\\", "/")).name.strip()
    return UNNAMED if name in ("", ".", "..") else name[-LONGEST:]
