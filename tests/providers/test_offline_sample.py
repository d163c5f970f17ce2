"""A course from the project's own sample, read as its first learners will read it."""

from pathlib import Path

from learning.brief import Brief
from learning.course_review import review_course
from learning.outline_review import review_outline
from learning.quality import acceptable, quality_score
from learning.section_review import review_section
from providers.offline import OfflineText
from sources import read_source
from tests.providers.conftest import write_course

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"


async def test_the_sample_makes_a_good_course() -> None:
    files = sorted(SAMPLE.glob("*.md"))
    sources = [
        read_source(path.read_bytes(), path.name).model_copy(update={"id": f"s{number}"})
        for number, path in enumerate(files)
    ]
    brief = Brief(title="PostgreSQL indexes", objectives=["Explain how a B-tree index speeds up a query"])
    outline, contents = await write_course(OfflineText(), brief, sources)
    assert review_outline(outline, brief, sources) == []
    assert review_course(contents) == []
    for section in outline.all_sections():
        findings = review_section(contents[section.key], section, brief, sources)
        assert acceptable(findings), findings
        assert float(quality_score(findings)) >= 0.6, findings
    assert len({lesson.title for lesson in outline.lessons}) == 6
    home = next(s for s in outline.all_sections() if brief.objectives[0] in s.objectives)
    assert "B-tree" in home.title
