"""Exercises on what the source puts in order, compares, tabulates and defines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from learning.section import Exercise
from providers.language.markdown_text import inline, table
from providers.offline.reading.facts.definitions import Definition
from providers.offline.reading.facts.grids import Grid, grids_of
from providers.offline.reading.facts.lists import Procedure, procedures_of
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import Citations, where
from providers.offline.writing.questions.question import Setting

FEWEST_TOLD, MOST_TOLD = 3, 4


def structured(setting: Setting, citations: Citations) -> Iterator[Exercise]:
    """Put the steps in order, fill the table, compare two things, find the mistake: one of each first."""
    kinds = [_orders(setting, citations), _fills(setting, citations), _compares(setting, citations)]
    kinds.append(_mistakes(setting, citations))
    yield from chain.from_iterable(islice(kind, 1) for kind in kinds)
    yield from chain.from_iterable(kinds)


def _orders(setting: Setting, citations: Citations) -> Iterator[Exercise]:
    for made in procedures_of(setting.places):
        if all(map(setting.shows, made.places, made.steps)):
            mixed = "\n".join(f"- {inline(step)}" for step in _mixed(made))
            title = setting.phrases.phrase("order_prompt", title=inline(made.title))
            steps = [f"{number}. {inline(step)}" for number, step in enumerate(made.steps, 1)]
            solution = "\n".join(steps) + f" {citations.mark(made.places[0], made.places[0].text)}"
            yield _exercise(f"{title}\n\n{mixed}", made.places[0], solution, setting)


def _mixed(made: Procedure) -> list[str]:
    """The steps in an order that is not theirs, the same each time."""
    mixed = sorted(made.steps, key=lambda step: (step[::-1].casefold(), step))
    return mixed if mixed != list(made.steps) else mixed[::-1]


def _fills(setting: Setting, citations: Citations) -> Iterator[Exercise]:
    for grid in grids_of(setting.places, setting.corpus.language):
        columns = [at for at in range(1, len(grid.head)) if grid.is_telling(at)]
        if columns:
            column = columns[setting.ordinal % len(columns)]
            text = f"{setting.phrases.phrase('fill_prompt')}\n\n{_emptied(grid, column)}"
            yield _exercise(text, grid.place, table(grid.place.block), setting)


def _emptied(grid: Grid, column: int) -> str:
    rows = [" | ".join("…" if at == column else cell for at, cell in enumerate(row)) for row in grid.rows]
    text = "\n".join([" | ".join(grid.head), *rows])
    return table(grid.place.block.model_copy(update={"text": text}))


def _compares(setting: Setting, citations: Citations) -> Iterator[Exercise]:
    """Two things that are defined one like the other: they have a word of their names or of their meaning in common."""
    known = setting.corpus.definitions
    told = _told(setting)
    for one in told:
        rivals = [rival for rival in known.rivals(one) if rival in told]
        near = [rival for rival in rivals if _is_kin(one, rival)]
        for other in near[:1]:
            if (one.place.order, one.term) > (other.place.order, other.term):
                continue
            names = [_name(each, setting) for each in (one, other)]
            text = setting.phrases.phrase("compare_prompt", a=names[0], b=names[1])
            yield _exercise(text, one.place, _quoted([one, other], citations), setting)


def _is_kin(one: Definition, other: Definition) -> bool:
    if one.is_code:
        return one.is_doing and other.is_doing
    return bool(one.term_stems & other.term_stems) or len(one.stems & other.stems) >= 2 or bool(one.family)


def _mistakes(setting: Setting, citations: Citations) -> Iterator[Exercise]:
    """Statements of which one says of a thing what holds for another one."""
    told = [one for one in _told(setting) if one.subject and one.link and not one.is_doing]
    if len(told) < FEWEST_TOLD:
        return
    chosen = told[:MOST_TOLD]
    at = setting.ordinal % len(chosen)
    wrong = chosen[at]
    rivals = [rival for rival in setting.corpus.definitions.rivals(wrong) if rival.link == wrong.link and rival.subject]
    other = next((rival for rival in rivals if rival not in chosen), None)
    if other is not None:
        lines = [one.sentence if one is not wrong else f"{one.subject} {one.link} {other.meaning}." for one in chosen]
        stated = "\n".join(f"- {inline(line)}" for line in lines)
        text = f"{setting.phrases.phrase('mistake_prompt')}\n\n{stated}"
        yield _exercise(text, wrong.place, _quoted([wrong], citations), setting)


def _told(setting: Setting) -> list[Definition]:
    known = setting.corpus.definitions
    return [one for place in setting.places for one in known.of(place) if setting.shows(place, one.meaning)]


def _name(one: Definition, setting: Setting) -> str:
    return one.term if one.is_code else setting.phrases.quoted(setting.corpus.lexicon.in_sentence(one.term))


def _quoted(told: list[Definition], citations: Citations) -> str:
    return "\n\n".join(f"{inline(one.sentence)} {citations.mark(one.place, one.sentence)}" for one in told)


def _exercise(prompt: str, place: Place, solution: str, setting: Setting) -> Exercise:
    hint = setting.phrases.phrase("hint_place", place=inline(where(place, setting.phrases)))
    return Exercise(prompt=prompt, hint=hint, solution=solution)
