"""What authors write by tools and commands of their own is read as what it says."""

from __future__ import annotations

import pytest

from learning.source import Block
from tests.sources.blocks import read_text, whole


def said(text: str, name: str) -> list[Block]:
    return list(read_text(text, name).blocks)


TEX = r"""\section{Bees}\label{s:bees}
In \cref{s:bees} we call a \kw{queen} the mother of all \kw{worker bees}.
\framed{A hive is a \emph{state}, and $x \in \Rr$ counts its bees.}

\begin{facts}\label{f}
\item Every queen lays eggs.
\item[B2.] Some bees are queens.
\end{facts}
\begin{enumerate}
\item\label{one} It flies.
\item\label{two} It rests.
\end{enumerate}
By \ref{two} it rests, by \ref{fig:wing} it flies.

\exercises
Count them.
"""


def test_commands_and_lists_of_a_latex_book_keep_their_words() -> None:
    blocks = said(TEX, "bees.tex")
    texts = [block.text for block in blocks]
    assert "we call a queen the mother of all worker bees." in texts[1]
    assert texts[1].startswith("In § 1 we call")
    assert any("A hive is a state, and $x \\in \\mathbb{R}$ counts its bees." in text for text in texts)
    items = [block.text for block in blocks if block.kind == "list_item"]
    assert items == ["Every queen lays eggs.", "B2. Some bees are queens.", "It flies.", "It rests."]
    assert "By 2 it rests, by @ref(fig:wing) it flies." in texts
    assert [block.role for block in blocks if block.text == "Count them."] == ["exercise"]


RST = """Hive
====

.. seealso::

   Somewhere else.

.. versionadded:: 2.1

* `queen`

    The mother of all.

drones -- Drones are many, are born in spring
    and die in autumn.

.. method:: hive.open(door, lamp,
                      smoke)

    Opens a hive.

See :ref:`rules` and :ref:`elsewhere`.

.. _rules:

The rules
---------

Be calm.
"""


def test_sphinx_names_what_it_describes_and_leaves_pointers_out() -> None:
    texts = [block.text for block in said(RST, "hive.rst")]
    assert texts == [
        "Hive",
        "queen: The mother of all.",
        "drones -- Drones are many, are born in spring and die in autumn.",
        "`hive.open(door, lamp, smoke)`: Opens a hive.",
        "See The rules and @ref(elsewhere).",
        "The rules",
        "Be calm.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Une [[ruche]] et des [[abeilles||abeille, les]], [[Page#Part|mots]]. [[||index]]",
            "Une ruche et des abeilles, mots.",
        ),
        ("Wie [hier][nicht] und a[i][j], [ab]{.notes} `\\newline`{=tex} c.", "Wie hier und a[i][j], ab c."),
        ("Since $ d = \\frac{a}{b} $, it costs $ 5 and $ 6.", "Since $d = \\frac{a}{b}$, it costs $ 5 and $ 6."),
        ("In [@Bee1999] it says so. So it is [@Bee1999].", "In @ref(Bee1999) it says so. So it is."),
        (
            "See {ref}`flight <fly>` or {eq}`wing`, {math}`x^2`; {cite:t}`Bee1999` says so.",
            "See flight or @ref(wing), $x^2$; @ref(Bee1999) says so.",
        ),
    ],
)
def test_brackets_and_roles_are_read_as_their_words(text: str, says: str) -> None:
    assert " ".join(whole(read_text(f"# T\n\n{text}\n", "a.md")).split()) == f"T {says}"


MYST = """# Bees

```{prf:definition} Hive
:label: hive
A hive holds *bees*.
```

```{toctree}
one
```

```{math}
x = 1
```

```{list-table}
* - bee
  - flies
* - ant
  - walks
```

```{exercise-start}
:label: e
```
Count them.
```{exercise-end}
```

::: readings
A book.
:::

```{r}
x <- 1
```
"""


def test_directives_of_myst_are_text_and_those_of_r_markdown_code() -> None:
    blocks = said(MYST, "bees.md")
    assert [(block.kind, block.role, block.text) for block in blocks] == [
        ("heading", "body", "Bees"),
        ("paragraph", "body", "Hive"),
        ("paragraph", "body", "A hive holds bees."),
        ("paragraph", "body", "$$x = 1$$"),
        ("table", "body", "bee | flies\nant | walks"),
        ("paragraph", "exercise", "Count them."),
        ("code", "body", "x <- 1"),
    ]


LIA = """<!--
author: A
language: de
narrator: Deutsch
-->

# Bienen

| Teil | Wert |
| ---- | ---- |
| Kurs | @kurs |
| Autor | `@author` |

                  {{0-1}}
Bienen fliegen. !?[Film](https://example.org/film)

Wie viele Beine hat sie?

[( )] vier
[(X)] sechs

Sie schlafen.
"""


def test_liascript_loses_its_marks_and_its_quizzes_are_exercises() -> None:
    blocks = said(LIA, "bienen.md")
    assert [(block.role, block.text) for block in blocks] == [
        ("body", "Bienen"),
        ("body", "Bienen fliegen."),
        ("exercise", "Wie viele Beine hat sie?"),
        ("body", "Sie schlafen."),
    ]


def test_a_session_between_tags_is_code_and_a_listing_of_another_file_is_a_gap() -> None:
    text = "# T\n\n{{< shown >}}\n> COUNT bees\n(integer) 3\n{{< /shown >}}\n\n```rust\n{{#include bees.rs}}\n```\n"
    blocks = said(text, "a.md")
    assert [(block.kind, block.text) for block in blocks[1:]] == [("code", "> COUNT bees\n(integer) 3"), ("code", "…")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Exercise 3: Count the bees.", "exercise"),
        ("Aufgabe: Zählen Sie die Bienen.", "exercise"),
        ("Ejercicio 1. Cuente las abejas.", "exercise"),
        ("Exercice : Comptez les abeilles.", "exercise"),
        ("Lernziele: Sie können zählen.", "objectives"),
        ("Learning Objectives", "objectives"),
        ("Exercise keeps bees strong.", "body"),
    ],
)
def test_a_paragraph_that_names_its_role_has_it(text: str, role: str) -> None:
    blocks = said(f"# T\n\n{text}\n\nBees fly.\n", "a.md")
    assert [block.role for block in blocks[1:]] == [role, "body"]


def test_marks_of_notes_languages_icons_and_attributes_of_mkdocs_are_no_text() -> None:
    text = (
        "# Valves { #valves }\n\nOpen the `#!python valve` with care :material-flash:.\n\n"
        "```python\nx = turn()#(1)!\ny = turn(2)  # (2)!\nz = turn(3)\nw = (1)\n```\n"
        "{ .annotate }\n\n1. A quarter turn.\n"
    )
    heading, paragraph, code, item = said(text, "valves.md")
    assert (heading.text, paragraph.text, item.text) == ("Valves", "Open the `valve` with care.", "A quarter turn.")
    assert code.text == "x = turn()\ny = turn(2)\nz = turn(3)\nw = (1)"


def test_references_by_keys_go_with_their_brackets_or_are_marked() -> None:
    text = (
        "# Valves\n\nValves (see\n@sec-pumps) leak (@fig-a, @fig-b). As @tbl-x shows, often. Write to me@tbl-x.org.\n"
    )
    assert said(text, "valves.md")[1].text == ("Valves leak. As @ref(tbl-x) shows, often. Write to me@tbl-x.org.")


def test_roles_of_sphinx_say_the_series_and_not_where_to_look() -> None:
    text = "Valves\n======\n\nThe :class:`.Valve` and :func:`~works.turn` follow :rfc:`2460` and :pep:`8`.\n"
    assert said(text, "valves.rst")[1].text == ("The `Valve` and `turn()` follow RFC 2460 and PEP 8.")
