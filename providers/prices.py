"""What calls cost: `genai-prices` for the models that it knows, and a dated table for those that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeGuard

MILLION = Decimal(1_000_000)
BATCH_DISCOUNT = Decimal("0.5")
"""Of Anthropic's Message Batches and of OpenAI's batches."""
CACHE_WRITE = Decimal("1.25")
"""What a token written to the five-minute cache costs, in prices of plain input."""


@dataclass(frozen=True)
class Tokens:
    """What a call used. `input` counts all input tokens, those read from the cache or written to it included."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0


def is_usage(usage: object, *counts: str) -> TypeGuard[dict[str, Any]]:
    """Whether it is what a service says of a call's use, with all of these counts."""
    return isinstance(usage, dict) and all(isinstance(usage.get(name), int) for name in counts)


@dataclass(frozen=True)
class ImagePrice:
    """USD for a million tokens, as published on `as_of`."""

    as_of: str
    text_in: Decimal
    image_out: Decimal


IMAGE_PRICES = {
    "gpt-image-2.6": ImagePrice("2026-11-01", text_in=Decimal(5), image_out=Decimal(30)),
    "gpt-image-2.5": ImagePrice("2026-11-01", text_in=Decimal(5), image_out=Decimal(30)),
    "gpt-image-2": ImagePrice("2026-11-01", text_in=Decimal(5), image_out=Decimal(30)),
}


def text_price(provider: str, model: str, tokens: Tokens, *, batch: bool = False) -> Decimal:
    """USD of one call at today's prices, with their cache and length tiers. Raises LookupError for unknown models."""
    from genai_prices import (
        Usage,
        calc_price,
    )  # with an HTTP client of its own; where nothing is priced, nobody needs it

    usage = Usage(
        input_tokens=tokens.input,
        output_tokens=tokens.output,
        cache_read_tokens=tokens.cache_read,
        cache_write_tokens=tokens.cache_write,
    )
    price = calc_price(usage, model, provider_id=provider, genai_request_timestamp=datetime.now(UTC)).total_price
    return price * BATCH_DISCOUNT if batch else price


def writes_are_priced(provider: str, model: str) -> bool:
    """Whether a model's service keeps what is marked, and bills what it writes to its cache."""
    plain, written = Tokens(input=1_000), Tokens(input=1_000, cache_write=1_000)
    return text_price(provider, model, written) > text_price(provider, model, plain)


def image_price(model: str, tokens: Tokens) -> Decimal:
    """USD of one picture. Raises LookupError for unknown models."""
    family = next((name for name in IMAGE_PRICES if model == name or model.startswith(f"{name}-")), None)
    if family is None:
        raise LookupError(model)
    price = IMAGE_PRICES[family]
    return (price.text_in * tokens.input + price.image_out * tokens.output) / MILLION


def is_text_priced(provider: str, model: str) -> bool:
    """Whether calls of this model can be held to a budget."""
    try:
        text_price(provider, model, Tokens())
    except LookupError:
        return False
    return True


def is_image_priced(model: str) -> bool:
    """Whether pictures of this model can be held to a budget."""
    try:
        image_price(model, Tokens())
    except LookupError:
        return False
    return True
