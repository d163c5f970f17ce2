"""What a 6 × 2 course from 30,000 characters is billed, by stubs that account for their caches as the services do."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from decimal import Decimal
from pathlib import Path

import pytest

from learning.answers import parse_draft
from learning.brief import Brief
from learning.outline import Outline
from learning.source import SourceDocument
from providers.anthropic_text import AnthropicText
from providers.openai_text import OpenAIText
from providers.text import OutlineRequest, SectionRequest, TextAnswer
from sources.reading import read_source
from tests.faults.course_writer import written
from tests.faults.stub_anthropic import AnthropicStub
from tests.faults.stub_openai import OpenAIStub

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"
CHARACTERS = 30_000
WRITE, READ = 1.25, 0.1
MOST_OF_NAIVE_INPUT = 0.30
Writer = AnthropicText | OpenAIText
BRIEF = Brief(title="Indexes in PostgreSQL", visuals=False)


def _source() -> SourceDocument:
    text = "\n\n".join(path.read_text() for path in sorted(SAMPLE.glob("0*.md")))[:CHARACTERS]
    return read_source(text.encode(), "indexes.md")


@pytest.fixture(params=["anthropic", "openai"])
async def writer(request: pytest.FixtureRequest) -> AsyncIterator[Writer]:
    async with AsyncExitStack() as stack:
        if request.param == "anthropic":
            stub = await stack.enter_async_context(AnthropicStub(written=written))
            made: Writer = AnthropicText("a-key", base_url=stub.url)
        else:
            other = await stack.enter_async_context(OpenAIStub(written=written))
            made = OpenAIText("a-key", base_url=f"{other.url}/v1")
        stack.push_async_callback(made.close)
        yield made


async def _bought(writer: Writer, source: SourceDocument) -> tuple[TextAnswer, TextAnswer, list[TextAnswer]]:
    """The outline, the call that warms the cache, and the sections."""
    asked = OutlineRequest(brief=BRIEF, sources=(source,))
    first = await writer.outline(asked)
    outline, findings = parse_draft(writer.draft(first.raw, asked), Outline)
    assert outline is not None, findings
    keys = [section.key for section in outline.all_sections()]
    requests = [SectionRequest(brief=BRIEF, outline=outline, key=key, sources=(source,)) for key in keys]
    assert writer.is_worth_warming(requests[0])
    warm = await writer.warm(requests[0])
    return first, warm, [await writer.section(request) for request in requests]


def _billed(answer: TextAnswer) -> float:
    """In tokens of plain input."""
    usage = json.loads(answer.raw)["usage"]
    details = usage.get("prompt_tokens_details") or {}
    read = details.get("cached_tokens", usage.get("cache_read_input_tokens", 0))
    put = details.get("cache_write_tokens", usage.get("cache_creation_input_tokens", 0))
    return float(answer.input_tokens - read - put + READ * read + WRITE * put)


async def test_shared_input_is_billed_once_and_the_estimate_is_near_the_bill(writer: Writer) -> None:
    source = _source()
    expected = sum(call.expected for call in await writer.expect(BRIEF, (source,)))
    outline, warm, sections = await _bought(writer, source)
    everything = [outline, warm, *sections]
    naive = sum(answer.input_tokens for answer in (outline, *sections))
    ratio = sum(map(_billed, everything)) / naive
    paid = sum(answer.cost for answer in everything)
    print(f"{writer.name}: {ratio:.3f} of the naive input; paid {paid:.4f}, expected {expected:.4f}")
    assert ratio <= MOST_OF_NAIVE_INPUT
    assert Decimal("0.8") < paid / expected < Decimal("1.2"), (paid, expected)
