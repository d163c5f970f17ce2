"""What a table gives for a row, and which row has a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from learning.wording import fold
from providers.language.markdown_text import inline
from providers.offline.reading.facts.grids import LONGEST_CELL, Grid, comparisons_of, grids_of
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.writing.questions.about import under_heading
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

FEWEST_FOR_TWO = 5
MOST_HEAD_WORDS = 3
MOST_TRIED = 6
"""How many rows of a column are tried, as many tell themselves."""
MOST_COMPARED, LONGEST_COMPARED, MOST_APART, FEWEST_THINGS = 3, 180, 2, 3
LESS = 0.3
"""How much less a question is worth whose options name several rows."""
LESS_LIKED = 0.01
"""How much less the other way round, which is taken where the first tells its answer."""
Row = tuple[str, ...]
_WORD = re.compile(r"[^\W\d_]{2,}|`")
_SIGNS = re.compile(r"^[^\w`\"'($<+-]+")
_AMOUNT = re.compile(r"[$€£]?[-+−]?\d[\d.,]*(?: ?(?:%|[$€£]|[a-zA-Z]{1,3}))?")
_CODE_HEAD = re.compile(r"\w\(|[a-z]_[a-z]|^[a-zà-ÿ]+[A-ZÀ-Þ][a-zà-ÿ]")
_EXAMPLES = re.compile(r"(?:examples?|beispiele?|ejemplos?|exemples?)", re.IGNORECASE)
_BY_THE_WAY = re.compile(
    r"(?:data ?)?types?|default(?: value)?s?|required|optional|mandatory|since|version|added|size|notes?|"
    r"(?:daten)?typ(?:en)?|standard(?:wert)?|vorgabe|erforderlich|pflicht|optional|seit|tipos?|por defecto|"
    r"predeterminado|obligatorio|requerido|versión|défaut|par défaut|requis|obligatoire|depuis",
    re.IGNORECASE,
)
"""Heads over what is looked up rather than known."""
_CODES = re.compile(
    r"\b(?:codes?|status|ports?|errors?|signals?|pins?|levels?|class|klassen?|stufen?|fehler|nivel(?:es)?|código|puertos?|"
    r"clases?|niveaux?|classes?|erreurs?)\b",
    re.IGNORECASE,
)
"""A head over numbers that are names."""
_REPEATS = re.compile(r"(?:same|see|ditto|as above|wie oben|siehe|igual|ídem|véase|idem|voir)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:what|how|when|where|why|who|which|is|was|wie|wann|wo|warum|wer|qué|cómo|cuándo|dónde|ce qu|comment|"
    r"quand|où)\b|.*[?/&]",
    re.IGNORECASE,
)
_NAME_WORDS = re.compile(r"[^\W_]+")
_NOUNS = frozenset("uses types names values notes results effects changes commands controls supports limits".split())
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?)")


def of_grids(setting: Setting) -> list[Question]:
    """Up to two questions for each table, on two columns, or on two rows of a longer one: the cell of a row, or the row
    of a cell. None of tables whose rows are definitions, which are asked for as such, or mere numbers."""
    known = setting.corpus.definitions
    found = grids_of(setting.places, setting.corpus.language)
    shown = [grid for grid in found if not known.of(grid.place) and not _is_output(grid, setting)]
    tables = comparisons_of(setting.places)
    compared = [made for grid in tables for made in (*_compared(grid, setting), *_told_apart(grid, setting))]
    return [*(question for grid in shown for question in _of_grid(grid, setting)), *compared]


def _compared(grid: Grid, setting: Setting) -> Iterator[Question]:
    """What a table that compares things gives for one of them; the others of its row are wrong."""
    things = len(grid.head) - 1
    rows = [row for row in grid.rows if _all_differ(row[1:]) and things >= FEWEST_THINGS and _tells(row)]
    for turn, row in enumerate(rows[:MOST_COMPARED]):
        at = 1 + (setting.ordinal + turn) % (len(row) - 1)
        stem = setting.phrases.phrase("ask_cell", row=inline(grid.head[at]), head=inline(row[0]))
        values = [cell for other, cell in enumerate(row[1:], 1) if other != at]
        if not setting.stems(row[at]) & setting.stems(grid.head[at]) and (
            made := _question(grid, stem, row[at], values, row, setting)
        ):
            yield made


def _told_apart(grid: Grid, setting: Setting) -> Iterator[Question]:
    """What of several things holds of one of those that a table compares; the wrong ones hold of another one."""
    names = setting.stems(*grid.head[1:])
    rows = [row for row in grid.rows if _tells_apart(row) and not setting.stems(*row) & names]
    things = range(1, len(grid.head))
    for turn in range(min(MOST_APART, len(rows))):
        at = 1 + (setting.ordinal + turn) % len(things)
        row = rows[(setting.ordinal + turn) % len(rows)]
        others = [
            _of_row(other, column)
            for other in rows
            if other is not row
            for column in things
            if column != at and _differ(other[column], other[at])
        ]
        stem = setting.phrases.phrase("ask_of", term=inline(grid.head[at]))
        if made := _question(grid, stem, _of_row(row, at), others[turn:] + others[:turn], row, setting):
            yield replace(made, worth=made.worth - LESS)


def _of_row(row: Row, column: int) -> str:
    return f"{row[0].rstrip(': ')}: {_SIGNS.sub('', row[column])}"


def _tells_apart(row: Row) -> bool:
    """Whether a row has a word for each thing, of which two differ, behind a name that asks nothing."""
    said = all(_WORD.search(cell) and len(cell) <= LONGEST_CELL for cell in row[1:])
    return said and bool(row[0]) and not row[0].endswith("?") and len(set(map(fold, row[1:]))) > 1


def _all_differ(cells: Sequence[str]) -> bool:
    return all(_differ(one, other) for one, other in combinations(cells, 2))


def _differ(one: str, other: str) -> bool:
    """Whether two cells say different things: neither has the words of the other."""
    first, second = fold(one), fold(other)
    return first not in second and second not in first


def _tells(row: Row) -> bool:
    return all(_WORD.search(cell) and len(cell) <= LONGEST_COMPARED for cell in row[1:]) and not row[0].endswith("?")


def _is_output(grid: Grid, setting: Setting) -> bool:
    """Whether a listing stands right before the table, so that its rows are what that printed, or heads are code, or
    the columns that queries of the source ask for."""
    before = setting.corpus.places[grid.place.order - 1] if grid.place.order else grid.place
    columns = {head.lower() for head in grid.head}
    is_data = any(columns <= query.names | {*map(str.lower, query.rows[0])} for query in setting.corpus.queries)
    return before.kind == "code" or is_data or any(_CODE_HEAD.search(head) for head in grid.head)


def _of_grid(grid: Grid, setting: Setting) -> Iterator[Question]:
    if all(_AMOUNT.fullmatch(cell) for cell in grid.column(0)) and not _CODES.search(grid.head[0]):
        return
    columns = [at for at in range(1, len(grid.head)) if _can_be_asked(grid, at)]
    if len(columns) == 1 and len(grid.rows) >= FEWEST_FOR_TWO:
        columns *= 2
    for turn, column in enumerate(columns[:2]):
        rows = _rows(grid, column)
        for step in range(min(MOST_TRIED, len(rows))):
            at = (setting.ordinal + 2 * turn + 1 + 2 * step) % len(rows)
            others = [*rows[at + 1 :], *rows[:at]]
            asks_cell = (turn + step + setting.ordinal) % 2 == 0
            question = _cell if asks_cell else _row
            other = _row if asks_cell else _cell
            first, second = (make(grid, column, rows[at], others, setting) for make in (question, other))
            if first:
                yield first
            if second:
                yield replace(second, worth=second.worth - (LESS_LIKED if first else 0))


def _rows(grid: Grid, column: int) -> list[Row]:
    """The rows that can be asked about: those with a name of their own, and, unless the column sorts them, a value of
    their own."""
    named = grid.telling_rows(0)
    if not grid.tells_mostly(column):
        return named
    told = set(grid.telling_rows(column))
    return [row for row in named if row in told and not _REPEATS.match(row[column])]


def _can_be_asked(grid: Grid, column: int) -> bool:
    told = (grid.tells_mostly(column) or grid.is_sorting(column)) and not _is_bare(grid, column)
    told = told and len(_rows(grid, column)) > FEWEST
    return told and not _EXAMPLES.fullmatch(grid.head[column]) and not _BY_THE_WAY.fullmatch(grid.head[column])


def _is_bare(grid: Grid, column: int) -> bool:
    """Whether it has numbers without a unit, or signs without a word, which nobody has to know."""
    if not any(_WORD.search(cell) for cell in grid.column(column)) and not _NUMBER.fullmatch(grid.column(column)[0]):
        return True
    has_unit = "(" in grid.head[column] or "%" in grid.head[column]
    return not has_unit and all(_AMOUNT.fullmatch(cell) for cell in grid.column(column))


def _cell(grid: Grid, column: int, row: Row, others: list[Row], setting: Setting) -> Question | None:
    if {*_NAME_WORDS.findall(row[0].lower())} <= {*_NAME_WORDS.findall(row[column].lower())}:
        return None
    kind = "ask_cell_of" if _is_noun(grid.head[column]) else "ask_cell"
    stem = setting.phrases.phrase(kind, row=inline(row[0]), head=_head(grid, column, kind != "ask_cell", setting))
    values = [other[column] for other in others if fold(other[column]) != fold(row[column])]
    return _question(grid, stem, row[column], values, row, setting)


def _row(grid: Grid, column: int, row: Row, others: list[Row], setting: Setting) -> Question | None:
    if setting.stems(row[column]) & setting.stems(*(each[0] for each in (row, *others))):
        return None
    are_nouns = _is_noun(grid.head[0]) and _is_noun(grid.head[column])
    first, head = (_head(grid, at, are_nouns, setting) for at in (0, column))
    kind = "ask_row_with" if are_nouns else "ask_row"
    stem = setting.phrases.phrase(kind, first=first, head=head, cell=inline(row[column]))
    names = [other[0] for other in others if fold(other[column]) != fold(row[column])]
    return _question(grid, stem, row[0], names, row, setting)


def _is_noun(head: str) -> bool:
    is_verb = head.islower() or " " not in head
    if " " not in head and head.lower().endswith("ed"):
        return False
    is_verb = is_verb and is_third_person(head.lower().rstrip(".…")) and head.lower() not in _NOUNS
    return len(head.split()) <= MOST_HEAD_WORDS and not _CLAUSE.match(head) and not is_verb and head[-1:] not in ".…"


def _head(grid: Grid, at: int, in_sentence: bool, setting: Setting) -> str:
    head, first = grid.head[at], grid.head[at].split()[0]
    is_name = setting.corpus.language.nouns_capitalised or setting.corpus.lexicon.is_name(first) or head[1:2].isupper()
    return inline(head[:1].lower() + head[1:] if in_sentence and not is_name else head)


def _question(grid: Grid, stem: str, key: str, others: list[str], row: Row, setting: Setting) -> Question | None:
    wrong = balanced(key, others)
    if not wrong:
        return None
    values = (key, *wrong)
    numeric = all(_NUMBER.fullmatch(value) for value in values)
    return Question(
        place=grid.place,
        sentence=" | ".join(row),
        stem=under_heading(grid.place.block.heading_path, stem, (key,), setting),
        key=key,
        wrong=wrong,
        structure=f"table:{grid.place.order}",
        topics=frozenset({f"row:{grid.place.order}:{row[0]}"}),
        worth=1.1 + setting.worth(*grid.head),
        ordered=tuple(sorted(values, key=number_of)) if numeric else (),
        about=setting.stems(*grid.head, *row),
    )


def number_of(text: str) -> float:
    """The number that a cell shows; a sign that stands in it twice parts thousands, "2.300.000"."""
    signs = [letter for letter in text if letter in ".,"]
    if len(signs) > 1:
        decimal = signs[-1] if signs.count(signs[-1]) == 1 else ""
        text = "".join(letter for letter in text if letter not in ".," or letter == decimal)
    return float(text.replace(",", "."))
