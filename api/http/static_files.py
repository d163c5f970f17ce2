"""Files that are the same for everybody: read once, compressed once, known by their tag."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Header, Response

from api.http.etags import NOT_MODIFIED, is_known

AcceptEncoding = Annotated[str, Header()]
FOR_EVER = "public, max-age=31536000, immutable"
ALWAYS_ASKED_FOR = "no-cache"


@dataclass(frozen=True)
class Served:
    """Bytes that are the same for everybody, compressed once."""

    body: bytes
    media_type: str
    cache_control: str

    @cached_property
    def tag(self) -> str:
        """The strong ETag of the bytes as they are: in quotes, 32 hexadecimal digits of their SHA-256."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def compressed(self) -> bytes:
        """The bytes with gzip; without a time in them, so that they are the same in each process."""
        return gzip.compress(self.body, 6, mtime=0)

    def answer(self, if_none_match: str | None, accept_encoding: str) -> Response:
        """The bytes, in gzip for who takes it; 304 for who has them."""
        headers = {"ETag": self.tag, "Cache-Control": self.cache_control, "Vary": "Accept-Encoding"}
        if is_known(self.tag, if_none_match):
            return Response(status_code=NOT_MODIFIED, headers=headers)
        if "gzip" not in accept_encoding.lower():
            return Response(self.body, media_type=self.media_type, headers=headers)
        compressed = {"Content-Encoding": "gzip", "ETag": f"W/{self.tag}"}
        return Response(self.compressed, media_type=self.media_type, headers=headers | compressed)
