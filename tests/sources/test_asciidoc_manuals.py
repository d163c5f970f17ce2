"""Manuals in AsciiDoc: what only their generator resolves, and what pandoc refuses."""

from __future__ import annotations

import time

import pytest

from sources import UnreadableSource, pandoc_kinds, pandoc_pieces
from sources.asciidoc_own import with_plain_blocks
from sources.drafts import LeftOut
from tests.sources.blocks import read_text, texts, whole
from tests.sources.growth import grows_too_fast
from tests.sources.test_left_out import left_out

TABS = """= Locks

A canal has locks.

[tabs]
====
Wood::
+
--
Gates of wood are light.

[source,text]
----
include::ROOT:example$gate.txt[tag=wood]
----

. Oil the hinge.
+
Then wait.
--

Steel::
+
Gates of steel last.
+
[source,text]
----
open gate <1>
--
Odd::
----
<1> It moves.
====

Both hold water.
"""


def plain(text: str) -> list[str]:
    return [line.text for line in with_plain_blocks(text, LeftOut()) if line.text]


def test_what_tabs_show_stands_below_their_labels() -> None:
    document = read_text(TABS, "locks.adoc")
    said = whole(document)
    parts = [
        "Wood:",
        "Gates of wood are light.",
        "…",
        "Oil the hinge.",
        "Then wait.",
        "Steel:",
        "steel last.",
        "Both hold",
    ]
    assert sorted(parts, key=said.index) == parts
    assert texts(document, "code")[1].startswith("open gate")
    assert "--\nOdd::" in texts(document, "code")[1]
    assert ("include", "line 14", 1) in left_out(document)


def test_blanks_behind_delimiters_and_several_tabs() -> None:
    text = TABS.replace("\n", " \n").replace("[tabs]", '[{tabs},subs="quotes"]')
    assert "Gates of steel last." in whole(read_text(text, "locks.adoc"))


def test_includes_are_named_and_the_rest_is_read() -> None:
    text = "= Locks\n:page-x: y\n\ninclude::partial$note.adoc[]\n\nA gate.\ninclude::more.adoc[tag=a]\nAnother.\n"
    document = read_text(text, "locks.adoc")
    assert whole(document).endswith("A gate. Another.")
    assert left_out(document) == [("include", "line 4", 1), ("include", "line 7", 1)]


def test_comments_go_and_stay_in_listings() -> None:
    text = "////\nOld.\n////\n\nA gate.\n// Ask.\nA lock.\n\n----\n// said\n////\n----\n"
    assert plain(text) == ["A gate.", "A lock.", "----", "// said", "////", "----"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ifdef::a[]\nA\nendif::[]\nB", ["A", "B"]),
        ("ifndef::a[]\nA\nendif::a[]\nifdef::a[]\nB\nendif::a[]", ["A"]),
        (":a: 1\nifndef::a[]\nA\nendif::[]\nifdef::a[]\nB\nendif::[]", [":a: 1", "B"]),
        ("ifdef::env-github[]\nA\nifdef::b[]\nB\nendif::[]\nendif::[]\nC", ["C"]),
        ("ifdef::a[A]\nifdef::backend-pdf[B]", ["A"]),
        ('ifeval::["{a}" == "b"]\nA\nendif::[]', ["A"]),
        ("endif::[]\nA\nendif::[]", ["A"]),
    ],
)
def test_conditions_are_decided_as_far_as_the_file_says_them(text: str, shown: list[str]) -> None:
    assert plain(text) == shown


def test_a_construct_that_is_not_understood_is_left_out_with_its_place() -> None:
    text = "= Locks\n\nA gate.\n\n[[far]]\n:odd:\n= Again\n\n[foo,\n====\nIn a box.\n====\n\n== Keepers\n\nThey work.\n"
    document = read_text(text, "locks.adoc")
    said = whole(document)
    assert "A gate." in said
    assert "In a box." in said
    assert said.endswith("They work.")


def test_of_latex_too() -> None:
    text = "\\section{Gates}\n\nA gate opens.\n\n\\end{odd} A lock.\n\n\\section{Locks}\n\nThey hold water.\n"
    document = read_text(text, "a.tex")
    assert "A gate opens." in whole(document)
    assert whole(document).endswith("They hold water.")
    assert left_out(document) == [("markup", "line 5", 1)]


def test_many_constructs_cost_no_more_than_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_pieces, "_MOST_PIECES", 2)
    text = "\\section{Gates}\n\nA gate opens.\n\n" + "\\end{odd}\n\nA lock.\n\n" * 40
    document = read_text(text, "a.tex")
    assert "A gate opens." in whole(document)
    assert len(left_out(document)) == 3
    monkeypatch.setattr(pandoc_kinds, "SECONDS_OF_TEXT", 0.001)
    start = time.monotonic()
    with pytest.raises(UnreadableSource) as refused:
        read_text(text, "a.tex")
    assert refused.value.kind == "too_large"
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "[tabs]\n====\na::\n+\n--\n",
            "[tabs]\n====\n",
            "----\n",
            "----\na\n----\n",
            "====\n",
            "--\n",
            "////\n",
            "a::\n",
        ),
        *("ifdef::a[]\n", "ifdef::a[]\nendif::[]\n", "endif::[]\n", "include::a[]\n", "// a\n", "+\n", "```a\n"),
        *("ifdef::a", "ifdef::a,", "[tabs]", "-", "include::", " ", "`" * 3 + "a"),
    ],
)
def test_time_to_prepare_grows_with_the_text(unit: str) -> None:
    assert grows_too_fast(lambda size: with_plain_blocks(unit * (4 * size // len(unit)), LeftOut())) == 0.0


def test_a_title_below_an_anchor_is_the_title() -> None:
    document = read_text(
        "////\nold\n////\n:page-x: y\ninclude::a[]\n\n[[gates]]\n= Gates\n:toc:\n\nThey open.\n", "a.adoc"
    )
    assert texts(document, "heading") == ["Gates"]


def test_parts_of_a_book_stand_above_its_chapters() -> None:
    text = "= Canals\n\n= Locks\n\n== Gates\n\nThey open.\n\n----\n= no\n----\n\n= Ways\n\n== Paths\n\nOne walks.\n"
    headings = [(one.text, one.level) for one in read_text(text, "a.adoc").blocks if one.kind == "heading"]
    assert [said for said, _ in headings] == ["Canals", "Locks", "Gates", "Ways", "Paths"]
    levels = [level for _, level in headings]
    assert levels[0] < levels[1] == levels[3] < levels[2] == levels[4]
