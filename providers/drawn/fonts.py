"""Type: Pillow's own Aileron for Latin text, a system font for other scripts, no boxes for what neither shows."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_WIDE_COVERAGE = ("NotoSansCJK-Regular.ttc", "NotoSans-Regular.ttf", "DejaVuSans.ttf", "Arial Unicode.ttf", "arial.ttf")
_NOWHERE = "\U0010fffe"


@lru_cache(4096)
def font_for(text: str, size: int) -> Font:
    """A font of `size` pixels that shows as much of the text as any font found here."""
    own = _own_font(size)
    if not _missing(text, own):
        return own
    fonts = [own, *(_system_font(path, size) for path in _system_fonts())]
    return min(fonts, key=lambda font: len(_missing(text, font)))


@lru_cache(4096)
def showable(text: str) -> str:
    """The text without the characters that would come out as empty boxes, white space folded."""
    missing = _missing(text, font_for(text, 40))
    return " ".join("".join(letter for letter in text if letter not in missing).split())


@lru_cache(4096)
def _missing(text: str, font: Font) -> frozenset[str]:
    nothing = bytes(font.getmask(_NOWHERE))
    letters = (letter for letter in set(text) if not letter.isspace())
    return frozenset(letter for letter in letters if bytes(font.getmask(letter)) == nothing)


@cache
def _own_font(size: int) -> Font:
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)
    return own


@cache
def _system_font(path: Path, size: int) -> Font:
    return ImageFont.truetype(str(path), size)


@cache
def _system_fonts() -> tuple[Path, ...]:
    found = (path for folder in _FOLDERS for name in _WIDE_COVERAGE for path in sorted(Path(folder).rglob(name)))
    return tuple(found)
