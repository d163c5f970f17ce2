"""Sources as the API shows them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from learning.source import Figure, NotCarried
from sources.overview import Carried, Heading


class SourcePublic(BaseModel):
    """`pages` is null for formats without pages; `characters` and `words` count the text that was read.

    `language` is a two-letter code, empty where it is not known. `carried` counts what was read besides text, and
    `not_carried` what the file holds and what was not read. `licence` is what was said of it when it was brought.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    filename: str
    media_type: str
    pages: int | None
    characters: int
    words: int
    language: str
    outline: list[Heading]
    carried: Carried
    not_carried: list[NotCarried]
    size_bytes: int
    sha256: str
    licence: str
    created_at: datetime


class FigureOfSource(Figure):
    """A picture of a source: `url` is its address, for the owner of the source."""

    url: str


class SourceDetail(SourcePublic):
    """A source with its pictures. One without `block_id` has neither caption nor description, and no course uses it."""

    figures: list[FigureOfSource]
