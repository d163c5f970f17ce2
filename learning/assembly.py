"""From an accepted outline and its written sections to one course draft."""

from collections.abc import Mapping

from learning.brief import Brief
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.outline import Outline
from learning.policy import generated_policy
from learning.section import SectionContent


def assemble_course(brief: Brief, outline: Outline, contents: Mapping[str, SectionContent]) -> CourseDraft:
    """The course as a draft. `contents` holds a section for each key of the outline; a missing one is a KeyError."""
    return CourseDraft(
        title=outline.title,
        description=outline.description or brief.description,
        objectives=brief.objectives or outline.objectives,
        difficulty=brief.difficulty,
        depth=brief.depth,
        learning_style=brief.learning_style,
        language=brief.language,
        category=brief.category,
        tags=brief.tags,
        expected_enrollment=brief.expected_enrollment,
        progression_policy=generated_policy(
            criterion for section in outline.all_sections() for criterion in section.assessment_criteria
        ),
        lessons=[
            LessonDraft(
                title=lesson.title,
                summary=lesson.summary,
                objectives=lesson.objectives,
                sections=[
                    SectionDraft(
                        title=section.title,
                        objectives=section.objectives,
                        assessment_criteria=section.assessment_criteria,
                        estimated_duration=contents[section.key].estimated_minutes or section.estimated_minutes,
                        prerequisites=section.prerequisites,
                        content=contents[section.key],
                    )
                    for section in lesson.sections
                ],
            )
            for lesson in outline.lessons
        ],
    )
