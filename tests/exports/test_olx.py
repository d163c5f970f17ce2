"""OLX: every file is found, every check is there with its key, and no text becomes markup."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from exports.course import ExportedCourse, works
from exports.olx import FORMAT
from learning.checks import KINDS
from tests.exports.courses import COURSES, COVER, every_feature, hostile
from tests.exports.packages_read import SAFE, assert_harmless, parsed, untarred

OF_PROBLEMS = set(
    "problem multiplechoiceresponse choicegroup choice choicehint stringresponse additional_answer correcthint "
    "textline label solution".split()
)


@pytest.fixture(params=COURSES)
def course(request: pytest.FixtureRequest) -> ExportedCourse:
    return COURSES[request.param]()


def test_every_file_of_the_tree_is_there_and_named_once(course: ExportedCourse) -> None:
    files = {name.removeprefix("course/"): content for name, content in untarred(FORMAT.written(course)).items()}
    reached = ["course.xml"]
    waiting = [f"course/{parsed(files['course.xml']).get('url_name')}.xml"]
    while waiting:
        name = waiting.pop()
        reached.append(name)
        root = parsed(files[name])
        if root.tag == "html":
            reached.append(f"html/{root.get('filename')}.html")
        if root.tag in ("course", "chapter", "sequential", "vertical"):
            waiting += [f"{child.tag}/{child.get('url_name')}.xml" for child in root]
            assert len(root) > 0
    others = {name for name in files if name.partition("/")[0] in ("about", "policies", "static")}
    assert sorted(reached) == sorted(set(files) - others)


def test_every_check_is_there_with_its_key(course: ExportedCourse) -> None:
    files = untarred(FORMAT.written(course))
    seen = 0
    for placed in course.sections():
        checks = [check for check in placed.section.content.checks if works(check)]
        for place, check in enumerate(checks, 1):
            problem = parsed(files[f"course/problem/check_{placed.name}_{place}.xml"])
            asked = KINDS[check.kind].exported(check)
            if "fill-in" in asked.interaction:
                keys = [found.get("answer") for found in problem.iter("stringresponse", "additional_answer")]
                assert keys == [key.replace("\x0b", "\ufffd") for key in asked.correct]
            else:
                options = [id_ for id_, _ in asked.options] or ["true", "false"]
                right = [found.get("correct") == "true" for found in problem.iter("choice")]
                assert right == [option in asked.correct for option in options]
            assert (problem.find(".//solution") is not None) == bool(check.feedback)
            seen += 1
    assert seen >= 7


def test_feedback_that_tells_the_key_does_not_come_with_a_wrong_answer() -> None:
    files = untarred(FORMAT.written(every_feature()))
    hints = [_hints(files[f"course/problem/check_1_1_{place}.xml"]) for place in (1, 3)]
    assert hints == [[("true", True), ("false", True), ("false", True)], [("true", True), ("false", True)]]
    told = every_feature().draft.model_dump(mode="json")
    told["lessons"][0]["sections"][0]["content"]["checks"][0]["feedback"] = "It is the ebb."
    course = ExportedCourse.model_validate(every_feature().model_dump() | {"draft": told})
    telling = untarred(FORMAT.written(course))["course/problem/check_1_1_1.xml"]
    assert _hints(telling) == [("true", True), ("false", False), ("false", False)]


def _hints(problem: bytes) -> list[tuple[Any, bool]]:
    return [(choice.get("correct"), choice.find("choicehint") is not None) for choice in parsed(problem).iter("choice")]


def test_policies() -> None:
    files = untarred(FORMAT.written(every_feature()))
    settings = json.loads(files["course/policies/export/policy.json"])["course/export"]
    assert settings["language"] == "en-GB"
    assert settings["start"].startswith("2030-")
    assert files[f"course/static/{settings['course_image']}"] == every_feature().media[COVER].content
    assert json.loads(files["course/policies/export/grading_policy.json"])["GRADE_CUTOFFS"] == {"Pass": 0.8}
    graded = {name for name, content in files.items() if b'graded="true"' in content}
    assert graded == {"course/sequential/section_1_1.xml", "course/sequential/section_2_1.xml"}


def test_a_question_of_several_blocks_stands_before_its_options() -> None:
    problem = parsed(untarred(FORMAT.written(every_feature()))["course/problem/check_1_1_3.xml"])
    assert [child.tag for child in problem] == ["p", "pre", "multiplechoiceresponse"]
    assert problem.findtext("pre/code") == "x < y\n"


def test_nothing_of_a_text_becomes_markup() -> None:
    problems = 0
    for name, document in untarred(FORMAT.written(hostile())).items():
        if name.endswith(".html"):
            assert_harmless(document.decode() or "<p></p>")
        elif "/problem/" in name:
            problems += 1
            for element in parsed(document).iter():
                assert element.tag in SAFE | OF_PROBLEMS, etree.tostring(element)
                assert not [attribute for attribute in element.attrib if attribute.startswith("on")]
    assert problems >= 14
