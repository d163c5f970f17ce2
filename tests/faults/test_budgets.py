"""A budget is never exceeded, whatever is under way beside it, and raising it loses nothing."""

from pathlib import Path

from benchmarks.budgets import outcomes, table


async def test_courses_stop_at_their_budgets_and_go_on_when_they_are_raised(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    found = await outcomes(database_url, temporal_address, tmp_path, courses=3, seed=3)
    assert all(one.is_right() for one in found), table(found)
    assert all(one.stopped_at < one.paid for one in found), "each had to stop"
