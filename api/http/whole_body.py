"""A request's body as bytes, for the calls whose body is no JSON of ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request

from api.security.dependencies import Dependencies


@asynccontextmanager
async def whole_body(request: Request, caller: str) -> AsyncIterator[bytes]:
    """The body, counted for the caller until the block ends; `api.http.bodies` limits it as it comes.

    Raises 429 or 503 where too many bodies are held already.
    """
    shared: Dependencies = request.app.state.shared
    body = bytearray()
    with shared.bodies.of(caller) as take:
        async for chunk in request.stream():
            take(len(chunk))
            body += chunk
        yield bytes(body)
