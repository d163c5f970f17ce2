"""What writers are told of flawed checks is what the review holds against them."""

import re

import pytest

from learning.checks.review import FLAWS, REFUSED, flaws_of
from providers.prompting.files import fill
from tests.learning.test_flaws import gap

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
