"""The prompts, which are files beside this one. Whoever changes one gives it a new number: here and in its name."""

from functools import cache
from importlib.resources import files
from string import Template

NUMBERS = {"rules": 2, "section": 2}
"""Of those that are not the first of their name."""


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / f"{name}.v{number_of(name)}.md").read_text("utf-8"))


def fill(name: str, **values: object) -> str:
    """The prompt of that name. Values are put in as they are; a `$` in one of them stays a `$`."""
    return _template(name).substitute(values).strip()


def number_of(name: str) -> int:
    """Which prompt of that name is asked with, counted from 1."""
    return NUMBERS.get(name, 1)


def version_of(*names: str) -> str:
    """What these prompts together are called: their numbers in this order, as "2.1"; "1" while all are the first.

    It goes into the key of an answer that is stored, so that a new number asks anew where its prompt takes part, and
    nowhere else.
    """
    numbers = [number_of(name) for name in names]
    return "1" if set(numbers) == {1} else ".".join(map(str, numbers))
