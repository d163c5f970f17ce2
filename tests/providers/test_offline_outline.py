"""Outlines without a model: exact shape, plain titles, everything asked covered, honest refusals."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.brief import Brief
from learning.outline import Outline
from learning.outline_review import review_outline
from learning.quality import acceptable
from learning.source import Block, SourceDocument
from learning.wording import count_words, fold_title
from providers.errors import ProviderProblem
from providers.offline import OfflineText
from providers.offline.planning.measures import MEASURES
from tests.providers.conftest import TOPICS, document, lesson_blocks, manual, prose, told, write_outline

TOPIC = ("Valves", "valve", "spindle", "gasket")


def brief_for(lessons: int = 3, sections: int = 2, **rest: object) -> Brief:
    fields = {"title": "Heating for beginners", "lessons": lessons, "sections_per_lesson": sections, **rest}
    return Brief.model_validate(fields)


def titles(outline: Outline) -> list[str]:
    return [section.title for section in outline.all_sections()]


@settings(max_examples=25, deadline=None)
@given(
    lessons=st.integers(1, 4),
    sections=st.integers(1, 3),
    words=st.integers(240, 700),
    seed=st.integers(0, 1_000),
    difficulty=st.sampled_from(["beginner", "intermediate", "advanced"]),
)
async def test_any_outline_that_the_sources_carry_is_accepted(
    lessons: int, sections: int, words: int, seed: int, difficulty: str
) -> None:
    sources = [manual(words=words, seed=seed)]
    brief = brief_for(lessons, sections, difficulty=difficulty, objectives=["Explain why a worn gasket leaks"])
    outline = await write_outline(OfflineText(), brief, sources)
    assert acceptable(review_outline(outline, brief, sources))
    assert len(outline.lessons) == lessons
    assert all(len(lesson.sections) == sections for lesson in outline.lessons)
    assert len({fold_title(title) for title in titles(outline)}) == lessons * sections
    blocks = [block for section in outline.all_sections() for block in section.source_blocks]
    assert len(blocks) == len(set(blocks))


async def test_sections_are_titled_by_their_headings_without_numbers(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(6, 2), [manual()])
    assert set(titles(outline)) == {
        *("Valves", "Pumps", "Boilers", "Radiators", "Thermostats", "Pipes", "Filters", "Controllers", "Tanks"),
        *("Heat Exchangers", "Manifolds", "Meters"),
    }


async def test_sections_keep_the_order_of_the_sources(writer: OfflineText) -> None:
    source = manual(seed=5)
    order = [block.text.split(". ")[1] for block in source.blocks if block.kind == "heading" and block.level == 2]
    chosen = titles(await write_outline(writer, brief_for(4, 2), [source]))
    assert chosen == [title for title in order if title in chosen]


async def test_every_objective_of_the_brief_goes_word_for_word_to_the_section_that_fits(writer: OfflineText) -> None:
    asked = ["Replace the impeller of a pump", "Read the dial of a thermostat", "Clean the mesh of a filter"]
    outline = await write_outline(writer, brief_for(6, 2, objectives=asked), [manual()])
    holders = {objective: section.title for section in outline.all_sections() for objective in section.objectives}
    assert [holders[objective] for objective in asked] == ["Pumps", "Thermostats", "Filters"]


async def test_objectives_weigh_what_is_chosen(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(1, 1, objectives=["Describe the float of a tank"]), [manual()])
    assert titles(outline) == ["Tanks"]


async def test_generated_objectives_are_told_apart(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(6, 2), [manual()])
    objectives = [objective for section in outline.all_sections() for objective in section.objectives]
    assert len(objectives) == len(set(objectives))
    assert all(2 <= len(section.objectives) <= 4 for section in outline.all_sections())


async def test_front_matter_is_no_section(writer: OfflineText) -> None:
    matter = ["Preface", "Acknowledgements", "Licence", "Glossary", "Index", "Table of Contents", "Bibliography"]
    blocks: list[Block] = []
    for heading in [*matter, "Valves", "Pumps"]:
        topics = [TOPIC, ("Pumps", "pump", "impeller", "casing")]
        topic = next((topic for topic in topics if topic[0] == heading), (heading, "book", "page", heading.lower()))
        blocks += lesson_blocks(topic, 300, len(blocks) + 1, len(blocks), heading, 1)
    outline = await write_outline(writer, brief_for(1, 2), [document(blocks)])
    assert titles(outline) == ["Valves", "Pumps"]


async def test_text_without_headings_is_cut_where_its_subject_changes(writer: OfflineText) -> None:
    subjects = [TOPIC, ("Pumps", "pump", "impeller", "casing"), ("Tanks", "tank", "float", "overflow")]
    paragraphs = [" ".join(told(topic, n + step) for step in range(3)) for topic in subjects for n in range(0, 36, 3)]
    outline = await write_outline(writer, brief_for(1, 3), [prose(*paragraphs)])
    assert len(set(titles(outline))) == 3
    firsts = [section.source_blocks[0] for section in outline.all_sections()]
    assert firsts == ["s1:b1", "s1:b13", "s1:b25"]


async def test_a_heading_that_one_section_is_about_is_its_title(writer: OfflineText) -> None:
    sources = [document(lesson_blocks(TOPIC, 2_000, 1, 0, "Valves", 1))]
    assert titles(await write_outline(writer, brief_for(1, 1, depth="overview"), sources)) == ["Valves"]
    parted = titles(await write_outline(writer, brief_for(1, 2, depth="overview"), sources))
    assert len(set(parted)) == 2
    assert all(title.startswith("Valves: ") for title in parted)


async def test_the_course_is_described_as_a_course(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(2, 1), [manual(2)])
    first, second = (lesson.title for lesson in outline.lessons)
    assert outline.description == f"This course covers “{first}” and “{second}”."


async def test_several_sources_keep_their_order(writer: OfflineText) -> None:
    pumps = document(lesson_blocks(("Pumps", "pump", "impeller", "casing"), 400, 1, 0, "Pumps", 1), "first", "Pumps")
    tanks = document(lesson_blocks(("Tanks", "tank", "float", "overflow"), 400, 1, 0, "Tanks", 1), "second", "Tanks")
    assert titles(await write_outline(writer, brief_for(2, 1), [tanks, pumps])) == ["Tanks", "Pumps"]


async def test_prerequisites_name_earlier_sections_only(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(6, 2), [manual()])
    order = [section.key for section in outline.all_sections()]
    for section in outline.all_sections():
        assert all(order.index(key) < order.index(section.key) for key in section.prerequisites)


async def test_no_visual_where_the_brief_wants_none(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(6, 2, visuals=False), [manual()])
    assert all(section.visual is None for section in outline.all_sections())


async def test_dropping_a_subject_leaves_it_out(writer: OfflineText) -> None:
    brief = brief_for(4, 2)
    before = await write_outline(writer, brief, [manual()])
    unwanted = titles(before)[2]
    feedback = f"Please drop {unwanted}."
    after = await write_outline(writer, brief, [manual()], instructions=feedback, previous=before.model_dump_json())
    assert unwanted not in titles(after)
    assert len(titles(after)) == 8


async def test_asking_for_more_brings_a_subject_in(writer: OfflineText) -> None:
    brief = brief_for(2, 1)
    before = await write_outline(writer, brief, [manual()])
    wanted = next(topic for topic in ("Meters", "Filters", "Pipes") if topic not in titles(before))
    after = await write_outline(writer, brief, [manual()], instructions=f"More about {wanted.lower()}, please.")
    assert wanted in titles(after)


async def test_starting_with_a_subject_puts_it_first(writer: OfflineText) -> None:
    outline = await write_outline(writer, brief_for(6, 2), [manual()], instructions="Start with tanks.")
    assert titles(outline)[0] == "Tanks"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("Make it livelier!", "cannot do “Make it livelier”"),
        ("Only 4 sections, please.", "has 3 × 2 sections"),
        ("Remove the section on submarines.", "called “the section on submarines”"),
        ("Add a section about submarines.", "no text for a section on “submarines”"),
        ("Rename 1.2 to “Lesson 7”.", "cannot be a title"),
        ("Move 1.1 after submarines.", "called “submarines”"),
    ],
)
async def test_a_wish_that_cannot_be_fulfilled_is_answered_and_changes_nothing(
    writer: OfflineText, wish: str, said: str
) -> None:
    brief = brief_for(3, 2)
    before = await write_outline(writer, brief, [manual()])
    after = await write_outline(writer, brief, [manual()], instructions=wish, previous=before.model_dump_json())
    [sentence] = after.unfulfilled
    assert said in sentence
    assert after.lessons == before.lessons


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ("Move 1.1 to the end.", [1, 2, 3, 4, 5, 0]),
        ("Please put section 2.2 first and swap 1.1 and 1.2.", [3, 1, 0, 2, 4, 5]),
        ("Start with 3.1, then move 1.2 before 1.1", [4, 1, 0, 2, 3, 5]),
        ("Move lesson 3 to the beginning.", [4, 5, 0, 1, 2, 3]),
        ("Verschiebe 1.1 ans Ende.", [1, 2, 3, 4, 5, 0]),
    ],
)
async def test_sections_come_in_the_order_that_the_reviewer_asks_for(
    writer: OfflineText, wish: str, order: list[int]
) -> None:
    brief = brief_for(3, 2)
    before = await write_outline(writer, brief, [manual()])
    after = await write_outline(writer, brief, [manual()], instructions=wish, previous=before.model_dump_json())
    assert titles(after) == [titles(before)[at] for at in order]
    assert after.unfulfilled == []
    assert acceptable(review_outline(after, brief, [manual()]))


async def test_what_is_renamed_removed_or_added_leaves_the_rest_as_it_was(writer: OfflineText) -> None:
    brief = brief_for(3, 2)
    before = await write_outline(writer, brief, [manual()])
    unused = [topic for topic in ("Meters", "Filters", "Pipes", "Tanks", "Boilers") if topic not in titles(before)]
    gone = titles(before)[3]
    wish = f"Rename 1.1 to “A first look”; drop {gone.lower()} and add a section on {unused[0].lower()}."
    after = await write_outline(writer, brief, [manual()], instructions=wish, previous=before.model_dump_json())
    assert after.section("1.1").source_blocks == before.section("1.1").source_blocks
    assert titles(after)[0] == "A first look"
    assert not any(titles(before)[0] in text for text in after.section("1.1").assessment_criteria)
    assert gone not in titles(after)
    kept = {section.title: section.source_blocks for section in after.all_sections()}
    same = [section for section in before.all_sections() if kept.get(section.title) == section.source_blocks]
    assert len(same) >= 3
    assert unused[0] in titles(after) or any("section already" in sentence for sentence in after.unfulfilled)
    assert acceptable(review_outline(after, brief, [manual()]))


async def test_titles_are_joined_of_two_headings_at_most(writer: OfflineText) -> None:
    names = ("Doors and locks", "Hinges and pins", "Glass", "Seals")
    blocks = [Block(id="top", kind="heading", text="Windows of trains", level=1)]
    for number, name in enumerate(names):
        text = " ".join(told(TOPICS[number], line) for line in range(9))
        path = ("Windows of trains", name)
        blocks.append(Block(id=f"h{number}", kind="heading", text=name, level=2, heading_path=path[:1]))
        blocks.append(Block(id=f"p{number}", kind="paragraph", text=text, heading_path=path))
    for sections in (1, 2):
        outline = await write_outline(writer, brief_for(1, sections, depth="overview"), [document(blocks)])
        for title in titles(outline):
            assert sum(name.lower() in title.lower() for name in names) <= 2
            assert title.count(" and ") < 2 or "; " in title


async def test_a_manner_that_the_brief_wishes_is_answered_and_its_order_kept(writer: OfflineText) -> None:
    brief = brief_for(6, 2, description="Keep it funny. Start with tanks.", learning_style="auditory")
    outline = await write_outline(writer, brief, [manual()])
    assert titles(outline)[0] == "Tanks"
    assert ["auditory" in outline.unfulfilled[0], "“funny”" in outline.unfulfilled[1]] == [True, True]
    plain = brief_for(2, 1, description="A course on funny bones and the stories that games tell.")
    assert (await write_outline(writer, plain, [manual()])).unfulfilled == []


@pytest.mark.parametrize("sources", [[], [document([])], [document([Block(id="b1", kind="code", text="x = 1")])]])
async def test_without_text_the_instructor_is_asked_for_sources(
    writer: OfflineText, sources: list[SourceDocument]
) -> None:
    with pytest.raises(ProviderProblem) as caught:
        await write_outline(writer, brief_for(), sources)
    assert caught.value.kind == "sources_missing"
    assert not caught.value.retryable
    assert "add source documents" in caught.value.sentence


def short_chapter(topic: Sequence[str]) -> list[Block]:
    """A heading and eight sentences."""
    name = topic[0]
    texts = [" ".join(told(topic, number) for number in part) for part in (range(4), range(4, 8))]
    parts = [Block(id=f"{name}{n}", kind="paragraph", text=t, heading_path=(name,)) for n, t in enumerate(texts)]
    return [Block(id=name, kind="heading", text=name, level=1), *parts]


async def test_short_chapters_are_sections_where_there_are_no_more(writer: OfflineText) -> None:
    """A little less than a section of the depth should have, but enough for one that is accepted."""
    source = document([block for topic in TOPICS[:3] for block in short_chapter(topic)])
    chapters = [topic[0] for topic in TOPICS[:3]]
    words = [sum(count_words(b.text) for b in source.blocks if b.heading_path == (name,)) for name in chapters]
    assert max(words) < MEASURES["overview"].least
    outline = await write_outline(writer, brief_for(3, 1, depth="overview"), [source])
    assert titles(outline) == chapters


async def test_thin_sources_say_how_many_sections_they_carry(writer: OfflineText) -> None:
    with pytest.raises(ProviderProblem) as caught:
        await write_outline(writer, brief_for(6, 2), [manual(topics=3, words=260)])
    assert caught.value.kind == "sources_too_thin"
    assert not caught.value.retryable
    assert "3 sections" in caught.value.sentence
    assert "12 (6 × 2)" in caught.value.sentence


async def test_an_outline_costs_nothing(writer: OfflineText) -> None:
    from providers.text import OutlineRequest

    answer = await writer.outline(OutlineRequest(brief=brief_for(), sources=(manual(),)))
    assert answer.cost == Decimal(0)
    assert (answer.input_tokens, answer.output_tokens, answer.model) == (0, 0, "offline-1")


async def test_text_of_which_no_section_can_be_made_is_not_counted(writer: OfflineText) -> None:
    """What is said to be carried can be had; sentences that point to something else have words, and are left out."""
    orders = [f"As we saw above, it does this in the same way as figure {number}." for number in range(60)]
    chapter = [Block(id="h", kind="heading", text="Panel", level=1)]
    chapter += [
        Block(id=f"o{n}", kind="paragraph", text=text, heading_path=("Panel",)) for n, text in enumerate(orders)
    ]
    sources = [manual(topics=3, words=400), document(chapter).model_copy(update={"id": "panel"})]
    with pytest.raises(ProviderProblem) as caught:
        await write_outline(writer, brief_for(4, 1), sources)
    assert "text of which no section can be made" in caught.value.sentence
    assert "The sources carry 3 sections" in caught.value.sentence
    await write_outline(writer, brief_for(3, 1), sources)
