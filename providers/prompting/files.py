"""The prompts, which are files beside this one.

Whoever changes one gives it a new number in `NUMBERS` and in its name, and `VERSION`, which stands for all, another.
"""

from functools import cache
from importlib.resources import files
from string import Template

VERSION = "2"
NUMBERS = {"rules": 2, "section": 2}
"""Of those that are not the first of their name."""


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / f"{name}.v{NUMBERS.get(name, 1)}.md").read_text("utf-8"))


def fill(name: str, **values: object) -> str:
    """The prompt of that name. Values are put in as they are; a `$` in one of them stays a `$`."""
    return _template(name).substitute(values).strip()
