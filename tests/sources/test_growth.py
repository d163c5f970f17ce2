"""Time grows with the length of a text and not faster, whatever stands in it: every character, pair and nesting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest

from sources import UnreadableSource, pandoc_kinds, read_source
from sources.decoding import decode
from sources.files import SourceFile
from sources.reading import KINDS
from tests.sources.growth import grows_too_fast

_CHARACTERS = "#*-_`~[](){}<>:|+=\\!&;'\"$%^@/.,01aI \t\n\r\f\v中é\u00a0\u3000\u200d\xad\x01"
_SIGNS = "#*-`[]{}<:|+$! \na1"
_MARKDOWN = (
    *(
        "> ",
        "- ",
        "1. ",
        "- a\n  ",
        "[a](",
        "![a](",
        "![a](data:image/png;base64,QUJD)",
        "[a][",
        "[^a]",
        "[^a]: x\n",
        "`a",
        "``a`",
        "**a",
        "*a_",
        "~~a",
        "<a ",
    ),
    *(
        "```\n",
        "````",
        "```{note}\nx\n```\n",
        "::: a\n",
        ":::\n",
        ":::: ",
        "!!! note\n    ",
        "> [!NOTE]\n",
        "> a\n{: .b}\n",
    ),
    *(
        "+--+\n",
        "+-+\n| |\n",
        "+-+-+-+\n|a|b|c|\n",
        "|a|b|\n|-|-|\n",
        "| a ",
        "|-",
        "a\n: b\n\n",
        "[a]: b\n",
        "{: .x}\n",
    ),
    *(
        "$x",
        "$$x\n",
        "$$\n",
        "\\begin{align}\n",
        "\\(",
        "<sup>1",
        "<!--",
        " <!--a--> ",
        "<details>\n\n",
        "<div>\n\n",
        "<aside>\n\n</div>\n\n",
        "<div class=note>\n</div></div>\n\n",
        "-- --\n",
        "a  b\n-- --\n",
        "-- --\na  b\n",
        "<b>",
    ),
    *(
        "{{< a",
        "{{% note %}}\n",
        "{% highlight x %}\n",
        "{% comment %}",
        "{{#include a}}\n",
        "{{ site.",
        "{% raw %}",
        "{%",
    ),
    *(
        "# a {#b",
        "title: a\n",
        "title:  ",
        " -- ",
        " . ",
        "a^b^",
        "- [x](#a)\n",
        "1) a\n\n   b\n\n",
        "a\n===\n",
        "    a\n",
        "\\",
    ),
    *(
        "[[a|",
        "[[a]]",
        "[a][b] ",
        "[a]{.b}",
        "[a]{",
        "`a`{=b}",
        "$ x_1 $ ",
        "$ x",
        "[@a]",
        "```{math}\nx\n```\n",
        "```{list-table}\n* - a\n```\n",
        "{eq}`a` ",
        "(a)=\n",
        "Exercise: a\n\n",
        "(@sec-a, ",
        "@fig-a ",
        ":material-a",
        "`#!a b` ",
        "```\na # (1)!\n```\n",
        "{ .a }\n",
    ),
)
_LIASCRIPT = (
    "{{1}}",
    "{{1}}\n",
    "{{1",
    "[[a]]\n",
    "[( )] a\n",
    "a\n[[b]]\n",
    "```\n[[a]]\n",
    "--{{1}}--\n",
    "*****\n",
    "@a(b)\n",
    "@a",
    "| @a |\n",
    "!?[a](b)",
    "!?[a](",
    "<!-- style -->",
)
_HTML = (
    *(
        "<tr>",
        "<td>",
        "<table>",
        "<table><tr><td>",
        "<tr><td rowspan=99 colspan=999>a",
        "<table><caption>a",
        "<details>",
    ),
    *(
        "<details><summary>a",
        "<p>a",
        "<div>",
        "<b>",
        "<code>a",
        "<sup>x",
        "<sup><p>x",
        "<a>x",
        "<ul><li>",
        "<ol><li>a",
        "<h2>a",
    ),
    *(
        "<ul><li><a href=#x>a</a>",
        "<ul><li><a href=x>a</a>",
        "<dl><dt>a<dd>b",
        "<blockquote>a",
        "<pre>a<code>b",
        "<aside>a",
    ),
    *(
        "<form><input>",
        "<button>a",
        "<section hidden>a",
        "<header>",
        "<article>",
        "<main>",
        "<svg>",
        "<iframe>",
        "<img alt=a>",
    ),
    *(
        "<select><option>a",
        "\\(a",
        "\\[",
        "&",
        "&amp;",
        "<!--",
        "<a href=#x>a</a> | ",
        "<ruby>a<rt>b",
        "<span class=katex>",
    ),
    *(
        "<figure><img src='data:image/png;base64,QUJD'>",
        "<figure><figcaption>a",
        "<p class=caption>a",
        "<img src='data:,a'>",
    ),
    *('<script type="math/tex">x</script>', "<font>a", "<label>a", "<br>", "<title>", "<template>", "<p hidden>a"),
)
_TEXT = (
    *(
        "a\n---\n",
        "===\n",
        "- a\n",
        "1. a\n",
        "a\f",
        "a [Page 1]\n",
        "a [Page ",
        "a        ",
        "        ",
        ". ",
        "* * *\n",
        ">>> a\n",
    ),
    *(
        "Chapter 1 ",
        "1.1.",
        "Next: ",
        "| Next ",
        "中\n",
        "a\n\n",
        "    a\n\n",
        "(a) x\n",
        "a\t",
        "a\r",
        "\u2028",
        "[",
        "$ a\n",
    ),
)
_SPOKEN = (
    *(
        "a\n",
        "a ",
        "so ",
        "and then ",
        "<v A>a\n",
        "<a",
        "<b>",
        "{\\a}",
        "{",
        "[a",
        "[a]\n",
        "A: a\n",
        "A: ",
        "&amp;",
        "- a\n",
    ),
    *(
        "00:00.000 --> 00:01.000\na\n\n",
        "00:00.000 --> 00:01.000\n",
        "--> ",
        "1\n",
        "NOTE a\n\n",
        "NOTE ",
        "STYLE\na\n\n",
    ),
    *("00:01 a\n", "[00:01] ", "00:00:01,5 ", "a. ", "a.\n\n", ">> a\n", "WEBVTT\n"),
)
_LAUGHS = "\\newcommand{\\xa}{ha}\n" + "".join(
    f"\\newcommand{{\\x{chr(number + 1)}}}{{{(chr(92) + 'x' + chr(number)) * 10}}}\n"
    for number in range(ord("a"), ord("z"))
)
"""Commands of LaTeX, each of which says the one before ten times."""


class Grown(NamedTuple):
    """The kind that reads a file, what it begins with, in each way, and what then stands in it again and again."""

    kind: str
    heads: tuple[str, ...]
    units: tuple[str, ...]


GROWN = {
    "a.md": Grown("Markdown", ("# T\n\ntext ", ""), _MARKDOWN),
    "course.md": Grown("Markdown", ("<!--\nnarrator: a\n-->\n\n# T\n\n{{1}} text\n\n",), _LIASCRIPT),
    "a.txt": Grown("plain text", ("text ", ""), _TEXT),
    "a.html": Grown("HTML", ("<!doctype html><body><h1>T</h1><p>text ",), _HTML),
    "a.vtt": Grown("WebVTT", ("WEBVTT\n\n00:00.000 --> 00:01.000\n",), _SPOKEN),
    "talk.txt": Grown("transcripts", ("00:01 a\n00:02 b\n00:03 c\n",), _SPOKEN),
}
"""Texts by the name of a file that is one of their kind."""


def offenders(units: Iterator[str], filename: str) -> dict[tuple[str, str], float]:
    found = {}
    for unit in units:
        for head in GROWN[filename].heads:

            def read(size: int, unit: str = unit, head: str = head) -> object:
                return read_source(f"{head}{unit * (size // len(unit))} end\n".encode(), filename)

            if ratio := grows_too_fast(read):
                found[head, unit] = ratio
    return found


@pytest.mark.parametrize("filename", GROWN)
def test_a_file_is_read_by_its_own_kind(filename: str) -> None:
    """Whatever else stands before it in the list, and looks like it."""
    grown = GROWN[filename]
    file = SourceFile(f"{grown.heads[0]}of a file of this kind.\n".encode(), filename)
    assert next(kind.name for kind in KINDS if kind.fits(file)) == grown.kind


@pytest.mark.parametrize("filename", GROWN)
def test_one_character_again_and_again(filename: str) -> None:
    assert offenders(iter(_CHARACTERS), filename) == {}


@pytest.mark.parametrize("filename", GROWN)
def test_two_characters_again_and_again(filename: str) -> None:
    assert offenders(("".join(pair) for pair in product(_SIGNS, repeat=2)), filename) == {}


@pytest.mark.parametrize("filename", GROWN)
def test_structures_again_and_again(filename: str) -> None:
    assert offenders(iter(GROWN[filename].units), filename) == {}


@pytest.mark.parametrize(
    "unit", [b"\xe9", b"caf\xe9 ", b"\xe9\n", bytes(range(128, 256)), b"<meta", b"\x1b$B", b"\x82\xa0", b"\xff"]
)
def test_bytes_of_old_encodings(unit: bytes) -> None:
    assert grows_too_fast(lambda size: decode(unit * (4 * size // len(unit)))) == 0.0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tex", "\\documentclass{a}\\begin{document}" + "{" * 12_000),
        ("a.tex", "\\documentclass{a}\n" + _LAUGHS + "\\begin{document}\\xz\\end{document}"),
        ("a.wiki", "== a ==\n" + "[[a|" * 3_000),
        ("a.rst", "T\n=\n\n.. _a:\n\n" + "*a `b" * 2_500),
        ("a.rtf", "{\\rtf1 " + "{" * 500_000),
    ],
)
def test_what_pandoc_takes_too_long_for_is_given_up(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_kinds, "SECONDS", 1.0)
    monkeypatch.setattr(pandoc_kinds, "SECONDS_OF_TEXT", 1.0)
    start = time.monotonic()
    with pytest.raises(UnreadableSource):
        read_source(text.encode(), name)
    assert time.monotonic() - start < 10
