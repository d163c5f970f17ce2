"""Which clause, function or constraint is it of which the source says this, and what does one do?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from providers.language.markdown_text import inline
from providers.offline.reading.facts.kinds import singular
from providers.offline.reading.facts.told import Told, told_in, told_of
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
ALIKE = 0.4
MOST_RIVALS = 8


def of_kinds(setting: Setting) -> list[Question]:
    """A question for each shown sentence that tells something of a thing of a kind, with others of the kind; where the
    section is called by the thing, what it does beside what others do."""
    kinds = setting.corpus.kinds
    told = (one for place in setting.places for one in told_in(place, kinds) if setting.shows(place, one.sentence))
    made = (
        _for_doing(one, setting) if _is_titled(one, setting) else _for_name(one, setting)
        for one in told
        if not is_of_story(f"{one.name} {one.said}", setting)
        and not setting.stems(one.name) & (one.stems | setting.stems(setting.brief.title))
    )
    return [question for question in made if question is not None]


def is_of_story(text: str, setting: Setting) -> bool:
    """Whether code in a text is what only the example of the sources has."""
    own = setting.corpus.own_names | setting.corpus.own_values
    return any(part.partition("(")[0].strip() in own for part in text.split("`")[1::2])


def codes_apart(key: str, said: frozenset[str], text: str, names: Iterable[str], setting: Setting) -> list[str]:
    """Up to `MOST_RIVALS` pieces of code that a text does not name or spell, and of which the sources do not
    say much the same as it says of the key."""
    codes = (name for name in dict.fromkeys(names) if name.startswith("`") and name != key and name not in text)
    return [name for name in codes if _is_apart(name, name, said, setting)][:MOST_RIVALS]


def _is_titled(one: Told, setting: Setting) -> bool:
    """Whether the section is called by the thing: whoever sees the title knows the answer."""
    return setting.stems(setting.title) == setting.stems(one.name, one.noun)


def _for_name(one: Told, setting: Setting) -> Question | None:
    noun = one.noun or setting.corpus.kinds.kind_of(one.name)
    if noun and re.match(rf"(?:is|are) (?:(?:an?|the) )?{noun}\b", one.said):
        return None
    key = _shown(one.name, noun)
    wrong = balanced(key, [_shown(name, noun) for name in _rivals(one, noun, setting)])
    return _question(one, _stem(one, noun, setting), key, wrong, setting) if len(wrong) >= FEWEST else None


def _stem(one: Told, noun: str, setting: Setting) -> str:
    if noun and not one.opening and one.said[:1].isalpha():
        return setting.phrases.phrase("ask_kind", kind=noun, said=inline(one.said))
    kind = f" {one.noun}" if one.noun and one.name.startswith("`") else ""
    between = "" if one.said.startswith(",") else " "
    return f"{one.opening}{GAP}{kind}{between}{one.said}."


def _for_doing(one: Told, setting: Setting) -> Question | None:
    """What does it do, beside what others of its kind do."""
    if not one.noun or one.is_plural or not one.is_doing:
        return None
    key, name = one.said, _shown(one.name, one.noun)
    others = list(_doings_beside(one, setting))
    wrong = balanced(key, others)
    if len(wrong) < FEWEST:
        return None
    term = name if one.name.startswith("`") else setting.phrases.quoted(name)
    return _question(one, setting.phrases.phrase("ask_doing", term=term), key, wrong, setting)


def _doings_beside(one: Told, setting: Setting) -> Iterator[str]:
    kinds, own = setting.corpus.kinds, setting.stems(one.name)
    for name in _rivals(one, one.noun, setting):
        for other in told_of(name, one.noun, kinds):
            apart = not own & other.stems and not setting.stems(name) & other.stems
            if apart and other.is_doing and other.is_plural is one.is_plural and not is_of_story(other.said, setting):
                yield other.said
                break


def _question(one: Told, stem: str, key: str, wrong: tuple[str, ...], setting: Setting) -> Question:
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=stem,
        key=key,
        wrong=wrong,
        structure="kinds",
        topics=frozenset({one.name.casefold()}),
        worth=0.8 + setting.worth(one.name, one.said),
        about=setting.stems(one.sentence, one.name),
    )


def _shown(name: str, noun: str) -> str:
    return name if name.startswith("`") else f"{name} {noun}"


def _rivals(one: Told, noun: str, setting: Setting) -> list[str]:
    """Others of the kind of which the source does not say this: what stands in a row with it, then the most named."""
    kinds = setting.corpus.kinds
    of_kind = kinds.of(noun) if noun else []
    if one.name.startswith("`"):
        return codes_apart(one.name, one.stems, one.said, [*kinds.beside(one.name), *of_kind], setting)
    own = setting.stems(one.name)
    words = (name for name in of_kind if not name.startswith("`"))
    other = (name for name in words if not (setting.stems(name) <= own or own <= setting.stems(name)))
    return [name for name in other if _is_apart(name, _shown(name, singular(noun)), one.stems, setting)][:MOST_RIVALS]


def _is_apart(name: str, shown: str, said: frozenset[str], setting: Setting) -> bool:
    if setting.stems(name) & said or is_of_story(name, setting):
        return False
    told = (setting.stems(text) for _, text in setting.corpus.kinds.begun_with(shown))
    return not any(len(said & each) >= ALIKE * len(said) for each in told)
