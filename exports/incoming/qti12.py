"""Questions out of QTI 1.2, as Common Cartridge has them."""

from __future__ import annotations

from typing import Any, Literal

from exports.incoming.course import Question, as_html
from sources.drafts import LeftOut

_TRUE, _FALSE = ("true", "t"), ("false", "f")


def questions(document: Any, left_out: LeftOut) -> list[Question]:
    """What we can ask of an assessment: one right option, true or false, and typed answers."""
    found = []
    for item in document.iter("item"):
        question = _question(item)
        if question is None:
            left_out.add("check", f"Of a kind that we do not have: {_profile(item)}."[:100])
        else:
            found.append(question)
    return found


def _profile(item: Any) -> str:
    fields = {each.findtext("fieldlabel"): each.findtext("fieldentry") for each in item.iter("qtimetadatafield")}
    return fields.get("cc_profile") or fields.get("question_type") or "unknown"


def _question(item: Any) -> Question | None:
    presentation = item.find("presentation")
    profile = _profile(item)
    if presentation is None or "multiple_response" in profile or "essay" in profile or "pattern" in profile:
        return None
    stem = "".join(_markup(each) for each in presentation.iter("mattext") if not _is_in_response(each))
    feedback = _feedback(item)
    right = _right(item)
    response = presentation.find(".//response_lid")
    if response is None:
        is_typed = presentation.find(".//render_fib") is not None
        return Question("short_answer", stem, [], right, feedback) if is_typed and right else None
    labels = list(response.iter("response_label"))
    options = ["".join(_markup(each) for each in label.iter("mattext")) for label in labels]
    places = [str(place) for place, label in enumerate(labels) if label.get("ident") in right]
    if response.get("rcardinality", "Single").lower() != "single" or len(places) != 1:
        return None
    truth = [_truth(label) for label in labels]
    kind: Literal["true_false", "multiple_choice"] = "multiple_choice"
    if sorted(filter(None, truth)) == ["false", "true"] and len(labels) == 2:
        return Question("true_false", stem, [], [truth[int(places[0])]], feedback)
    return Question(kind, stem, options, places, feedback)


def _truth(label: Any) -> str:
    """“true” or “false” where an option says no more than that."""
    said = " ".join("".join(label.itertext()).split()).casefold()
    return "true" if said in _TRUE else "false" if said in _FALSE else ""


def _is_in_response(element: Any) -> bool:
    return any(above.tag in ("response_label", "itemfeedback") for above in element.iterancestors())


def _markup(mattext: Any) -> str:
    text = "".join(mattext.itertext())
    return text if mattext.get("texttype", "text/plain") == "text/html" else as_html(text)


def _right(item: Any) -> list[str]:
    """What gives points: what a condition asks for, unless it asks for anything but that."""
    found: list[str] = []
    for condition in item.iterfind("resprocessing/respcondition"):
        scores = [each for each in condition.iterfind("setvar") if _number(each.text) > 0]
        asked = condition.find("conditionvar")
        if scores and asked is not None:
            named = [each for each in asked.iter("varequal") if not any(up.tag == "not" for up in each.iterancestors())]
            found += [(each.text or "") for each in named]
    return list(dict.fromkeys(found))


def _number(text: str | None) -> float:
    try:
        return float(text or "0")
    except ValueError:
        return 0


def _feedback(item: Any) -> str:
    """The general one; else that of the right answer."""
    said = {each.get("ident") or "": "".join(map(_markup, each.iter("mattext"))) for each in item.iter("itemfeedback")}
    return said.get("general_fb") or said.get("correct_fb") or ""
