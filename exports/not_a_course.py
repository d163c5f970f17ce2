"""What a package is that no course can be read of."""

from __future__ import annotations

from pydantic import ValidationError


class NotACourse(ValueError):
    """A package that holds no course; the text tells a person what to mend."""


def mistake(error: ValidationError) -> NotACourse:
    """The first thing that is wrong with a course, with its place."""
    first = error.errors(include_url=False, include_context=False)[0]
    return NotACourse(f"The course has a mistake at {'/'.join(map(str, first['loc']))}: {first['msg']}.")
