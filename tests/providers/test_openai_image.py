"""The real SDK against the real wire: pictures, every fault of making them, and what they cost."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from PIL import Image

from providers.errors import ProviderProblem
from providers.image import ImageRequest
from providers.openai_image import OpenAIImage
from tests.faults.script import Script
from tests.faults.stub_openai import OpenAIStub

MODEL = "gpt-image-2.6-flare"
THUMBNAIL = ImageRequest(purpose="thumbnail", title="Baking bread", subtitle="From flour to loaf", terms=("Flour",))
DIAGRAM = ImageRequest(
    purpose="diagram",
    title="Yeast",
    visual="concept_map",
    terms=("yeast", "sugar"),
    relations=(("yeast", "eats", "sugar"),),
)
FINAL = [
    ("400", "request_refused"),
    ("401", "key_refused"),
    ("403", "not_permitted"),
    ("404", "model_unknown"),
    ("413", "too_large"),
    ("429_insufficient_quota", "no_credit"),
    ("moderation_blocked", "moderation_blocked"),
]
AGAIN = [
    ("408", "timed_out"),
    ("409", "conflict"),
    ("429_rate_limit", "rate_limited"),
    ("500", "provider_failed"),
    ("502_html", "provider_failed"),
    ("503", "unavailable"),
    ("html_200", "not_an_answer"),
]
PERHAPS_BILLED = [
    ("504", "gateway_timeout"),
    ("close", "connection_lost"),
    ("reset_mid_body", "connection_lost"),
    ("truncated", "connection_lost"),
    ("broken_json", "broken_answer"),
    ("stall", "timed_out"),
    ("drip", "timed_out"),
]


@asynccontextmanager
async def painting(*faults: str, deadline: float = 20) -> AsyncIterator[tuple[OpenAIImage, OpenAIStub]]:
    async with OpenAIStub(Script(faults, retry_after=3)) as stub:
        painter = OpenAIImage("a-key", model=MODEL, base_url=f"{stub.url}/v1", deadline=deadline)
        try:
            yield painter, stub
        finally:
            await painter.close()


async def problem_after(fault: str, deadline: float = 20) -> ProviderProblem:
    async with painting(fault, deadline=deadline) as (painter, stub):
        with pytest.raises(ProviderProblem) as caught:
            await painter.picture(THUMBNAIL)
        assert stub.script.counts.posts.total() == 1, "the SDK must not retry by itself"
    return caught.value


@pytest.mark.parametrize(("fault", "kind"), FINAL)
async def test_what_is_final_is_not_tried_again(fault: str, kind: str) -> None:
    problem = await problem_after(fault)
    assert (problem.kind, problem.retryable, problem.ambiguous) == (kind, False, False)


@pytest.mark.parametrize(("fault", "kind"), AGAIN)
async def test_what_passes_is_tried_again(fault: str, kind: str) -> None:
    problem = await problem_after(fault)
    assert (problem.kind, problem.retryable, problem.ambiguous) == (kind, True, False)
    if fault == "429_rate_limit":
        assert problem.retry_after == 3


@pytest.mark.parametrize(("fault", "kind"), PERHAPS_BILLED)
async def test_what_may_have_been_billed_says_so(fault: str, kind: str) -> None:
    problem = await problem_after(fault, deadline=1 if fault in ("stall", "drip") else 20)
    assert (problem.kind, problem.retryable, problem.ambiguous) == (kind, True, True)


@pytest.mark.parametrize("request_", [THUMBNAIL, DIAGRAM], ids=["thumbnail", "diagram"])
async def test_a_picture_comes_with_its_texts_and_its_price(request_: ImageRequest) -> None:
    async with painting() as (painter, stub):
        answer = await painter.picture(request_)
        assert Image.open(io.BytesIO(answer.data)).format == "PNG"
        assert request_.title in answer.alt
        assert answer.request_id
        assert Decimal(0) < answer.cost <= painter.quote(request_).worst_case
        _, body = stub.bodies[0]
    assert all(term in body["prompt"] for term in request_.terms)


def test_an_unknown_model_has_no_price() -> None:
    painter = OpenAIImage("a-key", model="dall-e-3")
    with pytest.raises(LookupError):
        painter.quote(THUMBNAIL)
