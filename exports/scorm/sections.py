"""A section as the reader's modules take it: as the API shows it, with the HTML of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports import pages
from exports.course import ExportedCourse, PlacedSection, working_checks
from exports.xml import clean
from learning.checks import Check
from learning.section import SectionContent

Json = dict[str, Any]


def shown(course: ExportedCourse, placed: PlacedSection, pictures: Mapping[str, str]) -> Json:
    """`pictures` are the addresses of pictures by their ids. Checks have their keys; the player withholds them."""
    section = placed.section
    return {
        "id": placed.key,
        "title": clean(section.title),
        "estimated_duration": section.estimated_duration,
        "objectives": [clean(each) for each in section.objectives if each],
        "content": _content(section.content) | {"checks": [_check(check) for check in working_checks(section)]},
        "media": [
            {"id": id_, "url": pictures[id_], "widths": [], "alt": course.media[id_].alt, "caption": ""}
            for id_ in dict.fromkeys(visual.media_id.lower() for visual in section.content.visuals)
        ],
    }


def _content(content: SectionContent) -> Json:
    """Texts with HTML have nothing else."""
    return {
        "summary_html": pages.rendered(content.summary, content.citations),
        "explanation_html": pages.rendered(content.explanation, content.citations),
        "examples": [{"title": clean(one.title), "body_html": pages.rendered(one.body)} for one in content.examples],
        "exercises": [
            {
                "prompt_html": pages.rendered(one.prompt),
                "hint": bool(one.hint.strip()),
                "hint_html": pages.rendered(one.hint),
                "solution": bool(one.solution.strip()),
                "solution_html": pages.rendered(one.solution),
            }
            for one in content.exercises
        ],
        "applications": ["" for _ in content.applications],
        "applications_html": [pages.rendered(one) for one in content.applications],
        "visuals": [_cleaned(one.model_dump(mode="json")) for one in content.visuals],
        "resources": [_cleaned(one.model_dump(mode="json")) for one in content.resources],
        "citations": [
            {"id": one.id, "quote": clean(one.quote), "heading": clean(one.heading or ""), "page": one.page}
            for one in content.citations
        ],
    }


def _check(check: Check) -> Json:
    return {
        "id": check.id,
        "kind": check.kind,
        "stem_html": pages.asked(check.stem),
        "options": [{"id": one.id, "text_html": pages.line(one.text)} for one in check.options],
        "answer": clean(check.answer),
        "feedback_html": pages.asked(check.feedback),
    }


def _cleaned(told: Json) -> Json:
    return {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}
