"""What somebody who reads code wrongly takes for what it gives: a value beside it, another one of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from providers.offline.writing.questions.sequences import (
    SEQUENCE,
    is_in_any_order,
    items_of,
    mistaken_sequences,
    stretches,
)
from providers.offline.writing.questions.vectors import vectors_like

INTEGER = re.compile(r"[-+]?\d{1,7}")
_DECIMAL = re.compile(r"[-+]?\d{1,6}\.\d{1,4}")
_NUMBER = re.compile(r"(?<![\w.])(?:(?<![\w)\]])(?<![\w)\]] )-)?\d+(?:\.\d+)?(?![\w.]*\d)")
_QUOTED = re.compile(r"(~c)?([\"'])((?:(?!\2).)*)\2")
_ATOM = re.compile(r"(?<![\w:]):[a-z_]\w*")
_ERROR = re.compile(r"(?:\*\* \()?(?P<name>[A-Z]\w*(?:Error|Exception|Interrupt|Iteration))\b.*")
_LOOKS_UP = re.compile(r"\w\[|\.\w|\bget\b|\bfetch\b|\(:\w")
_BOOLEANS = (
    (frozenset({"python", "pycon", ""}), ("True", "False"), ("None",)),
    (frozenset({"elixir", "ruby", "clojure", "julia"}), ("true", "false"), ("nil",)),
    (frozenset({"javascript", "js", "typescript", "ts"}), ("true", "false"), ("undefined", "null")),
    (frozenset({"r", "rconsole", "rout"}), ("TRUE", "FALSE"), ("NULL", "NA")),
    (frozenset({"haskell"}), ("True", "False"), ()),
)
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")
_R = frozenset({"r", "rconsole", "rout"})
_ERRORS = {
    "python": ("TypeError", "ValueError", "IndexError", "KeyError", "AttributeError", "NameError"),
    "elixir": ("MatchError", "ArgumentError", "KeyError", "FunctionClauseError", "ArithmeticError", "BadBooleanError"),
    "javascript": ("TypeError", "ReferenceError", "RangeError", "SyntaxError"),
    "ruby": ("NoMethodError", "TypeError", "ArgumentError", "NameError", "ZeroDivisionError"),
}
_CASES = re.compile(r"upper|lower|capital|title|swapcase|to_?case", re.IGNORECASE)
_JOINS = re.compile(r"\+|<>|join|concat|\bstr\b|\.\.")
_AT = re.compile(r"\w\[-?\w+\]|\bat\(|charAt|slice|substr")
_TURNS_BACK = re.compile(r"\b(?:for|while|loop|each|if|else|match|switch|case|map|filter|until|repeat|do)\b")
_MINUS = re.compile(r"(?:^|[\s(,\[=])-\s?[\d(]|\s-\s")
_TURNS = re.compile(r"revers|::-1")


def normal(text: str, language: str = "") -> str:
    """An output for comparison: without blanks and quotation marks, the items of a map or set in alphabetic order."""
    if is_in_any_order(text, language) and (found := SEQUENCE.fullmatch(text)):
        text = found["open"] + ",".join(sorted(items_of(found["items"])[0])) + found["close"]
    return re.sub(r"[\s\"'`]", "", text)


def truth_of(text: str, language: str) -> bool:
    """Whether it is a truth value."""
    return text in ("true", "false") or any(text in values for known, values, _ in _BOOLEANS if language in known)


def mistaken(text: str, code: str, asked: str, language: str, turn: int) -> list[str]:
    """Other values of the same kind as an output, the likeliest first; `asked` is the last piece of the code. `turn`
    moves the right one among numbers."""
    nothing = next((none for known, _, none in _BOOLEANS if language in known), ())
    if truth_of(text, language):
        pair = next((pair for pair in (("true", "false"), ("True", "False"), ("TRUE", "FALSE")) if text in pair), ())
        return [value for value in (*pair, *nothing) if value != text]
    values = [*_values_in(code, text)]
    if text in nothing or text in _NO_NUMBERS:
        beside = _NO_NUMBERS[:2] if text in _NO_NUMBERS else ()
        return [*values, *(one for one in (*beside, "0", *nothing) if one != text)]
    if text.startswith("[1] ") and language in _R:
        return vectors_like(text, code)
    looked_up = [value for value in values if _LOOKS_UP.search(asked)]
    if INTEGER.fullmatch(text):
        if len(looked_up) > 1 and text in code:
            return [*looked_up, *nothing, *_integers(int(text), code, turn)]
        return list(_integers(int(text), code, turn))
    if _DECIMAL.fullmatch(text):
        return list(_decimals(text, code))
    if found := _QUOTED.fullmatch(text):
        return [f"{found[1] or ''}{found[2]}{other}{found[2]}" for other in _strings(found[3], code)]
    if others := mistaken_sequences(text, code, language):
        return others
    if found := _ERROR.fullmatch(text):
        return [name for name in _ERRORS.get(language or "python", ()) if name != found["name"]]
    if text[:1] == ":" and looked_up:
        return [*(one for one in values if one[0] == ":"), *nothing]
    if "\n" in text:
        return list(_other_lines(text.splitlines())) if _TURNS_BACK.search(code) else []
    numbers = _NUMBER.findall(text)
    is_named = any(found[3].removesuffix("\\n") == text for found in _QUOTED.finditer(code))
    if len(numbers) == 1 and not is_named and INTEGER.fullmatch(numbers[0]) and re.match(r"[^\W\d_]", text):
        return [_NUMBER.sub(other, text) for other in _integers(int(numbers[0]), code, turn)]
    return list(_strings(text, code)) if re.match(r"[^\W\d_]", text) else []


def error_of(text: str) -> str:
    """The name of the error that an output ends in, "" where it is none."""
    found = _ERROR.fullmatch(text)
    return found["name"] if found else ""


def numbers_in(code: str) -> list[str]:
    """The numbers that a piece of code names, each once."""
    return list(dict.fromkeys(_NUMBER.findall(code)))


def _values_in(code: str, text: str) -> Iterator[str]:
    """The values that a piece of code names, in its order: numbers, strings, atoms."""
    found: list[tuple[int, str]] = []
    for pattern in (_NUMBER, _ATOM):
        found += [(match.start(), match[0]) for match in pattern.finditer(code)]
    found += [(match.start(), match[0]) for match in _QUOTED.finditer(code) if match[3]]
    kept = [value for _, value in sorted(found) if value != text]
    kept.reverse()
    yield from dict.fromkeys(kept)


def _integers(value: int, code: str, turn: int) -> Iterator[str]:
    """Numbers of the code and what they come to in other ways, and neighbours, on both sides of the right one."""
    named = [int(one) for one in numbers_in(code) if INTEGER.fullmatch(one)]
    reckoned = []
    if len(named) == 2:
        first, second = named
        reckoned = [first + second, first - second, first * second, int(f"{first}{second}")]
    if _MINUS.search(code):
        reckoned.append(-value)
    step = 1 if abs(value) < 100 else 10
    lowest = 0 if value >= 0 and not _MINUS.search(code) else -(10**8)
    beside = [value - step, value + step, value - 2 * step, value + 2 * step]
    near = sorted((one for one in {*named, *reckoned} if _is_near(one, value)), key=lambda one: abs(one - value))
    likely = [
        one for one in dict.fromkeys([*near[: 3 if value >= 0 else 1], *beside]) if one >= lowest and one != value
    ]
    below, above = [one for one in likely if one < value], [one for one in likely if one > value]
    wanted = min(turn % 4, len(below))
    chosen = [*below[:wanted], *above[: 3 - wanted]]
    yield from map(str, dict.fromkeys([*chosen, *above, *below]))


def _is_near(one: int, value: int) -> bool:
    return abs(one - value) <= max(12, 6 * abs(value))


def _decimals(text: str, code: str) -> Iterator[str]:
    value, places = float(text), len(text.partition(".")[2])
    if value == int(value) and places == 1:
        yield str(int(value))
    if "//" in code or "round" in code or "int(" in code:
        yield str(int(value))
    yield from (one for one in numbers_in(code) if _DECIMAL.fullmatch(one))
    for other in (value + 1, value * 10, value / 2, value + 0.5):
        yield f"{other:.{places}f}"


def _other_lines(lines: list[str]) -> Iterator[str]:
    """What a loop gives that ends too early or begins too late, or two lines the other way round."""
    if len(lines) > 2:
        yield from ("\n".join(part) for part in (lines[:-1], lines[1:], lines[::-1]))
    else:
        yield from ("\n".join(lines[::-1]), lines[0], lines[1])


def _strings(value: str, code: str) -> Iterator[str]:
    """Other strings of the code, other stretches of one, other letters where the code changes them."""
    literals = [found[3].removesuffix("\\n") for found in _QUOTED.finditer(code) if "%" not in found[3]]
    for literal in literals:
        at = literal.find(value)
        if at >= 0 and len(literal) > len(value) and (len(value) > 1 or _AT.search(code)):
            yield from (literal[part] for part in stretches(len(literal), at, at + len(value)))
    yield from (one for one in literals if one.strip() and len(one) <= 2 * len(value) + 6)
    if _CASES.search(code):
        yield from (value.upper(), value.lower(), value.capitalize(), value.title())
    if _JOINS.search(code) and len(literals) > 1:
        yield from (value.replace(" ", ""), " ".join(literals), "".join(literals[::-1]))
    if _TURNS.search(code):
        yield from (value[::-1], value[1:], value[:-1])
