"""Anything may raise anything: each generation ends, or waits or is tried again by a name, within its bounds.

`ANYTHING_SEED=… ANYTHING_CASES=… pytest tests/faults/test_anything.py` plays other faults, or more of them.
"""

import asyncio
import errno
import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlmodel import select
from temporalio import activity

import activities.content
import activities.media
import activities.persistence
import activities.structure
from activities.failures import MOST_FAULTS
from activities.ledger import MOST_ATTEMPTS
from learning.source import SourceDocument
from models.generations import AiContentGeneration, GenerationEvent
from models.library import Library
from providers.errors import ProviderProblem
from providers.image import ImageAnswer, ImageRequest
from providers.local_storage import LocalStorage
from providers.selection import Providers
from providers.text import OutlineRequest, Quote, SectionRequest, TextAnswer, TextRequest
from tests.pipeline import QUICK, Pipeline, pipeline
from tests.scripted import ScriptedPainter, ScriptedWriter
from tests.workers import build_workers

SEED = int(os.environ.get("ANYTHING_SEED") or 1)
"""Another number tries other cases; a run by hand may go through many of them."""
CASES = int(os.environ.get("ANYTHING_CASES") or 24)
DEADLINE_SECONDS = 60 + 3 * CASES
TOLD_SECONDS = 60.0
"""Of a machine with two dozen of such courses at once; it takes one or two where it has time."""
SECRET = "what an exception quotes"
BRIEF = {"lessons": 1, "sections_per_lesson": 1, "objectives": ["Explain how yeast ferments dough"]}
SITES = (
    *("text.outline", "text.section", "text.quote", "text.draft", "image.picture", "image.quote"),
    *("storage.put", "storage.get", "library", "review_outline", "review_section", "assemble_course"),
    *("insert_course", "make_renditions", "session"),
)
ALWAYS = 1_000_000


class _Form(BaseModel):
    number: int


def _invalid() -> Exception:
    try:
        _Form.model_validate({"number": SECRET})
    except ValueError as error:
        return error
    raise AssertionError


EXCEPTIONS: tuple[Callable[[], BaseException], ...] = (
    lambda: IndexError(SECRET),
    lambda: KeyError(SECRET),
    lambda: TypeError(SECRET),
    lambda: AttributeError(SECRET),
    lambda: AssertionError(SECRET),
    lambda: RuntimeError(SECRET),
    lambda: RecursionError(SECRET),
    lambda: MemoryError(SECRET),
    lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, SECRET),
    lambda: NotImplementedError(SECRET),
    lambda: asyncio.CancelledError(SECRET),
    _invalid,
    lambda: OSError(errno.ENOSPC, SECRET),
    lambda: FileNotFoundError(SECRET),
    lambda: PermissionError(SECRET),
    lambda: ConnectionResetError(SECRET),
    lambda: TimeoutError(SECRET),
    lambda: OperationalError(SECRET, {}, Exception(SECRET)),
    lambda: IntegrityError(SECRET, {}, Exception(SECRET)),
    lambda: NoResultFound(SECRET),
    lambda: ProviderProblem("overloaded", "The writer is overloaded.", retryable=True),
    lambda: ProviderProblem("connection_lost", "The connection broke.", retryable=True, ambiguous=True),
    lambda: ProviderProblem("refused", "The writer refuses this."),
)


@dataclass
class Case:
    """From its `first` call on, a site raises so many `times`."""

    site: str
    make: Callable[[], BaseException]
    first: int
    times: int
    calls: int = 0
    raised_at: list[datetime] = field(default_factory=list)

    def met(self, site: str) -> None:
        if site != self.site:
            return
        self.calls += 1
        if self.first <= self.calls < self.first + self.times:
            self.raised_at.append(datetime.now(UTC))
            raise self.make()

    def __str__(self) -> str:
        return f"{self.site} raises {self.make()!r} from call {self.first} on, {self.times} times"


class Faults:
    """The case of the generation whose activity is at work decides."""

    def __init__(self) -> None:
        self.cases: dict[str, Case] = {}

    def at(self, site: str) -> None:
        if activity.in_activity() and (case := self.cases.get(activity.info().workflow_id or "")):
            case.met(site)


class Writer(ScriptedWriter):
    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self._at = faults.at

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        self._at("text.outline")
        return await super().outline(request)

    async def section(self, request: SectionRequest) -> TextAnswer:
        self._at("text.section")
        return await super().section(request)

    def quote(self, request: TextRequest) -> Quote:
        self._at("text.quote")
        return super().quote(request)

    def draft(self, raw: str, request: TextRequest) -> str:
        self._at("text.draft")
        return super().draft(raw, request)


class Painter(ScriptedPainter):
    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self._at = faults.at

    async def picture(self, request: ImageRequest) -> ImageAnswer:
        self._at("image.picture")
        return await super().picture(request)

    def quote(self, request: ImageRequest) -> Quote:
        self._at("image.quote")
        return super().quote(request)


class Disk(LocalStorage):
    def __init__(self, root: Path, faults: Faults) -> None:
        super().__init__(root)
        self._at = faults.at

    async def put(self, data: bytes, media_type: str) -> str:
        self._at("storage.put")
        return await super().put(data, media_type)

    async def get(self, key: str) -> bytes:
        self._at("storage.get")
        return await super().get(key)


def _case(chance: random.Random) -> Case:
    """The database is tried again and again by everything, so that nothing could be told if it were away for good."""
    site = chance.choice(SITES)
    times = chance.choice((1, 2)) if site == "session" else chance.choice((1, 2, ALWAYS))
    return Case(site, chance.choice(EXCEPTIONS), chance.choice((1, 1, 2, 3)), times)


def _played(monkeypatch: pytest.MonkeyPatch, faults: Faults, room: Any, name: str) -> None:
    known = getattr(room, name)

    def met(*given: Any, **rest: Any) -> Any:
        faults.at(name)
        return known(*given, **rest)

    monkeypatch.setattr(room, name, met)


async def test_anything_may_raise_anything(
    database_url: str, temporal_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print(f"ANYTHING_SEED={SEED}")
    chance, faults = random.Random(SEED), Faults()
    for room, name in (
        (activities.structure, "review_outline"),
        (activities.content, "review_section"),
        (activities.persistence, "assemble_course"),
        (activities.persistence, "insert_course"),
        (activities.media, "make_renditions"),
    ):
        _played(monkeypatch, faults, room, name)
    documents = Library.documents

    async def read(self: Library, ids: Sequence[UUID]) -> tuple[SourceDocument, ...]:
        faults.at("library")
        return await documents(self, ids)

    monkeypatch.setattr(Library, "documents", read)
    async with pipeline(database_url, temporal_address, tmp_path, workers=False) as machine:
        cases = [_case(chance) for _ in range(CASES)]
        ids = [(await machine.generate(BRIEF | {"title": f"Course {n}"}))["id"] for n in range(CASES)]
        faults.cases = {f"course-creation/{one}": case for one, case in zip(ids, cases, strict=True)}
        async with AsyncExitStack() as stack:
            for worker in build_workers(
                machine.temporal, _sessions(machine, faults), _providers(machine, faults), machine.pool, backoff=QUICK
            ):
                await stack.enter_async_context(worker)
            views = await asyncio.gather(*(_settled(machine, *one) for one in zip(ids, cases, strict=True)))
            for view, case in zip(views, cases, strict=True):
                await _is_bounded(machine, view, case)
                await _is_told(machine, view, case)
    print(Counter(view["status"] for view in views))


def _sessions(machine: Pipeline, faults: Faults) -> Any:
    def session() -> Any:
        faults.at("session")
        return machine.sessions()

    return session


def _providers(machine: Pipeline, faults: Faults) -> Providers:
    disk = Disk(machine.folder / "media", faults)
    return Providers(text=Writer(faults), image=Painter(faults), storage=disk, mail=machine.providers.mail)


async def _settled(machine: Pipeline, generation_id: str, case: Case) -> dict[str, Any]:
    """The generation when it has ended, waits, or is being tried again for the fourth time, by a name."""

    def is_named(view: dict[str, Any]) -> bool:
        if view["status"] in ("completed", "failed", "cancelled"):
            return True
        problem = view["problem"]
        if view["status"] == "needs_attention":
            return problem is not None
        return problem is not None and not problem["final"] and (problem["attempts"] or 0) > MOST_FAULTS

    try:
        return await machine.until(generation_id, is_named, DEADLINE_SECONDS)
    except AssertionError as error:
        raise AssertionError(f"{case}: {error}") from None


async def _is_bounded(machine: Pipeline, view: dict[str, Any], case: Case) -> None:
    """No call is made more often than it may be, nothing of an exception's words is shown, and complete is complete."""
    entry = AiContentGeneration
    async with machine.sessions() as session:
        attempts = (await session.exec(select(entry.attempts).where(entry.generation_id == view["id"]))).all()
    assert max(attempts, default=0) <= MOST_ATTEMPTS, case
    assert SECRET not in str(view), case
    if view["status"] == "completed":
        assert (view["percent"], view["problem"]) == (100, None), case
        assert float(view["spend"]["reserved"]["amount"]) == 0, case
    else:
        told = [view["problem"], *(section["problem"] for section in view["sections"])]
        assert all(one["type"] != "/problems/failed" and one["detail"].endswith(".") for one in told if one), case


async def _is_told(machine: Pipeline, view: dict[str, Any], case: Case) -> None:
    """The first failure is an event while somebody may still be looking."""
    if case.times < ALWAYS or not case.raised_at or view["status"] == "completed":
        return
    kinds = ("retrying", "section_waiting", "needs_attention", "failed")
    async with machine.sessions() as session:
        events = await session.exec(select(GenerationEvent).where(GenerationEvent.generation_id == view["id"]))
        told = [event.created_at for event in events if event.kind in kinds]
    assert (min(told) - case.raised_at[0]).total_seconds() <= TOLD_SECONDS, case
