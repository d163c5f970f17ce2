"""Checks in QTI 1.2, in the profile that Common Cartridge 1.1 has of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from typing import Any

from lxml.builder import ElementMaker

from exports import mathematics
from exports.xml import clean, serialised
from learning.checks import KINDS, Check
from learning.checks.kind import Exported

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_PROFILES = {
    "choice": "cc.multiple_choice.v0p1",
    "true-false": "cc.true_false.v0p1",
    "fill-in": "cc.fib.v0p1",
    "long-fill-in": "cc.fib.v0p1",
}
TRUE_AND_FALSE = (("true", "True"), ("false", "False"))
_RESPONSE, _FEEDBACK = "response1", "general_fb"


def assessment(ident: str, title: str, checks: Sequence[Check]) -> bytes:
    """The document of an assessment with these checks, of which there is at least one."""
    items = [_item(f"{ident}_{place}", check) for place, check in enumerate(checks, 1)]
    return serialised(
        _E.questestinterop(
            _E.assessment(
                _metadata(
                    cc_profile="cc.exam.v0p1",
                    qmd_assessmenttype="Examination",
                    qmd_scoretype="Percentage",
                    qmd_feedbackpermitted="Yes",
                    cc_maxattempts="unlimited",
                ),
                _E.section(*items, ident="root_section"),
                ident=ident,
                title=clean(title),
            )
        )
    )


def profile(asked: Exported) -> str:
    """The profile of a check. One with two options is none of multiple choice there, which has three at least."""
    return _PROFILES["true-false" if len(asked.options) == 2 else asked.interaction]


def _item(ident: str, check: Check) -> Any:
    asked = KINDS[check.kind].exported(check)
    feedback = check.feedback.strip()
    parts = [
        _E.itemmetadata(_metadata(cc_profile=profile(asked))),
        _E.presentation(_material(check.stem), _response(asked)),
        _judging(asked, bool(feedback)),
    ]
    if feedback:
        parts.append(_E.itemfeedback(_E.flow_mat(_material(feedback)), ident=_FEEDBACK))
    return _E.item(*parts, ident=ident, title=check.id)


def _response(asked: Exported) -> Any:
    options = asked.options or (TRUE_AND_FALSE if asked.interaction == "true-false" else ())
    if not options:
        label = _E.response_label(ident="answer1", rshuffle="No")
        return _E.response_str(_E.render_fib(label), ident=_RESPONSE, rcardinality="Single")
    labels = [_E.response_label(_option(text), ident=id_) for id_, text in options]
    return _E.response_lid(_E.render_choice(*labels), ident=_RESPONSE, rcardinality="Single")


def _judging(asked: Exported, has_feedback: bool) -> Any:
    """Feedback comes whatever was answered. All that is right stands in one condition, where readers look for it."""
    right = [_E.varequal(clean(key), respident=_RESPONSE) for key in asked.correct]
    conditions = [_E.respcondition(_E.conditionvar(*right), _E.setvar("100", action="Set"), {"continue": "No"})]
    if has_feedback:
        shown = _E.displayfeedback(feedbacktype="Response", linkrefid=_FEEDBACK)
        conditions.insert(0, _E.respcondition(_E.conditionvar(_E.other()), shown, {"continue": "Yes"}))
    score = _E.decvar(varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    return _E.resprocessing(_E.outcomes(score), *conditions)


def _metadata(**fields: str) -> Any:
    pairs = [_E.qtimetadatafield(_E.fieldlabel(label), _E.fieldentry(entry)) for label, entry in fields.items()]
    return _E.qtimetadata(*pairs)


def _material(written: str) -> Any:
    return _E.material(_E.mattext(mathematics.asked(written), texttype="text/html"))


def _option(written: str) -> Any:
    """Plain where it has no markup, since some systems show that of options as it is written."""
    plain = clean(written).strip()
    if "<" not in plain and unescape(mathematics.asked(written)) == f"<p>{plain}</p>\n":
        return _E.material(_E.mattext(plain, texttype="text/plain"))
    return _material(written)
