"""Whatever a source holds: a course whose sections pass their review, or a problem that says what is wrong."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.brief import Brief
from learning.markdown import plain_text
from learning.outline import Outline
from learning.outline_review import review_outline
from learning.quality import acceptable
from learning.section import SectionContent
from learning.section_review import review_section
from learning.source import Block, SourceDocument
from learning.wording import fold_quote
from providers.errors import ProviderProblem
from providers.offline import OfflineText
from tests.providers.conftest import document, lesson_blocks, manual, write_course

VALVES = ("Valves", "valve", "spindle", "gasket")
SPEECH = (
    "so the valve is basically the part that limits the flow through the pipe and it has a spindle that you can turn "
    "and then there is the gasket which closes the gap between the two halves now what happens when the gasket is worn "
    "well the water gets out of the housing and you hear it at night when the house is quiet so you close the main tap "
    "and you take the spindle out and you look at the gasket because most of the time it is just that one ring "
)


def brief_for(lessons: int = 1, sections: int = 1, **rest: object) -> Brief:
    fields = {"title": "Heating", "depth": "overview", "lessons": lessons, "sections_per_lesson": sections, **rest}
    return Brief.model_validate(fields)


def blocks(kind: str, texts: Sequence[str], **rest: object) -> list[Block]:
    fields = [{"id": f"b{n}", "kind": kind, "text": text, **rest} for n, text in enumerate(texts, 1)]
    return [Block.model_validate(block) for block in fields]


def source(*parts: list[Block]) -> SourceDocument:
    whole = [block for part in parts for block in part]
    return document([block.model_copy(update={"id": f"b{n}"}) for n, block in enumerate(whole, 1)])


async def course_or_problem(brief: Brief, sources: Sequence[SourceDocument]) -> dict[str, SectionContent] | str:
    try:
        outline, contents = await write_course(OfflineText(), brief, sources)
    except ProviderProblem as problem:
        return f"{problem.kind}: {problem.sentence}"
    check(outline, contents, brief, sources)
    return contents


def check(
    outline: Outline, contents: dict[str, SectionContent], brief: Brief, sources: Sequence[SourceDocument]
) -> None:
    found = review_outline(outline, brief, sources)
    assert acceptable(found), found
    for section in outline.all_sections():
        findings = review_section(contents[section.key], section, brief, sources)
        assert acceptable(findings), [finding for finding in findings if finding.severity == "error"]


NO_COURSE = {
    "one word": blocks("paragraph", ["Valve"]),
    "nothing but headings": blocks("heading", ["Valves", "Pumps", "Boilers"], level=2),
    "emoji": blocks("paragraph", ["🙂🙂 🔥🔥🔥", "👍"] * 40),
    "mathematics": blocks("paragraph", [f"$$x_{{{n}}} = \\frac{{a}}{{{n}}}$$" for n in range(1, 60)]),
    "code": blocks("code", ["print('hello')\n" * 20] * 20, language="python"),
    "tables": blocks("table", ["Zone | Price\nA | 1.20\nB | 2.40"] * 20),
    "signs": blocks("paragraph", ["--- *** ### ::: ((( ]]] …"] * 60),
    "one endless word": blocks("paragraph", ["a-" * 40_000]),
    "control characters": blocks("paragraph", ["The valve\x07 closes the pipe\x00 at night. " * 30]),
}


@pytest.mark.parametrize("name", NO_COURSE)
async def test_what_makes_no_course_is_told_when_the_outline_is_made(name: str) -> None:
    told = await course_or_problem(brief_for(), [source(NO_COURSE[name])])
    assert isinstance(told, str)
    assert told.split(":")[0] in ("sources_too_thin", "sources_missing")
    assert told.endswith(".")
    assert re.search(r"[Aa]dd (?:source )?documents", told)


SOME_COURSE = {
    "captions": blocks("paragraph", [SPEECH * 2]),
    "captions line by line": blocks(
        "paragraph", [" ".join(SPEECH.split()[at : at + 9]) for at in range(0, 110, 9)] * 3
    ),
    "sentences in small letters": blocks("paragraph", [re.sub(r" (so|now|well) ", r". \1 ", SPEECH)] * 3),
    "slides": blocks("list_item", [" ".join(SPEECH.split()[at : at + 6]) for at in range(0, 110, 6)] * 2),
    "one giant paragraph": blocks("paragraph", [" ".join(b.text for b in lesson_blocks(VALVES, 3_000, 1, 0, "V", 1))]),
    "tables with some text": [
        *blocks("table", ["Zone | Price\nA | 1.20"]),
        *lesson_blocks(VALVES, 300, 1, 0, "Valves", 1),
        *blocks("table", ["Zone | Price | Note\nB | 2.40"]),
    ],
}


@pytest.mark.parametrize("name", SOME_COURSE)
async def test_text_without_sentences_makes_a_course_that_quotes_it(name: str) -> None:
    sources = [source(SOME_COURSE[name])]
    contents = await course_or_problem(brief_for(), sources)
    assert isinstance(contents, dict), contents
    everything = fold_quote("\n".join(block.text for block in sources[0].blocks))
    assert all(fold_quote(citation.quote) in everything for citation in contents["1.1"].citations)


async def test_an_hour_of_speech_in_one_paragraph_is_shared_between_the_sections() -> None:
    turns = [SPEECH.replace("valve", f"{word} valve") for word in ("main", "second", "small", "blue", "spare", "last")]
    contents = await course_or_problem(brief_for(3, 2), [source(blocks("paragraph", [" ".join(turns * 4)]))])
    assert isinstance(contents, dict), contents
    assert len({content.explanation for content in contents.values()}) == 6


MARKUP = (
    '{{< figure src="valve.png" title="A valve" >}}',
    'The valve is shown in {{< ref "valves" >}} with its spindle and its gasket in the open state.',
    "{% notice tip %} Never open the valve while the pump runs in the cellar. {% endnotice %}",
    "The valve costs 12&nbsp;euros in every shop that sells gaskets and spindles.",
    "::: tip A valve has one gasket.",
    '<div class="x">The valve stands in a box of its own at the wall of the cellar.</div>',
    "See [the valve](javascript:alert(1)) for all that a spindle can do in winter.",
    "A gasket[^1] is a ring of rubber that closes the gap between two parts.",
    "[^1]: A note on gaskets that stands below the text of the page.",
    "{: .no_toc }",
    "```mermaid graph of the valve",
    "[insert your text about the valve here]",
    "Lorem ipsum dolor sit amet, the valve is closed.",
    "The ![picture](data:image/png;base64,AAAA) shows a valve that was taken out of its housing.",
)


@pytest.mark.parametrize("text", MARKUP)
async def test_markup_between_two_sentences_of_a_source_does_not_spoil_its_course(text: str) -> None:
    whole = lesson_blocks(VALVES, 420, 1, 0, "Valves", 1)
    whole[1:1] = blocks("paragraph", [text])
    contents = await course_or_problem(brief_for(), [source(whole)])
    assert isinstance(contents, dict), contents


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    places=st.lists(st.tuples(st.integers(0, 40), st.sampled_from(MARKUP)), min_size=1, max_size=14),
    kind=st.sampled_from(["paragraph", "list_item", "quote", "heading", "table"]),
    role=st.sampled_from(["body", "callout", "exercise", "objectives", "solution"]),
)
async def test_markup_of_other_programs_is_never_quoted(places: list[tuple[int, str]], kind: str, role: str) -> None:
    whole = lesson_blocks(VALVES, 420, 1, 0, "Valves", 1)
    for at, text in sorted(places, reverse=True):
        block = Block.model_validate(
            {"id": "x", "kind": kind, "text": text, "role": role, "level": 2 * (kind == "heading")}
        )
        whole.insert(min(at, len(whole)), block)
    contents = await course_or_problem(brief_for(), [source(whole)])
    assert isinstance(contents, dict), contents
    assert not re.search(r"\{\{|\{%|&nbsp;|lorem", contents["1.1"].model_dump_json(), re.IGNORECASE)


TEXTS = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        [
            SPEECH,
            *MARKUP,
            "水泵把水送到每个房间。阀门控制管道中的水流。",
            "المد هو ارتفاع بطيء لسطح البحر.",
            "🙂",
            "$x$",
        ]
    ),
    st.sampled_from([block.text for block in manual(2, 200).blocks]),
)
BLOCKS = st.lists(
    st.builds(
        Block,
        id=st.just("b"),
        kind=st.sampled_from(["heading", "paragraph", "list_item", "code", "quote", "table"]),
        text=TEXTS,
        level=st.integers(0, 6),
        role=st.sampled_from(["body", "body", "body", "objectives", "exercise", "solution", "callout", "questions"]),
        heading_path=st.lists(st.sampled_from(["Valves", "{{x}}", "", "🙂", "A" * 400]), max_size=2).map(tuple),
        ordinal=st.none() | st.integers(0, 30),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(BLOCKS, st.sampled_from(["en", "de", "zh", "pl"]), st.integers(1, 2), st.booleans())
async def test_any_blocks_make_a_good_course_or_a_problem(
    found: list[Block], language: str, sections: int, filled: bool
) -> None:
    whole = [*found, *(lesson_blocks(VALVES, 420, 1, 0, "Valves", 1) if filled else [])]
    await course_or_problem(brief_for(sections, language=language), [source(whole)])


async def test_a_task_that_says_nothing_when_it_is_shown_is_left_out() -> None:
    row = [Block(id="b99", kind="table", text="Part | Use", role="exercise", heading_path=("Valves",))]
    contents = await course_or_problem(brief_for(), [source(lesson_blocks(VALVES, 420, 1, 0, "Valves", 1), row)])
    assert isinstance(contents, dict), contents
    assert all(exercise.prompt.strip() for exercise in contents["1.1"].exercises)


async def test_a_box_that_has_nothing_but_code_is_left_out() -> None:
    title = blocks("heading", ["Note"], role="callout", level=3, heading_path=("Valves",))
    code = blocks("code", ["x = 1\ny = 2"], role="callout", heading_path=("Valves", "Note"))
    contents = await course_or_problem(
        brief_for(), [source(title, code, lesson_blocks(VALVES, 420, 1, 0, "Valves", 1))]
    )
    assert isinstance(contents, dict), contents
    assert "x = 1" not in contents["1.1"].explanation


async def test_a_paragraph_that_stands_there_twice_counts_once() -> None:
    text = manual(1, 200).blocks[2].text
    twice = [source(blocks("paragraph", [text, text, text]))]
    assert isinstance(await course_or_problem(brief_for(), twice), str)


def ordered(texts: Sequence[str], start: int = 1, level: int = 0) -> list[Block]:
    items = blocks("list_item", texts, level=level)
    return [item.model_copy(update={"ordinal": start + at}) for at, item in enumerate(items)]


async def test_ordered_lists_keep_their_numbers() -> None:
    steps = [f"Turn the spindle of valve {word}" for word in ("one", "two", "three", "four", "five")]
    lead = blocks("paragraph", ["To empty the pump, do this in order:"])
    contents = await course_or_problem(
        brief_for(), [source(lesson_blocks(VALVES, 130, 1, 0, "Valves", 1), lead, ordered(steps, start=3))]
    )
    assert isinstance(contents, dict), contents
    text = re.sub(r" \[\^c\d+\]", "", contents["1.1"].explanation)
    assert "\n3. Turn the spindle of valve one\n4. Turn" in text
    assert "7. Turn the spindle of valve five" in text


async def test_mathematics_is_neither_parted_nor_blanked_nor_escaped() -> None:
    formulas = ["$E = mc^2$", r"$v = \frac{s_1}{t_1}$", "$x_{n} * y_{n}$", r"$\text{time} = 3. The$"]
    said = [
        f"The energy of a gasket number {n} follows from {formula}, and the gasket of a valve then has the pressure of "
        f"the pipe at the time of the test."
        for n, formula in enumerate(formulas * 6)
    ]
    contents = await course_or_problem(brief_for(), [source(blocks("paragraph", said))])
    assert isinstance(contents, dict), contents
    assert all(formula in contents["1.1"].explanation for formula in formulas)
    for asked in contents["1.1"].checks:
        assert not re.search(r"\$[^$]*____[^$]*\$", asked.stem)
        assert asked.stem.count("$") % 2 == 0


async def test_a_table_is_carried_with_its_lead_in() -> None:
    lead = blocks("paragraph", ["The following table shows the prices of all valves that the shop sells."])
    rows = blocks("table", ["Valve | Price | Weight\nsmall | 2.40 | 1 kg\nlarge | 3.60 |"])
    heading, *text = lesson_blocks(VALVES, 130, 1, 0, "Valves", 1)
    contents = await course_or_problem(brief_for(), [source([heading], lead, rows, text)])
    assert isinstance(contents, dict), contents
    assert "| large | 3.60 |  |" in contents["1.1"].explanation
    assert "The following table" in plain_text(contents["1.1"].explanation)


async def test_a_lead_in_to_a_table_that_cannot_be_shown_is_left_out() -> None:
    lead = blocks("paragraph", ["A worn valve is loud. The following table shows the prices of all valves."])
    wide = blocks("table", [" | ".join(map(str, range(40))) + "\n" + " | ".join(map(str, range(40)))])
    contents = await course_or_problem(brief_for(), [source(lesson_blocks(VALVES, 200, 1, 0, "Valves", 1), lead, wide)])
    assert isinstance(contents, dict), contents
    assert "following table" not in contents["1.1"].explanation
