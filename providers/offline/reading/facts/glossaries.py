"""Tables that say what each name in their first column means: in the second one, or in one called a description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.wording import count_words
from providers.language.tables import Language
from providers.offline.reading.facts.definition import CODE, Definition, is_meaning, is_term, is_vague
from providers.offline.reading.facts.grids import rows_of
from providers.offline.reading.passages import Place

FEWEST_ROWS = 3
MOST_HEAD_WORDS = 3

_HEADS = frozenset(
    "name names type types option options command commands field fields term terms key keys value function method "
    "symbol parameter property code level format character file directory typ befehl feld begriff wert funktion datei "
    "zeichen tipo nombre opción comando orden campo término clave valor función archivo directorio tecla nom commande "
    "champ terme clé valeur fonction fichier répertoire".split()
)
_DESCRIPTIONS = frozenset(
    "description descriptions meaning explanation purpose function beschreibung bedeutung erklärung funktion zweck "
    "descripción significado explicación función signification explication fonction rôle".split()
)
_ENTRY = re.compile(r"(?:[^→▸>`]{1,40} ?[→▸>] ?){1,3}(?P<entry>[^→▸>`()]{2,40}?)(?: \([^()]{1,20}\))?")

Row = tuple[str, ...]


def of_table(place: Place, table: Language) -> Iterator[Definition]:
    """A definition for each row, one family all together; none where there are fewer than `FEWEST_ROWS` of them."""
    rows = [(_named(row[0]), row[at]) for row, at in _described(rows_of(place))]
    told = _without_head(rows)
    family = f"{place.document.id}:{place.block.id}"
    made = [one for row in told for one in _of_row(row, place, family, table)]
    if len(made) >= FEWEST_ROWS and 2 * len(made) >= len(told):
        yield from made


def _described(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Each row with the place of its description; none where nobody can tell which column that is."""
    wide = len(rows[0]) if rows else 0
    if wide < 2 or any(len(row) != wide for row in rows):
        return []
    at = next((at for at, cell in enumerate(rows[0]) if at and cell.casefold() in _DESCRIPTIONS), 1)
    return [(row, at) for row in rows] if wide == 2 or rows[0][at].casefold() in _DESCRIPTIONS else []


def _named(cell: str) -> str:
    """The entry of a menu without the way to it and its key: "Undo" of "Edit → Undo (u)"."""
    found = _ENTRY.fullmatch(cell)
    return found["entry"] if found else cell


def _without_head(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows below the head, which is short where the others are not, or words where they begin with code."""
    if len(rows) < 2:
        return rows
    first, rest = rows[0], rows[1:]
    if first[0].casefold() in _HEADS and not CODE.fullmatch(first[0]):
        return rest
    coded = sum(CODE.fullmatch(row[0]) is not None for row in rest) * 2 > len(rest)
    if coded:
        return rest if CODE.fullmatch(first[0]) is None else rows
    longer = sum(count_words(row[1]) > MOST_HEAD_WORDS for row in rest) * 2 > len(rest)
    return rest if longer and count_words(first[1]) <= MOST_HEAD_WORDS else rows


def _of_row(row: Row, place: Place, family: str, table: Language) -> Iterator[Definition]:
    term, said = row
    parts = place.split(said)
    meaning = (parts[0].text if parts else said).strip().rstrip(". ;,")
    if is_term(term) and is_meaning(meaning, term, place.language) and not is_vague(meaning, table):
        yield Definition(place, term, meaning, " | ".join(row), family)
