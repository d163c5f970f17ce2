"""The OpenAPI document: valid, complete, and good enough to make a client of, which is then used."""

import asyncio
import gc
import importlib
import json
import re
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from jsonschema import Draft202012Validator
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts.permissions import RULES, STRANGER
from api.app import create_app
from api.courses.examples import COURSE_BY_HAND
from api.http.problem_answers import MEDIA_TYPE
from settings import Settings
from tests.api.operations import ACTIONS, OPEN
from tests.api.people import PASSWORD, Town
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline

Json = dict[str, Any]
STREAMS = {"stream_generation_events", "stream_own_events"}
UNPROBLEMATIC = {"health", "ready", "read_metrics"}
"""The one cannot fail; the other says what is missing in a shape of its own."""


@pytest.fixture(scope="module")
def document() -> Json:
    config = Settings(database_url="postgresql+psycopg://nobody@localhost/nothing", local_mode=True)
    described: Json = create_app(config).openapi()
    return described


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def resolved(document: Json, part: Json) -> Json:
    """What a reference of the document refers to; anything else itself."""
    while "$ref" in part:
        found: Any = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


def answers(document: Json, operation: Json) -> dict[int, Json]:
    return {int(status): resolved(document, answer) for status, answer in operation["responses"].items()}


def test_a_post_without_anything_that_must_be_said_needs_no_body(document: Json) -> None:
    says_one_of_two = {"POST /api/generations/{generation_id}/revise"}
    for name, operation in operations(document):
        body = operation.get("requestBody", {})
        schema = body.get("content", {}).get("application/json", {}).get("schema", {})
        asked = resolved(document, schema)
        if name.startswith("POST") and asked.get("type") == "object" and not asked.get("required"):
            assert bool(body.get("required")) == (name in says_one_of_two), name


def test_an_application_that_is_over_leaves_nothing_behind() -> None:
    """FastAPI remembers route functions for good: one that knew its application would keep it."""
    app = create_app(Settings(database_url="postgresql+psycopg://nobody@localhost/nothing", local_mode=True))
    assert app.openapi()
    over = weakref.ref(app)
    del app
    gc.collect()
    assert over() is None


def test_the_document_is_valid(document: Json) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["info"].keys() >= {"title", "version", "description", "contact", "license"}
    assert document["servers"] == [{"url": "/", "description": "The server that this document comes from"}]


def test_every_operation_says_what_it_is(document: Json) -> None:
    described = dict(operations(document))
    ids = [operation["operationId"] for operation in described.values()]
    assert len(set(ids)) == len(ids)
    tags = {tag["name"] for tag in document["tags"] if tag["description"]}
    for key, operation in described.items():
        assert re.fullmatch(r"[a-z][a-z_]{2,39}", operation["operationId"]), key
        assert operation["summary"], key
        assert operation["description"], key
        assert len(operation["tags"]) == 1, key
        assert tags.issuperset(operation["tags"]), key


def test_every_operation_says_who_may_call_it(document: Json) -> None:
    for key, operation in operations(document):
        assert (operation["security"] == []) == (key in OPEN), key
        strangers = key in ACTIONS and STRANGER in RULES[ACTIONS[key]].somehow
        assert ({} in operation["security"]) == strangers, key
        for way in operation["security"]:
            assert way.keys() <= document["components"]["securitySchemes"].keys()
    personal = dict(operations(document))["PATCH /api/users/{user_id}"]
    assert personal["security"] == [{"SignIn": []}]


def test_every_operation_names_its_problems(document: Json) -> None:
    problem = {"$ref": "#/components/schemas/Problem"}
    for key, operation in operations(document):
        refusals = {status: answer for status, answer in answers(document, operation).items() if status >= 400}
        if operation["operationId"] in UNPROBLEMATIC:
            continue
        assert refusals.keys() >= {429, 503}, key
        assert key not in ACTIONS or refusals.keys() >= {401, 403}, key
        assert "{" not in key or 404 in refusals, key
        assert "requestBody" not in operation or refusals.keys() >= {413, 415, 422}, key
        for answer in refusals.values():
            assert answer["content"] == {MEDIA_TYPE: {"schema": problem}}, key
    assert "HTTPValidationError" not in str(document)


def test_headers_are_declared_where_they_are_sent_and_heeded(document: Json) -> None:
    for key, operation in operations(document):
        taken = {each["name"]: each for each in operation.get("parameters", ())}
        told = answers(document, operation)
        if "If-None-Match" in taken:
            assert told.keys() >= {200, 304}, key
            assert "ETag" in told[200]["headers"], key
            assert "ETag" in told[304]["headers"], key
        assert "If-Match" in taken or not key.startswith("PATCH "), key
        if "If-Match" in taken:
            assert told.keys() >= {412, 428}, key
            assert taken["If-Match"]["required"], key
            changed = told.get(200) or told.get(201)
            assert changed is None or "ETag" in changed["headers"], key
        for status in told.keys() & {429, 503} - ({503} if operation["operationId"] == "ready" else set()):
            assert "Retry-After" in told[status]["headers"], key
        assert all("X-Request-ID" in answer["headers"] for answer in told.values()), key
        assert not any("null" in str(each["schema"]) for each in taken.values()), key


@pytest.mark.parametrize("operation", ["generate_course", "bring_course", "regenerate_section"])
def test_what_makes_something_says_where_it_is(document: Json, operation: str) -> None:
    told = {each["operationId"]: answers(document, each) for _, each in operations(document)}[operation]
    assert "Location" in next(answer for status, answer in told.items() if status in (201, 202))["headers"]


def test_lists_are_pages(document: Json) -> None:
    for key, operation in operations(document):
        if operation["operationId"].startswith(("list_", "search")):
            content = answers(document, operation)[200]["content"]["application/json"]
            page = resolved(document, content["schema"])
            assert page["properties"].keys() == {"items", "next_cursor"}, key
            assert {each["name"] for each in operation["parameters"]} >= {"limit", "cursor"}, key


def test_streams_are_event_streams(document: Json) -> None:
    described = {each["operationId"]: (each, answers(document, each)) for _, each in operations(document)}
    streaming = {name for name, (_, told) in described.items() if "text/event-stream" in str(told[min(told)])}
    assert streaming == STREAMS
    for name in STREAMS:
        assert "Last-Event-ID" in {each["name"] for each in described[name][0]["parameters"]}


UPLOADS = ("upload_source", "bring_picture")


def test_every_body_has_an_example_that_fits(document: Json) -> None:
    taking = {each["operationId"]: each["requestBody"] for _, each in operations(document) if "requestBody" in each}
    shown = {
        name: body for name, body in taking.items() if any(each.get("examples") for each in body["content"].values())
    }
    assert taking.keys() - shown.keys() == {*UPLOADS, "import_course", "take_mail_events", "refresh", "sign_out"}
    for body in shown.values():
        [content] = body["content"].values()
        schema = content["schema"] | {"components": document["components"]}
        for example in content["examples"].values():
            assert example["summary"]
            Draft202012Validator(schema).validate(example["value"])


def test_schemas_have_names_for_people(document: Json) -> None:
    for name in document["components"]["schemas"]:
        assert re.fullmatch(r"[A-Za-z]+(_[a-z]+)*", name), name
        assert "__" not in name


class Client:
    """A client package made from the document, its calls by the id of the operation."""

    def __init__(self, package: str, document: Json) -> None:
        self._package = package
        self._tags = {each["operationId"]: each["tags"][0] for _, each in operations(document)}
        self.models = importlib.import_module(f"{package}.models")
        self.types = importlib.import_module(f"{package}.types")
        self.client = importlib.import_module(f"{package}.client")

    async def call(self, operation: str, client: Any, *args: Any, **kwargs: Any) -> Any:
        folder = self._tags[operation].lower().replace(" ", "_")
        module = importlib.import_module(f"{self._package}.api.{folder}.{operation}")
        return await module.asyncio_detailed(*args, client=client, **kwargs)


@pytest.fixture
def made_client(document: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    source, package = tmp_path / "openapi.json", f"client_{uuid4().hex[:8]}"
    source.write_text(json.dumps(document))
    pictures = {f"image/{kind}": "application/octet-stream" for kind in ("png", "webp", "jpeg")}
    config = Config.from_sources(
        ConfigFile(post_hooks=[], content_type_overrides=pictures),
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=False,
        output_path=tmp_path / package,
    )
    assert list(generate(config=config)) == []
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Client(package, document)
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


async def test_a_client_made_from_the_document_works(
    machine: Pipeline, database_url: str, tmp_path: Path, made_client: Client
) -> None:
    async with closed_town(database_url, tmp_path) as town:
        await asyncio.wait_for(_smoke(town, made_client), 60)


async def _smoke(town: Town, made: Client) -> None:
    """Register, sign in, take a name, bring a course, read, publish, enroll, study it, all through the made client."""
    models, base = made.models, str(town.anybody.base_url)
    nobody = made.client.Client(base_url=base)
    wanted = models.Registration(email="ada@example.org", password=PASSWORD, full_name="Ada")
    registered = await made.call("register", nobody, body=wanted)
    assert (registered.status_code, registered.parsed.role) == (201, models.UserPublicRole.STUDENT)
    await town.run("UPDATE users SET role = 'instructor' WHERE id = :id", id=registered.parsed.id)
    form = models.Credentials(username="ada@example.org", password=PASSWORD)
    tokens = (await made.call("sign_in", nobody, body=form)).parsed
    ada = made.client.AuthenticatedClient(base_url=base, token=tokens.access_token)

    tag = (await made.call("read_profile", ada)).headers["etag"]
    renamed = await made.call("update_profile", ada, body=models.ProfileUpdate(full_name="Ada King"), if_match=tag)
    assert renamed.parsed.full_name == "Ada King"

    assert (await made.call("list_courses", ada)).parsed.items == []
    draft = models.CourseDraft.from_dict(COURSE_BY_HAND)
    brought = await made.call("bring_course", ada, body=draft)
    course = brought.parsed
    assert (brought.status_code, brought.headers["location"]) == (201, f"/api/courses/{course.id}")
    again = await made.call("read_course", ada, course.id, if_none_match=brought.headers["etag"])
    assert (again.status_code, again.parsed) == (304, None)
    missing = await made.call("read_course", ada, UUID(int=7))
    assert (missing.status_code, missing.parsed.type_) == (404, "/problems/not-found")
    update = models.CourseUpdate(title="Bread and butter")
    edited = await made.call("update_course", ada, course.id, body=update, if_match=brought.headers["etag"])
    assert edited.parsed.title == "Bread and butter"
    assert (await made.call("publish_course", ada, course.id)).parsed.release == 1
    [listed] = (await made.call("list_courses", ada)).parsed.items
    assert listed.id == course.id
    assert (await made.call("enroll_in_course", ada, course.id)).status_code == 201
    answered = {"event_id": str(uuid4()), "time_spent_seconds": 600, "answers": {"k1": "a"}}
    sitting = models.InteractionIn.from_dict(answered)
    [yeast, _] = course.lessons[0].sections
    told = (await made.call("interact", ada, yeast.id, body=sitting)).parsed
    assert (told.success, told.progress.course.percent, told.next_step.kind.value) == (True, 100, "course_complete")
    estimate = (await made.call("estimate_course", ada, body=models.Brief(title="Bread"))).parsed
    assert re.fullmatch(r"\d+\.\d+", estimate.expected.amount)
