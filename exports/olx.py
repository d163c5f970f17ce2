"""OLX, the format of Open edX: what Studio imports."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from lxml.builder import E

from exports import losses, pages
from exports.course import Content, ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.olx_problems import problem
from exports.packages import media_files, slug, tarred
from exports.provenance import machine_readable
from exports.xml import clean, serialised
from learning.policy import GENERATED_THRESHOLD, ScoreMastery

RUN = "export"
ORGANISATION = "Coursewright"
GRADED = "Checks"
NOT_YET = "2030-01-01T00:00:00Z"
"""When learners are let in: what Studio gives new courses, until its team sets a date."""


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a .tar.gz as Open edX imports it."""
    files: dict[str, Content] = {**_structure(course), **_about(course), **_policies(course)}
    names = media_files(course)
    files |= {f"static/{name}": course.media[id_].content for id_, name in names.items()}
    for placed in course.sections():
        files |= _section(course, placed, names)
    tarred({f"course/{name}": content for name, content in files.items()}, to)


def _structure(course: ExportedCourse) -> dict[str, bytes]:
    code = slug(course.draft.title, 20) or "course"
    files = {"course.xml": serialised(E.course(url_name=RUN, org=ORGANISATION, course=f"{code}-{course.id.hex[:8]}"))}
    chapters = []
    for number, lesson in enumerate(course.draft.lessons, 1):
        names = [f"section_{number}_{place}" for place, _ in enumerate(lesson.sections, 1)]
        chapters.append(E.chapter(url_name=f"lesson_{number}"))
        sequentials = [E.sequential(url_name=name) for name in names]
        files[f"chapter/lesson_{number}.xml"] = serialised(E.chapter(*sequentials, display_name=clean(lesson.title)))
    files[f"course/{RUN}.xml"] = serialised(E.course(*chapters, display_name=clean(course.draft.title)))
    return files


def _section(course: ExportedCourse, placed: PlacedSection, names: dict[str, str]) -> dict[str, bytes]:
    name, title = placed.name, clean(placed.section.title)
    checks = working_checks(placed.section)
    graded = {"graded": "true", "format": GRADED} if checks and _is_required(placed) else {}
    problems = {f"check_{name}_{place}": problem(check) for place, check in enumerate(checks, 1)}
    units = [E.vertical(url_name=f"unit_{name}")]
    body = pages.section_body(course, placed.section, lambda id_: f"/static/{names[id_]}")
    language = course.draft.language
    shown = f'<div lang="{pages.text(language)}" dir="{pages.direction(language)}">\n{body}</div>\n'
    files = {
        f"vertical/unit_{name}.xml": serialised(E.vertical(E.html(url_name=f"text_{name}"), display_name=title)),
        f"html/text_{name}.xml": serialised(E.html(filename=f"text_{name}", display_name=title)),
        f"html/text_{name}.html": shown.encode(),
    }
    if problems:
        units.append(E.vertical(url_name=f"checks_{name}"))
        asked = [E.problem(url_name=check) for check in problems]
        files[f"vertical/checks_{name}.xml"] = serialised(E.vertical(*asked, display_name="Checks"))
        files |= {f"problem/{check}.xml": serialised(written) for check, written in problems.items()}
    files[f"sequential/section_{name}.xml"] = serialised(E.sequential(*units, display_name=title, **graded))
    return files


def _is_required(placed: PlacedSection) -> bool:
    return placed.section.is_required and placed.lesson.is_required


def _about(course: ExportedCourse) -> dict[str, bytes]:
    return {
        "about/overview.html": pages.about_body(course, _losses(course)).encode(),
        "about/short_description.html": pages.text(course.draft.description[:150]).encode(),
        "static/provenance.json": machine_readable(course),
    }


def _policies(course: ExportedCourse) -> dict[str, bytes]:
    names, mastery = media_files(course), course.draft.progression_policy.mastery
    threshold = mastery.threshold if isinstance(mastery, ScoreMastery) else GENERATED_THRESHOLD
    settings: dict[str, Any] = {"language": course.draft.language, "start": NOT_YET}
    if picture := (course.thumbnail or "").lower() or next(iter(names), None):
        settings["course_image"] = names[picture]
    grader = {"type": GRADED, "short_label": GRADED, "min_count": 1, "drop_count": 0, "weight": 1.0}
    grading = {"GRADER": [grader], "GRADE_CUTOFFS": {"Pass": max(threshold, 1) / 100}}
    return {
        f"policies/{RUN}/policy.json": _json({f"course/{RUN}": settings}),
        f"policies/{RUN}/grading_policy.json": _json(grading),
        "policies/assets.json": _json({}),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "It has no dates: set the day on which it begins in Studio, or else nobody gets in before 2030.",
        *losses.order(course),
        *losses.progress(course),
        *losses.typed_answers(course),
        *losses.broken_checks(course),
        *losses.mathematics(course),
        *losses.foreign_labels(course),
    ]


FORMAT = Format(
    name="olx",
    title="Open edX (OLX)",
    extension=".tar.gz",
    media_type="application/gzip",
    carries="Texts with their pictures, checks with answers and feedback as problems, the score to pass, provenance.",
    losses=_losses,
    write=write,
)
