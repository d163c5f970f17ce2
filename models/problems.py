"""The kinds of problems that our parts name: `kind` of a `Problem`, `type` of an ApplicationError.

Kinds that providers give are with their adapters.
"""

HELD = "held"
BUDGET_EXHAUSTED = "budget_exhausted"
BUDGET_RESERVED = "budget_reserved"
SYSTEM_FAULT = "system_fault"
DATA_MISSING = "data_missing"
GENERATION_UNKNOWN = "generation_unknown"
RUN_GONE = "run_gone"
WORKER_LOST = "worker_lost"
EDITED_BY_HAND = "edited_by_hand"
DRAFT_REFUSED = "draft_refused"
SECTIONS_WAIT = "sections_wait"

# Outages of parts of ours, which end when the part is back.
DATABASE_FULL = "database_full"
DATABASE_AWAY = "database_away"
TEMPORAL_AWAY = "temporal_away"
RESOURCE_UNAVAILABLE = "resource_unavailable"

# What is known of an activity that gave no reason.
TIMED_OUT = "timed_out"
FAILED = "failed"

# Refusals of updates.
WRONG_TIME = "wrong_time"
NOTHING_TO_RECORD = "empty"
NOT_RECORDED = "not_recorded"
