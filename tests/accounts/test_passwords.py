"""The rules of passwords, and how they are kept."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import passwords
from accounts.common_passwords import COMMON
from accounts.people import is_address

EMAIL = "ada.lovelace@example.org"
NAME = "Ada Byron Lovelace"


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "only lowercase letters",
        "äöüßéñ漢字かな",
        "p w with spaces ok",
        "x7Kq2mZp",
        "🐎🔋📎🌊🏔🎻🧊🪐",
        "lovelace in the summer of 1842",
        "coursewright keeps bees",
        "a whole sentence of well over sixty-four characters, as nobody else would say it",
    ],
)
def test_length_is_all_that_a_password_needs(password: str) -> None:
    assert passwords.refusal(password, EMAIL, NAME) is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "seven77",
        "x" * 129,
        "password123",
        "Password123",
        "PASSWORD",
        "ｐａｓｓｗｏｒｄ",  # the same in full-width letters
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijkl",
        "987654321098"[:9],
        EMAIL,
        EMAIL.upper(),
        "ada.lovelace",
        NAME,
        "adabyronlovelace",
        "Coursewright",
        "coursewright2026!",
        "Course-Wright",
        "Ada.Lovelace1815",
        "ada_byron_lovelace!",
        "ada.lovelace@example.org1",
    ],
)
def test_what_others_would_try_is_refused(password: str) -> None:
    assert passwords.refusal(password, EMAIL, NAME)


def test_the_list_is_of_some_thousand_that_would_pass_otherwise() -> None:
    assert len(COMMON) > 5_000
    assert {"qwertyuiop", "password123", "iloveyou1", "trustno1", "football1"} <= COMMON
    assert all(len(word) >= passwords.LEAST_CHARACTERS and word == word.casefold() for word in COMMON)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(password: str) -> None:
    refusal = passwords.refusal(password, EMAIL, NAME)
    length = len(unicodedata.normalize("NFKC", password))
    assert refusal is not None or passwords.LEAST_CHARACTERS <= length <= passwords.MOST_CHARACTERS


async def test_a_hash_is_argon2id_salted_and_matches_its_password_alone() -> None:
    one, other = await passwords.hashed("correct horse"), await passwords.hashed("correct horse")
    assert one.startswith("$argon2id$")
    assert one != other
    assert await passwords.matches("correct horse", one)
    assert not await passwords.matches("Correct horse", one)


async def test_two_ways_to_write_a_letter_are_one_password() -> None:
    kept = await passwords.hashed("caf\u00e9 au lait")
    assert await passwords.matches("cafe\u0301 au lait", kept)
    longest = "\u00e9x" * (passwords.MOST_CHARACTERS // 2)
    assert await passwords.matches(longest.replace("\u00e9", "e\u0301"), await passwords.hashed(longest))


def test_no_letter_comes_apart_into_more_than_a_keyboard_may_send() -> None:
    written = (unicodedata.normalize("NFKC", chr(code)) for code in range(sys.maxunicode + 1))
    apart = (unicodedata.normalize("NFD", letter) for text in written for letter in text)
    assert max(map(len, apart)) == passwords.MOST_TYPED // passwords.MOST_CHARACTERS


@pytest.mark.parametrize("kept", [None, "", "plain text", "$2b$12$abcdefghijklmnopqrstuu"])
async def test_nothing_matches_what_is_no_hash_of_ours(kept: str | None) -> None:
    assert not await passwords.matches("plain text", kept)
    assert not await passwords.matches("", kept)


@pytest.mark.parametrize("password", ["x" * 1_000_000, "\ud800\ud800\ud800", "\0" * 8])
async def test_odd_passwords_are_wrong_and_no_fault(password: str) -> None:
    assert not await passwords.matches(password, await passwords.hashed("correct horse"))


@pytest.mark.parametrize(
    "address", ["ada@example.org", "ada+x@sub.example.org", "admin@localhost", "jürgen@köln.example"]
)
def test_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "ada", "@example.org", "ada@", "a@b@c", "a b@c.org", "a@b..org", "<a@b.org>"),
        *("a\r\nBcc: x@y.org", "a\0@b.org", "a" * 65 + "@example.org", "a@" + "b" * 260),
    ],
)
def test_no_addresses(address: str) -> None:
    assert not is_address(address)
