"""Guesses at one account's password, counted together wherever they come from (NIST SP 800-63B, rate limiting)."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from api.security.dependencies import Dependencies
from models.accounts import canonical_address

Found = TypeVar("Found")


def guesses_at(address: str) -> str:
    """The caller that guesses at this account count as, whether there is one or not; it does not say which."""
    return f"guesses:{hashlib.sha256(canonical_address(address).encode(errors='replace')).hexdigest()[:32]}"


async def guessed(shared: Dependencies, caller: str, check: Callable[[], Awaitable[Found]]) -> Found:
    """What the check of a password finds. A right one forgives those before. Raises 429 after too many wrong ones."""
    if shared.limits.guesses is None:
        return await check()
    await shared.limiter.count(shared.limits.guesses, caller)
    found = await check()
    if found:
        await shared.limiter.forgive(caller)
    return found
