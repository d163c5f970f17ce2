"""Makes a course of each folder with the writer that is configured, and prints what the review says of it.

A folder holds source documents and, if wanted, a `brief.json`; without one the brief is the folder's name and 2 × 2
sections. Answers are kept in `--answers`: those that are there are judged again, without a call.

    python -m benchmarks.quality docs/sample
    python -m benchmarks.quality --answers .data/answers --judge-only one two
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from benchmarks.quality_figures import figures, rows
from learning.answers import parse_draft
from learning.brief import Brief
from learning.finding import Finding
from learning.outline import Outline
from learning.outline_review import review_outline
from learning.quality import acceptable
from learning.section import SectionContent
from learning.section_review import review_section
from learning.source import SourceDocument
from providers.configuration import ProviderConfiguration
from providers.errors import ProviderProblem
from providers.selection import choose_providers
from providers.text import OutlineRequest, SectionRequest, TextAnswer, TextProvider
from sources.reading import read_source

REPAIRS = 2
Draft = TypeVar("Draft", bound=BaseModel)


class NotStored(Exception):
    """An answer that is not there, where no calls are wanted."""


class Answers:
    """The answers of a writer in a folder, by what was asked; counts the calls that were made and what they cost."""

    def __init__(self, writer: TextProvider, folder: Path, *, judge_only: bool) -> None:
        self._writer, self._folder, self._judge_only = writer, folder, judge_only
        self.calls, self.cost = 0, Decimal(0)

    async def to(self, request: OutlineRequest | SectionRequest) -> TextAnswer:
        asked = f"{self._writer.name} {self._writer.prompt_version(request)} {request.model_dump_json()}"
        kept = self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"
        if kept.exists():
            answer = TextAnswer.model_validate_json(kept.read_text())
        elif self._judge_only:
            raise NotStored(f"{kept} is not there; leave out --judge-only to ask the writer.")
        else:
            answer = await self._asked(request)
            self._folder.mkdir(parents=True, exist_ok=True)
            kept.write_text(answer.model_dump_json())
        self.cost += answer.cost
        return answer

    async def _asked(self, request: OutlineRequest | SectionRequest) -> TextAnswer:
        self.calls += 1
        if isinstance(request, SectionRequest):
            return await self._writer.section(request)
        return await self._writer.outline(request)

    async def draft(
        self, request: OutlineRequest | SectionRequest, model: type[Draft]
    ) -> tuple[str, Draft | None, list[Finding]]:
        answer = await self.to(request)
        return answer.raw, *parse_draft(self._writer.draft(answer.raw, request), model)


async def write_outline(answers: Answers, brief: Brief, sources: tuple[SourceDocument, ...]) -> Outline | None:
    request = OutlineRequest(brief=brief, sources=sources)
    for _ in range(1 + REPAIRS):
        raw, outline, findings = await answers.draft(request, Outline)
        findings = findings or (review_outline(outline, brief, sources) if outline else [])
        if outline and acceptable(findings):
            return outline
        request = request.model_copy(update={"previous": raw, "findings": tuple(findings)})
    return None


async def write_section(answers: Answers, request: SectionRequest) -> SectionContent | None:
    section = request.outline.section(request.key)
    for _ in range(1 + REPAIRS):
        raw, content, findings = await answers.draft(request, SectionContent)
        findings = findings or (review_section(content, section, request.brief, request.sources) if content else [])
        if content and acceptable(findings):
            return content
        request = request.model_copy(update={"previous": raw, "findings": tuple(findings)})
    return None


async def judge(
    answers: Answers, name: str, brief: Brief, sources: tuple[SourceDocument, ...]
) -> list[tuple[str, str]]:
    """The table of one course; a section that the review still refuses after its repairs is left out of it."""
    began, calls, cost = time.monotonic(), answers.calls, answers.cost
    try:
        outline = await write_outline(answers, brief, sources)
    except ProviderProblem as problem:
        return [("course", name), ("refused", str(problem))]
    if outline is None:
        return [("course", name), ("refused", "no outline that the review accepts")]
    contents: dict[str, SectionContent] = {}
    for section in outline.all_sections():
        request = SectionRequest(brief=brief, outline=outline, key=section.key, sources=sources)
        if content := await write_section(answers, request):
            contents[section.key] = content
    found = figures(brief, outline, contents, sources)
    spent = (answers.cost - cost, time.monotonic() - began, answers.calls - calls)
    return list(rows(name, found, *spent))


def read_folder(folder: Path) -> tuple[Brief, tuple[SourceDocument, ...]]:
    """The brief and the sources of a folder; sources are named s1, s2, … in the order of their file names."""
    described = folder / "brief.json"
    given = json.loads(described.read_text()) if described.exists() else {}
    brief = Brief.model_validate({"title": folder.name, "lessons": 2, "sections_per_lesson": 2} | given)
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path != described]
    documents = [read_source(path.read_bytes(), path.name) for path in files]
    return brief, tuple(read.model_copy(update={"id": f"s{at}"}) for at, read in enumerate(documents, 1))


def table(courses: Sequence[Sequence[tuple[str, str]]]) -> str:
    """A Markdown table, a row a course."""
    names = list(dict.fromkeys(name for course in courses for name, _ in course))
    lines = [names, ["---"] * len(names), *([dict(course).get(name, "") for name in names] for course in courses)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


async def run(folders: Sequence[Path], kept: Path, *, judge_only: bool) -> str:
    """The table for all folders, with the writer of the configuration."""
    providers = choose_providers(ProviderConfiguration())
    try:
        answers = Answers(providers.text, kept, judge_only=judge_only)
        return table([await judge(answers, folder.name, *read_folder(folder)) for folder in folders])
    finally:
        await providers.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--answers", type=Path, default=Path(".data/quality"), help="where answers are kept")
    parser.add_argument("--judge-only", action="store_true", help="make no calls; judge what is kept")
    given = parser.parse_args()
    print(asyncio.run(run(given.folders, given.answers, judge_only=given.judge_only)))
