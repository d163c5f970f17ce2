"""Nothing is paid twice that could be known to be paid: workers die, the services count, whoever writes and however."""

from collections.abc import Iterator

import pytest

from tests.faults.soak import SILENT, soak, stack_of_its_own
from tests.faults.stubbed import By
from tests.stack.conftest import OwnStack


@pytest.fixture(scope="module")
def stack() -> Iterator[OwnStack]:
    with stack_of_its_own() as running:
        yield running


@pytest.mark.parametrize(
    ("by", "kills", "courses", "slow"),
    [("anthropic", 3, 3, False), ("openai", 2, 2, True), ("second", 2, 1, False)],
    ids=["claude", "openai in pieces", "the second writer"],
)
def test_killed_workers_do_not_make_the_bill_longer_than_the_ledger_says(
    stack: OwnStack, by: By, kills: int, courses: int, slow: bool
) -> None:
    bill = soak(kills=kills, courses=courses, latency=0.5, by=by, slow=slow, stack=stack)
    assert bill.is_right(), bill
    assert bill.silent == slow * len(SILENT), bill


@pytest.mark.parametrize(("by", "kills", "courses"), [("anthropic", 3, 3), ("openai", 2, 1)])
def test_in_economy_mode_a_batch_is_sent_once_whatever_dies(stack: OwnStack, by: By, kills: int, courses: int) -> None:
    bill = soak(kills=kills, courses=courses, latency=0.5, economy=True, by=by, stack=stack)
    assert bill.is_right(), bill
    assert bill.batches == bill.courses, bill
