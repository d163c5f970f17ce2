"""Inline code as every reader writes it."""

from __future__ import annotations


def code_span(code: str) -> str:
    """Code between back-ticks, on one line; more back-ticks if the code itself has some."""
    code = " ".join(code.split())
    if not code:
        return ""
    return f"`{code}`" if "`" not in code else f"`` {code} ``"
