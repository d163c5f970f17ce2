"""How rightly PDF pages of known text are read: this project beside pdfplumber's `extract_text`.

Each kind is one page of a thing that goes wrong in readers of PDF. A reader gets a point for what it must say and for
what it must not say; white space does not count.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pdfplumber
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sources import UnreadableSource, read_source
from tests.sources.pdf_files import LEFT, PROSE, TOP, Draw, drawn, lines, together

_LIGHT = [
    "The keeper of the light climbs up the stairs at dusk and lights the lamp, and",
    "he comes down at dawn when the sun is over the sea and the ships are safe at",
    "last. He sleeps by day.",
]
_LEFT_COLUMN = ["The lighthouse is a tower with", "a strong light that shows ships", "where the coast is."]
_RIGHT_COLUMN = ["A buoy is a float that is held by", "a chain and marks a place in the", "water near it."]


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages, what their text must hold and what it must not."""

    pages: list[Draw]
    says: list[str]
    never: list[str]


def _rise(*parts: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        for part in parts:
            text.setFont("Helvetica", 7 if part[0] == "^" else 11)
            text.setRise(4 if part[0] == "^" else 0)
            text.textOut(part.removeprefix("^"))
        canvas.drawText(text)

    return draw


def _stamp(angle: float, grey: float = 0.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(LEFT + 40, TOP - 40)
        canvas.rotate(angle)
        canvas.setFillColor(Color(grey, grey, grey))
        canvas.setFont("Helvetica-Bold", 50)
        canvas.drawString(0, 0, "SPECIMEN")
        canvas.restoreState()

    return draw


def _initial(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 42)
    canvas.drawString(LEFT, TOP - 28, "T")
    lines(["he keeper climbs", "the stairs at dusk", "and lights the lamp,"], left=LEFT + 28)(canvas)
    lines(["and he comes down at dawn."], top=TOP - 42)(canvas)


def _numbered(canvas: Canvas) -> None:
    lines([*PROSE, *_LIGHT], left=90, pitch=20)(canvas)
    for number in range(1, 7):
        canvas.drawRightString(60, TOP - 20 * (number - 1), str(number))


def _step(shown: int) -> Draw:
    bullets = ["Tides rise at dawn.", "Tides fall at noon.", "Both come twice a day."]
    return together(
        lines(["What a tide is"], font="Helvetica-Bold", size=24, top=560),
        lines([f"•  {bullet}" for bullet in bullets[:shown]], size=18, top=480, pitch=40),
    )


def _footed(number: int, body: list[str]) -> Draw:
    return together(
        lines(body),
        lines(["© Example Ltd. All rights reserved."], size=8, top=30),
        lines([str(number)], size=8, top=30, left=500),
    )


KINDS: dict[str, Kind] = {
    "powers": Kind(
        [_rise("It is 10", "^6", " m and E = mc", "^2", ".")], ["10⁶ m and E = mc²"], ["106", "mc2", "10 m"]
    ),
    "marks of footnotes": Kind([_rise("Git stores snapshots", "^12", " of files.")], ["snapshots of files."], ["12"]),
    "hyphens of compounds": Kind(
        [lines(["The long-", "term plan is per-", "mitted in the two-", "or three-year contracts of the house."])],
        ["long-term plan", "permitted", "two- or three-year"],
        ["longterm", "per-mitted"],
    ),
    "slanted stamp": Kind([together(lines(PROSE), _stamp(45))], [" ".join(PROSE)], ["SPECIMEN", "S P E C"]),
    "pale stamp": Kind([together(lines(PROSE), _stamp(0, 0.9))], [" ".join(PROSE)], ["SPECIMEN"]),
    "double strike": Kind(
        [together(lines(PROSE), lines(PROSE, left=LEFT + 0.4))], [" ".join(PROSE)], ["VVeerr", "Version Version"]
    ),
    "drop caps": Kind([_initial], ["The keeper climbs the stairs at dusk and lights the lamp, and he"], ["T and"]),
    "line numbers": Kind([_numbered], [" ".join(PROSE), " ".join(_LIGHT)], ["2 ever", "5 he"]),
    "slides in steps": Kind([_step(shown) for shown in (1, 2, 3)], ["Tides rise at dawn."], ["at dawn. What"]),
    "columns of few lines": Kind(
        [together(lines(_LEFT_COLUMN), lines(_RIGHT_COLUMN, left=320))],
        [" ".join(_LEFT_COLUMN), " ".join(_RIGHT_COLUMN)],
        ["with A buoy"],
    ),
    "foot within a sentence": Kind(
        [
            _footed(number, [*PROSE, "", *_LIGHT[:2]] if number % 2 else [_LIGHT[2], "", *PROSE])
            for number in range(1, 5)
        ],
        [" ".join(_LIGHT)],
        ["Example Ltd"],
    ),
    "indentation of code": Kind(
        [together(lines(PROSE), lines(["if x:", "    y = 1"], font="Courier", top=TOP - 70))], ["\n    y = 1"], []
    ),
}


def ours(data: bytes) -> str:
    """The text of all blocks, one a line."""
    try:
        return "\n".join(block.text for block in read_source(data, "file.pdf").blocks)
    except UnreadableSource as refusal:
        return refusal.sentence


def pdfplumbers(data: bytes) -> str:
    """What pdfplumber gives for all pages."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def score(kind: Kind, read: Callable[[bytes], str]) -> float:
    """The share, 0 to 1, of what is said that must be and of what is not said that must not be."""
    text = read(drawn(*kind.pages))
    flat = " ".join(text.split())
    right = [wanted in text if "\n" in wanted else wanted in flat for wanted in kind.says]
    right += [unwanted not in flat for unwanted in kind.never]
    return sum(right) / len(right)


def main() -> None:
    print("| kind | this project | pdfplumber |\n|---|---|---|")
    totals = [0.0, 0.0]
    for name, kind in KINDS.items():
        scores = [score(kind, ours), score(kind, pdfplumbers)]
        totals = [total + each for total, each in zip(totals, scores, strict=True)]
        print(f"| {name} | {scores[0]:.0%} | {scores[1]:.0%} |")
    print(f"| all {len(KINDS)} | {totals[0] / len(KINDS):.0%} | {totals[1] / len(KINDS):.0%} |")


if __name__ == "__main__":
    main()
