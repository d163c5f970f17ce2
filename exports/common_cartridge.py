"""Common Cartridge 1.1, which Canvas, Moodle, Brightspace and Blackboard import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml.builder import ElementMaker

from exports import losses, pages, qti12
from exports.course import Content, ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.packages import media_files, zipped
from exports.provenance import in_a_page, machine_readable, sentences
from exports.xml import clean, serialised
from learning.checks import KINDS

PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
METADATA = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
MEDIA = "web_resources"
"""The folder that Canvas and cc2olx take for files of a course."""
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
_NAMESPACES = {None: PACKAGE, "lomimscc": METADATA}
_E = ElementMaker(namespace=PACKAGE, nsmap=_NAMESPACES)
_LOM = ElementMaker(namespace=METADATA, nsmap=_NAMESPACES)


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a cartridge: a manifest, pages as HTML, checks as QTI, pictures."""
    names, language = media_files(course), course.draft.language
    files: dict[str, Content] = {f"{MEDIA}/{name}": course.media[id_].content for id_, name in names.items()}
    files["about/provenance.json"] = machine_readable(course)
    files["about/about.html"] = pages.page(
        course.draft.title, language, pages.about_body(course, _losses(course)), in_a_page(course)
    )
    told = in_a_page(course)
    for placed in course.sections():
        title = _title(placed)
        body = pages.section_body(course, placed.section, lambda id_: f"../{MEDIA}/{names[id_]}")
        files[_page(placed)] = pages.page(title, language, f"<h1>{pages.text(title)}</h1>\n{body}", told)
        if checks := working_checks(placed.section):
            files[_checks(placed)] = qti12.assessment(f"checks_{placed.name}", title, checks)
    files["imsmanifest.xml"] = serialised(_manifest(course, names))
    zipped(files, to)


def _title(placed: PlacedSection) -> str:
    return f"{placed.key} {placed.section.title}"


def _page(placed: PlacedSection) -> str:
    return f"sections/{placed.name}.html"


def _checks(placed: PlacedSection) -> str:
    return f"checks/{placed.name}/assessment.xml"


def _manifest(course: ExportedCourse, names: dict[str, str]) -> Any:
    return _E.manifest(
        _E.metadata(_E.schema("IMS Common Cartridge"), _E.schemaversion("1.1.0"), _metadata(course)),
        _E.organizations(
            _E.organization(
                _E.item(_about_item(), *_lessons(course), identifier="root"),
                identifier="organization",
                structure="rooted-hierarchy",
            )
        ),
        _E.resources(*_resources(course, names)),
        identifier=f"course_{course.id}",
    )


def _about_item() -> Any:
    """In a folder, as every text, since some systems make a module of each item at the top."""
    text = _E.item(_E.title("About this course"), identifier="item_text_about", identifierref="about")
    return _E.item(_E.title("About this course"), text, identifier="item_about")


def _lessons(course: ExportedCourse) -> list[Any]:
    items: dict[int, Any] = {}
    for placed in course.sections():
        number = int(placed.key.partition(".")[0])
        if number not in items:
            items[number] = _E.item(_E.title(clean(placed.lesson.title)), identifier=f"item_{number}")
        items[number].extend(_items(placed))
    for number, lesson in enumerate(course.draft.lessons, 1):
        if lesson.objectives:
            items[number].append(_E.metadata(_LOM.lom(*_objectives(lesson.objectives))))
    return list(items.values())


def _items(placed: PlacedSection) -> list[Any]:
    section, name = placed.section, placed.name
    text = _E.item(_E.title(clean(_title(placed))), identifier=f"item_text_{name}", identifierref=f"text_{name}")
    if section.objectives:
        text.append(_E.metadata(_LOM.lom(*_objectives(section.objectives))))
    if not working_checks(section):
        return [text]
    title = _E.title(f"{placed.key} Checks")
    return [text, _E.item(title, identifier=f"item_checks_{name}", identifierref=f"checks_{name}")]


def _resources(course: ExportedCourse, names: dict[str, str]) -> Iterable[Any]:
    media = {id_: f"media_{place}" for place, id_ in enumerate(names, 1)}
    yield _web_content("about", "about/about.html")
    yield _web_content("provenance", "about/provenance.json")
    for placed in course.sections():
        shown = dict.fromkeys(visual.media_id.lower() for visual in placed.section.content.visuals)
        yield _web_content(f"text_{placed.name}", _page(placed), [media[id_] for id_ in shown])
        if working_checks(placed.section):
            yield _E.resource(_E.file(href=_checks(placed)), identifier=f"checks_{placed.name}", type=ASSESSMENT)
    for id_, name in names.items():
        yield _web_content(media[id_], f"{MEDIA}/{name}")


def _web_content(identifier: str, href: str, needs: Iterable[str] = ()) -> Any:
    needed = [_E.dependency(identifierref=other) for other in needs]
    return _E.resource(_E.file(href=href), *needed, identifier=identifier, type="webcontent", href=href)


def _metadata(course: ExportedCourse) -> Any:
    draft, provenance = course.draft, course.provenance
    general = _LOM.general(
        _LOM.identifier(_LOM.catalog("UUID"), _LOM.entry(str(course.id))),
        _LOM.title(_string(draft.title, draft.language)),
        _LOM.language(draft.language),
        *([_LOM.description(_string(draft.description, draft.language))] if draft.description else []),
        *(_LOM.keyword(_string(tag, draft.language)) for tag in draft.tags),
    )
    rights = _LOM.rights(
        _LOM.copyrightAndOtherRestrictions(_LOM.value("yes")),
        _LOM.description(_string(" ".join(sentences(provenance)), "en")),
    )
    return _LOM.lom(general, *_contributions(course), rights, *_objectives(draft.objectives))


def _contributions(course: ExportedCourse) -> list[Any]:
    writers = [f"{writer.provider} {writer.model}".strip() for writer in course.provenance.writers]
    found = [_LOM.contribute(_LOM.role(_LOM.value("author")), _LOM.entity(_card(name))) for name in writers]
    if reviewed := course.provenance.reviewed_at:
        at = _LOM.date(_LOM.dateTime(reviewed.isoformat()))
        found.append(_LOM.contribute(_LOM.role(_LOM.value("educational validator")), at))
    return [_LOM.lifeCycle(*found)] if found else []


def _card(name: str) -> str:
    """A vCard (RFC 2426) with a name."""
    escaped = clean(name).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{escaped}\nN:{escaped}\nEND:VCARD"


def _objectives(objectives: Iterable[str]) -> list[Any]:
    return [
        _LOM.classification(
            _LOM.purpose(_LOM.value("educational objective")), _LOM.description(_LOM.string(clean(objective)))
        )
        for objective in objectives
        if objective
    ]


def _string(text: str, language: str) -> Any:
    return _LOM.string(clean(text), language=language)


def _losses(course: ExportedCourse) -> list[str]:
    return [
        *losses.order(course),
        *losses.progress(course),
        *losses.optional_sections(course),
        *losses.typed_answers(course),
        *_two_options(course),
        *losses.broken_checks(course),
        *losses.mathematics(course),
        *losses.foreign_labels(course),
    ]


def _two_options(course: ExportedCourse) -> list[str]:
    checks = [check for placed in course.sections() for check in working_checks(placed.section)]
    pairs = sum(len(KINDS[check.kind].exported(check).options) == 2 for check in checks)
    if not pairs:
        return []
    return [f"Checks with two options count as true or false there: {pairs} of them."]


FORMAT = Format(
    name="imscc",
    title="Common Cartridge 1.1",
    extension=".imscc",
    media_type="application/zip",
    carries="Texts with their pictures as pages, checks with answers and feedback as quizzes, objectives, provenance.",
    losses=_losses,
    write=write,
)
