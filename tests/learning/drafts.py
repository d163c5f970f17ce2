"""Valid drafts to begin a test with: a source about bread, a brief, an outline, a section and a whole course."""

from __future__ import annotations

from learning.brief import Brief
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.outline import Outline, OutlineLesson, OutlineSection
from learning.section import Check, Citation, Example, Exercise, Option, Resource, SectionContent
from learning.source import Block, SourceDocument

SOURCE_ID = "0192f0a0-0000-7000-8000-000000000001"
OBJECTIVES = ["Explain how yeast ferments dough", "Compare wheat flour with rye flour"]
STEPS = """1. Mix flour and water
2. Knead the dough
3. Shape the loaf
4. Bake it with steam"""
"""What a diagram of a section can show."""

PARAGRAPHS = [
    "Bread dough begins as flour and water. When the two meet, the proteins of the flour take up water and link into "
    "gluten, an elastic net that will later hold the gas of fermentation.",
    "Yeast ferments dough by eating the sugars that enzymes free from starch. It gives off carbon dioxide, which "
    "fills the gluten net with bubbles, and alcohol, most of which leaves in the oven.",
    "Warm dough rises quickly and tastes of little. Cool dough rises slowly, because yeast works less, while the "
    "bacteria beside it have time to make the acids that we taste as depth.",
    "Wheat flour forms strong gluten and so carries an open crumb. Rye flour forms hardly any: its loaves are held "
    "together by starch and by sticky sugars called pentosans, and stay dense.",
    "Salt tightens gluten and slows yeast down. Two grams for every hundred grams of flour are usual; far less gives "
    "a slack dough, far more stops fermentation altogether.",
    "A baker judges a risen loaf with a wet finger. If the dent springs back at once, the dough needs time; if it "
    "stays, the net is full and will soon collapse.",
    "Steam in the first minutes keeps the crust soft, so that the loaf can grow to its full height. Later the steam "
    "must leave, or else the crust will never turn brown and crisp.",
    "Bread is done when it sounds hollow under the knuckles and its middle has reached ninety-six degrees. Cut it "
    "cold: the starch goes on setting for an hour after the oven.",
]
SUBJECTS = [
    *("Flour", "Water", "Yeast", "Salt", "Gluten", "Kneading", "Shaping"),
    *("Proofing", "Scoring", "Steaming", "Baking", "Cooling", "Storing"),
]
PLACES = ["wheat", "rye", "spelt", "oat", "barley", "maize", "rice", "buckwheat"]


def source(source_id: str = SOURCE_ID) -> SourceDocument:
    """Two pages: a heading `b0`, then a paragraph `b1`–`b8` each; page 2 begins at `b5`."""
    heading = Block(id="b0", kind="heading", level=1, text="Bread", page=1)
    paragraphs = [
        Block(id=f"b{number}", kind="paragraph", text=text, page=1 if number < 5 else 2, heading_path=("Bread",))
        for number, text in enumerate(PARAGRAPHS, 1)
    ]
    return SourceDocument(
        id=source_id,
        filename="bread.pdf",
        media_type="application/pdf",
        title="Bread",
        pages=2,
        characters=sum(map(len, PARAGRAPHS)),
        language="en",
        blocks=(heading, *paragraphs),
    )


def brief(**changes: object) -> Brief:
    return Brief.model_validate({"title": "Baking bread", "objectives": OBJECTIVES} | changes)


def outline(asked: Brief | None = None) -> Outline:
    """An outline of the shape that the brief asks for; each section needs the one before it."""
    asked = asked or brief()
    lessons = [
        OutlineLesson(
            title=f"From {SUBJECTS[lesson % 13].lower()} to loaf, day {lesson + 1}",
            objectives=[f"Describe day {lesson + 1} of the bakery"],
            sections=[outline_section(lesson + 1, place + 1, asked) for place in range(asked.sections_per_lesson)],
        )
        for lesson in range(asked.lessons)
    ]
    return Outline(title=asked.title, objectives=asked.objectives, lessons=lessons)


def outline_section(lesson: int = 1, place: int = 1, asked: Brief | None = None) -> OutlineSection:
    asked = asked or brief()
    number = (lesson - 1) * asked.sections_per_lesson + place - 1
    before = (lesson - 1, asked.sections_per_lesson) if place == 1 else (lesson, place - 1)
    subject = f"{SUBJECTS[number % 13]} for {PLACES[number // 13 % 8]} loaves"
    if number >= 104:
        subject += " in large bakeries"
    return OutlineSection(
        key=f"{lesson}.{place}",
        title=subject,
        objectives=[f"Explain the part of {subject.lower()}"] + (asked.objectives if number == 0 else []),
        assessment_criteria=[f"Names two effects of {subject.lower()}"],
        prerequisites=[f"{before[0]}.{before[1]}"] if number else [],
        estimated_minutes=15,
        source_blocks=[f"{SOURCE_ID}:b{_speaking_of(subject) or number % 8 + 1}"],
    )


def _speaking_of(subject: str) -> int:
    """The number of the first paragraph with a word of a subject in it, 0 where none has."""
    words = set(subject.casefold().split()) - {"for", "in"}
    spoken = (number for number, text in enumerate(PARAGRAPHS, 1) if words & set(text.casefold().split()))
    return next(spoken, 0)


def choice(check_id: str = "k1", key: int = 0, **changes: object) -> Check:
    """A multiple-choice check whose right answer is the option at `key`."""
    options = ["Gluten from protein", "Starch from sugar", "Acids from salt"]
    right = options.pop(0)
    options.insert(key, right)
    return Check.model_validate(
        {
            "id": check_id,
            "kind": "multiple_choice",
            "stem": "What forms when flour meets water?",
            "options": [Option(id=f"o{index}", text=text) for index, text in enumerate(options)],
            "answer": f"o{key}",
            "feedback": "The proteins of the flour take up water and link.",
            "objective": OBJECTIVES[0],
        }
        | changes
    )


def section() -> OutlineSection:
    """The plan of `content()`."""
    return OutlineSection(
        key="1.1",
        title="How yeast ferments dough",
        objectives=OBJECTIVES,
        assessment_criteria=["Names what yeast eats and gives off"],
        source_blocks=[f"{SOURCE_ID}:b{number}" for number in range(1, 9)],
    )


def content(**changes: object) -> SectionContent:
    """A section of the standard depth, every paragraph cited from `source()`."""
    return SectionContent(**_parts()).model_copy(update=changes)


def _parts() -> dict[str, object]:
    return {
        "summary": "Yeast turns sugar into gas, and gluten keeps it.",
        "explanation": "\n\n".join(f"{text} [^c{number}]" for number, text in enumerate(PARAGRAPHS, 1)),
        "examples": [Example(title="Two loaves", body="The same dough at 20 and at 28 degrees: 12 hours, 4 hours.")],
        "exercises": [Exercise(prompt="Work out the salt for 750 g of flour.", hint="2 in 100", solution="15 g")],
        "checks": checks(),
        "applications": ["Let half of a dough rise in the fridge and compare the taste."],
        "resources": [Resource(title="Bread", source="bread.pdf", pages="1–2")],
        "citations": [
            Citation(
                id=f"c{number}", source_id=SOURCE_ID, block_id=f"b{number}", page=1 if number < 5 else 2, quote=text
            )
            for number, text in enumerate(PARAGRAPHS, 1)
        ],
    }


def checks() -> list[Check]:
    said = {"feedback": "See the paragraph on it."}
    return [
        choice("k1", key=1),
        Check(
            id="k2", kind="true_false", stem="Salt speeds yeast up.", answer="false", objective=OBJECTIVES[0], **said
        ),
        Check(
            id="k3",
            kind="cloze",
            stem="Yeast gives off ____ dioxide.",
            answer="carbon",
            objective=OBJECTIVES[0],
            **said,
        ),
        Check(
            id="k4",
            kind="short_answer",
            stem="What holds rye loaves?",
            answer="starch",
            objective=OBJECTIVES[1],
            **said,
        ),
    ]


def section_draft(title: str = "Yeast", **changes: object) -> SectionDraft:
    return SectionDraft.model_validate({"title": title, "content": SectionContent(checks=[choice()])} | changes)


def course_draft(*lessons: list[SectionDraft], **changes: object) -> CourseDraft:
    """A course draft with one lesson a list of sections; two lessons of two sections without any."""
    shape = lessons or (
        [section_draft("Flour"), section_draft("Water")],
        [section_draft("Yeast"), section_draft("Salt")],
    )
    drafts = [
        LessonDraft(title=f"Day {number} at the mill", sections=list(some)) for number, some in enumerate(shape, 1)
    ]
    return CourseDraft.model_validate({"title": "Bread by hand", "lessons": drafts} | changes)
