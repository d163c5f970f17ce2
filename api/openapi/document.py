"""The OpenAPI document: what FastAPI knows of each operation, completed by what all of them have in common.

Which problems an operation may answer follows from what it is: who may call it, from the action that its route names;
what may be wrong with what it is sent, from its parameters and its body. A route declares only what it alone answers; a
status that it declares without a word, such as `507: {}`, is the one that all share.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from accounts.permissions import RULES, STRANGER, Action
from api.http.problem_answers import MEDIA_TYPE, ProblemDetails
from api.http.streams import StreamEvent
from api.openapi.components import (
    HEADERS,
    NAMES,
    PROBLEMS,
    SECURITY_SCHEMES,
    SUCCESSES,
    headers,
)
from api.security.operations import operations_of

Json = dict[str, Any]

PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def operation_id(route: APIRoute) -> str:
    """The name of the route's function, by which clients call it."""
    return route.name


def describe(app: FastAPI) -> None:
    """Have the application serve the completed document."""
    generated = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            actions = {key: found.action for key, found in operations_of(app).items() if found.action is not None}
            app.openapi_schema = completed(generated(), actions)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI has its document extended


def completed(document: Json, actions: Mapping[str, Action]) -> Json:
    """The document with security, problems, headers, examples, and names that read well in a client."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            _complete(f"{method.upper()} {path}", operation, actions.get(f"{method.upper()} {path}"))
    parts = document["components"]
    parts["schemas"] |= _own_schemas()
    parts["responses"] = {_name(status): _response(status) for status in PROBLEMS}
    parts["headers"] = HEADERS
    parts["securitySchemes"] = SECURITY_SCHEMES
    for unused in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(unused, None)
    named: Json = _renamed(document)
    for name, schema in named["components"]["schemas"].items():
        schema["title"] = name
    return named


def _own_schemas() -> Json:
    """The schemas of what no route returns as such: problems and events."""
    _, described = models_json_schema(
        [(ProblemDetails, "serialization"), (StreamEvent, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    own: Json = described["$defs"]
    return own


def _complete(key: str, operation: Json, action: Action | None) -> None:
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    operation["security"] = _security(action)
    for parameter in operation.get("parameters", ()):
        _complete_parameter(parameter)
    _complete_responses(key, operation, action)


def _security(action: Action | None) -> list[Json]:
    """Either scheme lets in; what has no scope is not for service keys, what strangers may do needs neither."""
    if action is None:
        return []
    rule = RULES[action]
    keys: list[Json] = [{"ServiceKey": []}] if rule.scope else []
    return [*([{}] if STRANGER in rule.somehow else []), {"SignIn": []}, *keys]


def _complete_parameter(parameter: Json) -> None:
    """A parameter that is left out has no value: none of them is ever null."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind != {"type": "null"}]
    parameter["schema"] = {**(kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}), **schema}
    for said_beside in ("title", "description"):
        parameter["schema"].pop(said_beside, None)
    if parameter["name"] == "If-Match":
        parameter["required"] = True


def _complete_responses(key: str, operation: Json, action: Action | None) -> None:
    responses: Json = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
    for status, response in responses.items():
        if int(status) in PROBLEMS and response == {"description": HTTPStatus(int(status)).phrase}:
            responses[status] = _shared(int(status))
            continue
        if int(status) >= HTTPStatus.BAD_REQUEST:
            response.setdefault("content", PROBLEM)
        if response["description"] == "Successful Response":
            response["description"] = SUCCESSES[int(status)]
        for content in response.get("content", {}).values():
            content.pop("itemSchema", None)
    for refusal in _refusals(key, operation, action):
        responses.setdefault(str(refusal), _shared(refusal))
    _complete_headers(operation)
    operation["responses"] = dict(sorted(responses.items()))


def _refusals(key: str, operation: Json, action: Action | None) -> Iterator[int]:
    """The statuses of the problems that an operation may answer by its nature."""
    parameters = operation.get("parameters", [])
    names, places = {each["name"] for each in parameters}, {each["in"] for each in parameters}
    if action is not None:
        yield from (401, 403)
    if not key.startswith("GET "):
        yield 403
    if " /api/" in key:
        yield from (429, 503)
    if "path" in places:
        yield 404
    if "requestBody" in operation:
        yield from (400, 408, 413, 415)
    if "requestBody" in operation or parameters:
        yield 422
    if "If-Match" in names:
        yield from (412, 428)
    if "Idempotency-Key" in names:
        yield 409


def _complete_headers(operation: Json) -> None:
    names = {each["name"] for each in operation.get("parameters", ())}
    if "If-None-Match" in names:
        operation["responses"]["304"] = {"description": SUCCESSES[304]}
    tagged = {"200", "304"} if names & {"If-None-Match", "If-Match"} else set()
    for status, response in operation["responses"].items():
        if "$ref" not in response:
            tag = ["ETag"] if status in tagged else []
            response["headers"] = headers("X-Request-ID", *tag) | response.get("headers", {})


def _response(status: int) -> Json:
    more = {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}
    named = headers("X-Request-ID", *more.get(status, []))
    return {"description": PROBLEMS[status], "headers": named, "content": PROBLEM}


def _shared(status: int) -> Json:
    return {"$ref": f"#/components/responses/{_name(status)}"}


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def _renamed(part: Any) -> Any:
    """The same with the names of generic and two-faced schemas as a person would give them, references included."""
    if isinstance(part, dict):
        return {_well_named(name): _renamed(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_renamed(each) for each in part]
    if isinstance(part, str) and part.startswith("#/components/schemas/"):
        return "#/components/schemas/" + _well_named(part.rpartition("/")[2])
    return part


def _well_named(name: str) -> str:
    for pattern, better in NAMES:
        name = pattern.sub(better, name)
    return name
