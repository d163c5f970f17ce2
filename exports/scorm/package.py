"""The files of a SCORM package: the player, the course as modules, pictures, the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, BinaryIO

from exports import losses, pages
from exports.course import Content, ExportedCourse, bytes_of, working_checks
from exports.format import Format
from exports.packages import media_files, zipped
from exports.provenance import in_a_page, machine_readable
from exports.scorm import manifest, sections
from exports.scorm.player_files import IMPORTS, STYLES, player_files, spoken, worker
from exports.scorm.rules import key_of, longest_record, rules_of
from exports.xml import clean
from learning.checks import Check
from learning.checks.disclosure import withholds_key

MOST_KEPT = {"1.2": 4_096, "2004": 64_000}
"""Characters that an LMS keeps of a learner's record, by version."""


def writer(version: str) -> Callable[[ExportedCourse, BinaryIO], None]:
    """What writes packages of "1.2" or "2004"."""

    def write(course: ExportedCourse, to: BinaryIO) -> None:
        names = media_files(course)
        packed: dict[str, Content] = {f"media/{name}": course.media[id_].content for id_, name in names.items()}
        packed |= player_files(course.draft.language)
        packed["index.html"] = _page(course)
        packed["provenance.json"] = machine_readable(course)
        packed["course.js"] = _module(_course(course, losses_of(version)(course)))
        for placed in course.sections():
            told = sections.shown(course, placed, {id_: f"media/{name}" for id_, name in names.items()})
            packed[f"sections/{placed.name}.js"] = _module(told)
        packed["worker.js"] = _worker(packed)
        packed["imsmanifest.xml"] = manifest.written(course, version, sorted([*packed, "imsmanifest.xml"]))
        zipped(packed, to)

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
        words = spoken(course.draft.language)
        foreign = losses.foreign_labels(course) if words == "en" else []
        return [*lost, *losses.broken_checks(course), *foreign]

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
    styles = "".join(f'<link rel="stylesheet" href="{name}">\n' for name in STYLES)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{pages.direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n{styles}'
        f'<link rel="stylesheet" href="web/styles/print.css" media="print">\n{in_a_page(course)}'
        f'<script type="importmap">{json.dumps({"imports": IMPORTS})}</script>\n'
        '<script type="module" src="player/player.js"></script>\n</head>\n<body>\n<div id="app"></div>\n'
        '<noscript><p lang="en">This course needs JavaScript.</p></noscript>\n</body>\n</html>\n'
    ).encode()


def _worker(packed: Mapping[str, Content]) -> bytes:
    """Its version names the contents of all files, so that another package under the same address replaces them."""
    names = sorted(packed)
    digest = hashlib.sha256()
    for name in names:
        content = bytes_of(packed[name])
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return worker().replace("%version%", digest.hexdigest()[:16]).replace("%files%", " ".join(names)).encode()


def _course(course: ExportedCourse, lost: list[str]) -> dict[str, Any]:
    told = rules_of(course)
    for placed, section in zip(course.sections(), told["sections"], strict=True):
        questions = [_question(check) for check in working_checks(placed.section)]
        section |= {"key": placed.key, "name": placed.name, "questions": questions}
    language = course.draft.language
    facts = {"id": str(course.id), "title": clean(course.draft.title), "language": language}
    return told | facts | {"spoken": spoken(language), "about": pages.about_body(course, lost)}


def _question(check: Check) -> dict[str, Any]:
    """What an answer is judged by, and whether feedback may be told before the section is complete."""
    return key_of(check) | {"options": [option.id for option in check.options], "open": withholds_key(check)}


def _module(value: object) -> bytes:
    """JSON is JavaScript, where no script element can end in it."""
    written = json.dumps(value, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f"export default {written};\n".encode()
