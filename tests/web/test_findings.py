"""Whatever the rules say of a draft is said in each language of the pages, with the same values."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.web.site import FOLDER
from learning.checks.check import Check
from learning.checks.review import review_check
from learning.finding import Finding, error
from learning.sentence import say

ROOT = FOLDER.parent
ROOMS = ("learning", "activities", "api")
OTHERS = ("de", "es", "fr")
PLACE = re.compile(r"\{(\w+)\}")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of `say` in the rooms that make findings."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                    yield path, node


def template(call: ast.Call) -> str:
    """Raises AssertionError where it is put together, so that nobody could translate it."""
    [given] = call.args
    assert isinstance(given, ast.Constant), f"line {given.lineno}: a template is one text with places"
    assert isinstance(given.value, str)
    return given.value


def test_a_sentence_has_a_value_for_each_of_its_places() -> None:
    found = list(calls())
    assert len(found) > 100
    for path, call in found:
        values = [keyword.arg for keyword in call.keywords]
        assert set(PLACE.findall(template(call))) == set(values), f"{path}:{call.lineno}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_each_sentence_of_the_rules_and_no_other(language: str) -> None:
    said = {template(call) for _, call in calls()}
    translated = json.loads((FOLDER / "messages" / "findings" / f"{language}.json").read_text())
    assert said - translated.keys() == set(), "not translated"
    assert translated.keys() - said == set(), "never said"
    for english, text in translated.items():
        assert sorted(set(PLACE.findall(text))) == sorted(set(PLACE.findall(english))), english
        assert text.strip(), english


def test_a_sentence_in_english_is_what_the_finding_says() -> None:
    check = Check(id="k1", kind="cloze", stem="Yeast makes the dough ____ in no time at all.", answer="")
    [finding] = review_check(check, "/checks/0")
    assert finding.detail == "Check k1 has no right answer."
    assert finding.model_dump()["sentence"] == {
        "template": "Check {check} has no right answer.",
        "values": {"check": "k1"},
    }
    assert Finding.model_validate_json(finding.model_dump_json()) == finding
    inner = error(
        "x", "", say("Check {check}: {flaw}", check="{flaw}", flaw=say("{n} in {a_language}.", n=2.5, a_language="de"))
    )
    assert inner.detail == "Check {flaw}: 2.5 in German.", "places in what people wrote are none"
    assert Finding.model_validate_json(inner.model_dump_json()) == inner
