"""A request's body as bytes, for the calls whose body is no JSON of ours."""

from fastapi import Request

from api.problems import Problem


async def whole_body(request: Request, most_bytes: int, too_large: Problem) -> bytes:
    """Raises `too_large` as soon as more than `most_bytes` have come, whatever length was announced."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise too_large
    return bytes(body)
