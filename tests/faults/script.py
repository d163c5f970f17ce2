"""What each POST to a stub gets, and how many there were."""

import asyncio
import hashlib
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

ANY = "*"
RANDOM = ("429_rate_limit", "500", "502_html", "503", "529", "close", "reset_mid_body", "truncated", "broken_json")
SETTINGS = ("fault_rate", "seed", "latency", "retry_after", "random_faults")
Rule = Callable[[str, bytes], str | None]


class Script:
    """Faults by name, in the order they were added; after them `rule`, `always`, and then `fault_rate` of the POSTs.

    An endpoint is the path of a POST ("/v1/messages", ids as "{id}"), or "GET /path" for what is read; "*" is any POST.
    `latency` is in seconds to the head of an answer; `retry_after` in seconds, None sends no such header.
    A random fault depends on the seed, the endpoint, the body and how often that body came, never on who came first.
    """

    def __init__(
        self,
        faults: Iterable[str] = (),
        *,
        fault_rate: float = 0.0,
        random_faults: Iterable[str] = RANDOM,
        seed: int = 0,
        latency: float = 0.0,
        retry_after: float | None = 1.0,
    ) -> None:
        self.fault_rate, self.random_faults, self.seed = fault_rate, tuple(random_faults), seed
        self.latency, self.retry_after = latency, retry_after
        self.rule: Rule | None = None
        self.counts = Counts()
        self._known: frozenset[str] | None = None
        self._queues: defaultdict[str, deque[str]] = defaultdict(deque)
        self._always: dict[str, str] = {}
        self._open = asyncio.Event()
        self._open.set()
        self.add(*faults)

    def add(self, *faults: str, endpoint: str = ANY) -> None:
        """The next calls of `endpoint` get these, "ok" being no fault. ValueError for a name the stub does not know."""
        self._check(faults)
        self._queues[endpoint].extend(faults)

    def always(self, fault: str, endpoint: str = ANY) -> None:
        """Every call of `endpoint` gets it, until "ok" is set in its place."""
        self._check([fault])
        self._always[endpoint] = fault

    def clear(self) -> None:
        """No faults any more. The counts stay."""
        self._queues.clear()
        self._always.clear()
        self.fault_rate, self.rule = 0.0, None

    def hold(self) -> None:
        """Calls wait before their answers begin, until `release`."""
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    def limit_to(self, known: frozenset[str]) -> None:
        """The names one stub can play. ValueError when another was added before."""
        self._known = known
        self._check(name for queue in self._queues.values() for name in queue)

    def configure(self, settings: dict[str, Any]) -> None:
        """`faults` and `always` for an `endpoint`, `clear`, `hold`, any of SETTINGS. ValueError for another name."""
        given = dict(settings)
        if given.pop("clear", False):
            self.clear()
        endpoint = given.pop("endpoint", ANY)
        self.add(*given.pop("faults", ()), endpoint=endpoint)
        self.always(given.pop("always", self._always.get(endpoint, "ok")), endpoint)
        if "hold" in given:
            self.hold() if given.pop("hold") else self.release()
        for name, value in given.items():
            self._set(name, value)

    @contextmanager
    def call(self, endpoint: str, body: bytes) -> Iterator[str]:
        """Counts one POST for as long as it is in flight, and says its fault."""
        key = hashlib.sha256(body).hexdigest()
        with self.counts.in_call(endpoint, key):
            fault = self._fault(endpoint, key, body)
            self.counts.faults[fault] += 1
            yield fault

    def planned(self, endpoint: str) -> str:
        """The next fault that was added for exactly this endpoint, or "ok"."""
        queue = self._queues[endpoint]
        return queue.popleft() if queue else self._always.get(endpoint, "ok")

    async def before_answer(self) -> None:
        await self._open.wait()
        await asyncio.sleep(self.latency)

    def _fault(self, endpoint: str, key: str, body: bytes) -> str:
        for name in (endpoint, ANY):
            if self._queues[name]:
                return self._queues[name].popleft()
        ruled = self.rule(endpoint, body) if self.rule else None
        return ruled or self._always.get(endpoint) or self._always.get(ANY) or self._drawn(endpoint, key)

    def _drawn(self, endpoint: str, key: str) -> str:
        dice = random.Random(f"{self.seed} {endpoint} {key} {self.counts.keys[key]}")
        names = [name for name in self.random_faults if self._known is None or name in self._known]
        return dice.choice(names) if dice.random() < self.fault_rate else "ok"

    def _set(self, name: str, value: Any) -> None:
        if name not in SETTINGS:
            raise ValueError(f"a script has no {name!r}")
        setattr(self, name, value)

    def _check(self, faults: Iterable[str]) -> None:
        unknown = [name for name in faults if self._known is not None and name not in self._known]
        if unknown:
            raise ValueError(f"this stub cannot play {unknown}; it knows {sorted(self._known or ())}")


class Counts:
    """POSTs by endpoint, by key (sha256 of the body, in hex) and by fault, and calls in flight, now and at most."""

    def __init__(self) -> None:
        self.posts: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.in_flight = 0
        self.most_in_flight = 0
        self._changed = asyncio.Event()

    @contextmanager
    def in_call(self, endpoint: str, key: str) -> Iterator[None]:
        self.posts[endpoint] += 1
        self.keys[key] += 1
        self._move(1)
        try:
            yield
        finally:
            self._move(-1)

    async def until_in_flight(self, calls: int) -> None:
        """Waits until exactly that many POSTs are being answered."""
        while self.in_flight != calls:
            self._changed.clear()
            await self._changed.wait()

    def as_json(self) -> dict[str, Any]:
        return {
            "posts": dict(self.posts),
            "keys": dict(self.keys),
            "faults": dict(self.faults),
            "in_flight": self.in_flight,
            "most_in_flight": self.most_in_flight,
        }

    def _move(self, calls: int) -> None:
        self.in_flight += calls
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self._changed.set()
