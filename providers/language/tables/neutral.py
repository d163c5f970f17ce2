"""Any other language: signs instead of words, so that nothing is said in the wrong language."""

from providers.language.tables.language import Language

_TERM = (("does", "▸ {term}"), ("code", "▸ {term}"), ("noun", "▸ {term}"), ("pair", "▸ {a} – {b}"))

NEUTRAL = Language(
    code="",
    stop_words=frozenset(),
    determiners=frozenset(),
    verb_marks=frozenset(),
    openers=frozenset(),
    verbs={"beginner": _TERM, "intermediate": _TERM, "advanced": _TERM},
    phrases={
        "and": "–",
        "beginner_topic": "▸ {title}",
        "intermediate_topic": "▸ {title}",
        "advanced_topic": "▸ {title}",
        "criterion_checks": "{title}: ≥ 80 %",
        "criterion_objective": "✓ {objective}",
        "criterion_exercise": "✓",
        "quoted": "“{text}”",
        "course_summary": "{titles}",
        "lesson_summary": "{titles}",
        "feedback": "“{sentence}” ({place})",
        "place_page": "“{heading}”, {file}, {page}",
        "place": "“{heading}”, {file}",
        "example": "{term}",
        "example_heading": "{heading}",
        "output_prompt": "→ ?",
        "command_prompt": "→ ?",
        "code_prompt": "→ ?",
        "explain_prompt": "{term} = ?",
        "list_prompt": "1–{count} ? {lead}",
        "hint_place": "→ {place}",
        "solution_says": "{text}",
        "application": "{text}",
        "transfer": "{term} → ?",
        "resource": "{heading}",
        "pages": "{page}",
        "page_range": "{first}–{last}",
        "caption": "",
    },
)
