"""Numbers of ordered lists and the columns of tables, in every format."""

from __future__ import annotations

import docx
import pytest

from learning.source import SourceDocument
from sources import read_source
from sources.tables import Cell, spread, table_text
from tests.sources.blocks import only, read_text
from tests.sources.docx_files import saved


def items(document: SourceDocument) -> list[tuple[int, int | None, str]]:
    return [(block.level, block.ordinal, block.text) for block in document.blocks if block.kind == "list_item"]


@pytest.mark.parametrize(
    ("filename", "text"),
    [
        ("a.md", "# T\n\n3. Open.\n4. Turn.\n   - a\n5. Close.\n"),
        ("a.txt", "Steps:\n\n3. Open.\n4. Turn.\n  - a\n5. Close.\n"),
        ("a.html", "<h1>T</h1><ol start=3><li>Open.</li><li>Turn.<ul><li>a</li></ul></li><li>Close.</li></ol>"),
    ],
)
def test_steps_keep_their_numbers(filename: str, text: str) -> None:
    assert items(read_text(text, filename)) == [(0, 3, "Open."), (0, 4, "Turn."), (1, None, "a"), (0, 5, "Close.")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. a\n1. b\n1. c\n", [1, 2, 3]),
        ("0. a\n0. b\n", [0, 1]),
        ("5. a\n\n5. b\n\n   5. inner\n   5. inner\n\n5. c\n", [5, 6, 5, 6, 7]),
        ("1. a\n1. b\n\nText.\n\n1. c\n1. d\n", [1, 2, 1, 2]),
        ("1. a\n   - x\n   - y\n1. b\n", [1, None, None, 2]),
    ],
)
def test_a_markdown_list_counts_on_from_its_first_number(text: str, numbers: list[int | None]) -> None:
    assert [number for _, number, _ in items(read_text(f"# T\n\n{text}", "a.md"))] == numbers


def test_steps_of_a_word_file() -> None:
    document = docx.Document()
    for text in ("Open.", "Turn."):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("And wait.")
    document.add_paragraph("Close.", style="List Number")
    document.add_paragraph("A pen", style="List Bullet")
    assert items(read_source(saved(document), "a.docx")) == [
        (0, 1, "Open."),
        (0, 2, "Turn."),
        (0, 3, "Close."),
        (0, None, "A pen"),
    ]


def test_numbers_that_a_page_sets() -> None:
    page = "<ol reversed><li>a</li><li value=7>b</li><li>c</li></ol>"
    assert [number for _, number, _ in items(read_text(f"<html><body>{page}</body></html>", "a.html"))] == [3, 7, 6]


def test_spanning_cells_keep_each_value_in_its_column() -> None:
    page = (
        "<table><tr><th rowspan=2>Zone<th colspan=2>Single<th rowspan=2>Day<tr><th>full<th>reduced"
        "<tr><td>A<td>2<td>1<td rowspan=2>7<tr><td>B<td>3<td>2</table>"
    )
    text = only(read_text(f"<html><body>{page}</body></html>", "a.html"), "table").text
    assert text == "Zone | Single |  | Day\n | full | reduced | \nA | 2 | 1 | 7\nB | 3 | 2 | "
    assert {line.count(" | ") for line in text.split("\n")} == {3}


def test_merged_cells_of_a_word_file() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for cell, text in zip(table._cells, "abcdefghi", strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"
    assert only(read_source(saved(document), "a.docx"), "table").text == "wide |  | c\nd | e | tall\ng | h | "


@pytest.mark.parametrize("filename", ["a.md", "a.html"])
def test_a_bar_in_a_cell_parts_nothing(filename: str) -> None:
    text = "<table><tr><td>or<td><code>a | b</code><tr><td>and<td>c</table>"
    assert only(read_text(f"<p>T</p>{text}", filename), "table").text == "or | `a \\| b`\nand | c"


def test_short_rows_are_filled_up_and_spans_without_measure_are_not() -> None:
    assert table_text([["a", "b", "c"], ["d"]]) == "a | b | c\nd |  | "
    assert len(spread([[Cell("a", 10**9, 10**9)]] * 1000)[-1]) <= 2_000


@pytest.mark.parametrize("filename", ["a.md", "a.txt", "a.html"])
def test_wrapped_lines_of_chinese_have_no_blanks(filename: str) -> None:
    text = "灯塔是一种\n有强光的高塔。\n它在夜里\n用 LED\n指路。"
    page = f"<html><body><p>{text}</p></body></html>" if filename == "a.html" else text
    assert read_text(page, filename).blocks[-1].text == "灯塔是一种有强光的高塔。它在夜里用 LED 指路。"


def test_a_break_on_purpose_is_a_blank_in_any_script() -> None:
    assert (
        read_text("<html><body><p>床前明月光<br>\n疑是地上霜</p></body></html>", "a.html").blocks[0].text
        == "床前明月光 疑是地上霜"
    )


@pytest.mark.parametrize(
    "row",
    [
        "<p><a>Prev</a> | <a>Up</a> | <a>Next</a></p>",
        "<p>&lt;&lt;&lsaquo; <a>Zurück</a></p>",
        "<div><a>A</a> » <a>B</a></div>",
    ],
)
def test_rows_of_links_to_other_pages_go(row: str) -> None:
    assert [
        block.text for block in read_text(f"<html><body>{row}<p>Words.</p>{row}</body></html>", "a.html").blocks
    ] == ["Words."]


def test_pages_of_a_printed_text_grow_together() -> None:
    foot = "\n\nAuthor          Notes          [Page {}]\n\f\nNOTE 12       Lighthouses        May 2020\n\n"
    text = (
        "1. Light\n\n   The lamp of a tower turns all night and is\n   seen from far away by the"
        + foot.format(1)
        + "   ships that pass. It is put out at dawn.\n\n2. Keepers\n\n   A keeper cleans the lens."
        + foot.format(2)
        + "   He writes a diary.\n"
    )
    assert [block.text for block in read_text(text, "a.txt").blocks] == [
        "1. Light",
        "The lamp of a tower turns all night and is seen from far away by the ships that pass. It is put out at dawn.",
        "2. Keepers",
        "A keeper cleans the lens.",
        "He writes a diary.",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<form id='f'><p>{}</p></form>",
        "<section hidden aria-hidden='true'><h2>Slide</h2><p>{}</p></section>",
        "<div role='tabpanel' class='tab-pane' hidden><p>{}</p></div>",
        "<article><h2>A</h2><aside><p>{}</p></aside></article>",
        "<h2><button>{}</button></h2>",
        "<button class='card'>{} It has a door, a stair and a lamp, and a gallery around it.</button>",
    ],
)
def test_content_in_forms_panels_slides_and_buttons_is_read(markup: str) -> None:
    page = f"<html><body><h1>T</h1><p>Before.</p>{markup.format('The tower is high.')}</body></html>"
    assert "The tower is high." in "\n".join(block.text for block in read_text(page, "a.html").blocks)
