"""Which command, option or method does a sentence speak of? The gap stands where it names what does the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.language.shapes import shape_of
from providers.offline.reading.facts.code_roles import CODE, MEANS, role_of
from providers.offline.reading.facts.definition import PLAIN_VALUE, are_kin, parts_of_name, points_out
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
MOST_BEFORE = 2
SHORTEST_SPELT = 3
BESIDE = 40
"""How many blocks before and after what is shown are looked at."""
SHORTEST, LONGEST = 6, 34
SHORTEST_AIM, LONGEST_AIM = 3, 16
FEWEST_STEMS = 3
SHAPES = frozenset({"flag", "call", "dunder", "constant", "class", "command", "word"})
_MANUAL = re.compile(r"^ ?\(\d\)")
"""The section of the manual that a command is in."""
EXACT = frozenset({"flag", "call", "dunder", "command"})
"""Shapes that say by themselves what kind of thing a piece of code is."""
_NAME = re.compile(r"\W+$|^\W+|\(.*")
"""What is not of the name of a function or type."""
ALONE = frozenset({"call", "word", "class"})
"""Shapes of names that need none of the same beginning beside them."""
_LETTER = re.compile(r"`-\w`")
"""An option of one letter, which says something only beside its command."""
_NEEDS_MORE = re.compile(
    r"^\w+ing\b|\b(?:also|just as|example|Beispiel|ejemplo|exemple|également|simplement|ici|donc|alors|hier|ebenfalls|"
    r"auch|también|should|must|devr\w+|doit|doivent|aller plus loin|sachez que|à noter que|sollten?|muss|müssen|"
    r"debe[nr]?\w*|was|were|actually)\b|\bversion \d|\bv?\d+\.\d|\b(?:on dit parfois)\b",
    re.IGNORECASE,
)
"""What adds to something said before, shows an example, gives advice, or is no whole sentence."""
_AIM = re.compile(r"(?:To|In order to|If you (?:want|need|wish) to|Um|Para|Pour|Afin d) ?", re.IGNORECASE)
_PAST = re.compile(r"(?: [a-z]+)? [a-z]+ed\b")
_MAYBE = re.compile(r" (?:can|may|might|could|kann|können|pueden?|peut|peuvent)\b")
_KIND = (
    r"(?: (?:command|option|flag|function|method|operator|keyword|statement|directive|program|tool|setting|utility))?"
)
_USED = re.compile(
    rf"(?:(?:(?:You|We|One) can )?(?:[Uu]se|[Rr]un|[Cc]all|[Tt]ype) (?:the )?(?P<first>`[^`]{{2,40}}`){_KIND} to |"
    rf"(?:The )?(?P<second>`[^`]{{2,40}}`){_KIND} (?:is|can be) used (?:in order )?to )(?P<aim>[a-z][^:;()]+?)"
    r"(?:\.|, (?:and|but|so|which)\b.*)"
)
_POINTS = re.compile(
    r"\b(?:it|its|them|their|these|those|this|we|us|our|the file|above|below|following|another|other|also)\b"
)
_SPOKEN_TO = re.compile(r"\b(?:Ihren?|Ihre[mrs]?|sus?|vos|votre)\b")


def of_code(setting: Setting) -> list[Question]:
    """A question for each shown sentence that speaks of a piece of code, or names one alone as the means to an end.

    Wrong options are pieces of code of the same shape and role near it that share no part of the name, and of which the
    text says nothing alike.
    """
    return [question for place in setting.places if place.is_prose for question in _of_place(place, setting)]


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    for sentence in place.sentences:
        codes = list(CODE.finditer(sentence))
        if not codes or ":" in sentence or not SHORTEST <= count_words(sentence) <= LONGEST:
            continue
        role = role_of(sentence, codes[0], setting.corpus.language.code)
        told = place.stands_alone(sentence) and setting.shows(place, sentence)
        alone = not (points_out(sentence) or _SPOKEN_TO.search(sentence) or _NEEDS_MORE.search(sentence))
        loose = role == MEANS and (shape_of(codes[0][0]) == "word" or len(codes) > 1)
        loose = loose or not (_is_aim(sentence, codes[0]) if role == MEANS else _opens(sentence, codes[0], setting))
        if role and not loose and told and alone and _is_name(codes[0][0]):
            yield from _asked(place, sentence, codes[0], role, setting)
        elif (used := _USED.match(sentence)) and place.language == "en" and setting.shows(place, sentence):
            yield from _served(place, sentence, used, setting)


def _served(place: Place, sentence: str, used: re.Match[str], setting: Setting) -> Iterator[Question]:
    """What serves to an end, where a sentence says just that: "Use `x` to list the boats."."""
    aim, found = used["aim"], used["first"] or used["second"]
    said = setting.stems(aim)
    if not SHORTEST_AIM <= len(aim.split()) <= LONGEST_AIM or points_out(aim) or _POINTS.search(aim):
        return
    if sentence.endswith(("e.g.", "i.e.", "etc.")) or not _is_name(found) or found in setting.corpus.own_names:
        return
    wrong = _rivals(place, found, aim, said, "", setting)
    if len(wrong) >= FEWEST and len(said) >= FEWEST and found not in aim and not _spells(found, aim):
        kind = "ask_command_for" if shape_of(found).partition(":")[0] in ("command", "word") else "ask_code_for"
        yield Question(
            place=place,
            sentence=sentence,
            stem=setting.phrases.phrase(kind, aim=inline(aim.rstrip(" ."))),
            key=found,
            wrong=wrong,
            structure="code",
            topics=frozenset({found.casefold()}),
            worth=0.8 + setting.worth(found, aim),
            about=said,
        )


def _is_aim(sentence: str, found: re.Match[str]) -> bool:
    """Whether the sentence begins with what the code serves to, or ends with the code."""
    return _AIM.match(sentence) is not None or len(sentence) - found.end() <= 1


def _opens(sentence: str, found: re.Match[str], setting: Setting) -> bool:
    """Whether the sentence speaks of the code, and says what holds at any time: "The `x` command adds …"."""
    before = sentence[: found.start()].split()
    past = setting.corpus.language.code == "en" and _PAST.match(sentence, found.end())
    return len(before) <= MOST_BEFORE and not past and not _MAYBE.match(sentence, found.end())


def _is_name(code: str) -> bool:
    return (
        not PLAIN_VALUE.fullmatch(code) and not _LETTER.fullmatch(code) and shape_of(code).partition(":")[0] in SHAPES
    )


def _asked(place: Place, sentence: str, found: re.Match[str], role: str, setting: Setting) -> Iterator[Question]:
    key = found[0]
    rest = sentence[: found.start()] + sentence[found.end() :]
    said = setting.stems(rest)
    if _NAME.sub("", key) in setting.corpus.own_names:
        return
    if key in rest or len(said) < FEWEST_STEMS or parts_of_name(key, place.language) & said or _spells(key, rest):
        return
    wrong = _rivals(place, key, rest, said, role, setting)
    if len(wrong) < FEWEST:
        return
    yield Question(
        place=place,
        sentence=sentence,
        stem=sentence[: found.start()] + GAP + _MANUAL.sub("", sentence[found.end() :]),
        key=key,
        wrong=wrong,
        structure="code",
        topics=frozenset({key.casefold()}),
        worth=0.6 + setting.worth(key, sentence),
        about=setting.stems(sentence),
    )


def _rivals(place: Place, key: str, rest: str, said: frozenset[str], role: str, setting: Setting) -> tuple[str, ...]:
    """Other code near it of the key's shape, and of its role where the shape says little; any role where `role` is
    ""."""
    shape = shape_of(key).partition(":")[0]
    roles = setting.corpus.roles_of_code
    near = [
        code
        for code in setting.corpus.codes_like(key, place.order)
        if code not in rest
        and (shape in EXACT or (role in roles.get(code, ()) if role else bool(roles.get(code))))
        and _is_apart(code, key, said, setting)
    ]
    if shape == "flag":
        near = [code for code in near if code in _codes_beside(place, setting)]
    return balanced(key, near)


def _codes_beside(place: Place, setting: Setting) -> frozenset[str]:
    """The code of all text under the same heading: options of other commands are no rivals."""
    around = (other for other in setting.around(BESIDE) if other.block.heading_path == place.block.heading_path)
    return frozenset(found[0] for other in around for found in CODE.finditer(other.text))


def _spells(key: str, rest: str) -> bool:
    """Whether a word of the sentence is a part of the name."""
    name = key.strip("`").lower()
    return any(len(word) >= SHORTEST_SPELT and word in name for word in re.findall(r"[^\W\d_]+", rest.lower()))


def _after_program(code: str) -> str:
    """What tells a command from others of its program: "pull origin" of "git pull origin"."""
    program, _, rest = code.strip("`").partition(" ")
    return rest if rest and not rest.startswith("-") else program


def _is_apart(code: str, key: str, said: frozenset[str], setting: Setting) -> bool:
    language = setting.corpus.language.code
    parts, own = (parts_of_name(_after_program(one), language) for one in (code, key))
    unlike = not parts & own and not parts & said
    alike = are_kin(code, key) or shape_of(key) in ALONE
    return alike and unlike and _is_name(code) and 2 * len(said & setting.corpus.told_of(code)) < len(said)
