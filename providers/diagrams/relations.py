"""How the things of a text hang together: steps in order, things compared, and who does what to whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.terms import Mention, mentions

Relation = tuple[str, str, str]

LONGEST_LABEL, LONGEST_LINK, MOST_BETWEEN = 60, 24, 7
FEWEST_STEPS, FEWEST_RELATIONS = 3, 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_FIRST_CLAUSE = re.compile(r"[,;:(–—]| (?:and then|and|so that|so|which|that|where|when|until|und|damit|bis|y|et) ")
_LINKS = frozenset(
    "is are was has have contains uses takes gives makes allows creates returns means holds keeps sends reads writes "
    "ist sind hat haben enthält nutzt est sont a ont contient es son tiene tienen contiene".split()
)
_HELPERS = frozenset("can will must may should does do also always never automatically then not".split())
_NO_LINKS = frozenset(
    "and or nor but if when while because that which who whose we you i they it he she us our your using "
    "und oder wenn weil dass wir sie man et ou si quand que qui nous vous y o si cuando que nosotros usted".split()
)
_PREPOSITIONS = frozenset(
    "in of on at by for from with within inside into under over between about like "
    "im am vom von zum zur bei mit aus auf für über unter zwischen dans du des sur avec pour par sous "
    "de del con para por sobre entre".split()
)
_SMALL = frozenset(
    "the a an its their this that these those your our all any each what how where some another no "
    "der die das den dem ein eine einen einem le la les un une des el los las una".split()
)


def relations_of(sentences: Iterable[str], lexicon: Lexicon, language: str, *, whole: bool = False) -> list[Relation]:
    """(term, relation word, term) where a sentence joins two terms with a verb between them; of `whole` sentences only
    where it says no more than that."""
    found: dict[tuple[str, str], Relation] = {}
    for sentence in sentences:
        line = _compounds(sentence, mentions(sentence, lexicon, language))
        for one, other in pairwise(line):
            label = _link(sentence[one.end : other.start], lexicon)
            apart = not set(one.key.split()) & set(other.key.split())
            if whole and not _says_no_more(sentence, one, other):
                continue
            if label and apart and not _belongs_to_another(sentence[: one.start]) and (other.key, one.key) not in found:
                found.setdefault((one.key, other.key), (_label(one), label, _label(other)))
    return list(found.values())


def _says_no_more(sentence: str, one: Mention, other: Mention) -> bool:
    before = sentence[: one.start].lower().split()
    return all(word in _SMALL for word in before) and not sentence[other.end :].strip(" .")


def _belongs_to_another(before: str) -> bool:
    """Whether a term after this text is no subject: "the size of the `tail`" says nothing of the tail."""
    words = [word for word in _WORD.findall(before.lower())[-3:] if word not in _SMALL]
    return bool(words) and words[-1] in _PREPOSITIONS


def _compounds(sentence: str, line: Sequence[Mention]) -> list[Mention]:
    """ "`try` statement" is one thing."""
    joined: list[Mention] = []
    for mention in line:
        last = joined[-1] if joined else None
        if last and last.kind == "code" and sentence[last.end : mention.start] == " " and mention.kind == "noun":
            text = sentence[last.start : mention.end]
            joined[-1] = Mention(text, last.start, mention.end, "noun", f"{last.key} {mention.key}")
        else:
            joined.append(mention)
    return joined


def _link(between: str, lexicon: Lexicon) -> str:
    """The verb between two terms with its particle, if that is all that stands there but small words."""
    words = between.split()
    if not 1 <= len(words) <= MOST_BETWEEN or not all(_WORD.fullmatch(word) for word in words):
        return ""
    lower = [word.lower() for word in words]
    at = 1 if lower[0] in _HELPERS and len(lower) > 1 else 0
    if _NO_LINKS & set(lower) or not (lower[at] in _LINKS or lexicon.is_action(lower[at])):
        return ""
    label = " ".join(takewhile(lambda word: word.lower() not in _SMALL, words))
    return label if 0 < len(label) <= LONGEST_LINK else ""


def _label(mention: Mention) -> str:
    return mention.text.replace("`", "")


def steps_of(groups: Iterable[Sequence[str]], table: Language) -> list[str]:
    """The labels of the first run of sentences that tell an order: "first … then … finally"."""
    for sentences in groups:
        marked = [index for index, sentence in enumerate(sentences) if table.opens("step", sentence)]
        if len(marked) >= FEWEST_STEPS:
            labels = [short_label(sentences[index]) for index in marked]
            if any(table.says("definition", sentences[index]) for index in marked):
                continue
            if all(labels) and len(set(labels)) == len(labels):
                return labels[:7]
    return []


def short_label(sentence: str) -> str:
    """The sentence, or its first clause, if it is short enough to stand in a box; "" if not."""
    plain = re.sub(r"^(?:first|then|next|finally|lastly|afterwards|second|third|now)[,:]?\s+", "", sentence, flags=re.I)
    plain = plain.replace("`", "").rstrip(".!:; ")
    for piece in (plain, _FIRST_CLAUSE.split(plain)[0].strip()):
        if 3 <= len(piece) <= LONGEST_LABEL:
            return piece[:1].upper() + piece[1:]
    return ""


def connected(relations: Sequence[Relation], most: int) -> list[Relation]:
    """The relations among at most `most` terms, grown from the term that has most of them."""
    degree = Counter(term for one, _, other in relations for term in (one, other))
    if not degree:
        return []
    kept = {min(degree, key=lambda term: (-degree[term], term))}
    chosen: list[Relation] = []
    for _ in relations:
        fitting = [
            relation
            for relation in relations
            if relation not in chosen
            and {relation[0], relation[2]} & kept
            and len(kept | {relation[0], relation[2]}) <= most
        ]
        if not fitting:
            break
        chosen.append(fitting[0])
        kept |= {fitting[0][0], fitting[0][2]}
    return chosen
