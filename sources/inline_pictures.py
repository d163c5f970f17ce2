"""Pictures that are written out in a Markdown text, as data."""

from __future__ import annotations

import re

from sources.pictures import in_address

_INLINE_PICTURE = re.compile(r"(?<=\]\()data:image/[\w.+-]{1,30};base64,[A-Za-z0-9+/=]+")
_TAKEN_OUT = "inline-picture:"


class InlinePictures:
    """Pictures that are written out in a text, as data: what is parsed instead of them is short."""

    def __init__(self) -> None:
        self._addresses: list[str] = []

    def taken_out(self, text: str) -> str:
        """The text with a short address in the place of each base64 picture that is a link's target."""
        return _INLINE_PICTURE.sub(self._numbered, text)

    def fetch(self, address: str) -> bytes | None:
        """The bytes of a picture by its short address; None for another address and for data that cannot be decoded."""
        number = address.removeprefix(_TAKEN_OUT)
        taken = address.startswith(_TAKEN_OUT) and number.isascii() and number.isdecimal() and len(number) < 7
        return in_address(self._addresses[int(number)]) if taken and int(number) < len(self._addresses) else None

    def _numbered(self, found: re.Match[str]) -> str:
        self._addresses.append(found[0])
        return f"{_TAKEN_OUT}{len(self._addresses) - 1}"
