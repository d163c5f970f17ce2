"""Courses to export: of every feature, from right to left, in signs, without pictures, and one that means harm."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PIL import Image

from exports.course import ExportedCourse, Media, Provenance, SourceUsed, Writer
from learning.checks import Check, Option
from learning.course_draft import CourseDraft, Gate, LessonDraft, SectionDraft
from learning.section import Citation, Example, Exercise, Resource, SectionContent, Visual
from tests.sources.picture_files import picture

ID = UUID("0192f0a0-0000-7000-8000-00000000c0de")
PICTURE, COVER = "0192f0a0-0000-7000-8000-0000000000f1", "0192f0a0-0000-7000-8000-0000000000f2"
LONG = "A title as long as nobody reads it to the end " * 10 + "but here it stops after all, at five hundred."
EXPLANATION = """## Tides

The pull falls with $1/r^3$ [^c1]; the height of a tide is

$$h = \\frac{3}{2} \\cdot \\frac{m}{M}$$

Also $\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$, $\\sum_{i=1}^{n} \\hat{x}_i \\neq \\overline{z}$
and $a < b \\text{ if } c$,
$$f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}$$ but not $\\unknown{x}$.

1. The moon pulls
2. Water follows
   1. on this side
   2. on that side

| body | pull |
|:-----|-----:|
| moon | 1.0  |
| sun  | 0.46 |

```python
print(1 < 2 and "&")
```

A `List<String>` & *others*.  [^c2]
"""
PROVENANCE = Provenance(
    writers=(Writer(provider="anthropic", model="claude-x"), Writer(provider="built-in", is_model=False)),
    sources=(SourceUsed(id="s1", title="Tides, a primer", licence="CC BY 4.0"), SourceUsed(id="s2", title="Notes")),
    reviewed_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    release=3,
)


def checks() -> list[Check]:
    """Of every kind, and of each way to be right."""
    three = [Option(id="a", text="ebb"), Option(id="b", text="`flood < 2`"), Option(id="c", text="slack & calm")]
    said = {"feedback": "Water follows the *moon*, by $1/r^3$.", "objective": "Explain tides"}
    return [
        Check(id="k1", kind="multiple_choice", stem="What falls with $\\sqrt{r}$?", options=three, answer="a", **said),
        Check(id="k2", kind="multiple_choice", stem="Which of two?", options=three[:2], answer="b"),
        Check(id="k3", kind="true_false", stem="The sea rises.\n\n```\nx < y\n```", answer="true", feedback="It does."),
        Check(id="k4", kind="true_false", stem="The sea boils.", answer="false"),
        Check(id="k5", kind="cloze", stem="The ____ pulls.", answer="moon", accepted=["Moon & sun", "Luna"], **said),
        Check(id="k6", kind="short_answer", stem="What pulls?", answer="the <moon>", feedback="The <moon>."),
        Check(id="k7", kind="short_answer", stem="How much?", answer="=1+1", accepted=["2"]),
    ]


def content(**changes: Any) -> SectionContent:
    return SectionContent(
        summary="Why the sea *rises*.",
        explanation=EXPLANATION,
        examples=[Example(title=LONG, body="At $x = 2$ it is high.")],
        exercises=[
            Exercise(prompt="Work it out.", hint="Twice a day", solution="12 h 25 min"),
            Exercise(prompt="Why?"),
        ],
        checks=checks(),
        applications=["Look at a harbour.", "Ask a sailor."],
        resources=[
            Resource(title=LONG, url="https://example.org/a?b=1&c=2"),
            Resource(title="Primer", source="tides.pdf", pages="1–2"),
        ],
        citations=[
            Citation(id="c1", source_id="s1", block_id="b1", page=4, heading="Pull", quote="falls with the cube"),
            Citation(id="c2", source_id="s9", quote="others"),
        ],
        visuals=[Visual(media_id=PICTURE.upper(), alt='A "high" tide', caption="Moon & sea")],
        interactivity="high",
    ).model_copy(update=changes)


def every_feature() -> ExportedCourse:
    broken = Check(id="k9", kind="multiple_choice", stem="Which?", answer="z")
    draft = CourseDraft(
        title="Tides & <other> swells",
        description="Why the sea rises.\n\nAnd falls, too.",
        objectives=["Explain tides", "Predict a flood"],
        language="en-GB",
        category="Sea",
        tags=["moon", "sea"],
        lessons=[
            LessonDraft(
                title="The moon",
                summary="It pulls.",
                objectives=["Describe the pull"],
                sections=[
                    SectionDraft(title="Pull", objectives=["Explain pull"], content=content()),
                    SectionDraft(title=LONG[:200], is_required=False, content=SectionContent(explanation="Read on.")),
                ],
            ),
            LessonDraft(
                title="The sun",
                sections=[
                    SectionDraft(
                        title="潮汐はなぜ起こるか",
                        content=content(checks=[*checks(), broken], visuals=[]),
                        prerequisites=["1.1"],
                        gate=Gate(requires="1", min_score=80),
                    )
                ],
            ),
        ],
    )
    media = {
        PICTURE: Media(content=picture(), media_type="image/png", alt="A tide", caption="x", origin="model"),
        COVER: Media(content=picture("navy", form="WEBP"), media_type="image/webp", origin="drawn"),
    }
    return ExportedCourse(id=ID, draft=draft, media=media, thumbnail=COVER, provenance=PROVENANCE)


ARABIC = """## المد والجزر

يجذب القمر **البحر** بقوة تتناسب مع $1/r^3$، ويرتفع الماء *مرتين* كل يوم.

1. يجذب القمر الماء
2. يتبعه البحر

| الجرم | القوة |
|:------|------:|
| القمر | 1.0   |
| الشمس | 0.46  |

```python
print("المد")
```
"""


def arabic() -> ExportedCourse:
    """A draft from right to left, with a picture, formulas, code and checks of each kind."""
    three = [Option(id="a", text="القمر"), Option(id="b", text="الريح"), Option(id="c", text="المطر")]
    asked = [
        Check(
            id="k1", kind="multiple_choice", stem="ما الذي يجذب البحر؟", options=three, answer="a", feedback="القمر."
        ),
        Check(id="k2", kind="true_false", stem="يرتفع الماء مرتين كل يوم.", answer="true"),
        Check(id="k3", kind="cloze", stem="يجذب ____ البحر.", answer="القمر", feedback="بقوة $1/r^3$."),
        Check(id="k4", kind="short_answer", stem="ما اسم النجم؟", answer="الشمس"),
    ]
    shown = [Visual(media_id=PICTURE, alt="بحر مرتفع", caption="القمر والبحر")]
    sections = [
        SectionDraft(
            title=title,
            objectives=["شرح المد والجزر"],
            content=SectionContent(summary="لماذا يرتفع البحر.", explanation=ARABIC, checks=asked, visuals=shown),
        )
        for title in ("قوة القمر", "قوة الشمس")
    ]
    lessons = [LessonDraft(title=section.title, sections=[section]) for section in sections]
    draft = CourseDraft(title="المد والجزر", description="عن البحر.", language="ar", lessons=lessons)
    media = {PICTURE: Media(content=picture(), media_type="image/png", alt="بحر", origin="model")}
    return ExportedCourse(id=ID, draft=draft, media=media)


def large() -> ExportedCourse:
    """20 lessons of 8 sections, each with pages of text, a picture of its own, examples, exercises and checks."""
    places = [(number, place) for number in range(1, 21) for place in range(1, 9)]
    ids = {place: str(UUID(int=10_000 + number)) for number, place in enumerate(places)}
    noise = random.Random(16)
    media = {
        id_: Media(content=noisy_picture(noise), media_type="image/jpeg", alt="A tide", origin="drawn")
        for id_ in ids.values()
    }
    lessons = [
        LessonDraft(
            title=f"Lesson {number}",
            sections=[
                SectionDraft(
                    title=f"Section {place}",
                    objectives=["Explain pull"],
                    content=content(
                        explanation=f"{EXPLANATION}\n" + f"Water rises in {number}.{place}, and falls.\n\n" * 60,
                        visuals=[Visual(media_id=ids[number, place], alt=f"Tide {number}.{place}")],
                    ),
                )
                for place in range(1, 9)
            ],
        )
        for number in range(1, 21)
    ]
    draft = CourseDraft(title="All of the sea", lessons=lessons)
    return ExportedCourse(id=ID, draft=draft, media=media, provenance=PROVENANCE)


def noisy_picture(noise: random.Random) -> bytes:
    """About 40 kB that do not compress further, as a photograph."""
    made = io.BytesIO()
    Image.frombytes("RGB", (240, 180), noise.randbytes(240 * 180 * 3)).save(made, "JPEG", quality=90)
    return made.getvalue()


def plain(language: str, title: str, explanation: str) -> ExportedCourse:
    """Without pictures, objectives and sources; a draft by hand."""
    section = SectionDraft(title=title, content=SectionContent(explanation=explanation, checks=checks()))
    lesson = LessonDraft(title=title, sections=[section])
    policy = {"sequential": False, "mastery": {"type": "m_of_n", "m": 2, "n": 3}}
    draft = CourseDraft(title=title, language=language, lessons=[lesson], progression_policy=policy)
    return ExportedCourse(id=ID, draft=draft)


ATTACK = "<script>x()</script><img src=x onerror=x()> \"'> ]]> &lt;b&gt; <!-- \x0b"


def hostile() -> ExportedCourse:
    """Markup in front of every text that is one, and characters that XML cannot hold."""
    course = every_feature()
    told = _attacked(course.draft.model_dump(mode="json"))
    return course.model_copy(update={"draft": CourseDraft.model_validate(told)})


_NO_TEXTS = frozenset(
    "id language kind answer media_id difficulty depth learning_style interactivity requires prerequisites url "
    "source_id block_id tags".split()
)


def _attacked(value: Any, name: str = "") -> Any:
    if name in _NO_TEXTS:
        return value
    if isinstance(value, dict):
        return {key: _attacked(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_attacked(part) for part in value]
    if not isinstance(value, str) or not value:
        return value
    return f"{ATTACK}{value}"[:200] if name == "title" else f"{ATTACK}{value}"


COURSES: dict[str, Callable[[], ExportedCourse]] = {
    "every feature": every_feature,
    "right to left": arabic,
    "signs": lambda: plain("zh-Hant", "潮汐", "月亮吸引海水。\n\n- 漲潮\n- 退潮"),
    "hostile": hostile,
}
