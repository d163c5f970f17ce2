"""Colours that belong together, chosen by the title; text keeps a contrast of 4.5 : 1 or more (WCAG 2.2, 1.4.3)."""

import colorsys
import hashlib
from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
INK: Colour = (24, 29, 39)


@dataclass(frozen=True)
class Palette:
    """`deep` carries white text, `pale` and `paper` carry ink."""

    deep: Colour
    accent: Colour
    pale: Colour
    paper: Colour


def palette_for(title: str) -> Palette:
    """Colours whose hue is one of 256 that the title's SHA-256 decides."""
    hue = hashlib.sha256(title.encode()).digest()[0] / 256
    return Palette(
        deep=_colour(hue, 0.24, 0.55), accent=_colour(hue + 0.45, 0.5, 0.6), pale=_colour(hue, 0.91, 0.6), paper=WHITE
    )


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colour(hue: float, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
