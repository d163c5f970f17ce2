"""The prompts, which are files beside this one. Whoever changes one gives it a new number here and in its name."""

from functools import cache
from importlib.resources import files
from string import Template

VERSION = "1"


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / f"{name}.v{VERSION}.md").read_text("utf-8"))


def fill(name: str, **values: object) -> str:
    """The prompt of that name. Values are put in as they are; a `$` in one of them stays a `$`."""
    return _template(name).substitute(values).strip()
