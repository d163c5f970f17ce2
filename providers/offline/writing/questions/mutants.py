"""What Python code would give with one mistake in reading it: a bound moved by one, a change that is forgotten, another
comparison."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

from providers.offline.reading.facts.reckoning import reckoned

MOST = 20
Change = tuple[str, object]
_TAKEN_FOR: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Pow),
    ast.Div: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv, ast.Div),
    ast.Pow: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_METHODS = {
    **dict.fromkeys(("upper", "lower", "capitalize", "title", "swapcase"), ("upper", "lower", "capitalize", "title")),
    "append": ("extend",),
    "extend": ("append",),
    "strip": ("lstrip", "rstrip"),
}


def misread(code: str, asked: str) -> list[str]:
    """What code gives when its last piece, or one of the changes before it, is read wrongly; the likeliest first."""
    try:
        tree = ast.parse(code)
        own = len(ast.parse(asked).body)
    except (SyntaxError, ValueError):
        return []
    found: dict[str, None] = {}
    for mutant in islice(_mutants(tree, own), MOST):
        given = reckoned(ast.unparse(ast.fix_missing_locations(mutant)))
        if given and given.text and not given.error:
            found[given.text] = None
    return list(found)


def _mutants(tree: ast.Module, own: int) -> Iterator[ast.Module]:
    """Copies with one mistake each. Of the pieces before the last `own` ones only what they change is forgotten."""
    last = len(tree.body) - 1
    for number, node in enumerate(tree.body[:last]):
        is_change = isinstance(node, ast.AugAssign | ast.Delete) or (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        )
        is_item = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
        if is_change or is_item:
            left = deepcopy(tree)
            del left.body[number]
            yield left
    first = max(0, len(tree.body) - own)
    for number in range(first, last + 1):
        for place, within in enumerate(ast.walk(tree.body[number])):
            for part, value in _changes(within):
                mutant = deepcopy(tree)
                setattr(next(one for at, one in enumerate(ast.walk(mutant.body[number])) if at == place), part, value)
                yield mutant


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield from (("value", number + step) for step in (1, -1))
        case ast.BinOp() | ast.BoolOp():
            yield from (("op", kind()) for kind in _TAKEN_FOR.get(type(node.op), ()))
        case ast.Compare():
            yield from (("ops", [kind(), *node.ops[1:]]) for kind in _TAKEN_FOR.get(type(node.ops[0]), ()))
        case ast.Slice():
            yield from ((end, None) for end in ("step", "lower", "upper") if getattr(node, end) is not None)
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd()
        case ast.Attribute():
            yield from (("attr", name) for name in _METHODS.get(node.attr, ()) if name != node.attr)
        case _:
            return
