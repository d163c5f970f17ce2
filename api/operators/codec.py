"""The codec server: payloads decrypted and encrypted for who looks after the workflows, in the Temporal UI and CLI.

It speaks Temporal's codec protocol, `Payloads` as protobuf JSON in and out, and is there only where keys are.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from google.protobuf.json_format import MessageToJson, Parse, ParseError
from temporalio.api.common.v1 import Payload, Payloads

from accounts.permissions import Action
from api.http.bodies import fault
from api.http.problems import Problem, invalid
from api.http.whole_body import whole_body
from api.operators.codec_page import PAGE, PAGE_HEADERS
from api.security.authentication import not_signed_in
from api.security.dependencies import Authorize, CurrentDependencies, Dependencies, known
from api.security.origins import origin_of
from temporal.encryption import PayloadEncryption
from temporal.errors import PayloadUnreadable

MOST_VALUES = 40_000
"""Four or five a payload; a page of a history in the Temporal UI has some hundreds of payloads."""
COOKIE = "coursewright_codec"
COOKIE_SECONDS = 12 * 3600

Code = Callable[[Sequence[Payload]], Awaitable[list[Payload]]]


@dataclass(frozen=True)
class AuthorizeOverseer:
    """A dependency: by what one is let in. It is the header, as the CLI sends it, or the cookie of the UI. In local
    mode it is API_TOKEN, or nothing for the page of the UI that runs beside us, which sends no cookie.

    Raises 401 or 403 for everybody else.
    """

    action: Action

    async def __call__(self, request: Request, shared: CurrentDependencies) -> str | None:
        told = request.headers.get("Authorization") or token_in(request.headers.get("Cookie", ""))
        if told is None and not _is_local_ui(request, shared):
            raise not_signed_in()
        if told is not None and (identity := await known(shared, told)).via != "local":
            Authorize(self.action).allow(identity, shared.limits)
        return told


def _is_local_ui(request: Request, shared: Dependencies) -> bool:
    origin = request.headers.get("Origin")
    return shared.local_token is not None and origin is not None and origin_of(origin) == shared.ui_origin


Overseer = Annotated[str | None, Depends(AuthorizeOverseer(Action.CODE_PAYLOADS))]


def create_router(codec: PayloadEncryption) -> APIRouter:
    """The routes of the codec server for these keys."""
    router = APIRouter(prefix="/codec", tags=["Operations"])

    @router.post("/decode")
    async def decode_payloads(request: Request, overseer: Overseer) -> Response:
        """Payloads as they were before encryption; one that never was encrypted comes back as it is."""
        return await _coded(request, codec.decode)

    @router.post("/encode")
    async def encode_payloads(request: Request, overseer: Overseer) -> Response:
        """Payloads encrypted, such as that of an update which is sent by hand."""
        return await _coded(request, codec.encode)

    @router.get("/sign-in")
    async def show_codec_sign_in() -> HTMLResponse:
        """A page that lets the Temporal UI of this browser show payloads."""
        return HTMLResponse(PAGE, headers=PAGE_HEADERS)

    @router.post("/sign-in", status_code=204)
    async def sign_in_to_codec(request: Request, overseer: Overseer, response: Response) -> None:
        """Keep the token or key of this request's header in a cookie that the codec alone is sent."""
        if overseer is not None:
            secure = request.url.scheme == "https"
            response.set_cookie(
                COOKIE, overseer, COOKIE_SECONDS, path="/codec", secure=secure, httponly=True, samesite="strict"
            )

    return router


async def _coded(request: Request, code: Code) -> Response:
    async with whole_body(request, "codec") as body:
        if (sentence := fault(body, most_values=MOST_VALUES)) is not None:
            raise invalid([("", sentence)])
        payloads = await asyncio.to_thread(_read, body)
    try:
        answer = Payloads(payloads=await code(payloads))
    except PayloadUnreadable as error:
        raise Problem(422, "payload-unreadable", str(error)) from error
    text = await asyncio.to_thread(MessageToJson, answer)
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})


def _read(body: bytes) -> Sequence[Payload]:
    """What newer tools say besides is passed over."""
    try:
        return Parse(body, Payloads(), ignore_unknown_fields=True).payloads
    except (ParseError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(422, "payloads-unreadable", "The body is no protobuf JSON of Temporal's Payloads.") from error


def token_in(header: str) -> str | None:
    """The token in a `Cookie` header; None where there is none.

    By hand: `http.cookies` of Python before 3.13 takes longer than in proportion to a quoted value (CVE-2024-7592), and
    a token needs no quotes.
    """
    for pair in header.split(";"):
        name, _, value = pair.partition("=")
        if name.strip() == COOKIE:
            return value.strip().strip('"')
    return None
