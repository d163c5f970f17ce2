"""Where registered addresses may lead, and how what they get is signed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ssl
from collections.abc import AsyncIterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from providers.errors import ProviderProblem
from providers.webhooks import Answer, WebhookSender, fault_of, is_public, new_secret, private_hosts, signature
from tests.faults.server import Server
from tests.faults.wire import Answer as Sent
from tests.faults.wire import Line, Request, json_answer, whole
from tests.nginx import certificates

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""Of the specification of Standard Webhooks."""


class Receiver:
    """An address on this machine: keeps what it got, and answers as told."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.got: list[Request] = []
        self.answer: Sent | None = json_answer(200, {})
        self.server = Server(self._take, tls=tls)

    async def _take(self, request: Request, line: Line) -> None:
        self.got.append(request)
        if self.answer is None:
            await asyncio.Event().wait()
        else:
            await whole(line, self.answer)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    await receiver.server.start()
    yield receiver
    await receiver.server.close()
    assert receiver.server.failures == []


def test_a_signature_is_that_of_the_specification() -> None:
    id_, timestamp, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    assert signature(SECRET, id_, timestamp, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_new_secret_has_256_bits_and_is_no_other() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "https://",
        "ftp://hooks.example.org/",
        "https://ada:secret@hooks.example.org/",
        "https://hooks.example.org/#part",
        "https://hooks.example.org/a b",
        "https://[::1/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/" + "a" * 2_000,
        "https://höoks.example.org/",
    ],
)
def test_what_is_never_asked(url: str) -> None:
    assert fault_of(url, frozenset())


def test_what_may_be_asked() -> None:
    assert fault_of("https://hooks.example.org/courses?of=ada", frozenset()) is None
    assert fault_of("https://hooks.example.org:8443", frozenset()) is None
    allowed = private_hosts(" LMS.local, 10.0.0.7 ,")
    assert allowed == {"lms.local", "10.0.0.7"}
    assert fault_of("http://lms.local/hook", allowed) is None
    assert fault_of("http://10.0.0.7/hook", allowed) is None
    assert fault_of("http://10.0.0.8/hook", allowed)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("100.64.0.1", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("fe80::1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("2001:0:1::1", False),
    ],
)
def test_which_addresses_are_of_the_internet(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


async def test_what_is_sent_is_signed_and_named(receiver: Receiver) -> None:
    id_, secret, body = uuid4(), new_secret(), b'{"type":"course.completed"}'
    url = f"http://localhost:{receiver.server.port}/hook?of=ada"
    assert await WebhookSender({"localhost"}).send(url, secret, id_, 1_700_000_000, body) == Answer(200)
    [got] = receiver.got
    assert (got.path, dict(got.query), got.body) == ("/hook", {"of": "ada"}, body)
    assert got.headers["host"] == f"localhost:{receiver.server.port}"
    assert got.headers["webhook-id"] == str(id_)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id_}.1700000000.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert got.headers["webhook-signature"] == f"v1,{wanted}"
    assert got.headers["webhook-timestamp"] == "1700000000"


async def test_a_name_that_leads_into_our_network_is_not_asked(receiver: Receiver) -> None:
    """Whatever name servers say: the address that was looked at is the one that is connected to."""
    url = f"https://localhost:{receiver.server.port}/"
    with pytest.raises(ProviderProblem) as refused:
        await WebhookSender().send(url, SECRET, uuid4(), 1, b"{}")
    assert refused.value.kind == "webhook_private"
    assert receiver.got == []


async def test_a_name_is_looked_up_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second answer of a name server that changes its mind is never asked for."""
    loop, asked = asyncio.get_running_loop(), []
    real = loop.getaddrinfo

    async def getaddrinfo(host: Any, *args: Any, **rest: Any) -> Any:
        asked.append(host)
        return await real("127.0.0.1" if host == "hooks.example.org" else host, *args, **rest)

    monkeypatch.setattr(loop, "getaddrinfo", getaddrinfo)
    url = f"http://hooks.example.org:{receiver.server.port}/"
    assert (await WebhookSender({"hooks.example.org"}).send(url, SECRET, uuid4(), 1, b"{}")).status == 200
    assert asked.count("hooks.example.org") == 1
    assert receiver.got[0].headers["host"] == f"hooks.example.org:{receiver.server.port}"


@pytest.mark.parametrize(
    ("named", "is_trusted", "reached"),
    [("hooks.example.org", True, True), ("hooks.example.org", False, False), ("other.example.org", True, False)],
    ids=["its own", "nobody's", "another's"],
)
async def test_a_certificate_is_that_of_the_name_and_not_of_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, is_trusted: bool, reached: bool
) -> None:
    """The connection goes to the address that was looked at, and the certificate is asked for the name all the same."""
    certificates.self_signed(named, tmp_path)
    ours, file = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), tmp_path / certificates.CERTIFICATE
    ours.load_cert_chain(file, tmp_path / certificates.KEY)
    receiver = Receiver(ours)
    await receiver.server.start()
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def getaddrinfo(host: Any, *args: Any, **rest: Any) -> Any:
        return await real("127.0.0.1" if host == "hooks.example.org" else host, *args, **rest)

    monkeypatch.setattr(loop, "getaddrinfo", getaddrinfo)
    trusted = ssl.create_default_context(cafile=file) if is_trusted else None
    sender = WebhookSender({"hooks.example.org"}, trusted=trusted)
    sending = sender.send(f"https://hooks.example.org:{receiver.server.port}/a", SECRET, uuid4(), 1, b"{}")
    if reached:
        assert (await sending).status == 200
        assert receiver.got[0].headers["host"] == f"hooks.example.org:{receiver.server.port}"
    else:
        with pytest.raises(ProviderProblem) as refused:
            await sending
        assert refused.value.kind == "webhook_unreachable"
        assert receiver.got == []
    await receiver.server.close()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    elsewhere = f"http://localhost:{receiver.server.port}/inside"
    receiver.answer = Sent(status, {"location": elsewhere})
    url = f"http://localhost:{receiver.server.port}/"
    assert (await WebhookSender({"localhost"}).send(url, SECRET, uuid4(), 1, b"{}")).status == status
    assert [one.path for one in receiver.got] == ["/"]


async def test_an_address_that_is_slow_or_away_is_a_problem(receiver: Receiver) -> None:
    url = f"http://localhost:{receiver.server.port}/"
    receiver.answer = None
    with pytest.raises(ProviderProblem) as slow:
        await WebhookSender({"localhost"}, most_seconds=0.3).send(url, SECRET, uuid4(), 1, b"{}")
    assert slow.value.kind == "webhook_slow"
    await receiver.server.close()
    for away in (url, "http://nobody.invalid/"):
        with pytest.raises(ProviderProblem) as nowhere:
            await WebhookSender({"localhost", "nobody.invalid"}).send(away, SECRET, uuid4(), 1, b"{}")
        assert nowhere.value.kind == "webhook_unreachable"


async def test_a_receiver_may_ask_to_be_left_alone(receiver: Receiver) -> None:
    receiver.answer = json_answer(429, {}, {"retry-after": "120"})
    url = f"http://localhost:{receiver.server.port}/"
    assert await WebhookSender({"localhost"}).send(url, SECRET, uuid4(), 1, b"{}") == Answer(429, 120.0)
