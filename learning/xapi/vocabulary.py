"""Verbs and types of activities of ADL's vocabulary, by which Learning Record Stores know them."""

from __future__ import annotations

from typing import Any, Literal

VERSION = "1.0.3"
PLATFORM = "Coursewright"
VERBS = "http://adlnet.gov/expapi/verbs/"
TYPES = "http://adlnet.gov/expapi/activities/"

Verb = Literal["answered", "attempted", "completed", "experienced", "failed", "progressed", "voided"]
Type = Literal["assessment", "cmi.interaction", "course", "lesson", "module"]

VERB_OF_OUTCOME: dict[str, Verb] = {
    "section_completed": "completed",
    "insufficient_engagement": "progressed",
    "mastery_not_achieved": "failed",
    "progression_blocked": "attempted",
    "section_removed": "experienced",
}


def verb(name: Verb) -> dict[str, Any]:
    """The verb as a statement names it."""
    return {"id": VERBS + name, "display": {"en-US": name}}
