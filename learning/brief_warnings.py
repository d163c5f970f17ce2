"""What an instructor should know of a brief before a course is made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from learning.brief import Brief
from learning.language_names import named
from learning.wording import base_language


class BriefWarning(BaseModel):
    """`type` is a stable slug, `detail` a sentence, `pointer` the part of the brief that it is about (RFC 6901)."""

    model_config = ConfigDict(frozen=True)

    type: str
    detail: str
    pointer: str = ""


class SourceTongue(NamedTuple):
    """A source by its file name, with its languages, most used first; none where they are not known."""

    filename: str
    languages: tuple[str, ...]


def language_refusal(
    brief: Brief, sources: Sequence[SourceTongue], writer: Collection[str] | None
) -> BriefWarning | None:
    """Why a writer that cannot translate cannot write this course, None if it can.

    `writer` holds the codes of the languages that it has words of its own in; None for one that writes and translates
    any language.
    """
    wanted = base_language(brief.language)
    found = _found(sources)
    if writer is None or not found or wanted in found or any(not source.languages for source in sources):
        return None
    use = [f"ask for the course in {named(code)} (“{code}”)" for code in found if code in writer][:1]
    ways = [*use, f"add documents in {named(wanted)}", "have a text provider set up"]
    detail = (
        f"The sources are in {_listed(found)}, the course is to be in {named(wanted)}, and the built-in writer cannot "
        f"translate: {', '.join(ways[:-1])}, or {ways[-1]}."
    )
    return BriefWarning(type="language-differs", detail=detail, pointer="/language")


def language_warnings(
    brief: Brief, sources: Sequence[SourceTongue], writer: Collection[str] | None
) -> list[BriefWarning]:
    """What to say of the languages of a brief and its sources, be it a reason to refuse it or not."""
    if (refusal := language_refusal(brief, sources, writer)) is not None:
        return [refusal]
    wanted = base_language(brief.language)
    differing = [
        BriefWarning(type="language-differs", detail=_told(source, wanted, writer), pointer=f"/source_ids/{place}")
        for place, source in enumerate(sources)
        if set(source.languages) - {wanted}
    ]
    return [*_wordless(wanted, writer), *differing]


def _wordless(wanted: str, writer: Collection[str] | None) -> list[BriefWarning]:
    if writer is None or wanted in writer:
        return []
    detail = (
        f"The built-in writer has words of its own in {_listed(sorted(writer))}, not in {named(wanted)}: the course "
        "will consist of your sources' sentences and of gaps in them. A text provider would write more."
    )
    return [BriefWarning(type="language-unknown-to-writer", detail=detail, pointer="/language")]


def _told(source: SourceTongue, wanted: str, writer: Collection[str] | None) -> str:
    others = [code for code in source.languages if code != wanted]
    part = "in part " if wanted in source.languages else ""
    effect = (
        f"the course will be in {named(wanted)} all the same"
        if writer is None
        else f"what is not in {named(wanted)} is left out of the course"
    )
    return f"“{source.filename}” is {part}in {_listed(others)}: {effect}."


def _found(sources: Iterable[SourceTongue]) -> list[str]:
    return list(dict.fromkeys(code for source in sources for code in source.languages))


def _listed(codes: Iterable[str]) -> str:
    names = [named(code) for code in codes]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
