"""How often one caller may ask, over all API processes together: GCRA, the leaky bucket as a meter (ITU-T I.371).

The counts are kept in PostgreSQL, which every process asks anyway. The library `limits` has no store for it, and Redis
would be one more server to run. `take_turn` of the database counts a request in one round trip, the same in which
`api/security/authentication.py` looks the account up.
"""

import asyncio
import ipaddress
import math
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, LiteralString

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import Problem
from models.pool import Pool, ask
from settings import Settings

ASKING_AT_ONCE = 8
"""Of the connections of a process, so that a flood does not take those of the requests that are served."""
MOST_NOTED = 10_000
TAKE: LiteralString = "take_turn(%(caller)s, %(every)s, %(burst)s, 0)"
"""Counts a request: 0 where it is allowed, else minus the seconds until it would be."""

_TAKE: LiteralString = f"SELECT {TAKE} AS turn"
_GENERATION = text("SELECT take_turn(:caller, :every, :burst, 0)")
_FREE = text(
    "SELECT extract(epoch FROM free_at - clock_timestamp()) - :every * (:burst - 1) FROM rate_limits "
    "WHERE caller = :caller"
)
_FORGIVEN: LiteralString = "DELETE FROM rate_limits WHERE caller = %(caller)s"


@dataclass(frozen=True)
class Rate:
    """One request every so many seconds in the long run, `burst` of them at once; those beyond get 429."""

    every: float
    burst: int

    def of(self, caller: str) -> dict[str, Any]:
        """The parameters of `TAKE`."""
        return {"caller": caller, "every": self.every, "burst": self.burst}


@dataclass(frozen=True)
class EventRate:
    """How many interactions from offline one account may send a second in the long run, and how many at once."""

    a_second: float
    at_once: int

    def of_batch(self, events: int) -> Rate:
        """What a batch of so many takes: later batches have to wait the longer, the larger the ones before were."""
        return Rate(max(events, 1) / self.a_second, max(1, self.at_once // max(events, 1)))


@dataclass(frozen=True)
class Limits:
    """None is no limit. `addresses` counts the calls of those who have no account yet, or show none that holds."""

    accounts: Rate | None
    addresses: Rate | None
    generations: Rate | None
    guesses: Rate | None
    emails: Rate | None
    events: EventRate | None


EVENTS = EventRate(a_second=50, at_once=2_000)
"""A week offline comes in at once, and a batch of 500 every ten seconds after it: a twentieth of a worker."""
GUESSES = Rate(every=36.0, burst=100)
"""Wrong passwords for one account: as many in a row as NIST SP 800-63B allows, then a hundred an hour."""

EMAILS = Rate(every=600.0, burst=3)
"""E-mails to one address that somebody without an account asks for, whether there is such an account or not."""


def limits_of(config: Settings) -> Limits:
    """In local mode accounts may ask as often as they like: nobody else reaches this machine."""
    requests = _rate(config.requests_a_second, 1.0, config.requests_burst)
    generations = _rate(config.generations_a_minute, 60.0, config.generations_burst)
    events = EVENTS if requests and not config.local_mode else None
    return Limits(
        None if config.local_mode else requests,
        requests,
        generations,
        GUESSES if requests else None,
        EMAILS if requests else None,
        events,
    )


def _rate(number: float, seconds: float, burst: int) -> Rate | None:
    return Rate(seconds / number, burst) if number else None


class RateLimiter:
    """Counts requests in the database, by a pool for single statements. Whom it had to refuse it refuses without
    asking again, until the time that the database named."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._gate = asyncio.Semaphore(ASKING_AT_ONCE)
        self._refused: dict[str, float] = {}
        self._present: Counter[str] = Counter()

    @contextmanager
    def present(self, rate: Rate, caller: str) -> Iterator[None]:
        """While a request of the caller is being served. Raises 429 for more than a burst of them at a time."""
        if self._present[caller] >= rate.burst:
            raise too_many(rate.every)
        self._present[caller] += 1
        try:
            yield
        finally:
            self._present[caller] -= 1
            if not self._present[caller]:
                del self._present[caller]

    @asynccontextmanager
    async def asking(self, rate: Rate | None = None, caller: str = "") -> AsyncIterator[None]:
        """A place among those who ask the database. With a rate, raises 429 for who was refused a moment ago."""
        with self.present(rate, caller) if rate else nullcontext():
            async with self._gate:
                if rate and (left := self._refused.get(caller, 0.0) - time.monotonic()) > 0:
                    raise too_many(left)
                yield

    def check(self, caller: str, turn: float) -> None:
        """Raise 429 where `turn`, the value of `TAKE`, is negative."""
        if turn < 0:
            self._note(caller, -turn)
            raise too_many(-turn)

    async def count(self, rate: Rate, caller: str) -> None:
        """Count a request of the caller. Raises 429, with Retry-After, for one too many."""
        async with self.asking(rate, caller):
            found = await ask(self.pool, _TAKE, rate.of(caller))
        assert found is not None
        self.check(caller, found["turn"])

    async def forgive(self, caller: str) -> None:
        """Forget the requests of the caller that were counted."""
        async with self._gate, self.pool.connection() as connection:
            await connection.execute(_FORGIVEN, {"caller": caller})

    def _note(self, caller: str, seconds: float) -> None:
        if len(self._refused) >= MOST_NOTED:
            self._refused.clear()
        self._refused[caller] = time.monotonic() + seconds


def too_many(seconds: float, what: str = "requests") -> Problem:
    """The problem 429 with Retry-After in whole seconds, at least 1. `what` is the plural of what is too many."""
    again = max(1, math.ceil(seconds))
    detail = f"These are too many {what} in too short a time. Send it again in {again} s."
    return Problem(429, "too-many-requests", detail, headers={"Retry-After": str(again)})


async def take_generation(session: AsyncSession, rate: Rate, caller: str) -> None:
    """Count a generation in the transaction that stores it: what is rolled back was none. Raises 429."""
    connection = await session.connection()
    turn: float = (await connection.execute(_GENERATION, rate.of(caller))).scalar_one()
    if turn < 0:
        raise too_many(-turn, "generations")


async def refuse_generation(session: AsyncSession, rate: Rate, caller: str) -> None:
    """Raise 429 for a caller without a turn left, taking none: so that a crowd is turned away without a transaction."""
    connection = await session.connection()
    seconds = (await connection.execute(_FREE, rate.of(caller))).scalar_one_or_none()
    if seconds is not None and seconds > 0:
        raise too_many(float(seconds), "generations")


def address_of(client: Any) -> str:
    """The caller that a request without an account is counted as: an IPv4 address, or the /64 of an IPv6 address.

    Whoever has an address of version 6 has all of its /64 (RFC 6177).
    """
    host = client.host if client is not None else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return f"address:{host[:80]}"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return f"address:{ipaddress.ip_network((address, 64), strict=False)}"
        address = address.ipv4_mapped
    return f"address:{address}"
