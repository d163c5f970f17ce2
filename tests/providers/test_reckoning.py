"""Code of a stranger's document is reckoned within bounds, and reaches nothing outside itself."""

from __future__ import annotations

import pytest

from providers.offline.reading.facts.reckoning import reckoned


@pytest.mark.parametrize(
    "code",
    [
        "10**10**10",
        "2**100000",
        "999999999**99999",
        "1<<10**9",
        "'a'*10**9",
        "[0]*10**9",
        "[[0]*1000]*1000",
        "'%1000000000d'%1",
        "f'{1:1000000000}'",
        "'{:>1000000000}'.format(1)",
        "'a'.zfill(10**9)",
        "s='a'*300\ns.replace('a',s*200)",
        "sum(range(10**12))",
        "list(range(10**9))",
        "10**10 in range(10**12)",
        "sorted(range(10**8))",
        "int('9'*100000)",
        "[i for i in range(10**9)]",
        "x=[]\nx.append(x)\nx",
        "x=[1]\nfor i in range(2000):\n    x+=x\nx",
        "x='a'\nwhile True:\n    x=x+x",
        "while True:\n    pass",
        "def f(n):\n    return f(n-1)\nf(10)",
    ],
)
def test_what_grows_without_bounds_is_not_reckoned(code: str) -> None:
    assert reckoned(code) is None


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos.system('id')",
        "open('/etc/passwd').read()",
        "().__class__.__bases__",
        "'a'.__class__",
        "eval('1')",
        "__import__('os')",
        "getattr('a', 'upper')()",
        "globals()",
        "(lambda: print.__self__)()",
    ],
)
def test_nothing_outside_the_code_is_reached(code: str) -> None:
    assert reckoned(code) is None


def test_plain_code_is_reckoned() -> None:
    given = reckoned("counts = {}\nfor letter in 'banana':\n    counts[letter] = counts.get(letter, 0) + 1\ncounts")
    assert given is not None
    assert given.value == "{'b': 1, 'a': 3, 'n': 2}"
