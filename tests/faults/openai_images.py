"""One picture of OpenAI's image endpoint: what a request may not hold, the answer, and the answer as a stream."""

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.pictures import PILLOW, drawn
from tests.faults.prompt_cache import tokens

Json = dict[str, Any]
AUTO_SIZE = "1024x1024"
SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
PROMPT_CHARACTERS = 32_000
TOKENS_BY_QUALITY = {"low": 272, "medium": 1056, "high": 4160, "xhigh": 8320, "max": 16640, "auto": 1056}
KEPT = ("gpt-image-1.5", "gpt-image-1-mini")


@dataclass(frozen=True)
class Mistake:
    """A refusal: the sentence, the parameter at fault, a code or None, and the status."""

    words: str
    param: str
    code: str | None = None
    status: int = 400


def mistake(body: Json) -> Mistake | None:
    """The first thing wrong with a request for a picture."""
    model = str(body.get("model", ""))
    if model.startswith("dall-e") or (model.startswith("gpt-image-1") and not model.startswith(KEPT)):
        return Mistake(f"The model '{model}' does not exist", "model", "model_not_found", 404)
    if "response_format" in body:
        return Mistake("Unknown parameter: 'response_format'.", "response_format", "unknown_parameter")
    prompt = body.get("prompt")
    if not prompt or len(prompt) > PROMPT_CHARACTERS:
        return Mistake("'prompt' must have 1 to 32000 characters.", "prompt")
    return _formed(body)


def _formed(body: Json) -> Mistake | None:
    if body.get("size", "auto") != "auto" and not _fits(str(body["size"])):
        return Mistake(f"Invalid value: '{body['size']}'.", "size", "invalid_value")
    if body.get("quality", "auto") not in TOKENS_BY_QUALITY:
        return Mistake(f"Invalid value: '{body['quality']}'.", "quality", "invalid_value")
    if body.get("output_format", "png") not in (*PILLOW, "svg"):
        return Mistake(f"Invalid value: '{body['output_format']}'.", "output_format", "invalid_value")
    return None


def _fits(size: str) -> bool:
    found = SIZE.fullmatch(size)
    if not found:
        return False
    width, height = int(found[1]), int(found[2])
    small = max(width, height) <= 3840 and min(width, height) <= 2160
    return small and not (width % 16 or height % 16) and 1 / 3 <= width / height <= 3


def picture(body: Json) -> Json:
    """The answer: `data[].b64_json` and usage, as many as `n` asks."""
    size, quality, form = _shape(body)
    width, height = map(int, size.split("x"))
    encoded = base64.b64encode(drawn(body["prompt"], width, height, form)).decode()
    count = int(body.get("n") or 1)
    shape = {"size": size, "quality": quality, "output_format": form, "background": "opaque"}
    usage = _usage(body["prompt"], width * height, quality, count)
    return {"created": int(time.time()), **shape, "data": [{"b64_json": encoded}] * count, "usage": usage}


def _shape(body: Json) -> tuple[str, str, str]:
    size, quality = body.get("size", "auto"), body.get("quality", "auto")
    known = AUTO_SIZE if size == "auto" else size, "medium" if quality == "auto" else quality
    return *known, body.get("output_format", "png")


def _usage(prompt: str, pixels: int, quality: str, count: int) -> Json:
    text, image = tokens(len(prompt)), count * -(-TOKENS_BY_QUALITY[quality] * pixels // 1024**2)
    return {
        "input_tokens": text,
        "input_tokens_details": {"text_tokens": text, "image_tokens": 0},
        "output_tokens": image,
        "output_tokens_details": {"text_tokens": 0, "image_tokens": image},
        "total_tokens": text + image,
    }


def events(answer: Json, partial: int) -> Iterator[tuple[str, Json]]:
    """The same answer as server-sent events: `partial` earlier pictures, then image_generation.completed."""
    shape = {key: answer[key] for key in ("size", "quality", "output_format", "background")}
    common = {**shape, "b64_json": answer["data"][0]["b64_json"], "created_at": answer["created"]}
    for index in range(partial):
        name = "image_generation.partial_image"
        yield name, {"type": name, **common, "partial_image_index": index}
    name = "image_generation.completed"
    yield name, {"type": name, **common, "usage": answer["usage"]}
