"""Common Cartridge 1.1 by the rules of its schemas and profile, and every check with its key."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from exports.common_cartridge import ASSESSMENT, FORMAT, METADATA, PACKAGE
from exports.course import ExportedCourse, works
from exports.qti12 import NAMESPACE
from learning.checks import KINDS
from tests.exports.courses import COURSES, every_feature, hostile
from tests.exports.packages_read import assert_harmless, parsed, unzipped
from tests.sources.picture_files import picture

CP, LOM, QTI = f"{{{PACKAGE}}}", f"{{{METADATA}}}", f"{{{NAMESPACE}}}"
ORDER_OF_ITEM = ["itemmetadata", "presentation", "resprocessing", "itemfeedback"]


@pytest.fixture(params=COURSES)
def course(request: pytest.FixtureRequest) -> ExportedCourse:
    return COURSES[request.param]()


def test_the_manifest_names_every_file_once_and_nothing_else(course: ExportedCourse) -> None:
    files = unzipped(FORMAT.written(course))
    resources = parsed(files["imsmanifest.xml"]).findall(f"{CP}resources/{CP}resource")
    named = [file.get("href") for resource in resources for file in resource.findall(f"{CP}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(files)
    for resource in resources:
        assert resource.get("type") in ("webcontent", ASSESSMENT)
        assert resource.get("href") == (named_once(resource) if resource.get("type") == "webcontent" else None)


def named_once(resource: Any) -> str:
    (file,) = resource.findall(f"{CP}file")
    return str(file.get("href"))


def test_identifiers_are_unique_and_found(course: ExportedCourse) -> None:
    manifest = parsed(unzipped(FORMAT.written(course))["imsmanifest.xml"])
    identifiers = [element.get("identifier") for element in manifest.iter() if element.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    assert all(name[0].isalpha() and name.replace("_", "").replace("-", "").isalnum() for name in identifiers)
    resources = {resource.get("identifier") for resource in manifest.iter(f"{CP}resource")}
    referred = [element.get("identifierref") for element in manifest.iter() if element.get("identifierref")]
    assert set(referred) <= resources
    assert len([name for name in referred if name.startswith("text_")]) == len(list(course.sections()))


def test_one_organization_with_a_root_that_has_no_title(course: ExportedCourse) -> None:
    manifest = parsed(unzipped(FORMAT.written(course))["imsmanifest.xml"])
    assert [child.tag for child in manifest] == [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]
    assert [child.text for child in manifest[0]][:2] == ["IMS Common Cartridge", "1.1.0"]
    (organization,) = manifest.findall(f"{CP}organizations/{CP}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    (root,) = organization
    assert root.find(f"{CP}title") is None
    for item in root.iter(f"{CP}item"):
        if item is not root:
            assert item[0].tag == f"{CP}title"
            assert not (item.get("identifierref") and item.findall(f"{CP}item"))
        assert all(child.tag == f"{CP}metadata" for child in list(item)[-1:]) or item.find(f"{CP}metadata") is None


def test_objectives_are_in_the_metadata() -> None:
    manifest = parsed(unzipped(FORMAT.written(every_feature()))["imsmanifest.xml"])
    found = []
    for classified in manifest.iter(f"{LOM}classification"):
        assert classified.findtext(f"{LOM}purpose/{LOM}value") == "educational objective"
        found.append(classified.findtext(f"{LOM}description/{LOM}string"))
    assert found == ["Explain tides", "Predict a flood", "Explain pull", "Describe the pull"]
    rights = manifest.findtext(f".//{LOM}rights/{LOM}description/{LOM}string")
    for words in ("claude-x of anthropic", "CC BY 4.0", "licence unknown", "2026-03-01", "release 3"):
        assert words in rights


def test_every_check_is_there_with_its_key_and_feedback(course: ExportedCourse) -> None:
    files = unzipped(FORMAT.written(course))
    seen = 0
    for placed in course.sections():
        checks = [check for check in placed.section.content.checks if works(check)]
        if not checks:
            assert f"checks/{placed.name}/assessment.xml" not in files
            continue
        items = parsed(files[f"checks/{placed.name}/assessment.xml"]).findall(f"{QTI}assessment/{QTI}section/{QTI}item")
        for check, item in zip(checks, items, strict=True):
            asked = KINDS[check.kind].exported(check)
            keys = [found.text for found in item.iter(f"{QTI}varequal")]
            assert keys == [key.replace("\x0b", "\ufffd") for key in asked.correct]
            labels = [label.get("ident") for label in item.iter(f"{QTI}response_label")]
            expected = [id_ for id_, _ in asked.options] or ["true", "false"]
            assert labels == (["answer1"] if "fill-in" in asked.interaction else expected)
            assert (item.find(f"{QTI}itemfeedback") is not None) == bool(check.feedback)
            seen += 1
    assert seen >= 7


def test_items_keep_the_rules_of_the_profile(course: ExportedCourse) -> None:
    for name, document in unzipped(FORMAT.written(course)).items():
        if not name.startswith("checks/"):
            continue
        idents = set()
        for item in parsed(document).iter(f"{QTI}item"):
            idents.add(item.get("ident"))
            tags = [child.tag.removeprefix(QTI) for child in item]
            assert tags == [tag for tag in ORDER_OF_ITEM if tag in tags]
            profile = item.findtext(f"{QTI}itemmetadata/{QTI}qtimetadata/{QTI}qtimetadatafield/{QTI}fieldentry")
            labels = len(list(item.iter(f"{QTI}response_label")))
            least_and_most = {"cc.multiple_choice.v0p1": (3, 99), "cc.true_false.v0p1": (2, 2), "cc.fib.v0p1": (1, 1)}
            least, most = least_and_most[profile]
            assert least <= labels <= most
            assert (item.find(f".//{QTI}response_str") is not None) == (profile == "cc.fib.v0p1")
            last = item.findall(f"{QTI}resprocessing/{QTI}respcondition")[-1]
            assert (last.get("continue"), last.findtext(f"{QTI}setvar")) == ("No", "100")
            shown = {found.get("linkrefid") for found in item.iter(f"{QTI}displayfeedback")}
            assert shown == {found.get("ident") for found in item.iter(f"{QTI}itemfeedback")}
        assert len(idents) == len(list(parsed(document).iter(f"{QTI}item")))


def test_pages_say_language_direction_and_what_is_lost() -> None:
    files = unzipped(FORMAT.written(COURSES["right to left"]()))
    page = files["sections/1_1.html"].decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "<strong>البحر</strong>" in page
    about = html.document_fromstring(files["about/about.html"].decode()).text_content()
    assert "This is a draft" in about
    assert "in English" in about


def test_pictures_of_pages_are_in_the_package() -> None:
    files = unzipped(FORMAT.written(every_feature()))
    image = html.document_fromstring(files["sections/1_1.html"].decode()).find(".//figure/img")
    assert image.get("alt") == 'A "high" tide'
    assert files[image.get("src").removeprefix("../")] == picture()


def test_nothing_of_a_text_becomes_markup() -> None:
    texts = 0
    for name, document in unzipped(FORMAT.written(hostile())).items():
        if name.endswith(".html"):
            assert_harmless(document.decode().partition("<body>")[2].partition("</body>")[0])
            assert b"&lt;script&gt;" in document
        elif name.endswith(".xml"):
            for element in parsed(document).iter(f"{QTI}mattext"):
                texts += 1
                assert_harmless(element.text)
    assert texts > 20
