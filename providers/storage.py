"""The seam for where media is kept."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from providers.errors import ProviderProblem

KEY = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/avif": "avif", "image/gif": "gif"}


class Storage(Protocol):
    """Keeps immutable bytes under a key that their content decides.

    `put` returns the key: "<sha256>.<extension>"; a second put of the same bytes only makes them new again, so that
    no sweep takes them. `get` raises `FileNotFoundError` for an unknown key and `providers.errors.ProviderProblem`
    (kind "digest_mismatch") when the bytes read do not have the key's digest. `link` is a short-lived address that a
    browser may fetch, or None where the API has to serve the bytes itself. `list_older` gives the keys last put before
    a moment, and passes over what has no key of ours; `remove` of an unknown key is no error.
    """

    name: str

    async def put(self, data: bytes, media_type: str) -> str:
        """Keep the bytes; the key's extension follows from `media_type`."""

    async def get(self, key: str) -> bytes:
        """The bytes of a key, checked against its digest."""

    async def link(self, key: str) -> str | None:
        """An address of the bytes that needs no sign-in, or None."""

    def list_older(self, before: datetime) -> AsyncIterator[str]:
        """The keys last put before the moment, in no order."""

    async def remove(self, key: str) -> None:
        """Take the bytes away for good."""

    async def close(self) -> None:
        """Let go of connections. Nothing is asked of the storage afterwards."""


def content_key(data: bytes, media_type: str) -> str:
    """The same on every machine for the media that we make, whatever its registry of types knows."""
    return key_of(hashlib.sha256(data).hexdigest(), media_type)


def key_of(digest: str, media_type: str) -> str:
    """The key of content with this SHA-256, in hexadecimal digits."""
    guessed = EXTENSIONS.get(media_type) or (mimetypes.guess_extension(media_type, strict=False) or "")[1:]
    key = f"{digest}.{guessed}"
    return key if KEY.fullmatch(key) else f"{digest}.bin"


def intact(key: str, data: bytes) -> bytes:
    """The data, if it has the key's digest. Raises ProviderProblem "digest_mismatch"."""
    if hashlib.sha256(data).hexdigest() != key.partition(".")[0]:
        raise ProviderProblem("digest_mismatch", "A stored picture is damaged; restore it from a back-up.")
    return data
