"""Lists that somebody who reads code wrongly takes for the one that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

MOST_ITEMS, FEWEST_IN_A_CURVE = 14, 4
SEQUENCE = re.compile(
    r"(?P<open>(?:array\()?[\[({]|%\{|#\{|'\(|#\()(?P<items>[^\[\](){}]*)(?P<close>[\])}]\)?)(?P<rest>)"
)
_LITERAL = re.compile(r"[\[({]([^\[\](){}]*)[\])}]")
_INTEGER = re.compile(r"[-+]?\d{1,6}")
_IN_ANY_ORDER = frozenset({"{", "%{", "#{"})
Items = list[str]


def items_of(text: str) -> tuple[Items, str]:
    """The items between brackets, and what stands between two of them."""
    plain = text.strip()
    if "," in plain:
        return [item.strip() for item in plain.split(",") if item.strip()], ", " if ", " in plain else ","
    if "\n" in plain:
        return [" ".join(line.split()) for line in plain.splitlines() if line.strip()], "\n"
    return plain.split(), " "


def plain(text: str) -> str:
    """A list on one line without the blanks that align its items."""
    if "\n" in text or not SEQUENCE.fullmatch(text):
        return text
    return re.sub(r"(?<=[\[({]) +| +(?=[,\])}])|(?<=, ) +", "", text)


def is_in_any_order(text: str, language: str) -> bool:
    """Whether it is a map or a set, whose items have no order."""
    found = SEQUENCE.fullmatch(text)
    return bool(found and found["open"] in _IN_ANY_ORDER and not (language == "elixir" and found["open"] == "{"))


def is_repeated(text: str, code: str) -> bool:
    """Whether the code names just these items, so that there is nothing to tell."""
    found = SEQUENCE.fullmatch(text)
    if not found:
        return False
    items = _bare(items_of(found["items"])[0])
    return any(
        _bare(literal) == items or (found["open"] in _IN_ANY_ORDER and sorted(_bare(literal)) == sorted(items))
        for literal in _literals(code)
    )


def mistaken_sequences(text: str, code: str, language: str) -> list[str]:
    """Other lists, the likeliest first: the one of the code as it was, changed at another place, another stretch of it,
    one item more or less where the code counts. [] for what is no list, and for longer ones."""
    found = SEQUENCE.fullmatch(text)
    if not found:
        return []
    items, joint = items_of(found["items"])
    if not items or len(items) > MOST_ITEMS:
        return []
    keeps_order = not is_in_any_order(text, language)
    others = [other for other in _others(items, code, keeps_order) if other and _bare(other) != _bare(items)]
    return [f"{found['open']}{joint.join(other)}{found['close']}" for other in others]


def _others(items: Items, code: str, keeps_order: bool) -> Iterator[Items]:
    for literal in _literals(code):
        if keeps_order:
            yield from _edited(items, literal)
        elif set(_bare(literal)) & set(_bare(items)):
            yield literal
    if keeps_order:
        yield from _reckoned(items, code)
    if not keeps_order and len(items) > 1:
        yield from (items[:-1], items[1:])


def _literals(code: str) -> list[Items]:
    return [items_of(literal)[0] for literal in _LITERAL.findall(code) if literal.strip()]


def _bare(items: Sequence[str]) -> Items:
    return [re.sub(r"[\s\"'`]|\.0*$", "", item) for item in items]


def _edited(items: Items, literal: Items) -> Iterator[Items]:
    """What else could have become of a list of the code than what did."""
    own, was = _bare(items), _bare(literal)
    if len(was) < 2:
        return
    at = _place_of(own, was)
    if at >= 0 and len(was) > len(own):
        yield from _stretches(literal, at, at + len(own))
        return
    if len(own) == len(was) + 1:
        place = next((place for place in range(len(own)) if own[:place] + own[place + 1 :] == was), -1)
        if place >= 0:
            new = items[place]
            yield from (
                [*literal[:other], new, *literal[other:]]
                for other in (0, place - 1, place + 1, len(was))
                if 0 <= other <= len(was) and other != place
            )
            yield literal
            if place < len(literal):
                yield [*literal[:place], new, *literal[place + 1 :]]
        return
    if len(own) == len(was):
        differing = [place for place in range(len(own)) if own[place] != was[place]]
        if len(differing) == 1:
            place, new = differing[0], items[differing[0]]
            yield from (
                [*literal[:other], new, *literal[other + 1 :]]
                for other in (place - 1, place + 1)
                if 0 <= other < len(was)
            )
            yield literal
            yield [*literal[:place], new, *literal[place:]]
            return
        if sorted(own) == sorted(was):
            yield from (literal, literal[::-1], sorted(literal), sorted(literal, reverse=True))
            return
        yield literal
        return
    if _is_part(own, was):
        yield [item for item, bare in zip(literal, was, strict=True) if bare not in own]
        yield literal
        for place in range(len(was)):
            if was[place] not in own:
                yield [item for at, item in enumerate(literal) if was[at] in own or at == place]


def _is_part(own: Items, was: Items) -> bool:
    left = iter(was)
    return len(own) < len(was) and all(any(item == other for other in left) for item in own)


def _stretches(literal: Items, start: int, end: int) -> Iterator[Items]:
    yield from (literal[part] for part in stretches(len(literal), start, end))


def stretches(length: int, start: int, end: int) -> Iterator[slice]:
    """Stretches of something of that length which begin or end one too early or too late."""
    for first, last in (
        (start, end + 1),
        (start + 1, end + 1),
        (start - 1, end),
        (start, end - 1),
        (start + 1, end),
        (start - 1, end - 1),
    ):
        if 0 <= first < last <= length:
            yield slice(first, last)


def _place_of(items: Items, whole: Items) -> int:
    width = len(items)
    return next((at for at in range(len(whole) - width + 1) if whole[at : at + width] == items), -1)


def _reckoned(items: Items, code: str) -> Iterator[Items]:
    """Where numbers grow by a rule: one more, one less, one further on; and doubled where they are squared."""
    if len(items) < 3 or not all(_INTEGER.fullmatch(item) for item in items):
        return
    numbers = [int(item) for item in items]
    steps = [after - before for before, after in pairwise(numbers)]
    turns = {after - before for before, after in pairwise(steps)}
    if len(turns) > 1 or (turns != {0} and len(items) < FEWEST_IN_A_CURVE):
        return
    turn = next(iter(turns), 0)
    after, before = numbers[-1] + steps[-1] + turn, numbers[0] - (steps[0] - turn)
    yield [*items, str(after)]
    yield items[:-1]
    yield [*items[1:], str(after)]
    yield [str(before), *items[:-1]]
