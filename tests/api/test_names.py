"""What people, courses and their parts are called: one form of an address, and names that can be seen."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.accounts.password_guesses import guesses_at
from learning.characters import LABELS, label_fault
from models.accounts import canonical_address
from tests.api.people import EVERYTHING, PASSWORD, Town
from tests.api.test_stored_text import bring, course, generated

Json = dict[str, Any]
WAYS = [
    ("ivan@example.org", "İvan@example.org"),
    ("ada@example.org", "ADA@Example.ORG"),
    ("jürgen@köln.example", "JU\u0308RGEN@KO\u0308LN.EXAMPLE"),
    ("straße@example.org", "STRASSE@example.org"),
    ("οδος@example.org", "ΟΔΟΣ@example.org"),
    ("k@example.org", "\u212a@example.org"),
]
INVISIBLE = ["\u200b", "\u200d\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u115f\u1160", "\u0301", "\U000e0041"]
TURNING = [f"Ada {mark}ecalevoL" for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"]
GOOD = ["Ada", "أدا", "עדה", "明", "👩‍🚀", "ada\u200c", "٣", "Jose\u0301", "\u200fעדה"]


@given(st.text(max_size=100))
def test_the_canonical_form_is_its_own(text: str) -> None:
    assert canonical_address(canonical_address(text)) == canonical_address(text)


@pytest.mark.parametrize(("address", "other"), WAYS)
async def test_an_account_is_found_by_what_its_guesses_are_counted_by(town: Town, address: str, other: str) -> None:
    """Whatever way to write an address opens an account also counts as a guess at it, and makes no second one."""
    assert (await town.register(address)).status_code == 201
    is_same = guesses_at(address) == guesses_at(other)
    assert (await town.sign_in(other)).status_code == (200 if is_same else 401)
    assert (await town.register(other)).status_code == (409 if is_same else 201)


async def test_an_address_that_one_cannot_see_is_none(town: Town) -> None:
    for odd in ("ada\u200b@example.org", "\u202eada@example.org", "ada@exa\u00admple.org", "a\u2060@b.org"):
        assert (await town.register(odd)).status_code == 422


@pytest.mark.parametrize("text", GOOD)
def test_names_of_all_scripts_are_names(text: str) -> None:
    assert label_fault(text) is None


@pytest.mark.parametrize("text", INVISIBLE + TURNING, ids=ascii)
def test_what_is_no_name(text: str) -> None:
    assert label_fault(text) is not None


def labels_of(described: Json, schema: Json, seen: tuple[str, ...] = ()) -> set[str]:
    """The names of the fields of a request that are shown as a name or title, however deep they stand."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return set() if name in seen else labels_of(described, described["components"]["schemas"][name], (*seen, name))
    found: set[str] = set()
    for name, field in schema.get("properties", {}).items():
        found |= {name} if name in LABELS else set()
        found |= labels_of(described, field, seen)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *([schema["items"]] if "items" in schema else ())):
        found |= labels_of(described, part, seen)
    return found


def with_label(made: Json, field: str, text: str) -> Json:
    return made | {field: [text] if field == "tags" else text}


@pytest.mark.parametrize("text", ["\u200b\u2060", "Ada \u202eecalevoL"], ids=ascii)
async def test_no_call_takes_a_name_that_cannot_be_read(town: Town, text: str) -> None:
    """Over all fields of all calls that the description has: a new one has to be added here, and refuse it."""
    owner = await town.person("instructor")
    made = await bring(owner, course())
    await generated(town, owner, UUID(made["id"]))
    lesson = made["lessons"][0]
    section = lesson["sections"][0]["id"]
    brought = course()
    tries: dict[str, tuple[str, str, Json]] = {
        "POST /api/auth/register": ("POST", "/api/auth/register", {"email": "new@example.org", "password": PASSWORD}),
        "PATCH /api/me": ("PATCH", "/api/me", {}),
        "POST /api/courses": ("POST", "/api/courses", brought),
        "POST /api/courses/estimate": ("POST", "/api/courses/estimate", {"title": "Bread"}),
        "POST /api/courses/generate": ("POST", "/api/courses/generate", {"title": "Bread"}),
        "PATCH /api/courses/{course_id}": ("PATCH", f"/api/courses/{made['id']}", {}),
        "PATCH /api/lessons/{lesson_id}": ("PATCH", f"/api/lessons/{lesson['id']}", {}),
        "PATCH /api/sections/{section_id}": ("PATCH", f"/api/sections/{section}", {}),
        "POST /api/courses/{course_id}/lessons": ("POST", f"/api/courses/{made['id']}/lessons", {"title": "Rye"}),
        "POST /api/lessons/{lesson_id}/sections": ("POST", f"/api/lessons/{lesson['id']}/sections", {"title": "Rye"}),
        "POST /api/generations/{generation_id}/sections/{key}/accept": (
            "POST",
            f"/api/generations/{uuid4()}/sections/1.1/accept",
            {},
        ),
    }
    described = (await town.anybody.get("/api/openapi.json")).json()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            kinds = operation.get("requestBody", {}).get("content", {}).values()
            labels = {label for kind in kinds for label in labels_of(described, kind["schema"])}
            if labels:
                verb, address, rest = tries.pop(f"{method.upper()} {path}")
                for label in labels:
                    answer = await owner.api.request(
                        verb, address, json=with_label(rest, label, text), headers=EVERYTHING
                    )
                    assert answer.status_code == 422, (path, label, answer.text)
                    assert f"/{label}" in json.dumps(answer.json()["errors"])
    assert tries == {}


async def test_titles_inside_a_course_too(town: Town) -> None:
    owner = await town.person("instructor")
    made = course()
    made["lessons"][0]["title"] = made["lessons"][0]["sections"][0]["title"] = "\u202eBread"
    answer = await owner.api.post("/api/courses", json=made)
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers >= {"/lessons/0/title", "/lessons/0/sections/0/title"}
