"""What differs between two versions of a section: field by field, and inside of a text word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from rapidfuzz.distance import Indel, LCSseq

MOST_CELLS = 25_000_000
"""Of the table in which two texts are compared: beyond it they are shown one after the other."""
ALIKE = 0.3
"""Of two paragraphs: below, they are shown as removed and added."""
KEYS = ("id", "media_id")
"""What tells which item of two lists is the same one; others are compared by what they say, in their order."""
_TOKENS = re.compile(r"\S+\s*|\s+")


class Hunk(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: Literal["same", "removed", "added"]
    text: str


class FieldDiff(BaseModel):
    """`pointer` is a JSON pointer into the later version; of what was removed, into the earlier one."""

    model_config = ConfigDict(frozen=True)

    pointer: str
    change: Literal["added", "removed", "changed"]
    hunks: list[Hunk]


def section_diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldDiff]:
    """What differs between two sections as JSON, in the order of their fields. Empty where nothing does."""
    return list(_compare("", dict(before), dict(after)))


def _compare(pointer: str, before: Any, after: Any) -> Iterator[FieldDiff]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*after, *(name for name in before if name not in after)]:
            yield from _one(f"{pointer}/{name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list):
        for was, now in _aligned(before, after):
            place = now if now is not None else was
            yield from _one(
                f"{pointer}/{place}", None if was is None else before[was], None if now is None else after[now]
            )
    else:
        yield FieldDiff(pointer=pointer, change="changed", hunks=words_diff(_text(before), _text(after)))


def _one(pointer: str, before: Any, after: Any) -> Iterator[FieldDiff]:
    """A field or an item that is in one of the two only is shown whole; what says nothing is not there."""
    if _is_empty(before) and _is_empty(after):
        return
    if _is_empty(before) and not isinstance(after, list):
        yield FieldDiff(pointer=pointer, change="added", hunks=[Hunk(kind="added", text=_text(after))])
    elif _is_empty(after) and not isinstance(before, list):
        yield FieldDiff(pointer=pointer, change="removed", hunks=[Hunk(kind="removed", text=_text(before))])
    else:
        yield from _compare(pointer, [] if before is None else before, [] if after is None else after)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _text(value: Any) -> str:
    """A value as a person reads it: a text as it is, of several fields a line each."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_text(part)}" for name, part in value.items() if not _is_empty(part))
    if isinstance(value, list):
        return "\n".join(_text(part) for part in value)
    return json.dumps(value)


def _aligned(before: list[Any], after: list[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of places of the same item, None where it is only in one of the lists."""
    key = next((name for name in KEYS if _all_have(name, before, after)), None)
    if key is not None:
        places = {item[key]: place for place, item in enumerate(before)}
        yield from ((places.get(item[key]), now) for now, item in enumerate(after))
        there = {item[key] for item in after}
        yield from ((was, None) for was, item in enumerate(before) if item[key] not in there)
        return
    for block in _opcodes([_text(item) for item in before], [_text(item) for item in after]):
        kind, was, was_end, now, now_end = block
        if kind == "equal":
            continue
        paired = min(was_end - was, now_end - now)
        yield from ((was + step, now + step) for step in range(paired))
        yield from ((None, place) for place in range(now + paired, now_end))
        yield from ((place, None) for place in range(was + paired, was_end))


def _all_have(key: str, *lists: list[Any]) -> bool:
    """Whether all items have this key, and each another one."""
    for items in lists:
        if not all(isinstance(item, dict) and isinstance(item.get(key), str) for item in items):
            return False
        if len({item[key] for item in items}) < len(items):
            return False
    return True


def words_diff(before: str, after: str) -> list[Hunk]:
    """Two texts paragraph by paragraph, and what was changed of a paragraph word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    hunks: list[Hunk] = []
    for kind, was, was_end, now, now_end in _opcodes(old, new):
        if kind == "equal":
            hunks.append(Hunk(kind="same", text="".join(old[was:was_end])))
        else:
            hunks += _changed("".join(old[was:was_end]), "".join(new[now:now_end]))
    return _joined(hunks)


def _changed(before: str, after: str) -> Iterator[Hunk]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) * len(new) > MOST_CELLS or Indel.normalized_similarity(old, new) < ALIKE:
        yield from (Hunk(kind="removed", text=before), Hunk(kind="added", text=after))
        return
    for kind, was, was_end, now, now_end in _opcodes(old, new):
        if kind == "equal":
            yield Hunk(kind="same", text="".join(new[now:now_end]))
        else:
            yield Hunk(kind="removed", text="".join(old[was:was_end]))
            yield Hunk(kind="added", text="".join(new[now:now_end]))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Which runs of two sequences are equal, and which are to be replaced, in order."""
    if len(before) * len(after) > MOST_CELLS:
        yield ("replace", 0, len(before), 0, len(after))
        return
    was = now = 0
    for code in LCSseq.opcodes(before, after):
        if code.tag == "equal":
            if (was, now) != (code.src_start, code.dest_start):
                yield ("replace", was, code.src_start, now, code.dest_start)
            yield ("equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
            was, now = code.src_end, code.dest_end
    if (was, now) != (len(before), len(after)):
        yield ("replace", was, len(before), now, len(after))


def _joined(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Without empty ones, and neighbours of one kind as one."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and joined[-1].kind == hunk.kind:
            joined[-1] = Hunk(kind=hunk.kind, text=joined[-1].text + hunk.text)
        elif hunk.text:
            joined.append(hunk)
    return joined
