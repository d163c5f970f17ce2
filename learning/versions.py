"""How many versions of a section are kept, and which go first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

KEPT_VERSIONS = 50
KEPT_PROPOSALS = 10


class KeptVersion(NamedTuple):
    number: int
    at: datetime
    is_open: bool
    """A proposal that was neither taken nor followed by enough others."""


def versions_to_forget(
    kept: Sequence[KeptVersion], most: int = KEPT_VERSIONS, most_open: int = KEPT_PROPOSALS
) -> list[int]:
    """The numbers of what goes, of versions in the order of their numbers.

    The oldest open proposals beyond `most_open`; then, while there are more than `most`, the version that another one
    followed soonest, so that what is left of a long afternoon of edits lies apart. The first and the last one stay.
    """
    proposed = [version for version in kept if version.is_open]
    gone = {version.number for version in proposed[: max(0, len(proposed) - most_open)]}
    while len(left := [version for version in kept if version.number not in gone]) > most:
        between = [
            (after.at - version.at, version.number)
            for version, after in pairwise(left)
            if version is not left[0] and not version.is_open
        ]
        if not between:
            break
        gone.add(min(between)[1])
    return sorted(gone)
