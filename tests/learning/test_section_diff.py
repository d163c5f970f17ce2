"""What differs between two versions of a section, in a shape that a person reads."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.section_diff import section_diff, words_diff
from learning.versions import KeptVersion, versions_to_forget

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
words = st.lists(st.sampled_from(["a", "bread", "rye", "\n", "\n\n", "salt."]), max_size=30).map(" ".join)


@given(words, words)
def test_the_hunks_are_the_one_text_and_the_other(before: str, after: str) -> None:
    hunks = words_diff(before, after)
    assert "".join(hunk.text for hunk in hunks if hunk.kind != "added").split() == before.split()
    assert "".join(hunk.text for hunk in hunks if hunk.kind != "removed") == after
    assert all(one.kind != other.kind for one, other in pairwise(hunks))


def test_a_changed_word_is_shown_inside_of_its_paragraph() -> None:
    before = "Yeast eats sugar and gives off gas.\n\nSalt slows it."
    [diff] = section_diff({"explanation": before}, {"explanation": before.replace("gas", "carbon dioxide")})
    assert (diff.pointer, diff.change) == ("/explanation", "changed")
    told = [(hunk.kind, hunk.text) for hunk in diff.hunks]
    assert told == [
        ("same", "Yeast eats sugar and gives off "),
        ("removed", "gas.\n"),
        ("added", "carbon dioxide.\n"),
        ("same", "\nSalt slows it."),
    ]


def test_items_are_the_same_by_their_id_and_others_by_what_they_say() -> None:
    one, two, three = ({"id": name, "stem": f"What is {name}?"} for name in ("k1", "k2", "k3"))
    before = {"checks": [one, two], "applications": ["Bake.", "Mill."], "title": "Bread"}
    after = {"checks": [three, two | {"stem": "What is it?"}], "applications": ["Mill."], "title": "Bread"}
    told = [(diff.pointer, diff.change) for diff in section_diff(before, after)]
    assert told == [
        ("/checks/0", "added"),
        ("/checks/1/stem", "changed"),
        ("/checks/0", "removed"),
        ("/applications/0", "removed"),
    ]


def test_nothing_differs_from_itself() -> None:
    section = {"title": "Bread", "content": {"checks": [{"id": "k1"}], "summary": "x"}}
    assert section_diff(section, section) == []


def test_two_long_texts_without_a_common_line_are_compared_quickly() -> None:
    long, other = (" ".join(f"{name}{n % 977}" for n in range(12_000))[:60_000] for name in ("a", "b"))
    short_lines = "\n".join("ab"[n % 2] for n in range(30_000))
    begun = time.monotonic()
    for before, after in ((long, other), (long, long[::-1]), (short_lines, short_lines[1:] + "\nb")):
        words_diff(before, after)
    assert time.monotonic() - begun < 10


def test_of_many_versions_those_stay_that_lie_apart() -> None:
    quick = [KeptVersion(n, NOON + timedelta(minutes=n), False) for n in range(1, 60)]
    later = [KeptVersion(60 + n, NOON + timedelta(days=n), False) for n in range(1, 20)]
    gone = versions_to_forget([*quick, *later], most=25)
    assert len(gone) == len(quick) + len(later) - 25
    assert not {version.number for version in later} & set(gone)
    assert 1 not in gone


def test_the_oldest_open_proposals_go_and_the_last_ten_stay() -> None:
    kept = [KeptVersion(1, NOON, False), *(KeptVersion(n, NOON, True) for n in range(2, 15))]
    assert versions_to_forget(kept) == [2, 3, 4]
