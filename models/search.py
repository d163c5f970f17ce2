"""Search documents: of what was published, rewritten in the transaction that publishes it."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.markdown import plain_text
from learning.section import SectionContent
from models.catalog import CourseTree
from models.columns import new_id
from models.courses import Course, SearchDocument, Section

CONFIGURATIONS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def configuration(language: str) -> str:
    """The text search configuration for a language tag; one without a stemmer is searched word by word."""
    return f"accentless_{CONFIGURATIONS.get(language[:2], 'simple')}"


async def index_course(session: AsyncSession, tree: CourseTree) -> None:
    """Let the course be found by what it says now, and by nothing else."""
    documents = await asyncio.to_thread(_documents, tree)
    await session.exec(delete(SearchDocument).where(col(SearchDocument.course_id) == tree.course.id))
    await (await session.connection()).execute(insert(SearchDocument), documents)


def _documents(tree: CourseTree) -> list[dict[str, Any]]:
    course = tree.course
    words = " ".join((course.description, course.category, *course.tags))
    return [
        _document(course, None, course.title, course.objectives, words),
        *(_of_section(course, section) for section in tree.sections()),
    ]


def _of_section(course: Course, section: Section) -> dict[str, Any]:
    content = SectionContent.model_validate(section.content)
    body = f"{content.summary}\n{plain_text(content.explanation)}"
    return _document(course, section.id, section.title, section.objectives, body)


def _document(course: Course, section_id: UUID | None, title: str, objectives: list[str], body: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "course_id": course.id,
        "section_id": section_id,
        "language": configuration(course.language),
        "title": title,
        "objectives": "\n".join(objectives),
        "body": body,
    }
