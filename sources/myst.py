"""Directives and roles of MyST, the Markdown of Jupyter Book and Sphinx: which are read as text, and what a role says.

A fence such as ```` ```{prf:theorem} ```` holds Markdown, ```` ```{toctree} ```` nothing to read; the rest is code, as
that of R Markdown (```` ```{r} ````) is.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from learning.source import BlockRole
from sources.roles import role_named
from sources.scripts import lowered, raised

_HOLDS_TEXT = frozenset(
    "admonition topic epigraph pull-quote highlights margin sidebar dropdown card card-body grid grid-item "
    "grid-item-card tab-set tab-item tabs tab container div glossary theorem lemma corollary proposition definition "
    "proof remark axiom assumption example observation conjecture property criterion algorithm hlist rst-class details "
    "aside blockquote".split()
)
_HOLDS_NOTHING = frozenset(
    "toctree contents tableofcontents bibliography footbibliography include index raw only image iframe video youtube "
    "figure figure-md sectionauthor codeauthor autodoc automodule autoclass autofunction currentmodule mermaid "
    "graphviz glue button-ref button-link versionadded versionchanged deprecated anywidget".split()
)
_ROLE = re.compile(r"\{([a-zA-Z][\w:.+-]{0,40})\}(`{1,3})(?!`)([^`\n]{1,400})\2(?!`)")
_TITLED = re.compile(r"([^<>]{1,300}?)\s*<[^<>]{1,300}>\s*")
_CODE_ROLES = frozenset(
    "func meth class mod attr data exc obj file command program option envvar code samp kbd".split()
)
_UNSAID = frozenset({"label", "eval", "glue", "download-link", "octicon", "fas", "fab", "far", "bdg"})
_BEFORE_NAME = re.compile(
    r"(?:^|[.:;!?(]\s?|\b(?:in|by|of|from|see|following|and|per|von|nach|bei|siehe|und|en|por|de|según|véase|y|dans|par|"
    r"selon|voir|et|vgl\.)\s)$",
    re.IGNORECASE,
)


def holds_text(name: str) -> bool:
    """Whether the content of a directive is Markdown to be read."""
    return name.rpartition(":")[2] in _HOLDS_TEXT


def holds_nothing(name: str) -> bool:
    """Whether a directive has nothing to read."""
    return name in _HOLDS_NOTHING or name.startswith(("auto", "glue:"))


def gate(name: str) -> tuple[BlockRole, bool] | None:
    """The role of a box that a directive opens or closes for what stands after it: `exercise-start`, `exercise-end`."""
    kind, _, side = name.rpartition("-")
    role = role_named(kind) if side in ("start", "end") else None
    return (role, side == "start") if role else None


def use_roles(parser: MarkdownIt) -> None:
    """Teach a parser the roles."""
    parser.inline.ruler.before("backticks", "myst_role", _role)


def cited(before: str, key: str) -> str:
    """A reference to a bibliography: a sign of one where the name is part of the sentence, else nothing."""
    return f"@ref({key})" if _BEFORE_NAME.search(before[-20:]) else ""


def _role(state: StateInline, silent: bool) -> bool:
    found = _ROLE.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if found is None:
        return False
    if not silent:
        _say(state, found[1].rpartition(":")[2] if ":" in found[1] else found[1], found)
    state.pos = found.end()
    return True


def _say(state: StateInline, name: str, found: re.Match[str]) -> None:
    content = found[3].strip()
    titled = _TITLED.fullmatch(content)
    words = titled[1].strip() if titled else content
    if found[1].startswith(("cite", "footcite")):
        state.pending += f"@ref({content})" if name == "t" else cited(state.pending, content)
        if state.pending.endswith(" ") and "@ref" not in state.pending[-len(content) - 8 :]:
            state.pending = state.pending.rstrip(" ")
    elif name == "math":
        state.push("math_inline", "math", 0).content = content
    elif name in _CODE_ROLES:
        state.push("code_inline", "code", 0).content = words.lstrip("~!")
    elif name in ("ref", "numref", "eq", "prf") and not titled:
        state.pending += f"@ref({content})"
    elif name == "doc" and not titled:
        state.pending += content.rpartition("/")[2].replace("_", " ").replace("-", " ")
    elif name in ("sub", "sup"):
        state.pending += raised(content) if name == "sup" else lowered(content)
    elif name not in _UNSAID and not name.startswith("bdg-"):
        state.pending += words.partition(";")[0].removeprefix("single:").strip() if name == "index" else words
