"""Files that people bring: one form with one file, on the disk from its first megabyte on."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, BinaryIO, TypeVar

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from api.http.problems import Problem, invalid
from api.sources.dispositions import told_name
from sources.cleaning import fold
from sources.names import file_name

Answer = TypeVar("Answer")

MOST_BYTES = 100 * 1024 * 1024
MOST_LICENCE = 200
MOST_FIELDS = 10
MOST_FIELD_BYTES = 64 * 1024
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                        "licence": {
                            "type": "string",
                            "maxLength": MOST_LICENCE,
                            "description": "Under which licence the file may be used, such as CC BY 4.0.",
                        },
                    },
                }
            }
        },
    }
}
"""The form as the API's description shows it: the route reads it itself, once it knows who sends it."""


class FormReader(MultiPartParser):
    """Takes the names of files in every form in which they are written, `filename*` alone included."""

    def on_headers_finished(self) -> None:
        """Take a part with a `filename*` alone for a file too, and give the file the name that the header tells."""
        part = self._current_part
        name = told_name(part.content_disposition or b"")
        if name is not None and b"filename=" not in (part.content_disposition or b"").lower():
            part.content_disposition = (part.content_disposition or b"") + b'; filename="file"'
        super().on_headers_finished()
        if part.file is not None:
            part.file.filename = name

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take bytes of a part. Raises 422 for a “file” without a file name that is larger than a field may be."""
        part = self._current_part
        if part.file is None and part.field_name == "file" and len(part.data) + end - start > self.max_part_size:
            raise no_file()
        super().on_part_data(data, start, end)


class Upload:
    """A file that has arrived. `file` stands at its beginning, `size` is in bytes, `licence` may be empty."""

    def __init__(self, file: UploadFile, licence: str = "") -> None:
        self.file: BinaryIO = file.file
        self.size = file.size or 0
        self.filename = file_name(file.filename)
        self.licence = licence

    async def sha256(self) -> str:
        """Return the digest of the bytes, in hexadecimal digits."""
        return await asyncio.to_thread(_sha256, self.file)


@asynccontextmanager
async def uploaded(request: Request) -> AsyncIterator[Upload]:
    """Read the one file of a form, which is kept until the block ends. Raises 400, 413, 415 or 422."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Problem(415, "unsupported-type", "Send the file as multipart/form-data, in the field “file”.")
    form = await _form(request)
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise no_file()
        if not file.filename:
            raise invalid([("/file", "The file has no name: choose a file, or send its name along.")])
        if (file.size or 0) > MOST_BYTES:
            raise Problem(413, "source-too-large", "A source has 100 MB at most; split it, or leave out its pictures.")
        yield Upload(file, _licence(form))
    finally:
        await form.close()


def _licence(form: FormData) -> str:
    told = form.get("licence")
    licence = fold(told) if isinstance(told, str) else ""
    if len(licence) > MOST_LICENCE:
        raise invalid([("/licence", f"A licence is named in at most {MOST_LICENCE} characters, such as “CC BY 4.0”.")])
    return licence


async def _form(request: Request) -> FormData:
    limits: Any = {"max_files": 1, "max_fields": MOST_FIELDS, "max_part_size": MOST_FIELD_BYTES}
    try:
        return await FormReader(request.headers, request.stream(), **limits).parse()
    except MultiPartException as error:
        raise Problem(400, "bad-request", f"The form cannot be read: {error.message}") from error
    except ClientDisconnect as error:
        raise sender_gone() from error


def no_file() -> Problem:
    """The problem 422 of a form without a file, pointing to its field."""
    return invalid([("/file", "The form has no file in the field “file”; a file is sent along with its name.")])


def sender_gone() -> Problem:
    """The answer that nobody reads, since who asked has gone."""
    return Problem(400, "sender-gone", "The file did not arrive as a whole; send it again.")


async def unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what `work` does, and break it off when whoever asked has gone. Call it once the body has been read."""
    doing, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise sender_gone()
        return doing.result()
    finally:
        for task in (doing, leaving):
            task.cancel()
        await asyncio.wait({doing, leaving})


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while part := file.read(1024 * 1024):
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()
