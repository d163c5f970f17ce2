"""OpenAI as the maker of thumbnails and diagrams' pictures: one POST a picture, without the SDK's own retries."""

from __future__ import annotations

import asyncio
import base64
import json
from binascii import Error as NotBase64
from decimal import Decimal

import openai

from providers.certificates import trusted
from providers.drawn.wording import alt_text, caption
from providers.errors import ProviderProblem
from providers.image import ImageAnswer, ImageRequest
from providers.openai_errors import translated
from providers.prices import Tokens, image_price
from providers.prompting.files import fill, version_of
from providers.text import ExpectedCalls, Quote

SIZE = "1536x864"
MOST_OUTPUT = 8_000
EXPECTED = Tokens(input=250, output=1_600)
"""Tokens: of the dearest picture of that size and quality, and of a usual one."""
BROKEN = "The picture provider sent something that is no picture."


class OpenAIImage:
    """Raises `ProviderProblem` for every fault of the service; `deadline` (seconds) is for a whole call."""

    name = "openai"

    def __init__(self, key: str, *, model: str, base_url: str | None = None, deadline: float = 300) -> None:
        self._client = openai.AsyncOpenAI(
            api_key=key,
            base_url=base_url,
            max_retries=0,
            timeout=deadline,
            http_client=openai.DefaultAsyncHttpxClient(verify=trusted()),
        )
        self._model = model
        self._deadline = deadline

    async def picture(self, request: ImageRequest) -> ImageAnswer:
        """A PNG of SIZE, whatever size is asked for. Its text alternative and caption come from the request."""
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._client.images.with_raw_response.generate(
                    model=self._model, prompt=_prompt(request), size=SIZE, quality="medium", output_format="png"
                )
                raw = response.http_response.text
        except (openai.APIError, TimeoutError) as error:
            raise translated(error, "picture") from error
        data, tokens = _read(raw)
        return ImageAnswer(
            data=data,
            media_type="image/png",
            alt=alt_text(request),
            caption=caption(request),
            model=self._model,
            request_id=response.headers.get("x-request-id") or "",
            input_tokens=tokens.input,
            output_tokens=tokens.output,
            cost=image_price(self._model, tokens),
        )

    def prompt_version(self, request: ImageRequest) -> str:
        """The number of the prompt that the request is put into."""
        return version_of("picture" if request.purpose == "thumbnail" else "diagram")

    def quote(self, request: ImageRequest) -> Quote:
        """The worst case has a token for every two bytes of the prompt, and MOST_OUTPUT of output."""
        most = Tokens(input=len(_prompt(request).encode()) // 2, output=MOST_OUTPUT)
        return Quote(model=self._model, worst_case=image_price(self._model, most))

    def expect(self, step: str, count: int) -> ExpectedCalls:
        """Usual pictures (EXPECTED), at 70 % to 200 % of their price."""
        expected = image_price(self._model, EXPECTED) * count
        return ExpectedCalls(
            step=step,
            model=self._model,
            count=count,
            input_tokens=EXPECTED.input * count,
            output_tokens=EXPECTED.output * count,
            low=expected * Decimal("0.7"),
            expected=expected,
            high=expected * 2,
        )

    async def close(self) -> None:
        """Close the client's connections."""
        await self._client.close()


def _read(raw: str) -> tuple[bytes, Tokens]:
    """The picture in a body, and its tokens. Raises ProviderProblem for a body that holds none."""
    broken = raw.lstrip()[:1] != "{"
    try:
        body = json.loads(raw)
        usage = body["usage"]
        data = base64.b64decode(body["data"][0]["b64_json"], validate=True)
        return data, Tokens(int(usage["input_tokens"]), int(usage["output_tokens"]))
    except (ValueError, NotBase64, KeyError, IndexError, TypeError) as error:
        kind = "not_an_answer" if broken else "broken_answer"
        raise ProviderProblem(kind, BROKEN, retryable=True, ambiguous=not broken, once=not broken) from error


def _prompt(request: ImageRequest) -> str:
    if request.purpose == "thumbnail":
        return fill("picture", title=request.title, details="\n".join((request.subtitle, ", ".join(request.terms))))
    arrows = "\n".join(f"{start} — {label} → {end}" for start, label, end in request.relations)
    kind = (request.visual or "concept_map").replace("_", " ")
    return fill("diagram", kind=kind, title=request.title, terms=", ".join(request.terms), arrows=arrows)
