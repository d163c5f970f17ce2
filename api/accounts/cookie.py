"""The cookie in which a browser keeps its refresh token: out of reach of scripts, sent to the auth routes alone.

It is never sent along from a page of another site (`SameSite=Strict`), and a page of another origin that does send it
is refused by `api/security/origins.py`. All other routes take access tokens, which a browser adds to nothing by itself.
"""

from typing import Annotated

from fastapi import Cookie, Request, Response

from accounts.devices import name_of
from accounts.refreshing import LIFETIME, Device
from api.security.origins import SIGN_IN_COOKIE

PATH = "/api/auth"

SignInCookie = Annotated[
    str | None,
    Cookie(alias=SIGN_IN_COOKIE, description="The refresh token of a browser that signed in with `cookie=true`."),
]


def keep(request: Request, response: Response, refresh_token: str) -> None:
    """Have the browser keep this token instead of the one before. Over https alone where this request came by it."""
    response.set_cookie(
        SIGN_IN_COOKIE,
        refresh_token,
        max_age=round(LIFETIME.total_seconds()),
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def forget(request: Request, response: Response) -> None:
    """Have the browser forget its token."""
    secure = request.url.scheme == "https"
    response.delete_cookie(SIGN_IN_COOKIE, path=PATH, secure=secure, httponly=True, samesite="strict")


def device_of(request: Request, *, in_browser: bool = False) -> Device:
    """What the request comes from."""
    return Device(in_browser, name_of(request.headers.get("User-Agent", "")))
