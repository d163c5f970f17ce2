"""A Learning Record Store that speaks xAPI 1.0.3, and what it can answer."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import httpx2

from learning.xapi.vocabulary import VERSION
from providers.errors import ProviderProblem

TIMEOUT_SECONDS = 20.0
TOO_LARGE, TOO_SLOW = "statement_too_large", "store_slow"
REFUSALS = {
    400: ("statement_refused", "The Learning Record Store says that this statement is not valid."),
    409: ("statement_conflict", "The Learning Record Store holds another statement under this id."),
    413: (TOO_LARGE, "This statement is too large for the Learning Record Store."),
    415: ("statement_refused", "The Learning Record Store does not take statements in this form."),
    422: ("statement_refused", "The Learning Record Store says that this statement is not valid."),
}
"""What is wrong with a statement, by status; where there were several, with one of them at least."""
AWAY = {
    401: ("store_key_refused", "The Learning Record Store refuses our key; an operator sets XAPI_KEY and XAPI_SECRET."),
    403: ("store_key_refused", "The Learning Record Store lets our key write nothing; an operator gives it the right."),
    429: ("store_limited", "The Learning Record Store takes no more statements for the moment."),
}
FAILED = ("store_failed", "The Learning Record Store failed; what is said to it waits.")
MISPLACED = ("store_misplaced", "There is no Learning Record Store at XAPI_ENDPOINT; an operator corrects it.")
SLOW = (TOO_SLOW, "The Learning Record Store did not answer in time; what is said to it waits.")
UNREACHABLE = ("store_unreachable", "The Learning Record Store cannot be reached; what is said to it waits.")


class StatementRefused(Exception):
    """The store takes none of these statements, since one of them at least is wrong; `kind` and `sentence` say how."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.sentence = sentence


class StoreFailed(Exception):
    """The store failed by an error of its own (500): at these statements, or at everything."""


class RecordStore(Protocol):
    """Keeps statements for ever, and each id once."""

    endpoint: str

    async def send(self, statements: Sequence[dict[str, Any]]) -> None:
        """Store all of these or none. Those that it has are no error.

        Raises StatementRefused, StoreFailed, or a retryable ProviderProblem where the store is away as a whole.
        """

    async def is_up(self) -> bool:
        """Whether it answers at all, and by no error of its own."""

    async def close(self) -> None:
        """Close its connections."""


class XapiStore:
    """A store by HTTP. `endpoint` is what its statements resource is under, such as `https://lrs.example.org/xapi`."""

    def __init__(self, endpoint: str, key: str, secret: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._client = httpx2.AsyncClient(
            auth=httpx2.BasicAuth(key, secret) if key or secret else None,
            headers={"X-Experience-API-Version": VERSION},
            timeout=timeout,
            follow_redirects=False,
        )

    async def send(self, statements: Sequence[dict[str, Any]]) -> None:
        """As the protocol has it: one request."""
        try:
            answer = await self._client.post(f"{self.endpoint}/statements", json=list(statements))
        except httpx2.TimeoutException as error:
            raise ProviderProblem(*SLOW, retryable=True) from error
        except httpx2.HTTPError as error:
            raise ProviderProblem(*UNREACHABLE, retryable=True) from error
        if answer.status_code in (200, 204):
            return
        if answer.status_code in REFUSALS:
            raise StatementRefused(*REFUSALS[answer.status_code])
        if answer.status_code == 500:
            raise StoreFailed
        raise _away(answer)

    async def is_up(self) -> bool:
        """Whether `about` is answered, which every store has, or is said not to be there."""
        try:
            return (await self._client.get(f"{self.endpoint}/about")).status_code < 500
        except httpx2.HTTPError:
            return False

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()


def _away(answer: httpx2.Response) -> ProviderProblem:
    status = answer.status_code
    kind, sentence = AWAY.get(status, FAILED if status >= 500 or status == 408 else MISPLACED)
    return ProviderProblem(kind, sentence, retryable=True, retry_after=_seconds(answer))


def _seconds(answer: httpx2.Response) -> float | None:
    """What Retry-After says: seconds, or a moment by the answer's own clock."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        now = parsedate_to_datetime(answer.headers["date"])
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
