"""What a learner sees of a check before and after trying it: keys come with completion, and not through feedback."""

from __future__ import annotations

import re

from learning.checks.check import Check
from learning.checks.registry import KINDS
from learning.wording import fold, says

_NAMED = r"\b(?:option|answer|choice|key|antwort|opción|respuesta|réponse)(?:\s+(?:is|ist|es|est))?\s*:?"
_AROUND = r"[\s*_`“\"'(\[]+"


def withholds_key(check: Check) -> bool:
    """Whether the feedback says nothing of the right answer, so that it can be read before the next try."""
    key = fold(KINDS[check.kind].key(check))
    told = fold(check.feedback)
    accepted = [fold(text) for text in check.accepted if fold(text)]
    return bool(key) and not any(says(told, text) for text in (key, *accepted)) and not _names_option(check)


def _names_option(check: Check) -> bool:
    """Whether the feedback names the right option by its letter: “Answer: B”, “(b)”, “Option B”."""
    if KINDS[check.kind].interaction != "choice":
        return False
    own = re.escape(check.answer.strip())
    named = rf"{_NAMED}{_AROUND}{own}\b|[(\[]{own}[)\]]"
    return re.search(named, check.feedback, re.IGNORECASE) is not None


def feedback_after(check: Check, *, completed: bool) -> str:
    """The feedback that a learner gets who has tried the check: all of it once the section is completed."""
    return check.feedback if completed or withholds_key(check) else ""


def disclosed(check: Check, *, answered: bool, completed: bool) -> Check:
    """The check as its learner sees it. `completed` is of its section; what was never answered keeps its key hidden."""
    if answered and completed:
        return check
    hidden = KINDS[check.kind].hidden(check)
    return hidden.model_copy(update={"feedback": feedback_after(check, completed=False)}) if answered else hidden
