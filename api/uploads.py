"""Files that people bring: on the disk from their first megabyte on, and read by a process of its own."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from anyio import BrokenWorkerProcess, to_process
from fastapi import Request
from starlette.datastructures import UploadFile

from api.problems import Problem, invalid
from api.source_files import read_stored
from learning.source import SourceDocument
from sources import UnreadableSource
from sources.names import file_name

MOST_BYTES = 100 * 1024 * 1024
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
                }
            }
        },
    }
}
"""The form as the API's description shows it: the route reads it itself, once it knows who sends it."""


class Upload:
    def __init__(self, file: UploadFile) -> None:
        self._file = file
        self.size = file.size or 0
        self.filename = file_name(file.filename)

    async def sha256(self) -> str:
        return await asyncio.to_thread(_sha256, self._file.file)

    async def document(self) -> SourceDocument:
        """Read apart from everything: a file made to break its reader breaks no more than that. Raises 4xx."""
        with NamedTemporaryFile() as copy:
            await self._file.seek(0)
            await asyncio.to_thread(shutil.copyfileobj, self._file.file, copy)
            copy.flush()
            try:
                return await to_process.run_sync(read_stored, copy.name, self.filename, cancellable=True)
            except UnreadableSource as error:
                raise Problem(error.status, f"source-{error.kind.replace('_', '-')}", error.sentence) from error
            except BrokenWorkerProcess as error:
                raise Problem(422, "source-broken", "The file broke its reader. Save it anew and try again.") from error


@asynccontextmanager
async def uploaded(request: Request) -> AsyncIterator[Upload]:
    """The one file of a form, until the block ends. Raises 413, 415 or 422."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Problem(415, "unsupported-type", "Send the file as multipart/form-data, in the field “file”.")
    async with request.form(max_files=1, max_fields=10, max_part_size=64 * 1024) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise invalid([("/file", "The form has no file in the field “file”.")])
        if (file.size or 0) > MOST_BYTES:
            raise Problem(413, "source-too-large", "A source has 100 MB at most; split it, or leave out its pictures.")
        yield Upload(file)


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := file.read(1024 * 1024):
        digest.update(part)
    return digest.hexdigest()
