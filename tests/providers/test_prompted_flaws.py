"""What writers are told of flawed checks is what the review holds against them."""

import re

import pytest

from learning.checks.review import FLAWS, REFUSED, flaws_of
from learning.finding import error
from learning.sentence import say
from providers.prompting.files import fill
from providers.prompting.prompt import prompt_of
from providers.text import OutlineRequest, SectionRequest
from tests.learning import drafts
from tests.learning.short_checks import gap

LEADS = re.compile(r"“([A-Z][^”]*)”")


def test_every_lead_in_that_the_prompt_warns_of_is_a_flaw() -> None:
    leads = LEADS.findall(fill("rules").split("A check is refused")[1])
    assert len(leads) > 6
    for lead in leads:
        joint = "" if lead.endswith((" the", ",")) else ", the" if lead[0] in "IF" else " is that the"
        check = gap(f"{lead}{joint} ____ of the lock opens by itself.", "gate")
        assert flaws_of(check), check.stem


@pytest.mark.parametrize("word", ["heading", "label", "exercise", "document"])
def test_what_is_refused_is_said(word: str) -> None:
    assert {FLAWS[letters] for letters in REFUSED} == {"key_not_in_source", "stem_fragment", "stem_boilerplate"}
    assert word in fill("rules").split("A check is refused")[1].split("It is marked")[0]


def test_what_could_not_be_mended_is_asked_for_anew_and_not_shown_again() -> None:
    brief = drafts.brief()
    found = (error("explanation_too_short", "/explanation", say("Nine words are too few.")),)
    for request in (
        OutlineRequest(brief=brief, findings=found),
        SectionRequest(brief=brief, outline=drafts.outline(brief), key="1.1", findings=found),
    ):
        fresh, asked = prompt_of(request.model_copy(update={"findings": ()})), prompt_of(request)
        assert asked.task.startswith(fresh.task)
        assert "Nine words are too few." in asked.task
        assert "<answer>" not in asked.task
        assert (asked.rules, asked.shared, asked.schema) == (fresh.rules, fresh.shared, fresh.schema)
