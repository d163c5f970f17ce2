"""How a failure is told to Temporal: its type is a stable slug, its message a sentence for people."""

from datetime import timedelta

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from models.messages import Problem
from models.problems import HELD
from providers.errors import ProviderProblem

LONGEST_RETRY_AFTER = timedelta(minutes=10)


def refusal(kind: str, detail: str) -> ApplicationError:
    """An expected 'no' that a retry would not change; it is a result for people, not an alarm for operators."""
    return ApplicationError(detail, type=kind, non_retryable=True, category=ApplicationErrorCategory.BENIGN)


def held() -> ApplicationError:
    """The generation is paused or cancelled: no provider call may begin."""
    return refusal(HELD, "The generation is on hold; no new call is made until it is resumed.")


def from_provider(problem: ProviderProblem, *, final: bool = False) -> ApplicationError:
    """The error of a provider: final ones are not retried; a Retry-After moves the retry, ten minutes at most.

    Raise it `from None`: causes travel into workflow history and logs, and a provider's own words may quote a prompt.
    """
    if final or not problem.retryable:
        return refusal(problem.kind, problem.sentence)
    delay = None if problem.retry_after is None else min(timedelta(seconds=problem.retry_after), LONGEST_RETRY_AFTER)
    return ApplicationError(problem.sentence, type=problem.kind, next_retry_delay=delay)


def as_problem(problem: ProviderProblem) -> Problem:
    """What a person reads of a failure of a provider."""
    return Problem(kind=problem.kind, detail=problem.sentence)
