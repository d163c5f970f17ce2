"""Tables of two columns that say what each name in the first one means."""

from __future__ import annotations

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

Row = tuple[str, ...]


def of_table(place: Place, table: Language) -> Iterator[Definition]:
    """A definition for each row, one family all together; none where there are fewer than `FEWEST_ROWS` of them."""
    rows = rows_of(place)
    if any(len(row) != 2 for row in rows):
        return
    told = _without_head(rows)
    family = f"{place.document.id}:{place.block.id}"
    made = [one for row in told for one in _of_row(row, place, family, table)]
    if len(made) >= FEWEST_ROWS and 2 * len(made) >= len(told):
        yield from made


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
        yield Definition(place, term, meaning, " | ".join(row)[:600], family)
