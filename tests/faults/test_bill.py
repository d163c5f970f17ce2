"""Nothing is paid twice that could be known to be paid: workers die, the services count, whoever writes."""

import pytest

from tests.faults.soak import soak
from tests.faults.stubbed import By


@pytest.mark.parametrize(("by", "times"), [("anthropic", 3), ("openai", 2)])
def test_killed_workers_do_not_make_the_bill_longer_than_the_ledger_says(by: By, times: int) -> None:
    bill = soak(kills=times, courses=times, latency=0.5, by=by)
    assert bill.is_right(), bill


def test_in_economy_mode_a_batch_is_sent_once_whatever_dies() -> None:
    bill = soak(kills=3, courses=3, latency=0.5, economy=True)
    assert bill.is_right(), bill
    assert bill.batches == bill.courses, bill
