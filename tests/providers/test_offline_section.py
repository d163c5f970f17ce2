"""Sections without a model: everything from the sources, and checks that do not give themselves away."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.brief import Brief
from learning.checks.review import crowded_position
from learning.finding import error
from learning.markdown import plain_text
from learning.outline import Outline
from learning.quality import acceptable, quality_score
from learning.section import Check, SectionContent
from learning.section_review import review_section
from learning.sentence import say
from learning.source import Block, SourceDocument
from learning.wording import fold, fold_quote
from providers.errors import ProviderProblem
from providers.offline import OfflineText
from tests.providers.conftest import document, lesson_blocks, manual, write_course, write_outline, write_section

VALVES = ("Valves", "valve", "spindle", "gasket")
SHELL = Block(id="c1", kind="code", text="$ heat --show pressure", language="bash", heading_path=("Valves",))
OUTPUT = Block(id="c2", kind="code", text="1.5 bar", language="output", heading_path=("Valves",))


def brief_for(lessons: int = 3, sections: int = 2, **rest: object) -> Brief:
    fields = {"title": "Heating for beginners", "lessons": lessons, "sections_per_lesson": sections, **rest}
    return Brief.model_validate(fields)


def with_blocks(*more: Block, words: int = 400) -> list[SourceDocument]:
    return [document([*lesson_blocks(VALVES, words, 1, 0, "Valves", 1), *more])]


async def one_section(writer: OfflineText, sources: list[SourceDocument], **rest: object) -> SectionContent:
    _, contents = await write_course(writer, brief_for(1, 1, **rest), sources)
    return contents["1.1"]


def options(check: Check) -> list[str]:
    return [option.text for option in check.options]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 1_000),
    words=st.integers(260, 600),
    depth=st.sampled_from(["overview", "standard"]),
    style=st.sampled_from(["visual", "auditory", "reading", "kinesthetic", "mixed"]),
)
async def test_every_section_is_accepted(seed: int, words: int, depth: str, style: str) -> None:
    sources, brief = [manual(8, words, seed)], brief_for(2, 2, depth=depth, learning_style=style)
    outline, contents = await write_course(OfflineText(), brief, sources)
    for section in outline.all_sections():
        findings = review_section(contents[section.key], section, brief, sources)
        assert acceptable(findings), findings
        assert float(quality_score(findings)) >= 0.6, findings


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1_000), words=st.integers(260, 600))
async def test_checks_come_from_the_source_and_do_not_tell_their_answer(seed: int, words: int) -> None:
    sources = [manual(6, words, seed)]
    _, contents = await write_course(OfflineText(), brief_for(2, 2), sources)
    everything = fold_quote("\n".join(block.text for block in sources[0].blocks))
    for content in contents.values():
        for check in content.checks:
            key = next((o.text for o in check.options if o.id == check.answer), check.answer)
            assert fold_quote(key) in everything or fold_quote(key[:1].upper() + key[1:]) in everything
            assert not re.search(rf"\b{re.escape(fold(key))}\b", fold(check.stem))
            assert len({fold(text) for text in options(check)}) == len(check.options)
            assert check.feedback
            assert len(check.options) in ((3, 4) if check.kind == "multiple_choice" else (0,))


async def test_the_right_option_is_not_told_by_place_or_length(writer: OfflineText) -> None:
    _, contents = await write_course(writer, brief_for(6, 2), [manual()])
    checks = [check for content in contents.values() for check in content.checks if check.options]
    assert crowded_position(checks) is None
    places = {next(place for place, o in enumerate(check.options) if o.id == check.answer) for check in checks}
    assert places >= {0, 1, 2}
    keys = [next(o.text for o in check.options if o.id == check.answer) for check in checks]
    longest = sum(len(key) > max(len(t) for t in options(c) if t != key) for key, c in zip(keys, checks, strict=True))
    assert longest * 2 <= len(checks)


async def test_no_two_sections_share_a_check_or_a_paragraph(writer: OfflineText) -> None:
    _, contents = await write_course(writer, brief_for(6, 2), [manual()])
    paragraphs = [plain_text(part) for c in contents.values() for part in c.explanation.split("\n\n")]
    stems = [check.stem for content in contents.values() for check in content.checks]
    assert len(set(paragraphs)) == len(paragraphs)
    assert len(set(stems)) == len(stems)


async def test_every_paragraph_is_word_for_word_from_the_source(writer: OfflineText) -> None:
    sources = [manual()]
    _, contents = await write_course(writer, brief_for(2, 2), sources)
    everything = fold_quote("\n".join(block.text for block in sources[0].blocks))
    for content in contents.values():
        for paragraph in content.explanation.split("\n\n"):
            if not paragraph.startswith("#"):
                assert re.search(r"\[\^c\d+\]$", paragraph)
                assert fold_quote(plain_text(paragraph)) in everything


async def test_pages_are_cited_and_recommended(writer: OfflineText) -> None:
    content = await one_section(writer, [manual(1)])
    assert all(citation.page for citation in content.citations)
    assert all(resource.source == "s1.pdf" and resource.pages for resource in content.resources)


async def test_code_stays_with_the_sentence_that_leads_to_it(writer: OfflineText) -> None:
    lead = Block(id="c0", kind="paragraph", text="The command shows the pressure of a valve:", heading_path=("Valves",))
    content = await one_section(writer, with_blocks(lead, SHELL, OUTPUT))
    body = "\n".join([content.explanation, *(example.body for example in content.examples)])
    assert re.search(
        r"of a valve: \[\^c\d+\]\n\n```bash\n\$ heat --show pressure\n```\n\n```output\n1.5 bar\n```", body
    )


def blocks_under(heading: str, *texts: str) -> list[Block]:
    named = [Block(id=f"x{n}", kind="paragraph", text=text, heading_path=(heading,)) for n, text in enumerate(texts, 1)]
    return [Block(id="x0", kind="heading", text=heading, level=1), *named]


async def test_a_displayed_formula_stays_in_its_sentence(writer: OfflineText) -> None:
    lead, formula = "Without the time, the final speed follows from", "$$v^{2} = u^{2} + 2as$$"
    more = blocks_under("Speed", f"The speed of a pump rises. {lead}", formula, "where a is the rise in each second.")
    content = await one_section(writer, with_blocks(*more, words=120), depth="overview")
    shown = re.sub(r" \[\^c\d+\]", "", content.explanation)
    assert f"{lead}\n\n{formula}\n\nwhere a is the rise in each second." in shown


@pytest.mark.parametrize("lead", ["A pump has a speed, and it is", "It is the square of it, as you saw above"])
async def test_there_is_no_formula_without_its_sentence_nor_the_sentence_without_it(
    writer: OfflineText, lead: str
) -> None:
    formula = "$$v^{2} = u^{2} + 2as$$"
    for more in (blocks_under("Speed", lead, formula), blocks_under("Speed", lead), blocks_under("Speed", formula)):
        content = await one_section(writer, with_blocks(*more, words=140), depth="overview")
        assert (lead in content.explanation) == (formula in content.explanation)


async def test_a_text_under_a_heading_is_shown_from_its_first_word(writer: OfflineText) -> None:
    """The same words point back in the middle of a text, and the next sentence does point back, to them."""
    text = "The rest energy of a pump is what it has without turning. It is given by $E = mc^2$, where m is its mass."
    content = await one_section(writer, with_blocks(*blocks_under("Rest energy", text), words=140), depth="overview")
    assert text in content.explanation


async def test_a_lead_in_without_its_list_is_left_out(writer: OfflineText) -> None:
    lead = Block(id="c0", kind="paragraph", text="A valve looks like this:", heading_path=("Valves",))
    content = await one_section(writer, with_blocks(lead))
    assert "looks like this" not in content.model_dump_json()


async def test_lists_stay_lists(writer: OfflineText) -> None:
    lead = Block(id="l0", kind="paragraph", text="A valve has three parts:", heading_path=("Valves",))
    items = [
        Block(id=f"l{n}", kind="list_item", text=text, heading_path=("Valves",))
        for n, text in enumerate(
            ["The spindle, which turns.", "The seat, which seals.", "The wheel, which is held."], 1
        )
    ]
    content = await one_section(writer, with_blocks(lead, *items, words=300))
    assert re.search(
        r"three parts: \[\^c\d+\]\n\n- The spindle, which turns. \[\^c\d+\]\n- The seat", content.explanation
    )
    assert any("3 points" in exercise.prompt for exercise in content.exercises)


async def test_exercises_of_the_source_come_with_their_solutions(writer: OfflineText) -> None:
    more = [
        Block(id="e1", kind="heading", text="Find the leak", level=2, role="exercise", heading_path=("Valves",)),
        Block(id="e2", kind="paragraph", text="Where does the worn gasket leak first?", role="exercise"),
        Block(id="e3", kind="heading", text="Solution", level=3, role="solution"),
        Block(id="e4", kind="paragraph", text="It leaks at the spindle.", role="solution"),
    ]
    more = [block.model_copy(update={"heading_path": ("Valves", "Find the leak")}) for block in more]
    content = await one_section(writer, with_blocks(*more))
    first = content.exercises[0]
    assert first.prompt.startswith("**Find the leak**\n\nWhere does the worn gasket leak first?")
    assert first.solution.startswith("It leaks at the spindle.")
    assert "leak first" not in content.explanation


async def test_markup_in_the_source_stays_text(writer: OfflineText) -> None:
    odd = "The valve_id of *every* valve is written as <number> [one] or as `__id__` in the list of all parts."
    sources = with_blocks(Block(id="m1", kind="paragraph", text=odd, heading_path=("Valves",)), words=230)
    content = await one_section(writer, sources)
    assert odd.replace("`", "") in plain_text(content.explanation)


async def test_an_outline_without_passages_finds_its_own(writer: OfflineText) -> None:
    sources, brief = [manual()], brief_for(1, 2)
    section = {"objectives": ["Explain it"], "assessment_criteria": ["Explains it"]}
    lessons = [
        {
            "title": "Mine",
            "sections": [
                {"key": "1.1", "title": "What a thermostat and its sensor do", **section},
                {"key": "1.2", "title": "The impeller of a pump", **section},
            ],
        }
    ]
    outline = Outline.model_validate({"title": "Mine", "lessons": lessons})
    first = await write_section(writer, brief, outline, "1.1", sources)
    second = await write_section(writer, brief, outline, "1.2", sources)
    assert "thermostat" in first.explanation
    assert "impeller" in second.explanation
    assert not {citation.block_id for citation in first.citations} & {
        citation.block_id for citation in second.citations
    }


async def test_a_subject_that_the_sources_do_not_have_is_refused(writer: OfflineText) -> None:
    section = {"key": "1.1", "title": "Quantum chromodynamics"}
    outline = Outline.model_validate({"title": "T", "lessons": [{"title": "L", "sections": [section]}]})
    with pytest.raises(ProviderProblem) as caught:
        await write_section(writer, brief_for(1, 1), outline, "1.1", [manual()])
    assert (caught.value.kind, caught.value.retryable) == ("sources_too_thin", False)
    assert "Quantum chromodynamics" in caught.value.sentence


async def test_a_check_that_was_refused_is_not_asked_again(writer: OfflineText) -> None:
    sources, brief = [manual()], brief_for(2, 2)
    outline = await write_outline(writer, brief, sources)
    before = await write_section(writer, brief, outline, "1.1", sources)
    finding = error("answer_in_stem", "/checks/0/stem", say("The stem gives the answer away."))
    after = await write_section(
        writer, brief, outline, "1.1", sources, previous=before.model_dump_json(), findings=(finding,)
    )
    assert before.checks[0].stem not in [check.stem for check in after.checks]


@pytest.mark.parametrize(
    ("depth", "least", "most"), [("overview", 120, 520), ("standard", 220, 1_000), ("deep", 400, 1_900)]
)
async def test_length_follows_the_depth(writer: OfflineText, depth: str, least: int, most: int) -> None:
    content = await one_section(writer, [manual(1, words=1_600)], depth=depth)
    assert least <= len(plain_text(content.explanation).split()) <= most


async def test_a_condition_does_not_sum_a_section_up(writer: OfflineText) -> None:
    hedged = "If the valve and the spindle and the gasket of a valve differ, the pressure of the valve might differ."
    first = Block(id="c0", kind="paragraph", text=hedged, heading_path=("Valves",))
    content = await one_section(writer, [document([first, *lesson_blocks(VALVES, 400, 1, 0, "Valves", 1)])])
    assert "If the valve" not in content.summary


async def test_what_the_instructor_does_not_want_is_left_out(writer: OfflineText) -> None:
    ghosts = " ".join(
        f"Ghosts haunt the cellar in winter number {n} and frighten every ghost hunter." for n in range(4)
    )
    haunted = Block(id="c0", kind="paragraph", text=ghosts, heading_path=("Valves",))
    sources, brief = with_blocks(haunted, words=400), brief_for(1, 1)
    outline = await write_outline(writer, brief, sources)
    before = await write_section(writer, brief, outline, "1.1", sources)
    after = await write_section(writer, brief, outline, "1.1", sources, instructions="less about ghosts")
    assert "Ghosts haunt" in before.model_dump_json()
    assert "Ghosts haunt" not in after.model_dump_json()
