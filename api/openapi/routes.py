"""The description of the API: the OpenAPI document, and the page that shows it."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from api.http.etags import NOT_MODIFIED, IfNoneMatch, is_known
from api.http.problems import not_found
from api.openapi import reference
from api.openapi.reference import POLICY, Served

AcceptEncoding = Annotated[str, Header()]


def create_router() -> APIRouter:
    """The routes, for what the application's `openapi` says when it is first asked for."""
    router = APIRouter(include_in_schema=False)
    files = reference.files()
    made: dict[str, Served] = {}

    @router.get("/api/openapi.json")
    async def read_document(
        request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        if "document" not in made:
            made["document"] = reference.document(request.app.openapi())
        return _answer(made["document"], if_none_match, accept_encoding)

    @router.get("/docs")
    async def show_reference(
        request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        if "page" not in made:
            made["page"] = reference.page(request.app.openapi())
        answer = _answer(made["page"], if_none_match, accept_encoding)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    @router.get("/docs/{name}")
    async def read_file(name: str, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = "") -> Response:
        if name not in files:
            raise not_found("page")
        return _answer(files[name], if_none_match, accept_encoding)

    return router


def _answer(served: Served, if_none_match: str | None, accept_encoding: str) -> Response:
    headers = {"ETag": served.tag, "Cache-Control": served.cache_control, "Vary": "Accept-Encoding"}
    if is_known(served.tag, if_none_match):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    if "gzip" not in accept_encoding.lower():
        return Response(served.body, media_type=served.media_type, headers=headers)
    compressed = {"Content-Encoding": "gzip", "ETag": f"W/{served.tag}"}
    return Response(served.compressed, media_type=served.media_type, headers=headers | compressed)
