"""The painter that needs no key: thumbnails and diagrams drawn with Pillow."""

import asyncio
import io

from providers.drawn.painting import paint
from providers.drawn.wording import alt_text, caption
from providers.image import ImageAnswer, ImageRequest
from providers.text import ExpectedCalls, Quote

__all__ = ["DrawnImage"]


class DrawnImage:
    """The same request gives the same bytes."""

    name = "drawn"
    model = "drawn-1"

    async def picture(self, request: ImageRequest) -> ImageAnswer:
        """A PNG of the size asked for, drawn on a thread of its own."""
        return ImageAnswer(
            data=await asyncio.to_thread(_png, request),
            media_type="image/png",
            alt=alt_text(request),
            caption=caption(request),
            model=self.model,
        )

    def prompt_version(self, request: ImageRequest) -> str:
        """There are no prompts."""
        return "1"

    def quote(self, request: ImageRequest) -> Quote:
        """A picture that is drawn here costs nothing."""
        return Quote(model=self.model)

    def expect(self, step: str, count: int) -> ExpectedCalls:
        """The count alone: there are no tokens, and no cost."""
        return ExpectedCalls(step=step, model=self.model, count=count)

    async def close(self) -> None:
        """There is nothing to close."""
        return None


def _png(request: ImageRequest) -> bytes:
    buffer = io.BytesIO()
    paint(request).save(buffer, "PNG")
    return buffer.getvalue()
