"""What a course is expected to take, before any of it is bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from learning.brief import Brief, Depth
from providers.prices import Tokens, text_price
from providers.text import ExpectedCalls

OUTLINE_BASE, OUTLINE_A_SECTION = 200, 150
SHOWN_BASE, SHOWN_A_SECTION = 40, 50
SECTION_OUTPUT: dict[Depth, int] = {"overview": 1_900, "standard": 3_000, "deep": 5_200}
SECTION_TASK = 1_100
SOLVING_INPUT, SOLVING_OUTPUT = 700, 120
"""Tokens: of an outline's answer and each of its sections, of the same as the prompts of sections show it, of a
section's answer, of a section's own part of the prompt, of the checks of a section as they are solved and of their
answers."""
LUCK, REPAIRS = Decimal("0.7"), Decimal(2)
"""What a lucky course costs of the expected, and one with many repairs."""


@dataclass(frozen=True)
class Expectation:
    """`structure_input` is the size of the outline's prompt in tokens; `least_cached` the shortest cached prefix;
    `provider` and `model` are whose prices count."""

    brief: Brief
    structure_input: int
    provider: str
    model: str
    least_cached: int


def expected_calls(wanted: Expectation) -> list[ExpectedCalls]:
    """The outline, which leaves the sources in the cache, the call that adds the outline to it, and the sections that
    read both. Nothing is cached ahead of a batch: its first section does that for the others. An outline that a person
    reviews takes longer than a cache lasts."""
    brief = wanted.brief
    outline = OUTLINE_BASE + OUTLINE_A_SECTION * brief.sections
    shared = wanted.structure_input + SHOWN_BASE + SHOWN_A_SECTION * brief.sections
    asked = wanted.structure_input if wanted.structure_input >= wanted.least_cached else 0
    kept = asked if brief.review == "none" else 0
    cached = shared if shared >= wanted.least_cached else 0
    warms = bool(cached) and brief.sections > 1 and not brief.economy
    first = Tokens(shared + SECTION_TASK, SECTION_OUTPUT[brief.depth], cache_read=kept, cache_write=cached - kept)
    other = replace(first, cache_read=cached, cache_write=0)
    calls = [_call("structure", wanted, [Tokens(wanted.structure_input, outline, cache_write=asked)])]
    if warms:
        calls.append(_call("warm", wanted, [Tokens(shared, 0, cache_read=kept, cache_write=cached - kept)]))
    written = [other if warms else first, *[other] * (brief.sections - 1)]
    calls.append(_call("section", wanted, written, batch=brief.economy))
    if brief.solve_checks:
        read = Tokens(SOLVING_INPUT + SECTION_OUTPUT[brief.depth], SOLVING_OUTPUT)
        calls.append(_call("solve", wanted, [read, Tokens(SOLVING_INPUT, SOLVING_OUTPUT)] * brief.sections))
    return calls


def _call(step: str, wanted: Expectation, each: Sequence[Tokens], *, batch: bool = False) -> ExpectedCalls:
    expected = sum((text_price(wanted.provider, wanted.model, tokens, batch=batch) for tokens in each), Decimal(0))
    return ExpectedCalls(
        step=step,
        model=wanted.model,
        count=len(each),
        input_tokens=sum(tokens.input for tokens in each),
        output_tokens=sum(tokens.output for tokens in each),
        low=expected * LUCK,
        expected=expected,
        high=expected * REPAIRS,
    )
