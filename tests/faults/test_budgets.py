"""A budget is never exceeded, whoever writes and whatever is under way beside it, and raising it loses nothing."""

from pathlib import Path

import pytest

from benchmarks.budgets import outcomes, table
from tests.faults.stubbed import By


@pytest.mark.parametrize(("by", "courses"), [("anthropic", 3), ("openai", 2), ("second", 2)])
async def test_courses_stop_at_their_budgets_and_go_on_when_they_are_raised(
    database_url: str, temporal_address: str, tmp_path: Path, by: By, courses: int
) -> None:
    found = await outcomes(database_url, temporal_address, tmp_path, courses=courses, seed=3, by=by)
    assert all(one.is_right() for one in found), table(found)
    assert all(one.stopped_at < one.paid for one in found), "each had to stop"
