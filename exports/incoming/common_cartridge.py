"""Courses out of Common Cartridge 1.0 to 1.3."""

from __future__ import annotations

from posixpath import dirname
from typing import Any

from exports.incoming.course import Assembly, ComingSection, Incoming
from exports.incoming.files import Files
from exports.incoming.qti12 import questions
from exports.not_a_course import NotACourse
from sources.archives import inside
from sources.decoding import decode

_PAGES = (".html", ".htm", ".xhtml")
_OTHERS = {
    "imsdt": "discussion",
    "imswl": "web link",
    "imsbasiclti": "tool of another system",
    "assignment": "assignment",
}
OURS = "about/provenance.json"


def read(files: Files, manifest: Any) -> Incoming:
    """Folders at the top become lessons, pages become sections, and quizzes join the page before them."""
    assembly = Assembly(files)
    resources = {each.get("identifier"): each for each in manifest.iterfind("resources/resource")}
    assembly.title = manifest.findtext("metadata/lom/general/title/string") or ""
    assembly.language = manifest.findtext("metadata/lom/general/language") or "en"
    assembly.description = " ".join((manifest.findtext("metadata/lom/general/description/string") or "").split())
    root = manifest.find("organizations/organization/item")
    if root is None:
        raise NotACourse("The cartridge has no contents: its manifest has no organization.")
    is_ours = any(each.get("href") == OURS for each in manifest.iter("file"))
    loose: list[ComingSection] = []
    for item in root.iterfind("item"):
        if is_ours and item.get("identifier") == "item_about":
            continue
        if item.find("item") is None:
            if not loose:
                assembly.lessons.append((assembly.title, loose))
            _put(assembly, loose, item, resources)
            continue
        loose = []
        sections: list[ComingSection] = []
        assembly.lessons.append((item.findtext("title") or "", sections))
        for leaf in (each for each in item.iter("item") if each.get("identifierref")):
            _put(assembly, sections, leaf, resources)
    return assembly.build()


def _put(assembly: Assembly, sections: list[ComingSection], item: Any, resources: dict[str, Any]) -> None:
    title = item.findtext("title") or ""
    assembly.left_out.where = title
    resource = resources.get(item.get("identifierref"))
    if resource is None:
        return
    kind, href = resource.get("type") or "", _href(resource)
    if kind == "webcontent" and href.lower().endswith(_PAGES):
        content = assembly.files.read(href)
        if content is None:
            assembly.left_out.add("page", href[:100])
            return
        sections.append(ComingSection(_without_key(title), [(decode(content), dirname(href))]))
    elif "assessment" in kind and kind.startswith("imsqti"):
        document = assembly.files.xml(href)
        found = [] if document is None else questions(document, assembly.left_out)
        if sections and (not sections[-1].questions):
            sections[-1].questions += found
        elif found:
            sections.append(ComingSection(_without_key(title), [], found))
    else:
        named = next((what for mark, what in _OTHERS.items() if mark in kind), "file")
        assembly.left_out.add(named, title[:100])


def _href(resource: Any) -> str:
    file = resource.find("file")
    return inside("", resource.get("href") or (file.get("href") if file is not None else "") or "")


def _without_key(title: str) -> str:
    """A title without the number that our own cartridges put in front."""
    number, _, rest = title.partition(" ")
    return rest if number.replace(".", "").isdigit() and "." in number and rest.strip() else title
