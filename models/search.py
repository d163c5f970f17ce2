"""Search documents: rewritten in the transaction that changes what they describe."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.markdown import plain_text
from learning.section import SectionContent
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


async def index_course(session: AsyncSession, course: Course) -> None:
    await _write(
        session,
        course,
        section_id=None,
        title=course.title,
        objectives="\n".join(course.objectives),
        body=" ".join((course.description, course.category, *course.tags)),
    )


async def index_section(session: AsyncSession, course: Course, section: Section) -> None:
    content = SectionContent.model_validate(section.content)
    await _write(
        session,
        course,
        section_id=section.id,
        title=section.title,
        objectives="\n".join(section.objectives),
        body=f"{content.summary}\n{plain_text(content.explanation)}",
    )


async def _write(session: AsyncSession, course: Course, **document: object) -> None:
    text = {"language": configuration(course.language), **document}
    values = {"id": new_id(), "course_id": course.id, **text}
    statement = insert(SearchDocument).values(**values)
    replaced = {name: value for name, value in text.items() if name != "section_id"}
    await session.exec(statement.on_conflict_do_update(index_elements=["course_id", "section_id"], set_=replaced))
