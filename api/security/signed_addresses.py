"""Addresses of ours that open one thing for a while without a token: a page cannot send one with `<img>` or a download.

The signature is over the path, its parameters and the time until which it holds. Parameters that are added to the
address afterwards, such as the width of a picture, are not signed, so that nothing secret may hang on them.
"""

import base64
import hmac
import time
from collections.abc import Mapping
from contextvars import ContextVar
from urllib.parse import urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

WINDOW_SECONDS = 3 * 3_600
"""Addresses in views are the same for so long, so that a view and what a browser has kept of it are."""
EXPIRES, SIGNATURE = "exp", "sig"
PURPOSE = "signed addresses"


class SignedAddresses:
    """Makes and checks them, by one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, path: str, parameters: Mapping[str, str] | None = None, *, until: int) -> str:
        """The path with these parameters, to be opened until that second of the Unix epoch."""
        told = {**(parameters or {}), EXPIRES: str(until)}
        return f"{path}?{urlencode({**told, SIGNATURE: self._of(path, told)})}"

    def holds(
        self, path: str, until: int | None, signature: str | None, parameters: Mapping[str, str] | None = None
    ) -> bool:
        """Whether the address was signed with exactly these parameters, and its time is not over."""
        if until is None or signature is None or until < time.time():
            return False
        right = self._of(path, {**(parameters or {}), EXPIRES: str(until)})
        return hmac.compare_digest(right.encode(), signature.encode(errors="replace"))

    def _of(self, path: str, told: Mapping[str, str]) -> str:
        signed = f"{path}?{urlencode(sorted(told.items()))}"
        digest = hmac.digest(self._key, signed.encode(), "sha256")[:24]
        return base64.urlsafe_b64encode(digest).decode()


def in_seconds(seconds: int) -> int:
    """The end of an address that is used at once, such as that of a download."""
    return int(time.time()) + seconds


def end_of_window() -> int:
    """The end of an address in a view: that of the window after this one, so that it holds for one window at least."""
    return (int(time.time()) // WINDOW_SECONDS + 2) * WINDOW_SECONDS


_signing: ContextVar[SignedAddresses | None] = ContextVar("signing", default=None)


def signed_here(path: str) -> str:
    """The path as a page may use it until the end of the window; by itself where no request is being answered."""
    signing = _signing.get()
    return signing.sign(path, until=end_of_window()) if signing else path


class SigningAddresses:
    """Lets what is shown while a request is answered hold signed addresses."""

    def __init__(self, app: ASGIApp, addresses: SignedAddresses) -> None:
        self._app, self._addresses = app, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _signing.set(self._addresses)
        await self._app(scope, receive, send)
