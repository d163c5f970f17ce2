"""Web pages and HTML books."""

from __future__ import annotations

import pytest

from learning.source import BlockRole
from tests.sources.blocks import headings, only, read_text, texts, whole

_SURROUNDINGS = """<!doctype html>
<html lang="en"><head><title>Branches | A Site</title><style>p {{}}</style><script>track()</script></head>
<body class="has-sidebar">
<a class="skip-link" href="#c">Skip to content</a>
<header><nav><ul><li>Home</li><li>About</li></ul></nav></header>
<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<div class="sidebar"><p>Popular posts</p></div>
{content}
<aside><p>Subscribe now</p></aside>
<div class="related-posts"><p>More like this</p></div>
<div style="display: none"><p>Hidden words</p></div>
<footer><p>Copyright</p></footer>
</body></html>"""

_ARTICLE = (
    "<h1>Branches</h1><p>A branch is a movable name for a commit, and making one costs next to nothing at all.</p>"
)


@pytest.mark.parametrize("tag", ["main", "article", "div", "div role='main'", "section"])
def test_only_the_content_is_read(tag: str) -> None:
    name = tag.split()[0]
    page = _SURROUNDINGS.format(content=f"<{tag} id='c'>{_ARTICLE}</{name}>")
    document = read_text(page, "page.html")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
    assert document.title == "Branches"


def body(markup: str) -> str:
    return f"<html><body><h1>T</h1>{markup}</body></html>"


def test_a_book_in_one_file_keeps_its_structure() -> None:
    chapters = "".join(
        f"<section id='comments'><h1>Chapter {c}</h1><p>Opening.</p>"
        + "".join(f"<section><h2>Section {c}.{s}</h2><p>Text {c}.{s}.</p></section>" for s in (1, 2))
        + "</section>"
        for c in range(1, 21)
    )
    document = read_text(f"<html><head><title>The Book</title></head><body>{chapters}</body></html>", "book.html")
    assert document.title == "The Book"
    assert len(headings(document)) == 60
    assert document.blocks[-1].text == "Text 20.2."
    assert document.blocks[-1].heading_path == ("Chapter 20", "Section 20.2")


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>Use <code>git add</code>, <b>bold</b> and <a href='#x'>links</a>.</p>", "Use `git add`, bold and links."),
        ("<p>Nested <code>a <code>b</code> c</code> code.</p>", "Nested `a b c` code."),
        ("<p>Two<br>lines&nbsp;and&shy;a&#8203;gap</p>", "Two lines andagap"),
        ("Bare text, not in any element", "Bare text, not in any element"),
        ("<p>An unclosed paragraph <p>and the next", "An unclosed paragraph\nand the next"),
        ("<p>Note<sup><a class='footnote-ref' href='#n'>1</a></sup> here.</p>", "Note here."),
        ("<p>A &lt;tag&gt; &amp; more</p>", "A <tag> & more"),
        ("<div>Before <div>inside</div> after</div>", "Before\ninside\nafter"),
    ],
)
def test_inline_markup(markup: str, said: str) -> None:
    document = read_text(body(markup), "a.html")
    assert "\n".join(block.text for block in document.blocks[1:]) == said


@pytest.mark.parametrize(
    "link", ["<a class='headerlink' href='#t'>¶</a>", "<a href='#t'>#</a>", "<a class='anchor-link'>link</a>"]
)
def test_the_sign_beside_a_heading_is_gone(link: str) -> None:
    assert headings(read_text(f"<body><h2>In C# and F{link}</h2><p>Text.</p></body>", "a.html")) == [(2, "In C# and F")]


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<pre><code class='language-python'>{}</code></pre>", "python"),
        ("<div class='highlight-python3 notranslate'><div class='highlight'><pre>{}</pre></div></div>", "python"),
        ("<pre class='lang-js'>{}</pre>", "js"),
        ("<pre>{}</pre>", ""),
    ],
)
def test_listings(markup: str, language: str) -> None:
    code = "<span>def</span> f(x):\n    return <b>x</b> &lt; 1\n\n<span>print</span>(f(2))"
    block = only(read_text(body(markup.format("\n" + code + "\n")), "a.html"), "code")
    assert block.text == "def f(x):\n    return x < 1\n\nprint(f(2))"
    assert block.language == language


def test_line_numbers_beside_a_listing_are_gone() -> None:
    rows = "<td class='linenos'><pre>1\n2</pre></td><td class='code'><pre>a = 1\nb = 2</pre></td>"
    assert only(read_text(body(f"<table class='highlighttable'><tr>{rows}</tr></table>"), "a.html"), "code").text == (
        "a = 1\nb = 2"
    )


def test_lists() -> None:
    markup = "<ol><li>one<ul><li><p>inner</p><p>more</p></li></ul></li><li>two<pre>code</pre></li></ol>"
    document = read_text(body(markup), "a.html")
    assert [(block.kind, block.level, block.text) for block in document.blocks[1:]] == [
        ("list_item", 0, "one"),
        ("list_item", 1, "inner"),
        ("paragraph", 0, "more"),
        ("list_item", 0, "two"),
        ("code", 0, "code"),
    ]


def test_definitions() -> None:
    markup = "<dl><dt><code>commit</code></dt><dd><p>A snapshot.</p><p>It has an id.</p></dd></dl>"
    document = read_text(body(markup), "a.html")
    assert texts(document, "list_item") == ["`commit`: A snapshot."]
    assert texts(document, "paragraph") == ["It has an id."]


def test_a_table_of_data() -> None:
    markup = "<table><caption>Commands</caption><tr><th>Name<th>Use<tr><td><code>add</code><td>stage<br>it</table>"
    document = read_text(body(markup), "a.html")
    assert only(document, "table").text == "Name | Use\n`add` | stage it"
    assert texts(document, "paragraph") == ["Commands"]


def test_a_table_for_layout_is_read_as_text() -> None:
    document = read_text(body("<table><tr><td><h2>Left</h2><p>Text.</p></td></tr></table>"), "a.html")
    assert headings(document) == [(1, "T"), (2, "Left")]


def test_a_quote() -> None:
    assert (
        only(read_text(body("<blockquote><p>Said.</p></blockquote><p>After.</p>"), "a.html"), "quote").text == "Said."
    )


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<div class='admonition note'><p>Words.</p></div>", "callout"),
        ("<div class='callout challenge'><p>Words.</p></div>", "exercise"),
        ("<div class='challenge'><div class='solution'><p>Words.</p></div></div>", "solution"),
        ("<details><summary>Solution</summary><p>Words.</p></details>", "solution"),
        ("<details><summary>More</summary><p>Words.</p></details>", "callout"),
        ("<section id='tip'><p>Words.</p></section>", "body"),
    ],
)
def test_boxes(markup: str, role: BlockRole) -> None:
    document = read_text(body(markup + "<p>After.</p>"), "a.html")
    assert {block.text: block.role for block in document.blocks}["Words."] == role
    assert document.blocks[-1].role == "body"


def test_a_table_of_contents_is_no_text() -> None:
    contents = "<ul><li><a href='#a'>One</a></li><li><a href='#b'>Two</a></li><li><a href='#c'>Three</a></li></ul>"
    assert "Two" not in whole(read_text(body(f"{contents}<p>Text that remains.</p>"), "a.html"))


def test_nesting_deeper_than_any_stack() -> None:
    markup = "<div>" * 1500 + "<p>Deep down.</p>" + "</div>" * 1500
    assert "Deep down." in whole(read_text(body(markup), "a.html"))


def test_xhtml_with_a_declaration() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html><body><p>Grüße.</p></body></html>'
    assert whole(read_text(page, "a.xhtml")) == "Grüße."


@pytest.mark.parametrize(
    "rows",
    [
        '<tr><td rowspan="2"><img src="n.png" alt="[Note]"></td><th>Note</th></tr><tr><td>Keep clear.</td></tr>',
        "<tr><th>Note</th></tr><tr><td><p>Keep clear.</p></td></tr>",
    ],
)
def test_a_box_that_is_drawn_as_a_table_is_a_box_with_a_title(rows: str) -> None:
    page = f'<h1>Locks</h1><p>Boats rise in it.</p><div class="note"><table>{rows}</table></div>'
    read = read_text(page, "locks.html").blocks
    assert [(b.kind, b.role, b.text) for b in read[2:]] == [
        ("heading", "callout", "Note"),
        ("paragraph", "callout", "Keep clear."),
    ]


def test_contents_that_link_to_other_pages_are_left_out_however_long() -> None:
    links = "".join(
        f'<li><a href="part-{number}.html">Part number {number} of the book</a></li>' for number in range(40)
    )
    page = f'<h1>Locks</h1><p>{"Boats rise in a lock. " * 6}</p><div class="toctree-wrapper"><ul>{links}</ul></div>'
    assert [b.kind for b in read_text(page, "locks.html").blocks] == ["heading", "paragraph"]
