"""Whether a clause says by itself what it is about, as one has to that is asked about alone."""

from __future__ import annotations

from learning.objectives import MEASURABLE_VERBS
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

_INDEFINITE = frozenset("a an ein eine un una une des unos unas jeder jede jedes each every chaque cada".split())


def names_its_subject(clause: str, place: Place, setting: Setting) -> bool:
    """Whether it begins with anything of a kind, with code or a proper name, or with a thing that the headings above
    it, the title of the section or the emphasis of its block name; an order, a pronoun or "the" thing of a story does
    not."""
    table = setting.corpus.language
    first, _, rest = clause.strip().partition(" ")
    word = first.lower().rstrip(",")
    if word in _INDEFINITE or first.startswith("`"):
        return True
    named = setting.stems(*place.block.heading_path[-2:], *place.block.terms, setting.title)
    if word in table.determiners or "'" in word or "’" in word:
        return bool(setting.stems(" ".join([word.partition("'")[2], *rest.split()[:1]])) & named)
    if word in table.stop_words | table.openers or (table.code == "en" and word in MEASURABLE_VERBS):
        return False
    is_name = setting.corpus.lexicon.in_sentence(first)[:1].isupper() and not table.nouns_capitalised
    is_noun = table.nouns_capitalised and setting.corpus.lexicon.is_noun(first)
    return is_name or is_noun or bool(setting.stems(first, *rest.split()[:1]) & named)
