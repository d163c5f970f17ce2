"""Whom a new stack knows, and who learns their passwords."""

import httpx
import psycopg

from tests.stack.conftest import OwnStack

PEOPLE = ("ADMIN", "INSTRUCTOR", "STUDENT")


def sign_in(kept: dict[str, str], name: str) -> httpx.Response:
    form = {"username": kept[f"{name}_EMAIL"], "password": kept[f"{name}_PASSWORD"]}
    return httpx.post(f"{kept['API_URL']}/api/auth/token", data=form, trust_env=False)


def test_three_people_are_made_once_told_once_and_kept_for_the_owner_alone(fresh_stack: OwnStack) -> None:
    said, kept = fresh_stack.run("up"), fresh_stack.addresses()
    for name in PEOPLE:
        assert said.count(kept[f"{name}_PASSWORD"]) == 1
        token = sign_in(kept, name).json()["access_token"]
        me = httpx.get(
            f"{kept['API_URL']}/api/me", headers={"Authorization": f"Bearer {token}"}, trust_env=False
        ).json()
        assert (me["email"], me["role"]) == (kept[f"{name}_EMAIL"], name.lower())
    assert len({kept[f"{name}_PASSWORD"] for name in PEOPLE}) == len(PEOPLE)
    for path in (fresh_stack.layout.addresses, fresh_stack.layout.token_secret):
        assert path.stat().st_mode & 0o777 == 0o600
    assert kept["API_TOKEN"] not in said
    again = fresh_stack.run("up")
    assert lasting(fresh_stack.addresses()) == lasting(kept)
    assert not any(kept[f"{name}_PASSWORD"] in again for name in PEOPLE)
    with psycopg.connect(kept["DATABASE_URL"]) as connection:
        connection.execute("UPDATE users SET email = 'gone-' || email")
    fresh_stack.run("up")
    assert lasting(fresh_stack.addresses()) == lasting(kept)
    assert all(sign_in(kept, name).status_code == 200 for name in PEOPLE)


def lasting(kept: dict[str, str]) -> dict[str, str]:
    """What stays from one start to the next."""
    return {name: value for name, value in kept.items() if name != "SIGN_IN_URL"}


def open_link(url: str) -> httpx.Response:
    base, _, token = url.partition("/sign-in?token=")
    return httpx.post(f"{base}/api/auth/sign-in-link", json={"token": token}, trust_env=False)


def me(kept: dict[str, str], token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.get(f"{kept['API_URL']}/api/me", headers=headers, trust_env=False)


def test_the_token_of_the_local_instructor_is_made_once_and_lives_as_long_as_the_data(own_stack: OwnStack) -> None:
    said, kept = own_stack.run("up"), own_stack.addresses()
    token = kept["API_TOKEN"]
    assert f"API_TOKEN={token}\n" in own_stack.layout.addresses.read_text()
    assert token not in said
    assert own_stack.layout.api_token.stat().st_mode & 0o777 == 0o600
    assert me(kept, token).json()["email"] == kept["INSTRUCTOR_EMAIL"]
    assert me(kept).status_code == 401
    link = kept["SIGN_IN_URL"]
    assert f"SIGN_IN_URL={link}\n" in own_stack.layout.addresses.read_text()
    assert said.count(link) == said.count("/sign-in?token=") == 1
    signed_in = open_link(link)
    assert me(kept, signed_in.json()["access_token"]).json()["email"] == kept["INSTRUCTOR_EMAIL"]
    assert open_link(link).status_code == 401
    own_stack.layout.addresses.unlink()
    own_stack.run("up")
    assert own_stack.addresses()["API_TOKEN"] == token
    assert me(own_stack.addresses(), token).status_code == 200


def test_without_local_mode_there_is_no_such_token(own_stack: OwnStack) -> None:
    own_stack.run("up")
    token = own_stack.addresses()["API_TOKEN"]
    own_stack.run("up", {"LOCAL_MODE": "false", "API_TOKEN": token})  # as after `. stack.env`
    kept = own_stack.addresses()
    assert not {"API_TOKEN", "SIGN_IN_URL"} & set(kept)
    assert me(kept, token).status_code == 401
    assert sign_in(kept, "STUDENT").status_code == 200
    own_stack.run("up")
    assert me(own_stack.addresses(), token).json()["email"] == kept["INSTRUCTOR_EMAIL"]
