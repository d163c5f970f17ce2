"""Powers, indices and formulas keep their meaning in every format."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sources import read_source
from sources.scripts import lowered, raised
from tests.sources.blocks import read_text, texts, whole
from tests.sources.docx_files import saved

_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("6", "⁶"),
        ("-9", "⁻⁹"),
        ("−9", "⁻⁹"),
        ("n+1", "ⁿ⁺¹"),
        ("1/2", "^(1/2)"),
        ("Q", "^(Q)"),
        ("th", "th"),
        ("*", "*"),
    ],
)
def test_raised(text: str, said: str) -> None:
    assert raised(text) == said


def test_lowered() -> None:
    assert [lowered("2"), lowered("max"), lowered("total")] == ["₂", "ₘₐₓ", "ₜₒₜₐₗ"]
    assert lowered("body") == "_(body)"


@pytest.mark.parametrize("filename", ["a.html", "a.md"])
def test_marked_in_html_and_markdown(filename: str) -> None:
    text = "<p>9 × 10<sup>15</sup> m; E = mc<sup>2</sup>, CO<sub>2</sub>, x<sup>a/b</sup>, 4<sup>th</sup>.</p>"
    assert whole(read_text(text, filename)) == "9 × 10¹⁵ m; E = mc², CO₂, x^(a/b), 4th."


def test_marked_in_a_table() -> None:
    for filename in ("a.html", "a.md"):
        table = "<table><tr><th>Unit<th>Metres<tr><td>km<td>10<sup>3</sup></table>"
        assert texts(read_text(f"<p>Units.</p>{table}", filename), "table") == ["Unit | Metres\nkm | 10³"]


def test_pandoc_carets_in_markdown() -> None:
    assert (
        whole(read_text("# T\n\n10^6^ and H~2~O, ~/bin and a^b stay.", "a.md")) == "T\n10⁶ and H₂O, ~/bin and a^b stay."
    )


def test_set_in_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("A hectare is 10")
    paragraph.add_run("4").font.superscript = True
    paragraph.add_run(" m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("; CO")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run(".")
    assert texts(read_source(saved(document), "a.docx"), "paragraph") == ["A hectare is 10⁴ m²; CO₂."]


def test_equations_of_word() -> None:
    document = docx.Document()
    inside = document.add_paragraph("The mean speed is ")
    fraction = "<m:f><m:num><m:r><m:t>s</m:t></m:r></m:num><m:den><m:r><m:t>t</m:t></m:r></m:den></m:f>"
    inside._p.append(parse_xml(f"<m:oMath {_MATH}>{fraction}</m:oMath>"))
    inside.add_run(".")
    alone = document.add_paragraph()
    alone._p.append(parse_xml(f"<m:oMathPara {_MATH}><m:oMath>{fraction}</m:oMath></m:oMathPara>"))
    read = texts(read_source(saved(document), "a.docx"), "paragraph")
    assert read == [r"The mean speed is $\frac{s}{t}$.", r"$$\frac{s}{t}$$"]


_TEX = r'<annotation encoding="application/x-tex">\sqrt{x}</annotation>'
_ROOT = "<msqrt><mi>x</mi></msqrt>"


@pytest.mark.parametrize(
    "formula",
    [
        f"<math>{_ROOT}</math>",
        f'<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>{_ROOT}{_TEX}</semantics></math>',
        f"<m:math>{_ROOT.replace('<m', '<m:m').replace('</m', '</m:m')}</m:math>",
        f'<span class="katex"><span class="katex-mathml"><math><semantics>{_ROOT}{_TEX}</semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">√x</span></span>',
        r'<span class="MathJax_Preview">x</span><b class="MathJax">x</b><script type="math/tex">\sqrt{x}</script>',
        f"<mjx-container><svg></svg><mjx-assistive-mml><math>{_ROOT}</math></mjx-assistive-mml></mjx-container>",
        r"\(\sqrt{x}\)",
        rf'<span><span style="display: none"><math alttext="{{\displaystyle \sqrt{{x}}}}">{_ROOT}</math></span>'
        r'<img class="mwe-math-fallback-image-inline" alt="{\displaystyle \sqrt{x}}"></span>',
    ],
)
def test_a_formula_of_a_page_once_and_as_tex(formula: str) -> None:
    assert (
        whole(read_text(f"<html><body><p>The root is {formula}.</p></body></html>", "a.html"))
        == r"The root is $\sqrt{x}$."
    )


def test_many_formulas_keep_their_order() -> None:
    page = "".join(f"<p>{n}: <math><mfrac><mi>a</mi><mn>{n}</mn></mfrac></math></p>" for n in range(30))
    document = read_text(f"<html><body>{page}</body></html>", "a.html")
    assert texts(document, "paragraph") == [rf"{n}: $\frac{{a}}{{{n}}}$" for n in range(30)]


def test_straight_quotes_stay() -> None:
    document = docx.Document()
    document.add_paragraph("Say \"it's\" -- and 'so'... on.")
    assert texts(read_source(saved(document), "a.docx"), "paragraph") == ["Say \"it's\" -- and 'so'... on."]


def test_ruby_leaves_the_words() -> None:
    ruby = "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"
    assert whole(read_text(f"<html><body><p>これは{ruby}です。</p></body></html>", "a.html")) == "これは漢字です。"
    document = docx.Document()
    document.add_paragraph("これは")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
    )
    read = read_source(saved(document), "a.docx")
    assert whole(read) == "これは漢字"
    assert [(one.what, one.count) for one in read.not_carried] == [("phonetic guide", 1)]
