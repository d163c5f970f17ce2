"""What a file holds and no block carries is named, with its place."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from learning.source import SourceDocument
from sources import read_source
from sources.navigation import is_navigation
from tests.sources.blocks import read_text, texts, whole
from tests.sources.docx_files import saved


def left_out(document: SourceDocument) -> list[tuple[str, str, int]]:
    return [(one.what, one.where, one.count) for one in document.not_carried]


def test_of_a_web_page() -> None:
    page = (
        "<html><body><h1>T</h1><p>Words.</p><h2>Shown</h2><img src='a.png' alt='A map'><img src='b.png'>"
        "<video src='c.mp4'></video><iframe src='d'></iframe><script>draw()</script><div hidden>Secret.</div>"
    )
    assert left_out(read_text(page, "a.html")) == [
        ("picture", "Shown", 2),
        ("video", "Shown", 1),
        ("embedded object", "Shown", 1),
        ("script", "Shown", 1),
        ("hidden text", "Shown", 1),
    ]
    assert read_text(page, "a.html").not_carried[0].detail == "A map"


def test_of_markdown() -> None:
    text = '# T\n\n![A map](a.png)\n\n{{#include b.md}}\n\n{{< youtube x >}}\n\n{{< chart "a" >}}\n\nWords.\n'
    assert sorted(left_out(read_text(text, "a.md"))) == [
        ("include", "", 1),
        ("picture", "T", 1),
        ("shortcode", "", 1),
        ("video", "", 1),
    ]


def test_of_a_word_file() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading("Shown", 1)
    paragraph = document.add_paragraph("Words")
    document.add_picture(io.BytesIO(picture.getvalue()))
    document.add_picture(io.BytesIO(picture.getvalue()))
    for xml in (
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        '<w:r><w:commentReference w:id="0"/></w:r>',
        "<w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office'/></w:object></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
    read = read_source(saved(document), "a.docx")
    assert texts(read, "paragraph") == ["Words"]
    assert sorted(left_out(read)) == [
        ("comment", "Shown", 1),
        ("deleted revision", "Shown", 1),
        ("embedded object", "Shown", 1),
        ("header or footer", "", 1),
        ("hidden text", "Shown", 1),
        ("picture", "Shown", 2),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('+++\ntitle = "Bees"\ndraft = false\n+++\n\nThey fly.\n', "Bees\nThey fly."),
        ("# T\n\n{{% notice tip %}}\nMind them.\n{{% /notice %}}\n", "T\nMind them."),
        (
            '# T\n\nSee {{< ref "winter-feed.md" >}} for more, or [here]({{< ref "x" >}}).\n',
            "T\nSee winter feed for more, or here.",
        ),
        ("# T\n\n{% highlight python linenos %}\nif x:\n    y()\n{% endhighlight %}\n", "T\nif x:\n    y()"),
        ("# T\n\n{{< highlight go >}}\n\tx := 1\n{{< /highlight >}}\n\nEnd.", "T\n\tx := 1\nEnd."),
        ("# T\n\n{% comment %}\nNo.\n{% endcomment %}\n\n{% if a %}Yes.{% endif %}\n", "T\nYes."),
        (
            "# T\n\nThe tag `{{ site.title }}` is shown.\n\n```\n{% if a %}\n```\n",
            "T\nThe tag `{{ site.title }}` is shown.\n{% if a %}",
        ),
        ('# T\n\n{% hint style="info" %}\nMind them.\n{% endhint %}\n', "T\nMind them."),
        ("# T\n\n```rust\n{{#include a.rs}}\nfn main() {}\n```\n", "T\nfn main() {}"),
        ("# T\n\n[Prev](a.md) | [Up](b.md) | [Next](c.md)\n\nWords.\n", "T\nWords."),
    ],
)
def test_markup_of_site_generators(text: str, says: str) -> None:
    assert whole(read_text(text, "a.md")) == says


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("[ << Tutorial ] | [Top][Contents][Index] | [ Notation >> ]", True),
        ("<< All manuals", True),
        ("[a] | [b]", False),
        ("[1, 2] | [3, 4]", False),
        ("« Bonjour tout le monde »", False),
    ],
)
def test_links_to_other_pages_are_told_from_text(text: str, is_one: bool) -> None:
    assert is_navigation(text) is is_one
