"""The seam for makers of pictures."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from learning.outline import VisualKind
from providers.text import ExpectedCalls, Quote


class ImageRequest(BaseModel):
    """Ask for one picture of `width` × `height` pixels.

    A thumbnail shows the course: `title`, `subtitle`, and `terms` (its lessons' titles). A diagram of `visual` kind
    shows the section `title`: `terms` are its key terms, `relations` (from, label, to) say how they hang together;
    for `sequence` the terms are in order; for `comparison` the relations are (term, aspect, what holds for it).
    """

    model_config = ConfigDict(frozen=True)

    purpose: Literal["thumbnail", "diagram"]
    title: str
    subtitle: str = ""
    visual: VisualKind | None = None
    terms: tuple[str, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    language: str = "en"
    width: int = 1280
    height: int = 720


class ImageAnswer(BaseModel):
    """A picture in `media_type` bytes with its text alternative (WCAG 1.1.1) and caption."""

    model_config = ConfigDict(frozen=True)

    data: bytes
    media_type: str
    alt: str
    caption: str = ""
    model: str
    request_id: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)


class ImageProvider(Protocol):
    """Raises `providers.errors.ProviderProblem`."""

    name: str

    def prompt_version(self, request: ImageRequest) -> str:
        """What changes whenever the same request may be painted anew, at most 40 characters."""

    def quote(self, request: ImageRequest) -> Quote:
        """The model, and the most that the picture can cost, without making it."""

    def expect(self, step: str, count: int) -> ExpectedCalls:
        """What `count` pictures will take; `step` names them in the answer. Makes no call."""

    async def picture(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture. Its size may differ from the one asked for, where the service has sizes of its own."""

    async def close(self) -> None:
        """Let go of connections. Nothing is asked of the maker afterwards."""
