import asyncio
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from providers.drawn import DrawnImage
from providers.drawn.fitting import ELLIPSIS, fit
from providers.drawn.fonts import font_for, showable
from providers.drawn.geometry import Box
from providers.drawn.layout import MOST_TERMS, Canvas, comparison, concept_map, grid, sequence
from providers.drawn.palette import INK, WHITE, Palette, contrast, palette_for
from providers.image import ImageAnswer, ImageRequest

NASTY = {
    "empty": "",
    "space": " \t\n\u2003",
    "500_characters": ("The maintenance of heat exchangers in district heating " * 10)[:500],
    "one_long_word": "Donaudampfschifffahrtsgesellschaft" * 15,
    "emoji": "🚀 Rockets 👩‍🚀🏳️‍🌈 and 🇫🇷",
    "hebrew": "מבוא להסקה מרכזית",
    "arabic": "مقدمة في أنظمة التدفئة",
    "both_directions": "Heating (הסקה) and تدفئة 101",
    "override": "abc\u202egnp.exe\u202c",
    "cjk": "暖房システム入門と保守の基礎",
    "cjk_long": "暖房システム入門" * 40,
    "devanagari": "ताप प्रणाली का परिचय",
    "control": "a\x00b\x07c\x1b[31md\x7fe\x9ff",
    "line_breaks": "one\ntwo\r\nthree\x85four\u2028five\u2029six\x1cseven",
    "combining": "e" + "\u0301\u0323" * 60,
    "invisible": "\u200b\u200d\ufe0f\u2060\ufeff",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "private": "\ue000\U000f0000",
    "braces": "{title} {0} %s",
}
LETTERS = "abcXYZ W M J L * … éß Жщ אב مر 暖房 \u0301\u200d 🚀 \x00\x07\n"
texts = st.one_of(
    st.text(LETTERS, max_size=400),
    st.text(max_size=120),
    st.text("WJL*М ", max_size=200),
    st.sampled_from([*NASTY.values()]),
)
names = st.text("abcdefg", min_size=1, max_size=3)
canvases = st.integers(20, 160).map(lambda n: Canvas(16 * n, 9 * n))
relations = st.lists(st.tuples(names, st.sampled_from(["has", "is a part of", "W" * 40, ""]), names), max_size=6)
THUMBNAIL = ImageRequest(purpose="thumbnail", title="Heating Systems", subtitle="How a house gets warm")
DIAGRAM = ImageRequest(purpose="diagram", title="Pumps", visual="concept_map", terms=("pump", "valve", "boiler"))
KINDS: dict[str, dict[str, Any]] = {
    "thumbnail": {"purpose": "thumbnail"},
    "sequence": {"purpose": "diagram", "visual": "sequence"},
    "concept_map": {"purpose": "diagram", "visual": "concept_map"},
    "comparison": {"purpose": "diagram", "visual": "comparison"},
    "no_visual": {"purpose": "diagram"},
}


def every_palette() -> dict[Palette, str]:
    """One title for each palette that there is: the hue is one byte."""
    titles = {hashlib.sha256(str(n).encode()).digest()[0]: str(n) for n in range(6_000)}
    assert len(titles) == 256
    return {palette_for(title): title for title in titles.values()}


def assert_apart_and_on(canvas: Canvas, boxes: Sequence[Box]) -> None:
    for box in boxes:
        assert box.width > 0
        assert box.height > 0
        assert 0 <= box.left <= box.right <= canvas.width
        assert 0 <= box.top <= box.bottom <= canvas.height
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def picture_of(answer: ImageAnswer) -> Image.Image:
    """The picture, once every chunk of its file has proved sound."""
    Image.open(io.BytesIO(answer.data)).verify()
    picture = Image.open(io.BytesIO(answer.data))
    picture.load()
    assert picture.format == "PNG"
    assert answer.media_type == "image/png"
    return picture


def drawn(**fields: Any) -> Image.Image:
    return picture_of(asyncio.run(DrawnImage().picture(ImageRequest(**fields))))


def changed_outside(one: Image.Image, other: Image.Image, boxes: Sequence[Box]) -> tuple[int, int, int, int] | None:
    """Where two pictures differ apart from the boxes."""
    difference = ImageChops.difference(one, other)
    for box in boxes:
        ImageDraw.Draw(difference).rectangle(box.corners, fill=(0, 0, 0))
    return difference.getbbox()


@given(canvas=canvases, count=st.integers(0, MOST_TERMS), gaps=st.tuples(st.integers(10, 190), st.integers(10, 120)))
def test_grid_has_a_place_for_each_thing_below_the_heading(canvas: Canvas, count: int, gaps: tuple[int, int]) -> None:
    boxes = grid(canvas, count, *gaps)
    assert len(boxes) == count
    assert_apart_and_on(canvas, [canvas.heading, *boxes])


@settings(max_examples=30, deadline=None)
@given(canvas=canvases, terms=st.lists(names, max_size=9), told=relations)
def test_concept_map_has_a_box_a_term(canvas: Canvas, terms: list[str], told: list[tuple[str, str, str]]) -> None:
    placed, arrows = concept_map(canvas, terms, told)
    assert list(placed) == list(dict.fromkeys(terms))[:MOST_TERMS]
    labels = [arrow.label for arrow in arrows if arrow.label]
    assert_apart_and_on(canvas, [canvas.heading, *placed.values(), *labels])


@settings(max_examples=30, deadline=None)
@given(canvas=canvases, told=relations)
def test_no_arrow_runs_through_a_box(canvas: Canvas, told: list[tuple[str, str, str]]) -> None:
    terms = [term for one, _, other in told for term in (one, other)]
    placed, arrows = concept_map(canvas, terms, told)
    for arrow in arrows:
        crossed = [box for box in placed.values() if box.inset(1).crossed_by(arrow.start, arrow.end)]
        assert crossed == []
    assert len({frozenset((arrow.start, arrow.end)) for arrow in arrows}) == len(arrows)


def test_concept_map_keeps_related_terms_next_to_each_other() -> None:
    told = [("a", "feeds", "f"), ("f", "cools", "c")]
    placed, arrows = concept_map(Canvas(1280, 720), "abcdef", told)
    assert [arrow.words for arrow in arrows] == ["feeds", "cools"]
    assert all(arrow.label for arrow in arrows)
    assert len(placed) == 6


@given(canvas=canvases, steps=st.lists(names, max_size=9))
def test_sequence_leads_from_neighbour_to_neighbour(canvas: Canvas, steps: list[str]) -> None:
    placed, arrows = sequence(canvas, steps)
    boxes = [box for _, box in placed]
    assert [step for step, _ in placed] == steps[:MOST_TERMS]
    assert_apart_and_on(canvas, [canvas.heading, *boxes])
    assert len(arrows) == max(0, len(placed) - 1)
    for (one, other), (start, end) in zip(pairwise(boxes), arrows, strict=True):
        assert one.left == other.left or one.top == other.top
        assert not any(box.inset(1).crossed_by(start, end) for box in boxes)


@given(canvas=canvases, told=relations)
def test_comparison_is_a_table(canvas: Canvas, told: list[tuple[str, str, str]]) -> None:
    rows = comparison(canvas, told)
    assert len({len(row) for row in rows}) == 1
    assert_apart_and_on(canvas, [canvas.heading, *(box for row in rows for _, box in row)])
    assert rows[0][0][0] == ""
    things = [text for text, _ in rows[0]][1:]
    for aspect, *cells in ([text for text, _ in row] for row in rows[1:]):
        for thing, cell in zip(things, cells, strict=True):
            said = [what for one, about, what in told if (one, about) == (thing, aspect)]
            assert cell == (said[0] if said else "–")


@settings(max_examples=300, deadline=None)
@given(
    text=texts,
    width=st.integers(80, 1200),
    height=st.integers(41, 400),
    smallest=st.integers(8, 34),
    more=st.integers(0, 50),
)
def test_text_fits_its_box_and_its_sizes(text: str, width: int, height: int, smallest: int, more: int) -> None:
    fitted = fit(text, width, height, smallest + more, smallest)
    assert fitted.width <= width
    assert fitted.height <= height
    assert smallest <= fitted.size <= smallest + more
    assert fitted.width == max((fitted.font.getlength(line) for line in fitted.lines), default=0)


@settings(max_examples=150, deadline=None)
@given(text=texts, width=st.integers(80, 1200), height=st.integers(41, 400))
def test_nothing_is_lost_without_an_ellipsis(text: str, width: int, height: int) -> None:
    wanted = "".join(showable(text).split())
    got = "".join("".join(fit(text, width, height, 48, 34).lines).split())
    assert got == wanted or (got.endswith(ELLIPSIS) and wanted.startswith(got.removesuffix(ELLIPSIS)))


def test_short_text_is_as_large_as_may_be() -> None:
    assert fit("Pump", 600, 200, 48, 34).size == 48
    assert fit("Pump", 600, 200, 48, 34).lines == ("Pump",)


def test_long_text_gets_smaller_before_it_is_cut() -> None:
    fitted = fit("Pumps and valves in heating systems", 300, 130, 48, 34)
    assert fitted.size < 48
    assert " ".join(fitted.lines) == "Pumps and valves in heating systems"


@given(texts)
def test_showable_text_has_no_control_characters(text: str) -> None:
    shown = showable(text)
    assert not [letter for letter in shown if letter < " " or "\x7f" <= letter <= "\x9f"]
    assert shown == " ".join(shown.split())
    assert showable(shown) == shown


def test_texts_of_one_size_share_a_font() -> None:
    assert font_for("one", 40) is font_for("two", 40)
    assert font_for("один", 40) is font_for("два", 40)


def test_every_palette_has_readable_text() -> None:
    for palette in every_palette():
        on = [(WHITE, palette.deep), (palette.pale, palette.deep), (INK, palette.pale), (INK, palette.paper)]
        assert min(contrast(*pair) for pair in on) >= 4.5, palette


def test_every_palette_has_visible_lines() -> None:
    """WCAG 2.2, 1.4.11: 3 : 1 for what is no text."""
    for palette in every_palette():
        assert min(contrast(palette.deep, palette.paper), contrast(palette.deep, palette.pale)) >= 3, palette


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), WHITE) == contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert contrast(INK, INK) == pytest.approx(1)
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("request_", [THUMBNAIL, DIAGRAM], ids=["thumbnail", "diagram"])
async def test_the_same_request_gives_the_same_bytes(request_: ImageRequest) -> None:
    answers = await asyncio.gather(*(DrawnImage().picture(request_.model_copy()) for _ in range(4)))
    assert len({answer.data for answer in answers}) == 1
    assert len({(answer.alt, answer.caption) for answer in answers}) == 1


def test_another_process_draws_the_same_bytes() -> None:
    program = (
        "import asyncio, hashlib, sys\n"
        "from providers.drawn import DrawnImage\n"
        "from providers.image import ImageRequest\n"
        "request = ImageRequest.model_validate_json(sys.argv[1])\n"
        "print(hashlib.sha256(asyncio.run(DrawnImage().picture(request)).data).hexdigest())"
    )
    request = THUMBNAIL.model_copy(update={"title": "Отопление, Heating 🚀 & הסקה"})
    told = subprocess.run(
        [sys.executable, "-c", program, request.model_dump_json()],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == hashlib.sha256(asyncio.run(DrawnImage().picture(request)).data).hexdigest()


async def test_another_title_gives_another_picture() -> None:
    other = THUMBNAIL.model_copy(update={"title": "Cooling Systems"})
    assert (await DrawnImage().picture(THUMBNAIL)).data != (await DrawnImage().picture(other)).data


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
async def test_nasty_text_is_drawn_in_the_asked_size(kind: str, text: str) -> None:
    request = ImageRequest(
        title=text,
        subtitle=text,
        terms=(text, "pump", f"{text}!"),
        relations=((text, text, "pump"), ("pump", "feeds", f"{text}!"), (text, text, text)),
        width=640,
        height=360,
        **KINDS[kind],
    )
    answer = await DrawnImage().picture(request)
    assert picture_of(answer).size == (640, 360)
    assert 0 < len(answer.alt) <= 300
    assert answer.caption


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from([*KINDS]), title=texts, terms=st.lists(texts, max_size=4), n=st.integers(20, 120))
def test_any_text_is_drawn_in_any_size(kind: str, title: str, terms: list[str], n: int) -> None:
    told = [(one, title, other) for one, other in pairwise(terms)]
    picture = drawn(title=title, terms=terms, relations=told, width=16 * n, height=9 * n, **KINDS[kind])
    assert picture.size == (16 * n, 9 * n)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "height"), [(320, 180), (640, 480), (1024, 1024), (1280, 720), (720, 1280)])
def test_picture_has_the_asked_size(kind: str, width: int, height: int) -> None:
    told = [("pump", "moves", "water"), ("boiler", "heats", "water")]
    terms = ["pump", "boiler", "water"]
    picture = drawn(title="Pumps", terms=terms, relations=told, width=width, height=height, **KINDS[kind])
    assert picture.size == (width, height)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_a_title_is_enough(kind: str) -> None:
    assert drawn(title="Pumps", **KINDS[kind]).size == (1280, 720)


@pytest.mark.parametrize("text", [NASTY[name] for name in ("500_characters", "one_long_word", "arabic", "emoji")])
def test_subtitle_stays_below_the_title_and_left_of_the_pattern(text: str) -> None:
    bare = drawn(purpose="thumbnail", title="Pumps")
    told = drawn(purpose="thumbnail", title="Pumps", subtitle=text)
    assert changed_outside(bare, told, [Box(72, 520, 700, 130).inset(-4)]) is None
    assert ImageChops.difference(bare, told).getbbox() is not None


@pytest.mark.parametrize("first", ["Ж" + " JJJJJJJJ LLLL" * 9, NASTY["500_characters"], NASTY["one_long_word"]])
def test_steps_stay_in_their_boxes(first: str) -> None:
    boxes = [box for _, box in sequence(Canvas(1280, 720), "abcdef")[0]]
    bare = drawn(title="Pumps", terms=[""] * 6, **KINDS["sequence"])
    told = drawn(title="Pumps", terms=[first] * 6, **KINDS["sequence"])
    assert changed_outside(bare, told, boxes) is None
    assert all(ImageChops.difference(bare, told).crop(box.corners).getbbox() for box in boxes)


@pytest.mark.parametrize(
    ("language", "caption"), [("en", "Steps of “Pumps”"), ("de-AT", "Schritte von „Pumps“"), ("xx", "Steps of “Pumps”")]
)
async def test_alternative_text_tells_the_steps(language: str, caption: str) -> None:
    request = ImageRequest(title="Pumps", terms=("Fill", "Start"), language=language, **KINDS["sequence"])
    answer = await DrawnImage().picture(request)
    assert answer.caption == caption
    assert answer.alt == f"{caption}: 1. Fill; 2. Start."


@pytest.mark.parametrize("subtitle", ["From the mill to the loaf", "From the mill to the loaf.", "Who bakes?", ""])
async def test_alternative_text_ends_as_a_sentence_does(subtitle: str) -> None:
    thumbnail = THUMBNAIL.model_copy(update={"subtitle": subtitle})
    steps = ImageRequest(title="Bread", terms=("Knead", subtitle or "Bake"), **KINDS["sequence"])
    for request in (thumbnail, steps):
        answer = await DrawnImage().picture(request)
        assert re.search(r"[^.!?][.!?]$", answer.alt), answer.alt
