"""Versions of a section: its texts after each change. Whoever writes one holds the lock of the course."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.versions import KeptVersion, versions_to_forget
from models import columns
from models.columns import Moment
from models.courses import Section

VERSION_KINDS = ("original", "edit", "generation", "proposal", "taken", "restored")


class SectionVersion(SQLModel, table=True):
    """The texts of a section, numbered from 1. A `proposal` was written and is not what stands, whose version is the
    last one of another kind; `taken_at` says when it was taken, as a version of its own with this one as `origin`."""

    __tablename__ = "section_versions"
    __table_args__ = (
        columns.one_of("kind", VERSION_KINDS),
        columns.within("number", 1),
        columns.within("origin", 1),
    )

    section_id: UUID = columns.refers("sections.id", primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(max_length=16)
    title: str = Field(max_length=200)
    objectives: list[str] = columns.json_list()
    assessment_criteria: list[str] = columns.json_list()
    content: dict[str, Any] = columns.json_object()
    origin: int | None = None
    made_by: UUID | None = columns.refers("users.id", nullable=True)
    generation_id: UUID | None = columns.refers("generations.id", nullable=True)
    created_at: Moment = columns.moment(default_now=True)
    taken_at: Moment | None = columns.moment()


class Texts(NamedTuple):
    """What a version holds of a section."""

    title: str
    objectives: list[str]
    assessment_criteria: list[str]
    content: dict[str, Any]


def texts_of(row: Section | SectionVersion) -> Texts:
    """The texts as they stand."""
    return Texts(row.title, row.objectives, row.assessment_criteria, row.content)


def put_texts(section: Section, texts: Texts) -> None:
    """Give a section the texts of a version."""
    for name, value in texts._asdict().items():
        setattr(section, name, value)


async def versions_of(session: AsyncSession, section: Section) -> list[SectionVersion]:
    """All versions, the newest first. A section that was never changed has one, which is no row yet."""
    mine = select(SectionVersion).where(SectionVersion.section_id == section.id)
    kept = list(await session.exec(mine.order_by(col(SectionVersion.number).desc())))
    return kept or [_original(section.id, texts_of(section), section.created_at)]


def current_of(versions: list[SectionVersion]) -> SectionVersion:
    """The version that stands, of all versions with the newest first."""
    return next(version for version in versions if version.kind != "proposal")


async def keep_version(
    session: AsyncSession,
    section: Section,
    before: Texts,
    kind: str,
    *,
    now: Texts | None = None,
    made_by: UUID | None = None,
    generation_id: UUID | None = None,
    origin: int | None = None,
) -> int:
    """Add the version of what stands now, or of a proposal, and let go of what is too many. Returns its number.

    `before` is what stood before: the first version, where there is none yet.
    """
    mine = select(SectionVersion).where(SectionVersion.section_id == section.id)
    kept = list(await session.exec(mine.order_by(col(SectionVersion.number))))
    if not kept:
        kept = [_original(section.id, before, section.created_at)]
        session.add(kept[0])
    version = SectionVersion(
        section_id=section.id,
        number=kept[-1].number + 1,
        kind=kind,
        origin=origin,
        made_by=made_by,
        generation_id=generation_id,
        **(now or texts_of(section))._asdict(),
    )
    session.add(version)
    await session.flush()
    await session.refresh(version)
    await _forget(session, [*kept, version])
    return version.number


async def _forget(session: AsyncSession, kept: list[SectionVersion]) -> None:
    known = [KeptVersion(v.number, v.created_at, v.kind == "proposal" and v.taken_at is None) for v in kept]
    gone = versions_to_forget(known)
    if gone:
        mine = col(SectionVersion.section_id) == kept[0].section_id
        await session.exec(delete(SectionVersion).where(mine, col(SectionVersion.number).in_(gone)))


def _original(section_id: UUID, texts: Texts, at: Moment) -> SectionVersion:
    return SectionVersion(section_id=section_id, number=1, kind="original", created_at=at, **texts._asdict())
