"""By what it is known whether a check is still the one that somebody has seen."""

import hashlib

from learning.checks.check import Check


def digest(check: Check) -> str:
    """The SHA-256 of all that is said of a check, in hexadecimal digits."""
    return hashlib.sha256(check.model_dump_json().encode(errors="replace")).hexdigest()
