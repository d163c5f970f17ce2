"""Signs on a PDF page that are no plain words of its lines: powers, hyphens, stamps, initials, numbers of lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sources import read_source
from tests.sources.blocks import texts, whole
from tests.sources.pdf_files import LEFT, PARAGRAPH, PROSE, TOP, Draw, drawn, lines, pdf_texts, together

_MORE = [
    "The keeper of the light climbs up the stairs at dusk and lights the lamp, and",
    "he comes down at dawn when the sun is over the sea and the ships are safe at",
    "last. He sleeps by day.",
]


def raised(*parts: str, size: float = 7) -> Draw:
    """Parts of one line; those that begin with `^` are raised, those with `~` lowered."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        for part in parts:
            rise = {"^": 4, "~": -2}.get(part[0], 0)
            text.setFont("Helvetica", size if rise else 11)
            text.setRise(rise)
            text.textOut(part[1:] if rise else part)
        canvas.drawText(text)

    return draw


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("It is 10", "^6", " metres and 10", "^−9", " seconds."), "It is 10⁶ metres and 10⁻⁹ seconds."),
        (("Then E = mc", "^2", " and ½mv", "^2", "."), "Then E = mc² and ½mv²."),
        (("Some 7 000 m", "^2", " at 9.8 m/s", "^2", " hold."), "Some 7 000 m² at 9.8 m/s² hold."),
        (("Let (a+b)", "^2", " = a", "^2", " + 2ab + b", "^2", "."), "Let (a+b)² = a² + 2ab + b²."),
        (("Water is H", "~2", "O and e", "^x", " grows."), "Water is H₂O and e^(x) grows."),
        (("On the 1", "^st", " of May it began."), "On the 1st of May it began."),
        (("It is so", "^1,2", " and the end.", "^12", " In 1995", "^4", " too."), "It is so and the end. In 1995 too."),
        (("He said (as told)", "^5", " that it is", "^*", " so."), "He said (as told) that it is so."),
    ],
)
def test_powers_stay_and_marks_of_footnotes_go(parts: tuple[str, ...], read: str) -> None:
    assert pdf_texts(raised(*parts)) == [read]


def test_a_power_in_type_of_full_size() -> None:
    assert pdf_texts(raised("About 10", "^8", " metres away.", size=11)) == ["About 10⁸ metres away."]


_ENGLISH = "The price is known to the people that live in the house and are not at work with this."
_GERMAN = "Der Strom ist nicht mit der Leitung verbunden und die Spannung wird von den Klemmen auf eine Last geführt."
_FRENCH = "Le chat est dans la maison et les enfants ne sont pas sur le toit du voisin qui est parti pour une fête."


@pytest.mark.parametrize(
    ("broken", "whole_again", "language"),
    [
        (("a long-", "term plan"), "a long-term plan", _ENGLISH),
        (("is per-", "mitted here"), "is permitted here", _ENGLISH),
        (("a price-", "determining fact"), "a price-determining fact", _ENGLISH),
        (("state-of-", "the-art tools"), "state-of-the-art tools", _ENGLISH),
        (("two-", "or three-year plans"), "two- or three-year plans", _ENGLISH),
        (("an under-", "standing of it"), "an understanding of it", _ENGLISH),
        (("within a reason-", "able time"), "within a reasonable time", _ENGLISH),
        (("Franco-", "Prussian war"), "Franco-Prussian war", _ENGLISH),
        (("Ein-", "und Ausgabe"), "Ein- und Ausgabe", _GERMAN),
        (("eine Über-", "wachung"), "eine Überwachung", _GERMAN),
        (("die Be-", "oder Entlüftung"), "die Be- oder Entlüftung", _GERMAN),
        (("c'est peut-", "être vrai"), "c'est peut-être vrai", _FRENCH),
        (("le gouverne-", "ment parle"), "le gouvernement parle", _FRENCH),
    ],
)
def test_hyphens_at_line_ends(broken: tuple[str, str], whole_again: str, language: str) -> None:
    assert pdf_texts(lines([*broken, "", "", language]))[0] == whole_again


def stamp(angle: float, colour: Color | None = None, text: str = "NOT FOR SALE") -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(LEFT + 40, TOP - 40)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", 50)
        canvas.setFillColor(colour or Color(0, 0, 0))
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


_PAGE = lines([*PROSE, "", *_MORE])


@pytest.mark.parametrize("angle", [8, 30, 45, 55, 80, -45, 135])
@pytest.mark.parametrize("over", [True, False])
def test_a_slanted_stamp_is_no_text(angle: float, over: bool) -> None:
    page = together(_PAGE, stamp(angle)) if over else together(stamp(angle), _PAGE)
    read = read_source(drawn(page), "file.pdf")
    assert texts(read, "paragraph") == [PARAGRAPH, " ".join(_MORE)]
    assert [(held.what, held.where) for held in read.not_carried] == [("watermark", "page 1")]


@pytest.mark.parametrize("colour", [Color(0.9, 0.9, 0.9), Color(0, 0, 0, alpha=0.2), Color(1, 0.8, 0.8)])
def test_a_pale_level_stamp_is_no_text(colour: Color) -> None:
    read = read_source(drawn(together(stamp(0, colour), _PAGE)), "file.pdf")
    assert texts(read, "paragraph") == [PARAGRAPH, " ".join(_MORE)]


def test_a_level_stamp_in_black_on_every_page_is_no_text() -> None:
    assert "NOT FOR SALE" not in whole(read_source(drawn(*[together(_PAGE, stamp(0))] * 3), "file.pdf"))


def test_pale_text_that_crosses_nothing_stays() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        lines(["Lighthouses"], size=24)(canvas)
        canvas.setFillGray(0)
        lines(PROSE, top=TOP - 60)(canvas)

    assert pdf_texts(draw) == ["Lighthouses", PARAGRAPH]


@pytest.mark.parametrize(("right", "down"), [(0, 0), (0.3, 0), (0.9, 0), (1.2, 1.2)])
def test_what_is_struck_twice_is_read_once(right: float, down: float) -> None:
    def page(left: float, top: float) -> Draw:
        return together(lines(["All the Hills"], size=18, left=left, top=top), lines(PROSE, left=left, top=top - 40))

    read = read_source(drawn(together(page(LEFT, TOP), page(LEFT + right, TOP - down))), "file.pdf")
    assert [block.text for block in read.blocks] == ["All the Hills", PARAGRAPH]


def initial(letters: str, rest: list[str], depth: int) -> Draw:
    """Large letters beside the first `depth` lines."""

    def draw(canvas: Canvas) -> None:
        size = 16 * depth
        canvas.setFont("Times-Roman", size)
        canvas.drawString(LEFT, TOP - 14 * (depth - 1), letters)
        beside = LEFT + canvas.stringWidth(letters, "Times-Roman", size) + 2
        lines(rest[:depth], left=beside)(canvas)
        lines(rest[depth:], top=TOP - 14 * depth)(canvas)

    return draw


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("letters", "first", "begins"),
    [
        ("T", "he keeper of the light climbs up the stairs at dusk and", "The keeper of"),
        ("“T", "he keeper of the light climbs up the stairs at dusk and", "“The keeper of"),
        ("Th", "e keeper of the light climbs up the stairs at dusk and", "The keeper of"),
        ("A", "keeper of the light climbs up the stairs at dusk and", "A keeper of"),
        ("A", "fter that the keeper climbs up the stairs at dusk and", "After that"),
    ],
)
def test_an_initial_belongs_to_its_word(letters: str, first: str, begins: str, depth: int) -> None:
    rest = [first, *_MORE[:2], "so that all keeper people of the coast can sleep at night and", "are safe."]
    (paragraph,) = pdf_texts(initial(letters, rest, depth))
    assert paragraph.startswith(begins)
    assert paragraph.endswith("at night and are safe.")


_LONG = [*PROSE, *_MORE] * 4


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("edge", [66, 540])
@pytest.mark.parametrize("size", [8, 11])
def test_numbers_of_lines_are_no_text(step: int, edge: float, size: float) -> None:
    def draw(canvas: Canvas) -> None:
        lines(_LONG, left=90, pitch=20)(canvas)
        canvas.setFont("Helvetica", size)
        for number in range(step, len(_LONG) + 1, step):
            canvas.drawRightString(edge, TOP - 20 * (number - 1), str(number))

    read = read_source(drawn(draw), "file.pdf")
    assert texts(read, "list_item") == []
    assert " ".join(texts(read, "paragraph")) == " ".join(_LONG)


@pytest.mark.parametrize("sign", ["{}.", "({})", "{})"])
def test_numbers_of_items_stay_numbers(sign: str) -> None:
    items = ["Open the valve.", "Wait for the lamp.", "Close the lid.", "Turn the key.", "Start the pump."]
    page = lines([f"{sign.format(number)} {item}" for number, item in enumerate(items, start=1)])
    read = [block for block in read_source(drawn(page), "file.pdf").blocks if block.kind == "list_item"]
    assert [(block.ordinal, block.text) for block in read] == list(enumerate(items, start=1))


def test_bare_numbers_before_short_items_stay() -> None:
    def draw(canvas: Canvas) -> None:
        for number, item in enumerate(["Apples", "Bread of rye", "Cheese", "Dates", "Eggs of hens"], start=1):
            lines([str(number)], left=60, top=TOP - 16 * number)(canvas)
            lines([item], left=90, top=TOP - 16 * number)(canvas)

    read = read_source(drawn(draw), "file.pdf").blocks
    assert [block.ordinal for block in read] == [1, 2, 3, 4, 5]


_Pages = Callable[[], list[Draw]]


def steps(*bullets: str, title: str, first: int) -> list[Draw]:
    """A slide that shows one bullet more on each page."""

    def page(shown: int) -> Draw:
        return together(
            lines([title], font="Helvetica-Bold", size=24, top=560),
            lines([f"•  {bullet}" for bullet in bullets[:shown]], size=18, top=480, pitch=40),
            lines([f"A. Example   {first + shown}"], size=9, top=20),
        )

    return [page(shown) for shown in range(1, len(bullets) + 1)]


def test_a_slide_shown_in_steps_is_read_once() -> None:
    slides = [
        *steps("Tides rise.", "Tides fall.", "Both twice a day.", title="What a tide is", first=0),
        *steps("A spring tide is large.", "A neap tide is small.", title="Spring and neap", first=3),
        *steps("It lists heights.", "And times.", "For a port.", title="Tables", first=5),
    ]
    read = read_source(drawn(*slides), "file.pdf")
    assert [block.text for block in read.blocks if block.kind == "heading"] == [
        "What a tide is",
        "Spring and neap",
        "Tables",
    ]
    assert len(texts(read, "list_item")) == len(set(texts(read, "list_item"))) == 8
