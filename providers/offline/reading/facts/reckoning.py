"""What a few lines of plain Python give, reckoned without running them: numbers, strings, lists and what is done to
them by the language itself. Nothing is imported, opened or written, and every size has a bound."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from providers.offline.reading.facts.reckoned_values import (
    FAULTS,
    FUNCTIONS,
    HOLDERS,
    LARGEST,
    LONGEST,
    METHODS,
    MOST_TIMES,
    OPERATIONS,
    ORDERLESS,
    PLAIN,
    UNARY,
    Beyond,
    Function,
    Given,
    View,
    bounded,
    items_of,
    read_of,
    shown,
)

MOST_STEPS, MOST_DEPTH = 2_000, 12


class _Returned(Exception):
    def __init__(self, value: object) -> None:
        self.value = value


class _Left(Exception):
    """Out of a loop, or on to its next turn where `again`."""

    def __init__(self, again: bool) -> None:
        self.again = again


@lru_cache(maxsize=8_000)
def reckoned(code: str) -> Given | None:
    """What code gives; None where that is beyond what is reckoned here."""
    try:
        tree = ast.parse(code)
        run = _Run()
        value: object = None
        try:
            for number, node in enumerate(tree.body, 1):
                if isinstance(node, ast.Expr) and number == len(tree.body):
                    value = run.value(node.value, run.names)
                else:
                    run.do(node, run.names)
        except FAULTS as fault:
            return Given(tuple(run.printed), "", type(fault).__name__)
        return Given(tuple(run.printed), "" if value is None else shown(value))
    except (Beyond, _Returned, _Left, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@dataclass
class _Run:
    names: dict[str, object] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    steps: int = 0
    within: list[Function] = field(default_factory=list)

    def do(self, node: ast.stmt, names: dict[str, object]) -> None:
        """Carry out a statement; `names` are those that it sees and sets."""
        self._step()
        match node:
            case ast.Expr():
                self.value(node.value, names)
            case ast.Assign():
                value = self.value(node.value, names)
                for target in node.targets:
                    self._set(target, value, names)
            case ast.AugAssign():
                before = self.value(read_of(node.target), names)
                given = self.value(node.value, names)
                if isinstance(before, list) and isinstance(node.op, ast.Add):
                    before.extend(items_of(given))
                    bounded(before)
                else:
                    self._set(node.target, self._operate(node.op, before, given), names)
            case ast.If():
                self._all(node.body if self.value(node.test, names) else node.orelse, names)
            case ast.For() if not node.orelse:
                self._for(node, names)
            case ast.While() if not node.orelse:
                self._while(node, names)
            case ast.FunctionDef() if not node.decorator_list:
                names[node.name] = self._function(node, names)
            case ast.Return():
                raise _Returned(self.value(node.value, names) if node.value else None)
            case ast.Break() | ast.Continue():
                raise _Left(isinstance(node, ast.Continue))
            case ast.Pass():
                pass
            case ast.Delete():
                for target in node.targets:
                    if not isinstance(target, ast.Subscript):
                        raise Beyond
                    holder: Any = self.value(target.value, names)
                    del holder[self._key(target.slice, names)]
            case _:
                raise Beyond

    def _all(self, body: Iterable[ast.stmt], names: dict[str, object]) -> None:
        for node in body:
            self.do(node, names)

    def _for(self, node: ast.For, names: dict[str, object]) -> None:
        held = items_of(self.value(node.iter, names))
        before = list(held)
        for item in before:
            if list(held) != before:
                raise Beyond
            self._set(node.target, item, names)
            try:
                self._all(node.body, names)
            except _Left as left:
                if not left.again:
                    return

    def _while(self, node: ast.While, names: dict[str, object]) -> None:
        while self.value(node.test, names):
            try:
                self._all(node.body, names)
            except _Left as left:
                if not left.again:
                    return

    def _set(self, target: ast.expr, value: object, names: dict[str, object]) -> None:
        match target:
            case ast.Name():
                names[target.id] = value
            case ast.Tuple() | ast.List():
                values = list(items_of(value))
                if len(values) != len(target.elts):
                    raise ValueError
                for one, item in zip(target.elts, values, strict=True):
                    self._set(one, item, names)
            case ast.Subscript():
                holder: Any = self.value(target.value, names)
                holder[self._key(target.slice, names)] = value
                bounded(holder)
            case _:
                raise Beyond

    def value(self, node: ast.expr, names: dict[str, object]) -> Any:
        """The value of an expression."""
        self._step()
        return bounded(self._value(node, names))

    def _value(self, node: ast.expr, names: dict[str, object]) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._named(node.id, names)
            case ast.List() | ast.Tuple() | ast.Set():
                return HOLDERS[type(node)](self.value(one, names) for one in node.elts)
            case ast.Dict():
                if None in node.keys:
                    raise Beyond
                keys = [self.value(key, names) for key in node.keys if key]
                return dict(zip(keys, [self.value(one, names) for one in node.values], strict=True))
            case ast.BinOp():
                return self._operate(node.op, self.value(node.left, names), self.value(node.right, names))
            case ast.UnaryOp():
                return UNARY[type(node.op)](self.value(node.operand, names))
            case ast.BoolOp():
                return self._both(node, names)
            case ast.Compare():
                return self._compared(node, names)
            case ast.IfExp():
                return self.value(node.body if self.value(node.test, names) else node.orelse, names)
            case ast.Subscript():
                return self.value(node.value, names)[self._key(node.slice, names)]
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                made = self._each(node.generators, lambda inner: self.value(node.elt, inner), names)
                return HOLDERS[type(node)](made)
            case ast.DictComp():
                pair = self._each(
                    node.generators, lambda inner: (self.value(node.key, inner), self.value(node.value, inner)), names
                )
                return dict(pair)
            case ast.JoinedStr():
                return "".join(self._part(one, names) for one in node.values)
            case ast.Lambda():
                return self._function(node, names)
            case ast.Call():
                return self._call(node, names)
            case _:
                raise Beyond

    def _named(self, name: str, names: dict[str, object]) -> object:
        if name in names:
            return names[name]
        if self.within and name in self.within[-1].own:
            raise Beyond
        if name in self.names:
            return self.names[name]
        raise Beyond

    def _both(self, node: ast.BoolOp, names: dict[str, object]) -> object:
        value: object = None
        for one in node.values:
            value = self.value(one, names)
            if bool(value) is isinstance(node.op, ast.Or):
                break
        return value

    def _compared(self, node: ast.Compare, names: dict[str, object]) -> object:
        left = self.value(node.left, names)
        for operation, other in zip(node.ops, node.comparators, strict=True):
            right = self.value(other, names)
            if isinstance(operation, ast.Is | ast.IsNot) and right is not None and not isinstance(right, bool):
                raise Beyond
            if not OPERATIONS[type(operation)](left, right):
                return False
            left = right
        return True

    def _operate(self, operation: ast.operator, left: Any, right: Any) -> object:
        sizes = [one for one in (left, right) if isinstance(one, int)]
        fills_in = isinstance(left, str) and isinstance(operation, ast.Mod)
        is_huge = isinstance(operation, ast.Pow) and any(abs(one) > MOST_TIMES for one in sizes)
        if type(operation) not in OPERATIONS or fills_in or is_huge:
            raise Beyond
        is_repeated = len(sizes) == 1 and (hasattr(left, "__len__") or hasattr(right, "__len__"))
        if isinstance(operation, ast.Mult) and is_repeated and sizes[0] > MOST_TIMES:
            raise Beyond
        return bounded(OPERATIONS[type(operation)](left, right))

    def _key(self, node: ast.expr, names: dict[str, object]) -> Any:
        if isinstance(node, ast.Slice):
            return slice(*(self.value(one, names) if one else None for one in (node.lower, node.upper, node.step)))
        return self.value(node, names)

    def _each(
        self, parts: Sequence[ast.comprehension], make: Callable[[dict[str, object]], Any], names: dict[str, object]
    ) -> list[Any]:
        if not parts:
            return [make(names)]
        made: list[Any] = []
        for item in list(items_of(self.value(parts[0].iter, names))):
            inner = dict(names)
            self._set(parts[0].target, item, inner)
            if all(self.value(test, inner) for test in parts[0].ifs):
                made += self._each(parts[1:], make, inner)
        return made

    def _part(self, node: ast.expr, names: dict[str, object]) -> str:
        if isinstance(node, ast.Constant):
            return str(node.value)
        if not isinstance(node, ast.FormattedValue) or node.format_spec or node.conversion != -1:
            raise Beyond
        value = self.value(node.value, names)
        return value if isinstance(value, str) else shown(value)

    def _function(self, node: ast.FunctionDef | ast.Lambda, names: dict[str, object]) -> Function:
        given = node.args
        if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or names is not self.names:
            raise Beyond
        if any(isinstance(each, ast.Yield | ast.YieldFrom | ast.Global | ast.Nonlocal) for each in ast.walk(node)):
            raise Beyond
        own = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        return Function(node, tuple(self.value(one, names) for one in given.defaults), frozenset(own))

    def _call(self, node: ast.Call, names: dict[str, object]) -> object:
        if any(isinstance(one, ast.Starred) for one in node.args) or any(one.arg is None for one in node.keywords):
            raise Beyond
        given = [self.value(one, names) for one in node.args]
        named = {one.arg or "": self.value(one.value, names) for one in node.keywords}
        if any(isinstance(one, int) and abs(one) > LARGEST for one in given):
            raise Beyond
        if isinstance(node.func, ast.Attribute):
            holder = self.value(node.func.value, names)
            if node.func.attr not in METHODS.get(type(holder), frozenset()) or self._hides(named):
                if isinstance(holder, PLAIN) and not hasattr(holder, node.func.attr):
                    raise AttributeError
                raise Beyond
            if any(isinstance(one, int) and abs(one) > MOST_TIMES for one in given):
                raise Beyond
            result = getattr(holder, node.func.attr)(*given, **named)
            bounded(holder)
            return View(result) if node.func.attr in ("keys", "values", "items") else result
        if not isinstance(node.func, ast.Name):
            raise Beyond
        function = names.get(node.func.id, self.names.get(node.func.id))
        if isinstance(function, Function):
            return self._run_function(function, given, named)
        if node.func.id == "print" and not named:
            self.printed.append(" ".join(one if isinstance(one, str) else shown(one) for one in given))
            return None
        if function is not None or node.func.id not in FUNCTIONS or self._hides(named):
            raise Beyond
        unordered = any(isinstance(one, set) for one in given) and node.func.id not in ORDERLESS
        if unordered or (any(isinstance(one, View) for one in given) and node.func.id == "str"):
            raise Beyond
        if node.func.id == "range" and any(isinstance(one, int) and abs(one) > LONGEST for one in given):
            raise Beyond
        return FUNCTIONS[node.func.id](*given, **named)

    def _hides(self, named: dict[str, object]) -> bool:
        """Whether a function is handed on, or an argument that is not reckoned."""
        return any(isinstance(one, Function) or name not in ("reverse", "start", "sep") for name, one in named.items())

    def _run_function(self, function: Function, given: list[object], named: dict[str, object]) -> object:
        names = [one.arg for one in function.node.args.args]
        missing = len(names) - len(given)
        if len(given) > len(names) or any(name not in names for name in named):
            raise TypeError
        own = dict(zip(names[len(names) - len(function.defaults) :], function.defaults, strict=True)) | named
        own |= dict(zip(names, given, strict=False))
        if missing > 0 and any(name not in own for name in names):
            raise TypeError
        if len(self.within) >= MOST_DEPTH:
            raise Beyond
        self.within.append(function)
        try:
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, own)
            self._all(function.node.body, own)
        except _Returned as returned:
            return returned.value
        finally:
            self.within.pop()
        return None

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Beyond
