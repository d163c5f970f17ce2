"""What operators can search workflows by. The server must know each attribute before a workflow carries it."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from time import monotonic
from typing import Final

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode

from temporal.errors import TemporalUnavailable

COURSE_TITLE: Final = SearchAttributeKey.for_text("CourseTitle")
INSTRUCTOR_ID: Final = SearchAttributeKey.for_keyword("InstructorId")
GENERATION_PHASE: Final = SearchAttributeKey.for_keyword("GenerationPhase")
GENERATION_STATUS: Final = SearchAttributeKey.for_keyword("GenerationStatus")
COURSE_ID: Final = SearchAttributeKey.for_keyword("CourseId")
LEARNER_ID: Final = SearchAttributeKey.for_keyword("LearnerId")
LAST_OUTCOME: Final = SearchAttributeKey.for_keyword("LastOutcome")
PERCENT_DONE: Final = SearchAttributeKey.for_int("PercentDone")

WANTED: Final[Mapping[str, IndexedValueType.ValueType]] = {
    COURSE_TITLE.name: IndexedValueType.INDEXED_VALUE_TYPE_TEXT,
    INSTRUCTOR_ID.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    GENERATION_PHASE.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    GENERATION_STATUS.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    COURSE_ID.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    LEARNER_ID.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    LAST_OUTCOME.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    PERCENT_DONE.name: IndexedValueType.INDEXED_VALUE_TYPE_INT,
}
_REFUSALS = {RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNIMPLEMENTED, RPCStatusCode.UNAUTHENTICATED}

_log = logging.getLogger(__name__)


async def register(client: Client, within: timedelta = timedelta(seconds=30)) -> None:
    """Makes the server know our search attributes, and returns once it lists them; a second call changes nothing.

    A hosted service lets only its administrators do this: then one warning says how to add them by hand, and the
    call returns. Raises TemporalUnavailable when they are still missing after `within`, or exist with another type.
    """
    try:
        missing = await _missing(client)
        if missing:
            await _add(client, missing)
            await _until_listed(client, within)
    except RPCError as error:
        if error.status not in _REFUSALS:
            raise
        _log.warning(_by_hand(client.namespace))


async def _missing(client: Client) -> dict[str, IndexedValueType.ValueType]:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    known = (await client.operator_service.list_search_attributes(request)).custom_attributes
    for name, kind in WANTED.items():
        if known.get(name, kind) != kind:
            raise TemporalUnavailable(f"The search attribute {name} exists in {client.namespace} with another type.")
    return {name: kind for name, kind in WANTED.items() if name not in known}


async def _add(client: Client, attributes: Mapping[str, IndexedValueType.ValueType]) -> None:
    request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=attributes)
    try:
        await client.operator_service.add_search_attributes(request)
    except RPCError as error:
        if error.status is not RPCStatusCode.ALREADY_EXISTS:
            raise


async def _until_listed(client: Client, within: timedelta) -> None:
    deadline = monotonic() + within.total_seconds()
    while missing := await _missing(client):
        if monotonic() > deadline:
            raise TemporalUnavailable(f"Temporal does not list the search attributes {', '.join(missing)} yet.")
        await asyncio.sleep(0.1)


def _by_hand(namespace: str) -> str:
    pairs = ", ".join(
        f"{name} ({IndexedValueType.Name(kind).rpartition('_')[2].capitalize()})" for name, kind in WANTED.items()
    )
    return (
        f"This account may not manage search attributes: an administrator of namespace {namespace} has to add {pairs}."
    )
