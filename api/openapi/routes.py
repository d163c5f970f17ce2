"""The description of the API: the OpenAPI document, and the page that shows it."""

from fastapi import APIRouter, Request, Response

from api.http.etags import IfNoneMatch
from api.http.problems import not_found
from api.http.served import AcceptEncoding, Served
from api.openapi import reference
from api.openapi.reference import POLICY


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
        return made["document"].answer(if_none_match, accept_encoding)

    @router.get("/docs")
    async def show_reference(
        request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        if "page" not in made:
            made["page"] = reference.page(request.app.openapi())
        answer = made["page"].answer(if_none_match, accept_encoding)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    @router.get("/docs/{name}")
    async def read_file(name: str, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = "") -> Response:
        if name not in files:
            raise not_found("page")
        return files[name].answer(if_none_match, accept_encoding)

    return router
