"""The plan of a course: lessons and sections with their objectives, order, assessment and allotted source passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

VisualKind = Literal["concept_map", "sequence", "comparison"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class OutlineSection(BaseModel):
    """One section to be written.

    `key` is "<lesson>.<section>", both 1-based ("1.2"). `prerequisites` are keys of sections. `source_blocks` are
    "<source id>:<block id>" references to the passages that the section is to be written from, in reading order.
    `figure` is such a reference to a picture of the sources that the section shows instead of a drawn `visual`.
    """

    model_config = ConfigDict(frozen=True)

    key: str = Field(pattern=r"^\d{1,2}\.\d{1,2}$")
    title: Name
    summary: Text = ""
    objectives: list[Text] = []
    assessment_criteria: list[Text] = []
    prerequisites: list[str] = []
    estimated_minutes: int = Field(15, ge=1, le=600)
    visual: VisualKind | None = None
    figure: Annotated[str, StringConstraints(max_length=200)] = ""
    source_blocks: list[str] = []

    @property
    def has_picture(self) -> bool:
        """Whether a picture is to be drawn for it, or carried to it from a source."""
        return self.visual is not None or bool(self.figure)


class OutlineLesson(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: Name
    summary: Text = ""
    objectives: list[Text] = []
    sections: list[OutlineSection]


class Outline(BaseModel):
    """`untaught` are objectives of the brief that the sources do not teach, word for word: no section claims them.
    `unfulfilled` are sentences on wishes of the brief or the reviewer: what was not done, and why."""

    model_config = ConfigDict(frozen=True)

    title: Name
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)] = ""
    objectives: list[Text] = []
    untaught: list[Text] = []
    unfulfilled: list[Text] = []
    lessons: list[OutlineLesson]

    def all_sections(self) -> Iterator[OutlineSection]:
        """The sections of all lessons, in the order in which they are read."""
        for lesson in self.lessons:
            yield from lesson.sections

    def section(self, key: str) -> OutlineSection:
        """The section of that key. Raises KeyError when the outline has none."""
        for section in self.all_sections():
            if section.key == key:
                return section
        raise KeyError(key)
