"""What of a document in another language than Python a piece of its code needs, by the names that it sets and reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from textwrap import dedent

MOST_BACK, SHORT = 60, 2
_SHORT_WORDS = frozenset(
    "hd tl if in is or do fn as of ok be go c s p pp io fs id to at by no on eq ne lt gt le ge d f t n e".split()
)
"""What the languages know, and letters that stand in formats and types."""
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
_INSIDE = re.compile(r"[#$]?\{([^{}]*)\}|\$(\w+)")
_REMARK = re.compile(r"(?:#(?![\[{])|//|--|;).*")
_WORD = re.compile(r"(?<![\w.:@&\\?-])[A-Za-z_$][\w?!-]*")
_DECLARED = re.compile(
    r"\b(?:let|const|var|val|def|defn|defmacro|defp|fn(?! \w+ ?->)|fun|func|function|class|struct|enum|trait|module|"
    r"defmodule|local|int|float|double|char|long|bool|auto|for|declare|my|set|type|interface|use|import|alias|require)\s+(?:mut\s+|rec\s+|\*|&)?[({\[]?\s*([A-Za-z_$][\w?!.-]*)"
)
_SET = re.compile(r"^\s*(?:\$?([A-Za-z_][\w.]*)|([\[{(%].*?))\s*(?::=|<-|(?<![=!<>])=)(?![=>~])", re.MULTILINE)
_GIVEN = re.compile(r"\|([\w, ]+)\||(?:fn|function|lambda|\\)\s*\(?([\w, ]+)\)?\s*(?:->|=>|\{)|\(?([\w, ]+)\)?\s*=>")
_ALTERED = re.compile(
    r"([A-Za-z_]\w*)(?:\.\w+|\[[^\]]*\])*(?:\s*(?:[-+*/|&%]=|\[[^\]]*\]\s*=(?!=)|\+\+|--(?!\s))|"
    r"\.\w+\s*=(?!=)|\.(?:push|pop|shift|unshift|splice|sort|reverse|append|add|insert|remove|delete|set|update|clear|"
    r"concat|\w+!)\b|\s*<<)"
)
_PLAIN_SHELL = re.compile(
    r"\s*(?:echo|printf|let|declare|local|readonly|unset|seq|expr|for|while|until|do|done|if|then|elif|else|fi|case|esac|"
    r"function|\(\(|\[\[|[{}#]|;;|\w+\(\)|[A-Za-z_]\w*\+?=|\S+\) )"
)
_OF_THE_MACHINE = re.compile(
    r"\$\((?!\()|`|\$(?:RANDOM|PWD|HOME|USER|PATH|SHELL|HOSTNAME|SECONDS|UID|[$?!0-9@#*])|[|<>&]|(?<![\w\"'\[({*])\*(?![\w\"')}*])|~/|"
    r"\bset -|\$\{[!_]|@[A-Z]\}"
)
_WRITING = frozenset("echo printf let for do done if then else fi in s n e d seq expr while".split())
_ONCE = re.compile(r"(?:let|const|class)\s+(\{[^{}]*\}|\[[^\[\]]*\]|[\w$]+)")
_PARAMETERS = re.compile(r"\b(?:function|func|fn|fun|def)\b\s*\w*\s*\(([^()]*)\)")
_CALLED = re.compile(r"\b\w+[?!]?(?=\()")
_UNSTEADY = re.compile(
    r"\b(?:rand\w*|Random|random|sample|shuffle|now|today|date|Date|time|Time|pid|self\(\)|spawn|make_ref|uuid|getpid|"
    r"File|IO\.read|readline|input|gets|open|ls|pwd|ps|http|fetch|require|sys|hash|object_id|address)\b(?!\s*:)"
)


def is_steady(code: str) -> bool:
    """Whether it gives the same each time and everywhere, as far as its names tell."""
    return not _UNSTEADY.search(_STRING.sub('""', code))


def is_plain_shell(code: str) -> bool:
    """Whether all that shell code does is to set names and to write them, and nothing of the machine it is on."""
    lines = [line for line in code.splitlines() if line.strip()]
    return all(_PLAIN_SHELL.match(line) for line in lines) and not _OF_THE_MACHINE.search(code)


def is_all_of_shell(earlier: Sequence[str], before: Sequence[str], asked: str) -> bool:
    """Whether what came `before` is plain, and nothing else of the earlier code speaks of the names in it."""
    names = set[str]().union(*(names_read_in(code) | names_set_in(code) for code in (*before, asked)))
    others = (code for code in earlier[-MOST_BACK:] if code not in before)
    return all(map(is_plain_shell, before)) and not any(names_of_shell(code) & names - _WRITING for code in others)


def names_of_shell(code: str) -> frozenset[str]:
    """All words of a piece of shell code, those in strings among them."""
    return frozenset(re.findall(r"[A-Za-z_]\w*", code))


@lru_cache(maxsize=4_000)
def names_set_in(code: str) -> frozenset[str]:
    """The names that a piece of code sets for what comes after it."""
    plain = _REMARK.sub("", _STRING.sub('""', code))
    found = {match[1] for match in _DECLARED.finditer(plain)}
    for match in _SET.finditer(plain):
        found |= {match[1]} if match[1] else set(_WORD.findall(match[2]))
    return frozenset(name.lstrip("$") for name in found if name)


@lru_cache(maxsize=4_000)
def names_read_in(code: str) -> frozenset[str]:
    """The names that occur in it, those inside of strings that take values up among them."""
    inside = " ".join(one or other for string in _STRING.findall(code) for one, other in _INSIDE.findall(string))
    plain = _REMARK.sub("", _STRING.sub('""', code))
    given = {word for found in _PARAMETERS.findall(plain) for word in _WORD.findall(found)}
    given |= {
        word
        for match in _GIVEN.finditer(plain)
        for group in match.groups()
        if group
        for word in re.split(r",\s*", group)
    }
    return frozenset(name.lstrip("$") for name in _WORD.findall(f"{plain} {inside}")) - given


@lru_cache(maxsize=4_000)
def _set_outside(code: str) -> frozenset[str]:
    """The names that a piece of code sets outside of its blocks, so that what comes after it can read them."""
    lines = dedent(code).splitlines()
    return names_set_in("\n".join(line for line in lines if line[:1].strip()))


def altered_in(code: str) -> frozenset[str]:
    """The names whose values it changes in place."""
    return frozenset(match[1] for match in _ALTERED.finditer(_REMARK.sub("", _STRING.sub('""', code))))


def needed_before(earlier: Sequence[str], asked: str) -> list[str] | None:
    """The earlier pieces, in order, that set what the asked one reads; None where one of them was changed in between,
    so that nobody could tell. Names that no earlier piece sets are taken for what the language knows."""
    needed = names_read_in(asked) - (names_set_in(asked) - _read_before_set(asked))
    changed = altered_in(asked)
    taken: list[str] = []
    for code in reversed(earlier[-MOST_BACK:]):
        set_here = _set_outside(code) & needed
        if not set_here:
            changed |= altered_in(code)
            continue
        if set_here & (changed - altered_in(asked)):
            return None
        needed = (needed - set_here) | (names_read_in(code) - names_set_in(code)) | _read_before_set(code)
        taken.append(code)
    return taken[::-1]


def unknown_in(before: Sequence[str], asked: str) -> bool:
    """Whether the asked code reads a variable of one or two letters that nothing before it sets."""
    known = set[str]().union(*(names_set_in(code) for code in (*before, asked)))
    short = {name for name in names_read_in(_CALLED.sub("", asked)) if len(name) <= SHORT and name.islower()}
    return bool(short - known - _SHORT_WORDS)


def sets_twice(code: str, language: str) -> bool:
    """Whether JavaScript declares a name twice in one place, as two ways to write the same do, which is an error."""
    if language not in ("js", "javascript", "typescript", "ts", "jsx"):
        return False
    plain = _STRING.sub('""', code)
    names = [word for line in plain.splitlines() if (found := _ONCE.match(line)) for word in _WORD.findall(found[1])]
    return len(names) > len(set(names))


def without_last_value(code: str) -> str:
    """Code whose value was shown, without its last line where that only shows it: what comes later does not need it."""
    lines = code.splitlines()
    last = lines[-1] if lines else ""
    shows_only = last[:1].strip() and last.count("(") == last.count(")") and last.count("{") == last.count("}")
    if not shows_only or names_set_in(last) or altered_in(last) or last.startswith(("}", ")", "]")):
        return code
    return "\n".join(lines[:-1])


def _read_before_set(code: str) -> frozenset[str]:
    """Names that a piece of code sets by what they were: `x = x + 1`."""
    found: set[str] = set()
    for line in code.splitlines():
        if match := _SET.match(line):
            name, rest = match[1] or "", line[match.end() :]
            if name and name in names_read_in(rest if rest.strip() else code.replace(line, "", 1)):
                found.add(name)
    return frozenset(found)
