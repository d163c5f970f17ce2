"""Time to prepare LaTeX for pandoc grows with its length and not faster."""

from __future__ import annotations

from itertools import islice, product

import pytest

from sources.latex_own import with_definitions, with_plain_lists
from tests.sources.growth import grows_too_fast


@pytest.mark.parametrize(
    "unit",
    [
        "\\item a\n",
        "\\begin{a}\\item b\n",
        "\\begin{a}\n\\item[b] c\n\\end{a}\n",
        "\\begin{enumerate}\\item\\label{a}\\ref{a}\\end{enumerate}",
        "\\problems\n\\item",
        "\\begin",
        "\\ref{",
    ],
)
def test_lists_of_latex(unit: str) -> None:
    assert grows_too_fast(lambda size: with_plain_lists(unit * (4 * size // len(unit)))) == 0.0


def test_commands_of_latex_that_are_defined_elsewhere() -> None:
    def define(size: int) -> str:
        names = ["".join(letters) for letters in islice(product("abcdefghijkl", repeat=4), size // 6)]
        return with_definitions(" ".join(f"so \\{name}{{it}}" for name in names), [f"\\{name}{{it}}" for name in names])

    assert grows_too_fast(define) == 0.0
