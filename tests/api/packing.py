"""Makes a package of 20 × 8 sections in every format, in a process of its own, and prints what that took as JSON.

`python -m tests.api.packing MEGABYTES` (of pictures): by format the seconds, those of the processor, the longest gap of
the event loop in seconds and the size in bytes; besides, the most memory that the process ever had, in bytes.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from PIL import Image

from api.exports.course_to_export import CourseToExport
from api.exports.origins import Origins
from api.exports.packing import Packing
from exports.course import ExportedCourse
from exports.formats import FORMATS
from models.generations import MediaAsset
from providers.local_storage import LocalStorage
from tests.exports.courses import large

TICK_SECONDS = 0.001


def photograph(size: int) -> bytes:
    """A JPEG of about this many bytes, which does not compress further."""
    side = int((size / 0.93) ** 0.5)
    file = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(16).randbytes(side * side * 3)).save(file, "JPEG", quality=90)
    return file.getvalue()


async def taken(course: ExportedCourse, storage: LocalStorage, picture: bytes) -> CourseToExport:
    """The course with the picture in each place of one."""
    key = await storage.put(picture, "image/jpeg")
    assets = {
        id_: MediaAsset(
            id=UUID(id_),
            step="illustration",
            kind="picture",
            storage_key=key,
            media_type="image/jpeg",
            width=1,
            height=1,
            size_bytes=len(picture),
            alt=media.alt,
        )
        for id_, media in course.media.items()
    }
    return CourseToExport(course.id, course.draft, assets, None, Origins(course.provenance, {}))


async def longest_gap(until: asyncio.Future[Any]) -> float:
    """The longest time in seconds in which the event loop did nothing else than one thing."""
    longest = 0.0
    while not until.done():
        begun = time.monotonic()
        await asyncio.sleep(TICK_SECONDS)
        longest = max(longest, time.monotonic() - begun - TICK_SECONDS)
    return longest


async def measured(megabytes: int, folder: Path) -> dict[str, Any]:
    course = large()
    storage = LocalStorage(folder)
    picture = photograph(megabytes * 2**20 // len(course.media))
    wanted = await taken(course, storage, picture)
    course = course.model_copy(update={"media": {}})
    formats = {}
    for name, format_ in FORMATS.items():
        begun, worked = time.monotonic(), time.process_time()
        making = asyncio.ensure_future(Packing().package(storage, wanted, format_))
        gap = await longest_gap(making)
        package = await making
        formats[name] = {
            "seconds": time.monotonic() - begun,
            "processor": time.process_time() - worked,
            "gap": gap,
            "bytes": package.size,
        }
        package.file.close()
    return {"formats": formats, "pictures": wanted.media_bytes, "memory": most_memory()}


def most_memory() -> int:
    """Bytes. What `getrusage` says is also of the process that started this one, and may be larger."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        print(json.dumps(asyncio.run(measured(int(sys.argv[1]), Path(made)))))
