"""A course and a check as one sends them, which the OpenAPI document shows: each is taken as it stands."""

CHECK = {
    "id": "k1",
    "kind": "multiple_choice",
    "stem": "What makes dough rise?",
    "options": [{"id": "a", "text": "Yeast"}, {"id": "b", "text": "Salt"}],
    "answer": "a",
    "feedback": "Yeast eats sugar, and gives off gas.",
    "objective": "Explain how dough rises",
}

COURSE_BY_HAND = {
    "title": "Bread",
    "description": "From flour to loaf.",
    "objectives": ["Explain how dough rises"],
    "progression_policy": {"sequential": True, "mastery": {"type": "score", "threshold": 70}},
    "lessons": [
        {
            "title": "Dough",
            "sections": [
                {
                    "title": "Yeast",
                    "objectives": ["Explain how dough rises"],
                    "estimated_duration": 10,
                    "content": {"explanation": "Yeast eats sugar, and gives off gas.", "checks": [CHECK]},
                },
                {
                    "title": "Steam",
                    "is_required": False,
                    "estimated_duration": 5,
                    "prerequisites": ["1.1"],
                    "gate": {"requires": "1.1", "min_score": 50, "min_completion": 100},
                    "content": {"explanation": "Steam keeps the crust soft while the loaf grows."},
                },
            ],
        }
    ],
}
