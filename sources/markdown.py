"""Markdown lessons to drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from textwrap import dedent

from markdown_it.token import Token

from learning.source import BlockRole
from sources.cleaning import fold
from sources.drafts import DraftSheet, Reading
from sources.eval_rst import held
from sources.files import Kind
from sources.hidden_code import is_hidden
from sources.html import fragment_drafts
from sources.inline import code_span
from sources.inline_pictures import InlinePictures
from sources.liascript import is_liascript, plain_liascript
from sources.markdown_extras import without_notes
from sources.markdown_inline import inline_text, pictures
from sources.markdown_signs import is_markdown
from sources.markdown_syntax import grid_rows, lesson_markdown, simple_rows
from sources.markdown_tokens import mark_boxes, mark_quotes, without_contents, without_pointers
from sources.marks import marked, unmarked
from sources.myst import gate, holds_nothing, holds_text
from sources.navigation import is_navigation
from sources.pictures import Fetch, Pictures, in_address
from sources.roles import is_pointer, role_in, role_named
from sources.site_markup import front_matter, plain_markdown
from sources.table_bars import with_escaped_bars
from sources.tables import table_text

_TITLE = re.compile(r"^title[ \t]*[:=]", re.IGNORECASE)
_HEADING_ATTRIBUTES = re.compile(r"\{ ?[:#.-][^{}]*\}$")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_DIRECTIVE = re.compile(r"\{([\w:-]+)\}\s*(.*)")
_CODE_DIRECTIVES = frozenset({"code", "code-block", "code-cell", "sourcecode", "literalinclude"})
_ROW = re.compile(r"\n\s{0,3}[*-]\s+(?=[*-](?:\s|$))", re.MULTILINE)
_CELL = re.compile(r"(?:^|\n)\s{0,8}[*-](?:\s+|$)")
_LANGUAGE = re.compile(r"[\w+#-]+")
_OPTION = re.compile(r":[\w-]+:")
_OPTIONS = re.compile(r"(?:\s*:[\w-]{1,40}:[^\n]{0,200}(?:\n|$))+|\s*\([\w:./-]{1,100}\)=\s*")
"""Options at the start of a box, and the label of what comes next."""
_CAPTION = re.compile(r"(?:Table)?: (?=\S)([^\n]*?)(?:\s*\{[#.:][^{}]*\})?")
_LAYOUT = re.compile(r"(?:\\[A-Za-z]+\*?(?:\{[^{}\n]{0,80}\}|\[[^\[\]\n]{0,80}\])*\s*)+")
"""Commands of TeX that set type and pages, and nothing else."""
_LONE_ROW = re.compile(r"\|[^|\n]{0,200}\|(?:[^|\n]{0,200}\|){1,40}")
"""A row of a table that has no head."""
_EMPTY_PARAGRAPH = re.compile(r"<p>\s{0,9}</p>", re.IGNORECASE)


def read_markdown(text: str) -> Reading:
    """Read a Markdown text; its title is the one in its front matter."""
    inline = InlinePictures()
    reader = MarkdownReader(fetch=inline.fetch)
    toml, text = front_matter(inline.taken_out(text))
    text = plain_liascript(text) if is_liascript(text) else text
    reader.title = _title_in(toml)
    reader.read(plain_markdown(text, reader.sheet.left_out))
    return Reading(
        reader.sheet.drafts,
        reader.title,
        not_carried=reader.sheet.left_out.not_carried(),
        title_is_top_heading=True,
        pictures=reader.pictures.kept,
    )


def _title_in(matter: str) -> str:
    """The value of `title` in YAML or TOML."""
    line = next((line for line in matter.split("\n") if _TITLE.match(line)), "")
    return re.split("[:=]", line, maxsplit=1)[-1].strip().strip("\"'")


class MarkdownReader:
    """Reads Markdown texts into one sheet, one after the other.

    `fetch` gives the bytes of a picture by its address, None for one that is not in the file.
    """

    def __init__(
        self, sheet: DraftSheet | None = None, pictures: Pictures | None = None, fetch: Fetch = in_address
    ) -> None:
        self.sheet = sheet or DraftSheet()
        self.pictures = pictures or Pictures()
        self._fetch = fetch
        self.title = ""
        self._list_depth = 0
        self._item_starts = False
        self._ordinal: int | None = None
        self._numbers: list[Iterator[int] | None] = []
        self._quote_roles: list[BlockRole | None] = []
        self._heading_level = 0
        self._rows: list[list[str]] = []
        self._in_term = False
        self._term = ""
        self._handlers: dict[str, Callable[[Token], None]] = {
            name.removeprefix("_on_"): getattr(self, name) for name in dir(self) if name.startswith("_on_")
        }

    def read(self, text: str) -> None:
        """Add the blocks of a text to the sheet, without tables of contents; YAML front matter may give the title."""
        tokens = lesson_markdown().parse(with_escaped_bars(text))
        mark_boxes(tokens)
        mark_quotes(tokens)
        for token in without_contents(without_pointers(tokens)):
            handler = self._handlers.get(token.type)
            if handler:
                handler(token)

    def _on_front_matter(self, token: Token) -> None:
        self.title = _title_in(token.content)

    def _on_heading_open(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])

    def _on_inline(self, token: Token) -> None:
        self._add_inline(inline_text(token.children or []))
        for address, alt in pictures(token.children or []):
            self.sheet.add_picture(self.pictures, self._fetch(address), alt)

    def _on_long_inline(self, token: Token) -> None:
        self._add_inline(token.content)

    def _add_inline(self, text: str) -> None:
        if self._heading_level:
            heading = _HEADING_ATTRIBUTES.sub("", unmarked(text).rstrip())
            self.sheet.add("heading", heading, level=self._heading_level)
            self._heading_level = 0
        elif self._rows:
            self._rows[-1].append(unmarked(text))
        elif self._in_term:
            self._term = f"{marked(unmarked(text).rstrip().removesuffix(':'))}: "
        else:
            self._add_prose(text)

    def _add_prose(self, text: str) -> None:
        text = _OPTIONS.sub("", text, count=1) if _OPTIONS.match(text) else text
        if (
            not text.strip()
            or is_navigation(text)
            or _LAYOUT.fullmatch(text.strip())
            or _LONE_ROW.fullmatch(text.strip())
        ):
            return
        if (caption := _CAPTION.fullmatch(text.strip())) and self.sheet.last_kind == "table":
            self.sheet.add_above(caption[1])
            return
        if self._item_starts:
            self._item_starts = False
            level = max(self._list_depth - 1, 0)
            self.sheet.add("list_item", self._term + _TASK.sub("", text), level=level, ordinal=self._ordinal)
            self._term = ""
        else:
            quoted = bool(self._quote_roles) and self._quote_roles[-1] is None
            self.sheet.add("quote" if quoted else "paragraph", text)

    def _on_bullet_list_open(self, token: Token) -> None:
        self._list_depth += 1
        self._numbers.append(None)

    _on_dl_open = _on_bullet_list_open

    def _on_ordered_list_open(self, token: Token) -> None:
        self._list_depth += 1
        self._numbers.append(count(int(token.attrs.get("start", 1))))

    def _on_bullet_list_close(self, token: Token) -> None:
        self._list_depth -= 1
        self._numbers.pop()

    _on_ordered_list_close = _on_dl_close = _on_bullet_list_close

    def _on_list_item_open(self, token: Token) -> None:
        self._item_starts = True
        numbers = self._numbers[-1]
        self._ordinal = next(numbers) if numbers else None

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

    def _on_footnote_block_open(self, token: Token) -> None:
        self.sheet.open_box("footnote")

    def _on_footnote_block_close(self, token: Token) -> None:
        self.sheet.close_box()

    def _on_fence(self, token: Token) -> None:
        self._item_starts = False
        if is_hidden(token.info, token.content):
            self.sheet.left_out.add("hidden code", token.content)
            return
        directive = _DIRECTIVE.match(token.info.strip())
        if directive and directive[1] in _CODE_DIRECTIVES:
            self.sheet.add("code", without_notes(_without_options(token.content)), language=_language(directive[2]))
        elif directive:
            self._on_directive(directive[1], directive[2], token.content, token.info)
        else:
            self.sheet.add("code", without_notes(token.content), language=_language(token.info))

    def _on_directive(self, name: str, title: str, content: str, info: str) -> None:
        kind = name.rpartition(":")[2]
        if gated := gate(name):
            self._on_gate(*gated)
        elif role_named(kind):
            with self.sheet.box(role_named(kind)):
                self._add_prose(title)
                self.read(_without_options(content))
        elif name == "eval-rst":
            self._on_rst(content)
        elif name == "math":
            self._add_prose(f"$${_without_options(content).strip()}$$")
        elif name == "list-table":
            self._add_list_table(title, _without_options(content))
        elif holds_text(name) or name == "table":
            self._add_prose(title)
            self.read(_without_options(content))
        elif not (holds_nothing(name) or is_pointer([name])):
            self.sheet.add("code", without_notes(content), language=_language(info))

    def _on_rst(self, content: str) -> None:
        for part in held(content):
            if part.kind == "code":
                self.sheet.add("code", part.content, language=_language(part.title))
            elif part.kind == "table":
                self._add_list_table(part.title, part.content)
            elif part.kind == "box":
                with self.sheet.box(role_named(part.name)):
                    self._add_prose(part.title)
                    self.read(part.content)
            else:
                self.read(part.content)

    def _on_gate(self, role: BlockRole, opens: bool) -> None:
        if opens:
            self.sheet.open_box(role)
        else:
            self.sheet.close_box()

    def _add_list_table(self, title: str, content: str) -> None:
        """A table that is written as a list of rows, each a list of cells."""
        rows = [[self._cell_text(cell) for cell in _CELL.split(row)[1:]] for row in _ROW.split(f"\n{content}")[1:]]
        self._add_prose(title)
        self._add_table(rows)

    def _on_code_block(self, token: Token) -> None:
        self._item_starts = False
        self.sheet.add("code", without_notes(token.content))

    def _on_math_block(self, token: Token) -> None:
        self._add_prose(f"$${token.content.strip()}$$")

    def _on_amsmath(self, token: Token) -> None:
        self._add_prose(f"$${token.content.strip()}$$")

    def _on_html_block(self, token: Token) -> None:
        for role in token.meta.get("opens", ()):
            self.sheet.open_box(role)
        self.sheet.take(fragment_drafts(token.content, self.sheet.left_out, self.pictures))
        for _ in range(token.meta.get("closes", 0)):
            self.sheet.close_box()

    def _on_table_open(self, token: Token) -> None:
        self._rows = []

    def _on_tr_open(self, token: Token) -> None:
        self._rows.append([])

    def _on_table_close(self, token: Token) -> None:
        self._add_table(self._rows)
        self._rows = []

    def _on_grid_table(self, token: Token) -> None:
        self._add_table([[self._cell_text(cell) for cell in row] for row in grid_rows(token.content)])

    def _on_simple_table(self, token: Token) -> None:
        self._add_table([[self._cell_text(cell) for cell in row] for row in simple_rows(token.content)])

    def _cell_text(self, markdown: str) -> str:
        cell = MarkdownReader(DraftSheet(left_out=self.sheet.left_out), self.pictures, self._fetch)
        cell.read(dedent(_EMPTY_PARAGRAPH.sub("", markdown)))
        return "; ".join(code_span(d.text) if d.kind == "code" else fold(d.text) for d in cell.sheet.drafts)

    def _add_table(self, rows: list[list[str]]) -> None:
        text = table_text(rows)
        if not is_navigation(text):
            self.sheet.add("table", text)


def _language(info: str) -> str:
    match = _LANGUAGE.search(info)
    return match[0].lower().removeprefix("language-") if match else ""


def _without_options(content: str) -> str:
    """A MyST directive's content without its `:option: value` lines and YAML header."""
    lines = content.split("\n")
    if lines[0] == "---" and "---" in lines[1:]:
        lines = lines[lines.index("---", 1) + 1 :]
    while lines and _OPTION.match(lines[0]):
        del lines[0]
    return "\n".join(lines)


MARKDOWN = Kind("Markdown", "text/markdown", is_markdown, lambda file: read_markdown(file.text))
