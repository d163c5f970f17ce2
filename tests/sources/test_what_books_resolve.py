"""What the tools of a book make of its sources: references, captions, hidden code, units, boxes with titles."""

from __future__ import annotations

import json

import pytest

from sources import read_source
from sources.formulas import with_plain_formulas
from tests.sources.blocks import headings, read_text, texts, whole
from tests.sources.pdf_files import LEFT, PITCH, TOP, drawn, lines, together

RST = """Locks
=====

Call the keeper first, then go on with :doc:`/rules/night`. Read :doc:`the rules </rules/day>` too.

.. figure:: gate.png

   The gate at night.

   .. only:: html

      :download:`Gate as SVG
      <../gate.svg>`

.. only:: html

   The gate stays shut.
"""

ADOC = """= Locks

Run `lock --all gates` first, and then `open` `shut`. Its text is at https://locks.example/rules[^].

.The gate at night
image::gate.png[Gate]

The keeper has a lamp.
"""

TEX = r"""\documentclass{article}
\begin{document}
\section{Tides}

The height of the water is
\[ h = \SI{3}{\metre} \]
Half of it is \(h_2\)m in winter.

\begin{keybox}{Tides and the moon}
The moon pulls the water.
\end{keybox}

\begin{figure}
\rises{big}
\caption{The water rises.}
\end{figure}
\end{document}
"""


def test_references_to_other_documents_say_so_and_downloads_and_formats_say_nothing() -> None:
    document = read_text(RST, "locks.rst")
    assert "go on with @ref(/rules/night). Read the rules too." in whole(document)
    assert texts(document, "paragraph")[-1] == "The gate stays shut."
    assert texts(document, "code") == []
    assert "html" not in whole(document)


def test_the_caption_of_a_picture_that_is_not_there_is_no_text() -> None:
    assert "at night" not in whole(read_text(RST, "locks.rst")).replace("lamp", "")
    assert "at night" not in whole(read_text(ADOC, "locks.adoc"))
    assert "rises" not in whole(read_text(TEX, "tides.tex"))
    figure = "<figure><img src='a.png'><figcaption>The gate.</figcaption></figure>"
    page = f"<h1>Gate</h1><p>It is old.</p>{figure}<p>It is red.</p>"
    assert texts(read_text(f"<html><body>{page}</body></html>", "gate.html"), "paragraph") == [
        "It is old.",
        "It is red.",
    ]


def test_code_of_asciidoc_is_whole_and_a_link_has_its_address() -> None:
    said = texts(read_text(ADOC, "locks.adoc"), "paragraph")[0]
    assert said.startswith("Run `lock --all gates` first, and then `open` `shut`.")
    assert "at https://locks.example/rules." in said


def test_a_displayed_formula_stands_alone_and_one_in_a_line_apart_from_letters() -> None:
    said = texts(read_text(TEX, "tides.tex"), "paragraph")
    assert said[:3] == [
        "The height of the water is",
        r"$$h = 3\,\mathrm{m}$$",
        "Half of it is $h_2$ m in winter.",
    ]


def test_the_title_of_a_box_stands_before_its_text() -> None:
    said = texts(read_text(TEX, "tides.tex"), "paragraph")
    assert said[3:] == ["Tides and the moon", "The moon pulls the water."]


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"$T=\unit[20]{\degree C}$", r"$T=20\,\mathrm{°C}$"),
        (r"$\SI{9.8}{\metre\per\second\squared}$", r"$9.8\,\mathrm{m/s^{2}}$"),
        (r"$\num{3000}\label{eq:a}$", "$3000$"),
        (r"$\emph{A}$", r"$\mathit{A}$"),
        (r"Costs \$5, and \unit[3]{m}.", r"Costs \$5, and \unit[3]{m}."),
    ],
)
def test_units_and_labels_of_formulas_are_written_plainly(tex: str, plain: str) -> None:
    assert with_plain_formulas(tex) == plain


def test_blanks_inside_of_dollar_signs_are_no_text() -> None:
    text = "# Tides\n\nLet $ g $ be the height, $ h_1$ the low and $h_2 $ the high water. A boat costs $ 5 or $ 6.\n"
    assert texts(read_text(text, "tides.md"), "paragraph") == [
        "Let $g$ be the height, $h_1$ the low and $h_2$ the high water. A boat costs $ 5 or $ 6."
    ]


@pytest.mark.parametrize(
    "code",
    [
        "```{r, echo=FALSE}\nplot(tides)\n```",
        "```{code-cell} python\n:tags: [hide-input]\nplot(tides)\n```",
        "```{code-cell} python\n---\ntags: [remove-cell]\n---\nplot(tides)\n```",
        "```{python}\n#| echo: false\nplot(tides)\n```",
    ],
)
def test_code_that_authors_hide_is_left_out(code: str) -> None:
    document = read_text(f"# Tides\n\nThe water rises.\n\n{code}\n\n```python\nprint(tides)\n```\n", "tides.md")
    assert texts(document, "code") == ["print(tides)"]
    assert [one.what for one in document.not_carried] == ["hidden code"]


def test_hidden_cells_and_notes_for_speakers_are_left_out() -> None:
    def cell(kind: str, source: str, **metadata: object) -> dict[str, object]:
        return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": []}

    cells = [
        cell("code", "setup()", tags=["hide-input"]),
        cell("code", "draw()", jupyter={"source_hidden": True}),
        cell("code", "print(1)", tags=["wide"]),
        cell("markdown", "Pause here.", slideshow={"slide_type": "notes"}),
        cell("markdown", "The water rises."),
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    assert whole(read_text(json.dumps(notebook), "tides.ipynb")) == "print(1)\nThe water rises."


def test_bold_type_sets_nothing_off_where_all_text_is_bold() -> None:
    rows = [
        "A lock is a chamber between two gates in which the water",
        "rises and falls with the boats in it",
        "until the gate opens.",
    ]
    page = together(lines(["Locks"], size=18), lines(rows, top=TOP - 3 * PITCH, font="Helvetica-Bold"))
    document = read_source(drawn(page), "locks.pdf")
    assert headings(document) == [(1, "Locks")]
    assert texts(document, "paragraph") == [" ".join(rows)]


def test_words_of_a_drawing_and_its_caption_are_no_text_of_a_page() -> None:
    rows = ["Each gate has a keeper, and each keeper has a lamp.", ""]
    labels = [
        lines([word], top=TOP - 80 - 30 * at, left=LEFT + 90 * at)
        for at, word in enumerate(["upper gate", "lower gate"])
    ]
    first = together(lines(rows), *labels, lines(["Figure 3.1: A lock"], top=TOP - 180))
    second = lines(["The lamps burn all night long, so that boats find the lock."])
    assert texts(read_source(drawn(first, second), "locks.pdf"), "paragraph") == [
        rows[0],
        "The lamps burn all night long, so that boats find the lock.",
    ]


def test_what_asciidoc_resolves_is_a_reference_and_entries_of_its_index_are_none() -> None:
    text = '= Locks\n\nEach (((("locks", "gates")))) gate is told of in <<type1_gate>> and in <<keys,the keys>>.\n'
    assert whole(read_text(text, "locks.adoc")).endswith("gate is told of in @ref(type1_gate) and in the keys.")


def test_a_note_stands_below_the_formula_of_its_sentence_in_a_box() -> None:
    tex = r"\section{Tides} The height\footnote{It is old.} is \[ h = 1 \] in winter."
    blocks = [(block.role, block.text) for block in read_text(tex, "tides.tex").blocks[1:]]
    assert blocks == [
        ("body", "The height is"),
        ("body", "$$h = 1$$"),
        ("body", "in winter."),
        ("footnote", "It is old."),
    ]


def test_a_reference_that_its_sentence_needs_stays_and_one_beside_it_goes() -> None:
    tex = r"\section{Tides} A solution of~(\ref{eq}) is known. The sea rises (\ref{fig})."
    assert texts(read_text(tex, "tides.tex"), "paragraph") == ["A solution of (@ref(eq)) is known. The sea rises."]


def test_commands_that_stand_before_brackets_are_operators() -> None:
    tex = r"\section{Sums} Then $\pgcd(a,b) = 1$ and $\pgcd(b, a) \zrk b$."
    assert texts(read_text(tex, "sums.tex"), "paragraph") == [
        r"Then $\operatorname{pgcd}(a,b) = 1$ and $\operatorname{pgcd}(b, a) \zrk b$."
    ]


def test_an_exercise_goes_on_to_the_end_of_its_quotation() -> None:
    quote = "<blockquote><p>Exercise 2.1: Swap them.</p><p>Use a third.</p></blockquote>"
    page = f"<h1>Pairs</h1><p>A pair has two parts.</p>{quote}"
    blocks = read_text(f"<html><body>{page}<p>A list is a pair.</p></body></html>", "pairs.html").blocks
    assert [block.role for block in blocks[1:]] == ["body", "exercise", "exercise", "body"]


def test_a_term_of_which_a_list_is_said_stands_over_the_list() -> None:
    text = "Locks\n=====\n\nGates\n   - upper gate\n   - lower gate\n\n.. todo:: New picture\n"
    blocks = read_text(text, "locks.rst").blocks
    assert [(block.level, block.text) for block in blocks[1:]] == [(0, "Gates:"), (1, "upper gate"), (1, "lower gate")]


def test_quotation_marks_of_old_asciidoc_hold_no_code() -> None:
    text = "= Locks\n\nThe gate is called ``old gate'' by `keepers`, or g&#x27;.\n"
    assert whole(read_text(text, "locks.adoc")).endswith("The gate is called “old gate” by `keepers`, or g'.")


def test_directives_for_the_tools_of_a_book_say_nothing_and_code_of_another_file_is_missed() -> None:
    silent = ".. index:: Gates; old\n\n.. toctree::\n\n   gates\n   keepers\n\n.. currentmodule:: locks\n"
    text = f"Locks\n=====\n\n{silent}\nA lock has gates.\n\n.. literalinclude:: gate.py\n   :language: python\n"
    document = read_text(text, "locks.rst")
    assert [(block.kind, block.text) for block in document.blocks[1:]] == [
        ("paragraph", "A lock has gates."),
        ("code", "…"),
    ]
    assert ("include", "gate.py") in [(one.what, one.detail) for one in document.not_carried]


def test_sessions_of_an_interpreter_are_code_and_labels_of_figures_and_signs_are_read() -> None:
    session = "    >>> gate.open()\n    >>> if gate:\n    ...     wait()\n    done\n"
    text = (
        f"Locks\n=====\n\nWe wait, as tab-gates_ says |mdash| for |BOATS|:\n\n{session}\nIt is done.\n\n>>> shut()\n1\n"
    )
    text += "\n.. _tab-gates:\n.. table:: Gates\n\n   none\n"
    document = read_text(text, "locks.rst")
    assert texts(document, "code") == [session.replace("\n    ", "\n").strip(), ">>> shut()\n1"]
    assert texts(document, "paragraph")[:2] == ["We wait, as @ref(tab-gates) says — for BOATS:", "It is done."]
