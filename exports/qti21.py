"""An item bank in QTI 2.1: a package of items, one a check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from lxml import etree
from lxml.builder import ElementMaker

from exports import losses, pages
from exports.course import ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.packages import zipped
from exports.provenance import machine_readable
from exports.qti12 import TRUE_AND_FALSE
from exports.xhtml import MATHML, xhtml
from exports.xml import clean, serialised
from learning.checks import KINDS, Check
from learning.checks.cloze import BLANK
from learning.checks.kind import Exported

NAMESPACE, PACKAGE = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1"
ITEM_TYPE = "imsqti_item_xmlv2p1"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_GAP = "xqgapqx"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_P = ElementMaker(namespace=PACKAGE, nsmap={None: PACKAGE})
_BLOCKS = frozenset("p div ul ol pre table blockquote h1 h2 h3 h4 h5 h6 hr".split())
_KEPT = {"a": ("href",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "img": ("src", "alt")}


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a ZIP with an item a check and a manifest."""
    files, resources = {"provenance.json": machine_readable(course)}, []
    for placed in course.sections():
        for place, check in enumerate(working_checks(placed.section), 1):
            name = f"item_{placed.name}_{place}"
            files[f"items/{name}.xml"] = serialised(_item(course, placed, name, check))
            resources.append(
                _P.resource(
                    _P.file(href=f"items/{name}.xml"), identifier=name, type=ITEM_TYPE, href=f"items/{name}.xml"
                )
            )
    told = _P.resource(_P.file(href="provenance.json"), identifier="provenance", type="webcontent")
    manifest = _P.manifest(
        _P.metadata(_P.schema("QTIv2.1 Package"), _P.schemaversion("1.0.0")),
        _P.organizations(),
        _P.resources(*resources, told),
        identifier=f"bank_{course.id.hex}",
    )
    zipped(files | {"imsmanifest.xml": serialised(manifest)}, to)


def _item(course: ExportedCourse, placed: PlacedSection, name: str, check: Check) -> Any:
    asked, feedback = KINDS[check.kind].exported(check), check.feedback.strip()
    options = asked.options or (TRUE_AND_FALSE if asked.interaction == "true-false" else ())
    keys = {id_: f"choice_{place}" for place, (id_, _) in enumerate(options, 1)}
    parts = [_declaration(asked, keys), _score()]
    if feedback:
        parts.append(_E.outcomeDeclaration(identifier="FEEDBACK", cardinality="single", baseType="identifier"))
    parts += [_body(check, asked, [(keys[id_], text) for id_, text in options]), _judging(keys, bool(feedback))]
    if feedback:
        shown = {"identifier": "said", "outcomeIdentifier": "FEEDBACK", "showHide": "show"}
        parts.append(_E.modalFeedback(*_flow(pages.asked(feedback)), shown))
    title = " ".join(clean(f"{placed.key} {placed.section.title}: {check.id}").split())
    facts = {"identifier": name, "title": title, "adaptive": "false", "timeDependent": "false"}
    return _E.assessmentItem(*parts, facts | {_LANG: course.draft.language})


def _declaration(asked: Exported, keys: dict[str, str]) -> Any:
    if keys:
        right = _E.correctResponse(_E.value(keys[asked.correct[0].strip()]))
        return _E.responseDeclaration(right, identifier="RESPONSE", cardinality="single", baseType="identifier")
    texts = list({clean(text).strip().casefold(): clean(text).strip() for text in reversed(asked.correct)}.values())[
        ::-1
    ]
    entries = [_E.mapEntry(mapKey=text, mappedValue="1", caseSensitive="false") for text in texts]
    return _E.responseDeclaration(
        _E.correctResponse(_E.value(texts[0])),
        _E.mapping(*entries, defaultValue="0", lowerBound="0", upperBound="1"),
        identifier="RESPONSE",
        cardinality="single",
        baseType="string",
    )


def _score() -> Any:
    start = _E.defaultValue(_E.value("0"))
    facts = {"identifier": "SCORE", "cardinality": "single", "baseType": "float", "normalMaximum": "1"}
    return _E.outcomeDeclaration(start, facts)


def _body(check: Check, asked: Exported, options: list[tuple[str, str]]) -> Any:
    if options:
        choices = [_E.simpleChoice(*_flow(pages.asked(text)), identifier=key) for key, text in options]
        facts = {"responseIdentifier": "RESPONSE", "shuffle": "false", "maxChoices": "1"}
        return _E.itemBody(*_blocks(pages.asked(check.stem)), _E.choiceInteraction(*choices, facts))
    if asked.interaction == "fill-in":
        return _E.itemBody(*_blocks(pages.asked(check.stem.replace(BLANK, _GAP, 1)), with_gap=True))
    return _E.itemBody(*_blocks(pages.asked(check.stem)), _E.p(_entry()))


def _entry() -> Any:
    return _E.textEntryInteraction(responseIdentifier="RESPONSE", expectedLength="40")


def _judging(keys: dict[str, str], has_feedback: bool) -> Any:
    response = _E.variable(identifier="RESPONSE")
    if keys:
        full = _E.setOutcomeValue(_E.baseValue("1", baseType="float"), identifier="SCORE")
        is_right = _E.match(response, _E.correct(identifier="RESPONSE"))
        rules = [_E.responseCondition(_E.responseIf(is_right, full))]
    else:
        mapped = _E.setOutcomeValue(_E.mapResponse(identifier="RESPONSE"), identifier="SCORE")
        empty = _E.isNull(response)
        nothing = _E.setOutcomeValue(_E.baseValue("0", baseType="float"), identifier="SCORE")
        rules = [_E.responseCondition(_E.responseIf(empty, nothing), _E.responseElse(mapped))]
    if has_feedback:
        rules.append(_E.setOutcomeValue(_E.baseValue("said", baseType="identifier"), identifier="FEEDBACK"))
    return _E.responseProcessing(*rules)


def _blocks(rendered: str, with_gap: bool = False) -> list[Any]:
    """Rendered Markdown as elements of an item's body, which takes blocks alone."""
    found = [each if etree.QName(each).localname in _BLOCKS else _E.div(each) for each in _elements(rendered)]
    if with_gap:
        for each in found:
            _put_gap(each)
    return found or [_E.p()]


def _flow(rendered: str) -> list[Any]:
    """As blocks; a single paragraph without its element."""
    found = _elements(rendered)
    if len(found) == 1 and etree.QName(found[0]).localname == "p":
        return [found[0].text or "", *found[0]]
    return found


def _elements(rendered: str) -> list[Any]:
    root = etree.fromstring(f'<div xmlns="{NAMESPACE}">{xhtml(rendered, _allowed)}</div>')
    for element in root.iter():
        element.tail = (element.tail or "").replace("\n", " ") if element.getparent() is root else element.tail
    return list(root)


def _allowed(element: Any) -> None:
    """Only what QTI has of XHTML: neither styles nor strokes through words."""
    if not isinstance(element.tag, str) or element.get("xmlns") == MATHML or _is_in_formula(element):
        return
    if element.tag in ("s", "del"):
        element.tag = "span"
    for name in set(element.attrib) - set(_KEPT.get(element.tag, ())):
        del element.attrib[name]


def _is_in_formula(element: Any) -> bool:
    return any(above.tag == "math" for above in element.iterancestors())


def _put_gap(block: Any) -> None:
    for element in block.iter():
        for place, text, put in _texts(element):
            before, mark, after = text.partition(_GAP)
            if mark:
                entry = _entry()
                entry.tail = after
                put(before, entry, place)
                return


def _texts(element: Any) -> list[tuple[int, str, Callable[[str, Any, int], None]]]:
    """The texts in an element, with what puts an element into them."""

    def at_the_beginning(before: str, entry: Any, place: int) -> None:
        element.text = before
        element.insert(0, entry)

    def after_a_child(before: str, entry: Any, place: int) -> None:
        element[place].tail = before
        element.insert(place + 1, entry)

    found: list[tuple[int, str, Callable[[str, Any, int], None]]] = [(0, element.text or "", at_the_beginning)]
    return found + [(place, child.tail or "", after_a_child) for place, child in enumerate(element)]


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "Only the checks are in the item bank: texts, pictures, examples, exercises and rules of progress stay behind.",
        *losses.typed_answers(course),
        *losses.broken_checks(course),
    ]


FORMAT = Format(
    name="qti",
    title="QTI 2.1 item bank",
    extension=".qti.zip",
    media_type="application/zip",
    carries="Every check as an item with its options, answers, feedback and formulas.",
    losses=_losses,
    write=write,
)
