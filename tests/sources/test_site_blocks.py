"""Blocks of site generators without braces or fences, reStructuredText in Markdown, bars in the code of tables."""

from __future__ import annotations

import pytest

from tests.sources.test_own_markup import said


def test_boxes_between_slashes_are_boxes_and_their_titles_stand_in_them() -> None:
    text = "# Bees\n\nBees fly.\n\n/// tip | In spring\n\nWait for the sun.\n\n///\n\nThey sleep.\n\n"
    text += "/// tab | A\n\nOne.\n\n///\n"
    blocks = said(text, "bees.md")
    assert [(block.role, block.text) for block in blocks[1:]] == [
        ("body", "Bees fly."),
        ("callout", "In spring"),
        ("callout", "Wait for the sun."),
        ("body", "They sleep."),
        ("body", "One."),
    ]


def test_slashes_that_nothing_closes_stay() -> None:
    assert said("# Bees\n\n/// a comment of C\n\nBees fly.\n", "bees.md")[1].text == "/// a comment of C"


@pytest.mark.parametrize(
    "line",
    [
        "{* ../src/bees.py hl[3:5] *}",
        "<<< @/snippets/bees.js{2}",
        ':::code language="c" source="bees.c":::',
        "[!code-csharp[Main](bees.cs)]",
    ],
)
def test_code_of_another_file_is_a_gap(line: str) -> None:
    blocks = said(f"# Bees\n\nBees fly.\n\n{line}\n\nThey sleep.\n", "bees.md")
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        ("paragraph", "Bees fly."),
        ("code", "…"),
        ("paragraph", "They sleep."),
    ]


def test_what_stands_in_tabs_is_set_in_no_deeper_than_they_are() -> None:
    tabs = '=== "C"\n\n    ```c\n    fly();\n    ```\n\n    === "Old"\n\n        Bees flew.\n\n'
    tabs += '=== "Words"\n\n    Bees fly.\n\nEnd.\n'
    blocks = said(f"# Bees\n\n{tabs}", "bees.md")
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        ("code", "fly();"),
        ("paragraph", "Bees flew."),
        ("paragraph", "Bees fly."),
        ("paragraph", "End."),
    ]


def test_keys_and_references_of_javadoc_say_their_names() -> None:
    text = "# Bees\n\nPress ++ctrl+b++ in C++ for {@link org.bees.Hive#open(int)} or {@link org.bees.Hive a hive}.\n"
    assert said(text, "bees.md")[1].text == "Press `ctrl+b` in C++ for `Hive.open` or a hive."
    gap = said("= Bees\n\nOpen it:\n\n[source,java]\n----\n{@link org.bees.Examples#open}\n----\n", "bees.adoc")
    assert gap[-1].text == "…"


def test_restructured_text_in_a_fence_is_read() -> None:
    rst = (
        ".. currentmodule:: bees\n\n.. bees:example::\n\n    fly()\n\nSee how :func:`fly` works:\n\n"
        ".. bees:run::\n\n    run()\n\n"
        ".. list-table:: Bees\n    :header-rows: 1\n\n    * - Name\n      - Size\n    * - Drone\n      - big\n\n"
        "* .. autoclass:: Bee\n    :members:\n"
    )
    blocks = said(f"# Bees\n\nBees fly.\n\n```{{eval-rst}}\n{rst}```\n", "bees.md")
    assert [(block.kind, block.text) for block in blocks[2:]] == [
        ("code", "fly()"),
        ("paragraph", "See how `fly` works:"),
        ("code", "…"),
        ("paragraph", "Bees"),
        ("table", "Name | Size\nDrone | big"),
    ]


def test_bars_in_the_code_of_a_table_part_no_cells() -> None:
    table = "| Sign | Means |\n|---|---|\n| `||` | or |\n| `a | b` | either |\n| x | y | z |\n"
    blocks = said(f"# Signs\n\n{table}", "signs.md")
    assert blocks[1].text.split("\n")[1:3] == [r"`\|\|` | or", r"`a \| b` | either"]


def test_a_row_without_a_table_and_rows_that_lead_elsewhere_are_no_text() -> None:
    table = "| Type | int |\n|---|---|\n| Range | small |\n"
    table += "| Syntax | See Language Guide |\n| See also: | Floats |\n|  | Bits |\n"
    blocks = said(f"# Types\n\n| `a[0]` | `a[1]` |\n\n{table}\n| Size | 4 |\n", "types.md")
    assert [block.text for block in blocks if block.kind == "table"] == ["Type | int\nRange | small"]
    assert not any("a[0]" in block.text for block in blocks)


def test_comments_types_and_stacked_directives_of_sphinx_are_no_text() -> None:
    text = (
        "Bees\n====\n\n.. class:: bees.Bee\n.. autoclass:: bees.Bee\n\n   Flies.\n\n"
        ".. hidden-code: python\n\n   import bees\n\nBees fly.\n\n"
        ".. function:: fly(height)\n\n   Takes off.\n\n   :param int height: how high\n"
        "   :type height: int\n   :rtype: None\n"
    )
    shown = [block.text for block in said(text, "bees.rst")]
    assert not any("autoclass" in line or "import bees" in line or "type" in line for line in shown)
    assert "`height`: how high" in shown


def test_items_tasks_and_footnotes_of_latex_are_read_for_what_they_are() -> None:
    text = (
        r"\section{Bees}" + "\n\nBees fly \\footnote{In spring.}.\n\n"
        "\\begin{enumerate}[(a)]\n \\ii They hum.\n \\ii They dance.\n\\end{enumerate}\n\n"
        "\\begin{ques}\nWhy do bees hum?\n\\end{ques}\n\n"
        "\\begin{equation}\n x = 2 \\label{eq:x}\n\\end{equation}\n"
    )
    blocks = said(text, "bees.tex")
    assert [block.text for block in blocks if block.kind == "list_item"] == ["They hum.", "They dance."]
    assert next(block for block in blocks if "hum?" in block.text).role == "exercise"
    assert any(block.text == "Bees fly." for block in blocks)
    assert any(block.text.startswith("$$") and "begin{equation}" not in block.text for block in blocks)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A copy-\non-write hive.", "A copy-on-write hive."),
        ("Vor-\nund Nachteile.", "Vor- und Nachteile."),
        ("Bees - \nnot wasps.", "Bees - not wasps."),
    ],
)
def test_a_word_that_goes_on_in_the_next_line_is_one(text: str, says: str) -> None:
    assert said(f"# Bees\n\n{text}\n", "bees.md")[1].text == says


def test_components_of_mdx_are_boxes_and_comments_no_text() -> None:
    text = (
        "# Bees {/*bees*/}\n\nBees fly.\n\n<Challenges>\n\n#### Count them {/*count*/}\n\nHow many?\n\n"
        "<Solution>\n\nSix.\n\n</Solution>\n\n</Challenges>\n\nThey sleep.\n"
    )
    blocks = said(text, "bees.md")
    assert [(block.role, block.text) for block in blocks] == [
        ("body", "Bees"),
        ("body", "Bees fly."),
        ("exercise", "Count them"),
        ("exercise", "How many?"),
        ("solution", "Six."),
        ("body", "They sleep."),
    ]


def test_a_word_set_off_in_quotation_marks_has_no_stars() -> None:
    assert said('Bees\n====\n\nA bee "**asks**" for :ref:`bees`.\n', "bees.rst")[1].text.startswith('A bee "asks" for')
