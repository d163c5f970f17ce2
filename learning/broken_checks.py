"""A section goes on without a check that cannot be mended: none is better than one that does not work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from learning.finding import Finding, note
from learning.section import SectionContent
from learning.sentence import Value, say

_CHECK = re.compile(r"/checks/(\d{1,4})(?:/|$)")


def without_broken_checks(content: SectionContent, findings: Sequence[Finding]) -> tuple[SectionContent, list[Finding]]:
    """The section without the checks that have errors, and a note on each of them; the same section without any note
    where something else has an error as well, or no check would be left."""
    wrong: dict[int, Value] = {}
    for finding in findings:
        if finding.severity == "error":
            found = _CHECK.match(finding.pointer)
            if found is None:
                return content, []
            wrong.setdefault(int(found[1]), finding.sentence or finding.detail)
    kept = [check for place, check in enumerate(content.checks) if place not in wrong]
    if not wrong or not kept:
        return content, []
    told = [
        note("check_left_out", "/checks", say("A check was left out. {reason}", reason=reason))
        for reason in wrong.values()
    ]
    return content.model_copy(update={"checks": kept}), told
