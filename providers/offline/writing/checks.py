"""Knowledge checks: the questions that are worth asking, none where the source has nothing to ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning.checks.review import flaws_of
from learning.section import Check, Option
from learning.wording import fold
from providers.language.objectives import subject_of
from providers.offline.writing.citing import where
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.of_abbreviations import of_abbreviations
from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_conditions import of_conditions
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_kinds import of_kinds
from providers.offline.writing.questions.of_lead_ins import of_lead_ins
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from providers.offline.writing.questions.of_means import of_means
from providers.offline.writing.questions.of_measures import of_measures
from providers.offline.writing.questions.of_missing_lines import of_missing_lines
from providers.offline.writing.questions.of_outputs import of_outputs
from providers.offline.writing.questions.of_pairs import of_pairs
from providers.offline.writing.questions.of_people import of_people
from providers.offline.writing.questions.of_prohibitions import of_prohibitions
from providers.offline.writing.questions.of_queries import of_queries
from providers.offline.writing.questions.of_reasons import of_reasons
from providers.offline.writing.questions.of_sayings import of_sayings
from providers.offline.writing.questions.question import Maker, Question, Setting

CHECKS = {"overview": 3, "standard": 5, "deep": 6}
MOST_OF_ONE = {
    "steps": 2,
    "list": 1,
    "conditions": 2,
    "true": 1,
    "measures": 2,
    "sayings": 4,
    "people": 2,
    "reasons": 1,
    "aims": 2,
    "code": 2,
    "output": 3,
    "output:truth": 1,
    "output:line": 2,
    "output:query": 3,
    "led": 2,
    "kinds": 3,
    "means": 2,
    "abbreviations": 1,
    "sentences:False": 4,
    "sentences:True": 3,
    "judged": 1,
    "forbidden": 1,
    "told": 1,
}
"""How many questions are asked of one structure; of a list or table `MOST`."""
MOST, VARIETY = 3, 0.35
MOST_OF_KIND = {"list": 2}
"""How many are asked of all lists of a section together, as the same question asked again and again tires."""
TESTED = 0.6
UNSOUND = frozenset({"CUE", "MULTI", "TRIV", "GRAM", "BLANK", "KEY", "FRAG", "BOIL", "CTX"})
OPTION_IDS = "abcd"
MAKERS: tuple[Maker, ...] = (
    of_definitions,
    of_pairs,
    of_sayings,
    of_people,
    of_prohibitions,
    of_procedures,
    of_grids,
    of_enumerations,
    of_measures,
    of_conditions,
    of_reasons,
    of_abbreviations,
    of_code,
    of_outputs,
    of_missing_lines,
    of_queries,
    of_lead_ins,
    of_kinds,
    of_means,
)


def write_checks(setting: Setting) -> list[Check]:
    """Up to six checks on what is shown, no two on the same thing. Fewer where there is less to ask, or none; none in
    a language that the writer has no words to ask in."""
    if setting.phrases.is_wordless:
        return []
    wanted = CHECKS[setting.brief.depth] + (
        setting.brief.learning_style == "kinesthetic" and setting.brief.depth != "deep"
    )
    found = [question for make in MAKERS for question in make(setting)]
    fresh = [question for question in found if fold(question.stem) not in setting.avoided]
    chosen = _chosen([question for question in fresh if _is_sound(question, setting)], wanted)
    checks: list[Check] = []
    for question in chosen:
        made = sum(check.kind == "multiple_choice" for check in checks)
        checks.append(_check(question, len(checks) + 1, made, setting))
    return checks


def _chosen(found: Sequence[Question], wanted: int) -> list[Question]:
    """The best, from different structures as far as there are some, in the order in which they are read."""
    left = sorted(found, key=lambda one: (-one.worth, one.place.order, one.stem))
    taken: list[Question] = []
    used: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    topics: set[str] = set()
    while len(taken) < wanted:
        fresh = (one for one in left if not one.topics & topics and not _answers(one, taken))
        left = [one for one in fresh if used[one.structure] < _most(one) and kinds[_kind(one)] < _most_of_kind(one)]
        if not left:
            break
        best = max(left, key=lambda one: one.worth - VARIETY * used[one.structure])
        taken.append(best)
        used[best.structure] += 1
        kinds[_kind(best)] += 1
        topics |= best.topics
    return sorted(taken, key=lambda one: (one.place.order, one.stem))


def _is_sound(question: Question, setting: Setting) -> bool:
    """Whether it keeps its answer to itself, and the review finds none of the flaws that make it worse than none."""
    if question.is_true is None and _is_titled(question, setting):
        return False
    is_choice = question.wrong and not question.ordered and not question.structure.startswith(("steps", "output"))
    if is_choice and gives_away(question.stem, question.key, question.wrong, setting.corpus.language.code):
        return False
    return not {flaw.letters for flaw in flaws_of(_check(question, 1, 0, setting), setting.corpus.said)} & UNSOUND


def _is_titled(question: Question, setting: Setting) -> bool:
    """Whether the section is called by the key."""
    title = setting.stems(setting.title)
    return bool(title) and setting.stems(question.key) == title


def _most(question: Question) -> int:
    """How many questions are asked of a structure."""
    kind = question.structure if question.structure in MOST_OF_ONE else _kind(question)
    return MOST_OF_ONE.get(kind, MOST)


def _kind(question: Question) -> str:
    return question.structure.partition(":")[0]


def _most_of_kind(question: Question) -> int:
    return MOST_OF_KIND.get(_kind(question), CHECKS["deep"])


def _answers(question: Question, taken: Sequence[Question]) -> bool:
    """Whether one of the others asks the same, or is made of the same sentence as a statement to be judged."""
    return any(
        fold(question.stem) == fold(other.stem)
        or (
            question.sentence == other.sentence
            and None in (question.is_true, other.is_true)
            and question.is_true is not other.is_true
        )
        for other in taken
    )


def _check(question: Question, number: int, choices: int, setting: Setting) -> Check:
    feedback = setting.phrases.phrase(
        "feedback", sentence=question.sentence, place=where(question.place, setting.phrases)
    )
    objective = _tested(question, setting)
    if question.is_true is not None:
        return Check(
            id=f"q{number}",
            kind="true_false",
            stem=question.stem,
            answer="true" if question.is_true else "false",
            feedback=feedback[:4_000],
            objective=objective,
        )
    if not question.wrong:
        return Check(
            id=f"q{number}",
            kind="cloze",
            stem=question.stem,
            answer=question.key,
            accepted=list(question.accepted),
            feedback=feedback[:4_000],
            objective=objective,
        )
    texts = list(question.ordered) or sorted(question.wrong, key=fold)
    if not question.ordered:
        texts.insert((choices + setting.ordinal) % (len(texts) + 1), question.key)
    options = [Option(id=name, text=text) for name, text in zip(OPTION_IDS, texts, strict=False)]
    return Check(
        id=f"q{number}",
        kind="multiple_choice",
        stem=question.stem,
        options=options,
        answer=OPTION_IDS[texts.index(question.key)],
        feedback=feedback[:4_000],
        objective=objective,
    )


def _tested(question: Question, setting: Setting) -> str:
    """The objective that the question tests: most of what that names is what the question is about; "" for none."""
    shares = {objective: _share(objective, question, setting) for objective in setting.objectives}
    best = max(shares, key=lambda objective: shares[objective], default="")
    return best if best and shares[best] >= TESTED else ""


def _share(objective: str, question: Question, setting: Setting) -> float:
    named = subject_of(objective, setting.corpus.language)
    return len(named & question.about) / len(named) if named else 0.0
