from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.markdown import citation_ids, footnotes, is_safe_address, plain_text
from learning.markdown_html import render, render_line, render_text
from learning.markdown_safety import unsafe
from learning.section import Citation

CITATIONS = [Citation(id="c1", source_id="s", quote="q"), Citation(id="c2", source_id="s", quote="q")]
ALLOWED = {"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"}
ALLOWED |= {"math", "mfrac", "mi", "mn", "mo", "mrow", "msub", "msup", "msqrt", "mtext", "mstyle", "mspace", "span"}
ALLOWED |= {"p", "pre", "s", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x]( \x01javascript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '[x](http://a.b "onmouseover=alert(1)")',
    '![a" onerror="alert(1)](http://a.b/c.png)',
    "```html\n<script>alert(1)</script>\n```",
    '```" onclick="alert(1)\ncode\n```',
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "[^c1]: javascript:alert(1)\n\n[^c1]",
    "<style>@import 'x'</style>",
    r"$\text{<img src=x onerror=alert(1)>}$",
    r"$$\href{javascript:alert(1)}{x}$$",
    r"$\style{x: expression(alert(1))}{y}$ $\class{a\" onclick=\"b}{y}$",
    "$a &lt;script&gt;alert(1)&lt;/script&gt;$",
    "```sql\n<script>alert(1)</script>\n```",
    '<span class="formula-0"></span> $x$',
    "| a |\n|:-:|\n| <b onclick=x> |",
]


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Elements(html).found:
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            address = attributes.get(name) or "#"
            assert address.startswith(("#", "http://", "https://", "mailto:"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_passes(attack: str) -> None:
    for html in (render(attack, CITATIONS), render_text(attack), render_line(attack)):
        assert_harmless(html)


def test_formulas_become_mathml_and_what_cannot_be_read_stays_as_it_was_written() -> None:
    html = render("With $x^2 < \\frac{a}{b}$ and $\\unheard{x}$:\n\n$$\\sum_i i$$")
    assert "<msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mfrac>" in html
    assert '<code class="language-tex">\\unheard{x}</code>' in html
    assert 'display="block"' in html
    assert "$" not in html


def test_code_is_marked_by_classes() -> None:
    html = render("```py\nif x: # y\n```")
    assert '<pre><code class="language-py"><span class="hl-k">if</span>' in html
    assert '<span class="hl-c1"># y</span>' in html


def test_plain_text_is_shown_as_it_was_written_but_for_code_and_formulas() -> None:
    text = "# __init__ *is* `x`, 1. not <b> [y](http://z.org) ____\nand $a$"
    html = render_text(text)
    shown = html.replace("<p>", "").replace("</p>\n", "").replace("<br>", "")
    assert shown.startswith("# __init__ *is* <code>x</code>, 1. not &lt;b&gt; [y](http://z.org) ____\nand <math")
    assert render_line("5 * 3 * 2") == "5 * 3 * 2"


@given(
    st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=20), st.sampled_from(list("<>[]()\"'`\n&:#^!|*"))))
)
def test_arbitrary_text_renders_harmless(pieces: list[str]) -> None:
    text = "".join(pieces)
    for html in (render(text, CITATIONS), render_text(text), render_line(text)):
        assert_harmless(html)
    unsafe(text), plain_text(text), citation_ids(text), footnotes(text)


@given(st.text(alphabet="abc .,*_`#[]^\n-", max_size=200))
def test_markup_without_html_and_links_has_nothing_unsafe_but_open_fences(text: str) -> None:
    assert set(map(str, unsafe(text))) <= {"It has a code fence that is never closed."}


def test_a_citation_becomes_a_numbered_link() -> None:
    html = render("Gluten holds gas. [^c2] [^c9]", CITATIONS)
    assert '<sup class="citation"><a href="#cite-c2"' in html
    assert ">2</a></sup>" in html
    assert "[^c9]" in html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# A\n\nb *c* **d** `e`", "<h1>A</h1>\n<p>b <em>c</em> <strong>d</strong> <code>e</code></p>\n"),
        ("```text\na < b\n```", '<pre><code class="language-text">a &lt; b\n</code></pre>\n'),
        ("| a |\n|--:|", '<table>\n<thead>\n<tr>\n<th class="align-right">a</th>\n</tr>\n</thead>\n</table>\n'),
        ("That is $5 and $10, or $ 20 $.", "<p>That is $5 and $10, or $ 20 $.</p>\n"),
        ("`$x$`", "<p><code>$x$</code></p>\n"),
        ("`[^c1]`", "<p><code>[^c1]</code></p>\n"),
        ("List<String> & <your-name>", "<p>List&lt;String&gt; &amp; &lt;your-name&gt;</p>\n"),
        ("2. b", '<ol start="2">\n<li>b</li>\n</ol>\n'),
    ],
)
def test_markdown_of_a_lesson(markdown: str, html: str) -> None:
    assert render(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A\n\nb *c* [d](http://e.f) [^c1].", "A\n\nb c d."),
        ("- one\n- two\n\n```py\nx = 1\n```", "one\n\ntwo\n\nx = 1"),
        ("![a loaf](http://a.b/c.png)", "a loaf"),
        ("Yeast [^c1] eats\nsugar.", "Yeast eats\nsugar."),
        ("", ""),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "word"),
    [
        ("a <b>c</b>", "<b>"),
        ("<!-- note -->", "<!--"),
        ("<div>\nx\n</div>", "<div>"),
        ("[x](javascript:alert)", "javascript"),
        ("[x](other.md)", "other.md"),
        ("[x](//host/path)", "//host"),
        ("![x](data:image/png;base64,AA)", "data:"),
        ("![x](#top)", "#top"),
        ("[x](http:nothing)", "http:nothing"),
        ("```\nx = 1", "fence"),
        ("> ~~~\n> x", "fence"),
        ("````\n```", "fence"),
    ],
)
def test_unsafe_names_what_is_wrong(markdown: str, word: str) -> None:
    assert any(word in str(problem) for problem in unsafe(markdown))


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "`<b>` and `List<String>` and <your-name>, 1 < 2 > 0",
        "```html\n<script>\n```",
        "- item\n  ```\n  x\n  ```\n\n> ~~~\n> y\n> ~~~",
        "````\n```\n````",
        "[a](https://b.c/d) <https://b.c> [e](#f) [g](mailto:h@i.j) ![k](http://l.m/n.png)",
    ],
)
def test_safe_markdown(markdown: str) -> None:
    assert unsafe(markdown) == []


def test_citation_ids_in_reading_order_without_code() -> None:
    assert citation_ids("a [^c2] b [^c1]\n\n- c [^c2]\n\n`[^x]`\n\n```\n[^y]\n```") == ["c2", "c1"]


def test_footnotes() -> None:
    assert footnotes("A [^c1].\n\n[^c1]: Said there.") == ["c1"]
    assert footnotes("A [^c1].\n\n[^C2]: http://a.b") == ["c2"]
    assert footnotes("A [^c1]: b.\n\n`[^c1]:`\n\n[a]: http://b.c") == []


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.b", True),
        ("HTTP://a.b/c?d#e", True),
        ("mailto:a@b.c", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("https:", False),
        ("https://[a", False),
        ("https://a b", False),
        ("a.html", False),
        ("", False),
    ],
)
def test_safe_addresses(address: str, safe: bool) -> None:
    assert is_safe_address(address) == safe
