"""Which term fits a description, which description fits a term, what does a command do, which statement is true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.offline.reading.facts.definition import (
    HEADINGS,
    PLAIN_VALUE,
    Definition,
    are_kin,
    is_plural,
    parts_of_name,
    tells,
    without_term,
)
from providers.offline.reading.facts.labels import KIND
from providers.offline.writing.questions.about import under_heading
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.descriptions import are_alike, descriptions_beside, inside, is_worth_knowing
from providers.offline.writing.questions.known_terms import are_of_a_kind, beside, is_explained_by, named
from providers.offline.writing.questions.question import ENOUGH, FEWEST, Question, Setting, balanced

GAP = "____"
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_GIVES_A_NAME = re.compile(r"\w (?:<-|:?=) \w")
_OF_EXAMPLE = re.compile(
    r"(?:This|Our|My|Dies(?:e[rs]?)?|Unsere?|Est[ea]|Nuestr[oa]|Cet(?:te)?|Ce|Notre) (?!is\b)", re.IGNORECASE
)
LONGEST_GAP, MOST_GAP_WORDS, FEWEST_TOLD = 32, 3, 5
FEWEST_USES, SHORTEST_HEAD, LONGEST_LIST = 2, 4, 60
FEWEST_OF_KIND, SHORTEST_OF_KIND = 4, 6


def of_definitions(setting: Setting) -> list[Question]:
    """Up to one question for each definition that the section shows, then those on which of some statements is true.

    Wrong options are terms or meanings of its rivals, or code of the same shape; without any, its sentence with a gap.
    """
    known = setting.corpus.definitions
    shown = [one for place in setting.places for one in known.of(place) if setting.shows(place, one.meaning[1:])]
    shown = [one for one in shown if not known.is_apart(one) or setting.is_home_of(one.term)]
    shown += _defined_elsewhere(setting, {one.place.order for one in shown})
    shown = _told_once(
        one
        for one in shown
        if known.can_be_asked(one)
        and is_worth_knowing(one, setting)
        and not (is_of_example(one, setting) or _is_thin(one))
    )
    asked = [question for at, one in enumerate(shown) for question in _asked(one, at + setting.ordinal, setting)]
    return [*asked, *_true(shown, setting)]


def is_of_example(one: Definition, setting: Setting) -> bool:
    """Whether only the example of the sources has it: a function or type that their code makes, what names a value or
    is called with values that have names, or code of a list of which they say "this" or "our"."""
    if not one.is_code:
        return False
    own, (name, _, rest) = setting.corpus, one.term.strip("`").partition("(")
    given = {word for word in _IDENTIFIER.findall(rest) if len(word) > 1}
    if _GIVES_A_NAME.search(one.term) or given & own.own_values or (not one.family and name.strip() in own.own_names):
        return True
    return bool(one.family) and _OF_EXAMPLE.match(_lead(one, setting)) is not None


def _lead(one: Definition, setting: Setting) -> str:
    """The last sentence before the list that it stands in; "" for a list that began more than `LONGEST_LIST` before."""
    before = reversed(setting.corpus.places[max(0, one.place.order - LONGEST_LIST) : one.place.order])
    lead = next((place for place in before if place.kind != "list_item"), None)
    return lead.sentences[-1] if lead is not None and lead.sentences else ""


def _is_thin(one: Definition) -> bool:
    """Whether a sentence says no more of a thing than its kind and how it is, as "a rather light metal" does."""
    is_kind = bool(one.subject) and not one.is_doing and not one.is_code
    return is_kind and len(one.stems) < FEWEST_OF_KIND and count_words(one.meaning) < SHORTEST_OF_KIND


def _told_once(shown: Iterable[Definition]) -> list[Definition]:
    """Without those that say again of a part of a name what is said of the name: "Kiln" and "Grand Kiln"."""
    kept: list[Definition] = []
    for one in shown:
        same = (other for other in kept if not (one.is_code or one.family or other.family) and are_alike(one, other))
        if not any(other.term_stems <= one.term_stems or one.term_stems <= other.term_stems for other in same):
            kept.append(one)
    return kept


def _defined_elsewhere(setting: Setting, shown: set[int]) -> list[Definition]:
    """What a glossary or a summary of the same documents says of terms that the section teaches."""
    documents = {place.document.id for place in setting.places}
    return [
        one
        for one in setting.corpus.definitions.apart
        if one.place.document.id in documents
        and one.place.order not in shown
        and setting.is_home_of(one.term)
        and (
            setting.has_home(one.term) or setting.sections.get(one.place.reference, setting.ordinal) == setting.ordinal
        )
        and setting.teaches(one.term, one.meaning)
    ]


def _asked(one: Definition, turn: int, setting: Setting) -> Iterator[Question]:
    """One question a definition: by turns for the term and for the description, or else whichever can be asked.

    Without rivals, its description is asked among those of other terms.
    """
    rivals = setting.corpus.definitions.rivals(one)
    if not one.is_code and not one.family:
        alike = (rival for rival in rivals if rival.is_plural == one.is_plural and are_of_a_kind(one, rival))
        rivals = [rival for rival in alike if not is_explained_by(one, rival)]
    if not one.is_code:
        rivals.sort(key=lambda rival: (not setting.speaks_of(rival.term), rival.genus != one.genus))
    ways = [_for_term, _for_meaning] if turn % 2 == 0 or not one.family else [_for_meaning, _for_term]
    if one.is_purpose or one.meaning.startswith("occur"):
        ways = [_for_term]
    elif one.term_stems <= setting.stems(setting.brief.title) or one.term_stems == setting.stems(setting.title):
        ways = [_for_meaning]  # whoever knows the title of the course, or of the section, knows the term
    elif one.is_doing and turn % 2:
        ways.reverse()
    made = (way(one, rivals, setting) for way in (ways if not one.is_object else ()))
    choices = chain(made, (_among_all(one, setting) for _ in range(1)))
    if question := next((each for each in choices if each and not _is_given_away(each, setting)), None):
        yield question
    elif _for_term in ways and (gap := _gap(one, setting)):
        yield gap


def _is_given_away(question: Question, setting: Setting) -> bool:
    return gives_away(question.stem, question.key, question.wrong, setting.corpus.language.code)


def _for_term(one: Definition, rivals: Sequence[Definition], setting: Setting) -> Question | None:
    key, *others = _headings(one, setting) or [_term(one, setting), *_others(one, rivals, setting)]
    wrong = balanced(key, [text for text in others if not _is_told(text, one)])
    if not wrong:
        return None
    kind = "ask_purpose" if one.is_purpose else "ask_code" if one.is_code or one.is_doing else "ask_term"
    meaning = without_term(one.meaning, one.term) if not (one.is_code or one.family) else one.meaning
    stem = setting.phrases.phrase(kind, meaning=inline(meaning))
    return _question(one, stem, key, wrong, setting)


def _is_told(text: str, one: Definition) -> bool:
    """Whether the meaning has words of another term that it has not of its own: "price floor" beside "price cap" has
    none."""
    language = one.place.language
    common = parts_of_name(text, language) & parts_of_name(one.meaning, language)
    return tells(one.meaning, text, language) and not common <= parts_of_name(one.term, language)


def _headings(one: Definition, setting: Setting) -> list[str]:
    """The term as its heading has it, and the things that the headings beside it name."""
    if one.is_code or (one.family and not one.family.endswith(HEADINGS)):
        return []
    names = setting.corpus.siblings.of(one.term, one.place.document.id)
    return list(names) if len(names) > FEWEST else []


def _others(one: Definition, rivals: Sequence[Definition], setting: Setting) -> list[str]:
    """Terms of rivals, and after them names of the same list, code of the same shape or terms explained otherwise."""
    alike = [rival for rival in rivals if one.is_code or rival.family or rival.is_plural == one.is_plural]
    near = [code for code in _like(one, setting) if one.is_code and code not in one.sentence]
    others = [] if one.is_code or one.family else beside(one, setting)
    labels = setting.corpus.definitions.labels_beside(one)
    own = [_term(rival, setting) for rival in alike if one.family and rival.family == one.family]
    rest = [_term(rival, setting) for rival in alike if not one.family or rival.family != one.family]
    return [*own, *labels, *rest, *near, *others]


def _like(one: Definition, setting: Setting) -> list[str]:
    """Code of the same shape that the text around speaks of, and that is not known to do the same."""
    codes = setting.corpus.codes_like(one.term, one.place.order) if one.is_code and not one.family else []
    codes = [code for code in codes if not PLAIN_VALUE.fullmatch(code)]
    said = setting.stems(one.meaning)
    return [code for code in codes if are_kin(code, one.term) and not setting.stems(code) & said]


def _for_meaning(one: Definition, rivals: Sequence[Definition], setting: Setting) -> Question | None:
    apart = [each for each in rivals if each.form == one.form and not tells(each.meaning, one.term, one.place.language)]
    wrong = balanced(_meaning(one), [_meaning(rival) for rival in apart])
    if not wrong:
        return None
    kind = "ask_doing" if one.is_doing else "ask_meaning"
    term = one.term if one.is_code else setting.phrases.quoted(_term(one, setting))
    return _question(one, setting.phrases.phrase(kind, term=term), _meaning(one), wrong, setting)


def _among_all(one: Definition, setting: Setting) -> Question | None:
    if one.is_code or one.family or one.is_doing or one.is_purpose or one.is_object:
        return None
    key = inside(one.meaning, setting)
    wrong = balanced(key, descriptions_beside(one, setting))
    if not wrong:
        return None
    stem = setting.phrases.phrase("ask_meaning", term=setting.phrases.quoted(_term(one, setting)))
    return _question(one, stem, key, wrong, setting)


def _meaning(one: Definition) -> str:
    """With a capital where lists and headings give the meanings, some of which have one."""
    return one.meaning[:1].upper() + one.meaning[1:] if one.family and not one.is_doing else one.meaning


def _gap(one: Definition, setting: Setting) -> Question | None:
    """The sentence that defines a term, without it: only where the term is its subject, and is short, and where so much
    is said of it that little else can be meant."""
    at = one.sentence.find(one.term)
    alone = count_words(one.term) <= MOST_GAP_WORDS and one.sentence.count(one.term.strip("`")) == 1
    if not one.is_code and len(one.stems) < FEWEST_TOLD:
        return None
    if one.term_stems <= setting.stems(one.place.document.title):
        return None  # all of the document is about it
    named = one.term_stems <= setting.corpus.heading_stems or one.term in one.place.block.terms
    if not (named or setting.corpus.uses(one.term) >= FEWEST_USES):
        return None
    if (
        (one.link == "stands for" and one.term.isupper())
        or one.sentence.count("(") > 1
        or not one.subject
        or one.is_doing
        or at < 0
        or not alone
        or len(one.term) > LONGEST_GAP
    ):
        return None
    stem = one.sentence[:at] + GAP + one.sentence[at + len(one.term) :]
    return replace(_question(one, stem, one.term.strip("`"), (), setting), accepted=_variants(one, setting))


def _variants(one: Definition, setting: Setting) -> tuple[str, ...]:
    """Other words for the term: with its article, in the other number, and short or in full as the source says."""
    if one.is_code:
        return ()
    article = one.subject.split(one.term)[0].strip('“„«" ').lower()
    number = one.term.removesuffix("s") if is_plural(one.term, one.place.language) else f"{one.term}s"
    known = setting.corpus.abbreviations
    other = [
        each.short if each.full == one.term else each.full for each in known if one.term in (each.full, each.short)
    ]
    number = number if setting.corpus.uses(number) and (" " not in one.term or one.place.language == "en") else ""
    capitals = [word for word in one.term.split() if word.isupper() and len(word) > 1]
    short = capitals[0] if len(capitals) == 1 else ""
    found = [f"{article} {one.term}" if article else "", number, *other, short, _head(one)]
    return tuple(dict.fromkeys(text for text in found if text and text != one.term))


def _head(one: Definition) -> str:
    """The word of a longer term that says what it is a kind of: "reflector" of "fire reflector"."""
    words = one.term.split()
    head = words[0 if one.place.language in ("es", "fr") else -1]
    return head if len(words) > 1 and len(head) >= SHORTEST_HEAD and head.isalpha() else ""


def _question(one: Definition, stem: str, key: str, wrong: tuple[str, ...], setting: Setting) -> Question:
    worth = 1.0 + setting.worth(one.term) + (0.2 if one.term_stems & setting.corpus.heading_stems else 0.0)
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=_about(one, stem, (key, *wrong), setting),
        key=key,
        wrong=wrong,
        structure=one.family or f"sentences:{one.is_doing}",
        topics=frozenset({one.term.casefold()}),
        worth=worth,
        about=setting.stems(one.term, one.meaning),
    )


def _about(one: Definition, stem: str, options: tuple[str, ...], setting: Setting) -> str:
    """With the heading over the list that explains the term, unless the stem says as much."""
    path = one.place.block.heading_path
    path = path[:-1] if one.family.endswith(HEADINGS) else path
    if not one.family or one.family.startswith(KIND) or setting.stems(*path[-1:]) & setting.stems(stem):
        return stem
    return under_heading(path, stem, options, setting)


def _term(one: Definition, setting: Setting) -> str:
    """As inside a sentence, where a sentence defines it; as in its list, where a list does."""
    return one.term if one.is_code or one.family else setting.corpus.lexicon.in_sentence(named(one, setting))


def _true(shown: Sequence[Definition], setting: Setting) -> Iterator[Question]:
    """Which statement is true? The others give to one thing what the source says of another one."""
    told = [one for one in shown if one.subject and one.link and not one.is_doing]
    for at, one in enumerate(told):
        rivals = [rival for rival in setting.corpus.definitions.rivals(one) if rival in told and rival.link == one.link]
        rivals = [rival for rival in rivals if are_of_a_kind(one, rival)]
        pair = next((pair for pair in pairwise(rivals) if _are_rivals(*pair, setting)), None)
        if pair is None:
            continue
        wrong = (_said(pair[0], pair[1].meaning), _said(pair[1], one.meaning), _said(one, pair[0].meaning))
        if len(set(map(len, wrong))) < ENOUGH - 1 or not balanced(_said(one, one.meaning), wrong):
            continue
        names = [setting.phrases.quoted(_term(each, setting)) for each in (one, *pair)]
        stem = setting.phrases.phrase("ask_true", terms=setting.phrases.join(names))
        topics = frozenset(each.term.casefold() for each in (one, *pair))
        yield Question(
            place=one.place,
            sentence=one.sentence,
            stem=stem,
            key=_said(one, one.meaning),
            wrong=wrong,
            structure="true",
            topics=topics,
            worth=0.8 + setting.worth(*(each.term for each in (one, *pair))) - 0.01 * at,
            about=setting.stems(one.term, one.meaning),
        )


def _are_rivals(one: Definition, other: Definition, setting: Setting) -> bool:
    return other in setting.corpus.definitions.rivals(one)


def _said(one: Definition, meaning: str) -> str:
    return f"{one.subject} {one.link} {meaning}."
