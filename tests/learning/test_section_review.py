import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.finding import Finding
from learning.language_review import review_language
from learning.section import Citation, Resource, SectionContent
from learning.section_review import review_section
from tests.learning import drafts
from tests.learning.mutations import changed, errors, warnings

EXPLANATION = "/explanation"
FULL = drafts.content().explanation
FIRST = f"{drafts.PARAGRAPHS[0]} [^c1]"


def review(content: SectionContent, **changes: object) -> list[Finding]:
    return review_section(content, drafts.section(), drafts.brief(**changes), [drafts.source()])


def cite(**changes: object) -> Citation:
    return drafts.content().citations[0].model_copy(update=changes)


ERRORS = [
    ("/summary", " ", "summary_missing", "/summary"),
    ("/resources", [], "resource_missing", "/resources"),
    ("/examples/0/body", "", "example_empty", "/examples/0/body"),
    ("/exercises/0/prompt", " ", "exercise_empty", "/exercises/0/prompt"),
    ("/applications/0", "", "application_empty", "/applications/0"),
    ("/resources/0/source", None, "resource_without_place", "/resources/0"),
    ("/resources/0/url", "javascript:alert(1)", "resource_address", "/resources/0/url"),
    ("/resources/0/url", "ftp://a.b/c", "resource_address", "/resources/0/url"),
    ("/resources/0/url", "", "resource_address", "/resources/0/url"),
    (EXPLANATION, FULL + "\n\nAnd no word of where. [^c9]", "citation_missing", EXPLANATION),
    (EXPLANATION, FULL + "\n\nNobody said so.", "paragraph_uncited", EXPLANATION),
    (EXPLANATION, FULL + "\n\n- nobody\n- said so.", "paragraph_uncited", EXPLANATION),
    (EXPLANATION, FULL + "\n\nAnd <b>bold</b> bread. [^c1]", "markdown_unsafe", EXPLANATION),
    (EXPLANATION, FULL + "\n\nSee [this](javascript:alert(1)). [^c1]", "markdown_unsafe", EXPLANATION),
    (EXPLANATION, FULL + "\n\n```\nflour", "markdown_unsafe", EXPLANATION),
    (EXPLANATION, FULL + "\n\n::: callout [^c1]\n\nGo on. [^c1]", "leftover_markup", EXPLANATION),
    (EXPLANATION, FULL + "\n\nGo on {: .note} now. [^c1]", "leftover_markup", EXPLANATION),
    (EXPLANATION, FULL + "\n\nGo on to {% link x %}. [^c1]", "leftover_markup", EXPLANATION),
    (EXPLANATION, FULL + "\n\n[^c1]: The book.", "leftover_markup", EXPLANATION),
    (EXPLANATION, FULL + "\n\nLorem ipsum dolor. [^c1]", "leftover_markup", EXPLANATION),
    (EXPLANATION, FULL + "\n\nAnd so the dough [^c1]", "explanation_cut_off", EXPLANATION),
    (EXPLANATION, FULL + "\n\nAs follows: [^c1]", "explanation_cut_off", EXPLANATION),
    (EXPLANATION, FULL + "\n\n## And then", "explanation_cut_off", EXPLANATION),
    (EXPLANATION, FULL + "\n\n- flour [^c1]\n- salt and", "explanation_cut_off", EXPLANATION),
    (EXPLANATION, FIRST, "explanation_too_short", EXPLANATION),
    ("/citations/0/source_id", "elsewhere", "citation_source_unknown", "/citations/0/source_id"),
    ("/citations/0/block_id", "b99", "citation_block_unknown", "/citations/0/block_id"),
    ("/citations/0/block_id", "b2", "quote_not_found", "/citations/0/quote"),
    ("/citations/0/quote", "bread dough begins as flour", "quote_not_found", "/citations/0/quote"),
    ("/citations/0/quote", "Bread dough begins as flo", "quote_not_found", "/citations/0/quote"),
    ("/citations/0/quote", " ", "quote_missing", "/citations/0/quote"),
    ("/citations/0/page", 2, "citation_page_wrong", "/citations/0/page"),
    ("/citations/0", cite(block_id="", page=2), "citation_page_wrong", "/citations/0/page"),
    ("/citations/-", cite(), "citation_id_repeated", "/citations/8/id"),
    ("/examples/0/body", "A loaf. [^c77]", "citation_missing", "/examples/0/body"),
    ("/exercises/0/solution", "<script>", "markdown_unsafe", "/exercises/0/solution"),
    ("/checks/0/stem", "", "stem_missing", "/checks/0/stem"),
    ("/checks/0/answer", "o9", "answer_not_an_option", "/checks/0/answer"),
    ("/checks/0/answer", "Gluten from protein", "answer_not_an_option", "/checks/0/answer"),
    ("/checks/0/options/2/text", "gluten from protein.", "option_repeated", "/checks/0/options/2/text"),
    ("/checks/0/options/2/text", " ", "option_empty", "/checks/0/options/2/text"),
    ("/checks/0/options/2/id", "o0", "option_id_repeated", "/checks/0/options/2/id"),
    ("/checks/0/options", drafts.choice().options[1:2], "too_few_options", "/checks/0/options"),
    ("/checks/1/answer", "True", "answer_not_true_or_false", "/checks/1/answer"),
    ("/checks/1/id", "k1", "check_id_repeated", "/checks/1/id"),
    ("/checks/2/stem", "Yeast gives off dioxide.", "cloze_blank", "/checks/2/stem"),
    ("/checks/2/stem", "____ gives off ____ dioxide.", "cloze_blank", "/checks/2/stem"),
    ("/checks/2/stem", "Yeast gives off ______ dioxide.", "cloze_blank", "/checks/2/stem"),
    ("/checks/2/stem", "Yeast eats Carbon, gives off ____ dioxide.", "answer_in_stem", "/checks/2/stem"),
    ("/checks/2/answer", "", "answer_missing", "/checks/2/answer"),
    ("/checks/3/answer", " ", "answer_missing", "/checks/3/answer"),
    ("/checks/3/feedback", "a\x07b", "control_characters", "/checks/3/feedback"),
]


@pytest.mark.parametrize("name", ["example", "exercise", "check", "application"])
def test_what_the_sources_do_not_carry_may_be_missing_with_a_note(name: str) -> None:
    bare = drafts.content(**{f"{name}s": []})
    [finding] = review(bare)
    assert (finding.code, finding.severity, finding.pointer) == (f"{name}_missing", "note", f"/{name}s")
    unsourced = bare.model_copy(update={"explanation": "\n\n".join(drafts.PARAGRAPHS), "citations": []})
    assert errors(review_section(unsourced, drafts.section(), drafts.brief())) == [(f"{name}_missing", f"/{name}s")]


def test_nothing_is_wrong_with_a_good_section() -> None:
    assert review(drafts.content()) == []


@pytest.mark.parametrize(("path", "value", "code", "pointer"), ERRORS)
def test_each_fault_is_found_and_nothing_else(path: str, value: object, code: str, pointer: str) -> None:
    findings = review(changed(drafts.content(), path, value))
    assert errors(findings) == [(code, pointer)]
    assert all(finding.detail.endswith((".", "”")) for finding in findings)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (EXPLANATION, FULL + " " + FIRST, "sentence_repeated"),
        ("/citations/-", cite(id="c9"), "citation_unused"),
        ("/citations/0/quote", "Bread dough", "quote_too_short"),
        ("/checks/0/options", drafts.choice(key=1).options[:2], "few_options"),
        ("/checks/0/options/1/text", "Gluten out of the proteins of the flour", "key_longest"),
        ("/checks/1/stem", "What forms when flour meets  WATER?", "check_repeated"),
        ("/checks/0/objective", "Explain rain", "check_objective_unknown"),
    ],
)
def test_what_only_deserves_a_warning(path: str, value: object, code: str) -> None:
    findings = review(changed(drafts.content(), path, value))
    assert errors(findings) == []
    assert code in {name for name, _ in warnings(findings)}


@pytest.mark.parametrize(
    ("stem", "answer", "code"),
    [
        ("Which planet is nearest to the Sun?", "Mercury", "check_off_objective"),
        ("Which gas lifts a dough that has yeast in it?", "carbon dioxide", None),
    ],
)
def test_a_check_of_something_else_than_its_objective_is_noted(stem: str, answer: str, code: str | None) -> None:
    own = drafts.section().objectives[0]
    check = drafts.checks()[0].model_copy(
        update={"kind": "short_answer", "stem": stem, "answer": answer, "options": [], "feedback": "", "objective": own}
    )
    findings = review(changed(drafts.content(explanation="Loaves and stars.\n\n" + FULL), "/checks/0", check))
    assert {finding.code for finding in findings} & {"check_off_objective"} == ({code} if code else set())


@pytest.mark.parametrize("formula", ["$1/{{N}\\choose{n}}$", "$$\\frac{{{k}\\choose{2}}}{{n}}$$", "$x$"])
def test_braces_of_a_formula_are_no_leftovers(formula: str) -> None:
    content = drafts.content(explanation=f"{FULL}\n\nThe chance of a good loaf is {formula}. [^c1]")
    assert "leftover_markup" not in {finding.code for finding in review(content)}


def test_a_template_between_prices_is_a_leftover() -> None:
    content = drafts.content(explanation=f"{FULL}\n\nFlour costs $5 or {{{{ price }}}} or $6. [^c1]")
    assert "leftover_markup" in {finding.code for finding in review(content)}


@pytest.mark.parametrize(
    ("depth", "paragraphs", "code"),
    [
        ("overview", 2, "explanation_too_short"),
        ("overview", 3, "explanation_short"),
        ("overview", 8, None),
        ("standard", 4, "explanation_too_short"),
        ("standard", 6, "explanation_short"),
        ("deep", 7, "explanation_too_short"),
        ("overview", 25, "explanation_long"),
    ],
)
def test_length_by_depth(depth: str, paragraphs: int, code: str | None) -> None:
    text = "\n\n".join((FULL.split("\n\n") * 4)[:paragraphs])
    codes = {finding.code for finding in review(changed(drafts.content(), EXPLANATION, text), depth=depth)}
    assert {name for name in codes if name.startswith("explanation")} == ({code} if code else set())


def test_code_does_not_count_as_explanation() -> None:
    text = f"{FIRST}\n\n```\n{'flour ' * 500}\n```"
    assert errors(review(changed(drafts.content(), EXPLANATION, text))) == [("explanation_too_short", EXPLANATION)]


@pytest.mark.parametrize(
    "ending",
    [
        "\n\nIt is (so they say). [^c1]",
        "\n\n“It is so.” [^c1]",
        "\n\nIs it *so?* [^c1]",
        "\n\nRun this: [^c1]\n\n```\nbake\n```",
        "\n\nYou need: [^c1]\n\n- flour\n- salt",
        "\n\nYou need:\n\n- flour [^c1]\n- salt",
        "\n\n> Bread is done. [^c1]",
        "\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "\n\n![a loaf](https://a.b/c.png)",
        "\n\nIn code `:::` and `{{ x }}` stay. [^c1]",
    ],
)
def test_endings_that_are_whole(ending: str) -> None:
    assert errors(review(changed(drafts.content(), EXPLANATION, FULL + ending))) == []


def test_a_quote_may_differ_in_typography_and_need_no_block() -> None:
    quotes = [cite(quote="when the  two meet, the proteins").model_copy(update={"quote": "When the  two\nmeet, the"})]
    quotes += [cite(block_id="", page=1), cite(block_id="", page=None)]
    for quote in quotes:
        assert errors(review(changed(drafts.content(), "/citations/0", quote))) == []


def test_a_quote_may_run_over_a_page() -> None:
    over = f"{drafts.PARAGRAPHS[3]} {drafts.PARAGRAPHS[4]}"
    for page, wrong in ((1, []), (2, [("citation_page_wrong", "/citations/0/page")])):
        citation = cite(block_id="", page=page, quote=over)
        assert errors(review(changed(drafts.content(), "/citations/0", citation))) == wrong


def test_without_sources_nothing_needs_a_citation_but_an_invented_one_is_wrong() -> None:
    text = "\n\n".join(drafts.PARAGRAPHS)
    bare = drafts.content(explanation=text, citations=[])
    assert review_section(bare, drafts.section(), drafts.brief()) == []
    invented = review_section(drafts.content(), drafts.section(), drafts.brief())
    assert {code for code, _ in errors(invented)} == {"citation_source_unknown"}


def test_a_text_about_something_else_is_noticed() -> None:
    plan = drafts.section().model_copy(update={"title": "Tides of the ocean", "objectives": ["Explain the moon"]})
    found = warnings(review_section(drafts.content(), plan, drafts.brief(), [drafts.source()]))
    assert ("title_not_taken_up", EXPLANATION) in found
    assert ("objective_not_taught", EXPLANATION) in found


@pytest.mark.parametrize("content", [SectionContent(), SectionContent(checks=[drafts.choice()])])
def test_a_section_of_a_draft_may_be_short(content: SectionContent) -> None:
    assert review_section(content, drafts.section(), drafts.brief(), generated=False) == []


def test_a_section_of_a_draft_may_be_written_in_its_own_way() -> None:
    content = SectionContent(
        explanation="Read the chapter on yeast [^c1]",
        citations=[Citation(id="c1", source_id="my shelf", quote="as it stands there")],
        resources=[Resource(title="The book on the shelf")],
    )
    assert review_section(content, drafts.section(), drafts.brief(), [drafts.source()], generated=False) == []


IN_DRAFTS = {"markdown_unsafe", "resource_address", "citation_missing", "quote_missing", "quote_not_found"}
IN_DRAFTS |= {"citation_block_unknown", "citation_page_wrong", "citation_id_repeated", "control_characters"}
IN_DRAFTS |= {"stem_missing", "answer_not_an_option", "option_repeated", "option_empty", "option_id_repeated"}
IN_DRAFTS |= {"too_few_options", "answer_not_true_or_false", "check_id_repeated", "cloze_blank", "answer_in_stem"}
IN_DRAFTS |= {"answer_missing", "example_empty", "exercise_empty", "application_empty"}


@pytest.mark.parametrize(("path", "value", "code", "pointer"), ERRORS)
def test_what_is_there_by_hand_must_still_work(path: str, value: object, code: str, pointer: str) -> None:
    content = changed(drafts.content(), path, value)
    findings = review_section(content, drafts.section(), drafts.brief(), [drafts.source()], generated=False)
    assert errors(findings) == ([(code, pointer)] if code in IN_DRAFTS else [])


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts, texts, texts, st.booleans())
def test_any_text_can_be_reviewed(explanation: str, stem: str, quote: str, generated: bool) -> None:
    content = drafts.content(
        explanation=explanation,
        checks=[drafts.choice(stem=stem), drafts.checks()[2].model_copy(update={"stem": stem, "answer": quote})],
        citations=[cite(quote=quote, block_id="")],
    )
    findings = review_section(content, drafts.section(), drafts.brief(), [drafts.source()], generated=generated)
    assert all(finding.detail and finding.pointer.startswith("/") for finding in findings)


GERMAN = """Der Teig für das Brot beginnt mit Mehl und Wasser, die zusammen ein elastisches Netz bilden.

Die Hefe frisst den Zucker im Teig und gibt dabei Gas ab, das den Teig über Nacht langsam aufgehen lässt.

Das Salz macht das Netz fester und bremst die Hefe, so dass der Teig am nächsten Morgen nicht zusammenfällt."""


@pytest.mark.parametrize(
    ("language", "found"), [("de", []), ("de-AT", []), ("en", ["language_differs"]), ("es", ["language_differs"])]
)
def test_a_text_in_another_language_than_the_course_is_refused(language: str, found: list[str]) -> None:
    content = drafts.content(explanation=GERMAN)
    said = errors(review_language(content, drafts.brief().model_copy(update={"language": language})))
    assert said == [(code, EXPLANATION) for code in found]


@pytest.mark.parametrize("language", ["nb", "no", "nn", "da"])
def test_languages_that_are_nearly_alike_are_not_told_apart(language: str) -> None:
    dansk = "Brød bages af mel og vand, og gæren spiser sukkeret i dejen, så at den hæver langsomt natten over.\n\n"
    brief = drafts.brief().model_copy(update={"language": language})
    assert not list(review_language(drafts.content(explanation=dansk * 3), brief))
