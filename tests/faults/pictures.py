"""Small real pictures of a colour that depends on the prompt."""

import hashlib
import io

from PIL import Image

WIDEST = 320
PILLOW = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}


def drawn(prompt: str, width: int, height: int, form: str = "png") -> bytes:
    """A picture of the asked proportions, at most 320 pixels wide, as `png`, `jpeg`, `webp`, `gif` or `svg`."""
    red, green, blue = hashlib.sha256(prompt.encode()).digest()[:3]
    scale = min(1.0, WIDEST / width)
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    if form == "svg":
        fill = f'<rect width="100%" height="100%" fill="rgb({red},{green},{blue})"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">{fill}</svg>'.encode()
    file = io.BytesIO()
    Image.new("RGB", (wide, high), (red, green, blue)).save(file, PILLOW[form])
    return file.getvalue()
