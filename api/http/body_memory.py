"""How many bytes of bodies one process holds at a moment, for everybody and for each account."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.http.problems import RETRY_AFTER_SECONDS, Problem

MEGABYTE = 1024 * 1024
MOST_HELD = 64 * MEGABYTE
MOST_HELD_OF_ONE = 16 * MEGABYTE

Take = Callable[[int], None]


class BodyMemory:
    """Counts what is held. Small bodies are not counted: they need no account, so nobody could be told apart."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """The bytes of all callers together that are held now."""
        return self._held.total()

    @contextmanager
    def of(self, caller: str) -> Iterator[Take]:
        """What counts bytes for the caller, until the block ends. It raises 429 or 503 where there is no room."""
        taken = 0

        def take(size: int) -> None:
            nonlocal taken
            self._refuse_more(caller, size)
            taken += size
            self._held[caller] += size

        try:
            yield take
        finally:
            self._held[caller] -= taken
            if not self._held[caller]:
                del self._held[caller]

    def _refuse_more(self, caller: str, size: int) -> None:
        headers = {"Retry-After": RETRY_AFTER_SECONDS, "Connection": "close"}
        if self._held[caller] + size > MOST_HELD_OF_ONE:
            raise Problem(
                429, "too-many-requests", "Send fewer large bodies at once, one after the other.", headers=headers
            )
        if self.held + size > MOST_HELD:
            raise Problem(
                503, "temporarily-unavailable", "Too many large bodies arrive at once; send it again.", headers=headers
            )
