"""Which pages may act through a browser that is signed in, or that runs beside a server of this machine.

A browser sends the `Origin` of the page with every request that may change something (Fetch, 3.2), and says in
`Sec-Fetch-Site` how the page is related to us. Programs send neither, and are let through.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from starlette.datastructures import URL, Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import Problem
from settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})
"""Values of `Sec-Fetch-Site`: a page of ours, or the person themselves by address bar or bookmark."""
CODEC = "/codec/"
SIGN_IN_COOKIE = "coursewright_sign_in"
"""The name of the one cookie by which a browser is known; who it is, is a question for the routes below /api/auth."""
DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str | None:
    """Scheme, host and port in the one way in which two origins are compared; None for what is no origin of the web."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname and port else None


class ForeignOrigins:
    """Refuses writes of pages of other origins: 403 `foreign-origin`.

    Ours are that of the request itself, as trusted proxies tell it, PUBLIC_URL and CORS_ORIGINS; for the codec server
    also that of the Temporal UI. Where CORS_ORIGINS lets all pages write, that does not hold for a browser's cookie.
    """

    def __init__(self, app: ASGIApp, config: Settings) -> None:
        self._app = app
        configured = [origin.strip() for origin in config.cors_origins.split(",")]
        self._any = "*" in configured
        self._ours = frozenset(_known([*configured, config.public_url]))
        self._ui = frozenset(_known([config.temporal_ui_url]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not self._may_write(scope):
            raise Problem(
                403,
                "foreign-origin",
                "A page of another site may not do this. If it is meant to, name its origin in CORS_ORIGINS.",
            )
        await self._app(scope, receive, send)

    def _may_write(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origins = headers.getlist("origin")
        if not origins:
            return all(site in OWN_SITES for site in headers.getlist("sec-fetch-site"))
        is_for_all = self._any and f"{SIGN_IN_COOKIE}=" not in headers.get("cookie", "")
        return is_for_all or all(self._is_ours(origin_of(origin), scope) for origin in origins)

    def _is_ours(self, origin: str | None, scope: Scope) -> bool:
        if origin is None:
            return False
        is_ui = scope["path"].startswith(CODEC) and origin in self._ui
        return is_ui or origin in self._ours or origin == origin_of(str(URL(scope=scope)))


class OwnHosts:
    """In local mode answers those alone who ask this machine by a name of its own: 421 for anybody else.

    A page whose name its owner points to 127.0.0.1 still sends that name as `Host` (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, config: Settings) -> None:
        self._app = app
        self._public = urlsplit(config.public_url).hostname

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_own_host(scope, self._public):
            raise Problem(421, "misdirected", "This server is asked as localhost, or as PUBLIC_URL says.")
        await self._app(scope, receive, send)


def is_own_host(scope: Scope, public: str | None = None) -> bool:
    """Whether the request names this machine, or `public`."""
    try:
        asked = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname
    except ValueError:
        return False
    return asked is not None and (is_loopback(asked) or asked == public)


def _known(urls: Iterable[str]) -> Iterator[str]:
    return (origin for origin in map(origin_of, urls) if origin)


def is_loopback(host: str | None) -> bool:
    """Whether nobody but this machine is reached by, or reaches, this name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
