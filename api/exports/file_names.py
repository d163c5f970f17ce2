"""The name under which a browser keeps a file (RFC 6266 and RFC 8187)."""

import re
import unicodedata
from urllib.parse import quote

LONGEST_NAME = 100
_NOT_PLAIN, _BEGINS_PLAIN = re.compile(r"[^A-Za-z0-9 ().,_-]"), re.compile(r"[A-Za-z0-9]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|%]+')


def file_name(title: str, release: int | None, extension: str) -> str:
    """The title of a course with its release, or that it is a draft, in characters that every file system takes."""
    shown = "".join(sign for sign in title if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem = " ".join(_NOT_IN_NAMES.sub(" ", shown).split())[:LONGEST_NAME].strip(" .") or "course"
    return f"{stem} ({'draft' if release is None else f'release {release}'}){extension}"


def attachment(name: str) -> str:
    """The value of Content-Disposition: the name in ASCII, and as it is for who reads `filename*`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = _NOT_PLAIN.sub("", plain).strip()
    plain = plain if _BEGINS_PLAIN.match(plain) else f"course {plain}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
