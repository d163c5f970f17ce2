"""Knowledge checks: choices and clozes out of the source's own sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from learning.brief import Brief
from learning.section import Check, Option
from learning.wording import fold
from providers.language.tables import Language, language_of
from providers.language.words import content_stems
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import where
from providers.offline.writing.distractors import Distractors, spelling
from providers.offline.writing.items import Item, items_of

CHECKS = {"overview": 3, "standard": 5, "deep": 6}
LONGEST_CLOZE = 24
OPTION_IDS = "abcd"


@dataclass(frozen=True)
class Setting:
    """What the checks of a section depend on. `ordinal` counts the sections of the course from 0."""

    corpus: Corpus
    brief: Brief
    objectives: Sequence[str]
    ordinal: int
    avoided: frozenset[str] = frozenset()

    @property
    def phrases(self) -> Language:
        return language_of(self.brief.language)


CheckWriter = Callable[["Setting", Sequence[Place], Sequence[Place], str], list[Check]]


def write_clozes(setting: Setting, shown: Sequence[Place], places: Sequence[Place], about: str) -> list[Check]:
    """Checks without options, one at least if there is something to ask for at all."""
    found = items_of(setting.corpus, shown, about, setting.brief.title)
    typed = [_cloze(item, setting, number) for number, item in enumerate(found[: CHECKS["deep"]]) if _is_typed(item)]
    return typed[:1] or write_checks(setting, shown, places, about)


def write_checks(setting: Setting, shown: Sequence[Place], places: Sequence[Place], about: str) -> list[Check]:
    """Three to six checks on what is shown, if it carries as many; each asks for another term of another sentence."""
    wanted = CHECKS[setting.brief.depth] + (
        setting.brief.learning_style == "kinesthetic" and setting.brief.depth != "deep"
    )
    found = items_of(setting.corpus, shown, about, setting.brief.title)
    items = _distinct([item for item in found if fold(item.stem) not in setting.avoided])
    pools = [Distractors(setting.corpus, places), Distractors(setting.corpus, _around(setting.corpus, places))]
    checks: list[Check] = []
    choices = 0
    for item in items:
        if len(checks) == wanted:
            break
        choice = choices * 2 <= len(checks)
        check = _choice(item, pools, setting, choices, len(checks)) if choice or not _is_typed(item) else None
        if check:
            choices += 1
        elif _is_typed(item):
            check = _cloze(item, setting, len(checks))
        if check:
            checks.append(check)
    return _with_objectives(checks, setting)


def _distinct(items: Sequence[Item]) -> list[Item]:
    """One item a sentence and a term."""
    sentences: set[str] = set()
    terms: set[str] = set()
    kept = []
    for item in items:
        if item.sentence not in sentences and item.mention.key not in terms:
            sentences.add(item.sentence)
            terms.add(item.mention.key)
            kept.append(item)
    return kept


def _around(corpus: Corpus, places: Sequence[Place]) -> list[Place]:
    """The neighbourhood of a section, from which more wrong options come."""
    first, last = min(place.order for place in places), max(place.order for place in places)
    return [
        place for place in corpus.places[max(0, first - 250) : last + 250] if place.block.role in ("body", "callout")
    ]


def _is_typed(item: Item) -> bool:
    return len(item.answer) <= LONGEST_CLOZE and item.answer.count(" ") <= 1


def _choice(item: Item, pools: Sequence[Distractors], setting: Setting, choices: int, made: int) -> Check | None:
    longer = (choices + setting.ordinal) % 2 == 0
    wrong = max((pool.for_item(item, longer=longer) for pool in pools), key=len)
    if not wrong:
        return None
    place = (choices + setting.ordinal) % (len(wrong) + 1)
    texts = sorted(wrong)
    texts.insert(place, item.mention.text if setting.corpus.language.nouns_capitalised else spelling(item.mention))
    options = [Option(id=name, text=text) for name, text in zip(OPTION_IDS, texts, strict=False)]
    return _check(item, setting, made, kind="multiple_choice", options=options, answer=OPTION_IDS[place])


def _cloze(item: Item, setting: Setting, made: int) -> Check:
    return _check(item, setting, made, kind="cloze", options=[], answer=item.answer)


def _check(item: Item, setting: Setting, made: int, *, kind: str, options: list[Option], answer: str) -> Check:
    feedback = setting.phrases.phrase("feedback", sentence=item.sentence, place=where(item.place, setting.phrases))
    return Check(
        id=f"q{made + 1}",
        kind=kind,
        stem=item.stem,
        options=options,
        answer=answer,
        feedback=feedback,
    )


def _with_objectives(checks: Sequence[Check], setting: Setting) -> list[Check]:
    """Each check tests the objective that it shares most words with, each objective being tested if possible."""
    tested: dict[str, int] = dict.fromkeys(setting.objectives, 0)
    done = []
    for check in checks:
        words = set(content_stems(check.feedback, setting.corpus.language.code))
        scores = {
            objective: len(words & set(content_stems(objective, setting.corpus.language.code))) - 1.5 * count
            for objective, count in tested.items()
        }
        objective = max(scores, key=lambda name: scores[name], default="")
        if objective:
            tested[objective] += 1
        done.append(check.model_copy(update={"objective": objective}))
    return done
