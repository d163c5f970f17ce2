"""Markdown as lessons are written in it."""

from __future__ import annotations

import pytest

from tests.sources.blocks import headings, only, read_text, texts, whole

_LESSON = """---
title: "Sharing Work"
teaching: 5
---

::::::::::::::::::::: objectives

- Say what a remote is.

:::::::::::::::::::::

Work is *shared* through a [remote][remotes], see ![a map](map.png){alt='Two "boxes" {and} it\\'s arrow' width="5%"}
the `git push` command.

::::::::::::::::::::: challenge

## Push it

What does `git push` do?

:::::::::::: solution

## Solution

It sends commits.

::::::::::::

:::::::::::::::::::::

## Afterwards

Back in the text.

::: keypoints
- A remote is a copy.
:::

[remotes]: https://example.org/remotes
"""


def lesson(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.role, block.text) for block in read_text(text, "lesson.md").blocks]


def test_fenced_divs_become_roles() -> None:
    assert lesson(_LESSON) == [
        ("heading", "body", "Sharing Work"),
        ("list_item", "objectives", "Say what a remote is."),
        ("paragraph", "body", "Work is shared through a remote, see the `git push` command."),
        ("heading", "exercise", "Push it"),
        ("paragraph", "exercise", "What does `git push` do?"),
        ("heading", "solution", "Solution"),
        ("paragraph", "solution", "It sends commits."),
        ("heading", "body", "Afterwards"),
        ("paragraph", "body", "Back in the text."),
        ("list_item", "keypoints", "A remote is a copy."),
    ]


def test_a_heading_in_a_box_ends_with_the_box() -> None:
    document = read_text(_LESSON, "lesson.md")
    paths = {block.text: block.heading_path for block in document.blocks}
    assert document.title == "Sharing Work"
    assert paths["It sends commits."] == ("Sharing Work", "Push it", "Solution")
    assert paths["Back in the text."] == ("Sharing Work", "Afterwards")
    assert headings(document)[:3] == [(1, "Sharing Work"), (2, "Push it"), (3, "Solution")]


def test_a_title_stands_above_headings_of_the_first_level() -> None:
    document = read_text("---\ntitle: Course\n---\n\n# One\n\n## Part\n\nText.\n", "a.md")
    assert headings(document) == [(1, "Course"), (2, "One"), (3, "Part")]


def test_a_title_that_the_text_repeats_is_given_once() -> None:
    document = read_text("---\ntitle: Course\n---\n\n# Course\n\nText.\n", "a.md")
    assert headings(document) == [(1, "Course")]


def test_a_heading_above_nearly_all_of_the_text_is_the_title() -> None:
    text = "## Valves\n\n" + "A valve limits the flow of water. " * 20
    assert read_text(f"{text}\n\n## Summary\n\nValves.\n", "ch01-02.md").title == "Valves"
    assert read_text(f"{text}\n\n## Pumps\n\n{text[10:]}\n", "my-course.md").title == "My course"


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("bash", "bash"),
        ("", ""),
        ("output", "output"),
        ("{.python .numberLines}", "python"),
        ("{r, fig.width=4}", "r"),
        ("{code-block} python", "python"),
        ("language-c++", "c++"),
        ('python {linenos=true title="a b"}', "python"),
    ],
)
def test_the_language_of_a_listing(info: str, language: str) -> None:
    block = only(read_text(f"# T\n\n```{info}\nx  = 1\n\n    y\n```\n", "a.md"), "code")
    assert (block.text, block.language) == ("x  = 1\n\n    y", language)


def test_a_listing_keeps_what_would_be_markup_elsewhere() -> None:
    code = "# no heading\n* no item\n::: no div\n{: .no }\n[a]: b\n<b>&amp;</b>"
    assert only(read_text(f"Text:\n\n```\n{code}\n```\n", "a.md"), "code").text == code


def test_lists_know_their_depth_and_their_items_begin() -> None:
    text = (
        "# T\n\n1. one\n   - inner *item*\n     with two lines\n\n     a second paragraph\n"
        "2. two\n\n   ```\n   code\n   ```\n"
    )
    document = read_text(text, "a.md")
    assert [(block.kind, block.level, block.text) for block in document.blocks[1:]] == [
        ("list_item", 0, "one"),
        ("list_item", 1, "inner item with two lines"),
        ("paragraph", 0, "a second paragraph"),
        ("list_item", 0, "two"),
        ("code", 0, "code"),
    ]


def test_a_pipe_table() -> None:
    text = "# T\n\n| Command | Use |\n| --- | ---: |\n| `git add` | *stage* |\n| | |\n"
    assert only(read_text(text, "a.md"), "table").text == "Command | Use\n`git add` | stage"


def test_a_grid_table() -> None:
    text = (
        "+-----------+------------+\n| Markdown  | Looks like |\n+===========+============+\n"
        "| ```       | <p></p>    |\n| *  a item | -  a item  |\n| ```       |            |\n"
        "+-----------+------------+\n"
    )
    assert only(read_text(text, "a.md"), "table").text == "Markdown | Looks like\n`* a item` | a item"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A **bold**, ~~old~~ and _slanted_ [link](x 'y') <https://a.org>.",
            "A bold, old and slanted link https://a.org.",
        ),
        ("Press <kbd>Esc</kbd> <!-- why? -->.", "Press Esc."),
        ("One line\nand a hard  \nbreak<br>here.", "One line and a hard break here."),
        ("A note[^1] here.\n\n[^1]: The note.", "A note here.\nThe note."),
        ("Files---many -- and `a--b` or `x---y`.", "Files—many – and `a--b` or `x---y`."),
        ("Ticks ``a ` b`` stay.", "Ticks `` a ` b `` stay."),
        ("\\*Not\\* emphasis &amp; entities.", "*Not* emphasis & entities."),
        ("Costs $5 or $10; $x_1 = y_1$ is maths.", "Costs $5 or $10; $x_1 = y_1$ is maths."),
        ("A span[text]{.red} and `code`{.r}.", "A span[text]{.red} and `code`."),
        ("Set {braces} stay {as} they are.", "Set {braces} stay {as} they are."),
        ("The *mean*{.key} of a sample \\index{mean}is known [@smith2020, p. 3].", "The mean of a sample is known."),
    ],
)
def test_inline_syntax_is_reduced_to_text(text: str, said: str) -> None:
    assert whole(read_text(text, "a.md")) == said


def test_kramdown_and_liquid_lines_are_gone_and_name_roles() -> None:
    text = (
        "# T\n\n{% include links.md %}\n\n> ## Try\n> Do it.\n>\n> > ## Solution\n> > Done.\n> {: .solution}\n"
        "{: .challenge}\n\nA paragraph.\n{: .class #id}\n\n> Quoted.\n"
    )
    assert lesson(text) == [
        ("heading", "body", "T"),
        ("heading", "exercise", "Try"),
        ("paragraph", "exercise", "Do it."),
        ("heading", "solution", "Solution"),
        ("paragraph", "solution", "Done."),
        ("paragraph", "body", "A paragraph."),
        ("quote", "body", "Quoted."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "::: {.callout-note}\nMind the gap.\n:::",
        ":::note\nMind the gap.\n:::",
        "::::: callout\n\nMind the gap.\n\n:::::",
        "!!! note\n    Mind the gap.",
        "> [!NOTE]\n> Mind the gap.",
        "```{note}\nMind the gap.\n```",
        "<details>\n<summary></summary>\n\nMind the gap.\n\n</details>",
        "<aside>\n\nMind the gap.\n\n</aside>",
        "<aside>\n<p>Mind the gap.</p>\n</aside>",
        "<div class='row'>\n<div class='note'>\n\nMind the gap.\n\n</div>\n</div>",
        "<div>\n<div class=warning>\n<p>Mind the gap.</p>\n</div>\n\n</div>",
    ],
)
def test_call_outs_of_many_tools(text: str) -> None:
    document = read_text(f"# T\n\nBefore.\n\n{text}\n\nAfter.\n", "a.md")
    assert [(block.role, block.text) for block in document.blocks[1:] if block.text != "Note"] == [
        ("body", "Before."),
        ("callout", "Mind the gap."),
        ("body", "After."),
    ]


@pytest.mark.parametrize("title", ["Solution", "🔄 Respuestas", "Lösung anzeigen", "Voir le corrigé"])
def test_what_unfolds_is_a_solution_by_its_title(title: str) -> None:
    text = f"# T\n\n<details>\n<summary>{title}</summary>\n\nIt is the valve.\n\n</details>\n\nAfter.\n"
    roles = {block.text: block.role for block in read_text(text, "a.md").blocks}
    assert (roles["It is the valve."], roles["After."]) == ("solution", "body")


def test_a_box_that_nothing_closes_is_none() -> None:
    document = read_text("# T\n\n<div class='note'>\n\nMind the gap.\n\n## U\n\nAfter.\n\n</section>\n", "a.md")
    assert {block.role for block in document.blocks} == {"body"}


def test_a_heading_of_a_box_in_html_ends_with_the_box() -> None:
    text = "# T\n\nBefore.\n\n<aside>\n<h3>Tip</h3>\n<p>Mind the gap.</p>\n</aside>\n\nAfter.\n"
    paths = {block.text: block.heading_path[1:] for block in read_text(text, "a.md").blocks}
    assert (paths["Mind the gap."], paths["After."]) == (("Tip",), ())


def test_html_blocks_keep_their_words() -> None:
    text = "# T\n\n<div class='x'>\n<p>Words in <b>a</b> block.</p>\n</div>\n\n<!-- note -->\n\n<script>no()</script>\n"
    assert texts(read_text(text, "a.md"), "paragraph") == ["Words in a block."]


def test_a_definition_list() -> None:
    text = "# T\n\nCommit\n: A snapshot of the project.\n"
    assert texts(read_text(text, "a.md"), "list_item") == ["Commit: A snapshot of the project."]


def test_a_table_of_contents_is_no_text() -> None:
    text = "# T\n\n- [One](#one)\n- [Two](#two)\n  - [Three](#three)\n\n## One\n\n- [Site](https://a.org)\n- b\n- c\n"
    assert texts(read_text(text, "a.md"), "list_item") == ["Site", "b", "c"]


def test_deep_lists_lose_nothing() -> None:
    text = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(20))
    assert len(texts(read_text(f"# T\n\n{text}\n", "a.md"), "list_item")) == 20


def test_a_paragraph_too_long_for_markup_is_still_read() -> None:
    assert len(whole(read_text("# T\n\n" + "![" * 50_000, "a.md"))) > 50_000


@pytest.mark.parametrize(
    "table",
    [
        "Fruit    Colour\n-------  ------\napple    red\nplum     blue\n",
        "  Fruit   Colour\n  ------- --------\n  apple   red\n  plum    blue\n",
        "Fruit    Colour\n-------  ------\napple    red\nplum     blue\n\n: Fruits and their colours {#tbl-fruits}\n",
    ],
)
def test_a_simple_table_of_pandoc(table: str) -> None:
    document = read_text(f"# T\n\nBefore.\n\n{table}\nAfter.\n", "a.md")
    rows = only(document, "table").text.split("\n")
    assert [[cell.strip() for cell in row.split("|")][:2] for row in rows][:2] == [
        ["Fruit", "Colour"],
        ["apple", "red"],
    ]
    told = [block.text for block in document.blocks[1:]]
    assert told[-1] == "After."
    assert not any("{#" in text or text.startswith(":") for text in told)


@pytest.mark.parametrize("text", ["A line\n--- ---\n\nB", "One word of it\n--- ------\nruns over\n"])
def test_rules_and_text_that_runs_over_are_no_table(text: str) -> None:
    assert "table" not in {block.kind for block in read_text(f"# T\n\n{text}\n", "a.md").blocks}


def test_commands_of_tex_that_set_type_are_no_text() -> None:
    text = "# T\n\n\\scriptsize\n\nWords.\n\n\\vspace{1cm} \\newpage\n\nMore.\n"
    assert texts(read_text(text, "a.md"), "paragraph") == ["Words.", "More."]
