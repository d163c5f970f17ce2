"""What a writer is told of an answer that is no draft is told in words."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from learning.answers import parse_draft
from learning.outline import Outline
from learning.section import SectionContent
from tests.learning import drafts

SECTION = drafts.content().model_dump(mode="json")
OUTLINE = drafts.outline().model_dump(mode="json")


@pytest.mark.parametrize(
    ("model", "draft", "path"),
    [
        (SectionContent, SECTION, ("citations", 0, "id")),
        (SectionContent, SECTION, ("checks", 0, "id")),
        (SectionContent, SECTION, ("checks", 0, "options", 0, "id")),
        (Outline, OUTLINE, ("lessons", 0, "sections", 0, "key")),
    ],
)
def test_what_does_not_fit_is_named_and_told_without_a_pattern(
    model: type[BaseModel], draft: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    broken: Any = json.loads(json.dumps(draft))
    *way, last = path
    part = broken
    for step in way:
        part = part[step]
    part[last] = "s2.b1 (of it)"
    read, [finding] = parse_draft(json.dumps(broken), model)
    assert read is None
    assert finding.pointer == "/" + "/".join(map(str, path))
    assert "“s2.b1 (of it)”" in finding.detail
    assert not set("^$[\\") & set(finding.detail)
