"""What code gives, asked where the source shows it: with all that it takes to tell, and nothing that changes."""

import json

import pytest

from learning.checks import Check, Option
from learning.checks.review import flaws_of
from learning.markdown_html import render_line, render_text
from learning.source import SourceDocument
from providers.language.tables import language_of
from providers.offline.reading.facts.outputs import without_remarks
from providers.offline.reading.facts.reckoning import reckoned
from providers.offline.writing.questions.mutants import misread
from providers.offline.writing.questions.of_outputs import of_outputs
from providers.offline.writing.questions.question import Question
from providers.offline.writing.questions.sequences import mistaken_sequences
from providers.offline.writing.questions.values import mistaken, normal
from sources import read_source
from tests.providers.test_offline_kinds import asked


def of_code(code: str, label: str = "", before: str = "") -> list[Question]:
    text = f"# Boats\n\n## Lists of sails\n\nA crew counts its sails.\n\n{before}\n\n```{label}\n{code}\n```\n"
    return asked(of_outputs, text)


FORMS = {
    "doctest": ("pycon", ">>> sails = ['jib', 'main', 'spinnaker']\n>>> sails[-1]\n'spinnaker'", "`'spinnaker'`"),
    "ipython": ("", "In [1]: sails = [3, 1, 2]\n\nIn [2]: sorted(sails)\nOut[2]: [1, 2, 3]", "`[1, 2, 3]`"),
    "elixir": ("elixir", "iex> sails = [1, 2, 3]\niex> tl(sails)\n[2, 3]", "`[2, 3]`"),
    "ruby": ("ruby", "irb> sails = [1, 2, 3]\nirb> sails.length * 2\n=> 6", "`6`"),
    "r": ("r", "> sails <- c(1, 4)\n> sum(sails)\n[1] 5", "`5`"),
    "remark behind": ("python", "sails = [4, 7]\nsails[0] + sails[1]  # => 11", "`11`"),
    "remark below": ("javascript", 'console.log("4" + 2)\n// → 42', "`42`"),
    "prints": ("rust", 'fn main() {\n    println!("{}", 7 / 2);  // prints 3\n}', "`3`"),
    "clojure": ("clojure", "(conj [1 2] 3)\n;; => [1 2 3]", "`[1 2 3]`"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_in_which_a_source_shows_what_code_gives(form: str) -> None:
    label, code, key = FORMS[form]
    [question] = of_code(code, label)
    assert question.key == key
    assert "```" in question.stem
    assert ">>>" not in question.stem
    assert key not in question.wrong


def test_words_between_two_listings_say_that_the_second_is_what_the_first_gives() -> None:
    before = "```python\nmasts = [1, 2, 3]\nprint(sum(masts) * 2)\n```\n\nThis prints:"
    [question] = of_code("12", "text", before)
    assert question.key == "`12`"
    assert question.stem.startswith("What does this code print?")


def notebook(*cells: tuple[str, str]) -> SourceDocument:
    made = [
        {
            "cell_type": "code",
            "source": code,
            "outputs": [{"output_type": "execute_result", "data": {"text/plain": output}}] if output else [],
        }
        for code, output in cells
    ]
    words = {"cell_type": "markdown", "source": "# Boats\n\nA crew counts its sails before it leaves the harbour."}
    written = json.dumps({"nbformat": 4, "metadata": {"language_info": {"name": "python"}}, "cells": [words, *made]})
    return read_source(written.encode(), "boats.ipynb").model_copy(update={"id": "s1"})


def of_cells(*cells: tuple[str, str]) -> list[Question]:
    from learning.brief import Brief
    from providers.offline.reading.corpus_reader import read_corpus
    from providers.offline.writing.prose import Piece
    from providers.offline.writing.questions.question import Setting

    read = read_corpus((notebook(*cells),), "en")
    brief = Brief.model_validate({"title": "Boats", "lessons": 1, "sections_per_lesson": 1})
    shown = tuple(Piece(place, place.text if place.is_prose else "") for place in read.places)
    return of_outputs(Setting(read, brief, "At sea", (), 0, shown))


def test_cells_that_set_what_a_cell_reads_are_shown_with_it_and_no_others() -> None:
    [question] = of_cells(("sails = [5, 8]", ""), ("ropes = 12", ""), ("sails.append(9)", ""), ("sails[1] + 1", "9"))
    assert "sails.append(9)" in question.stem
    assert "ropes" not in question.stem


@pytest.mark.parametrize(
    "cells",
    [
        [("count_of(hull) + 1", "3")],
        [("import secret_tools", ""), ("secret_tools.count(3)", "4")],
        [("sails = [5, 8]", ""), ("%time sails.sort()", ""), ("sails[0] + 1", "6")],
        [("sails = [5, 8]", ""), ("spare = sails", ""), ("spare.append(3)", ""), ("len(sails)", "3")],
        [("import random", ""), ("random.randint(1, 6) + 1", "4")],
        [("object()", "<object at 0x7f3a5c1d2e10>")],
        [("1 / 3", "0.3333333333333333")],
        [("sails = [5, 8]", ""), ("sails", "[5, 8]")],
    ],
)
def test_nothing_is_asked_where_the_code_does_not_tell_or_tells_at_once(cells: list[tuple[str, str]]) -> None:
    assert not of_cells(*cells)


def test_no_comment_of_the_code_is_shown() -> None:
    assert without_remarks('mast = "a # b"  # two\n# three\nmast', "python") == 'mast = "a # b"\nmast'
    assert without_remarks('go("http://x") // two', "rust") == 'go("http://x")'


def test_wrong_numbers_stand_on_both_sides_of_the_right_one_by_turns() -> None:
    places = set()
    for turn in range(4):
        options = sorted([*mistaken("40", "f(3)", "f(3)", "python", turn)[:3], "40"], key=float)
        places.add(options.index("40"))
    assert len(places) > 2


@pytest.mark.parametrize(
    ("text", "code", "wrong"),
    [
        ("[2, 3]", "s = [1, 2, 3, 4]\ns[1:3]", "[2, 3, 4]"),
        ("[1, 9, 2]", "s = [1, 2]\ninsert(s, 1, 9)", "[9, 1, 2]"),
        ("[1, 9, 3]", "s = [1, 2, 3]\nput(s, 1, 9)", "[1, 2, 9]"),
        ("[3, 1, 2]", "s = [2, 1, 3]\nturn(s)", "[1, 2, 3]"),
        ("[2, 4]", "s = [1, 2, 3, 4]\neven(s)", "[1, 3]"),
        ("[1, 4, 9, 16]", "[n * n for n in range(1, 5)]", "[1, 4, 9, 16, 25]"),
    ],
)
def test_wrong_lists_are_what_goes_wrong_in_making_them(text: str, code: str, wrong: str) -> None:
    assert wrong in mistaken_sequences(text, code, "python")


def test_maps_that_differ_in_the_order_of_their_items_are_the_same() -> None:
    assert normal("%{b: 2, a: 1}", "elixir") == normal("%{a: 1, b: 2}", "elixir")
    assert normal("[2, 1]") != normal("[1, 2]")


def test_the_code_of_a_stem_is_shown_as_code_and_the_review_reads_the_words_alone() -> None:
    listing = "\n".join(f"mast_{n} = {n} * (mast_{n - 1} + 1)" for n in range(1, 12))
    stem = f"What does this code print?\n\n```python\n{listing}\nprint(mast_11)\n```"
    check = Check(
        id="q1",
        kind="multiple_choice",
        stem=stem,
        options=[Option(id=name, text=f"`{n}`") for name, n in zip("abcd", (3, 7, 12, 19), strict=True)],
        answer="b",
    )
    assert not flaws_of(check)
    assert '<pre><code class="language-python">' in render_text(stem)
    assert render_line("`a`\n`b`").count("<code>") == 2


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_each_language_asks(language: str) -> None:
    phrases = language_of(language)
    for name in ("ask_printed", "ask_value", "ask_last_value", "ask_error"):
        assert phrases.phrase(name, code="`x`").endswith("?\n\n`x`")


RECKONED = {
    "sails = [3, 1, 2]\nsails.sort()\nsails[-1]": "3",
    "def twice(n=4):\n    return n * 2\ntwice() + twice(1)": "10",
    "'mast'[1:3].upper()": "'AS'",
    "{word: len(word) for word in ['jib', 'spar']}": "{'jib': 3, 'spar': 4}",
    "count = 0\nwhile count < 5:\n    count += 2\nprint(count)": "6",
    "first, second = 1, 2\nfirst, second = second, first\nfirst": "2",
    "f'{7 // 2} of {7 % 2}'": "'3 of 1'",
    "'a' + 1": "TypeError",
    "{'jib': 1}['spar']": "KeyError",
    "(1, 2)[5]": "IndexError",
    "[n for n in range(6) if n % 2 == 0]": "[0, 2, 4]",
    "x = None\nx is None or x > 1": "True",
}


@pytest.mark.parametrize("code", RECKONED)
def test_plain_python_is_reckoned(code: str) -> None:
    given = reckoned(code)
    assert given is not None
    assert given.text == RECKONED[code]


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "open('x').read()",
        "().__class__.__bases__",
        "'{0.__class__}'.format(1)",
        "'%d' % 3",
        "eval('1')",
        "while True:\n    pass",
        "def f():\n    return f()\nf()",
        "'a' * 10 ** 9",
        "9 ** 9 ** 9",
        "list(range(10 ** 9))",
        "x = [0]\nfor n in range(60):\n    x = [x, x]\nx",
        "{'jib', 'spar'}",
        "list({'jib', 'spar'})",
        "{'jib': 1}.keys()",
        "x = [1, 2]\nfor n in x:\n    x.append(n)\nx",
        "n = 1\ndef f():\n    n = n + 1\n    return n\nf()",
        "class Mast:\n    pass\nMast()",
    ],
)
def test_what_is_not_plain_or_has_no_end_is_not_reckoned(code: str) -> None:
    assert reckoned(code) is None


def test_a_cell_without_output_is_asked_where_it_can_be_reckoned() -> None:
    [question] = of_cells(("sails = ['jib', 'main', 'spar']", ""), ("sails[1]", ""))
    assert question.key == "`'main'`"
    assert "`'jib'`" in question.wrong


@pytest.mark.parametrize("read", ["load_sails('harbour')", "open('sails.txt').readline()", "sea.read_csv('sails.csv')"])
def test_what_a_file_holds_that_nobody_sees_is_not_asked(read: str) -> None:
    assert of_cells((f"sails = {read}\nsails[1:3]", "'ai'"), ("sails[0]", "'m'")) == []


def test_a_shown_output_that_the_code_does_not_give_is_not_asked() -> None:
    assert not of_cells(("sails = [5, 8]", ""), ("sails[1] + 1", "12"))


def test_what_one_mistake_in_reading_gives() -> None:
    assert {"[2, 3, 4]", "[1, 2, 3]"} <= set(misread("s = [1, 2, 3, 4]\ns[1:3]", "s[1:3]"))
    assert "[1]" in misread("s = [1]\ns.append(2)\ns", "s")
    assert "True" in misread("3 < 3", "3 < 3")


def test_unnamed_listings_are_python_only_where_one_shows_it() -> None:
    assert not of_code('"5" * 2')
    assert of_code('"5" * 2', before="```\nfor n in [1]:\n    print(n)\n```")
    assert not of_code("7 / 2", "python", before='```python\nprint "x"\n```')
