"""`python -m accounts admin|key|revoke`: what has to be done before anybody can sign in, or by whom runs the servers.

DATABASE_URL names the database. What `admin` needs comes from EMAIL and PASSWORD, or is asked for.
"""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from accounts import people, service_keys
from accounts.permissions import SCOPES
from models.session import create_engine, create_sessions

INTERRUPTED = 130

Work = Callable[[people.Sessions], Awaitable[str]]


def main() -> None:
    """Prints one line, or ends with one sentence on what is wrong."""
    arguments = _arguments()
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL is not set: it names the database, as postgresql://login:password@host/name.")
    try:
        print(asyncio.run(_with_sessions(url, _work(arguments))))
    except DBAPIError as error:
        sys.exit(f"The database has refused: {str(error.orig).splitlines()[0]}")
    except (ValueError, people.PasswordRefused) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m accounts", description="Admins and service keys.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("admin", help="make EMAIL an admin with PASSWORD, or give an account both")
    key = commands.add_parser("key", help="make a key by which a program acts for an account")
    key.add_argument("email")
    key.add_argument("scopes", help=f"one or more of {','.join(SCOPES)}, separated by commas")
    key.add_argument("--name", default="", help="what the key is for")
    revoke = commands.add_parser("revoke", help="make a key open nothing any more")
    revoke.add_argument("id", type=UUID)
    return parser.parse_args()


def _work(arguments: argparse.Namespace) -> Work:
    if arguments.command == "admin":
        email = os.environ.get("EMAIL") or _asked("Address: " if sys.stdin.isatty() else "", input)
        password = os.environ.get("PASSWORD") or _asked_password()
        return lambda sessions: _admin(sessions, email, password)
    if arguments.command == "key":
        scopes = [scope for scope in arguments.scopes.split(",") if scope]
        return lambda sessions: _key(sessions, arguments.email, scopes, arguments.name)
    return lambda sessions: _revoke(sessions, arguments.id)


async def _with_sessions(url: str, work: Work) -> str:
    engine = create_engine(url)
    try:
        return await work(create_sessions(engine))
    finally:
        await engine.dispose()


async def _admin(sessions: people.Sessions, email: str, password: str) -> str:
    if not people.is_address(email.strip()):
        raise ValueError(f"{email!r} is no mail address.")
    await people.make_sure_of(sessions, email, password, full_name="Administrator", role="admin")
    return f"{email} is an admin."


async def _key(sessions: people.Sessions, email: str, scopes: list[str], name: str) -> str:
    async with sessions() as session, session.begin():
        user = await people.find(session, email)
        if user is None:
            raise ValueError(f"There is no account {email}.")
        return await service_keys.make(session, user.id, name, scopes)


async def _revoke(sessions: people.Sessions, key_id: UUID) -> str:
    async with sessions() as session, session.begin():
        if not await service_keys.revoke(session, key_id):
            raise ValueError(f"There is no key {key_id}.")
    return f"The key {key_id} opens nothing any more."


def _asked_password() -> str:
    """Without a terminal, the next line of the input."""
    if not sys.stdin.isatty():
        return _asked("", input)
    password = _asked("Password: ", getpass.getpass)
    if _asked("Again: ", getpass.getpass) != password:
        raise ValueError("The two passwords differ.")
    return password


def _asked(prompt: str, ask: Callable[[str], str]) -> str:
    try:
        answer = ask(prompt)
    except EOFError:
        answer = ""
    if not answer:
        raise ValueError("Give the address as EMAIL and the password as PASSWORD, or answer when asked.")
    return answer


if __name__ == "__main__":
    main()
