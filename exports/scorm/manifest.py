"""The manifests of SCORM 1.2 and of SCORM 2004, 4th edition: one organization, one item, one SCO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml.builder import ElementMaker
from lxml.etree import QName

from exports.course import ExportedCourse
from exports.provenance import sentences
from exports.xml import clean, serialised

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 200, 1_000


class _Version(NamedTuple):
    package: str
    sco: str
    kind: str
    schema_version: str
    metadata: str
    locations: tuple[tuple[str, str], ...]


_VERSIONS = {
    "1.2": _Version(
        package="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        sco="http://www.adlnet.org/xsd/adlcp_rootv1p2",
        kind="scormtype",
        schema_version="1.2",
        metadata="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
        locations=(
            ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
            ("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "imsmd_rootv1p2p1.xsd"),
            ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
        ),
    ),
    "2004": _Version(
        package="http://www.imsglobal.org/xsd/imscp_v1p1",
        sco="http://www.adlnet.org/xsd/adlcp_v1p3",
        kind="scormType",
        schema_version="2004 4th Edition",
        metadata="http://ltsc.ieee.org/xsd/LOM",
        locations=(
            ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
            ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
            ("http://ltsc.ieee.org/xsd/LOM", "lom.xsd"),
        ),
    ),
}


def written(course: ExportedCourse, version: str, files: Sequence[str]) -> bytes:
    """The manifest of a package with these files. No score is asked for: the player tells the status by its rules."""
    told = _VERSIONS[version]
    e = ElementMaker(namespace=told.package, nsmap={None: told.package, "adlcp": told.sco, "xsi": _XSI})
    title = e.title(clean(course.draft.title)[:_LONGEST_TITLE])
    root = e.manifest(
        e.metadata(
            e.schema("ADL SCORM"),
            e.schemaversion(told.schema_version),
            _metadata(course, version, told),
        ),
        e.organizations(
            e.organization(
                title,
                e.item(e.title(clean(course.draft.title)[:_LONGEST_TITLE]), identifier="item", identifierref="sco"),
                identifier="organization",
            ),
            default="organization",
        ),
        e.resources(
            e.resource(
                *(e.file(href=name) for name in files if name != "imsmanifest.xml"),
                {QName(told.sco, told.kind): "sco"},
                identifier="sco",
                type="webcontent",
                href="index.html",
            )
        ),
        identifier=f"course_{course.id.hex}",
        version="1",
    )
    locations = " ".join(f"{namespace} {file}" for namespace, file in told.locations)
    root.set(QName(_XSI, "schemaLocation"), locations)
    return serialised(root)


def _metadata(course: ExportedCourse, version: str, told: _Version) -> Any:
    lom = ElementMaker(namespace=told.metadata, nsmap={None: told.metadata})
    texts = _old_texts if version == "1.2" else _new_texts
    draft = course.draft
    rights = " ".join(sentences(course.provenance))[:_LONGEST_DESCRIPTION]
    general = [lom.title(texts(lom, draft.title[:_LONGEST_TITLE], draft.language)), lom.language(draft.language)]
    if draft.description:
        general.append(lom.description(texts(lom, draft.description[:_LONGEST_DESCRIPTION], draft.language)))
    general += [lom.keyword(texts(lom, tag, draft.language)) for tag in draft.tags]
    return lom.lom(lom.general(*general), lom.rights(lom.description(texts(lom, rights, "en"))))


def _old_texts(lom: ElementMaker, text: str, language: str) -> Any:
    return lom.langstring(clean(text), {"{http://www.w3.org/XML/1998/namespace}lang": language})


def _new_texts(lom: ElementMaker, text: str, language: str) -> Any:
    return lom.string(clean(text), language=language)
