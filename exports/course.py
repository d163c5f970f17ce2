"""What is exported: a course draft with the bytes of its pictures, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator

from learning.checks import KINDS, Check
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft

Origin = Literal["model", "drawn", "uploaded", "source"]


class MissingMedia(LookupError):
    """Pictures that a course shows and that nobody gave; `ids` names them. A package with holes is not made."""

    def __init__(self, ids: list[str]) -> None:
        self.ids = ids
        super().__init__(f"These pictures are not in the media store: {', '.join(ids)}. Replace or remove them.")


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OnDisk:
    """The bytes of a file, read each time that they are needed, so that no more than one picture is held at once."""

    def __init__(self, path: Path) -> None:
        self.path = path


Content = bytes | OnDisk


def bytes_of(content: Content) -> bytes:
    """The bytes, off the disk where they are there. Raises OSError."""
    return content.path.read_bytes() if isinstance(content, OnDisk) else content


class Media(Part):
    """A picture. `origin`: made by a model, drawn by the built-in writer, uploaded by a person, or out of a source.

    JSON never names a file: an `OnDisk` is made by code alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    content: Content
    media_type: str
    alt: str = ""
    caption: str = ""
    origin: Origin = "uploaded"


class Writer(Part):
    """Who wrote texts; `is_model` is false for the built-in writer, which quotes and arranges."""

    provider: str
    model: str = ""
    is_model: bool = True


class SourceUsed(Part):
    """A source of the course. `id` is what citations name; an empty `licence` is an unknown one."""

    title: str
    id: str = ""
    licence: str = ""


class Provenance(Part):
    """Where a course comes from. No writers: by hand. `reviewed_at` is None where no person has reviewed it, `release`
    and `published_at` are None for a draft."""

    writers: tuple[Writer, ...] = ()
    sources: tuple[SourceUsed, ...] = ()
    reviewed_at: datetime | None = None
    release: int | None = None
    published_at: datetime | None = None


class PlacedSection(NamedTuple):
    """A section with its lesson and its key, "1.2"."""

    key: str
    lesson: LessonDraft
    section: SectionDraft

    @property
    def name(self) -> str:
        """The key in letters that every identifier takes: "1_2"."""
        return self.key.replace(".", "_")


class ExportedCourse(Part):
    """`media` has the pictures by lower-case id, `thumbnail` is one of them. Raises MissingMedia without one."""

    id: UUID
    draft: CourseDraft
    media: dict[str, Media] = {}
    thumbnail: str | None = None
    provenance: Provenance = Provenance()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        shown = [visual.media_id for placed in self.sections() for visual in placed.section.content.visuals]
        wanted = dict.fromkeys(id_.lower() for id_ in [*shown, *([self.thumbnail] if self.thumbnail else [])])
        if missing := [id_ for id_ in wanted if id_ not in self.media]:
            raise MissingMedia(missing)
        return self

    def sections(self) -> Iterator[PlacedSection]:
        """All sections in the order of the course, each with its number, as “2.1”, and its lesson."""
        for number, lesson in enumerate(self.draft.lessons, 1):
            for place, section in enumerate(lesson.sections, 1):
                yield PlacedSection(f"{number}.{place}", lesson, section)


def works(check: Check) -> bool:
    """Whether a check can be asked and judged: it has a question, and what its kind needs."""
    found = KINDS[check.kind].review(check, "")
    return bool(check.stem.strip()) and not any(finding.severity == "error" for finding in found)


def working_checks(section: SectionDraft) -> list[Check]:
    """The checks that can be asked and judged; `losses.broken_checks` names the others."""
    return [check for check in section.content.checks if works(check)]
