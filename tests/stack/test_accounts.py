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
    again = fresh_stack.run("up")
    assert fresh_stack.addresses() == kept
    assert not any(kept[f"{name}_PASSWORD"] in again for name in PEOPLE)
    with psycopg.connect(kept["DATABASE_URL"]) as connection:
        connection.execute("UPDATE users SET email = 'gone-' || email")
    fresh_stack.run("up")
    assert fresh_stack.addresses() == kept
    assert all(sign_in(kept, name).status_code == 200 for name in PEOPLE)


def test_without_local_mode_nobody_comes_in_unknown(fresh_stack: OwnStack) -> None:
    fresh_stack.run("up", {"LOCAL_MODE": "false"})
    kept = fresh_stack.addresses()
    assert httpx.get(f"{kept['API_URL']}/api/me", trust_env=False).status_code == 401
    assert sign_in(kept, "STUDENT").status_code == 200
    fresh_stack.run("up")
    assert httpx.get(f"{kept['API_URL']}/api/me", trust_env=False).json()["email"] == kept["INSTRUCTOR_EMAIL"]
