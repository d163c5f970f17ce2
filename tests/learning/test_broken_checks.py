"""Checks that do not work are left out where all else does, and told."""

from learning.broken_checks import without_broken_checks
from learning.quality import acceptable
from learning.section import SectionContent
from learning.section_review import review_section
from tests.learning import drafts


def mended(content: SectionContent) -> tuple[list[str], list[str]]:
    """The ids of the checks that are kept, and the details of what was left out."""
    findings = review_section(content, drafts.section(), drafts.brief(), [drafts.source()])
    kept, told = without_broken_checks(content, findings)
    if told:
        assert acceptable(review_section(kept, drafts.section(), drafts.brief(), [drafts.source()]))
    return [check.id for check in kept.checks], [finding.detail for finding in told]


def test_only_the_broken_ones_go_and_only_where_nothing_else_is_wrong() -> None:
    sound = drafts.checks()
    unkeyed, same = drafts.choice("k8", answer="nowhere"), drafts.choice("k1")
    assert mended(drafts.content()) == ([check.id for check in sound], [])
    kept, told = mended(drafts.content(checks=[unkeyed, *sound, same]))
    assert kept == [check.id for check in sound]
    assert len(told) == 2
    assert "k8" in told[0]
    assert mended(drafts.content(checks=[unkeyed])) == (["k8"], []), "a section keeps one for its owner to mend"
    assert mended(drafts.content(checks=[unkeyed, *sound], explanation="Too short."))[1] == []
