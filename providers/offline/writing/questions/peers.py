"""Things that the sources are about, written so that they could stand where another one stands in a sentence."""

from __future__ import annotations

from providers.language.articles import with_article
from providers.offline.reading.facts.definition import is_plural, is_term
from providers.offline.writing.questions.question import Setting

MOST = 12


def peers(
    term: str, said: frozenset[str], document: str, setting: Setting, *, definite: bool | None, several: bool
) -> list[str]:
    """Other topics of a document with the article that the place needs (`definite`; None for none), of the same number,
    those first that the section speaks of.

    `said` are the stems of what is said there: topics that it names, or of which the sources say much the same, are
    left out. None in languages without genders of articles here.
    """
    corpus = setting.corpus
    code, lexicon = corpus.language.code, corpus.lexicon
    own = setting.stems(term)
    found: list[str] = []
    for one in sorted(corpus.nouns, key=lambda noun: not setting.speaks_of(noun.text)):
        apart = document in one.documents and not one.stems & (said | own) and is_term(one.text)
        apart = apart and not (code == "de" and one.text[:1].islower())
        apart = apart and not {word.lower() for word in one.text.split()} & corpus.language.vague
        if not apart or is_plural(one.text, code) is not several or one.fits(said):
            continue
        name = lexicon.in_sentence(one.text)
        shown = with_article(name, lexicon, code, definite=bool(definite), several=several)
        if shown:
            found.append(shown if definite is not None else name)
        if len(found) >= MOST:
            break
    return found
