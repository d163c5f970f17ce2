"""The built-in writer in processes of its own: the same texts, and an end to what takes too long or too much."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from learning.brief import Brief
from learning.outline import Outline
from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.offline import OfflineText
from providers.offline.process import Scribe
from providers.offline.processes import Limits, OfflineProcesses
from providers.text import OutlineRequest, SectionRequest
from sources import read_source

BRIEF = Brief(title="Database indexes", lessons=1, sections_per_lesson=1, depth="overview")
SAMPLE = read_source(
    (Path(__file__).parents[2] / "docs/sample/01-how-postgresql-finds-rows.md").read_bytes(), "indexes.md"
)


def sources(times: int = 1) -> tuple[SourceDocument, ...]:
    """A chapter, so many times over."""
    blocks = tuple(
        block.model_copy(update={"id": f"{block.id}.{n}", "text": f"{block.text} {n}" if n else block.text})
        for n in range(times)
        for block in SAMPLE.blocks
    )
    return (SAMPLE.model_copy(update={"id": f"sample {times}", "blocks": blocks}),)


@asynccontextmanager
async def writing(**limits: float) -> AsyncIterator[OfflineProcesses]:
    writer = OfflineProcesses(Limits(**limits))  # type: ignore[arg-type]  # numbers, each of its kind
    try:
        yield writer
    finally:
        await writer.close()


async def test_it_writes_what_the_writer_writes_and_is_sent_its_sources_once() -> None:
    request = OutlineRequest(brief=BRIEF, sources=sources())
    async with writing(processes=1) as writer:
        answer = await writer.outline(request)
        assert answer == await OfflineText().outline(request)
        outline = Outline.model_validate_json(answer.raw)
        section = SectionRequest(brief=BRIEF, outline=outline, key="1.1", sources=request.sources)
        assert await writer.section(section) == await OfflineText().section(section)


def test_sources_are_asked_for_once_and_kept() -> None:
    scribe, [document] = Scribe(), sources()
    request = OutlineRequest(brief=BRIEF, sources=()).model_dump(mode="json")
    asked = {"what": "outline", "sources": [document.id], "request": request}
    assert scribe.answer(asked) == {"lacks": [document.id]}
    first = scribe.answer(asked | {"documents": {document.id: document.model_dump(mode="json")}})
    assert first == scribe.answer(asked)
    assert set(first) == {"raw"}


async def test_what_it_refuses_is_refused_here() -> None:
    async with writing(processes=1) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.outline(OutlineRequest(brief=BRIEF, sources=()))
        assert (caught.value.kind, caught.value.retryable) == ("sources_missing", False)


async def test_one_that_takes_too_long_is_broken_off_and_the_next_one_is_written() -> None:
    request = OutlineRequest(brief=BRIEF, sources=sources())
    async with writing(processes=1, seconds=0.05) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.outline(request)
        assert (caught.value.kind, caught.value.retryable, caught.value.once) == ("writing_too_long", True, True)
        assert "0.05 s" in caught.value.sentence
        writer._limits = Limits(processes=1)
        assert (await writer.outline(request)).raw


async def test_a_process_that_ends_under_its_work_is_named_and_replaced() -> None:
    request = OutlineRequest(brief=BRIEF, sources=sources())
    async with writing(processes=1) as writer:
        await writer.outline(request)
        [process] = writer._all
        assert process._running is not None
        asking = asyncio.create_task(writer.outline(OutlineRequest(brief=BRIEF, sources=sources(20))))
        await asyncio.sleep(0)
        process._running.kill()
        with pytest.raises(ProviderProblem) as caught:
            await asking
        assert caught.value.kind == "writing_too_large"
        assert (await writer.outline(request)).raw


async def test_who_gives_up_leaves_no_process_at_work() -> None:
    async with writing(processes=1) as writer:
        asking = asyncio.create_task(writer.outline(OutlineRequest(brief=BRIEF, sources=sources(40))))
        while not (writer._all and next(iter(writer._all)).is_alive):
            await asyncio.sleep(0.01)
        [process] = writer._all
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert not process.is_alive
        assert (await writer.outline(OutlineRequest(brief=BRIEF, sources=sources()))).raw


async def test_a_fault_of_the_writer_says_where_it_happened_and_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = "A secret text"

    def broken(_self: OfflineText, _request: OutlineRequest) -> str:
        raise IndexError(told)

    monkeypatch.setattr(OfflineText, "write_outline", broken)
    request = OutlineRequest(brief=BRIEF, sources=()).model_dump(mode="json")
    answer = Scribe().answer({"what": "outline", "sources": [], "request": request})
    assert answer["fault"] == "IndexError"
    assert "in broken" in answer["frames"]
    assert "secret" not in str(answer)


async def test_the_loop_goes_on_while_a_long_text_is_written() -> None:
    """The longest that anything here waits is a small part of the time that the writer takes."""
    longest, stop = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        while not stop.is_set():
            before = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - before)

    async with writing(processes=1) as writer:
        await writer.outline(OutlineRequest(brief=BRIEF, sources=sources()))
        watching, begun = asyncio.create_task(watch()), time.monotonic()
        await writer.outline(OutlineRequest(brief=BRIEF, sources=sources(6)))
        taken = time.monotonic() - begun
        stop.set()
        await watching
    assert longest < taken / 3
