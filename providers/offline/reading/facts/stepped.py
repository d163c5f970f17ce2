"""Steps that say their number themselves: "Step 1: …", "Step 2: …", as items, or as paragraphs below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from providers.offline.reading.passages import Place

MOST_BETWEEN = 6
_NUMBERED = re.compile(
    r"(?:Step|Stage|Schritt|Paso|Étape|Phase|Fase) (?P<number>\d{1,2})\s?[:.)—–-]\s+(?=\S)", re.IGNORECASE
)


def runs_of_steps(places: Sequence[Place]) -> Iterator[tuple[int, list[tuple[Place, str]]]]:
    """Each run of steps that are numbered from 1 on under one heading: where the first stands, and each with what it
    says first behind its number."""
    run: list[tuple[Place, str]] = []
    begun = 0
    for at, place in enumerate(places):
        found = _NUMBERED.match(place.text) if place.is_prose and not place.loose else None
        if found is None:
            continue
        number = int(found["number"])
        if number == len(run) + 1 and (not run or _goes_on(run[-1][0], place)):
            begun = begun if run else at
            run.append((place, _first(place, found.end())))
            continue
        if run:
            yield begun, run
        run, begun = ([(place, _first(place, found.end()))], at) if number == 1 else ([], at)
    if run:
        yield begun, run


def _goes_on(before: Place, place: Place) -> bool:
    near = place.order - before.order <= MOST_BETWEEN
    return near and place.document.id == before.document.id and place.block.heading_path == before.block.heading_path


def _first(place: Place, start: int) -> str:
    parts = place.split(place.text[start:])
    return parts[0].text.strip() if parts else ""
