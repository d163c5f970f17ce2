"""The values that are reckoned with: what can be done to them, and how large they may become."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

LARGEST, LONGEST, MOST_TIMES = 10**12, 300, 200


class View(list[Any]):
    """What Python shows in another way than a list: keys, pairs, what is made one by one."""


OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
HOLDERS: dict[type, Callable[[Iterable[Any]], Any]] = {
    ast.List: list,
    ast.Tuple: tuple,
    ast.Set: set,
    ast.ListComp: list,
    ast.SetComp: set,
    ast.GeneratorExp: View,
}
UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "all": all,
    "any": any,
    "bool": bool,
    "chr": chr,
    "dict": dict,
    "enumerate": lambda *given: View(enumerate(*given)),
    "float": float,
    "int": int,
    "len": len,
    "list": list,
    "max": max,
    "min": min,
    "ord": ord,
    "range": range,
    "reversed": lambda given: View(reversed(given)),
    "round": round,
    "set": set,
    "sorted": sorted,
    "str": str,
    "sum": sum,
    "tuple": tuple,
    "zip": lambda *given: View(zip(*given, strict=False)),
}
METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        "upper lower capitalize title swapcase strip lstrip rstrip split join replace find index count startswith "
        "endswith isdigit isalpha isupper islower zfill removeprefix removesuffix partition".split()
    ),
    list: frozenset("append extend insert remove pop clear sort reverse index count copy".split()),
    tuple: frozenset(("index", "count")),
    dict: frozenset("get keys values items pop update setdefault copy clear".split()),
    set: frozenset("add discard remove union intersection difference update issubset issuperset copy".split()),
}
PLAIN = (int, float, str, bool, type(None), list, tuple, dict, set, range)
FAULTS = (TypeError, ValueError, IndexError, KeyError, ZeroDivisionError, AttributeError, OverflowError)


ORDERLESS = frozenset("len sorted max min sum any all set bool".split())
"""The functions that give the same of a set, in whatever order its items come."""


class Beyond(Exception):
    """The code does something that is not reckoned here."""


@dataclass(frozen=True)
class Given:
    """What code writes, a line each, and the value of its last expression as it is shown, "" for none. `error` names
    the error that it ends in."""

    printed: tuple[str, ...]
    value: str
    error: str = ""

    @property
    def text(self) -> str:
        """All that is seen of it."""
        return "\n".join([*self.printed, *([self.value] if self.value else []), *([self.error] if self.error else [])])


@dataclass(frozen=True)
class Function:
    """A function of the code itself; `defaults` are those of its last arguments, `own` the names that it sets."""

    node: ast.FunctionDef | ast.Lambda
    defaults: tuple[object, ...]
    own: frozenset[str]


def shown(value: object) -> str:
    """As Python shows it. Raises Beyond for what it shows in no order, or in another way."""
    if not isinstance(value, PLAIN) or isinstance(value, View) or (isinstance(value, set) and len(value) > 1):
        raise Beyond
    return repr(value)


def read_of(target: ast.expr) -> ast.expr:
    """What is set, as it is read. Raises Beyond for what is neither a name nor an item."""
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Subscript):
        return ast.Subscript(target.value, target.slice, ast.Load())
    raise Beyond


def items_of(value: object) -> Iterable[Any]:
    """What a loop over it goes through. Raises TypeError where Python does, and Beyond for what has no order."""
    if isinstance(value, str | list | tuple | dict | range):
        return value
    if isinstance(value, set):
        raise Beyond
    raise TypeError


def bounded(value: Any) -> Any:
    """The value itself. Raises Beyond for one of a kind or size that is not reckoned here."""
    if isinstance(value, Function | bool) or value is None:
        return value
    if isinstance(value, int | float):
        if not abs(value) <= LARGEST:
            raise Beyond
    elif not isinstance(value, str | list | tuple | dict | set | range) or _is_too_large(value):
        raise Beyond
    return value


def _is_too_large(value: str | list[Any] | tuple[Any, ...] | dict[Any, Any] | set[Any] | range) -> bool:
    """Whether it holds too many things, those within the things that it holds among them."""
    left: list[Any] = [value]
    counted = 0
    while left and counted <= LONGEST:
        one = left.pop()
        if isinstance(one, str | range | list | tuple | dict | set):
            counted += len(one)
        if isinstance(one, list | tuple | dict | set) and counted <= LONGEST:
            left += [*one, *one.values()] if isinstance(one, dict) else one
        counted += 1
    return counted > LONGEST
