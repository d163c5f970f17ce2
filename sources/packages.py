"""The parts of a package as Office and EPUB make them: XML in an archive, with relations from part to part."""

from __future__ import annotations

import posixpath

from lxml import etree
from lxml.etree import _Element

from sources.archives import Archive, inside
from sources.docx_names import transitional
from sources.errors import UnreadableSource
from sources.limits import MAX_ELEMENTS

_DEEPEST = 1_000


def relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Id, kind and name of the entries that a part of a package refers to; nothing outside of the package."""
    folder, _, name = part.rpartition("/")
    root = parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found = [] if root is None else [one for one in root if one.get("TargetMode") != "External"]
    return [
        (one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], inside(folder, one.get("Target") or ""))
        for one in found
    ]


def parsed(archive: Archive, name: str) -> _Element | None:
    """The root of a part of a package, None if it is missing or damaged. Raises too_deep or too_large."""
    xml = archive.read(name)
    if xml is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(transitional(xml), parser)
    except etree.XMLSyntaxError:
        return None
    _check_size(root)
    return root


def _check_size(root: _Element) -> None:
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest, count = max(deepest, depth), count + 1
    if deepest > _DEEPEST:
        raise UnreadableSource("too_deep")
    if count > 8 * MAX_ELEMENTS:
        raise UnreadableSource("too_large")
