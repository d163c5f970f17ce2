"""Formulas of chapters that come without the file which defines their commands."""

from __future__ import annotations

from itertools import islice, product

import pytest

from learning.markdown_math import is_readable, mathml
from sources.formula_commands import known_commands
from tests.sources.blocks import read_text, texts
from tests.sources.growth import grows_too_fast


def read(tex: str) -> str:
    return known_commands([tex]).text(tex)


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"$x\in\R^n$", r"$x\in\mathbb{R}^n$"),
        (r"$f:\RR\to\CC$", r"$f:\mathbb{R}\to\mathbb{C}$"),
        (r"$\Zz \subset \calF$", r"$\mathbb{Z} \subset \mathcal{F}$"),
        (r"$a\xhat+b\yhat$", r"$a\hat{x}+b\hat{y}$"),
        (r"$\int f\,\dx$", r"$\int f\,\mathrm{d}x$"),
        (r"$2^\half$", r"$2^{\frac{1}{2}}$"),
        (r"$\mat{1&2\\3&4}$", r"$\begin{bmatrix}1&2\\3&4\end{bmatrix}$"),
        (r"$\pmat{1\\2}$", r"$\begin{pmatrix}1\\2\end{pmatrix}$"),
        (r"$\mat{[a]&[b]}$", r"$\begin{bmatrix}{}[a]&[b]\end{bmatrix}$"),
        (r"$\Span\{v\}$", r"$\operatorname{Span}\{v\}$"),
        (r"$\Span{v, \vec w}$", r"$\operatorname{Span}(v, \vec w)$"),
        (r"$\rank A + \Null(A)$", r"$\operatorname{rank} A + \operatorname{Null}(A)$"),
        (r"$\BaseSwap{A}{B}$", r"$\operatorname{Base\ Swap}(A, B)$"),
        (r"$A \eand \enot B \eif C$", r"$A \land \lnot B \rightarrow C$"),
        (r"$\Set{x \given x > \abs{\R}}$", r"$\{x \mid x > \lvert \mathbb{R}\rvert\}$"),
        (r"$\pdv{f}{x} + \dv{x}$", r"$\frac{\partial f}{\partial x} + \frac{\mathrm{d}}{\mathrm{d}x}$"),
        (r"$\inner{a}{b} \inner{c}$", r"$\langle a, b\rangle \langle c\rangle$"),
        (r"$\snorm{x}$ and $\vb x$", r"$\lVert x\rVert$ and $\mathbf{x}$"),
        (r"$\hilite{a+b}$", r"${a+b}$"),
        (r"$\Bar{x} \Det A$", r"$\bar{x} \det A$"),
        (r"$\systeme{x=1,y=2}$", r"$\begin{cases}x=1\\ y=2\end{cases}$"),
        (r"$\begin{amat}{cc|c}1&2&3\end{amat}$", r"$\begin{bmatrix}1&2&3\end{bmatrix}$"),
    ],
)
def test_of_a_command_that_nobody_defines_is_shown_what_it_says(tex: str, plain: str) -> None:
    assert read(tex) == plain
    assert all(is_readable(formula) for formula in plain.split("$")[1::2])


@pytest.mark.parametrize("tex", [r"$\zrk$", r"$\inverse{A}$", r"$\qmix{a}{b}$", r"$\LongArrow A$", r"$a + \unknown b$"])
def test_what_cannot_be_known_stays_as_it_is_written(tex: str) -> None:
    assert read(tex) == tex


def test_formulas_without_such_commands_stay() -> None:
    tex = r"$\frac{a}{b} \sum_{i=1}^n \left( x_i \right)$ costs \$5 and $$\begin{aligned}a&=b\\[2pt]c\end{aligned}$$"
    assert read(tex) == tex


def test_commands_that_nobody_defines_are_named_with_their_place() -> None:
    tex = "\\section{Sums}\nLet $x$.\n\\section{Knots}\nSo $\\zrk a = \\R$.\n\nThen $\\zrk b$.\n"
    document = read_text(tex, "knots.tex")
    (named,) = [one for one in document.not_carried if one.what == "undefined command"]
    assert (named.where, named.count, named.detail.split(":")[0]) == ("Knots", 2, r"\zrk")


def test_definitions_of_the_file_come_first() -> None:
    tex = "\\newcommand{\\R}{\\mathrm{Rot}}\n\\section{Turns}\nHere $\\R$ turns.\n"
    assert texts(read_text(tex, "a.tex"), "paragraph") == [r"Here $\mathrm{Rot}$ turns."]


def test_a_chapter_without_a_section_is_latex_still() -> None:
    tex = "\\Heading{Bases}\n\nA basis $\\mathcal B$ of $\\R^n$ is \\emph{ordered}.\n\\begin{lemma}Yes.\\end{lemma}\n"
    document = read_text(tex, "module.tex")
    assert document.media_type == "application/x-tex"
    assert texts(document, "heading") == ["Bases"]
    assert texts(document, "paragraph")[0] == r"A basis $\mathcal B$ of $\mathbb{R}^n$ is ordered."


def test_signs_of_logic_between_words() -> None:
    tex = (
        "\\section{Signs}\nThe sign \\eand{} joins \\metav{A} and $\\metav{B}$, and so $\\metav{A} \\eor \\metav{B}$.\n"
    )
    assert texts(read_text(tex, "a.tex"), "paragraph") == [
        r"The sign $\land$ joins $\mathcal{A}$ and ${\mathcal{B}}$, and so ${\mathcal{A}} \lor {\mathcal{B}}$."
    ]


def test_environments_are_not_defined_anew() -> None:
    tex = (
        "\\section{T}\n"
        + "Words \\gap{it} here.\n\n"
        + "\\begin{zed}[x]\nSay $a$.\n\\begin{quote}Q.\\end{quote}\n\\end{zed}\n"
    )
    assert texts(read_text(tex, "a.tex"), "quote") == ["Q."]


def test_comments_and_formulas_in_words_of_formulas() -> None:
    tex = "\\section{T}\n\\[ a = b %\\\\ hidden\n \\text{ if $c > 0$ and \\emph{so} on} \\]\n"
    assert texts(read_text(tex, "a.tex"), "paragraph") == [r"$$a = b \text{ if }c > 0\text{ and so on}$$"]


def test_a_heading_that_a_command_says() -> None:
    tex = "\\section{T}\nWords.\n\\section\\problemhead\nAdd one and one.\n"
    assert texts(read_text(tex, "a.tex"), "heading") == ["T", "Exercises"]


@pytest.mark.parametrize("unit", [r"$\zrk{\R{\abs{x}}}$ ", r"$\zrk{$ ", r"$\foo$ \foo{", r"$\begin{amat}1\end{amat}$ "])
def test_time_grows_with_the_text(unit: str) -> None:
    assert grows_too_fast(lambda size: read(unit * (size // len(unit)))) == 0.0


def test_time_grows_with_the_number_of_commands() -> None:
    names = ["".join(letters) for letters in product("bcdfghjkl", repeat=4)]

    def grown(size: int) -> str:
        return read(" ".join(rf"$\{name}$" for name in islice(names, size // 80)))

    assert grows_too_fast(grown) == 0.0


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"$\R{3}$", r"$\mathbb{R}^{3}$"),
        (r"$\Bv + \Bw$", r"$\mathbf{v} + \mathbf{w}$"),
        (r"$\tuple{a,b}$", r"$\langle a,b\rangle$"),
        (r"$\hold{a,b}$", r"$\hold{a,b}$"),
    ],
)
def test_arguments_say_what_a_command_may_be(tex: str, plain: str) -> None:
    assert read(tex) == plain


def test_a_diagram_is_no_formula() -> None:
    tex = r"$$\begin{CD} V @>f>> W \end{CD}$$"
    known = known_commands([tex])
    assert known.text(tex) == tex
    assert list(known.undefined) == ["begin{CD}"]
    assert not is_readable(tex.strip("$"))


def test_letters_references_and_columns_of_a_book_in_its_text() -> None:
    tex = (
        "\\section{T}\nThe space \\R{3} is \\(\\R{3}\\) by \\thmref{t:a}.\n\n"
        "\\begin{tabular}{d|e e}$a$ & $b$ & $c$\\\\ 1 & 0 & 1\\\\\\end{tabular}\n"
    )
    document = read_text(tex, "a.tex")
    assert texts(document, "paragraph") == [r"The space $\mathbb{R}^{3}$ is ${\mathbb{R}^{3}}$ by @ref(t:a)."]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "table"]


def test_commands_of_formulas_mean_the_same_when_words_stand_in_them() -> None:
    tex = "\\section{T}\nSo \\text{a word} is $\\{f : \\text{$f$ grows}\\}$.\n"
    assert r"$\{f : \text{}f\text{ grows}\}$" in texts(read_text(tex, "a.tex"), "paragraph")[0]


def test_rows_that_begin_with_a_bracket() -> None:
    tex = "\\section{T}\n\\[\\begin{aligned} a &= b \\\\[2pt] [c] &= d\\end{aligned}\\]\n"
    (formula,) = texts(read_text(tex, "a.tex"), "paragraph")
    assert is_readable(formula.strip("$"))


def test_lines_are_laid_out() -> None:
    for name in ("aligned", "alignedat", "gathered", "eqnarray*", "dcases"):
        start = rf"\begin{{{name}}}" + ("{1}" if name == "alignedat" else "")
        assert "<mtable" in mathml(rf"{start}a&=b\\c&=d\end{{{name}}}", display=True)
    assert not is_readable(r"\begin{zed}a&b\end{zed}")
