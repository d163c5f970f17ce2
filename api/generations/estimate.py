"""A price preview."""

from collections.abc import Iterable
from decimal import Decimal

from api.generations.schemas import Estimate, EstimatedCall
from learning.brief import Brief, Money
from models.library import Sample
from providers.selection import Providers
from providers.text import ExpectedCalls

CENT = Decimal("0.0001")


async def estimate(brief: Brief, sources: Sample, providers: Providers) -> Estimate:
    """The calls that a course takes and what they cost; providers that run here cost nothing and count no tokens.

    Of long sources a sample is counted, and what it adds to a brief without sources taken as many times.
    """
    calls = [*await _texts(brief, sources, providers), providers.image.expect("thumbnail", 1)]
    if brief.visuals:
        calls.append(providers.image.expect("visual", brief.sections))
    return Estimate(
        low=_sum(call.low for call in calls),
        expected=_sum(call.expected for call in calls),
        high=_sum(call.high for call in calls),
        calls=[_shown(call) for call in calls],
    )


async def _texts(brief: Brief, sources: Sample, providers: Providers) -> list[ExpectedCalls]:
    calls = await providers.text.expect(brief, sources.documents)
    if sources.times == 1 or not any(call.input_tokens for call in calls):
        return calls
    without = {call.step: call for call in await providers.text.expect(brief, ())}
    return [_grown(call, without.get(call.step), sources.times) for call in calls]


def _grown(call: ExpectedCalls, without: ExpectedCalls | None, times: Decimal) -> ExpectedCalls:
    """A step that is only there for the sources (keeping them in a cache) is due to them alone."""
    base = without or ExpectedCalls(step=call.step, model=call.model, count=call.count)
    return call.model_copy(
        update={
            "input_tokens": base.input_tokens + round((call.input_tokens - base.input_tokens) * times),
            **{name: _times(getattr(call, name), getattr(base, name), times) for name in ("low", "expected", "high")},
        }
    )


def _times(amount: Decimal, base: Decimal, times: Decimal) -> Decimal:
    return base + (amount - base) * times


def _sum(amounts: Iterable[Decimal]) -> Money:
    return Money(amount=sum(amounts, Decimal(0)).quantize(CENT))


def _shown(call: ExpectedCalls) -> EstimatedCall:
    return EstimatedCall(**call.model_dump(include={"step", "model", "count", "input_tokens", "output_tokens"}))
