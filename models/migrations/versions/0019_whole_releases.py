"""a release has all that it shows, so that no edit is public before it is published; whose wish prerequisites are"""

from alembic import op

revision: str = "0019"
down_revision: str | None = "0017"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE course_releases ADD COLUMN course jsonb NOT NULL DEFAULT '{}', "
        "ADD COLUMN parts jsonb NOT NULL DEFAULT '[]', ADD COLUMN media jsonb NOT NULL DEFAULT '{}'"
    )
    for statement in (_CONTENTS, _COURSES, _PARTS, _MEDIA, _SEARCH_COURSES, _SEARCH_SECTIONS):
        op.execute(statement)
    op.execute("ALTER TABLE sections ADD COLUMN prerequisites_by_hand boolean NOT NULL DEFAULT true")
    op.execute(_GENERATED)


def downgrade() -> None:
    op.execute("ALTER TABLE sections DROP COLUMN prerequisites_by_hand")
    op.execute("ALTER TABLE course_releases DROP COLUMN course, DROP COLUMN parts, DROP COLUMN media")


# What a release froze before is kept; of the rest the state of today is the best that is known.
_CONTENTS = """
    UPDATE course_releases r SET structure = r.structure || jsonb_build_object('contents', (
        SELECT coalesce(jsonb_object_agg(s.id, s.content), '{}')
        FROM lessons l JOIN sections s ON s.lesson_id = l.id WHERE l.course_id = r.course_id
    )) WHERE NOT r.structure ? 'contents'
"""
_COURSES = """
    UPDATE course_releases r SET course = to_jsonb(c) - '{status,current_release,version}'::text[]
    || jsonb_build_object(
        'title', coalesce(nullif(r.structure->>'title', ''), c.title),
        'progression_policy', coalesce(r.structure->'policy', c.progression_policy),
        'updated_at', r.published_at, 'published_at', r.published_at
    ) FROM courses c WHERE c.id = r.course_id
"""
_PARTS = """
    UPDATE course_releases r SET parts = coalesce((
        SELECT jsonb_agg(
            to_jsonb(l) || jsonb_build_object(
                'title', lesson.value->>'title',
                'is_required', lesson.value->'is_required',
                'order_index', lesson.place - 1,
                'sections', coalesce((
                    SELECT jsonb_agg(
                        to_jsonb(s) - 'content' || (section.value - '{checks,retake_since}'::text[])
                        || jsonb_build_object('lesson_id', l.id, 'order_index', section.place - 1)
                        ORDER BY section.place
                    )
                    FROM jsonb_array_elements(lesson.value->'sections') WITH ORDINALITY section (value, place)
                    JOIN sections s ON s.id = (section.value->>'id')::uuid
                ), '[]')
            ) ORDER BY lesson.place
        )
        FROM jsonb_array_elements(r.structure->'lessons') WITH ORDINALITY lesson (value, place)
        JOIN lessons l ON l.id = (lesson.value->>'id')::uuid
    ), '[]')
"""
_MEDIA = """
    UPDATE course_releases r SET media = jsonb_build_object('thumbnail', t.id, 'pictures', coalesce((
        SELECT jsonb_object_agg(m.id, to_jsonb(m)) FROM media_assets m JOIN courses o ON o.id = m.course_id
        WHERE m.id = t.id OR o.instructor_id = c.instructor_id AND EXISTS (
            SELECT FROM jsonb_path_query(r.structure, '$.contents.*.visuals[*].media_id') named
            WHERE named #>> '{}' = m.id::text
        )
    ), '{}'))
    FROM courses c LEFT JOIN LATERAL (
        SELECT id FROM media_assets WHERE course_id = c.id AND kind = 'thumbnail' ORDER BY id DESC LIMIT 1
    ) t ON true
    WHERE c.id = r.course_id
"""

# What was edited since is taken out of the index; the texts are indexed as they are written until the next release.
_CURRENT = "courses c JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release"
_SEARCH_COURSES = f"""
    UPDATE search_documents d SET title = r.course->>'title' FROM {_CURRENT}
    WHERE d.course_id = c.id AND d.section_id IS NULL AND d.title <> r.course->>'title'
"""
_SEARCH_SECTIONS = f"""
    UPDATE search_documents d SET
        title = section->>'title',
        objectives = coalesce((
            SELECT string_agg(objective, E'\\n') FROM jsonb_array_elements_text(section->'objectives') objective
        ), ''),
        body = CASE WHEN s.content = released THEN d.body ELSE
            concat_ws(E'\\n', released->>'summary', released->>'explanation') END
    FROM {_CURRENT}, jsonb_array_elements(r.parts) part, jsonb_array_elements(part->'sections') section,
        jsonb_extract_path(r.structure, 'contents', section->>'id') released, sections s
    WHERE d.course_id = c.id AND d.section_id = s.id AND s.id = (section->>'id')::uuid
    AND (d.title <> section->>'title' OR s.content IS DISTINCT FROM released OR s.objectives <> section->'objectives')
"""
_GENERATED = """
    UPDATE sections s SET prerequisites_by_hand = false FROM lessons l WHERE l.id = s.lesson_id
    AND EXISTS (SELECT FROM generations g WHERE g.course_id = l.course_id AND g.kind = 'course')
    AND NOT EXISTS (
        SELECT FROM audit_log a WHERE a.object_id = s.id AND a.action = 'edit section'
        AND a.detail->'fields' ? 'prerequisites'
    )
"""
