"""Markdown lessons to drafts."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import dedent

from markdown_it.token import Token

from learning.source import BlockRole
from sources.drafts import Draft, DraftSheet
from sources.html import fragment_drafts
from sources.inline import code_span
from sources.markdown_inline import inline_text
from sources.markdown_syntax import grid_rows, lesson_markdown
from sources.markdown_tokens import mark_quotes, without_contents
from sources.roles import role_in, role_named

_TITLE = re.compile(r"^title\s*[:=]\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[:#.-][^{}]*\}\s*$")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_DIRECTIVE = re.compile(r"\{([\w:-]+)\}\s*(.*)")
_CODE_DIRECTIVES = frozenset({"code", "code-block", "code-cell", "sourcecode", "literalinclude"})
_LANGUAGE = re.compile(r"[\w+#-]+")
_DETAILS = re.compile(r"<(/?)details\b", re.IGNORECASE)
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>", re.IGNORECASE)


def read_markdown(text: str) -> tuple[list[Draft], str]:
    """The drafts of a Markdown text and the title in its front matter (empty if it has none)."""
    reader = _MarkdownReader()
    reader.read(text)
    return reader.sheet.drafts, reader.title


class _MarkdownReader:
    def __init__(self) -> None:
        self.sheet = DraftSheet()
        self.title = ""
        self._list_depth = 0
        self._item_starts = False
        self._quote_roles: list[BlockRole | None] = []
        self._heading_level = 0
        self._rows: list[list[str]] = []
        self._in_term = False
        self._term = ""
        self._handlers: dict[str, Callable[[Token], None]] = {
            name.removeprefix("_on_"): getattr(self, name) for name in dir(self) if name.startswith("_on_")
        }

    def read(self, text: str) -> None:
        tokens = lesson_markdown().parse(text)
        mark_quotes(tokens)
        for token in without_contents(tokens):
            handler = self._handlers.get(token.type)
            if handler:
                handler(token)

    def _on_front_matter(self, token: Token) -> None:
        match = _TITLE.search(token.content)
        self.title = match[1].strip("\"'") if match else ""

    def _on_heading_open(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])

    def _on_inline(self, token: Token) -> None:
        self._add_inline(inline_text(token.children or []))

    def _on_long_inline(self, token: Token) -> None:
        self._add_inline(token.content)

    def _add_inline(self, text: str) -> None:
        if self._heading_level:
            self.sheet.add("heading", _HEADING_ATTRIBUTES.sub("", text), level=self._heading_level)
            self._heading_level = 0
        elif self._rows:
            self._rows[-1].append(text)
        elif self._in_term:
            self._term = f"{text}: "
        else:
            self._add_prose(text)

    def _add_prose(self, text: str) -> None:
        if not text.strip():
            return
        if self._item_starts:
            self._item_starts = False
            self.sheet.add("list_item", self._term + _TASK.sub("", text), level=max(self._list_depth - 1, 0))
            self._term = ""
        else:
            quoted = bool(self._quote_roles) and self._quote_roles[-1] is None
            self.sheet.add("quote" if quoted else "paragraph", text)

    def _on_bullet_list_open(self, token: Token) -> None:
        self._list_depth += 1

    _on_ordered_list_open = _on_dl_open = _on_bullet_list_open

    def _on_bullet_list_close(self, token: Token) -> None:
        self._list_depth -= 1

    _on_ordered_list_close = _on_dl_close = _on_bullet_list_close

    def _on_list_item_open(self, token: Token) -> None:
        self._item_starts = True

    def _on_list_item_close(self, token: Token) -> None:
        self._item_starts = False

    def _on_dt_open(self, token: Token) -> None:
        self._in_term = True

    def _on_dt_close(self, token: Token) -> None:
        self._in_term = False

    _on_dd_open = _on_list_item_open
    _on_dd_close = _on_list_item_close

    def _on_blockquote_open(self, token: Token) -> None:
        role: BlockRole | None = token.meta.get("role")
        self._quote_roles.append(role)
        if role:
            self.sheet.open_box(role)

    def _on_blockquote_close(self, token: Token) -> None:
        if self._quote_roles.pop():
            self.sheet.close_box()

    def _on_div(self, token: Token) -> None:
        if token.content:
            self.sheet.open_box(role_in(token.content))
        else:
            self.sheet.close_box()

    def _on_admonition_open(self, token: Token) -> None:
        self.sheet.open_box(role_named(token.meta.get("tag", "")) or "callout")

    def _on_admonition_close(self, token: Token) -> None:
        self.sheet.close_box()

    def _on_fence(self, token: Token) -> None:
        self._item_starts = False
        directive = _DIRECTIVE.match(token.info.strip())
        if directive and directive[1] in _CODE_DIRECTIVES:
            self.sheet.add("code", _without_options(token.content), language=_language(directive[2]))
        elif directive and role_named(directive[1]):
            self._on_directive(directive[1], directive[2], token.content)
        else:
            self.sheet.add("code", token.content, language=_language(token.info))

    def _on_directive(self, name: str, title: str, content: str) -> None:
        with self.sheet.box(role_named(name)):
            self._add_prose(title)
            self.read(_without_options(content))

    def _on_code_block(self, token: Token) -> None:
        self._item_starts = False
        self.sheet.add("code", token.content)

    def _on_math_block(self, token: Token) -> None:
        self._add_prose(f"$${token.content.strip()}$$")

    def _on_html_block(self, token: Token) -> None:
        tags = _DETAILS.findall(token.content)
        if "" in tags and "/" not in tags:
            self.sheet.open_box(role_in(token.content) or "callout")
        for draft in fragment_drafts(token.content):
            self.sheet.add(draft.kind, draft.text, level=draft.level, language=draft.language)
        if "/" in tags and "" not in tags:
            self.sheet.close_box()

    def _on_table_open(self, token: Token) -> None:
        self._rows = []

    def _on_tr_open(self, token: Token) -> None:
        self._rows.append([])

    def _on_table_close(self, token: Token) -> None:
        self._add_table(self._rows)
        self._rows = []

    def _on_grid_table(self, token: Token) -> None:
        self._add_table([[_cell_text(cell) for cell in row] for row in grid_rows(token.content)])

    def _add_table(self, rows: list[list[str]]) -> None:
        lines = [" | ".join(row) for row in rows if any(row)]
        self.sheet.add("table", "\n".join(lines))


def _cell_text(markdown: str) -> str:
    drafts, _ = read_markdown(dedent(_EMPTY_PARAGRAPH.sub("", markdown)))
    return "; ".join(code_span(d.text) if d.kind == "code" else " ".join(d.text.split()) for d in drafts)


def _language(info: str) -> str:
    match = _LANGUAGE.search(info)
    return match[0].lower().removeprefix("language-") if match else ""


def _without_options(content: str) -> str:
    """A MyST directive's content without its `:option: value` lines and YAML header."""
    content = re.sub(r"\A---\n.*?\n---\n", "", content, flags=re.DOTALL)
    return re.sub(r"\A(?::[\w-]+:.*\n)+", "", content)
