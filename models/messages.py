"""What crosses a boundary of Temporal: one frozen model in and one out. References and counts, never content.

A new field always has a default, so that a run begun before it existed can still be replayed.
"""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from models.generation_states import GenerationPhase, GenerationStatus


class Message(BaseModel):
    """What crosses a boundary of Temporal. A field that is added later needs a default: older histories lack it."""

    model_config = ConfigDict(frozen=True)


class Problem(Message):
    """Why something could not be done: `kind` is a stable slug, `detail` the sentence that a person reads."""

    kind: str
    detail: str


class PlannedSection(Message):
    """`round` is the first that writing it may count as: earlier ones of another run have had their calls."""

    key: str
    title: str
    visual: bool = False
    round: int = 0


class CourseCreationRequest(Message):
    """Create a course, or, when `section` is given, write that one section of a finished course anew.

    `resumes` when another run began it, and this one goes on from what is stored. `solve` when the checks of each
    section are to be solved by somebody who has not seen their keys.
    """

    generation_id: UUID
    instructor_id: UUID
    title: str
    review: bool = False
    economy: bool = False
    section: PlannedSection | None = None
    resumes: bool = False
    solve: bool = False


class Plan(Message):
    """The outline as the workflow needs it; `percent` is the generation's after storing it."""

    sections: tuple[PlannedSection, ...]
    percent: int


class StoredOutline(Message):
    """The outline that an earlier run stored, and whether the sections may begin by it."""

    plan: Plan | None = None
    is_accepted: bool = False


class OutlineTask(Message):
    """Write the outline: the first (`revision` 0), or one revised by the feedback in event `feedback_seq`.

    `round` counts how often a person asked to have it tried again, `repair` the repairs of this revision or round;
    `previous_call` is the ledger's row of the answer to repair or revise.
    """

    generation_id: UUID
    revision: int = 0
    round: int = 0
    repair: int = 0
    previous_call: UUID | None = None
    feedback_seq: int | None = None


class OutlineOutcome(Message):
    """`plan` when the outline was accepted and stored, else `problem`: what the review found, in a sentence."""

    call_id: UUID
    plan: Plan | None = None
    problem: Problem | None = None


class AdoptOutline(Message):
    """Store the outline of ledger row `call_id`: its owner's own, or the last refused draft, which they accept."""

    generation_id: UUID
    call_id: UUID


class SectionTask(Message):
    """Write a section. `round` counts how often a person asked to retry it, `repair` the repairs in this round."""

    generation_id: UUID
    key: str
    round: int = 0
    repair: int = 0
    previous_call: UUID | None = None


class SectionOutcome(Message):
    call_id: UUID
    percent: int = 0
    problem: Problem | None = None


class SolveTask(Message):
    """Have the checks of a written section solved, with its text at hand (`read`) or without."""

    generation_id: UUID
    key: str
    read: bool = True


class AdoptSection(Message):
    """Take a section as its owner accepts it: the refused draft of ledger row `call_id`, or their own text there."""

    generation_id: UUID
    key: str
    call_id: UUID


class BatchTask(Message):
    """Send these sections to the provider together: the `turn`-th batch of the generation, counted from 1."""

    generation_id: UUID
    turn: int
    sections: tuple[SectionTask, ...]


class Collected(Message):
    """Whether the answers of a batch are in the ledger."""

    is_done: bool


class PictureTask(Message):
    """Make the course's thumbnail (`key` None) or the visual of section `key`.

    `instead_of` is why the provider did not deliver it, so that it is drawn.
    """

    generation_id: UUID
    key: str | None = None
    instead_of: Problem | None = None


class Hold(Message):
    """Section `key` waits for a person because of `problem`."""

    generation_id: UUID
    key: str
    problem: Problem


class Mark(Message):
    """Record a milestone of the whole generation."""

    generation_id: UUID
    status: GenerationStatus
    phase: GenerationPhase
    problem: Problem | None = None


class Retrying(Message):
    """A step failed for the `attempts`-th time and is tried again at `next_try_at`, or at once without one."""

    step: str
    problem: Problem
    attempts: int
    next_try_at: datetime | None = None


class Progress(Message):
    """`percent` of the generation after a step; `outbox_id` when the step left a message to deliver."""

    percent: int
    outbox_id: UUID | None = None


class GenerationRef(Message):
    generation_id: UUID


class Saved(Message):
    course_id: UUID
    percent: int


class Completed(Message):
    """The last step of a generation is done; `course_id` is the course that it made or changed."""

    course_id: UUID
    progress: Progress


EMAIL_RUNS = "letters/"
"""What the ids of runs that deliver an e-mail begin with; the row of the outbox follows."""
LEARNING_RECORDS = "learning-records"
"""The id of the run that tells a Learning Record Store what learners do."""
WEBHOOK_DELIVERIES = "webhook-deliveries"
"""The id of the run that tells registered addresses what happened."""


class Deliveries(Message):
    """E-mails to send, by their rows in the outbox."""

    outbox_ids: tuple[UUID, ...]


class StatementsDelivered(Message):
    """How many statements a Learning Record Store has taken, and whether more are to be sent at once."""

    sent: int = 0
    is_left: bool = False


class WebhooksDelivered(Message):
    """How many deliveries were tried, and whether more are due at once."""

    tried: int = 0
    is_left: bool = False


class Revision(Message):
    """An instructor's wish: feedback in event `feedback_seq`, or an outline of their own in ledger row `call_id`."""

    feedback_seq: int | None = None
    call_id: UUID | None = None


class SectionRef(Message):
    key: str


class AcceptedSection(Message):
    """A section that waits is accepted by its owner, as ledger row `call_id` has it."""

    key: str
    call_id: UUID


class Ended(Message):
    """How a generation ended: completed, cancelled, or (raised, not returned) failed."""

    status: GenerationStatus
    course_id: UUID | None = None


class MaintenanceTask(Message):
    """Remove media that nothing refers to and that were last put more than `older_than_hours` ago."""

    older_than_hours: int = 24


class OrphansRemoved(Message):
    """How many old media there were, and how many of them were removed."""

    seen: int
    removed: int


class ReconciliationTask(Message):
    """Compare generations with their runs, as far as they are older than `settled_after` seconds."""

    settled_after: int = 60


class Reconciled(Message):
    """How many generations had no run any more, and how many runs no generation."""

    generations: int
    runs: int


class Retired(Message):
    """How many rows were let go of, and of how many people who left lately what had still come in."""

    rows: int
    people: int


class ProgressionStart(Message):
    """One learner's study of one course. Times are in seconds since the last interaction.

    `settle_after` an interaction its follow-up work is done, once for all that came meanwhile: it costs server and
    worker more than an interaction does. `nudge_after` of inactivity a message goes out, `idle_after` the run ends; the
    next interaction starts another.
    """

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    settle_after: int = 15
    nudge_after: int = 7 * 86_400
    idle_after: int = 30 * 86_400
    nudged: bool = False
    next_review_at: datetime | None = None


class Arrived(Message):
    """Something of the learner's is in the inbox: `count` interactions."""

    count: int = 1


class Recorded(Message):
    """The learner's record after everything that had arrived: its version, the course's percentage, the last outcome.

    `outbox_ids` are messages to deliver, `next_review_at` when the next review is due.
    """

    version: int
    percent: float | None = None
    outcome: str = ""
    outbox_ids: tuple[UUID, ...] = ()
    next_review_at: datetime | None = None


class MigrateLearnersTask(Message):
    """Carry the learners of a course over to its current release."""

    course_id: UUID


class MigratedLearners(Message):
    """How many learners were carried over."""

    learners: int


class ProgressionRef(Message):
    """`now` is the workflow's clock, by which reviews are due; the present without it."""

    enrollment_id: UUID
    now: datetime | None = None


class Reminded(Message):
    """`outbox_id` when there was something to remind of."""

    outbox_id: UUID | None = None
    next_review_at: datetime | None = None
