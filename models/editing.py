"""What goes with editing a course besides its texts: who has it open, and which checks a person has accepted."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment


class CourseEditor(SQLModel, table=True):
    """A page that has a course, or one section of it, open to edit it. `tab` is an id that the page made up, `seen_at`
    when it last said so; it is forgotten soon after."""

    __tablename__ = "course_editors"
    __table_args__ = (Index("ix_course_editors_course_id", "course_id"),)

    tab: UUID = Field(primary_key=True)
    course_id: UUID = columns.refers("courses.id")
    user_id: UUID = columns.refers("users.id")
    section_id: UUID | None = columns.refers("sections.id", nullable=True)
    began_at: Moment = columns.moment(default_now=True)
    seen_at: Moment = columns.moment(default_now=True)


class AcceptedCheck(SQLModel, table=True):
    """That a person found a check good, as it was when it had this `digest` (`learning.checks.digest`). Who it was
    says the audit log."""

    __tablename__ = "accepted_checks"

    section_id: UUID = columns.refers("sections.id", primary_key=True)
    check_id: str = Field(primary_key=True, max_length=64)
    digest: str = Field(max_length=64)
    accepted_at: Moment = columns.moment(default_now=True)
