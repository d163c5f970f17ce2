"""Judging a stored answer, and remembering the verdict beside it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from learning.finding import Finding
from learning.quality import quality_score
from models.generations import AiContentGeneration
from models.messages import Problem
from models.problems import DRAFT_REFUSED


class Previous(NamedTuple):
    """An earlier answer: as it came, what was found wrong in it, and who gave it.

    `raw` is None where it was to be mended and the same was found wrong in it again: there is no use in showing it once
    more, and the text is to be written anew.
    """

    raw: str | None = None
    findings: tuple[Finding, ...] = ()
    provider: str = ""


async def previous_draft(session: AsyncSession, call_id: UUID | None) -> Previous:
    """The answer of an earlier call; an empty one without a call."""
    if call_id is None:
        return Previous()
    entry = await session.get_one(AiContentGeneration, call_id)
    findings = tuple(Finding.model_validate(finding) for finding in entry.findings)
    mended = await session.get(AiContentGeneration, entry.parent_id) if entry.parent_id else None
    is_unmended = mended is not None and bool(findings) and mended.findings == entry.findings
    return Previous(None if is_unmended else entry.raw, findings, entry.provider)


async def remember_verdict(session: AsyncSession, call_id: UUID, findings: Sequence[Finding]) -> None:
    """Store what a review found, with the score that it makes, at the ledger's row of the answer."""
    entry = await session.get_one(AiContentGeneration, call_id)
    entry.findings = [finding.model_dump() for finding in findings]
    entry.quality_score = quality_score(findings)
    session.add(entry)


def refused(findings: Sequence[Finding]) -> Problem:
    """The problem that an unacceptable draft is: its first errors, in words."""
    errors = [finding.detail for finding in findings if finding.severity == "error"]
    more = f" ({len(errors) - 3} more)" if len(errors) > 3 else ""
    return Problem(kind=DRAFT_REFUSED, detail=" ".join(errors[:3]) + more)
