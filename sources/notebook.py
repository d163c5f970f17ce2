"""Jupyter notebooks to drafts: cells of text and code, with what the code printed and drew."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from sources.drafts import DraftSheet, Reading
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.hidden_code import hides, is_hidden
from sources.inline_pictures import InlinePictures
from sources.markdown import MarkdownReader
from sources.pictures import Pictures

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ATTACHED = "attachment:"
_OUTPUT = "output"
"""The language of what code printed."""
_LONGEST_OUTPUT = 4_000
"""Characters: more is a log that nobody reads."""


def is_notebook(file: SourceFile) -> bool:
    """Whether the text looks like a notebook: JSON that names `nbformat` and `cells`."""
    return file.sample.lstrip().startswith("{") and '"nbformat"' in file.text and '"cells"' in file.text


def read_notebook(file: SourceFile) -> Reading:
    """Read a notebook of version 4. Raises `UnreadableSource` broken if it is none."""
    try:
        notebook = json.loads(file.text)
    except ValueError as error:
        raise UnreadableSource("broken") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableSource("broken")
    metadata = _part(notebook, "metadata")
    language = _text(_part(metadata, "language_info").get("name") or _part(metadata, "kernelspec").get("language"))
    reader = _NotebookReader(language.lower()[:40])
    for cell in notebook["cells"]:
        reader.read(cell if isinstance(cell, dict) else {})
    left_out = reader.sheet.left_out.not_carried()
    return Reading(
        reader.sheet.drafts, _text(metadata.get("title")), not_carried=left_out, pictures=reader.pictures.kept
    )


class _NotebookReader:
    def __init__(self, language: str) -> None:
        self.sheet = DraftSheet()
        self.pictures = Pictures()
        self._language = language
        self._attached: dict[str, Any] = {}
        self._inline = InlinePictures()
        self._markdown = MarkdownReader(self.sheet, self.pictures, self._fetch)

    def read(self, cell: dict[str, Any]) -> None:
        source, kind = _text(cell.get("source")), cell.get("cell_type")
        if _is_for_speakers(cell):
            self.sheet.left_out.add("speaker notes", source)
            return
        if kind == "markdown":
            self._attached = _part(cell, "attachments")
            self._markdown.read(self._inline.taken_out(source))
        elif kind == "code":
            if _is_hidden(cell) or is_hidden("", source):
                self.sheet.left_out.add("hidden code", source)
            else:
                self.sheet.add("code", source, language=self._language)
            outputs = cell.get("outputs")
            for output in outputs if isinstance(outputs, list) else ():
                self._read_output(output if isinstance(output, dict) else {})
        elif source.strip():
            self.sheet.left_out.add("raw cell", source)

    def _read_output(self, output: dict[str, Any]) -> None:
        data = _part(output, "data")
        picture = next((data[kind] for kind in _PICTURES if kind in data), None)
        printed = _text(output.get("text")) or _text(data.get("text/plain"))
        if output.get("output_type") == "error":
            self.sheet.left_out.add("error message", _text(output.get("evalue")))
        elif picture is not None:
            self.sheet.add_picture(self.pictures, _decoded(picture), "")
        elif len(printed) > _LONGEST_OUTPUT:
            self.sheet.left_out.add("long output", printed[:200])
        else:
            self.sheet.add("code", printed, language=_OUTPUT)

    def _fetch(self, address: str) -> bytes | None:
        if not address.startswith(_ATTACHED):
            return self._inline.fetch(address)
        kinds = _part(self._attached, address.removeprefix(_ATTACHED))
        return next((_decoded(kinds[kind]) for kind in _PICTURES if kind in kinds), None)


def _is_hidden(cell: dict[str, Any]) -> bool:
    metadata = _part(cell, "metadata")
    tags = metadata.get("tags")
    folded = _part(metadata, "jupyter").get("source_hidden") is True
    return folded or hides(tags if isinstance(tags, list) else ())


def _is_for_speakers(cell: dict[str, Any]) -> bool:
    return _part(_part(cell, "metadata"), "slideshow").get("slide_type") == "notes"


def _part(parent: dict[str, Any], name: str) -> dict[str, Any]:
    part = parent.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    """Notebooks write texts as strings or as lists of lines."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _decoded(value: object) -> bytes | None:
    try:
        return base64.b64decode(_text(value))
    except (binascii.Error, ValueError):
        return None


NOTEBOOK = Kind("Jupyter notebooks", "application/x-ipynb+json", is_notebook, read_notebook)
