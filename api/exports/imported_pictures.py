"""The pictures of a course that comes in: looked at, cleaned where they say more than they show, and stored."""

import io
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from PIL import Image

from api.http.off_loop import off_loop
from api.http.problems import Problem
from exports.course import Media, bytes_of
from exports.picture_marks import term_of, xmp
from learning.source import NotCarried
from models.columns import new_id
from models.generations import MediaAsset
from providers.errors import ProviderProblem
from providers.renditions import Renditions, make_renditions
from providers.storage import Storage

_log = logging.getLogger(__name__)

_HARMLESS = frozenset(
    "jfif jfif_version jfif_unit jfif_density dpi progressive progression gamma transparency interlace srgb loop "
    "background timestamp duration chromaticity aspect".split()
)
"""What a picture may say besides its pixels; anything else (places, names, comments) is not kept."""


_XMP = frozenset(["xmp", "XML:com.adobe.xmp"])
"""How a picture was made, if it says that and nothing else."""


class StoredPicture(NamedTuple):
    """A picture under its new id, with what the row of it says."""

    id: UUID
    columns: dict[str, Any]

    def asset(self, course_id: UUID, kind: str) -> MediaAsset:
        """The row of the picture in a course."""
        return MediaAsset(id=self.id, course_id=course_id, step="imported", kind=kind, **self.columns)


async def stored(storage: Storage, media: Mapping[str, Media]) -> tuple[dict[str, StoredPicture], list[NotCarried]]:
    """The pictures by their id in the package, and those that are none. Raises 503 where the store is away.

    No sweep takes them before the course is there: it leaves alone what is new.
    """
    kept: dict[str, StoredPicture] = {}
    refused = []
    for id_, picture in media.items():
        made = await off_loop(_made, bytes_of(picture.content))
        if isinstance(made, str):
            refused.append(NotCarried(what="unreadable picture", where=picture.alt[:200], count=1, detail=made))
            continue
        kept[id_] = StoredPicture(
            new_id(), await _kept(storage, made) | {"alt": picture.alt, "caption": picture.caption}
        )
    return kept, refused


def _made(content: bytes) -> Renditions | str:
    """What is to be stored of a picture, or why it is none."""
    try:
        made = make_renditions(content)
    except ProviderProblem as problem:
        return str(problem)
    if _says_only_what_it_shows(content):
        return replace(made, original=replace(made.original, data=content))
    return made


def _says_only_what_it_shows(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        told = {name for name in opened.info if name not in _HARMLESS}
        if told & _XMP and (term := term_of(content)) and opened.info.get("xmp") == xmp(term):
            told -= _XMP
        return not told and not opened.getexif()


async def _kept(storage: Storage, made: Renditions) -> dict[str, Any]:
    original = made.original
    try:
        return {
            "storage_key": await storage.put(original.data, original.media_type),
            "media_type": original.media_type,
            "width": original.width,
            "height": original.height,
            "size_bytes": len(original.data),
            "renditions": [
                {"key": await storage.put(one.data, one.media_type)}
                | {"media_type": one.media_type, "width": one.width, "height": one.height}
                for one in made.renditions
            ],
        }
    except (OSError, ProviderProblem) as error:
        _log.error("the pictures of a course cannot be stored (%s)", error)
        sentence = (
            "The pictures of this course cannot be stored right now. Nothing was taken; send it again in a moment."
        )
        raise Problem(503, "media-store-away", sentence, headers={"Retry-After": "30"}) from None
