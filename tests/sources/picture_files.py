"""Small pictures."""

from __future__ import annotations

import base64
import io

from PIL import Image


def picture(colour: str = "teal", size: tuple[int, int] = (64, 48), form: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, form)
    return made.getvalue()


def data_address(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
