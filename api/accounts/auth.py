"""Getting in and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Form, Header, Query, Request, Response

from accounts import one_time, people, refreshing
from accounts.tokens import LIFETIME_SECONDS
from api.accounts import cookie
from api.accounts.cookie import SignInCookie
from api.accounts.password_guesses import guessed, guesses_at
from api.accounts.schemas import Credentials, LinkToken, RefreshRequest, Registration, Tokens, UserPublic
from api.http.languages import preferred
from api.http.problems import Problem, invalid
from api.openapi.components import CHALLENGED
from api.security.dependencies import CurrentDependencies, DatabaseSession, Dependencies, by_address
from models.accounts import User

router = APIRouter(prefix="/api/auth", tags=["Accounts"], dependencies=[Depends(by_address, scope="function")])

REFUSED_SIGN_IN: dict[str, Any] = {
    "description": "The credentials are not, or not any more, those of an account.",
    "headers": CHALLENGED,
}


@router.post(
    "/register",
    status_code=201,
    response_model=UserPublic,
    responses={409: {"description": "There is an account with this address."}},
)
async def register(
    wanted: Annotated[
        Registration,
        Body(
            openapi_examples={
                "student": {
                    "summary": "A new student",
                    "value": {
                        "email": "ada@example.org",
                        "password": "four words that nobody guesses",
                        "full_name": "Ada Lovelace",
                    },
                }
            }
        ),
    ],
    shared: CurrentDependencies,
    accept_language: Annotated[str, Header()] = "",
) -> User:
    """Make an account as a student. An e-mail has a link by which its owner confirms the address.

    A known address is refused with 409. The account works at once, without an e-mail to confirm it, so an answer that
    hid this would be undone by the next sign-in, and leave an owner who forgot with an account that there is not.
    """
    try:
        message = people.account_email("confirm_address", language=preferred(accept_language))
        user = await people.register(shared.sessions, wanted.email, wanted.password, wanted.full_name, message=message)
        shared.emails.send_soon(message.id)
        return user
    except people.PasswordRefused as refusal:
        raise invalid([("/password", str(refusal))]) from refusal
    except people.AddressTaken as error:
        raise Problem(409, "address-taken", "There is an account with this address: sign in.") from error


@router.post("/token", response_model_exclude_none=True, responses={401: REFUSED_SIGN_IN})
async def sign_in(
    form: Annotated[
        Credentials,
        Form(
            openapi_examples={
                "person": {
                    "summary": "The address is the username",
                    "value": {"username": "ada@example.org", "password": "four words that nobody guesses"},
                }
            }
        ),
    ],
    shared: CurrentDependencies,
    request: Request,
    response: Response,
    in_browser: Annotated[bool, Query(alias="cookie")] = False,
) -> Tokens:
    """Sign in with address (as `username`) and password.

    With `cookie=true` the refresh token goes into a cookie that no script reads, instead of the answer.

    An unknown address, a wrong password and a deactivated account are refused alike, after the same time, and counted
    alike: after a hundred in a row a hundred an hour are checked, wherever they come from, and the others get 429.
    """
    caller, device = guesses_at(form.username), cookie.device_of(request, in_browser=in_browser)
    session = await guessed(
        shared, caller, lambda: people.sign_in(shared.sessions, form.username, form.password, device)
    )
    if session is None:
        raise Problem(
            401,
            "wrong-credentials",
            "The address or the password is wrong.",
            headers={"WWW-Authenticate": 'Bearer realm="coursewright"'},
        )
    return _tokens(session, shared, request, response, in_browser=in_browser)


@router.post("/sign-in-link", response_model_exclude_none=True, responses={401: REFUSED_SIGN_IN})
async def sign_in_by_link(
    given: Annotated[
        LinkToken,
        Body(
            openapi_examples={
                "link": {
                    "summary": "What the link has behind token=",
                    "value": {"token": "hVvZ1b0l3rUq0m2bqf1Ew8W9c6uYx4aPzKQ7tJrN5sE"},
                }
            }
        ),
    ],
    shared: CurrentDependencies,
    request: Request,
    response: Response,
) -> Tokens:
    """Sign in with the token of a link, which works once and for twelve hours; answers as signing in with a cookie."""
    session = await one_time.sign_in(shared.sessions, given.token, cookie.device_of(request, in_browser=True))
    if session is None:
        raise Problem(
            401,
            "link-refused",
            "This link was used, or is too old. Sign in with your password, or have a new link made.",
            headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="invalid_token"'},
        )
    return _tokens(session, shared, request, response, in_browser=True)


@router.post("/refresh", response_model_exclude_none=True, responses={401: REFUSED_SIGN_IN})
async def refresh(
    shared: CurrentDependencies,
    request: Request,
    response: Response,
    given: Annotated[RefreshRequest | None, Body()] = None,
    kept: SignInCookie = None,
) -> Tokens:
    """Exchange a refresh token, that of the body or else that of the cookie, for new tokens.

    One that is used again ends the whole sign-in. That of a cookie does so ten seconds after its use and only once its
    successor was used: tabs of a browser may refresh at once, and an answer may be lost with a closed tab. Until then
    it is given the same successor.
    """
    token = given.refresh_token if given else kept or ""
    session = await people.refresh(shared.sessions, token, in_browser=given is None)
    if session is None:
        raise Problem(
            401,
            "token-refused",
            "The refresh token is not valid, or not any more. Sign in again.",
            headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="invalid_token"'},
        )
    return _tokens(session, shared, request, response, in_browser=given is None)


@router.post("/logout", status_code=204)
async def sign_out(
    session: DatabaseSession,
    request: Request,
    response: Response,
    given: Annotated[RefreshRequest | None, Body()] = None,
    kept: SignInCookie = None,
) -> None:
    """End the sign-in that this refresh token belongs to, its access tokens included."""
    await refreshing.revoke(session, given.refresh_token if given else kept or "")
    if given is None:
        cookie.forget(request, response)


def _tokens(
    session: refreshing.Session, shared: Dependencies, request: Request, response: Response, *, in_browser: bool
) -> Tokens:
    response.headers["Cache-Control"] = "no-store"
    if in_browser:
        cookie.keep(request, response, session.refresh_token)
    return Tokens(
        access_token=shared.tokens.issue(session.user.id, session.family_id, session.user.token_epoch),
        expires_in=LIFETIME_SECONDS,
        refresh_token=None if in_browser else session.refresh_token,
    )
