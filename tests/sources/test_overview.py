"""What is shown of a document: its headings, how much of what was read, its language."""

from __future__ import annotations

import pytest

from learning.source import Block, BlockKind, Figure, NotCarried, SourceDocument
from sources.languages_of_texts import text_language, with_language
from sources.overview import MOST_HEADINGS, MOST_NOT_CARRIED, Heading, overview, words


def document(*blocks: tuple[BlockKind, str], **values: object) -> SourceDocument:
    made = tuple(
        Block(id=f"b{number}", kind=kind, text=text, level=1 if kind == "heading" else 0, page=number)
        for number, (kind, text) in enumerate(blocks, 1)
    )
    given = {"filename": "a.md", "media_type": "text/markdown", "title": "", "characters": 1, "blocks": made} | values
    return SourceDocument.model_validate(given)


def test_words_of_a_heading_are_those_up_to_the_next_one() -> None:
    shown = overview(
        document(
            ("paragraph", "Before all of it"),
            ("heading", "Dough"),
            ("paragraph", "Yeast eats sugar."),
            ("list_item", "Flour"),
            ("heading", "Oven"),
        )
    )
    assert shown.outline == (
        Heading(heading="Dough", level=1, words=4, page=2),
        Heading(heading="Oven", level=1, words=0, page=5),
    )
    assert shown.words == 10


def test_what_was_read_is_counted_by_kind() -> None:
    shown = overview(
        document(
            ("list_item", "a"),
            ("list_item", "b"),
            ("paragraph", "Between $a^2$ and $$b$$ it costs $5 or $6."),
            ("list_item", "c"),
            ("table", "| a | b |"),
            ("code", "echo $a $b $c"),
            figures=[Figure(media="0" * 64, media_type="image/png", width=30, height=30, size_bytes=90)],
        )
    )
    assert shown.carried.model_dump() == {"tables": 1, "figures": 1, "code": 1, "math": 2, "lists": 2}


def test_it_stays_small() -> None:
    noted = [NotCarried(what="picture", where=f"page {number}") for number in range(1_000)]
    headings: list[tuple[BlockKind, str]] = [("heading", "H" * 10_000)] * 1_000
    shown = overview(document(*headings, not_carried=noted))
    assert (len(shown.outline), len(shown.not_carried)) == (MOST_HEADINGS, MOST_NOT_CARRIED)
    assert len(shown.model_dump_json()) < 100_000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Don't over-proof it.", 3),
        ("500 g of flour", 4),
        ("", 0),
        ("—", 0),
        ("潮の満ち引き", 6),
        ("한국어 강의", 2),
        ("Über Ébène", 2),
    ],
)
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Hefe frisst den Zucker, den Enzyme aus der Stärke lösen, und gibt dafür Gas und Alkohol ab.", "de"),
        ("Drożdże zjadają cukier, który enzymy uwalniają ze skrobi, i oddają za to gaz oraz alkohol.", "pl"),
        ("Дрожжи съедают сахар, который ферменты освобождают из крахмала, и выделяют газ и спирт.", "ru"),
        (
            "酵母はでんぷんから酵素が取り出した糖を食べて、その代わりに気体とアルコールを出します。"
            "そのため生地はふくらみ、焼くとやわらかいパンになります。発酵には時間がかかります。",
            "ja",
        ),
        ("Bread", ""),
        ("1 + 1 = 2", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert text_language(text) == language


def test_what_a_reader_says_of_the_language_stands() -> None:
    text = "Die Hefe frisst den Zucker, den Enzyme aus der Stärke lösen, und gibt dafür Gas und Alkohol ab."
    assert with_language(document(("paragraph", text), language="nl")).language == "nl"
    code: tuple[BlockKind, str] = ("code", "for each of these do what the other one does with all of them and stop")
    assert with_language(document(code, ("paragraph", text))).language == "de"
