"""The codec server as the Temporal UI and the CLI ask it, and whom it answers."""

import asyncio
import base64
import functools
import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from google.protobuf.json_format import MessageToDict, Parse
from pydantic import SecretStr
from temporalio.api.common.v1 import Payloads

from api.http import bodies
from api.operators.codec import COOKIE
from stack.servers import local_server
from temporal.converter import data_converter
from tests.api.people import Town
from tests.api.people import town as closed_town
from tests.payload_keys import PAYLOAD_KEYS, kept_by_the_server, new_key
from tests.pipeline import API_TOKEN, LOCAL, Pipeline, pipeline

UI = "http://localhost:8233"
SECRET = {"title": "Baking bread", "number": 7}


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    settings = {"payload_keys": PAYLOAD_KEYS, "temporal_ui_url": UI, "trusted_proxies": "127.0.0.1"}
    async with closed_town(database_url, tmp_path, **settings) as running:
        yield running


@pytest.fixture
async def hidden() -> dict[str, Any]:
    """What a client with the keys sends, as the UI reads it from the server and hands it on."""
    return MessageToDict(await data_converter(SecretStr(PAYLOAD_KEYS)).encode_wrapper([SECRET, "plain words"]))


def decoded(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 200, answer.text
    return [json.loads(payload.data) for payload in Parse(answer.content, Payloads()).payloads]


def headers(origin: str = UI) -> dict[str, str]:
    """What the UI says besides; its query asks to leave alone what our payloads never are."""
    return {"Origin": origin, "X-Namespace": "default", "Content-Type": "application/json"}


async def ask(api: httpx.AsyncClient, body: object, path: str = "decode", origin: str = UI) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await api.post(f"/codec/{path}?preserveStorageRefs=true", content=content, headers=headers(origin))


async def test_it_shows_payloads_to_operators_and_admins_and_to_nobody_else(town: Town, hidden: dict[str, Any]) -> None:
    assert "Baking" not in json.dumps(hidden)
    for role in ("operator", "admin"):
        assert decoded(await ask((await town.person(role)).api, hidden)) == [SECRET, "plain words"]
    for role in ("student", "instructor"):
        for path in ("decode", "encode", "sign-in"):
            answer = await ask((await town.person(role)).api, hidden, path)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert (await ask(town.anybody, hidden)).json()["type"] == "/problems/not-signed-in"
    assert (await ask(await town.client("x"), hidden)).json()["type"] == "/problems/token-refused"


async def test_a_key_needs_the_scope_and_a_person_who_may(town: Town, hidden: dict[str, Any]) -> None:
    operator, instructor = await town.person("operator"), await town.person("instructor")
    assert decoded(await ask(await town.client(await town.key(operator, "operate")), hidden))[0] == SECRET
    for owner, scopes in ((operator, ("read", "learn", "author")), (instructor, ("operate",))):
        assert (await ask(await town.client(await town.key(owner, *scopes)), hidden)).status_code == 403


async def test_what_it_encrypts_it_decrypts_and_what_never_was_encrypted_passes(town: Town) -> None:
    operator = await town.person("operator")
    plain = MessageToDict(await data_converter().encode_wrapper([SECRET]))
    hidden = await ask(operator.api, plain, "encode")
    assert "binary/encrypted" in str(Parse(hidden.content, Payloads()))
    assert hidden.headers["cache-control"] == "no-store"
    assert decoded(await ask(operator.api, hidden.content)) == decoded(await ask(operator.api, plain)) == [SECRET]
    assert decoded(await ask(operator.api, {})) == []


async def test_the_page_of_the_ui_may_ask_and_no_other(town: Town, hidden: dict[str, Any]) -> None:
    operator = await town.person("operator")
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-namespace"}
    allowed = await town.anybody.options("/codec/decode", headers={"Origin": UI, **asked})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == UI
    assert allowed.headers["access-control-allow-credentials"] == "true"
    for answer in (await ask(operator.api, hidden), await ask(town.anybody, hidden)):
        assert answer.headers["access-control-allow-origin"] == UI
    for origin in ("http://localhost:8234", "https://localhost:8233", "https://evil.example", "null"):
        refused = await town.anybody.options("/codec/decode", headers={"Origin": origin, **asked})
        assert refused.status_code == 400
        for answer in (refused, await ask(operator.api, hidden, origin=origin)):
            assert "access-control-allow-origin" not in answer.headers
    elsewhere = await operator.api.get("/api/me", headers={"Origin": UI})
    assert "access-control-allow-origin" not in elsewhere.headers


async def test_a_browser_signs_in_once_and_its_cookie_goes_to_the_codec_alone(
    town: Town, hidden: dict[str, Any]
) -> None:
    operator = await town.person("operator")
    page = await town.anybody.get("/codec/sign-in")
    assert page.headers["content-type"].startswith("text/html")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    signed_in = await operator.api.post("/codec/sign-in")
    told = {part.strip().lower() for part in signed_in.headers["set-cookie"].split(";")[1:]}
    assert (signed_in.status_code, told) == (204, {"httponly", "samesite=strict", "path=/codec", "max-age=43200"})
    async with httpx.AsyncClient(base_url=town.anybody.base_url, timeout=60, cookies=signed_in.cookies) as browser:
        assert decoded(await ask(browser, hidden))[0] == SECRET
        assert (await browser.get("/api/me")).status_code == 401
        await town.anybody.post("/api/auth/logout", json={"refresh_token": operator.tokens["refresh_token"]})
        assert (await ask(browser, hidden)).status_code == 401


async def test_by_https_the_cookie_is_for_https_alone(town: Town) -> None:
    operator = await town.person("operator")
    answer = await operator.api.post("/codec/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}=")


async def test_what_cannot_be_read_is_said_to_be(town: Town) -> None:
    operator = await town.person("operator")
    by_another = MessageToDict(await data_converter(SecretStr(new_key("2024-01"))).encode_wrapper([SECRET]))
    unknown = await ask(operator.api, by_another)
    assert (unknown.status_code, unknown.json()["type"]) == (422, "/problems/payload-unreadable")
    assert "'2024-01': add it to the end of PAYLOAD_KEYS" in unknown.json()["detail"]
    unreadable = [b"", b"{", b"\xff", b'{"payloads": 7}', b"[" * 100_000]
    unreadable += [b'{"payloads": [{"metadata": {"encoding": "YmluYXJ5L2VuY3J5cHRlZA=="}}]}']
    for body in unreadable:
        answer = await ask(operator.api, body)
        assert (body[:20], answer.status_code) == (body[:20], 422)
        kinds = ("payloads-unreadable", "payload-unreadable", "invalid-input")
        assert answer.json()["type"].removeprefix("/problems/") in kinds


async def test_a_body_that_is_too_large_is_refused_however_it_comes(town: Town) -> None:
    operator = await town.person("operator")
    most = bodies.MOST_BYTES_OF["/codec/decode"]

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(most // 65_536 + 1):
            yield b" " * 65_536

    for content in (b" " * (most + 1), pieces()):
        answer = await operator.api.post("/codec/decode", content=content)
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_without_keys_there_is_no_codec_server(database_url: str, tmp_path: Path) -> None:
    async with closed_town(database_url, tmp_path, temporal_ui_url=UI) as running:
        operator = await running.person("operator")
        for path in ("decode", "encode", "sign-in"):
            assert (await ask(operator.api, {}, path)).status_code == 404


@pytest.fixture
async def encrypted(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path, payload_keys=PAYLOAD_KEYS) as running:
        yield running


def command_line(address: str, workflow_id: str, *more: str) -> str:
    """The input of a run, as an operator's `temporal workflow show` prints it."""
    command = [str(local_server.find().path), "workflow", "show", "--address", address, "-w", workflow_id]
    printed = subprocess.run(
        [*command, "-o", "json", "--no-json-shorthand-payloads", *more], capture_output=True, text=True, timeout=60
    )
    assert printed.returncode == 0, printed.stderr
    started = json.loads(printed.stdout)["events"][0]["workflowExecutionStartedEventAttributes"]
    return base64.b64decode(started["input"]["payloads"][0]["data"]).decode(errors="replace")


async def test_of_a_course_being_made_nothing_is_readable_but_to_who_may(
    encrypted: Pipeline, town: Town, temporal_address: str
) -> None:
    made = await encrypted.generate({"title": "Baking bread", "lessons": 1, "sections_per_lesson": 2})
    done = await encrypted.until_status(made["id"], "completed", "failed")
    assert done["status"] == "completed"
    await encrypted.ended(done["workflow_id"])
    written = ["Baking bread", "instructor_id", "Outline", *(section["title"] for section in done["sections"])]
    kept = await kept_by_the_server(temporal_address, done["workflow_id"])
    assert [words for words in written if words in kept] == []
    operator = await town.person("operator")
    asked = functools.partial(command_line, temporal_address, done["workflow_id"])
    codec, token = "--codec-endpoint", f"Bearer {operator.tokens['access_token']}"
    assert '"instructor_id"' not in await asyncio.to_thread(asked)
    shown = await asyncio.to_thread(asked, codec, f"{town.anybody.base_url}/codec", "--codec-auth", token)
    assert '"instructor_id"' in shown
    local = await asyncio.to_thread(
        asked, codec, f"{encrypted.api.base_url}/codec", "--codec-auth", f"Bearer {API_TOKEN}"
    )
    assert local == shown


async def test_in_local_mode_the_page_of_the_ui_needs_no_token_and_others_do(
    database_url: str, tmp_path: Path, hidden: dict[str, Any]
) -> None:
    settings = {"payload_keys": PAYLOAD_KEYS, "temporal_ui_url": UI}
    async with closed_town(database_url, tmp_path, **settings, **LOCAL) as town:
        assert decoded(await ask(town.anybody, hidden))[0] == SECRET
        assert decoded(await ask(await town.client(API_TOKEN), hidden))[0] == SECRET
        for origin in ("https://evil.example", "null", f"{UI}.evil.example"):
            assert (await ask(town.anybody, hidden, origin=origin)).status_code == 403
        assert (await town.anybody.post("/codec/decode", json=hidden)).status_code == 401
