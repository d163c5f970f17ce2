"""Which line is missing, so that code gives what the source shows? Each wrong one gives something else, as reckoned."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import NamedTuple

from providers.offline.reading.facts.outputs import Output
from providers.offline.reading.facts.reckoning import reckoned
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.mutants import Change, changes_of, make
from providers.offline.writing.questions.of_outputs import by_number, listing, said_before, span
from providers.offline.writing.questions.question import ENOUGH, FEWEST, Question, Setting

_RECKONS = (ast.BinOp, ast.AugAssign)
"""What reckons with the numbers in it, so that others could stand there."""
_ONE_WAY = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod)
GAP = "____"
FEWEST_LINES, MOST_LINES, LONGEST = 3, 12, 64
MOST_TRIED = 24
FEWEST_WITHOUT_ERROR = 2
_HEADER = re.compile(r"(?:for|while|if|elif) .*:")
_WRITES = re.compile(r"print\(")
_IDLE = re.compile(r"[-+]=? ?0\b|[*/]=? ?1\b|\d [-+] 1 [-+] 1\b")
"""What nobody writes, as it does nothing."""
_GROWS = re.compile(r"(?P<name>\w+) (?P<sign>[-+*/]{1,2})= (?P<given>.+)")
_OPENING = re.compile(r"el(?=if )")


class _Line(NamedTuple):
    """A line by its number, as it stands without what it is indented by, and others that stand for it wrongly."""

    number: int
    text: str
    others: tuple[str, ...]
    weight: float


def of_missing_lines(setting: Setting) -> list[Question]:
    """A question for each shown piece of Python that does something step by step, and whose output can be reckoned."""
    return [question for place in setting.places if place.kind == "code" for question in _of_place(place, setting)]


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    for number, output in enumerate(setting.corpus.outputs.of(place)):
        lines = output.code.splitlines()
        if (
            output.language == "python"
            and len([*filter(str.strip, lines)]) >= FEWEST_LINES
            and len(lines) <= MOST_LINES
        ):
            asked = max(_lines(output, lines), key=lambda one: one.weight, default=None)
            if asked:
                yield _question(output, lines, asked, number, setting)


def _question(output: Output, lines: list[str], asked: _Line, number: int, setting: Setting) -> Question:
    was = lines[asked.number]
    gapped = [*lines[: asked.number], was.replace(asked.text, GAP), *lines[asked.number + 1 :]]
    return Question(
        place=output.place,
        sentence=said_before(output.place, output.asked, setting),
        stem=setting.phrases.phrase(
            "ask_missing_line", code=listing("\n".join(gapped), "python"), output=listing(output.text, "text")
        ),
        key=span(asked.text),
        wrong=tuple(map(span, asked.others)),
        ordered=tuple(map(span, by_number([asked.text, *asked.others]))),
        structure="output:line",
        topics=frozenset({f"output:{output.place.order}:{number}", f"line:{asked.text}"}),
        worth=0.95 + setting.worth(*output.place.block.heading_path[-1:]),
        about=setting.stems(*output.place.block.heading_path[-1:]),
    )


def _lines(output: Output, lines: list[str]) -> Iterator[_Line]:
    """The lines of which enough others would give another output, each its own."""
    given = reckoned(output.code)
    if given is None or given.error:
        return
    for number, line in enumerate(lines):
        text = line.strip()
        weight = _weight(text)
        if not weight or len(text) > LONGEST or lines.count(line) > 1 or text in output.code.replace(line, "", 1):
            continue
        sound: dict[str, str] = {}
        faulty: dict[str, str] = {}
        for other in islice(dict.fromkeys([*_instead(text), *_others(text)]), MOST_TRIED):
            changed = reckoned("\n".join([*lines[:number], line.replace(text, other), *lines[number + 1 :]]))
            if changed and changed.text != given.text and other not in output.code and not _IDLE.search(other):
                (faulty if changed.error else sound).setdefault(changed.text, other)
        others = [*sound.values(), *faulty.values()][:ENOUGH]
        if len(sound) >= FEWEST_WITHOUT_ERROR and len(others) >= FEWEST:
            yield _Line(number, text, tuple(others), weight + (0.1 if len(sound) >= ENOUGH else 0))


def _weight(line: str) -> float:
    """How much of what the code does a line decides; 0 for those that only name a value or write one."""
    if _HEADER.fullmatch(line):
        return 1.0
    try:
        [node] = ast.parse(line).body
    except (SyntaxError, ValueError):
        return 0.9 if line.startswith("return ") and len(line.split()) > 2 else 0
    if _WRITES.match(line):
        return 0
    if isinstance(node, ast.AugAssign):
        return 0.9
    doing = ast.BinOp | ast.Call | ast.Subscript | ast.Compare | ast.BoolOp | ast.comprehension
    return 0.8 if any(isinstance(each, doing) for each in ast.walk(node)) else 0


def _instead(line: str) -> Iterator[str]:
    """What beginners write where something grows: the new value alone, or both sides turned round."""
    if found := _GROWS.fullmatch(line):
        yield f"{found['name']} = {found['given']}"
        if found["given"].isidentifier():
            yield f"{found['given']} {found['sign']}= {found['name']}"


def _others(line: str) -> Iterator[str]:
    """The line with one mistake each, in the quotation marks that it has; none where it would be spelt otherwise."""
    start = "el" if _OPENING.match(line) else ""
    code = line[len(start) :]
    wrapped = f"{code} pass" if code.endswith(":") else code
    inside = code.startswith("return ")
    try:
        tree = ast.parse(f"def f():\n    {wrapped}" if inside else wrapped)
    except (SyntaxError, ValueError):
        return
    marks = '"' if '"' in line else "'"
    if _spelt(tree, inside, marks) != code:
        return
    held = (child for each in ast.walk(tree) if not isinstance(each, _RECKONS) for child in ast.iter_child_nodes(each))
    given = {id(child) for child in held if isinstance(child, ast.Constant)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in given:
            continue
        for change in (*_typical(node), *changes_of(node)):
            changed = deepcopy(tree)
            make(change, changed, place)
            yield start + _spelt(ast.fix_missing_locations(changed), inside, marks)


def _spelt(tree: ast.Module, inside: bool, marks: str) -> str:
    text = ast.unparse(tree)
    first = text.splitlines()[1 if inside else 0].strip()
    return first if marks == "'" or '"' in first else first.replace("'", '"')


def _typical(node: ast.AST) -> Iterator[Change]:
    """What beginners write for a loop, for a number that is reckoned with, for two values whose order matters."""
    match node:
        case ast.For(iter=ast.Name(id=name)):
            held = ast.Name(name, ast.Load())
            whole = ast.Call(ast.Name("len", ast.Load()), [held], [])
            yield {"iter": ast.Call(ast.Name("range", ast.Load()), [whole], [])}
            yield {"iter": ast.Subscript(held, ast.Slice(lower=ast.Constant(1)), ast.Load())}
            yield {"iter": ast.Subscript(held, ast.Slice(upper=ast.UnaryOp(ast.USub(), ast.Constant(1))), ast.Load())}
        case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[last])) if not isinstance(last, ast.Constant):
            parts = ([ast.Constant(1), last], [ast.BinOp(last, ast.Add(), ast.Constant(1))])
            yield from ({"iter": ast.Call(ast.Name("range", ast.Load()), [*given], [])} for given in parts)
        case ast.BinOp(left=ast.Name() as left, right=ast.Name() as right) if isinstance(node.op, _ONE_WAY):
            yield {"left": right, "right": left}
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield from ({"value": one} for one in (number + 1, number - 1))
        case _:
            return
