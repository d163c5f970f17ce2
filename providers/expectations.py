"""What a course is expected to take, before any of it is bought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from learning.brief import Brief, Depth
from providers.prices import Tokens, text_price
from providers.text import ExpectedCalls

OUTLINE_BASE, OUTLINE_A_SECTION = 300, 220
SECTION_OUTPUT: dict[Depth, int] = {"overview": 1_900, "standard": 3_000, "deep": 5_200}
SECTION_TASK = 1_100
"""Tokens: of an outline and each of its sections, of a section's answer, of a section's own part of the prompt."""
LUCK, REPAIRS = Decimal("0.7"), Decimal(2)
"""What a lucky course costs of the expected, and one with many repairs."""


@dataclass(frozen=True)
class Expectation:
    """`structure_input` is the size of the outline's prompt in tokens; `least_cached` the shortest cached prefix."""

    brief: Brief
    structure_input: int
    model: str
    least_cached: int


def expected_calls(wanted: Expectation) -> list[ExpectedCalls]:
    """The outline, the call that fills the cache, and the sections that read from it."""
    sections = wanted.brief.sections
    outline = OUTLINE_BASE + OUTLINE_A_SECTION * sections
    shared = wanted.structure_input + outline
    written = SECTION_OUTPUT[wanted.brief.depth]
    warms = sections > 1 and shared >= wanted.least_cached
    section = Tokens(shared + SECTION_TASK, written, cache_read=shared if warms else 0)
    calls = [_call("structure", wanted.model, 1, Tokens(wanted.structure_input, outline))]
    if warms:
        calls.append(_call("warm", wanted.model, 1, Tokens(shared, 0, cache_write=shared)))
    return [*calls, _call("section", wanted.model, sections, section)]


def _call(step: str, model: str, count: int, tokens: Tokens) -> ExpectedCalls:
    expected = text_price("anthropic", model, tokens) * count
    return ExpectedCalls(
        step=step,
        model=model,
        count=count,
        input_tokens=tokens.input * count,
        output_tokens=tokens.output * count,
        low=expected * LUCK,
        expected=expected,
        high=expected * REPAIRS,
    )
