"""The formats by name. A new one is one file and one line here."""

from __future__ import annotations

from exports import anki, checks_csv, common_cartridge, course_json, epub, markdown, olx, printed, qti21
from exports.format import Format
from exports.scorm import package as scorm

FORMATS: dict[str, Format] = {
    written.name: written
    for written in (
        scorm.format_of("1.2", "SCORM 1.2"),
        scorm.format_of("2004", "SCORM 2004, 4th edition"),
        common_cartridge.FORMAT,
        olx.FORMAT,
        epub.FORMAT,
        qti21.FORMAT,
        markdown.FORMAT,
        course_json.FORMAT,
        anki.FORMAT,
        checks_csv.FORMAT,
        printed.FORMAT,
    )
}
