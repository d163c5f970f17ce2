"""Whom the stack knows from the beginning: an admin, an instructor and a student, and the secrets of their tokens."""

import asyncio
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from pydantic import TypeAdapter, ValidationError

from stack.course_client import as_instructor
from stack.layout import Layout

INSTRUCTOR = "instructor@localhost"
"""Whose token API_TOKEN is, and whom the link signs in."""
SECRET_BYTES = 32
PASSWORD_BYTES = 15


@dataclass(frozen=True)
class Person:
    role: str
    full_name: str

    @property
    def email(self) -> str:
        """The address to sign in with, such as “admin@localhost”."""
        return f"{self.role}@localhost"

    @property
    def names(self) -> tuple[str, str]:
        """The variables of stack.env that hold address and password."""
        return f"{self.role.upper()}_EMAIL", f"{self.role.upper()}_PASSWORD"


PEOPLE = (
    Person("admin", "Local Admin"),
    Person("instructor", "Local Instructor"),  # the one whose token API_TOKEN is
    Person("student", "Local Student"),
)


def remembered(layout: Layout) -> dict[str, str]:
    """What stack.env says of them."""
    kept = layout.remembered()
    return {name: kept[name] for person in PEOPLE for name in person.names if name in kept}


def ensure(layout: Layout, database_url: str, say: Callable[[str], None]) -> None:
    """Makes those who are not there yet. Their random passwords go to stack.env, and are told this once."""
    known, there = remembered(layout), _there(database_url)
    missing = [person for person in PEOPLE if person.email not in there or person.names[1] not in known]
    if not missing:
        return
    for person in missing:
        email, password = person.names
        known |= {email: person.email, password: known.get(password) or secrets.token_urlsafe(PASSWORD_BYTES)}
    layout.remember(layout.remembered() | known)  # first, so that no account is left whose password nobody knows
    asyncio.run(_make(database_url, {person: known[person.names[1]] for person in missing}))
    for person in missing:
        say(f"{person.role}: {person.email}, password {known[person.names[1]]}")
    say(f"Their passwords are kept in {layout.addresses}.")


def token_settings(layout: Layout, environment: Mapping[str, str]) -> dict[str, str]:
    """What the API is told about signing in: by the environment, else local mode and a secret of this stack's own."""
    mode = {"LOCAL_MODE": _local_mode(environment), "API_TOKEN": "", **api_token(layout, environment)}
    if environment.get("TOKEN_PRIVATE_KEY"):
        return mode
    return mode | {"TOKEN_SECRET": environment.get("TOKEN_SECRET") or _secret(layout.token_secret)}


def api_token(layout: Layout, environment: Mapping[str, str]) -> dict[str, str]:
    """API_TOKEN of the local instructor, as long-lived as the data; nothing where LOCAL_MODE is switched off."""
    try:
        is_local = TypeAdapter(bool).validate_python(_local_mode(environment))
    except ValidationError:  # the API says so when it starts
        is_local = False
    return {"API_TOKEN": _secret(layout.api_token)} if is_local else {}


def remember_link(layout: Layout, api_url: str, database_url: str) -> None:
    """Put SIGN_IN_URL into stack.env: a link that signs the local instructor in, once. Only where API_TOKEN is theirs.

    Raises httpx.HTTPError where the API does not answer.
    """
    kept = layout.remembered()
    if "API_TOKEN" not in kept:
        return
    with as_instructor(api_url, kept["API_TOKEN"], timeout=60) as api:
        api.get("/api/me")  # by which the account is made where there is none yet
    if token := asyncio.run(_link(database_url)):  # none for an account that an admin has deactivated
        layout.remember(kept | {"SIGN_IN_URL": f"{api_url}/sign-in?token={token}"})


def tell_link(layout: Layout, say: Callable[[str], None]) -> None:
    """Say where a person goes on, where there is a link."""
    if url := layout.remembered().get("SIGN_IN_URL"):
        say(f"\nOpen {url}\nIt signs you in as the local instructor, once; `make up` makes another one.")


def _local_mode(environment: Mapping[str, str]) -> str:
    return environment.get("LOCAL_MODE") or "true"


def _secret(path: Path) -> str:
    """Made once, readable for its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(SECRET_BYTES))
        fresh.replace(path)
    return path.read_text()


def _there(database_url: str) -> set[str]:
    """The addresses among theirs with which somebody can sign in."""
    query = "SELECT email_key FROM users WHERE hashed_password IS NOT NULL AND email_key = ANY(%s)"
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(query, [[person.email for person in PEOPLE]]).fetchall()
    return {email for (email,) in rows}


async def _link(database_url: str) -> str | None:
    from accounts.one_time import sign_in_link
    from models.session import create_engine, create_sessions

    engine = create_engine(database_url)
    try:
        return await sign_in_link(create_sessions(engine), INSTRUCTOR)
    finally:
        await engine.dispose()


async def _make(database_url: str, passwords: Mapping[Person, str]) -> None:
    from accounts.people import make_sure_of  # it takes a while to load, and is needed once
    from models.session import create_engine, create_sessions

    engine = create_engine(database_url)
    try:
        for person, password in passwords.items():
            await make_sure_of(create_sessions(engine), person.email, password, person.full_name, person.role)
    finally:
        await engine.dispose()
