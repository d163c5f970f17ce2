"""What is drawn in the text of a Word document: pictures get a sign that outlives pandoc, the rest is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree
from lxml.etree import _Element

from sources.docx_names import R, local, w
from sources.drafts import LeftOut
from sources.limits import MAX_PICTURES
from sources.pictures import NotKept

_FIRST_MARK = 0xE100
"""Characters of private use, which no text keeps, stand for pictures: the first one for the first, and so on."""
MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + MAX_PICTURES - 1)}]")
_KINDS = {
    "chart": "chart",
    "relIds": "diagram",
    "OLEObject": "embedded object",
    "webVideoPr": "video",
    "videoFile": "video",
    "audioFile": "audio",
    "blip": "picture",
    "imagedata": "picture",
    "svgBlip": "picture",
}


class Drawings:
    """`figures` are the pictures that `keep` has kept, by their signs: what they are kept as, and what is said of them.

    `names` are the names of pictures in the archive by the ids that the text has for them. `keep` is given a name and
    raises `NotKept`.
    """

    def __init__(self, left_out: LeftOut, names: Mapping[str, str], keep: Callable[[str], str]) -> None:
        self.figures: dict[str, tuple[str, str]] = {}
        self._left_out = left_out
        self._names = names
        self._keep = keep

    def show(self, drawing: _Element) -> None:
        """Put the signs of its pictures behind a drawing, or note what else the drawing holds."""
        kinds = {_KINDS[name] for inner in drawing.iter() if (name := local(inner.tag)) in _KINDS}
        says = next((inner for inner in drawing.iter() if local(inner.tag) == "docPr"), None)
        alt = "" if says is None else says.get("descr") or says.get("title") or ""
        for what in sorted(kinds - {"picture"}):
            self._left_out.add(what, alt)
        for name in self._pictures_in(drawing) if kinds == {"picture"} else ():
            try:
                self._mark(drawing, self._keep(name), alt)
            except NotKept as reason:
                self._left_out.add(reason.what, alt)

    def _pictures_in(self, drawing: _Element) -> list[str]:
        """The names of the pictures that a drawing shows, each once; empty for one that is not in the archive."""
        shown = [inner for inner in drawing.iter() if local(inner.tag) in ("blip", "imagedata")]
        ids = [inner.get(f"{{{R}}}embed") or inner.get(f"{{{R}}}id") or "" for inner in shown]
        return list(dict.fromkeys(self._names.get(identity, "") for identity in ids)) or [""]

    def _mark(self, drawing: _Element, media: str, alt: str) -> None:
        if len(self.figures) >= MAX_PICTURES:
            raise NotKept("picture")
        mark = chr(_FIRST_MARK + len(self.figures))
        self.figures[mark] = (media, alt)
        text = etree.Element(w("t"))
        text.text = mark
        drawing.addnext(text)


def without_marks(text: str) -> str:
    """The text without characters that could be taken for pictures."""
    return MARKS.sub("", text)
