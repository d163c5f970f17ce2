"""Wakes the readers of event streams when PostgreSQL notifies that a generation or a learner has a new event."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from models.previews import CHANNEL as PREVIEWS

CHANNELS = ("generation_events", "learner_events", PREVIEWS)
RECONNECT_SECONDS = 1.0

Json = dict[str, Any]

_log = logging.getLogger(__name__)


class Subscription(asyncio.Event):
    """Is set whenever there is something to look at: `news` in the database, or previews, the last of each text."""

    def __init__(self) -> None:
        super().__init__()
        self.news = False
        self._previews: dict[str, Json] = {}

    def notify(self) -> None:
        """Wake the reader, since the database may have something new."""
        self.news = True
        self.set()

    def show(self, preview: Json) -> None:
        """Wake the reader for a preview, which replaces an earlier one with the same `key`."""
        self._previews[str(preview.get("key"))] = preview
        self.set()

    def take(self) -> tuple[bool, list[Json]]:
        """Whether there is news, and the previews since the last time."""
        self.clear()
        taken = self.news, list(self._previews.values())
        self.news, self._previews = False, {}
        return taken


class Notifications:
    """One LISTEN connection a process. A notification missed while it is down costs a reader a poll, never an event."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._subscriptions: dict[str, set[Subscription]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None

    @contextmanager
    def subscribed(self, name: str) -> Iterator[Subscription]:
        """An event that is set whenever this id, of a generation or learner, has news; clear it before looking."""
        subscription = Subscription()
        self._subscriptions[name].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[name].discard(subscription)
            if not self._subscriptions[name]:
                del self._subscriptions[name]

    async def start(self) -> None:
        """Begin to listen; a connection that is lost is made again after a second."""
        self._listening = asyncio.create_task(self._listen_for_ever())

    async def stop(self) -> None:
        """Close the connection, and wait until it is closed."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.OperationalError as error:
                _log.warning("lost the notifications of the database (%s); connecting again", type(error).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
            for channel in CHANNELS:
                await connection.execute(f"LISTEN {channel}")
            async for notice in connection.notifies():
                if notice.channel == PREVIEWS:
                    preview = json.loads(notice.payload)
                    for subscription in self._subscriptions.get(preview["generation_id"], ()):
                        subscription.show(preview)
                    continue
                for subscription in self._subscriptions.get(notice.payload, ()):
                    subscription.notify()
