"""What of a Python document a piece of its code needs to be understood by itself."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_STATEMENTS = 200
_BUILTINS = frozenset(dir(builtins)) - {"input", "open", "id", "hash", "exec", "eval", "compile", "globals", "locals"}
_KNOWN_MODULES = frozenset(sys.stdlib_module_names) | {"numpy", "pandas", "scipy", "sympy"}
_UNSTEADY = frozenset(
    "random rng rand randn randint shuffle choice seed time datetime date timeit os sys platform socket uuid secrets "
    "subprocess urllib requests tempfile threading multiprocessing asyncio pathlib shutil glob getpass plt matplotlib "
    "gc resource locale default_rng RandomState now today perf_counter exit quit getsizeof".split()
)
"""What gives something else each time, or on each machine."""
_WORD = re.compile(r"[^\W\d]\w*")
_CHANGING = frozenset(
    "append extend insert remove pop popitem clear sort reverse update add discard setdefault fill resize put itemset "
    "write writelines send throw appendleft popleft rotate move_to_end difference_update intersection_update".split()
)


@dataclass(frozen=True)
class Statement:
    """`needs` are the names that it takes from before, `binds` those that it sets anew, `changes` those whose value it
    alters or may alter. `prints` says that it shows something by itself."""

    code: str
    needs: frozenset[str]
    binds: frozenset[str]
    changes: frozenset[str]
    prints: bool
    is_expression: bool


@lru_cache(maxsize=4_000)
def statements_of(code: str) -> tuple[Statement, ...] | None:
    """The statements of a listing; None where it is no Python, or gives something else each time."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {name.split(".")[0] for node in ast.walk(tree) for name in _imported(node)}
    if names & _UNSTEADY:
        return None
    return tuple(_statement(node, code) for node in tree.body)


def has_blocks(code: str) -> bool:
    """Whether it is Python with an import, or a block behind a colon."""
    if statements_of(code) is None:
        return False
    kinds = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.For | ast.While | ast.If | ast.With | ast.Try
    return any(isinstance(node, kinds) for node in ast.parse(code).body)


def opaque(code: str) -> Statement:
    """Code that is no Python, or not the same each time, as a statement that may do anything to the names in it."""
    return Statement(code, frozenset(), frozenset(), frozenset(_WORD.findall(code)), prints=True, is_expression=False)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def _statement(node: ast.stmt, code: str) -> Statement:
    stored = frozenset(_stored(node))
    plain = isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
    changed = frozenset(_changed(node))
    loaded = frozenset(_free(node))
    return Statement(
        code=ast.get_source_segment(code, node, padded=False) or "",
        needs=loaded,
        binds=stored if plain else frozenset(),
        changes=changed | (frozenset() if plain else stored),
        prints=any(
            isinstance(each, ast.Call) and _name_of(each.func) in ("print", "display", "help") for each in _own(node)
        ),
        is_expression=isinstance(node, ast.Expr),
    )


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs when the statement does: no bodies of functions."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    for child in ast.iter_child_nodes(node):
        yield from _own(child)


def _stored(node: ast.AST) -> Iterator[str]:
    """The names that a statement sets where it stands."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
        return
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    if isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name
    for child in ast.iter_child_nodes(node):
        yield from _stored(child)


def _free(node: ast.AST) -> Iterator[str]:
    """The names that it reads and does not set itself before, but for what Python knows."""
    inner = {child.arg for child in ast.walk(node) if isinstance(child, ast.arg)}
    for child in ast.walk(node):
        if isinstance(child, ast.comprehension | ast.For):
            inner |= {each.id for each in ast.walk(child.target) if isinstance(each, ast.Name)}
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inner |= {
                each.id for each in ast.walk(child) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            }
            inner.add(child.name)
        if isinstance(child, ast.ExceptHandler) and child.name:
            inner.add(child.name)
        if isinstance(child, ast.With | ast.If | ast.While | ast.Try):
            inner |= set(_set_first(child))
        if isinstance(child, ast.AugAssign) and isinstance(child.target, ast.Name) and child.target.id not in inner:
            yield child.target.id
    for child in ast.walk(node):
        name = child.id if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load) else ""
        if name and name not in inner and name not in _BUILTINS:
            yield name


def _set_first(node: ast.AST) -> Iterator[str]:
    """Names that a block sets by plain assignments and reads only afterwards are its own."""
    seen: set[str] = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Assign):
            read = {each.id for each in ast.walk(child.value) if isinstance(each, ast.Name)}
            for target in child.targets:
                if isinstance(target, ast.Name) and target.id not in read and target.id not in seen:
                    yield target.id
            seen |= read


def _changed(node: ast.AST) -> Iterator[str]:
    """The names whose values a statement alters: by an item or a field, by a method, by a function that it runs."""
    for child in _own(node):
        if isinstance(child, ast.Subscript | ast.Attribute) and not isinstance(child.ctx, ast.Load):
            yield from _root(child)
        if isinstance(child, ast.AugAssign):
            yield from _root(child.target)
        if not isinstance(child, ast.Call):
            continue
        if isinstance(child.func, ast.Attribute) and child.func.attr in _CHANGING:
            yield from _root(child.func.value)
        if isinstance(child.func, ast.Name) and (
            child.func.id not in _BUILTINS or child.func.id in ("next", "setattr")
        ):
            for argument in child.args:
                yield from _root(argument)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def needed_before(earlier: Sequence[Statement], asked: Sequence[Statement]) -> list[str] | None:
    """The earlier statements, in order, without which nobody could tell what some statements give; None where that
    cannot be told, or one of them shows something of its own."""
    needed, bound = set[str](), set[str]()
    for own in asked:
        needed |= own.needs - bound
        bound |= own.binds
    taken: list[str] = []
    elsewhere: set[str] = set()
    for statement in reversed(earlier[-MOST_STATEMENTS:]):
        if not needed:
            break
        if statement.binds & elsewhere and statement.needs & needed:
            return None
        alters = statement.changes & needed
        if not (statement.binds & needed or alters):
            elsewhere |= statement.changes
            continue
        if statement.prints or not _can_be_known(statement):
            return None
        needed = (needed - statement.binds) | statement.needs | alters
        taken.append(statement.code)
    return None if needed else taken[::-1]


def _can_be_known(statement: Statement) -> bool:
    """Whether an import is of something that others know as well."""
    words = statement.code.split()
    return words[0] not in ("import", "from") or words[1].split(".")[0] in _KNOWN_MODULES
