"""Putting a layout on a canvas."""

import hashlib
import math

from PIL import Image, ImageDraw

from providers.drawn.fitting import LINE_HEIGHT, fit
from providers.drawn.geometry import Box, Point
from providers.drawn.layout import Arrow, Canvas, comparison, concept_map, sequence
from providers.drawn.palette import INK, WHITE, Colour, Palette, palette_for
from providers.image import ImageRequest

LARGEST, SMALLEST = 48, 34


def paint(request: ImageRequest) -> Image.Image:
    """The picture that is asked for, in RGB."""
    painting = Painting(Canvas(request.width, request.height), palette_for(request.title))
    if request.purpose == "thumbnail":
        painting.thumbnail(request)
    else:
        painting.diagram(request)
    return painting.image


class Painting:
    def __init__(self, canvas: Canvas, palette: Palette) -> None:
        self.image = Image.new("RGB", (canvas.width, canvas.height), palette.paper)
        self._canvas, self._palette = canvas, palette
        self._draw = ImageDraw.Draw(self.image)

    def thumbnail(self, request: ImageRequest) -> None:
        """Title and subtitle on the left, a pattern that only this title has on the right."""
        px = self._canvas.px
        self._draw.rectangle((0, 0, self._canvas.width, self._canvas.height), fill=self._palette.deep)
        self._pattern(request.title)
        text = Box(px(72), px(96), px(700), px(360))
        self._text(request.title, text, WHITE, 84, 44, centred=False)
        self._draw.rectangle((px(72), px(484), px(192), px(494)), fill=self._palette.accent)
        self._text(request.subtitle, Box(px(72), px(520), px(700), px(130)), self._palette.pale, 38, 34, centred=False)

    def diagram(self, request: ImageRequest) -> None:
        """The title on a band, below it a sequence, a comparison or a concept map.

        A comparison without relations is drawn as a concept map; without terms nothing stands below the title.
        """
        px = self._canvas.px
        self._draw.rectangle((0, 0, self._canvas.width, px(116)), fill=self._palette.deep)
        self._text(request.title, self._canvas.heading.inset(px(8)), WHITE, 50, 36)
        if request.visual == "sequence" and request.terms:
            self._sequence(request)
        elif request.visual == "comparison" and request.relations:
            self._comparison(request)
        elif request.terms:
            self._concept_map(request)

    def _concept_map(self, request: ImageRequest) -> None:
        placed, arrows = concept_map(self._canvas, request.terms, request.relations)
        for arrow in arrows:
            self._arrow(arrow.start, arrow.end)
        for box in placed.values():
            self._box(box, self._palette.pale)
        for term, box in placed.items():
            self._text(term, box.inset(self._canvas.px(14)), INK, LARGEST, SMALLEST)
        for arrow in arrows:
            self._label(arrow)

    def _sequence(self, request: ImageRequest) -> None:
        steps, arrows = sequence(self._canvas, request.terms)
        for start, end in arrows:
            self._arrow(start, end)
        px = self._canvas.px
        for number, (step, box) in enumerate(steps, start=1):
            self._box(box, self._palette.pale)
            badge = Box(box.left, box.top, px(56), px(56))
            self._draw.rounded_rectangle(badge.corners, px(14), fill=self._palette.deep)
            self._text(str(number), badge, WHITE, 38, 34)
            inside = Box(box.left + px(14), box.top + px(60), box.width - px(28), box.height - px(70))
            self._text(step, inside, INK, 40, SMALLEST)

    def _comparison(self, request: ImageRequest) -> None:
        for r, row in enumerate(comparison(self._canvas, request.relations)):
            for c, (text, box) in enumerate(row):
                heads = r == 0 or c == 0
                if text:
                    self._draw.rectangle(box.corners, fill=self._palette.deep if heads else self._palette.pale)
                self._text(text, box.inset(self._canvas.px(10)), WHITE if heads else INK, 42, SMALLEST)

    def _box(self, box: Box, colour: Colour) -> None:
        px = self._canvas.px
        self._draw.rounded_rectangle(box.corners, px(16), fill=colour, outline=self._palette.deep, width=px(4))

    def _arrow(self, start: Point, end: Point) -> None:
        px = self._canvas.px
        self._draw.line((*start, *end), fill=self._palette.deep, width=px(5))
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        wings = [
            (end[0] - px(24) * math.cos(angle + turn), end[1] - px(24) * math.sin(angle + turn))
            for turn in (0.45, -0.45)
        ]
        self._draw.polygon([end, *wings], fill=self._palette.deep)

    def _label(self, arrow: Arrow) -> None:
        if arrow.label is not None:
            self._draw.rectangle(arrow.label.corners, fill=self._palette.paper)
            self._text(arrow.words, arrow.label, INK, 34, 32)

    def _text(self, text: str, box: Box, colour: Colour, largest: int, smallest: int, centred: bool = True) -> None:
        px = self._canvas.px
        fitted = fit(text, box.width, box.height, px(largest), px(smallest))
        top = box.top + ((box.height - fitted.height) / 2 if centred else 0)
        for number, line in enumerate(fitted.lines):
            left = box.left + ((box.width - fitted.font.getlength(line)) / 2 if centred else 0)
            self._draw.text((left, top + number * fitted.size * LINE_HEIGHT), line, fill=colour, font=fitted.font)

    def _pattern(self, title: str) -> None:
        """A lattice of discs whose sizes and colours are the title's digest."""
        px = self._canvas.px
        digest = hashlib.sha256(title.encode()).digest()
        colours = (self._palette.accent, self._palette.pale, self._mixed())
        for n in range(20):
            x, y = px(850 + (n % 4) * 112), px(92 + (n // 4) * 134)
            radius = px(18 + digest[n] % 36)
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colours[digest[n + 8] % 3])

    def _mixed(self) -> Colour:
        deep, pale = self._palette.deep, self._palette.pale
        return (deep[0] + pale[0]) // 2, (deep[1] + pale[1]) // 2, (deep[2] + pale[2]) // 2
