"""Sends to addresses that people have registered: signed as Standard Webhooks, and never into our own network."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
import ssl
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import httpx2

from providers import certificates
from providers.errors import ProviderProblem

MOST_SECONDS = 10.0
"""For an address to be looked up, reached and to answer."""
LONGEST_URL = 2_000
MARK = "whsec_"
"""What secrets of Standard Webhooks begin with."""
SECRET_BYTES = 32
GONE = 410
_WITHIN_IPV6 = [ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]
"""IPv6 addresses that lead to an IPv4 address written in them."""


class Answer(NamedTuple):
    """The HTTP status of an answer, and how many seconds it asks to be left alone."""

    status: int
    retry_after: float | None = None


class Target(NamedTuple):
    """Where an address leads: the IP address that is connected to, and what else the connection needs."""

    address: IPv4Address | IPv6Address
    port: int
    host: str


def new_secret() -> str:
    """A secret of 256 bits, as Standard Webhooks writes them."""
    return MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`: HMAC-SHA256 over id, timestamp (seconds since 1970) and body."""
    key = base64.b64decode(secret.removeprefix(MARK))
    signed = b".".join([id_.encode(), str(timestamp).encode(), body])
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def private_hosts(setting: str) -> frozenset[str]:
    """The hosts of WEBHOOK_PRIVATE_HOSTS."""
    return frozenset(filter(None, (host.strip().lower() for host in setting.split(","))))


def fault_of(url: str, allowed: Collection[str]) -> str | None:
    """Why nothing is sent to this address, whatever it leads to; None for one that may be tried.

    `allowed` are hosts of ours: only they may be asked without TLS, or by a private address.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "This is no address."
    if len(url) > LONGEST_URL or not url.isascii() or any(character.isspace() for character in url):
        return "An address has at most 2,000 ASCII characters, and no blanks."
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        return "An address has a host, and neither a name and password nor a fragment."
    if parts.scheme != "https" and not (parts.scheme == "http" and host in allowed):
        return "An address begins with https://."
    literal = _literal(host)
    if literal is not None and host not in allowed and not is_public(literal):
        return "This address leads into a private network."
    return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether it is one of the Internet's, and of none that could lead elsewhere."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _WITHIN_IPV6):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class WebhookSender:
    """Raises ProviderProblem for what got no answer. Follows no redirect, and keeps nothing of an answer's body."""

    def __init__(
        self,
        allowed: Collection[str] = (),
        *,
        most_seconds: float = MOST_SECONDS,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        """`allowed` are the hosts of `private_hosts`, `trusted` whose certificates count (by default, the Web's)."""
        self._allowed = allowed
        self._most_seconds = most_seconds
        self._trusted = trusted or certificates.trusted(by_environment=False)

    async def send(self, url: str, secret: str, id_: UUID, timestamp: int, body: bytes) -> Answer:
        """Post the body, signed."""
        try:
            async with asyncio.timeout(self._most_seconds):
                target = await self._target(url)
                return await self._posted(url, target, _headers(secret, str(id_), timestamp, body), body)
        except TimeoutError as error:
            raise ProviderProblem("webhook_slow", "The address did not answer in time.", retryable=True) from error
        except (httpx2.HTTPError, OSError) as error:
            raise ProviderProblem("webhook_unreachable", "The address cannot be reached.", retryable=True) from error

    async def _target(self, url: str) -> Target:
        """Looked up once, and connected to as found: no second answer of a name server leads elsewhere."""
        if fault := fault_of(url, self._allowed):
            raise ProviderProblem("webhook_refused", fault, retryable=True)
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
        addresses = [ip_address(str(where[4][0]).partition("%")[0]) for where in found]
        if host not in self._allowed and not all(map(is_public, addresses)):
            sentence = "The address leads into a private network; an operator may allow its host."
            raise ProviderProblem("webhook_private", sentence, retryable=True)
        return Target(addresses[0], port, host)

    async def _posted(self, url: str, target: Target, headers: dict[str, str], body: bytes) -> Answer:
        parts = urlsplit(url)
        named = headers | {"host": parts.netloc}
        address = str(target.address) if target.address.version == 4 else f"[{target.address}]"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        extensions = {"sni_hostname": target.host}
        async with (
            httpx2.AsyncClient(
                trust_env=False, follow_redirects=False, timeout=self._most_seconds, verify=self._trusted
            ) as client,
            client.stream(
                "POST",
                f"{parts.scheme}://{address}:{target.port}{path}",
                headers=named,
                content=body,
                extensions=extensions,
            ) as answer,
        ):
            asked = answer.headers.get("retry-after", "")
            return Answer(answer.status_code, float(asked) if asked.isdecimal() else None)


def _headers(secret: str, id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    return {
        "content-type": "application/json",
        "user-agent": "Coursewright",
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, id_, timestamp, body),
    }


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
