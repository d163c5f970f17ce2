"""The sums in the comments of the policies: attempts last until the step's time is over, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from temporalio.common import RetryPolicy

from workflows import policies

Policies = dict[str, Any]

BOUNDED_BY_TIME: Policies = {
    "TEXT_CALL": policies.TEXT_CALL,
    "PICTURE_CALL": policies.PICTURE_CALL,
    "TRANSACTION": policies.TRANSACTION,
    "DELIVERY": policies.DELIVERY,
    "OUTGOING": policies.OUTGOING,
    "RECORD": policies.RECORD,
}
BOUNDED_BY_ATTEMPTS: Policies = {
    "WARM_UP": policies.WARM_UP,
    "SWEEP": policies.SWEEP,
    "RECONCILIATION": policies.RECONCILIATION,
}
ALL: Policies = BOUNDED_BY_TIME | BOUNDED_BY_ATTEMPTS


def waits(policy: RetryPolicy) -> list[timedelta]:
    """How long is waited after each attempt but the last."""
    longest = policy.maximum_interval or policy.initial_interval * 100
    factors = (policy.backoff_coefficient ** min(n, 20) for n in range(policy.maximum_attempts - 1))
    return [min(policy.initial_interval * factor, longest) for factor in factors]


def test_every_policy_is_checked() -> None:
    named = {name for name, value in vars(policies).items() if name.isupper() and isinstance(value, dict)}
    assert named == set(ALL)


@pytest.mark.parametrize("name", BOUNDED_BY_TIME)
def test_what_must_go_through_is_tried_until_its_time_is_over(name: str) -> None:
    config = BOUNDED_BY_TIME[name]
    policy, time = config["retry_policy"], config["schedule_to_close_timeout"]
    waited = sum(waits(policy), timedelta())
    assert 0.99 * time < waited + (policy.maximum_interval or timedelta()) < 1.8 * time


@pytest.mark.parametrize("name", BOUNDED_BY_ATTEMPTS)
def test_what_may_be_left_to_the_next_run_has_time_for_all_of_its_attempts(name: str) -> None:
    config = BOUNDED_BY_ATTEMPTS[name]
    policy, once, time = config["retry_policy"], config["start_to_close_timeout"], config["schedule_to_close_timeout"]
    assert once * (policy.maximum_attempts - 1) + sum(waits(policy), timedelta()) < time


@pytest.mark.parametrize("name", ALL)
def test_what_may_run_long_is_known_to_be_alive(name: str) -> None:
    config = ALL[name]
    once = config["start_to_close_timeout"]
    assert once <= timedelta(seconds=30) or config.get("heartbeat_timeout")
