"""What an instructor's words ask to change in an outline, one edit a clause, in the order in which they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from learning.wording import one_line
from providers.language.tables import Language

Kind = Literal["rename", "remove", "move", "swap", "add", "count", "unknown"]
LONGEST, LONGEST_CLAUSE, MOST = 5_000, 400, 40
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{1,200})[”“»\"]|(?<!\w)['‘]([^'‘’]{1,200})['’](?!\w)")
_VERBS = (
    r"rename|retitle|call|move|put|place|remove|drop|delete|omit|skip|add|include|swap|exchange|start|begin|end|finish|"
    r"leave|less|more|make|change|cover|focus|benenne|verschiebe|entferne|streiche|ergänze|beginne|tausche|renombra|mueve|elimina|"
    r"quita|añade|agrega|empieza|intercambia"
)
_CLAUSES = re.compile(
    rf"[;!?\n]+|\.(?=\s|$)|,?\s+(?:and|then|und|y|et)\s+(?=(?:then\s+|dann\s+)?(?:{_VERBS})\b)|"
    rf",\s+(?=(?:then\s+|dann\s+)?(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_KEY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\b")
_POLITE = re.compile(
    r"^(?:(?:please|bitte|por favor|kindly|also|then|dann|and|first of all|can you|could you|would you|"
    r"i(?:['’]d| would) like (?:you )?to|i want (?:you )?to|we should|you should|let['’]?s)\b[\s,]*)+",
    re.IGNORECASE,
)
_RENAME = (
    r"(?:rename|retitle|call|change the (?:title|name) of)\s+(?P<target>.+?)\s+(?:to|as|into)\s+(?P<other>.+)",
    r"(?:call|name)\s+(?P<target>.+?)\s+(?P<other>\x00\d+\x00)",
    r"benenne\s+(?P<target>.+?)\s+(?:in|zu)\s+(?P<other>.+?)(?:\s+um)?",
    r"(?:renombra|cambia el título de)\s+(?P<target>.+?)\s+(?:a|por|como)\s+(?P<other>.+)",
)
_SWAP = (
    r"(?:swap|exchange|switch)\s+(?P<target>.+?)\s+(?:and|with)\s+(?P<other>.+)",
    r"tausche\s+(?P<target>.+?)\s+(?:und|mit)\s+(?P<other>.+)",
    r"intercambia\s+(?P<target>.+?)\s+(?:y|con)\s+(?P<other>.+)",
)
_MOVE = (
    r"(?:move|put|place|bring|shift|verschiebe|stelle|mueve|pon)\s+(?P<target>.+?)\s+(?P<other>(?:to|at|in|an|ans|al) "
    r"(?:the |den |das )?(?:very )?(?:end|beginning|start|front|top|bottom|anfang|ende|final|principio|inicio)|first|"
    r"last|ans ende|(?:before|after|behind|in front of|vor|nach|hinter|antes de|después de)\s+.+)",
)
_COUNT = re.compile(
    r"\b(?:fewer|more|less|only|just|at most|at least|\d+|one|two|three|four|five|six|weniger|mehr|nur|menos|más)\s+"
    r"(?:sections?|lessons?|chapters?|parts?|abschnitte?|lektionen?|kapitel|secciones|lecciones)\b"
    r"(?! (?:on|about|sobre|über))",
    re.IGNORECASE,
)
_ADD_SECTION = re.compile(
    r"(?:add|include|insert|ergänze|añade|agrega)\s+(?:an?|one|another|eine?n?|una?)?\s*(?:new |more )?(?:section|"
    r"lesson|chapter|part|abschnitt|lektion|sección|lección)\s+(?:on|about|for|covering|called|über|zu|sobre)\s+(?P<target>.+)",
    re.IGNORECASE,
)


class Edit(NamedTuple):
    """`text` is the clause as it was said, `target` what it speaks of, `other` the new title, place or partner."""

    kind: Kind
    text: str
    target: str = ""
    other: str = ""


def read_edits(instructions: str, table: Language) -> list[Edit]:
    """The edits of all clauses; a clause that asks for nothing known is an edit of the kind "unknown"."""
    quotes: list[str] = []

    def kept(found: re.Match[str]) -> str:
        quotes.append(found[1] or found[2])
        return f"\0{len(quotes) - 1}\0"

    lines = [one_line(line) for line in instructions[:LONGEST].replace("\0", "").splitlines()]
    masked = _QUOTED.sub(kept, "\n".join(lines))
    clauses = [clause.strip()[:LONGEST_CLAUSE] for clause in _CLAUSES.split(masked) if clause.strip(" ,.")]
    edits = [edit for clause in clauses[:MOST] for edit in _read(_POLITE.sub("", clause), table)]
    return [Edit(edit.kind, *(_shown(text, quotes) for text in edit[1:])) for edit in edits]


def _shown(text: str, quotes: list[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda found: quotes[int(found[1])], text).strip(" ,.:")


def _read(clause: str, table: Language) -> Iterator[Edit]:
    shapes: tuple[tuple[Kind, tuple[str, ...]], ...] = (("rename", _RENAME), ("swap", _SWAP), ("move", _MOVE))
    for kind, patterns in shapes:
        for pattern in patterns:
            if found := re.fullmatch(pattern, clause, re.IGNORECASE):
                yield Edit(kind, clause, found["target"], found["other"])
                return
    if _COUNT.search(clause):
        yield Edit("count", clause)
    elif found := _ADD_SECTION.match(clause):
        yield Edit("add", clause, found["target"])
    else:
        yield from _by_cues(clause, table)


def _by_cues(clause: str, table: Language) -> Iterator[Edit]:
    """By the words that the language has for less, more, first and last."""
    cues: tuple[tuple[str, Kind, str], ...] = (
        ("first", "move", "first"),
        ("last", "move", "last"),
        ("drop", "remove", ""),
        ("more", "add", ""),
    )
    for cue, kind, other in cues:
        found = [target.strip() for target in table.splits(cue, _KEY.sub("\\1\1\\2", clause)) if target.strip()]
        said = [target.replace("\1", ".") for target in found]
        targets = [target for target in said if not any(target != other and target.endswith(other) for other in said)]
        if targets:
            yield from (Edit(kind, clause, target, other) for target in targets)
            return
    yield Edit("unknown", clause)
