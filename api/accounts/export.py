"""One's own data as a file: read in one go from one moment of the database, and kept on disk while it is sent."""

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, create_model

from models.personal_data import PARTS, personal_data
from models.pool import Pool

IN_MEMORY_BYTES = 1024 * 1024
PIECE_BYTES = 64 * 1024
Rows = list[dict[str, Any]]


_LISTS: dict[str, Any] = dict.fromkeys(PARTS, Rows)
PersonalData: type[BaseModel] = create_model(
    "PersonalData",
    __config__=ConfigDict(extra="forbid"),
    __doc__="All that is kept about a person. The columns of each row are those of the record, without hashes of "
    "secrets.",
    profile=dict[str, Any],
    **_LISTS,
    complete=bool,
)


async def written(pool: Pool, person: UUID) -> IO[bytes]:
    """The export as a file at its beginning, beyond a megabyte on disk; no connection is held while it is sent."""
    with ExitStack() as kept:
        file = kept.enter_context(SpooledTemporaryFile(IN_MEMORY_BYTES))
        async with pool.connection() as connection:
            async for piece in personal_data(connection, person):
                file.write(piece.encode())
        file.seek(0)
        kept.pop_all()
        return file


def sent(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces; it is gone afterwards."""
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece
