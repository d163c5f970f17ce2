"""Plain text: structure from blank lines, underlines, numbers and capitals."""

from __future__ import annotations

import pytest

from tests.sources.blocks import headings, only, read_text, texts


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("Version Control\n===============\n\nText.", 1, "Version Control"),
        ("Branches\n--------\nText right below.", 2, "Branches"),
        ("1 Introduction\n\nText.", 1, "1 Introduction"),
        ("1.2 Why we branch\n\nText.", 2, "1.2 Why we branch"),
        ("2.1.3. Names\n\nText.", 3, "2.1.3. Names"),
        ("GETTING STARTED\n\nText.", 1, "GETTING STARTED"),
        ("Chapter 4\n\nText.", 1, "Chapter 4"),
        ("Lesson II: Merging\n\nText.", 1, "Lesson II: Merging"),
    ],
)
def test_headings(text: str, level: int, title: str) -> None:
    document = read_text(text, "a.txt")
    assert headings(document) == [(level, title)]
    assert document.blocks[1].text.startswith("Text")


@pytest.mark.parametrize(
    "text",
    ["3 apples were left.", "1. First do this.", "OK", "SHE LEFT.", "2024 was a good year for it,", "A short line"],
)
def test_lines_that_are_no_headings(text: str) -> None:
    assert headings(read_text(f"{text}\n\nMore text.", "a.txt")) == []


def test_wrapped_lines_make_one_paragraph() -> None:
    text = "A paragraph that is\nwrapped over three\nlines.\n\nA second one.\n"
    assert texts(read_text(text, "a.txt"), "paragraph") == [
        "A paragraph that is wrapped over three lines.",
        "A second one.",
    ]


def test_a_file_of_one_line_a_paragraph() -> None:
    text = "\n".join(f"Paragraph {number} " + "goes on and on " * 12 + "to its end." for number in range(3))
    assert len(texts(read_text(text, "a.txt"), "paragraph")) == 3


def test_lists() -> None:
    text = "Bring:\n\n- a pen\n- a book\n  with pages\n    * squared\n\n1) Open it.\n2) Write.\n"
    document = read_text(text, "a.txt")
    items = [(block.level, block.text) for block in document.blocks if block.kind == "list_item"]
    assert items == [(0, "a pen"), (0, "a book with pages"), (2, "squared"), (0, "Open it."), (0, "Write.")]


def test_indented_lines_are_a_listing() -> None:
    text = "Type this:\n\n    def f():\n        return 1\n\n    print(f())\n\nand run it.\n"
    assert only(read_text(text, "a.txt"), "code").text == "def f():\n    return 1\n\nprint(f())"


@pytest.mark.parametrize(("session", "language"), [(">>> 1 + 1\n2", "python"), ("$ git init\nInitialized", "bash")])
def test_a_session_at_a_prompt_is_a_listing(session: str, language: str) -> None:
    block = only(read_text(f"Try it:\n\n{session}\n\nDone.\n", "a.txt"), "code")
    assert (block.text, block.language) == (session, language)


def test_rules_are_dropped() -> None:
    assert texts(read_text("One.\n\n* * *\n\n------------\n\nTwo.\n", "a.txt"), "paragraph") == ["One.", "Two."]
