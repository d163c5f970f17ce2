"""What went wrong in an activity, as the problem that a person reads."""

from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError

from models.messages import Problem

HELD = "held"
BUDGET_EXHAUSTED = "budget_exhausted"


def problem_of(error: BaseException) -> Problem:
    """The kind and sentence that the activity gave; for anything else what is true without knowing more."""
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, ApplicationError):
        return Problem(kind=cause.type or "failed", detail=cause.message)
    if isinstance(cause, TimeoutError):
        return Problem(kind="timed_out", detail="It took longer than it may, again and again. Try it once more.")
    return Problem(kind="failed", detail="It could not be done. An operator finds the reason in the Temporal UI.")


def is_held(error: ActivityError) -> bool:
    return isinstance(error.cause, ApplicationError) and error.cause.type == HELD
