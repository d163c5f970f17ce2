"""`python -m accounts` and `python -m api`, as a person without a terminal runs them."""

import os
import re
import subprocess
import sys

import psycopg
import pytest

from accounts import passwords
from models.session import libpq_url

WORDS = "four words nobody guesses"
NAMES = ("EMAIL", "PASSWORD", "DATABASE_URL", "TOKEN_SECRET", "TOKEN_PRIVATE_KEY", "LOCAL_MODE", "API_HOST")


def run(module: str, *arguments: str, given: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES} | variables
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=environment, input=given, capture_output=True, text=True, check=False, timeout=180
    )


def accounts(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq_url(url)) as connection:
        return connection.execute("SELECT email, role, is_active, hashed_password FROM users ORDER BY id").fetchall()


async def test_an_admin_is_made_once_and_gets_another_password(database_url: str) -> None:
    made = run("accounts", "admin", EMAIL="boss@example.org", PASSWORD=WORDS, DATABASE_URL=database_url)
    assert (made.returncode, made.stdout) == (0, "boss@example.org is an admin.\n"), made.stderr
    again = run(
        "accounts", "admin", given="other words entirely\n", EMAIL="Boss@example.org", DATABASE_URL=database_url
    )
    assert again.returncode == 0, again.stderr
    [(email, role, is_active, kept)] = accounts(database_url)
    assert (email, role, is_active) == ("boss@example.org", "admin", True)
    assert await passwords.matches("other words entirely", str(kept))


def test_an_account_becomes_admin_and_is_active_again(database_url: str) -> None:
    with psycopg.connect(libpq_url(database_url)) as connection:
        connection.execute(
            "INSERT INTO users (id, email, email_key, full_name, role, is_active) "
            "VALUES (gen_random_uuid(), 'Ada@example.org', 'ada@example.org', 'Ada', 'student', false)"
        )
    run("accounts", "admin", EMAIL="ada@example.org", PASSWORD=WORDS, DATABASE_URL=database_url)
    [(_, role, is_active, _)] = accounts(database_url)
    assert (role, is_active) == ("admin", True)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"EMAIL": "boss@example.org", "PASSWORD": "password123"}, "one of the first"),
        ({"EMAIL": "boss", "PASSWORD": WORDS}, "no mail address"),
        ({"EMAIL": "boss@example.org"}, "PASSWORD"),
        ({}, "EMAIL"),
    ],
    ids=str,
)
def test_what_is_missing_or_refused_is_said_in_one_sentence(
    database_url: str, variables: dict[str, str], sentence: str
) -> None:
    answer = run("accounts", "admin", **variables, DATABASE_URL=database_url)
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert accounts(database_url) == []


def test_a_database_that_is_not_there_is_said_so() -> None:
    for variables, words in (
        ({}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "database"),
    ):
        answer = run("accounts", "admin", EMAIL="boss@example.org", PASSWORD=WORDS, **variables)
        assert answer.returncode == 1
        assert words in answer.stderr
        assert "Traceback" not in answer.stderr


def test_keys_are_shown_once_and_revoked_by_their_id(database_url: str) -> None:
    run("accounts", "admin", EMAIL="boss@example.org", PASSWORD=WORDS, DATABASE_URL=database_url)
    made = run("accounts", "key", "boss@example.org", "read,learn", "--name", "frontend", DATABASE_URL=database_url)
    shape = re.fullmatch(r"cw_([0-9a-f]{32})_([\w-]{43})\n", made.stdout)
    assert shape, made.stderr
    assert run("accounts", "revoke", shape[1], DATABASE_URL=database_url).returncode == 0
    with psycopg.connect(libpq_url(database_url)) as connection:
        kept = connection.execute("SELECT name, scopes, revoked_at IS NOT NULL FROM service_keys").fetchall()
    assert kept == [("frontend", ["learn", "read"], True)]
    for arguments in (("key", "nobody@example.org", "read"), ("key", "boss@example.org", "all"), ("revoke", "0" * 32)):
        refused = run("accounts", *arguments, DATABASE_URL=database_url)
        assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "TOKEN_SECRET is missing"),
        ({"TOKEN_SECRET": "change-me"}, "TOKEN_SECRET has to be"),
        ({"TOKEN_PRIVATE_KEY": "x"}, "TOKEN_PRIVATE_KEY is not"),
        ({"LOCAL_MODE": "true", "API_HOST": "0.0.0.0"}, "LOCAL_MODE"),
        ({"LOCAL_MODE": "true", "API_HOST": "::"}, "LOCAL_MODE"),
        ({"LOCAL_MODE": "true", "TOKEN_SECRET": "short"}, "TOKEN_SECRET has to be"),
    ],
    ids=str,
)
def test_the_api_does_not_start_with_a_door_that_does_not_close(variables: dict[str, str], words: str) -> None:
    answer = run("api", DATABASE_URL="postgresql://127.0.0.1:1/x", **variables)
    assert answer.returncode == 1
    assert words in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
