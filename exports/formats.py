"""The formats by name. A new one is one file and one line here."""

from __future__ import annotations

from exports import checks_csv, common_cartridge, course_json, markdown, olx
from exports.format import Format

FORMATS: dict[str, Format] = {
    written.name: written
    for written in (
        common_cartridge.FORMAT,
        olx.FORMAT,
        markdown.FORMAT,
        course_json.FORMAT,
        checks_csv.FORMAT,
    )
}
