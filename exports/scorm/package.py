"""The files of a SCORM package: the player, the course as modules, pictures, the manifest."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from importlib.resources import files as resources
from typing import Any

from exports import losses, pages
from exports.course import ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.packages import media_files, zipped
from exports.provenance import in_a_page, machine_readable
from exports.qti12 import TRUE_AND_FALSE
from exports.scorm import manifest
from exports.scorm.rules import key_of, longest_record, rules_of
from learning.checks import KINDS, Check
from learning.checks.disclosure import withholds_key

PLAYER = ("answers.js", "lms.js", "player.css", "player.js", "progress.js", "suspended.js")
MOST_KEPT = {"1.2": 4_096, "2004": 64_000}
"""Characters that an LMS keeps of a learner's record, by version."""


def writer(version: str) -> Callable[[ExportedCourse], bytes]:
    """What writes packages of "1.2" or "2004"."""

    def write(course: ExportedCourse) -> bytes:
        names = media_files(course)
        packed = {f"media/{name}": course.media[id_].content for id_, name in names.items()}
        packed |= {f"player/{name}": (resources("exports.scorm") / "player" / name).read_bytes() for name in PLAYER}
        packed["index.html"] = _page(course)
        packed["provenance.json"] = machine_readable(course)
        packed["course.js"] = _module(_course(course, losses_of(version)(course)))
        for placed in course.sections():
            body = pages.section_body(course, placed.section, lambda id_: f"media/{names[id_]}")
            packed[f"sections/{placed.name}.js"] = _module(body)
        packed["imsmanifest.xml"] = manifest.written(course, version, sorted([*packed, "imsmanifest.xml"]))
        return zipped(packed)

    return write


def losses_of(version: str) -> Callable[[ExportedCourse], list[str]]:
    """What does not arrive with "1.2" or "2004"."""

    def told(course: ExportedCourse) -> list[str]:
        rules = rules_of(course)
        longest = longest_record(course.draft.progression_policy, rules["sections"])
        lost = [
            "The answers lie in the package, as in every SCORM package: who can read its files can read them.",
            "Reviews, achievements, e-mails and analytics stay behind; the other system keeps what it is told: status, "
            "score, progress, and each answer.",
        ]
        if longest > MOST_KEPT[version]:
            lost.append(
                f"The record of a learner in the midst of all {len(rules['sections'])} sections at once does not fit "
                f"into the {MOST_KEPT[version]} characters that SCORM {version} keeps: what was least begun is "
                "forgotten, and complete sections stay complete."
            )
        return [*lost, *losses.broken_checks(course), "Labels of the player are in English."]

    return told


def format_of(version: str, title: str) -> Format:
    """The format of "1.2" or "2004"."""
    return Format(
        name=f"scorm-{version}",
        title=title,
        extension=f".scorm{'12' if version == '1.2' else version}.zip",
        media_type="application/zip",
        carries="Texts with pictures and formulas, checks with feedback, the order of study, the rules of progress; "
        "status and score are told by them.",
        losses=losses_of(version),
        write=writer(version),
    )


def _page(course: ExportedCourse) -> bytes:
    title, language = pages.text(course.draft.title), course.draft.language
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{pages.direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="player/player.css">\n{in_a_page(course)}'
        '<script type="module" src="player/player.js"></script>\n</head>\n<body>\n'
        '<a class="skip" href="#text" lang="en">Skip to the text</a>\n'
        f'<header>\n<h1>{title}</h1>\n<p id="progress" role="status" lang="en"></p>\n</header>\n'
        '<nav aria-label="Contents"></nav>\n<main id="text" tabindex="-1">\n'
        '<noscript><p lang="en">This course needs JavaScript.</p></noscript>\n</main>\n</body>\n</html>\n'
    ).encode()


def _course(course: ExportedCourse, lost: list[str]) -> dict[str, Any]:
    told = rules_of(course)
    for placed, section in zip(course.sections(), told["sections"], strict=True):
        section |= _section(placed)
    return told | {"about": pages.about_body(course, lost)}


def _section(placed: PlacedSection) -> dict[str, Any]:
    questions = [_question(check) for check in working_checks(placed.section)]
    return {"key": placed.key, "name": placed.name, "questions": questions}


def _question(check: Check) -> dict[str, Any]:
    asked = KINDS[check.kind].exported(check)
    is_gap = asked.interaction == "fill-in"
    options = asked.options or (TRUE_AND_FALSE if asked.interaction == "true-false" else ())
    return key_of(check) | {
        "before": pages.asked(asked.before),
        "after": pages.line(asked.after) if is_gap else None,
        "options": [[id_, pages.line(text)] for id_, text in options],
        "key": pages.line(KINDS[check.kind].key(check)),
        "feedback": pages.asked(check.feedback),
        "open": withholds_key(check),
    }


def _module(value: object) -> bytes:
    """JSON is JavaScript, where no script element can end in it."""
    written = json.dumps(value, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f"export default {written};\n".encode()
