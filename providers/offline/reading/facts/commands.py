"""Commands with the comment above each that says what it does: "# List the archives" over "borg list"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.objectives import MEASURABLE_VERBS
from providers.language.tables import Language
from providers.offline.reading.facts.definition import POINTS, Definition, is_meaning
from providers.offline.reading.passages import Place

SHORTEST, LONGEST = 4, 60
_VERBS = MEASURABLE_VERBS | frozenset(
    "print show display list get set add remove delete drop put push pull send fetch load save store read write open "
    "close start stop restart run call execute declare destructure instantiate access allocate exclude include match "
    "import export copy move rename clear reset enable disable install update upgrade check count sort filter join "
    "split merge append insert replace convert find search extract return iterate loop exit kill mount unmount back "
    "restore clone commit stage switch revert undo redo turn change view inspect initialize configure".split()
)
"""What a comment begins with that says what the line below it does."""
_OPENS_A_BLOCK = re.compile(r".*(?:[{(\[,|&]|\b(?:then|do|else)|<<-?\s*['\"]?\w+['\"]?)\s*")
_COMMENT = re.compile(r"\s*(?:#|//|--)\s+(?P<said>[A-Z][^#]{8,110}?)[.:]?\s*")
_PROMPT = re.compile(r"^\s*(?:[$>%#] )?")
_POINTS = re.compile(
    r"\b(?:this|that|these|those|it|them|its|their|following|example|see|our|we|above|below|here|same|now|also|another|"
    r"again|instead|TODO|FIXME|note|if|or)\b",
    re.IGNORECASE,
)


def of_comments(place: Place, table: Language) -> Iterator[Definition]:
    """A definition for each line of a listing under a comment of its own, all of one program one family."""
    if table.code != "en" or place.kind != "code":
        return
    lines = place.text.splitlines()
    for at, line in enumerate(lines[:-1]):
        found = _COMMENT.fullmatch(line)
        before = lines[at - 1] if at else ""
        after = lines[at + 2] if at + 2 < len(lines) else ""
        alone = not _COMMENT.fullmatch(before) and (not after.strip() or _COMMENT.fullmatch(after) is not None)
        goes_on = lines[at + 1].lstrip().startswith(("# ", "//", "-- "))
        command = "" if goes_on else _PROMPT.sub("", lines[at + 1]).strip()
        if found is None or not alone or not _is_command(command) or _POINTS.search(found["said"]):
            continue
        if found["said"].split()[0].lower() not in _VERBS or _OPENS_A_BLOCK.fullmatch(command):
            continue
        meaning, term = found["said"][:1].lower() + found["said"][1:], f"`{command}`"
        if is_meaning(meaning, term, place.language) and not POINTS.search(meaning):
            sentence = f"{line.strip()} {command}"
            yield Definition(place, term, meaning, sentence, f"{place.document.id}:{command.split()[0]}")


def _is_command(text: str) -> bool:
    plain = SHORTEST <= len(text) <= LONGEST and "`" not in text and " " in text and not text.endswith("\\")
    return plain and not _COMMENT.fullmatch(text) and text[:1].isalpha() and text.split()[0].islower()
