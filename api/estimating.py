"""A price preview."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from api.shapes import Estimate, EstimatedCall
from learning.brief import Brief, Money
from learning.source import SourceDocument
from providers.selection import Providers
from providers.text import ExpectedCalls

CENT = Decimal("0.0001")


async def estimate(brief: Brief, sources: Sequence[SourceDocument], providers: Providers) -> Estimate:
    """The calls that a course takes and what they cost; providers that run here cost nothing and count no tokens."""
    calls = [*await providers.text.expect(brief, tuple(sources)), providers.image.expect("thumbnail", 1)]
    if brief.visuals:
        calls.append(providers.image.expect("visual", brief.sections))
    return Estimate(
        low=_sum(call.low for call in calls),
        expected=_sum(call.expected for call in calls),
        high=_sum(call.high for call in calls),
        calls=[_shown(call) for call in calls],
    )


def _sum(amounts: Iterable[Decimal]) -> Money:
    return Money(amount=sum(amounts, Decimal(0)).quantize(CENT))


def _shown(call: ExpectedCalls) -> EstimatedCall:
    return EstimatedCall(**call.model_dump(include={"step", "model", "count", "input_tokens", "output_tokens"}))
