"""What a file is called, out of what its sender says: a name and no path, in characters that can be shown."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 255
LONGEST_TOLD = 2_000
"""With the folders before it; the beginning of what is longer is passed over unseen."""
UNNAMED = "source"
_UNSHOWABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = frozenset("\u200c\u200d")
"""The invisible characters that words and emoji need; all others of their category hide or turn what follows."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = ("Cf", "Mn", "Me", "Zs")


def file_name(told: str | None) -> str:
    """Return the last part of a path of any system, as NFC, with at most 255 characters.

    Control characters and marks that hide text or turn its direction are left out. A name of which nothing can be
    seen is "source", with the ending that the file was sent with.
    """
    told = (told or "")[-LONGEST_TOLD:]
    kept = "".join(one for one in told if _is_kept(one))
    name = PurePosixPath(unicodedata.normalize("NFC", kept).replace("\\", "/")).name.strip()
    if name in ("", ".", "..") or not any(map(_is_seen, name)):
        return UNNAMED
    stem, dot, ending = name.rpartition(".")
    if dot and name != told.strip() and not any(map(_is_seen, stem)):
        name = f"{UNNAMED}.{ending}"
    return name[-LONGEST:]


def _is_kept(one: str) -> bool:
    kind = unicodedata.category(one)
    return kind not in _UNSHOWABLE and (kind != "Cf" or one in _JOINERS)


def _is_seen(one: str) -> bool:
    return unicodedata.category(one) not in _UNSEEN and one not in _BLANK_LETTERS
