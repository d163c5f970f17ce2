"""Courses out of OLX, which Open edX exports."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from lxml import etree

from exports.incoming.course import Assembly, ComingSection, Incoming, Question
from exports.incoming.files import Files
from exports.not_a_course import NotACourse
from sources.archives import inside
from sources.drafts import LeftOut

_STEM = frozenset("label p div pre ul ol h1 h2 h3 h4 h5 h6 blockquote table".split())
_RESPONSES = frozenset("multiplechoiceresponse choiceresponse optionresponse stringresponse numericalresponse".split())
_DEEPEST = 8


def read(files: Files, folder: str) -> Incoming:
    """Chapters become lessons, subsections become sections, with the pages and problems of their units."""
    assembly = Assembly(files)
    root = _part(files, folder, files.xml(inside(folder, "course.xml")))
    if root is None or root.tag != "course":
        raise NotACourse("course.xml leads to no course; export the course anew.")
    run = root.get("url_name") or ""
    assembly.title = root.get("display_name") or root.get("course") or ""
    assembly.language = root.get("language") or _language(files, folder, run)
    for chapter in _children(files, folder, root, "chapter"):
        sections: list[ComingSection] = []
        assembly.lessons.append((chapter.get("display_name") or "", sections))
        for sequential in _children(files, folder, chapter, "sequential"):
            section = ComingSection(sequential.get("display_name") or "")
            assembly.left_out.where = section.title
            for vertical in sequential:
                _put(assembly, folder, section, vertical, 0)
            if section.pages or section.questions:
                sections.append(section)
    return assembly.build()


def _put(assembly: Assembly, folder: str, section: ComingSection, given: Any, depth: int) -> None:
    part = _part(assembly.files, folder, given)
    if part is None or depth > _DEEPEST:
        return
    if part.tag in ("vertical", "split_test", "conditional", "library_content"):
        for child in part:
            _put(assembly, folder, section, child, depth + 1)
    elif part.tag == "html":
        section.pages.append((_html(assembly.files, folder, part), inside(folder, "static")))
    elif part.tag == "problem":
        section.questions += questions(part, assembly.left_out)
    elif isinstance(part.tag, str):
        assembly.left_out.add(part.tag, part.get("display_name", "")[:100])


def _html(files: Files, folder: str, part: Any) -> str:
    name = part.get("filename")
    written = files.read(inside(folder, f"html/{name}.html")) if name else None
    markup = written.decode(errors="replace") if written is not None else _inner(part)
    return re.sub(r"""((?:src|href)\s*=\s*["'])/?static/""", r"\1", markup)


def _part(files: Files, folder: str, given: Any) -> Any:
    """A part where it stands, or in the file that its `url_name` names, with what both say of it."""
    if given is None or not isinstance(given.tag, str) or len(given) or (given.text or "").strip():
        return given
    name = given.get("url_name")
    found = files.xml(inside(folder, f"{given.tag}/{name}.xml")) if name else None
    if found is None or found.tag != given.tag:
        return given
    for key, value in given.attrib.items():
        if key not in found.attrib:
            found.set(key, value)
    return found


def _children(files: Files, folder: str, parent: Any, tag: str) -> list[Any]:
    return [part for child in parent if child.tag == tag and (part := _part(files, folder, child)) is not None]


def _language(files: Files, folder: str, run: str) -> str:
    policy = files.read(inside(folder, f"policies/{run}/policy.json"))
    try:
        told = json.loads(policy or b"{}").get(f"course/{run}", {})
    except (ValueError, AttributeError, RecursionError):
        return "en"
    language = told.get("language") if isinstance(told, dict) else None
    return language if isinstance(language, str) else "en"


def questions(problem: Any, left_out: LeftOut) -> list[Question]:
    """What we can ask of a problem: one right choice, or a typed text."""
    before, found = "", []
    for part in problem:
        if part.tag in _RESPONSES:
            question = _question(part, before)
            before = ""
            if question is None:
                left_out.add("check", f"Of a kind that we do not have: {part.tag}."[:100])
            else:
                found.append(question)
        elif part.tag in _STEM:
            before += _outer(part)
        elif isinstance(part.tag, str) and part.tag.endswith("response"):
            left_out.add("check", f"Of a kind that we do not have: {part.tag}."[:100])
    solution = problem.find("solution")
    if solution is not None and len(found) == 1 and not found[0].feedback:
        found[0].feedback = _inner(solution)
    return found


def _question(response: Any, before: str) -> Question | None:
    stem = before + "".join(_outer(part) for part in response if part.tag in ("label", "p", "description"))
    solution = response.find("solution")
    feedback = _inner(solution) if solution is not None else ""
    if response.tag in ("stringresponse", "numericalresponse"):
        more = [each.get("answer") or "" for each in response.iterfind("additional_answer")]
        if "regexp" in (response.get("type") or ""):
            return None
        return Question("short_answer", stem, [], [response.get("answer") or "", *more], feedback)
    choices = list(response.iter("choice", "option"))
    right = [str(place) for place, each in enumerate(choices) if (each.get("correct") or "").lower() == "true"]
    if len(right) != 1 or response.tag == "choiceresponse":
        return None
    texts = [_without_hints(each) for each in choices]
    said = [_plain(text) for text in texts]
    if sorted(said) == ["false", "true"]:
        return Question("true_false", stem, [], [said[int(right[0])]], feedback)
    return Question("multiple_choice", stem, texts, right, feedback)


def _plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", markup).split()).casefold()


def _without_hints(choice: Any) -> str:
    etree.strip_elements(choice, "choicehint", "optionhint", with_tail=False)
    return _inner(choice)


def _outer(element: Any) -> str:
    tag = "p" if element.tag in ("label", "description") else element.tag
    return f"<{tag}>{_inner(element)}</{tag}>"


def _inner(element: Any) -> str:
    inside_it = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "", quote=False) + inside_it
