"""Commands in formulas that nobody defines, as what they most likely show: a letter, a name, a matrix, what they are
given. Formulas of commands that are known stay as they were written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from learning.markdown_math import is_environment, is_readable
from sources.formula_table import CAPITALISED, is_operator, shows_what_it_is_given, sign_of, templates_of
from sources.formulas import FORMULA, with_plain_brackets

_TOKEN = re.compile(r"\\([A-Za-z]+)|\\.|[{}\[\]]|[^\\{}\[\]]", re.DOTALL)
_NAME = re.compile(r"\\([A-Za-z]+)")
_CALLED = re.compile(r"\s?(?:\\left\s?|\\[bB]igg?l?\s?)?\(")
_MOST = 0.8
_DEEPEST = 12
_MOST_ARGUMENTS = 3
_OF_TEX = frozenset(
    "begin end left right middle over choose atop above limits nolimits displaylimits big Big bigg Bigg bigl bigr Bigl "
    "Bigr biggl biggr Biggl Biggr bigm Bigm hline cline multicolumn label ref eqref tag color not hspace vspace".split()
)
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]{2,20}\*?)\}((?:\[[lcr|*\d]{0,20}\]|\{[lcr|*\d]{1,20}\}){0,2})")
_OF_LINES = re.compile(r"align|eqn|gather|mult|split|lines")
_TAKES_A_SIGN = re.compile(r"\\(?:math|vec|hat|over|under|wide)")
"""What a command shows that is also written without braces."""


class _Use(NamedTuple):
    """How a document writes a command: with how many arguments, and whether nearly always before a bracket."""

    arguments: int = 0
    is_called: bool = False


@dataclass(slots=True)
class KnownCommands:
    """Formulas of one document with known commands only; `undefined` counts those of which nothing could be made.

    `uses` are the commands of the whole document that the reader of formulas does not know;
    `places` says where each that is undefined was met first.
    """

    uses: Mapping[str, _Use]
    undefined: Counter[str] = field(default_factory=Counter)
    places: dict[str, str] = field(default_factory=dict)

    def text(self, text: str, where: str = "") -> str:
        """The same text with formulas that can be read where that is honest. `where` is the place of the text."""
        if "$" not in text or "\\" not in text:
            return text
        return FORMULA.sub(lambda found: self._formula(found[0], where), text)

    def _formula(self, formula: str, where: str) -> str:
        sign = "$$" if formula.startswith("$$") else "$"
        tex = formula[len(sign) : -len(sign)]
        if not any(name in self.uses for name in _NAME.findall(tex)) and not _has_own_environment(tex):
            return formula
        unread: set[str] = set()
        plain = self._plain(_with_known_environments(tex, unread), unread, 0)
        self.undefined.update(unread)
        for name in unread:
            self.places.setdefault(name, where)
        return f"{sign}{with_plain_brackets(plain)}{sign}"

    def _plain(self, tex: str, unread: set[str], depth: int) -> str:
        pieces: list[str] = []
        at = 0
        while at < len(tex):
            found = _TOKEN.match(tex, at)
            if found is None:
                break
            name, at = found[1], found.end()
            if name is None or name not in self.uses or depth > _DEEPEST:
                pieces.append(found[0])
                continue
            shown, at = self._shown(name, tex, at, unread, depth)
            scripted = "".join(pieces[-2:]).rstrip()[-1:] in ("^", "_")
            pieces.append(f"{{{shown}}}" if scripted else shown)
            if shown[-1:].isalpha() and tex[at : at + 1].isalpha():
                pieces.append(" ")
        return "".join(pieces)

    def _shown(self, name: str, tex: str, at: int, unread: set[str], depth: int) -> tuple[str, int]:
        """What a command shows, and where the formula goes on behind what it is given."""
        templates = templates_of(name)
        wanted = max(templates) if templates else self.uses[name].arguments
        given, ends = _arguments(tex, at, wanted)
        if not given and _TAKES_A_SIGN.match(templates.get(1, "")) and 0 not in templates:
            given, ends = _one_token(tex, at)
        count = max((n for n in templates if n <= len(given)), default=None) if templates else len(given)
        given = [self._plain(one, unread, depth + 1) for one in given[:count]]
        shown = _matrix(name, given) or (templates[count] if templates and count is not None else None)
        if shown is None:
            shown = _named(name, given, self.uses[name], tex, ends[-1] if ends else at)
        if shown is None:
            unread.add(name)
            return f"\\{name}", at
        for number, one in enumerate(given, start=1):
            shown = shown.replace(f"#{number}", one)
        return shown, ends[len(given) - 1] if given else at


def known_commands(texts: Iterable[str]) -> KnownCommands:
    """What is to be known of the texts of a document to write their formulas."""
    arguments: dict[str, Counter[int]] = defaultdict(Counter)
    called: Counter[str] = Counter()
    for text in texts:
        for formula in FORMULA.finditer(text) if "$" in text and "\\" in text else ():
            for found in _NAME.finditer(formula[0]):
                if not is_known(found[1]):
                    arguments[found[1]][len(_arguments(formula[0], found.end(), _MOST_ARGUMENTS)[0])] += 1
                    called[found[1]] += _CALLED.match(formula[0], found.end()) is not None
    return KnownCommands(
        {
            name: _Use(counts.most_common(1)[0][0], called[name] >= _MOST * counts.total())
            for name, counts in arguments.items()
        }
    )


@lru_cache(maxsize=20_000)
def is_known(name: str) -> bool:
    """Whether the reader of formulas, or LaTeX itself, knows the command."""
    return name in _OF_TEX or is_readable(f"\\{name}") or is_readable(f"\\{name}{{a}}{{b}}")


def _named(name: str, given: Sequence[str], use: _Use, tex: str, at: int) -> str | None:
    """What the name of a command alone says of what it shows."""
    small = name.lower()
    if small != name and small in CAPITALISED:
        return "".join([f"\\{small}", *(f"{{{one}}}" for one in given)])
    if not given:
        sign = sign_of(name)
        return sign or (rf"\operatorname{{{_words(name)}}}" if is_operator(name) or use.is_called else None)
    if is_operator(name):
        inside = ", ".join(one for one in given if one.strip())
        return rf"\operatorname{{{_words(name)}}}" + ("" if _CALLED.match(tex, at) else f"({inside})" if inside else "")
    if len(given) > 1:
        return None
    sign = sign_of(name)
    if sign and sign.startswith(r"\mathbb") and given[0].isalnum():
        return f"{sign}^{{{given[0]}}}"
    if "," in given[0] or not shows_what_it_is_given(name):
        return None
    return rf"\operatorname{{{given[0]}}}" if _CALLED.match(tex, at) and given[0].isalpha() else f"{{{given[0]}}}"


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", r"\\ ", name)


def _matrix(name: str, given: Sequence[str]) -> str | None:
    """Rows and columns in brackets, round ones or lines if the name of the command says so."""
    small = name.lower()
    if small.startswith("systeme") and len(given) == 1:
        lines = given[0].replace(",", r"\\ ")
        return rf"\begin{{cases}}{lines}\end{{cases}}"
    if len(given) != 1 or not (
        "\\\\" in given[0] or "&" in given[0] or re.fullmatch(r"[bp]?mat|matrix|[cr]?vec", name)
    ):
        return None
    if "\\begin{" in given[0]:
        return None
    kind = "cases" if re.search(r"case|sys", small) else _kind_of_matrix(small)
    return rf"\begin{{{kind}}}{given[0]}\end{{{kind}}}"


def _kind_of_matrix(name: str) -> str:
    return "pmatrix" if name.startswith("p") else "vmatrix" if name.startswith("v") or "det" in name else "bmatrix"


def _has_own_environment(tex: str) -> bool:
    return any(not is_environment(found[1]) for found in _ENVIRONMENT.finditer(tex))


def _with_known_environments(tex: str, unread: set[str]) -> str:
    """Environments of its own that hold a matrix, cases or lines."""
    for found in list(_ENVIRONMENT.finditer(tex)):
        name, small = found[1], found[1].lower()
        if is_environment(name):
            continue
        kind = "cases" if re.search(r"case|sys", small) else "aligned" if _OF_LINES.search(small) else ""
        kind = _kind_of_matrix(small) if "mat" in small else kind
        if kind:
            tex = tex.replace(found[0], rf"\begin{{{kind}}}").replace(rf"\end{{{name}}}", rf"\end{{{kind}}}")
        else:
            unread.add(f"begin{{{name}}}")
    return tex


def _arguments(tex: str, at: int, most: int) -> tuple[list[str], list[int]]:
    """What stands in braces at once behind a command, and where each ends; a choice in brackets before it is none."""
    given: list[str] = []
    ends: list[int] = []
    if tex[at : at + 1] == "[" and most:
        bracket = tex.find("]", at)
        at = bracket + 1 if bracket > 0 and tex[bracket + 1 : bracket + 2] == "{" else at
    while len(given) < most:
        start = at + 1 if tex[at : at + 1] == " " else at
        if tex[start : start + 1] != "{":
            break
        closes = _closes(tex, start)
        if closes is None:
            break
        given.append(tex[start + 1 : closes])
        at = closes + 1
        ends.append(at)
    return given, ends


def _one_token(tex: str, at: int) -> tuple[list[str], list[int]]:
    """What TeX takes as the argument of a command without braces: `\\vb x`."""
    while tex[at : at + 1].isspace():
        at += 1
    found = _TOKEN.match(tex, at)
    if found is None or found[0] in "{}[]&^_$" or found[0].startswith("\\\\"):
        return [], []
    return [found[0]], [found.end()]


def _closes(tex: str, start: int) -> int | None:
    depth = 0
    for found in _TOKEN.finditer(tex, start):
        depth += (found[0] == "{") - (found[0] == "}")
        if not depth:
            return found.start()
    return None
