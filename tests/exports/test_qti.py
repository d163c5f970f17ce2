"""An item bank: every check is an item, with the parts in the order and of the kinds that QTI 2.1 has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from exports import qti21
from exports.course import working_checks
from tests.exports.courses import COURSES, every_feature
from tests.exports.packages_read import parsed, unzipped

ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
BLOCKS = set("p div ul ol pre table blockquote h1 h2 h3 h4 h5 h6 hr choiceInteraction".split())
TEXTS = BLOCKS | set(
    "a br code em strong sup span img li thead tbody tr th td simpleChoice textEntryInteraction".split()
)
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def items(name: str) -> list[Any]:
    files = unzipped(qti21.FORMAT.written(COURSES[name]()))
    manifest = parsed(files["imsmanifest.xml"])
    listed = [each.get("href") for each in manifest.iter("{*}resource") if each.get("type") == qti21.ITEM_TYPE]
    assert set(listed) == {path for path in files if path.startswith("items/")}
    return [parsed(files[path]) for path in listed]


def local(element: Any) -> str:
    name: str = etree.QName(element).localname
    return name


@pytest.mark.parametrize("name", COURSES)
def test_items_have_the_parts_of_qti(name: str) -> None:
    found = items(name)
    assert len(found) == sum(len(working_checks(placed.section)) for placed in COURSES[name]().sections())
    for item in found:
        parts = [local(part) for part in item]
        assert parts == sorted(parts, key=ORDER.index)
        assert all(NCNAME.fullmatch(each.get("identifier")) for each in item.iter() if each.get("identifier"))
        body = item.find("{*}itemBody")
        assert {local(part) for part in body} <= BLOCKS
        assert not (body.text or "").strip()
        for element in body.iterdescendants():
            if "MathML" not in str(element.tag):
                assert local(element) in TEXTS, element.tag
                assert not {key for key in element.attrib if key.startswith("on") or key == "style"}
        [asked] = [each for each in body.iter() if local(each).endswith("Interaction")]
        assert asked.get("responseIdentifier") == "RESPONSE"
        declared = item.find("{*}responseDeclaration")
        right = declared.findtext("{*}correctResponse/{*}value")
        if local(asked) == "choiceInteraction":
            assert right in [choice.get("identifier") for choice in asked]
        else:
            keys = [entry.get("mapKey") for entry in declared.iter("{*}mapEntry")]
            assert right in keys
            assert len({key.casefold() for key in keys}) == len(keys)


def test_a_gap_stands_in_its_sentence() -> None:
    item = items("every feature")[4]
    [paragraph] = item.find("{*}itemBody")
    assert paragraph.text == "The "
    assert paragraph[0].tail == " pulls."
    feedback = item.find("{*}modalFeedback")
    assert "".join(feedback.itertext()) == "Water follows the *moon*, by 1/r3."
    assert any("compared as they are typed" in lost for lost in qti21.FORMAT.losses(every_feature()))
