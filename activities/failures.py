"""What an exception of an activity is: whose fault, what it says to a person, and how often it is tried again.

Three kinds: an outage, which ends when its part is back and is tried for as long as the policy of the step says; a
row or file that is missing, which no repetition brings back; and a fault of the system, which gets a number that the
log has too, and MOST_FAULTS tries.
"""

import logging
import traceback
from uuid import uuid4

import psycopg
import psycopg_pool
from sqlalchemy.exc import DBAPIError, InterfaceError, NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.errors import from_provider, refusal
from models.milestones import UnknownGeneration
from models.problems import (
    DATA_MISSING,
    DATABASE_AWAY,
    DATABASE_FULL,
    GENERATION_UNKNOWN,
    RESOURCE_UNAVAILABLE,
    SYSTEM_FAULT,
    TEMPORAL_AWAY,
)
from providers.errors import ProviderProblem, WriterFault

MOST_FAULTS = 3
"""Tries of a step that ends by a fault of the system: a second and a third may meet a part in another state."""

_DATABASE = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError, psycopg_pool.PoolTimeout)
_FULL = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory, psycopg.errors.TooManyConnections)
_MISSING_FILES = (FileNotFoundError, IsADirectoryError, NotADirectoryError)

_log = logging.getLogger(__name__)


def failure_of(error: Exception, step: str, *, ours: bool = False) -> ApplicationError:
    """The error by which a step ends that raised this one: a stable type and a sentence, no words of the exception.

    What our activities raise on purpose passes as it is. A step of `ours` asks nobody else, so a refusal in it is a
    fault of the system. Raise the result `from None`.
    """
    if isinstance(error, ApplicationError):
        return error
    if isinstance(error, ProviderProblem):
        return _fault(error, step) if ours and not error.retryable else from_provider(error)
    if isinstance(error, UnknownGeneration):
        return generation_unknown()
    if isinstance(error, (NoResultFound, *_MISSING_FILES)):
        _log.error("what step %s needs is missing", step, exc_info=error)
        return data_missing()
    return _outage(error) or _fault(error, step)


def data_missing() -> ApplicationError:
    """The error of a step that needs what is not stored any more: final, and of kind DATA_MISSING."""
    return refusal(
        DATA_MISSING,
        "Something that was stored before is missing, as after a restore of a back-up. Retry to make it again; "
        "what is still there is neither made nor paid twice.",
    )


def generation_unknown() -> ApplicationError:
    """The error of a step of a generation that has no row: final, and of kind GENERATION_UNKNOWN."""
    return refusal(
        GENERATION_UNKNOWN, "The database knows of no such generation, as after a restore of an older back-up."
    )


def is_fault(error: ApplicationError) -> bool:
    """Whether the system is at fault, so that the step has only MOST_FAULTS tries."""
    return error.type == SYSTEM_FAULT


def _outage(error: Exception) -> ApplicationError | None:
    if isinstance(getattr(error, "orig", error), _FULL):
        sentence = "The database has no room left; it goes on when an operator has made some."
        return ApplicationError(sentence, type=DATABASE_FULL)
    if isinstance(error, _DATABASE) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return ApplicationError("The database cannot be reached; it goes on when it is back.", type=DATABASE_AWAY)
    if isinstance(error, RPCError):
        return ApplicationError(
            "The workflow service cannot be reached; it goes on when it is back.", type=TEMPORAL_AWAY
        )
    if isinstance(error, OSError):
        sentence = (
            "A disk or a service that this needs does not do its part; it goes on when an operator has mended it."
        )
        return ApplicationError(sentence, type=RESOURCE_UNAVAILABLE)
    return None


def _fault(error: Exception, step: str) -> ApplicationError:
    fault = uuid4().hex[:8]
    frames = "".join([*traceback.format_tb(error.__traceback__), *getattr(error, "__notes__", ())])
    _log.error("system fault %s in step %s: %s\n%s", fault, step, _name(error), frames)
    return ApplicationError(
        f"This is a fault of the system, not of your course; an operator finds it in the worker's log as {fault}.",
        type=SYSTEM_FAULT,
    )


def _name(error: Exception) -> str:
    """Its type, and that of what happened elsewhere for it; never its message, which may quote a text."""
    return f"{type(error).__name__}({error})" if isinstance(error, WriterFault) else type(error).__name__
