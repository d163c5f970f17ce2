"""Passwords: the rules of NIST SP 800-63B (length, no composition rules, a list of refused ones), kept as argon2id.

The cost is the first of OWASP's recommendations for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes.
"""

import asyncio
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from accounts.common_passwords import COMMON

LEAST_CHARACTERS = 8
MOST_CHARACTERS = 128
MOST_TYPED = 4 * MOST_CHARACTERS
"""A keyboard may send a letter and its accents one by one; no letter of NFKC comes apart into more than four."""
PRODUCT = "coursewright"

_HASH = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
_NOBODYS = _HASH.hash(os.urandom(16).hex())
_threads = ThreadPoolExecutor(os.cpu_count() or 1, "passwords")


def refusal(password: str, email: str, full_name: str = "") -> str | None:
    """Why this cannot be the password of these people, in a sentence; None when it can."""
    text = _normal(password[: MOST_TYPED + 1])
    if len(password) > MOST_TYPED or not LEAST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        return f"A password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters; a few words make a good one."
    plain = text.casefold()
    if _is_about(plain, email, full_name):
        return "The password is made of your name, your address or ours; choose one that others do not know."
    if plain in COMMON or _is_regular(plain):
        return "The password is one of the first that everybody tries; choose another."
    return None


async def hashed(password: str) -> str:
    """The argon2id hash to keep of a password that `refusal` does not refuse, computed outside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _HASH.hash, _normal(password))


async def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password that was hashed. Without a hash it takes as long, and the answer is no."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, password, kept)


def _matches(password: str, kept: str | None) -> bool:
    text = _normal(password[: MOST_TYPED + 1])
    possible = len(password) <= MOST_TYPED and len(text) <= MOST_CHARACTERS
    try:
        right = _HASH.verify(text if possible else "", kept or _NOBODYS)
    except (PwdlibError, UnicodeEncodeError):  # a hash of another kind; a text that cannot be one
        return False
    return right and possible and kept is not None


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _is_about(plain: str, email: str, full_name: str) -> bool:
    """Whether it is what anybody knows of them, or little more: with a year, a sign or another gap."""
    told = [_normal(text).casefold() for text in (email, email.partition("@")[0], full_name, PRODUCT)]
    letters = _letters(plain)
    derived = 2 * len(letters) > len(plain) and letters in map(_letters, told)
    return plain in told or derived


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_regular(text: str) -> bool:
    """One or two characters over and over, or neighbours in a row."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(set(text)) <= 2 or steps in ({1}, {-1})
