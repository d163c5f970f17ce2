"""Every timeout and retry policy, with the sum that it comes from."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig

from temporal.task_queues import COURSE_CREATION, IMAGE, TEXT

# What a bug raises where nobody names it, in a local activity: no attempt will end otherwise.
_BUGS = ["PayloadSizeError", "ValidationError", "TypeError", "AttributeError", "KeyError", "UnknownGeneration"]

# A picture may take 10 minutes. A text may take two hours, since a model on a processor writes some 5 tokens a second;
# a service that says nothing is given up much sooner (TEXT_SILENCE_SECONDS), and a call ends before its activity does
# (TEXT_DEADLINE_SECONDS ≤ 7,000). A worker that dies is noticed after 15 s without a heartbeat. The ledger bounds the
# calls of a step (its MOST_ATTEMPTS) and `activities.failures` the faults of the system (MOST_FAULTS), so what Temporal
# retries beyond that is an outage of our own parts: 1 + 2 + … + 32 s, then one a minute, which makes 1 + 6 + 1433
# attempts in 24 hours.
_OUTAGE = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2.0,
    maximum_interval=timedelta(minutes=1),
    maximum_attempts=1440,
)


def _provider_call(task_queue: str, longest: timedelta) -> ActivityConfig:
    return ActivityConfig(
        task_queue=task_queue,
        start_to_close_timeout=longest,
        schedule_to_close_timeout=timedelta(hours=24),
        heartbeat_timeout=timedelta(seconds=15),
        retry_policy=_OUTAGE,
    )


TEXT_CALL = _provider_call(TEXT, timedelta(hours=2))
PICTURE_CALL = _provider_call(IMAGE, timedelta(minutes=10))

# Filling a provider's cache saves money and nothing else, so it gets 2 minutes and 2 attempts, and the course goes on.
WARM_UP = ActivityConfig(
    task_queue=TEXT,
    start_to_close_timeout=timedelta(minutes=2),
    schedule_to_close_timeout=timedelta(minutes=5),
    heartbeat_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(maximum_attempts=2),
)

# One transaction: milliseconds, 30 s at the worst. It must go through once the database is back, so it is tried for a
# week: 1 + 2 + … + 16 s, then every 30 s, 20,160 attempts. A fault of the system ends it sooner, and then the run
# waits until a person has it tried again (`GenerationRun.execute`).
TRANSACTION = ActivityConfig(
    task_queue=COURSE_CREATION,
    start_to_close_timeout=timedelta(seconds=30),
    schedule_to_close_timeout=timedelta(days=7),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(seconds=30),
        maximum_attempts=20_160,
    ),
)

# A message may come late but not never: 1 + 2 + … + 256 s, then every 5 minutes, some 860 attempts in 3 days.
DELIVERY = ActivityConfig(
    task_queue=COURSE_CREATION,
    start_to_close_timeout=timedelta(seconds=30),
    schedule_to_close_timeout=timedelta(days=3),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(minutes=5),
        maximum_attempts=870,
    ),
)

# What goes out to other systems, many things in one go of four minutes, noticed after 30 s when its worker dies. As
# for messages: 1 + 2 + … + 256 s, then every 5 minutes, and a run that gives up after 3 days is followed by another.
OUTGOING = ActivityConfig(
    task_queue=COURSE_CREATION,
    start_to_close_timeout=timedelta(minutes=10),
    schedule_to_close_timeout=timedelta(days=3),
    heartbeat_timeout=timedelta(seconds=30),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(minutes=5),
        maximum_attempts=870,
    ),
)

# A learner waits for this one: a transaction of milliseconds, tried again at once and for 20 s (0.1 + 0.2 + … + 2 s,
# some 14 attempts) while the database comes back. After that the caller is told to send the same interaction again.
RECORD = LocalActivityConfig(
    start_to_close_timeout=timedelta(seconds=10),
    schedule_to_close_timeout=timedelta(seconds=20),
    local_retry_threshold=timedelta(seconds=5),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=100),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(seconds=2),
        maximum_attempts=20,
        non_retryable_error_types=_BUGS,
    ),
)


def summed_up(policy: ActivityConfig, summary: str) -> ActivityConfig:
    """The policy with what operators read of the step."""
    return {**policy, "summary": summary}


MOST_REPAIRS = 2
"""Of one outline or section in one round; what the review still refuses waits for a person."""

# An activity that found the generation on hold waits for the signal that says so, and asks again should none come:
# after 5, 10, 20 … s, at last every 10 minutes.
FIRST_HOLD_CHECK, LONGEST_HOLD_CHECK = timedelta(seconds=5), timedelta(minutes=10)

# A sweep asks about a thousand media a second or so: 2 hours are some millions. What fails is left to the next one:
# 3 attempts × 2 h + 1 + 5 min.
SWEEP = ActivityConfig(
    task_queue=COURSE_CREATION,
    start_to_close_timeout=timedelta(hours=2),
    schedule_to_close_timeout=timedelta(hours=7),
    heartbeat_timeout=timedelta(seconds=30),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(minutes=1),
        backoff_coefficient=5.0,
        maximum_interval=timedelta(minutes=10),
        maximum_attempts=3,
    ),
)

# A question to Temporal an open generation, milliseconds each: 10 minutes are some ten thousand. The next one, a minute
# later, does what this one did not.
RECONCILIATION = ActivityConfig(
    task_queue=COURSE_CREATION,
    start_to_close_timeout=timedelta(minutes=10),
    schedule_to_close_timeout=timedelta(minutes=15),
    heartbeat_timeout=timedelta(seconds=30),
    retry_policy=RetryPolicy(maximum_attempts=2),
)
