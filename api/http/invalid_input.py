"""What FastAPI and pydantic find wrong with a request, as pointers and sentences for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request

FORMS = {"/api/auth/token": "application/x-www-form-urlencoded"}
"""What is not sent as JSON, apart from files."""
PICTURES = "/media"


def fault(found: Mapping[str, Any]) -> tuple[str, str]:
    """The JSON pointer and the sentence of one of pydantic's errors; of JSON that breaks off there is no pointer."""
    if found["type"] == "json_invalid":
        return "", f"The body is no JSON: {found['ctx']['error']}, after {found['loc'][-1]} characters."
    name = found["loc"][-1] if found["loc"] else "body"
    return _pointer(found["loc"]), f"{name}: {found['msg']}"


def wanted_instead(request: Request, found: Sequence[Mapping[str, Any]]) -> str | None:
    """The media type that the address takes, where the errors are those of a body of another one."""
    if not any(each["loc"][:1] == ("body",) for each in found):
        return None
    path = request.url.path
    wanted = "multipart/form-data" if path.endswith(PICTURES) else FORMS.get(path, "application/json")
    return wanted if _came_as_another_than(wanted, request) else None


def _came_as_another_than(wanted: str, request: Request) -> bool:
    """Whether there is a body of another type. One without a type is of another."""
    if request.headers.get("content-length", "0") == "0" and "transfer-encoding" not in request.headers:
        return False
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return sent != wanted and not (
        wanted.endswith("json") and sent.startswith("application/") and sent.endswith("+json")
    )


def _pointer(location: Sequence[int | str]) -> str:
    """The place in the body as a JSON pointer; a query, path or header field by its name."""
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
