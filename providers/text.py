"""The seam for writers of text: one request type a task, one answer, one Protocol."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from decimal import Decimal
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from learning.brief import Brief
from learning.finding import Finding
from learning.outline import Outline
from learning.section import Check
from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.listening import Hear


class OutlineRequest(BaseModel):
    """Ask for an outline (JSON of `learning.outline.Outline`).

    On a repair `previous` holds the raw text of the refused answer and `findings` what was wrong with it; where mending
    changed nothing of that, there are `findings` alone, and the text is to be written anew. On a
    revision `previous` holds the outline under review and `instructions` what the instructor wants changed.
    """

    model_config = ConfigDict(frozen=True)

    brief: Brief
    sources: tuple[SourceDocument, ...] = ()
    previous: str | None = None
    findings: tuple[Finding, ...] = ()
    instructions: str = ""


class SectionRequest(BaseModel):
    """Ask for one section (JSON of `learning.section.SectionContent`); `previous` and what follows it as above."""

    model_config = ConfigDict(frozen=True)

    brief: Brief
    outline: Outline
    key: str
    sources: tuple[SourceDocument, ...] = ()
    previous: str | None = None
    findings: tuple[Finding, ...] = ()
    instructions: str = ""


class SolveRequest(BaseModel):
    """Ask for answers to the checks of a section, from its `text` or, without one, from nothing but common knowledge.

    The answer is JSON of `learning.solving.Answers`. Checks come without their keys.
    """

    model_config = ConfigDict(frozen=True)

    brief: Brief
    checks: tuple[Check, ...]
    text: str = ""
    sources: tuple[SourceDocument, ...] = ()


DraftRequest = OutlineRequest | SectionRequest
TextRequest = DraftRequest | SolveRequest


class TextAnswer(BaseModel):
    """What a writer returned: `raw` unparsed text, and what it cost (tokens; USD)."""

    model_config = ConfigDict(frozen=True)

    raw: str
    model: str
    request_id: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)


class Quote(BaseModel):
    """What one call would be made with, and the most that it can cost (USD)."""

    model_config = ConfigDict(frozen=True)

    model: str
    worst_case: Decimal = Decimal(0)


class ExpectedCalls(BaseModel):
    """What the calls of one kind of step will take all together: tokens, and USD with bounds on both sides."""

    model_config = ConfigDict(frozen=True)

    step: str
    model: str
    count: int
    input_tokens: int = 0
    output_tokens: int = 0
    low: Decimal = Decimal(0)
    expected: Decimal = Decimal(0)
    high: Decimal = Decimal(0)


class TextProvider(Protocol):
    """A writer. `name` goes to the ledger.

    `languages` are the codes of those that it writes in, from sources in the same one; None for a writer that knows and
    translates any.

    `draft` turns the raw text of an answer into the JSON that the request asks for, without a call. Raises
    `providers.errors.ProviderProblem`; everything else is a bug.
    """

    name: str
    languages: frozenset[str] | None

    def prompt_version(self, request: TextRequest) -> str:
        """What changes whenever the same request may read anew, at most 40 characters: the ledger's key has it."""

    def quote(self, request: TextRequest) -> Quote:
        """The model that the request would go to, and the most that the call can cost, without making it."""

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        """Write an outline, mend one or revise one. The answer is not read yet: `draft` does that."""

    async def section(self, request: SectionRequest) -> TextAnswer:
        """Write one section, mend it or write it by instructions. The answer is not read yet: `draft` does that."""

    def draft(self, raw: str, request: TextRequest) -> str:
        """The JSON in a raw answer, not yet validated. Raises ProviderProblem where only a person can go on."""

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        """What a course by this brief is expected to take, for each of the steps that it has: "structure", "warm",
        "section", "solve". A service may be asked to count tokens, which costs nothing."""

    async def close(self) -> None:
        """Let go of connections and processes. Nothing is asked of the writer afterwards."""


@runtime_checkable
class StreamingWriter(Protocol):
    """A writer whose answers come piece by piece. `hear` is given the text so far, as the model writes it: read it
    with `providers.prompting.readable`. A call that is cancelled is closed at the service."""

    async def streamed(self, request: TextRequest, hear: Hear) -> TextAnswer:
        """The same answer as in one piece. Raises ProviderProblem, also in the middle of the text."""


@runtime_checkable
class SolvingWriter(Protocol):
    """A writer that answers the checks of a section without having seen their keys."""

    async def solve(self, request: SolveRequest) -> TextAnswer:
        """Answer the checks of one section; `draft` reads what comes."""


@runtime_checkable
class CachingWriter(Protocol):
    """A writer whose service keeps what the sections of a course have in common, once it has read it."""

    def is_worth_warming(self, request: SectionRequest) -> bool:
        """Whether a call of its own ahead of the sections costs less than it saves; `request` is any of them."""

    def quote_warming(self, request: SectionRequest) -> Quote:
        """The model, and the most that `warm` can cost."""

    async def warm(self, request: SectionRequest) -> TextAnswer:
        """Have the service read what all sections share. The answer says what that cost; its text is of no use."""


@runtime_checkable
class BatchWriter(Protocol):
    """A writer whose service takes sections by the batch, later and for less.

    Each section travels under an id of ours. `find` is the batch with exactly these ids made at or after `since` and
    not among `known`, None when there is none; it raises a retryable ProviderProblem while it cannot tell.
    `collect` is None until the batch has ended.
    """

    def quote_in_batch(self, request: SectionRequest) -> Quote:
        """The model, and the most that the section can cost in a batch."""

    async def submit(self, requests: Mapping[str, SectionRequest]) -> str:
        """Send sections by our id of each; returns the service's id of the batch. When it raises an ambiguous
        ProviderProblem the batch may have been taken: `find` tells."""

    async def find(self, ids: Set[str], since: datetime, known: Set[str]) -> str | None:
        """The id of a batch whose making got no answer."""

    async def collect(self, batch_id: str) -> Mapping[str, TextAnswer | ProviderProblem] | None:
        """What each section has come to by our id: its answer, or why there is none."""
