"""Gaps and options that are words of grammar, adverbs or forms of verbs where a term of the subject should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.flaws.families import named
from learning.checks.flaws.grammar import is_plural
from learning.checks.languages.language import Language
from learning.checks.reading import GAP, Flaw, Reading, is_general, words_of
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.tagging import tag

FEWEST_STRANGE = 2
SHORTEST_ADVERB = 6
_ADVERB = {
    "en": re.compile(r"(?!(?:assembly|anomaly|family|supply|monopoly|butterfly|jelly|italy|july)$)\w+ly"),
    "es": re.compile(r"(?!(?:mente)$)\w+mente"),
    "fr": re.compile(r"(?:\w+[ae]mment|\w{3,}ement)"),
}
_NOUNS_IN_EMENT = re.compile(
    r"(?:élé|seg|ali|bâti|appart|départe|raccorde|vieillisse|rende|loge|rai|argu|docu|instru|monu|vête|mouve|change|"
    r"traite|enregistre|développe|environne|gouverne|juge|"
    r"loge|paie|fonde|événe|raisonne|enseigne|comporte|fonctionne|rende|équipe|ordonnance|rassemble|engage|"
    r"classe|calcule|charge|déplace|stocke|chiffre|rempla|finance|règle|place|rapproche|croise|dénombre)ment"
)
_PARTICIPLE = {
    "en": (re.compile(r"\b(?:is|are|was|were|been|be|being|has|have|had)(?: \w+ly)?$"), re.compile(r"\w{3,}ed")),
    "es": (re.compile(r"\b(?:haber|ha|han|había|habían|he|hemos|fue|fueron|sido)$"), re.compile(r"\w{3,}[ai]d[oa]s?")),
    "fr": (re.compile(r"\b(?:ont|avait|avaient|été|sera|seront|avoir|être)$"), re.compile(r"\w{3,}ée?s?")),
}
_ABOUT_WORDS = re.compile(
    r"\b(?:connective|operator|keyword|conjunction|preposition|pronoun|article|particle|auxiliary|adverb|verb|tense|"
    r"quantifier|junktor|operator|schlüsselwort|konjunktion|präposition|pronomen|artikel|partikel|hilfsverb|"
    r"verb|conectiva|conector|operador|preposición|pronombre|artículo|adverbio|verbo|connecteur|"
    r"opérateur|préposition|pronom|adverbe|verbe)\w{0,2}\b|\b(?:words?|wort|wörter|palabras?|mots?) ____",
    re.IGNORECASE,
)
_LOOSE = frozenset(
    "once again just almost quite rather perhaps already still yet even soon here there now hence twice often away "
    "behind beyond along across around back off down together apart aquí allí ahora luego siempre quizás casi bastante "
    "juntos ici là maintenant toujours souvent presque assez encore déjà ensemble".split()
)
"""Words that say when, where or how much, in English, Spanish and French."""
_CONTRACTED = re.compile(r"(?:it|that|there|they|we|you|he|she|i|don|doesn|isn|can|won|let)['’](?:s|t|re|ll|ve|d|m)")
_NO_BASE_FORM = re.compile(r"[A-Z].*|\w+(?:tion|ive|ity|ness|ly|able|ous|[^s]s|ing|ed)")


def word_class_flaws(read: Reading, *, is_asked: bool, is_settled: bool) -> Iterator[Flaw]:
    """BLANK, IMPL and GRAM of a gap; `is_asked` where the objective names the key, `is_settled` where a definition or
    contrast tells what fits."""
    language, vocabulary = read.language, read.vocabulary
    if not read.is_gap or language is None or vocabulary is None or read.key_is_code or is_asked:
        return
    if _ABOUT_WORDS.search(read.stem) or (len(words_of(read.key)) == 1 and read.key.isupper()):
        return
    if _is_grammar(read.key, language, vocabulary) and not _is_named_thing(read, vocabulary):
        alike = [text for text in read.distractors if _is_grammar(text, language, vocabulary)]
        if len(alike) * 2 <= len(read.distractors) and not read.check.accepted:
            yield Flaw("BLANK", "stem", say("“{key}” is a word of grammar and no term of the subject.", key=read.key))
            return
    if read.is_choice and _is_common(read.key, vocabulary) and not is_settled:
        alike = [text for text in read.distractors if _is_common(text, vocabulary)]
        if len(alike) * 2 <= len(read.distractors):
            detail = say("“{key}” is no term of the subject; put the gap on what the sentence explains.", key=read.key)
            yield Flaw("BLANK", "stem", detail)
    elif read.is_choice:
        yield from _strange_options(read, language, vocabulary)
    elif (_is_participle(read) or _is_english_verb(read)) and not is_settled and not read.check.accepted:
        yield Flaw(
            "BLANK", "stem", say("The gap stands for what is done, which other verbs than “{key}” say.", key=read.key)
        )


def _is_grammar(text: str, language: Language, vocabulary: Vocabulary) -> bool:
    """Whether a text is one word of grammar or one adverb."""
    words = words_of(text)
    if len(words) != 1 or text.isupper() or "`" in text:
        return False
    word = words[0]
    if _CONTRACTED.fullmatch(word):
        return True
    if vocabulary.code == "de" and not text[:1].islower() and word not in vocabulary.relative:
        return word in language.function_words
    return word in language.function_words | vocabulary.small | _LOOSE or _is_adverb(word, vocabulary)


def _is_adverb(word: str, vocabulary: Vocabulary) -> bool:
    found = _ADVERB.get(vocabulary.code)
    if found is None or len(word) < SHORTEST_ADVERB or _NOUNS_IN_EMENT.fullmatch(word):
        return False
    return found.fullmatch(word) is not None


def _is_named_thing(read: Reading, vocabulary: Vocabulary) -> bool:
    """“a ____”: after an article even a word of grammar is a thing (a will, a may), if nothing but a verb follows."""
    article = words_of(read.before)[-1:]
    follows = words_of(read.after)[:1]
    is_noun = bool(vocabulary.articles.intersection(article))
    return is_noun and (not follows or follows[0] in vocabulary.small or follows[0] in vocabulary.predicates)


def _strange_options(read: Reading, language: Language, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Words of grammar and any words among the wrong options, where the right one is a term."""
    if is_general(read.key, language) or _is_common(read.key, vocabulary):
        return
    grammar = [text for text in read.distractors if _is_grammar(text, language, vocabulary)]
    others = [
        text
        for text in read.distractors
        if text not in grammar
        and (is_general(text, language) or _is_common(text, vocabulary) or _is_predicate(text, vocabulary))
    ]
    if grammar and len(grammar) + len(others) >= FEWEST_STRANGE and not _is_grammar(read.key, language, vocabulary):
        yield Flaw(
            "IMPL",
            "options",
            say(
                "{options} are no terms of the subject as “{key}” is; offer others of its kind.",
                options=named([*grammar, *others]),
                key=read.key,
            ),
        )
        return
    if vocabulary.code == "de" and read.key.islower():
        nouns = [text for text in read.distractors if text[:1].isupper() and not text.isupper()]
        if len(nouns) * 2 >= len(read.distractors):
            yield Flaw("GRAM", "options", say("Only the right answer goes on with the sentence of the stem."))
    elif vocabulary.code == "en" and _is_before_verb(read, vocabulary):
        unfit = [text for text in read.distractors if _NO_BASE_FORM.fullmatch(text) or is_plural(text)]
        if len(unfit) * 2 >= len(read.distractors) and not _NO_BASE_FORM.fullmatch(read.key):
            yield Flaw("GRAM", "options", say("Only the right answer goes on with the sentence of the stem."))
    elif _is_participle(read):
        form = _PARTICIPLE[vocabulary.code][1]
        if not any(form.fullmatch(text) for text in read.distractors):
            yield Flaw("GRAM", "options", say("Only the right answer goes on with the sentence of the stem."))


def _is_english_verb(read: Reading) -> bool:
    """“is to ____ water”, “references ____ to”: by the model of the language, a verb stands in the gap."""
    if read.vocabulary is None or read.vocabulary.code != "en" or len(words_of(read.key)) != 1:
        return False
    if not read.key.islower() or not read.before:
        return False
    words, at = tag(read.stem.replace(GAP, read.key), "en"), len(tag(read.before, "en"))
    if at >= len(words) or words[at].part != "verb" or read.key.endswith(("ing", "ed")):
        return False
    return words[at - 1].word == "to" or words[at - 1].part in ("noun", "name")


def _is_before_verb(read: Reading, vocabulary: Vocabulary) -> bool:
    """“can ____”, “to ____ the”: an English verb without an ending comes here."""
    before = words_of(read.before)[-1:]
    return bool(vocabulary.verbal.intersection(before)) or (
        before == ["to"] and words_of(read.after)[:1] in (["a"], ["an"], ["the"])
    )


def _is_predicate(text: str, vocabulary: Vocabulary) -> bool:
    """“are yellow”: several words that begin with a verb."""
    return len(text.split()) > 1 and bool(vocabulary.predicates.intersection(words_of(text)[:1]))


def _is_common(text: str, vocabulary: Vocabulary) -> bool:
    words = words_of(text)
    return len(words) == 1 and text[:1].islower() and words[0] in vocabulary.common


def _is_participle(read: Reading) -> bool:
    """“has been ____ by”: the gap takes a form of a verb."""
    forms = _PARTICIPLE.get(read.vocabulary.code) if read.vocabulary else None
    return forms is not None and bool(forms[0].search(read.before)) and bool(forms[1].fullmatch(read.key))
