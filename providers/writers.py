"""Who can write texts. A new writer is a module and a line here, apart from its settings."""

from typing import NamedTuple


class Writer(NamedTuple):
    """`module` has a function `configured(config)` that makes the adapter; it is loaded when it is chosen.

    `needs` is the variable without which it cannot be chosen, `models` are the variables of models whose calls cost
    something.
    """

    module: str
    needs: str | None = None
    models: tuple[str, ...] = ()


WRITERS = {
    "anthropic": Writer("providers.anthropic_text", "ANTHROPIC_API_KEY", ("TEXT_MODEL", "REPAIR_MODEL")),
    "openai": Writer("providers.openai_text", "OPENAI_API_KEY", ("OPENAI_TEXT_MODEL", "OPENAI_REPAIR_MODEL")),
    "compatible": Writer("providers.compatible_text", "COMPATIBLE_BASE_URL"),
    "built-in": Writer("providers.offline.processes"),
}


def known(name: str) -> str:
    """The name, if a writer has it. Raises ValueError, which names all."""
    if name not in WRITERS:
        raise ValueError(f"is none of {', '.join(WRITERS)}")
    return name
