"""What went wrong in an activity, as the problem that a person reads."""

from temporalio.exceptions import ActivityError, ApplicationError, TimeoutError, is_cancelled_exception

from models.messages import Problem
from models.problems import DATA_MISSING, EDITED_BY_HAND, FAILED, GENERATION_UNKNOWN, HELD, TIMED_OUT

FINAL = (EDITED_BY_HAND, GENERATION_UNKNOWN)
"""What no repetition changes: the run ends."""


def problem_of(error: BaseException) -> Problem:
    """The kind and sentence that the activity gave; for anything else what is true without knowing more."""
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, ApplicationError):
        return Problem(kind=cause.type or FAILED, detail=cause.message)
    if isinstance(cause, TimeoutError):
        return Problem(kind=TIMED_OUT, detail="It took longer than it may, again and again. Try it once more.")
    return Problem(kind=FAILED, detail="It could not be done. An operator finds the reason in the Temporal UI.")


def problem_unless_cancelled(error: ActivityError) -> Problem:
    """The problem that an activity ended by. A cancellation is none: it is raised again."""
    if is_cancelled_exception(error):
        raise error
    return problem_of(error)


def is_held(error: ActivityError) -> bool:
    """Whether the activity found the generation on hold, and did nothing."""
    return _is(error, HELD)


def is_final(error: ActivityError) -> bool:
    """Whether the run ends by this: what it made is not wanted any more, or nobody knows of it."""
    return _is(error, *FINAL)


def lacks_data(error: BaseException) -> bool:
    """Whether something is missing that an earlier step had stored."""
    return isinstance(error, ActivityError) and _is(error, DATA_MISSING)


def _is(error: ActivityError, *kinds: str) -> bool:
    return isinstance(error.cause, ApplicationError) and error.cause.type in kinds
