"""What a LaTeX source says by commands of its own, which a preamble elsewhere defines and pandoc leaves out.

Lists by environments of their own become lists, labels of items stay, references to items are their numbers, a command
that stands for a heading over exercises is one, and a command around words in a sentence sets them off. Lines keep
their numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from sources.formula_commands import is_known
from sources.formula_table import CUSTOMARY, sign_of

_PART = re.compile(r"\\(begin|end)\s?\{([\w*-]{1,40})\}(\[[^\[\]\n]{0,80}\])?|\\item\b\s?(?:\[([^\[\]\n]{0,60})\])?")
_OWN_ITEM = re.compile(
    r"\\begin\{(?:itemize|enumerate)\}(?:\[[^\[\]\n]{0,80}\])?\s{0,40}\\(?!item|begin|set|small|foot|renew|label|par|no|add|"
    r"v|h|rm|it|bf|sc|tight|compact|large|normal|input|include)([A-Za-z]{1,8})(?![A-Za-z{])"
)
"""A list whose first item begins with a command of its own."""
_LISTS = frozenset({"itemize", "enumerate", "description"})
_KEPT = _LISTS | frozenset({"list", "trivlist", "thebibliography", "document", "theindex"})
_TITLED = re.compile(
    r"(\\begin\{(?!tabular|array|minipage|multicol|longtable|wrap|adjust|column|list|the|picture|document|parbox|table|figure|"
    r"tcolorbox|spacing|split|align|cases|frame)[\w*-]{2,40}\})\{([A-ZÄÖÜÉ][^{}\n]{3,100})\}(?=\s)"
)
"""An environment of its own with a title."""
_LABEL = re.compile(r"\s{0,9}\\label\{([^{}\n]{1,80})\}")
_REFERENCE = re.compile(r"\\ref\{([^{}\n]{1,80})\}")
_EXERCISES = re.compile(
    r"^\\(?:practice|review)?(?:problems|exercises|questions|uebungen|aufgaben|ejercicios|exercices)[ \t]*$",
    re.MULTILINE,
)
_COLUMNS = re.compile(r"(\\begin\{tabular\}(?:\[\w\])?\s?\{)([A-Za-z| ]{1,60})(?=\})")
_OWN_REFERENCE = re.compile(
    r"\\(?!(?:eq|page|name|auto|[cCvV]|hyper|label|labelc|short|title|full)?ref\b)[A-Za-z]{2,20}ref(?=\{[\w:.-]{1,60}\})"
)
_HEADING = re.compile(r"^\\[A-Za-z]{0,12}(?:[Hh]eading|[Ss]ubhead)\*?(?=\{[^{}\n]{2,100}\}[ \t]*$)", re.MULTILINE)
"""A heading by a command of its own."""
_UNTITLED = re.compile(r"\\((?:sub)*section|chapter)\*?\s?\\([A-Za-z]{1,40})(?![A-Za-z{])")
_COMMAND = re.compile(r"\\([A-Za-z]{2,30})\*?\{")
_IN_SENTENCE = re.compile(r"[\w,;:('’][ ~]?\\([A-Za-z]{2,30})\{")
_NO_WORDS = re.compile(
    r"todo|fixme|note|comment|margin|foot|ind?ex|gls|gloss|cite|bib|ref|label|file|input|graphic|url|color|font|page|head|"
    r"mark|skip|space|length|counter|style|import|toc|hide|omit|draft|^(?:set|new|use|load|add|re?new|def$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_][^\W_]*(?:[ \n'’-]+[^\W_]+)*")
_PAIR = re.compile(r"\{([^{}\n]{1,100})\}\{[^{}\n]{1,100}\}")
"""What a command shows, and how an index or glossary calls it."""
_KEY = re.compile(r"[\w:./*+=,-]{0,100}")
_MOST_WORDS = 0.8
_SIGNS = ("eand", "eor", "enot", "eif", "eiff", "ered", "lif", "liff", "entails", "nentails", "proves", "metav")
"""Signs of logic that are also written between words, without dollar signs."""
_NEVER = frozenset(_SIGNS)
"""Commands that no definition is made up for."""


def with_plain_lists(text: str) -> str:
    """The same text with lists, references, columns of tables and headings as pandoc reads them."""
    text = _COLUMNS.sub(lambda found: found[1] + re.sub(r"[^lcr| ]", "c", found[2]), text)
    text = _OWN_REFERENCE.sub(lambda _: r"\cref", text)
    text = _UNTITLED.sub(_titled, _HEADING.sub(lambda _: r"\subsection*", text))
    text = _EXERCISES.sub(lambda _: r"\section*{Exercises}", text)
    text = _TITLED.sub(lambda found: rf"{found[1]}\textbf{{{found[2]}}}\par ", text)
    for name in sorted(set(_OWN_ITEM.findall(text))):
        text = re.sub(
            rf"^([ \t]{{0,40}})\\{name}(?![A-Za-z])", lambda found: rf"{found[1]}\item", text, flags=re.MULTILINE
        )
    return _with_numbers(_with_lists(text)) if "\\item" in text else text


def _titled(found: re.Match[str]) -> str:
    """A heading that a command of its own says, by its name."""
    is_task = re.search("problem|exerci|question|aufgabe|ejercicio", found[2], re.IGNORECASE)
    return rf"\{found[1]}*{{Exercises}}" if is_task else rf"\par\{found[2]} "


def with_definitions(text: str, skipped: Iterable[str]) -> str:
    """The text with a definition before it of each command that only sets off, or frames, what it is given.

    `skipped` are the commands that pandoc does not know, as they are written.
    """
    uses: dict[str, list[str]] = defaultdict(list)
    pairs: dict[str, list[str]] = defaultdict(list)
    others = set()
    for command in skipped:
        found = _COMMAND.match(command)
        if found and _closes(command[found.end() :]):
            uses[found[1]].append(command[found.end() : -1])
        elif found and (pair := _PAIR.fullmatch(command[found.end() - 1 :])):
            pairs[found[1]].append(pair[1])
        elif command.endswith("}") or "{" not in command:
            others.add(command[1:].partition("{")[0].partition("[")[0])
    names = {
        name: given
        for name, given in uses.items()
        if not _is_letter(name) and _says(name, others | pairs.keys() | _NEVER)
    }
    set_off = set(_IN_SENTENCE.findall(text)) if names else set()
    defined = [_definition(name, given, name in set_off) for name, given in names.items()]
    for name, given in pairs.items():
        if _says(name, others | uses.keys() | _NEVER) and _are_words(given):
            defined.append(rf"\newcommand{{\{name}}}[2]{{\emph{{#1}}}}")
    signs = [_sign(name) for name in _SIGNS if name in uses.keys() | others and _is_undefined(name, text)]
    letters = [
        _letter(name, text)
        for name in sorted(uses.keys() ^ others)
        if _is_letter(name) and _is_in_formulas(name, text) and _is_undefined(name, text)
    ]
    return "".join([*defined, *signs, *letters, text])


def _letter(name: str, text: str) -> str:
    """The definition of a set that stands in formulas and in sentences: `\\R`, or `\\R{3}` wherever it stands."""
    has_power = all(map(re.compile(r"\{\w{1,2}\}").match, re.split(rf"\\{name}(?![A-Za-z])", text)[1:]))
    power, count = ("^{#1}", "[1]") if has_power else ("", "")
    return rf"\newcommand{{\{name}}}{count}{{\ensuremath{{{sign_of(name)}{power}}}}}"


def _is_letter(name: str) -> bool:
    return len(name) <= 2 and (sign_of(name) or "").startswith(r"\mathbb")


def _is_in_formulas(name: str, text: str) -> bool:
    return re.search(rf"(?:\$|\\[(\[])[^$\n]{{0,80}}\\{name}(?![A-Za-z])", text) is not None


def _sign(name: str) -> str:
    """The definition of a sign that stands in formulas and in sentences."""
    ((count, sign),) = CUSTOMARY[name].items()
    return rf"\newcommand{{\{name}}}{f'[{count}]' if count else ''}{{\ensuremath{{{sign}}}}}"


def _says(name: str, others: Set[str]) -> bool:
    """Whether a command may hold words: it is not used otherwise, not called like one that sets the page, and not
    one of formulas, which would show something else then."""
    return name not in others and not _NO_WORDS.search(name) and not is_known(name)


def _are_words(given: Sequence[str]) -> bool:
    return sum(_WORDS.fullmatch(words) is not None for words in given) >= _MOST_WORDS * len(given)


def _closes(given: str) -> bool:
    """Whether the first brace that closes is the last sign."""
    depth = 1
    for at, sign in enumerate(given):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return at == len(given) - 1
    return False


def _definition(name: str, given: list[str], in_sentences: bool) -> str:
    """A command around words in sentences sets them off; one around formulas or sentences shows them."""
    if _are_words(given):
        return rf"\newcommand{{\{name}}}[1]{{\emph{{#1}}}}" if in_sentences else ""
    return rf"\newcommand{{\{name}}}[1]{{#1}}" if not any(map(_KEY.fullmatch, given)) else ""


def _is_undefined(name: str, text: str) -> bool:
    return rf"\{name}" in text and not re.search(rf"\\(?:newcommand|def|DeclareMathOperator)\*?\{{?\\{name}\b", text)


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
