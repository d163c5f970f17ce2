"""What a request may bring: sizes, pace, form, on the wire."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http import bodies
from api.http.body_memory import BodyMemory
from api.http.problems import Problem
from api.sources import uploads
from tests.api.people import Person, Town
from tests.api.test_courses import by_hand
from tests.api.wire import chunk, line

JSON = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
MEGABYTE = 1024 * 1024


@pytest.fixture
async def author(town: Town) -> Person:
    return await town.person("instructor")


def bearer(person: Person) -> str:
    return f"Authorization: {person.api.headers['authorization']}"


def assert_problem(answer: Any, status: int, slug: str) -> None:
    head = answer.status if hasattr(answer, "status") else answer.status_code
    assert (head, answer.headers["content-type"]) == (status, "application/problem+json"), answer.json()
    assert answer.json()["type"] == f"/problems/{slug}"
    assert answer.json()["status"] == status


async def send(
    api: httpx.AsyncClient, body: bytes, path: str = "/api/courses/estimate", **headers: str
) -> httpx.Response:
    return await api.post(path, content=body, headers={"Content-Type": "application/json"} | headers)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"title": "Bread"', "no JSON"),
        (b"", "required"),
        (b'{"title": "Bread \xff"}', "UTF-8"),
        ('{"title": "Bread"}'.encode("utf-16"), "UTF-8"),
        ('{"title": "Bread"}'.encode("utf-16-le"), "UTF-8"),
        (b'{"title": "Bread", "lessons": NaN}', "number"),
        (b'{"title": "Bread", "lessons": -Infinity}', "number"),
        (b'{"title": "Bread", "lessons": 1e999}', "number"),
        (b'{"title": "Bread", "lessons": ' + b"9" * 5_000 + b"}", "number"),
        (b'{"title": "Bread", "lessons": ' + b"9" * 250 + b"}", "lessons"),
        (b"[" * 9_000 + b"]" * 9_000, "nested"),
        (b"[" * 100_000 + b"]" * 100_000, "values"),
        (b'{"title": "Bread", "tags": [' + b'"a",' * 10_000 + b'"a"]}', "values"),
        (b'{"title": "Bread", "lessons": ' + b"9" * 250 + b"e99}", "number"),
        (b'{"title": "Bread", "tags": ' + b"[" * 64 + b"]" * 64 + b"}", "nested"),
        (b'{"a":' * 5_000, "nested"),
        (b'{"title": "Bread", "tags": ' + b"[" * 63 + b"]" * 63 + b"}", "string"),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else value,
)
async def test_json_that_nobody_should_read(author: Person, body: bytes, says: str) -> None:
    answer = await send(author.api, body)
    assert_problem(answer, 422, "invalid-input")
    assert says in answer.json()["detail"]


async def test_texts_may_say_what_they_like(author: Person) -> None:
    title = r"NaN Infinity 1e999 \ " + '"[[{{' * 20
    answer = await author.api.post("/api/courses/estimate", json={"title": title})
    assert answer.status_code == 200, answer.text


Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=30,
)


def levels(value: Any) -> int:
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return 1 + max(map(levels, parts), default=0)
    return 0


def depth(body: bytes) -> int:
    bare = bodies._bare(body, most_values=10_000)
    assert bare is not None
    return bodies._depth(bare)


@given(Json, st.booleans())
def test_depth_is_that_of_the_parsed_value(value: Any, is_ascii: bool) -> None:
    body = json.dumps(value, ensure_ascii=is_ascii).encode(errors="replace")
    assert depth(body) == levels(value)


@given(st.binary(max_size=200))
def test_any_bytes_have_a_depth(body: bytes) -> None:
    assert depth(body) >= 0


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/courses/estimate", "text/plain"),
        ("/api/courses/estimate", "text/plain;charset=json"),
        ("/api/courses/estimate", ""),
        ("/api/courses/estimate", "application/xml"),
        ("/api/courses", "application/x-www-form-urlencoded"),
        ("/api/sources", "application/json"),
        ("/api/courses/01890a5d-ac96-774b-bcce-b302099a8057/media", "application/json"),
    ],
)
async def test_another_type_than_the_one_asked_for(author: Person, path: str, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = await author.api.post(path, content=b'{"title": "Bread"}', headers=headers)
    assert_problem(answer, 415, "unsupported-type")


async def test_signing_in_takes_a_form(town: Town) -> None:
    person = await town.person()
    body = {"username": person.email, "password": "x"}
    assert_problem(await town.anybody.post("/api/auth/token", json=body), 415, "unsupported-type")
    assert_problem(await town.anybody.post("/api/auth/token", data={"username": "x"}), 422, "invalid-input")


async def test_json_by_another_name_is_json(author: Person) -> None:
    for kind in ("application/json; charset=utf-8", "application/merge-patch+json"):
        answer = await send(author.api, b'{"title": "Bread"}', **{"Content-Type": kind})
        assert answer.status_code == 200, answer.text


async def test_a_body_is_as_large_as_its_call_allows(author: Person) -> None:
    course = by_hand(description="x" * 1_000)
    padded = json.dumps(course).encode() + b" " * (3 * MEGABYTE)
    assert (await send(author.api, padded, "/api/courses")).status_code == 201
    assert_problem(await send(author.api, padded + b" " * MEGABYTE, "/api/courses"), 413, "body-too-large")
    assert_problem(await send(author.api, padded), 413, "body-too-large")


async def test_a_body_that_does_not_tell_its_length_is_measured(author: Person) -> None:
    async with line(author.api) as wire:
        await wire.begin("POST /api/courses/estimate", [JSON, CHUNKED, bearer(author)])
        for _ in range(33):
            await wire.send(chunk(b" " * (MEGABYTE // 16)))
        assert_problem(await wire.answer(), 413, "body-too-large")


async def test_a_body_that_is_announced_too_large_is_not_waited_for(author: Person) -> None:
    for path, size in (("/api/courses/estimate", 3 * MEGABYTE), ("/api/sources", 101 * MEGABYTE)):
        async with line(author.api) as wire:
            await wire.begin(f"POST {path}", [JSON, f"Content-Length: {size}", bearer(author)])
            assert_problem(await wire.answer(), 413, "body-too-large")


@pytest.mark.parametrize("path", ["/api/courses/estimate", "/api/sources"])
async def test_a_body_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch, author: Person, path: str) -> None:
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(bodies, "BYTES_A_SECOND", 10)
    kind = JSON if path.endswith("estimate") else "Content-Type: multipart/form-data; boundary=x"
    async with line(author.api) as wire:
        await wire.begin(f"POST {path}", [kind, "Content-Length: 1000", bearer(author)])
        await wire.send(b"--x\r\n")
        assert_problem(await wire.answer(), 408, "too-slow")
        assert await wire.has_ended()


async def test_a_body_that_comes_slowly_but_steadily_is_taken(monkeypatch: pytest.MonkeyPatch, author: Person) -> None:
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 2)
    body = b'{"title": "Bread"}' + b" " * 20
    async with line(author.api) as wire:
        await wire.begin("POST /api/courses/estimate", [JSON, f"Content-Length: {len(body)}", bearer(author)])
        for place in range(len(body)):
            await wire.send(body[place : place + 1])
            await asyncio.sleep(0.01)
        assert (await wire.answer()).status == 200


OPEN_DOORS = ("register", "token", "refresh", "logout")


@pytest.mark.parametrize("path", ["/api/courses", "/api/courses/estimate", "/api/me", "/api/nothing", "/docs"])
async def test_a_body_is_taken_in_once_it_is_known_who_sends_it(town: Town, path: str) -> None:
    student = await town.person()
    for told in ([], ["Authorization: Bearer x"], ["Authorization: Bearer cw_x"]):
        async with line(town.anybody) as wire:
            await wire.begin(f"POST {path}", [JSON, f"Content-Length: {bodies.MOST_BYTES}", *told])
            assert (await wire.answer()).status == 401
        async with line(town.anybody) as wire:
            await wire.begin(f"POST {path}", [JSON, CHUNKED, *told])
            await wire.send(chunk(b" " * (bodies.MOST_BYTES_OF_STRANGERS + 1)))
            assert (await wire.answer()).status == 401
    async with line(town.anybody) as wire:
        await wire.begin(f"POST {path}", [JSON, f"Content-Length: {bodies.MOST_BYTES}", bearer(student)])
        await wire.send(b" " * bodies.MOST_BYTES)
        assert (await wire.answer()).status in (403, 404, 405, 422)


async def test_who_has_no_account_brings_little(town: Town) -> None:
    for path in (f"/api/auth/{name}" for name in OPEN_DOORS):
        async with line(town.anybody) as wire:
            await wire.begin(f"POST {path}", [JSON, f"Content-Length: {16 * 1024 + 1}"])
            assert_problem(await wire.answer(), 413, "body-too-large")


async def test_a_coded_body_is_refused(author: Person) -> None:
    headers = {"Content-Encoding": "gzip"}
    answer = await send(author.api, gzip.compress(b'{"title": "Bread"}'), **headers)
    assert_problem(answer, 415, "unsupported-type")


def test_what_is_held_is_counted_for_everybody_and_for_each() -> None:
    memory, megabyte = BodyMemory(), 1024 * 1024
    with memory.of("a") as take, memory.of("a") as again:
        take(10 * megabyte)
        again(6 * megabyte)
        with pytest.raises(Problem, match="one after the other") as refused:
            take(1)
        assert refused.value.status == 429
        with ExitStack() as others:
            for name in "bcd":
                others.enter_context(memory.of(name))(16 * megabyte)
            with memory.of("e") as one_more, pytest.raises(Problem, match="Too many"):
                one_more(1)
        assert memory.held == 16 * megabyte
    assert memory.held == 0


async def test_who_sends_many_large_bodies_at_once_waits_for_their_own(author: Person, town: Town) -> None:
    """And for nobody else's; what was held is free again, also of whom has gone."""
    size, other = 4 * MEGABYTE - 1, await town.person("instructor")
    async with AsyncExitStack() as held:
        for _ in range(4):
            wire = await held.enter_async_context(line(town.anybody))
            await wire.begin("POST /api/courses", [JSON, f"Content-Length: {size}", bearer(author)])
            await wire.send(b" " * (size - 1))
        async with asyncio.timeout(30):
            while (await send(author.api, b" " * 100_000, "/api/courses")).status_code != 429:
                await asyncio.sleep(0.05)
        assert (await send(other.api, b" " * 100_000, "/api/courses")).status_code == 422
    async with asyncio.timeout(30):
        while (await send(author.api, b" " * 100_000, "/api/courses")).status_code != 422:
            await asyncio.sleep(0.05)


async def test_of_many_faults_the_first_are_told(author: Person) -> None:
    unknown = json.dumps(
        {"x" * 9_000 + str(place): place for place in range(100)} | dict.fromkeys(map(str, range(5_000)))
    )
    answer = await send(author.api, unknown.encode())
    assert_problem(answer, 422, "invalid-input")
    assert len(answer.json()["errors"]) == 100
    assert len(answer.content) < 600_000


async def test_who_may_not_bring_a_file_is_told_before_it_is_taken(town: Town) -> None:
    student = await town.person()
    for headers, status in (([], 401), ([bearer(student)], 403)):
        async with line(town.anybody) as wire:
            await wire.begin(
                "POST /api/sources",
                ["Content-Type: multipart/form-data; boundary=x", f"Content-Length: {50 * MEGABYTE}", *headers],
            )
            assert (await wire.answer()).status == status


class Sent:
    """A form with a file of so many bytes, made as it is sent."""

    def __init__(self, size: int) -> None:
        self._left = size

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
        while self._left > 0:
            yield b"# Bread\n\n" + b"Yeast eats sugar. " * 3_640 + b"\n"
            self._left -= 65_530
        yield b"\r\n--x--\r\n"


async def test_a_file_goes_to_the_disk(monkeypatch: pytest.MonkeyPatch, author: Person) -> None:
    """What reaches the reader is an open file; what the form parser holds is a megabyte at most."""
    seen: list[tuple[bool, int]] = []
    digest = uploads.Upload.sha256

    async def noted(upload: uploads.Upload) -> str:
        seen.append((bool(getattr(upload.file, "_rolled", False)), upload.size))
        return await digest(upload)

    monkeypatch.setattr(uploads.Upload, "sha256", noted)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await author.api.post("/api/sources", content=Sent(3 * MEGABYTE), headers=headers)
    assert answer.status_code == 201, answer.text
    assert [rolled for rolled, _ in seen] == [True]
    assert seen[0][1] >= 3 * MEGABYTE


async def test_a_file_that_is_too_large_is_refused_while_it_comes(
    monkeypatch: pytest.MonkeyPatch, author: Person
) -> None:
    monkeypatch.setitem(bodies.MOST_BYTES_OF, "/api/sources", MEGABYTE)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await author.api.post("/api/sources", content=Sent(2 * MEGABYTE), headers=headers)
    assert_problem(answer, 413, "body-too-large")


async def test_a_form_without_its_file(author: Person) -> None:
    answer = await author.api.post("/api/sources", files={"other": ("a.md", b"# Bread")})
    assert_problem(answer, 422, "invalid-input")
    assert answer.json()["errors"][0]["pointer"] == "/file"
    headers = {"Content-Type": "multipart/form-data"}
    assert_problem(await author.api.post("/api/sources", content=b"x", headers=headers), 400, "bad-request")


async def test_the_name_of_a_file_is_no_path(author: Person, tmp_path: Path) -> None:
    text = b"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return."
    answer = await author.api.post("/api/sources", files={"file": ("../../etc/../bread.md", text)})
    assert (answer.status_code, answer.json()["filename"]) == (201, "bread.md")
