"""Where things go, as pure functions: canvas and content in, boxes and lines out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from providers.drawn.fitting import fit
from providers.drawn.geometry import Box, Point, joined

COLUMNS = 3
MOST_TERMS = 6
MOST_COMPARED = 3
Relation = tuple[str, str, str]


@dataclass(frozen=True)
class Canvas:
    """`unit` is one pixel of a canvas 1280 wide, so that every measure scales with the width."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels for one pixel of a canvas 1280 wide."""
        return self.width / 1280

    def px(self, measure: float) -> int:
        """A measure on a canvas 1280 wide in whole pixels of this one, 1 at least."""
        return max(1, round(measure * self.unit))

    @property
    def heading(self) -> Box:
        """The box at the top that a diagram's title is fitted into."""
        return Box(self.px(40), self.px(24), self.width - self.px(80), self.px(92))

    @property
    def body(self) -> Box:
        """The box below the heading, for the diagram itself."""
        top = self.px(136)
        return Box(self.px(40), top, self.width - self.px(80), self.height - top - self.px(36))


@dataclass(frozen=True)
class Arrow:
    """A line from border to border; `label` is None where no room is free for its words."""

    start: Point
    end: Point
    words: str
    label: Box | None


def grid(canvas: Canvas, count: int, gap_x: float, gap_y: float) -> list[Box]:
    """Boxes for up to six things, three in a row, rows of the same height."""
    if not count:
        return []
    columns = min(COLUMNS, count) if count != 4 else 2
    rows = -(-count // columns)
    body = canvas.body
    across, down = canvas.px(gap_x), canvas.px(gap_y)
    width = (body.width - (columns - 1) * across) // columns
    height = min((body.height - (rows - 1) * down) // rows, canvas.px(230))
    top = body.top + (body.height - rows * height - (rows - 1) * down) // 2
    places = [(n // columns, n % columns) for n in range(count)]
    return [Box(body.left + c * (width + across), top + r * (height + down), width, height) for r, c in places]


def concept_map(
    canvas: Canvas, terms: Sequence[str], relations: Sequence[Relation]
) -> tuple[dict[str, Box], list[Arrow]]:
    """A box a term, placed so that as many relations as possible run straight without crossing another box."""
    shown = list(dict.fromkeys(terms))[:MOST_TERMS]
    boxes = grid(canvas, len(shown), 190, 120)
    wanted = [r for r in relations if r[0] in shown and r[2] in shown and r[0] != r[2]]
    best = min(permutations(range(len(shown))), key=lambda order: _cost(order, shown, boxes, wanted))
    placed = {term: boxes[place] for term, place in zip(shown, best, strict=True)}
    return placed, _arrows(canvas, placed, wanted)


def sequence(canvas: Canvas, steps: Sequence[str]) -> tuple[list[tuple[str, Box]], list[tuple[Point, Point]]]:
    """Numbered boxes, the second row from right to left, so that each arrow leads to a neighbour."""
    shown = list(steps)[:MOST_TERMS]
    boxes = grid(canvas, len(shown), 80, 70)
    columns = sum(box.top == boxes[0].top for box in boxes) if boxes else 0
    if len(shown) > columns:
        row = [Box(boxes[n].left, boxes[columns].top, boxes[0].width, boxes[0].height) for n in range(columns)]
        boxes = boxes[:columns] + row[::-1][: len(shown) - columns]
    return list(zip(shown, boxes, strict=True)), [joined(one, other) for one, other in pairwise(boxes)]


def comparison(canvas: Canvas, relations: Sequence[Relation]) -> list[list[tuple[str, Box]]]:
    """A table: the first row names the things, the first column the aspects; a cell says what holds."""
    things = list(dict.fromkeys(thing for thing, _, _ in relations))[:MOST_COMPARED]
    aspects = list(dict.fromkeys(aspect for thing, aspect, _ in relations if thing in things))[:MOST_COMPARED]
    holds = {(thing, aspect): what for thing, aspect, what in reversed(relations)}
    texts = [["", *things]] + [[a, *(holds.get((t, a), "–") for t in things)] for a in aspects]
    columns, rows, gap = len(things) + 1, len(aspects) + 1, canvas.px(10)
    width = (canvas.body.width - (columns - 1) * gap) // columns
    height = min((canvas.body.height - (rows - 1) * gap) // rows, canvas.px(180))
    return [
        [
            (text, Box(canvas.body.left + c * (width + gap), canvas.body.top + r * (height + gap), width, height))
            for c, text in enumerate(row)
        ]
        for r, row in enumerate(texts)
    ]


def _cost(
    order: Sequence[int], terms: list[str], boxes: list[Box], relations: list[Relation]
) -> tuple[int, float, int]:
    """Lines through boxes first, then the length of all lines, then how far terms are from their given order."""
    at = {term: boxes[place] for term, place in zip(terms, order, strict=True)}
    lines = [(*joined(at[one], at[other]), at[one], at[other]) for one, _, other in relations]
    through = sum(_is_barred(start, end, at.values(), (one, other)) for start, end, one, other in lines)
    length = sum(abs(end[0] - start[0]) + abs(end[1] - start[1]) for start, end, _, _ in lines)
    return through, length, sum(abs(place - n) for n, place in enumerate(order))


def _is_barred(start: Point, end: Point, boxes: Iterable[Box], ends: tuple[Box, Box]) -> bool:
    return any(box.crossed_by(start, end) for box in boxes if box not in ends)


def _arrows(canvas: Canvas, placed: dict[str, Box], relations: list[Relation]) -> list[Arrow]:
    """The relations whose line is free; two between the same terms, or a line through a box, would only confuse."""
    arrows: list[Arrow] = []
    drawn: set[frozenset[str]] = set()
    for one, words, other in relations:
        start, end = joined(placed[one], placed[other])
        pair = frozenset((one, other))
        if pair in drawn or _is_barred(start, end, placed.values(), (placed[one], placed[other])):
            continue
        drawn.add(pair)
        taken = [*placed.values(), *(arrow.label for arrow in arrows if arrow.label)]
        arrows.append(Arrow(start, end, words, _label(canvas, start, end, words, taken)))
    return arrows


def _label(canvas: Canvas, start: Point, end: Point, words: str, taken: Sequence[Box]) -> Box | None:
    """Room for the words on the line: its middle, else a little before or after."""
    text = fit(words, canvas.px(176), canvas.px(80), canvas.px(34), canvas.px(32))
    width = round(text.width) + canvas.px(12)
    for share in (0.5, 0.4, 0.6):
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        box = Box(round(x - width / 2), round(y - text.height / 2), width, text.height)
        if text.lines and not any(box.overlaps(other) for other in taken):
            return box
    return None
