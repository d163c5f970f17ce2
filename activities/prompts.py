"""What makes two requests to a writer or painter the same request, so that the second finds the first one's answer."""

import hashlib
from uuid import UUID

from activities.ledger import ProviderCall
from providers.image import ImageProvider, ImageRequest
from providers.text import Quote, TextProvider, TextRequest


def text_call(
    generation_id: UUID,
    step: str,
    writer: TextProvider,
    quote: Quote,
    request: TextRequest,
    parent_id: UUID | None = None,
) -> ProviderCall:
    """The call by which `writer` answers `request`, at the worst case of `quote`, for a step of a generation."""
    sources = ",".join(document.id for document in request.sources)
    rest = request.model_copy(update={"sources": ()}).model_dump_json(exclude={"findings": {"__all__": {"sentence"}}})
    asked = f"{type(request).__name__}\n{sources}\n{rest}"
    return _provider_call(generation_id, step, writer, writer.prompt_version(request), quote, asked, parent_id)


def picture_call(generation_id: UUID, step: str, painter: ImageProvider, request: ImageRequest) -> ProviderCall:
    """The call by which `painter` makes the picture that is asked for, for a step of a generation."""
    version, quote = painter.prompt_version(request), painter.quote(request)
    return _provider_call(generation_id, step, painter, version, quote, request.model_dump_json(), None)


def _provider_call(
    generation_id: UUID,
    step: str,
    provider: TextProvider | ImageProvider,
    version: str,
    quote: Quote,
    asked: str,
    parent_id: UUID | None,
) -> ProviderCall:
    """The hash covers who is asked and for what. Sources count by id: they are immutable."""
    who = f"{provider.name}\n{quote.model}\n{version}\n"
    return ProviderCall(
        generation_id=generation_id,
        step=step,
        prompt_hash=hashlib.sha256((who + asked).encode()).hexdigest(),
        provider=provider.name,
        model=quote.model,
        prompt_version=version,
        worst_case=quote.worst_case,
        parent_id=parent_id,
    )
