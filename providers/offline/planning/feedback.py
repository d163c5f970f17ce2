"""What an instructor's words ask of the outline: less of this, more of that, this first, that last."""

from __future__ import annotations

from dataclasses import dataclass

from providers.language.tables import Language


@dataclass(frozen=True)
class Wishes:
    """Texts that say what to leave out, to give more room, to put first and last. `about` is everything said."""

    drop: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    about: str = ""


def read_wishes(instructions: str, table: Language) -> Wishes:
    """Only cue words count; what has none of them is taken as "more of this"."""
    drop = _behind(instructions, "drop", table)
    more = _behind(instructions, "more", table)
    first = _behind(instructions, "first", table)
    last = _behind(instructions, "last", table)
    if not (drop or more or first or last) and instructions.strip():
        more = (instructions,)
    return Wishes(drop, more, first, last, instructions)


def _behind(instructions: str, cue: str, table: Language) -> tuple[str, ...]:
    return tuple(text.strip() for text in table.splits(cue, instructions) if text.strip())
