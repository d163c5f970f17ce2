"""Packages are made one at a time, beside the event loop: what one takes is all that all of them take."""

import asyncio
import hashlib
import logging
import os
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO, NamedTuple

from api.exports.course_to_export import CourseToExport
from api.http.problems import Problem
from exports.course import Media, MissingMedia
from exports.format import Format
from providers.errors import ProviderProblem
from providers.storage import Storage

MOST_MEDIA_BYTES = 64 * 1024 * 1024
MOST_WAITING = 16
LONGEST_WAIT_SECONDS = 60.0
PIECE_BYTES = 64 * 1024
FOLDER_PREFIX = "coursewright-reader-package-"
"""Begins as the folders of readers do, so that what a killed API leaves behind is removed with theirs."""
RETRY_AFTER = {"Retry-After": "15"}

_THREAD = ThreadPoolExecutor(1, thread_name_prefix="packing")
_log = logging.getLogger(__name__)


class Package(NamedTuple):
    """A file that was written, on the disk and without a name, with its size in bytes and its strong ETag."""

    file: BinaryIO
    size: int
    tag: str

    async def pieces(self) -> AsyncIterator[bytes]:
        """Its bytes, as many at a time as are sent at once; closed at the end."""
        with self.file:
            while piece := await asyncio.to_thread(self.file.read, PIECE_BYTES):
                yield piece


class Packing:
    """The one place where packages are made in an API process."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    async def package(self, storage: Storage, course: CourseToExport, format_: Format) -> Package:
        """Its file stands at the beginning, and is closed by its reader.

        Raises 409 for pictures that are missing or too large together, 503 where the turn does not come in time, or
        where the disk has no room.
        """
        refuse_too_large(course)
        async with self._turn_taken():
            try:
                return await self._packed(storage, course, format_)
            except OSError as error:
                _log.error("a package cannot be written (%s)", error)
                sentence = "The package cannot be written right now. Ask for it again in a moment."
                raise Problem(503, "packing-busy", sentence, headers=RETRY_AFTER) from None

    async def _packed(self, storage: Storage, course: CourseToExport, format_: Format) -> Package:
        folder = await asyncio.to_thread(TemporaryDirectory, prefix=FOLDER_PREFIX)
        try:
            media = await read_media(storage, course, Path(folder.name))
            return await asyncio.get_running_loop().run_in_executor(_THREAD, _made, course, media, format_)
        finally:
            await asyncio.to_thread(folder.cleanup)

    @asynccontextmanager
    async def _turn_taken(self) -> AsyncIterator[None]:
        if self._waiting >= MOST_WAITING:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise _busy() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()


def refuse_too_large(course: CourseToExport) -> None:
    """Raise 409 for a course with more pictures than a package takes."""
    if course.media_bytes > MOST_MEDIA_BYTES:
        sentence = (
            f"The pictures of this course take {course.media_bytes // 2**20} MB, and a package takes "
            f"{MOST_MEDIA_BYTES // 2**20} MB of them. Use smaller pictures, or take the course along in two parts."
        )
        raise Problem(409, "export-too-large", sentence)


async def read_media(storage: Storage, course: CourseToExport, folder: Path) -> dict[str, Media]:
    """The course's pictures by id, kept in the folder. Raises 409 where some are lost, 503 where the store is away."""
    media: dict[str, Media] = {}
    for number, (id_, asset) in enumerate(course.assets.items()):
        try:
            content = await storage.get(asset.storage_key)
            media[id_] = await asyncio.to_thread(course.kept, id_, content, folder / str(number))
        except FileNotFoundError:
            _log.error("the media store has no %s", asset.storage_key)
        except ProviderProblem as error:
            if error.kind != "digest_mismatch":
                _log.error("the media store does not answer (%s)", error)
                sentence = "The pictures of this course cannot be read right now. Try again in a moment."
                raise Problem(503, "media-store-away", sentence, headers=RETRY_AFTER) from None
            _log.error("the picture %s is damaged", asset.storage_key)
    try:
        course.with_media(media)
    except MissingMedia as error:
        raise missing(course, error.ids) from None
    return media


def missing(course: CourseToExport, ids: list[str]) -> Problem:
    """The problem 409 that names each lost picture by where the course shows it."""
    named = [
        (f"/lessons/{number}/sections/{place}/content/visuals/{index}", visual.media_id, visual.alt)
        for number, lesson in enumerate(course.draft.lessons)
        for place, section in enumerate(lesson.sections)
        for index, visual in enumerate(section.content.visuals)
        if visual.media_id.lower() in ids
    ]
    if course.thumbnail in ids:
        named.append(("/thumbnail", course.thumbnail, "the picture of the course"))
    errors = [(pointer, f"The picture {id_} (“{alt}”) is not in the media store.") for pointer, id_, alt in named]
    sentence = (
        f"{len(ids)} pictures of this course are not in the media store: {', '.join(ids[:3])}. "
        "Replace or remove them, or ask an operator to restore them from a back-up."
    )
    return Problem(409, "media-missing", sentence, errors=errors)


def _made(course: CourseToExport, media: Mapping[str, Media], format_: Format) -> Package:
    file = TemporaryFile()  # noqa: SIM115 (its reader closes it)
    try:
        format_.write(course.with_media(media), file)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Package(file, size, f'"{digest[:32]}"')


def _busy() -> Problem:
    sentence = "Many packages are being made right now. Ask for this one again in a moment."
    return Problem(503, "packing-busy", sentence, headers=RETRY_AFTER)
