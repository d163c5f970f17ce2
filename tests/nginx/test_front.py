"""The proxy of production: TLS, headers, limits, and what nginx answers by itself, before the real API."""

import asyncio
import hashlib
import ssl
import time
from typing import Any

import httpx
import pytest

from api.openapi import reference
from stack import ports
from tests.api.people import Town
from tests.nginx.conftest import Fronted
from tests.nginx.echo import Echo
from tests.nginx.front import NAME, Front

NOWHERE = "01900000-0000-7000-8000-000000000000"
TOLD_ONCE = (
    "strict-transport-security",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "content-security-policy",
    "x-request-id",
)
RYE = {"explanation": "Rye dough rises by sourdough."}
Json = dict[str, Any]


def problem(answer: httpx.Response, status: int, slug: str) -> Json:
    """The problem that an answer of nginx's own is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: Json = answer.json()
    assert (body["type"], body["status"], body["instance"]) == (f"/problems/{slug}", status, answer.url.path)
    assert body["title"]
    assert body["detail"]
    return body


async def exchange(front: Front, request: str, trust: ssl.SSLContext | None = None) -> httpx.Response:
    """The answer to these bytes and no more, on a connection of their own."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", front.https, ssl=trust or front.trust(), server_hostname=NAME
    )
    writer.write(request.encode())
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    headers = httpx.Headers([(name, value) for name, _, value in (line.partition(": ") for line in lines)])
    body = await reader.readexactly(int(headers["content-length"]))
    writer.close()
    asked = httpx.Request("GET", front.url + request.split()[1])
    return httpx.Response(int(status.split()[1]), headers=headers, content=body, request=asked)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
async def test_tls_is_of_version_1_2_or_1_3(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        trust = front.trust()
        trust.minimum_version = trust.maximum_version = version
        answer = await exchange(front, f"GET /health HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n", trust)
        assert answer.status_code == 200
    old = front.trust()
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError, match="TLSV1_ALERT_PROTOCOL_VERSION"):
        await exchange(front, "", old)


async def test_http_2_is_offered(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    trust = front.trust()
    trust.set_alpn_protocols(["h2", "http/1.1"])
    _, writer = await asyncio.open_connection("127.0.0.1", front.https, ssl=trust, server_hostname=NAME)
    assert writer.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
    writer.close()


async def test_plain_http_is_sent_to_https(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://{NAME}:{front.http}/api/courses?limit=2", headers={"Host": "evil.example"})
        assert (answer.status_code, answer.headers["location"]) == (308, f"https://{NAME}/api/courses?limit=2")
        problem(await client.get(f"http://{NAME}:{front.https}/health"), 400, "bad-request")
    assert upstream.said == []


async def test_another_name_gets_nowhere(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    async with front.client(Host="evil.example") as client:
        problem(await client.get("/health"), 421, "misdirected")
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        await asyncio.open_connection("127.0.0.1", front.https, ssl=front.trust(), server_hostname="evil.example")
    assert upstream.said == []


async def test_every_answer_tells_browsers_once_what_they_may(town: Town, before: Fronted) -> None:
    async with before(str(town.anybody.base_url)).client() as client:
        for path, status in [("/health", 200), ("/api/me", 401), ("/api/nothing", 404), ("/metrics", 404)]:
            answer = await client.get(path)
            assert answer.status_code == status
            assert [len(answer.headers.get_list(name)) for name in TOLD_ONCE] == [1] * len(TOLD_ONCE), path
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["server"] == "nginx"
        docs = (await client.get("/docs")).headers["content-security-policy"]
        assert docs == reference.POLICY


async def test_what_the_api_tells_browsers_is_not_told_twice(upstream: Echo, before: Fronted) -> None:
    upstream.headers = {
        "Content-Security-Policy": "default-src 'self'",
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=1",
        "X-Request-ID": "another",
        "Retry-After": "9",
    }
    upstream.status = 429
    async with before(upstream.url).client(**{"X-Request-ID": "mine"}) as client:
        answer = await client.get("/api/courses")
    assert [len(answer.headers.get_list(name)) for name in TOLD_ONCE] == [1] * len(TOLD_ONCE)
    assert answer.headers["content-security-policy"] == "default-src 'self'"
    assert answer.headers["x-request-id"] == "mine"
    assert answer.headers.get_list("retry-after") == ["9"]


async def test_what_a_client_says_of_its_address_is_not_believed(upstream: Echo, before: Fronted) -> None:
    spoofed = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9",
        "X-Request-ID": "two words",
    }
    async with before(upstream.url).client(**spoofed) as client:
        seen = (await client.get("/api/courses")).json()["headers"]
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"], seen["host"]) == ("127.0.0.1", "https", NAME)
    assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & set(seen)
    assert seen["x-request-id"] not in ("", "two words")


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/api/../metrics", "/codec/decode", "/api/codec/decode"],
)
async def test_what_is_for_operators_is_not_reached(upstream: Echo, before: Fronted, path: str) -> None:
    front = before(upstream.url)
    answer = await exchange(front, f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert upstream.said == []


async def test_whoever_asks_too_fast_is_told_when_to_come_back(town: Town, before: Fronted) -> None:
    async with before(str(town.anybody.base_url), NGINX_API_RATE="1r/s").client() as client:
        began = time.monotonic()
        answers = await asyncio.gather(*(client.get("/api/me") for _ in range(60)))
        seconds = time.monotonic() - began
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert 60 - len(refused) in range(21, 21 + int(seconds) + 2)
        for answer in refused:
            problem(answer, 429, "too-many-requests")
            assert answer.headers.get_list("retry-after") == ["1"]
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert (await client.get("/health")).status_code == 200


@pytest.mark.parametrize("path", ["/api/courses/generate", f"/api/sections/{NOWHERE}/regenerate"])
async def test_generations_have_a_limit_of_their_own(town: Town, before: Fronted, path: str) -> None:
    async with before(str(town.anybody.base_url)).client() as client:
        answers = [await client.post(path, json={"title": "Bread"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
        problem(answers[-1], 429, "too-many-requests")
        assert answers[-1].headers["retry-after"] == "60"
        assert (await client.get("/api/me")).status_code == 401


async def test_a_source_of_some_megabytes_passes(town: Town, before: Fronted) -> None:
    instructor = await town.person("instructor")
    page = f"<h1>Bread</h1><p>Yeast ferments dough, which makes it rise.</p><!--{'x' * 5_000_000}-->"
    async with before(str(town.anybody.base_url)).client(**instructor.api.headers) as client:
        answer = await client.post("/api/sources", files={"file": ("bread.html", page.encode())})
    assert answer.status_code == 201, answer.text
    assert answer.json()["sha256"] == hashlib.sha256(page.encode()).hexdigest()


@pytest.mark.parametrize(("path", "megabytes"), [("/api/sources", 102), ("/api/courses", 9)])
async def test_what_is_too_large_is_refused_before_it_is_sent(
    upstream: Echo, before: Fronted, path: str, megabytes: int
) -> None:
    length = megabytes * 1024 * 1024
    front = before(upstream.url)
    answer = await exchange(
        front, f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    )
    problem(answer, 413, "too-large")
    assert upstream.said == []


@pytest.mark.parametrize(
    ("line", "header", "status", "slug"),
    [
        ("GET /api/courses HTTP/1.1", f"X-Any: {'x' * 20_000}", 400, "bad-request"),
        ("GET /api/courses HTTP/1.1", "Host: another", 400, "bad-request"),
        ("get /api/courses HTTP/1.1", "", 400, "bad-request"),
        (f"GET /api/{'x' * 20_000} HTTP/1.1", "", 414, "too-long"),
        ("TRACE /api/courses HTTP/1.1", "", 405, "method-not-allowed"),
        ("POST /api/courses HTTP/1.1", "Transfer-Encoding: odd", 501, "not-understood"),
        ("GET /api/courses HTTP/9.1", "", 505, "not-understood"),
        ("GET /problem HTTP/1.1", "", 404, "not-found"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_problem(
    upstream: Echo, before: Fronted, line: str, header: str, status: int, slug: str
) -> None:
    request = "\r\n".join([line, f"Host: {NAME}", "Connection: close", *filter(None, [header]), "", ""])
    answer = await exchange(before(upstream.url), request)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert upstream.said == []


async def test_while_the_api_is_away_a_problem_says_so(before: Fronted) -> None:
    async with before(f"http://127.0.0.1:{ports.any_free()}").client() as client:
        answer = await client.get(f"/api/courses/{NOWHERE}?a=%22")
    problem(answer, 502, "bad-gateway")
    assert answer.headers["retry-after"] == "5"


async def test_a_strange_address_makes_no_strange_problem(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    answer = await exchange(front, f'GET /metrics/"a\\ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n')
    assert answer.json()["instance"] == "/"


async def test_what_is_compressed_is_still_known_by_its_tag(town: Town, before: Fronted) -> None:
    instructor = await town.person("instructor")
    course = {"title": "Bread", "lessons": [{"title": "Flour", "sections": [{"title": "Rye", "content": RYE}]}]}
    async with before(str(town.anybody.base_url)).client(**instructor.api.headers) as client:
        made = await client.post("/api/courses", json=course)
        assert made.status_code == 201, made.text
        path = f"/api/courses/{made.json()['id']}"
        read = await client.get(path)
        assert read.headers["content-encoding"] == "gzip"
        again = await client.get(path, headers={"If-None-Match": read.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        edited = await client.patch(path, json={"title": "Rye bread"}, headers={"If-Match": read.headers["etag"]})
        assert edited.status_code == 200, edited.text


async def test_only_public_pictures_are_kept(upstream: Echo, before: Fronted) -> None:
    front = before(upstream.url)
    path = f"/api/media/{NOWHERE}"
    async with front.client() as client:
        for caching, times_asked in [("private, max-age=600", 2), ("max-age=600", 2), ("public, max-age=600", 1)]:
            upstream.said.clear()
            upstream.headers = {"Cache-Control": caching}
            assert [(await client.get(path)).status_code for _ in range(2)] == [200, 200]
            assert len(upstream.said) == times_asked, caching
    assert len(front.kept) == 1
