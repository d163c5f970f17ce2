"""What a LaTeX source says by commands of its own, which a preamble elsewhere defines and pandoc leaves out.

Lists by environments of their own become lists, labels of items stay, references to items are their numbers, a command
that stands for a heading over exercises is one, and a command around words in a sentence sets them off. Lines keep
their numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_PART = re.compile(r"\\(begin|end)\s?\{([\w*-]{1,40})\}(\[[^\[\]\n]{0,80}\])?|\\item\b\s?(?:\[([^\[\]\n]{0,60})\])?")
_LISTS = frozenset({"itemize", "enumerate", "description"})
_KEPT = _LISTS | frozenset({"list", "trivlist", "thebibliography", "document", "theindex"})
_LABEL = re.compile(r"\s{0,9}\\label\{([^{}\n]{1,80})\}")
_REFERENCE = re.compile(r"\\ref\{([^{}\n]{1,80})\}")
_EXERCISES = re.compile(
    r"^\\(?:practice|review)?(?:problems|exercises|questions|uebungen|aufgaben|ejercicios|exercices)[ \t]*$",
    re.MULTILINE,
)
_ONE_ARGUMENT = re.compile(r"\\([A-Za-z]{2,30})\{([^{}]{1,120})\}")
_NO_WORDS = re.compile(
    r"todo|fixme|note|comment|margin|foot|ind?ex|gls|gloss|cite|bib|ref|label|file|input|graphic|url|color|font|page|head|"
    r"mark|skip|space|length|counter|style|import|toc|hide|omit|draft|^(?:set|new|use|load|add|re?new|def$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_][^\W_]*(?:[ \n'’-]+[^\W_]+)*")


def with_plain_lists(text: str) -> str:
    """The same text with lists, their references and exercise headings as pandoc reads them."""
    text = _EXERCISES.sub(lambda _: r"\section*{Exercises}", text)
    return _with_numbers(_with_lists(text)) if "\\item" in text else text


def with_definitions(text: str, skipped: Iterable[str]) -> str:
    """The text with a definition before it of each command among the skipped ones that only sets off words."""
    uses: dict[str, list[str]] = defaultdict(list)
    others = set()
    for command in skipped:
        found = _ONE_ARGUMENT.fullmatch(command)
        if found:
            uses[found[1]].append(found[2])
        elif command.endswith("}") or "{" not in command:
            others.add(command[1:].partition("{")[0].partition("[")[0])
    names = [name for name, words in uses.items() if name not in others and _sets_off(name, words, text)]
    return "".join(rf"\newcommand{{\{name}}}[1]{{\emph{{#1}}}}" for name in names) + text


def _sets_off(name: str, words: list[str], text: str) -> bool:
    """Whether a command stands in sentences, around words."""
    in_sentences = re.search(rf"[\w,;:(][ ~]\\{name}\{{", text) is not None
    return in_sentences and not _NO_WORDS.search(name) and all(map(_WORDS.fullmatch, words))


def _with_lists(text: str) -> str:
    """Environments whose text begins with an item become lists: bulleted ones where an item has a label of its own."""
    parts = list(_PART.finditer(text))
    opened: list[int] = []
    names: dict[int, str] = {}
    items: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, int] = {}
    for at, part in enumerate(parts):
        if part[1] == "begin":
            opened.append(at)
        elif part[1] == "end":
            if opened and parts[opened[-1]][2] == part[2]:
                ends[opened.pop()] = at
        elif opened:
            items[opened[-1]].append(at)
    for start, end in ends.items():
        inside, name = items[start], parts[start][2]
        if not inside or name == "description" or (name in _KEPT and name not in _LISTS):
            continue
        begins = not _LABEL.sub("", text[parts[start].end() : parts[inside[0]].start()]).strip()
        labelled = any(parts[at][4] for at in inside)
        if name in _LISTS or begins:
            kind = "itemize" if labelled or name == "itemize" else "enumerate"
            names[start] = names[end] = kind
    listed = {at for start in names if start in ends for at in items[start]}
    return _written(text, parts, names, listed)


def _written(text: str, parts: list[re.Match[str]], names: dict[int, str], listed: set[int]) -> str:
    pieces, done = [], 0
    for at, part in enumerate(parts):
        if at in names:
            piece = rf"\{part[1]}{{{names[at]}}}"
        elif at in listed and part[4]:
            piece = rf"\item {part[4]} "
        else:
            continue
        pieces += [text[done : part.start()], piece]
        done = part.end()
    return "".join([*pieces, text[done:]])


def _with_numbers(text: str) -> str:
    """References to items of numbered lists as their numbers."""
    numbers: dict[str, str] = {}
    counts: list[int] = []
    for part in _PART.finditer(text):
        if part[1] == "begin":
            counts.append(0 if part[2] == "enumerate" else -1)
        elif part[1] == "end":
            counts = counts[:-1]
        elif counts and counts[-1] >= 0:
            counts[-1] += 1
            if label := _LABEL.match(text, part.end()):
                numbers[label[1]] = str(counts[-1])
    return _REFERENCE.sub(lambda found: numbers.get(found[1], found[0]), text)
