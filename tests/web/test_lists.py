"""What the pages list by themselves is what the rules have, and each has its words."""

import json
import re
from typing import get_args

import pytest

from api.web.site import FOLDER
from learning.checks.registry import KINDS
from models.generation_states import GenerationPhase

LISTS = {
    ("app/studio/checks.js", "KINDS", "check_kind"): set(KINDS),
    ("app/studio/generation.js", "PHASES", "phase"): set(get_args(GenerationPhase)),
}
"""By the module, its list and the group of messages for it."""


@pytest.mark.parametrize(("module", "name", "group"), LISTS)
def test_a_list_of_the_pages_is_that_of_the_rules(module: str, name: str, group: str) -> None:
    [listed] = re.findall(rf"^const {name} = (\[.*?\]);", (FOLDER / module).read_text(), re.MULTILINE | re.DOTALL)
    known = LISTS[module, name, group]
    assert set(json.loads(re.sub(r",\s*\]", "]", listed))) == known
    messages = json.loads((FOLDER / "messages" / "en.json").read_text())
    assert {f"{group}.{one}" for one in known} <= messages.keys()
