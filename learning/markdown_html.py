"""The one renderer: what learners and owners see of a text, as HTML that no text can make run or reach anything.

Three ways to write: Markdown (`render`); plain text (`render_text`), in which `code` and $formulas$ alone mean
something, such as the stem of a check; and a line of it (`render_line`), such as an option. Formulas become MathML,
code is marked and tables are aligned by classes: there is no style, no script and no handler in any of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin

from learning.markdown import LINK_SCHEMES, WEB_SCHEMES, is_safe_address, new_parser
from learning.markdown_code import highlighted
from learning.markdown_limits import too_intricate
from learning.markdown_math import mathml
from learning.section import Citation

MOST_DOLLARS = 1_000
"""In one text; where there are more, none of them begins a formula."""
_TAGS = set(
    re.findall(
        r"\w+",
        "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre s span strong sup table tbody td th "
        "thead tr ul",
    )
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class"},
}
_CLASS = re.compile(r"citation|language-[\w+#.-]+|align-(?:left|center|right)|hl-[a-z0-9]{1,3}|formula-[0-9]+")
_ALIGNMENT = re.compile(r"text-align:(left|center|right)")
_FORMULA = re.compile(r'<span class="formula-([0-9]+)"></span>')


def render(markdown: str, citations: Sequence[Citation] = ()) -> str:
    """Safe HTML. `[^c1]` becomes a superscript link to `#cite-c1`, numbered as in `citations`; others stay text.

    A text that is too intricate to be parsed is shown as it was written.
    """
    if too_intricate(markdown):
        return f"<p>{escape(markdown)}</p>\n"
    numbers = {citation.id: number for number, citation in enumerate(citations, 1)}
    return _clean(lambda env: _markdown(_has_formulas(markdown)).render(markdown, env), {"numbers": numbers})


def render_text(text: str) -> str:
    """Safe HTML of plain text: paragraphs and lines as written, `code`, fenced code and formulas."""
    if too_intricate(text):
        return f"<p>{escape(text)}</p>\n"
    return _clean(lambda env: _plain(_has_formulas(text)).render(text, env), {})


def render_line(text: str) -> str:
    """As `render_text`, without paragraphs, for a place where only words may stand."""
    if too_intricate(text):
        return escape(text)
    return _clean(lambda env: _plain(_has_formulas(text)).renderInline(text, env), {})


def _clean(rendered: Callable[[EnvType], str], env: EnvType) -> str:
    """Formulas come in after the cleaning, whose reading of MathML is not that of browsers."""
    formulas: list[str] = []
    html = nh3.clean(
        rendered({**env, "formulas": formulas}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_attribute,
        url_schemes=set(LINK_SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )
    return _FORMULA.sub(lambda found: formulas[int(found[1])], html)


def _has_formulas(text: str) -> bool:
    return 2 <= text.count("$") <= MOST_DOLLARS


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if value.startswith("#") or is_safe_address(value) else None
    if name == "src":
        return value if is_safe_address(value, WEB_SCHEMES) else None
    if name == "class":
        return value if _CLASS.fullmatch(value) else None
    return value


@lru_cache
def _markdown(formulas: bool) -> MarkdownIt:
    parser = new_parser()
    parser.add_render_rule("citation", _render_citation)
    parser.core.ruler.push("alignment", _align_by_class)
    return _extended(parser, formulas)


@lru_cache
def _plain(formulas: bool) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["fence", "backticks", "newline"])
    return _extended(parser, formulas)


def _extended(parser: MarkdownIt, formulas: bool) -> MarkdownIt:
    parser.options["highlight"] = _highlighted
    if formulas:
        parser.use(
            dollarmath_plugin,
            allow_labels=False,
            allow_space=False,
            allow_digits=False,
            allow_blank_lines=False,
            double_inline=True,
        )
        for kind in ("math_inline", "math_inline_double", "math_block"):
            parser.add_render_rule(kind, _render_formula)
    return parser


def _highlighted(code: str, language: str, attributes: str) -> str:
    return highlighted(code, language)


def _align_by_class(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("td_open", "th_open") and (found := _ALIGNMENT.fullmatch(str(token.attrs.pop("style", "")))):
            token.attrSet("class", f"align-{found[1]}")


def _render_formula(self: RendererHTML, parsed: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token, formulas = parsed[index], env["formulas"]
    display = token.type != "math_inline"
    formulas.append(mathml(token.content.strip(), display=display))
    place = f'<span class="formula-{len(formulas) - 1}"></span>'
    return f"<p>{place}</p>\n" if token.type == "math_block" else place


def _render_citation(
    self: RendererHTML, parsed: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    name = parsed[index].meta["id"]
    number = env["numbers"].get(name)
    if number is None:
        return escape(f"[^{name}]")
    return f'<sup class="citation"><a href="#cite-{escape(name)}">{number}</a></sup>'
