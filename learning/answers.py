"""From a writer's raw text to a typed draft, or to findings that say why it is none."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from learning.finding import Finding, error
from learning.sentence import say

Draft = TypeVar("Draft", bound=BaseModel)

_FENCE = "```"
_FORMS = {
    r"^[A-Za-z0-9_-]{1,64}$": say("1 to 64 letters from A to Z, digits, hyphens and underscores"),
    r"^\d{1,2}\.\d{1,2}$": say("two numbers with a full stop between them, such as 1.2"),
}
"""What the patterns of drafts ask for, in words."""


def parse_draft(raw: str, model: type[Draft]) -> tuple[Draft | None, list[Finding]]:
    """The draft in `raw`, a JSON object, alone or in a Markdown fence. Without one: None and error findings."""
    try:
        return model.model_validate(json.loads(_unfenced(raw))), []
    except RecursionError:
        detail = say("The answer cannot be read, because its parts are nested too deep.")
        return None, [error("not_json", "", detail)]
    except json.JSONDecodeError as fault:
        detail = say(
            "The answer cannot be read, because it is not one JSON object: {reason} at character {place}.",
            reason=fault.msg,
            place=fault.pos,
        )
        return None, [error("not_json", "", detail)]
    except ValidationError as refused:
        return None, [_schema_finding(fault) for fault in refused.errors()[:20]]


def _unfenced(raw: str) -> str:
    """What stands between the first line of a fence and its end."""
    if raw.lstrip().startswith("{") or _FENCE not in raw:
        return raw
    _, _, fenced = raw.partition(_FENCE)
    return fenced.partition("\n")[2].partition(_FENCE)[0]


def _schema_finding(fault: ErrorDetails) -> Finding:
    pointer = "".join(f"/{part}" for part in fault["loc"])
    detail = say("{message}.", message=fault["msg"])
    if fault["type"] == "string_pattern_mismatch":
        pattern, written = fault["ctx"]["pattern"], str(fault["input"])[:80]
        form = _FORMS.get(pattern) or say("what matches {pattern}", pattern=pattern)
        detail = say("“{written}” cannot stand here. Write {form}.", written=written, form=form)
    return error("schema_mismatch", pointer, detail)
