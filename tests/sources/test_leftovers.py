"""What the making of pages leaves among their text, and what stands on the lines of one."""

from __future__ import annotations

import pytest

from sources.formulas import with_plain_formulas
from sources.leftovers import without_leftovers
from tests.sources.blocks import read_text, texts, whole

RST = """Locks
=====

Let's see how a lock fills.

.. inlineav:: LockFillCON ss
   :links: AV/Locks/Lock.css
   :output: show

   A lock of two gates that fills.

.. codeinclude:: Locks/Fill

.. unheard:: Locks/Gates.html

.. unheard:: The keeper

   The keeper has a lamp.
"""

PAGE = """# Locks

1. Last updated
2. [Save as PDF](https://locks.example/pdf)

* Page ID4711
* Anonymous
* Towpath Library

* A lock has two gates.
* A weir has none.

**Filling a lock**<br />
When both gates are shut, the keeper opens the upper sluice and waits.
"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "The gate is shut first.Keeper v. Miller, 12 Lock Rep. 3 (1901), accessed May 5, 2010, "
            "http://locks.example/case?no=3. Then the water rises.",
            "The gate is shut first. Then the water rises.",
        ),
        (
            "He waits before dawn,Lock Law § 4, accessed May 5, 2010, locks.example/law/4.html (accessed May 6, 2010). "
            "although he need not.",
            "He waits before dawn, although he need not.",
        ),
        (
            "It is “the stair.”Towpath.example, accessed May 5, 2010, “Stair,” http://towpath.example/s. It is old.",
            "It is “the stair.” It is old.",
        ),
        (
            "Das Tor ist zu.Müller, Schleusen, abgerufen am 3. März 2020, https://s.example/a. Danach steigt es.",
            "Das Tor ist zu. Danach steigt es.",
        ),
        ("Bring the list (link) and the map (link).", "Bring the list and the map."),
        ("The log, accessed May 5, 2010, is at http://locks.example.", None),
        ("A locator (URL) and (here too) a lamp.", None),
    ],
)
def test_a_footnote_without_a_blank_and_the_place_of_a_link_are_no_text(written: str, read: str | None) -> None:
    assert without_leftovers(written) == (written if read is None else read)


def test_data_of_a_page_are_left_out_and_a_label_before_a_line_break_stands_alone() -> None:
    page = read_text(PAGE, "locks.md")
    assert texts(page, "list_item") == ["A lock has two gates.", "A weir has none."]
    assert texts(page, "paragraph") == [
        "Filling a lock",
        "When both gates are shut, the keeper opens the upper sluice and waits.",
    ]


def test_a_label_before_a_line_break_stands_alone_on_a_web_page_too() -> None:
    page = read_text("<h1>Locks</h1><p><b>At night</b><br>The keeper has a lamp.</p><p>He waits.</p>", "locks.html")
    assert texts(page, "paragraph") == ["At night", "The keeper has a lamp.", "He waits."]


def test_a_sentence_that_the_tags_of_a_page_tear_is_one() -> None:
    torn = "<h1>Locks</h1><p>For the gates of the upper lock a <b>[winch]</b> object is provided</p>which shuts them."
    page = read_text(f"{torn}<p>It is old.</p><p>Gates</p><p>of oak.</p>", "locks.html")
    assert texts(page, "paragraph") == [
        "For the gates of the upper lock a [winch] object is provided which shuts them.",
        "It is old.",
        "Gates",
        "of oak.",
    ]


def test_names_of_what_a_program_shows_are_no_text() -> None:
    text = whole(read_text(RST, "locks.rst"))
    assert not any(name in text for name in ("LockFillCON", "Locks/", "of two gates"))
    assert "The keeper has a lamp." in text


def test_a_note_in_a_quotation_is_no_quotation() -> None:
    rst = "Locks\n=====\n\nThe rule of :doc:`night` is:\n\n    Shut both gates. [#]_\n\n.. [#] At night too.\n"
    blocks = [(block.kind, block.role, block.text) for block in read_text(rst, "locks.rst").blocks[1:]]
    assert blocks[-1] == ("paragraph", "footnote", "At night too.")


@pytest.mark.parametrize(
    ("text", "filename"),
    [
        ("# Locks\n\nThe gate[^1] is shut.\n\n## Weirs\n\nA weir has none.\n\n[^1]: It is of oak.\n", "locks.md"),
        (
            "<h1>Locks</h1><p>The gate is shut.</p><h2>Weirs</h2><p>A weir has none.</p>"
            "<section class='footnotes' role='doc-endnotes'><ol><li><p>It is of oak.</p></li></ol></section>",
            "locks.html",
        ),
    ],
)
def test_footnotes_below_a_text_are_no_part_of_its_last_chapter(text: str, filename: str) -> None:
    blocks = [(block.role, block.text) for block in read_text(text, filename).blocks]
    assert blocks[-2:] == [("body", "A weir has none."), ("footnote", "It is of oak.")]


def test_an_item_is_called_what_stands_before_its_line_break() -> None:
    assert texts(read_text("# Locks\n\n- **Upper lock**<br>two gates\n", "locks.md"), "list_item") == [
        "Upper lock: two gates"
    ]


def test_a_unit_in_the_place_of_a_value_is_not_guessed_at() -> None:
    assert with_plain_formulas(r"in $\unit[kJ]{kg}$ or $\unit[5]{m}$") == r"in $\unit[kJ]{kg}$ or $5\,\mathrm{m}$"
