"""Lists come in pages, by a cursor on the UUIDv7 of the last item, so that new items shift nothing."""

from typing import Annotated, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """A part of a list. `next_cursor` asks for the next one, and is null at the end."""

    items: list[Item]
    next_cursor: str | None = None


class Paging(BaseModel):
    """How many items are wanted, and the id after which they begin; from the beginning without one."""

    limit: int
    after: UUID | None


Limit = Annotated[int, Query(ge=1, le=100, description="How many items a page has at most.")]
CURSOR = "The `next_cursor` of the page before; without it the first page."
"""What a list says of its parameter `cursor`, whatever it takes as one."""


async def _paging(limit: Limit = 20, cursor: Annotated[UUID | None, Query(description=CURSOR)] = None) -> Paging:
    return Paging(limit=limit, after=cursor)


WantedPage = Annotated[Paging, Depends(_paging)]


def cut(items: list[Item], ids: list[UUID], limit: int) -> Page[Item]:
    """A page of what was read with one row more than the limit, to see whether there is more."""
    more = len(items) > limit
    return Page(items=items[:limit], next_cursor=str(ids[limit - 1]) if more else None)
