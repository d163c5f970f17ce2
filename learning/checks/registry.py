"""The kinds of checks by name, in the order in which schemas list them. A new kind is one file and one line here."""

from __future__ import annotations

from learning.checks import cloze, multiple_choice, short_answer, true_false
from learning.checks.kind import Interaction, Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        multiple_choice.KIND,
        true_false.KIND,
        cloze.KIND,
        short_answer.KIND,
    )
}


def kind_named(written: str) -> str:
    """The name of the kind that a writer means: blind to case, hyphens and other spellings; unknown ones stay."""
    name = written.strip().casefold().replace("-", "_").replace(" ", "_")
    return next((kind.name for kind in KINDS.values() if name in kind.spellings), name)


def kind_of(interaction: Interaction) -> str:
    """The name of the first kind that is asked in this way."""
    return next(kind.name for kind in KINDS.values() if kind.interaction == interaction)
