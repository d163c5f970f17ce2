"""Entity tags (RFC 9110): reads that may answer 304, edits that need to know what they change."""

import hashlib
import re
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, Response
from pydantic import BaseModel

from api.http.problems import Problem

NOT_MODIFIED = 304
_SIGNED = re.compile(r"(?<=/api/media/[0-9a-f-]{36})\?exp=([0-9]{10})&sig=[\w-]{32}")
_UNTIL = re.compile(r'(?<=[0-9a-f]{32})-[0-9]{10}"')


def tag_of(body: BaseModel) -> str:
    """A strong ETag: in quotes, the first 32 hexadecimal digits of the SHA-256 of the body's JSON.

    Signed addresses of pictures are left out of it; until when they hold follows after a hyphen. So whoever reads again
    gets new ones in time, and whoever edits is not refused for old ones.
    """
    text = body.model_dump_json()
    bare = _SIGNED.sub("", text)
    until = max(_SIGNED.findall(text), default="")
    digest = hashlib.sha256(bare.encode()).hexdigest()[:32]
    return f'"{digest}-{until}"' if until else f'"{digest}"'


def tagged(body: BaseModel, if_none_match: str | None, tag: str | None = None) -> Response:
    """The body as JSON under its tag, or under one that is cheaper to tell; 304 where the reader has it already."""
    return answered(body.model_dump_json, tag or tag_of(body), if_none_match)


def answered(body: Callable[[], str | bytes], tag: str, if_none_match: str | None) -> Response:
    """What `body` makes as JSON, under its tag; 304 where the reader has it already."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if is_known(tag, if_none_match):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(body(), media_type="application/json", headers=headers)


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Whether If-None-Match names the tag or is `*`; weak tags count as well (RFC 9110, section 13.1.2)."""
    return if_none_match is not None and _matches(tag, if_none_match)


def require_match(if_match: str | None, *current: str) -> None:
    """Raise 428 without If-Match, 412 when it names none of the current tags."""
    if if_match is None:
        raise Problem(428, "precondition-required", "Send the ETag of what you edit as If-Match.")
    if not any(_matches(_UNTIL.sub('"', tag), _UNTIL.sub('"', if_match)) for tag in current):
        raise Problem(
            412, "changed-in-the-meantime", "It was changed since you read it; read it again and repeat your edit."
        )


def _matches(tag: str, header: str) -> bool:
    given = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in given or tag in given


_TAGS = r'^(\*|(W/)?"[^"\x00-\x1f]*"( *, *(W/)?"[^"\x00-\x1f]*")*)$'
"""What clients are told of If-Match; what else arrives matches nothing."""
_KNOWN = Header(
    alias="If-None-Match", description="An ETag that was read before: 304 without a body where it still holds."
)
_READ = Header(
    alias="If-Match",
    description="The ETag of what is edited, as it was read; `*` for whatever it is now.",
    json_schema_extra={"pattern": _TAGS},
)


async def _if_none_match(if_none_match: Annotated[str | None, _KNOWN] = None) -> str | None:
    return if_none_match


async def _if_match(if_match: Annotated[str | None, _READ] = None) -> str | None:
    return if_match


IfNoneMatch = Annotated[str | None, Depends(_if_none_match)]
IfMatch = Annotated[str | None, Depends(_if_match)]
