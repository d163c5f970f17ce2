"""One number, one decision and one text out of what a review found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from learning.checks import FLAWS
from learning.finding import Finding

BEST_WITH_ERROR = Decimal("0.49")
KEPT_BY_ERROR = Decimal("0.80")
KEPT_BY_WARNING = Decimal("0.95")
KEPT_BY_NOTE = Decimal("0.99")
WORST_OF_CHECKS = Decimal("0.5")
KEPT_BY_FLAWED_CHECK = Decimal("0.6")
"""Of what lies above the worst."""
LINES = 40
_FLAWS = frozenset(FLAWS.values())


def quality_score(findings: Iterable[Finding]) -> Decimal:
    """From 0.00 to 1.00: each warning keeps 95 %, each note 99 %; the first error caps at 0.49, each more keeps 80 %.

    Checks with flaws (`learning.checks.FLAWS`) count once each, as heavily as a teacher takes them: one leaves 0.80,
    four leave 0.56.

    1.00 means that nothing was found; below 0.50 means that the draft is not acceptable. A further finding never
    raises the score.
    """
    found = list(findings)
    flawed = {finding.pointer.rpartition("/")[0] for finding in found if _is_flaw(finding)}
    count = Counter(finding.severity for finding in found if not _is_flaw(finding))
    score = BEST_WITH_ERROR * KEPT_BY_ERROR ** (count["error"] - 1) if count["error"] else Decimal(1)
    score *= KEPT_BY_WARNING ** count["warning"] * KEPT_BY_NOTE ** count["note"]
    score *= WORST_OF_CHECKS + (1 - WORST_OF_CHECKS) * KEPT_BY_FLAWED_CHECK ** len(flawed)
    return score.quantize(Decimal("0.01"))


def _is_flaw(finding: Finding) -> bool:
    return finding.severity == "warning" and finding.code in _FLAWS


def acceptable(findings: Iterable[Finding]) -> bool:
    """Whether a draft can be taken as it is: no finding is an error."""
    return all(finding.severity != "error" for finding in findings)


def feedback(findings: Iterable[Finding]) -> str:
    """What to mend, a line each, errors first; notes are left out, and so is what exceeds 40 lines."""
    asked = [finding for finding in findings if finding.severity != "note"]
    asked.sort(key=lambda finding: finding.severity != "error")
    lines = [_line(finding) for finding in asked[:LINES]]
    rest = [f"… and {len(asked) - LINES} more of the kind."] if len(asked) > LINES else []
    return "\n".join(lines + rest)


def _line(finding: Finding) -> str:
    duty = "must be mended" if finding.severity == "error" else "should be better"
    return f"- {finding.pointer or '/'} ({duty}): {finding.detail}"
