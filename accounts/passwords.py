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
PRODUCT = "coursewright"

_HASH = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
_NOBODYS = _HASH.hash(os.urandom(16).hex())
_threads = ThreadPoolExecutor(os.cpu_count() or 1, "passwords")


def refusal(password: str, email: str, full_name: str = "") -> str | None:
    """Why this cannot be the password of these people, in a sentence; None when it can."""
    text = _normal(password)
    if not LEAST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        return f"A password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters; a few words make a good one."
    plain = text.casefold()
    if plain in _about(email, full_name):
        return "The password is your name or address; choose one that others do not know."
    if plain in COMMON or _is_regular(plain):
        return "The password is one of the first that everybody tries; choose another."
    return None


async def hashed(password: str) -> str:
    """The argon2id hash to keep, computed outside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _HASH.hash, _normal(password))


async def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password that was hashed. Without a hash it takes as long, and the answer is no."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, password, kept)


def _matches(password: str, kept: str | None) -> bool:
    possible = len(password) <= MOST_CHARACTERS
    try:
        right = _HASH.verify(_normal(password) if possible else "", kept or _NOBODYS)
    except (PwdlibError, UnicodeEncodeError):  # a hash of another kind; a text that cannot be one
        return False
    return right and possible and kept is not None


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _about(email: str, full_name: str) -> set[str]:
    """What anybody knows of them."""
    told = (email, email.partition("@")[0], full_name, full_name.replace(" ", ""), PRODUCT)
    return {_normal(text).casefold() for text in told}


def _is_regular(text: str) -> bool:
    """One or two characters over and over, or neighbours in a row."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(set(text)) <= 2 or steps in ({1}, {-1})
