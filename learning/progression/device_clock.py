"""Which times of a device can be true."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

CLOCKS_APART = timedelta(minutes=5)
BEFORE_PUBLICATION = timedelta(days=30)
"""A device's clock may lag, and a course may have been tried before it was public; what is older was never studied."""


class Calendar(NamedTuple):
    """`now` by the clock that every part of the system shares, and when the course was first published.

    `first_published` is None for a course without a release.
    """

    now: datetime
    first_published: datetime | None = None

    def fault(self, occurred_at: datetime) -> str | None:
        """Why nothing can have happened then, as a sentence; None where it can."""
        if occurred_at > self.now + CLOCKS_APART:
            return "lies more than five minutes in the future: set the clock of the device"
        if self.first_published is not None and occurred_at < self.first_published - BEFORE_PUBLICATION:
            return "lies more than 30 days before this course was published: set the clock of the device"
        return None
