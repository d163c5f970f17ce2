"""Which code of a document can be read by itself, with what it gives."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from providers.offline.reading.facts import other_code
from providers.offline.reading.facts.python_code import Statement, has_blocks, needed_before, opaque, statements_of
from providers.offline.reading.facts.reckoned_values import Given
from providers.offline.reading.facts.reckoning import reckoned
from providers.offline.reading.facts.sessions import SHELLS, Step, is_closed, is_program, steps_of
from providers.offline.reading.passages import Place

MOST_LINES, WIDEST = 14, 88
MOST_OUTPUT_LINES, LONGEST_LINE = 4, 60
_PYTHON = frozenset({"python", "pycon"})
_OLD_PRINT = re.compile(r"^ *print (?![(=])\S", re.MULTILINE)
_PRINTS = re.compile(
    r"\b(?:print(?:ln|f)?!?|puts|echo|cat|alert|console\.log|fmt\.Print\w*|IO\.(?:puts|inspect)|putStrLn|write(?:ln|Line)?|"
    r"display|message|say|p|pp|System\.out\.\w+|io\.write|inspect)\b"
)
_FRAGMENT = re.compile(r"\s*(?:=>|[}\])]|\.\w|\|)")
_MARK = re.compile(r"\s*[*!/]{2,4}\s*")
"""A line that marks others, and is no code."""
_MAIN = re.compile(r"\bmain *\(")
_CHOOSES = re.compile(r"\b(?:if|else|switch|match|case|cond|when|for|while)\b")
_UNFIT = re.compile(
    r"0x[0-9a-f]{6,}|<[\w .]+ (?:object|at|of)\b|#<|#PID|#Reference|#Function|\d{1,2}:\d\d|\b(?:19|20)\d\d-\d\d|"
    r"\d\.\d{5,}|\d{8,}|[/\\]\w+[/\\]|Traceback|[╭│┌┏]|\bWARN|\bwarning\b|\$\{|<[a-z]+>|"
    r"\d(?:\.\d+)? ?[mµn]?s\b",
    re.IGNORECASE,
)
"""Addresses, times, paths, floats with many digits, drawn tables."""
_CUT = re.compile(r"\.\.\.|…")
_READS = re.compile(
    r"\bopen\(|\bread[_.]\w+\(|\breadLines\(|\bload\w*\(|\burlopen\(|\brequests\.|\bFile\.|"
    r"[\"'][^\"'\n]{0,200}\.(?:csv|tsv|json|txt|xlsx?|xml|html?|png|jpe?g|db|nc|parquet|dat|ya?ml)[\"']",
    re.IGNORECASE,
)
"""What takes something from a file or an address that nobody sees."""
_BEFORE = r"^((?:[^\"'`{sign}]|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`){{0,200}}?)"
_HASH = re.compile(_BEFORE.format(sign="#") + r"(?:(?<=\s)|^)#(?![{{(\[]).*")
_SLASHES = re.compile(_BEFORE.format(sign="") + r"(?<!:)//.*")
_SEMICOLONS = re.compile(_BEFORE.format(sign=";") + r";.*")
_DASHES = re.compile(_BEFORE.format(sign="") + r"(?:(?<=\s)|^)--\s.*")
_REMARKS = {
    **dict.fromkeys(
        ("javascript", "js", "typescript", "ts", "rust", "go", "java", "c", "cpp", "scala", "kotlin"), _SLASHES
    ),
    **dict.fromkeys(("clojure", "scheme", "racket", "lisp"), _SEMICOLONS),
    **dict.fromkeys(("haskell", "lua", "sql", "elm"), _DASHES),
}


@dataclass(frozen=True)
class Output:
    """`code` is all that has to be read to tell what its last piece, `asked`, gives: `text`. `prints` says that it
    writes this, rather than having it as a value."""

    place: Place
    code: str
    asked: str
    text: str
    language: str
    prints: bool


class Outputs:
    """What code of the documents gives, where they show it or it can be reckoned, by the place of the code, in reading
    order; of the same code the first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._of: defaultdict[int, list[Output]] = defaultdict(list)
        self._near: defaultdict[str, list[Output]] = defaultdict(list)
        documents: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            documents[place.document.id].append(place)
        known: set[str] = set()
        steps = {document: steps_of(own) for document, own in documents.items()}
        is_python = any(not step.language and has_blocks(step.code) for own in steps.values() for step in own)
        for document, own_steps in steps.items():
            for output in _outputs(own_steps, is_python):
                if output.code in known:
                    continue
                known.add(output.code)
                self._of[output.place.order].append(output)
                self._near[document].append(output)

    def of(self, place: Place) -> list[Output]:
        """What code of this block gives."""
        return self._of.get(place.order, [])

    def near(self, place: Place, most: int) -> list[Output]:
        """Outputs of its document, the nearest first."""
        known = self._near[place.document.id]
        at = bisect(known, place.order, key=lambda one: one.place.order)
        return sorted(known[max(0, at - most) : at + most], key=lambda one: abs(one.place.order - place.order))


def _outputs(steps: Sequence[Step], is_python: bool) -> Iterator[Output]:
    """`is_python` says that listings without the name of a language are Python: one has what no other language has."""
    statements: list[Statement] = []
    pieces: list[str] = []
    python = frozenset[str]() if _is_old(steps) else _PYTHON | {""} if is_python else _PYTHON
    for step in steps:
        parsed = statements_of(step.code) if step.language in python else None
        found = _python(step, parsed, statements) if parsed else _other(step, pieces) if is_fit(step.output) else None
        if found:
            yield found
        if step.language in python:
            statements += list(parsed) if parsed is not None else [opaque(step.code)]
        pieces.append(other_code.without_last_value(step.code) if step.output else step.code)


def _is_old(steps: Sequence[Step]) -> bool:
    """Whether it is the Python in which 7 / 2 was 3."""
    return any(_OLD_PRINT.search(step.code) for step in steps)


def is_fit(output: str, *, is_whole: bool = False) -> bool:
    """Whether it is short, and the same each time that the code runs. `is_whole` says that it is known to be all."""
    lines = output.splitlines()
    return (
        0 < len(lines) <= MOST_OUTPUT_LINES
        and all(line.strip() and len(line) <= LONGEST_LINE for line in lines)
        and not _UNFIT.search(output)
        and (is_whole or not _CUT.search(output))
    )


def _python(step: Step, parsed: Sequence[Statement], earlier: Sequence[Statement]) -> Output | None:
    before = needed_before(earlier, parsed)
    if before is None:
        return None
    earlier_code, code = "\n".join(before), "\n".join([*before, step.code])
    if earlier_code and (known := reckoned(earlier_code)) and known.printed:
        return None
    given = reckoned(code)
    output = step.output or (given.text if given and not given.error else "")
    if not is_fit(output, is_whole=given is not None and not given.error) or (
        given and (not _agree(given, output) or (given.printed and given.value))
    ):
        return None
    prints = bool(given.printed) if given else _PRINTS.search(code) is not None or not parsed[-1].is_expression
    return _output(replace(step, output=output, language="python"), before, prints=prints)


def _agree(given: Given, output: str) -> bool:
    """Whether the code gives what the source shows, as far as it can be reckoned."""
    if given.error:
        return given.error in output
    return "".join(given.text.split()) == "".join(output.split())


def _other(step: Step, earlier: Sequence[str]) -> Output | None:
    if step.language in ("python", "sql", "html", "output") or not step.language:
        return None
    if step.language in SHELLS and not other_code.is_plain_shell(step.code):
        return None
    is_whole = is_program(step.code)
    before = [] if is_whole else other_code.needed_before(earlier, step.code)
    if (
        before is None
        or (not is_whole and other_code.unknown_in(before, step.code))
        or (step.language in SHELLS and not other_code.is_all_of_shell(earlier, before, step.code))
        or not other_code.is_steady("\n".join([*before, step.code]))
    ):
        return None
    if any(_PRINTS.search(code) for code in before):
        return None
    written = len(_PRINTS.findall(without_remarks(step.code, step.language)))
    if written > 1 and step.output.count("\n") < written - 1 and not _CHOOSES.search(step.code):
        return None
    return _output(step, before, prints=bool(written))


def _output(step: Step, before: Sequence[str], *, prints: bool) -> Output | None:
    asked = without_remarks(step.code, step.language)
    code = without_remarks("\n".join([*before, step.code]), step.language)
    lines = code.splitlines()
    if (
        not asked
        or len(lines) > MOST_LINES
        or any(len(line) > WIDEST or _MARK.fullmatch(line) for line in lines)
        or "…" in code
        or other_code.sets_twice(code, step.language)
        or not is_closed(code)
        or _FRAGMENT.match(code)
        or "```" in code
        or _READS.search(code)
    ):
        return None
    return Output(step.place, code, asked, step.output, step.language, prints)


def without_remarks(code: str, language: str) -> str:
    """Code without its comments, which might tell what it gives."""
    remark = _REMARKS.get(language, _HASH)
    lines = [line if not (found := remark.match(line)) else found[1].rstrip() for line in code.splitlines()]
    kept = [line for line, was in zip(lines, code.splitlines(), strict=True) if line.strip() or not was.strip()]
    return "\n".join(kept).strip("\n").rstrip()
