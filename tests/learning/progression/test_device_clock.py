from datetime import UTC, datetime, timedelta

import pytest

from learning.progression.device_clock import Calendar

PUBLISHED = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = PUBLISHED + timedelta(days=100)


@pytest.mark.parametrize(
    ("occurred_at", "is_taken"),
    [
        (NOW, True),
        (NOW + timedelta(minutes=5), True),
        (NOW + timedelta(minutes=5, milliseconds=1), False),
        (NOW + timedelta(days=365), False),
        (PUBLISHED - timedelta(days=30), True),
        (PUBLISHED - timedelta(days=30, milliseconds=1), False),
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
        (datetime.min.replace(tzinfo=UTC), False),
    ],
)
def test_what_a_device_says_of_the_time(occurred_at: datetime, is_taken: bool) -> None:
    assert (Calendar(NOW, PUBLISHED).fault(occurred_at) is None) is is_taken


def test_without_a_release_only_the_future_is_refused() -> None:
    assert Calendar(NOW).fault(datetime(1990, 1, 1, tzinfo=UTC)) is None
    assert Calendar(NOW).fault(NOW + timedelta(hours=1)) is not None
