"""What Python code would give with one mistake in reading it: a bound moved by one, a change that is forgotten, another
comparison."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import islice

from providers.offline.reading.facts.reckoning import reckoned

MOST = 20
_EASY = (ast.Add, ast.Sub, ast.Mult)
Change = Mapping[str, object]
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


def does_something(code: str) -> bool:
    """Whether code does more than to name values and to write them, or to reckon with two small numbers."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError):
        return True
    sums = [node for node in nodes if isinstance(node, ast.BinOp | ast.UnaryOp)]
    plain = ast.Module | ast.Expr | ast.Constant | ast.Name | ast.expr_context | ast.operator | ast.unaryop | ast.Assign
    told = (ast.Expr, ast.Assign, ast.List, ast.Tuple, ast.Dict, ast.JoinedStr, ast.FormattedValue)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    only_written = all(isinstance(node.func, ast.Name) and node.func.id == "print" for node in calls)
    if not only_written or any(
        not isinstance(node, (plain, ast.BinOp, ast.UnaryOp, ast.Call, *told)) for node in nodes
    ):
        return True
    hard = any(isinstance(node, ast.BinOp) and not isinstance(node.op, _EASY) for node in sums)
    hard = hard or any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in nodes if sums)
    named = any(isinstance(node, ast.BinOp) and not isinstance(node.right, ast.Constant) for node in sums)
    return hard or named or len(sums) > 1


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
    called = [number for number, node in enumerate(tree.body[:first]) if isinstance(node, ast.FunctionDef)]
    for changes in (_ways, changes_of):
        for number in (*range(first, last + 1), *called):
            for place, within in enumerate(ast.walk(tree.body[number])):
                for change in changes(within):
                    mutant = deepcopy(tree)
                    make(change, mutant.body[number], place)
                    yield mutant


def make(change: Change, tree: ast.AST, place: int) -> None:
    """Make a mistake in a copy of the tree, at the node that is met in that place."""
    node = next(one for at, one in enumerate(ast.walk(tree)) if at == place)
    for part, value in change.items():
        setattr(node, part, value)


def changes_of(node: ast.AST) -> Iterator[Change]:
    """The mistakes that can be made with one node of a tree: fields of it, and what is taken for their values."""
    match node:
        case ast.BinOp(right=ast.BinOp() as inner):
            whole = ast.BinOp(node.left, node.op, inner.left)
            yield {"left": whole, "op": inner.op, "right": inner.right}
        case ast.BinOp(left=ast.BinOp() as inner):
            yield {"left": inner.left, "op": inner.op, "right": ast.BinOp(inner.right, node.op, node.right)}
        case ast.FormattedValue(value=ast.Name(id=name)):
            yield {"value": ast.Constant("{" + name + "}")}
        case ast.Call(func=ast.Name(id="print")):
            for at, given in enumerate(node.args):
                if isinstance(given, ast.Name):
                    yield {"args": [*node.args[:at], ast.Constant(given.id), *node.args[at + 1 :]]}
        case _:
            pass
    match node:
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign():
            yield from ({"op": kind()} for kind in _TAKEN_FOR.get(type(node.op), ()))
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
                yield from ({"right": beside} for beside in _beside(node.right))
        case ast.Compare():
            yield from ({"ops": [kind(), *node.ops[1:]]} for kind in _TAKEN_FOR.get(type(node.ops[0]), ()))
            yield from ({"comparators": [beside, *node.comparators[1:]]} for beside in _beside(node.comparators[0]))
        case ast.Subscript():
            yield from ({"slice": beside} for beside in _beside(node.slice))
        case ast.Slice():
            for end in ("upper", "lower"):
                yield from ({end: beside} for beside in _beside(getattr(node, end)))
            yield from ({end: None} for end in ("step", "lower", "upper") if getattr(node, end) is not None)
        case ast.Call(func=ast.Name(id="range")):
            for at, given in enumerate(node.args):
                yield from ({"args": [*node.args[:at], beside, *node.args[at + 1 :]]} for beside in _beside(given))
        case ast.Call(func=ast.Name(id=name)) if name != "print":
            if node.keywords:
                yield {"args": [*node.args, *(one.value for one in node.keywords)], "keywords": []}
            elif len(node.args) == 2:
                yield {"args": node.args[::-1]}
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield {"op": ast.UAdd()}
        case ast.Attribute():
            yield from ({"attr": name} for name in _METHODS.get(node.attr, ()) if name != node.attr)
        case _:
            return


def _beside(node: ast.expr | None) -> Iterator[ast.expr]:
    """The numbers one beside a whole number; nothing for anything else."""
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield from (ast.Constant(value=one) for one in (number + 1, number - 1) if one >= 0)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            yield ast.UnaryOp(ast.USub(), ast.Constant(value=number + 1))
            yield ast.UnaryOp(ast.USub(), ast.Constant(value=number - 1)) if number > 1 else ast.Constant(value=0)
        case _:
            return


def _ways(node: ast.AST) -> Iterator[Change]:
    """The ways that are taken wrongly through a block: the other branch, both branches, the loop only once."""
    match node:
        case ast.If():
            yield {"test": ast.UnaryOp(ast.Not(), node.test)}
            if node.orelse and not isinstance(node.orelse[0], ast.If):
                both = [*node.body, *node.orelse]
                yield {"body": both, "orelse": both}
            yield {"body": [ast.Pass()], "orelse": []}
        case ast.For() | ast.While() if len(node.body) > 1 and not _leaves(node.body[-1]):
            yield {"body": node.body[:-1]}
        case ast.For() | ast.While():
            yield {"body": [*node.body, ast.Break()]}
        case _:
            return


def _leaves(node: ast.stmt) -> bool:
    return isinstance(node, ast.Break | ast.Continue | ast.Return)
