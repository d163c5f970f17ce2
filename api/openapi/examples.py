"""Bodies to begin with, as the OpenAPI document shows them: each is taken as it stands."""

from typing import Any

Json = dict[str, Any]

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

SITTING = {
    "event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829304",
    "time_spent_seconds": 240,
    "answers": {"k1": "a"},
    "interactions": {"video_watched": 1},
}

EXAMPLES: dict[str, dict[str, Json]] = {
    "delete_account": {
        "later": {
            "summary": "More than 15 minutes after signing in",
            "value": {"password": "four words that nobody guesses"},
        }
    },
    "register": {
        "student": {
            "summary": "A new student",
            "value": {
                "email": "ada@example.org",
                "password": "four words that nobody guesses",
                "full_name": "Ada Lovelace",
            },
        }
    },
    "sign_in": {
        "person": {
            "summary": "The address is the username",
            "value": {"username": "ada@example.org", "password": "four words that nobody guesses"},
        }
    },
    "sign_in_by_link": {
        "link": {
            "summary": "What the link has behind token=",
            "value": {"token": "hVvZ1b0l3rUq0m2bqf1Ew8W9c6uYx4aPzKQ7tJrN5sE"},
        }
    },
    "change_password": {
        "other": {
            "summary": "Another password",
            "value": {"current": "four words that nobody guesses", "new": "four other words that nobody guesses"},
        }
    },
    "ask_for_reset": {"address": {"summary": "To the address of the account", "value": {"email": "ada@example.org"}}},
    "reset_password": {
        "new": {"summary": "With the token of the letter", "value": {"new": "four other words that nobody guesses"}}
    },
    "render_text": {
        "formula": {"summary": "With a formula", "value": {"markdown": "Dough rises by $\\frac{1}{2}$ in an hour."}}
    },
    "update_profile": {
        "zone": {
            "summary": "Another time zone, and no e-mails",
            "value": {"timezone": "Europe/Berlin", "learning_preferences": {"mail": False, "language": "de"}},
        }
    },
    "update_user": {"instructor": {"summary": "Make an instructor", "value": {"role": "instructor"}}},
    "estimate_course": {"title": {"summary": "A title is enough", "value": {"title": "Baking bread"}}},
    "generate_course": {
        "title": {"summary": "A title is enough", "value": {"title": "Baking bread"}},
        "brief": {
            "summary": "With the outline to be approved, below a budget",
            "value": {
                "title": "Baking bread",
                "description": "For people who have an oven and have never baked.",
                "objectives": ["Explain how dough rises", "Bake a loaf of wheat bread"],
                "difficulty": "beginner",
                "lessons": 3,
                "sections_per_lesson": 2,
                "language": "en",
                "review": "outline",
                "budget": {"amount": "1.25", "currency": "USD"},
            },
        },
    },
    "revise_outline": {
        "feedback": {
            "summary": "Have it written anew",
            "value": {"feedback": "Begin with sourdough, and leave the history out."},
        }
    },
    "accept_section": {
        "as_it_is": {"summary": "The draft as it is", "value": {}},
        "by_hand": {
            "summary": "In your own words",
            "value": {"content": {"explanation": "Yeast eats sugar, and gives off gas.", "checks": [CHECK]}},
        },
    },
    "raise_budget": {"more": {"summary": "Up to two dollars", "value": {"amount": "2.00", "currency": "USD"}}},
    "bring_course": {"by_hand": {"summary": "Two sections, the second behind a gate", "value": COURSE_BY_HAND}},
    "update_course": {"title": {"summary": "Another title", "value": {"title": "Bread, from flour to loaf"}}},
    "update_lesson": {"first": {"summary": "To the front", "value": {"position": 1}}},
    "update_section": {
        "gate": {
            "summary": "Optional, and behind another section",
            "value": {"is_required": False, "gate": {"requires": "1.1", "min_completion": 100}},
        }
    },
    "invite_learners": {
        "two": {"summary": "Two people", "value": {"emails": ["ada@example.org", "grace@example.org"]}}
    },
    "make_share_link": {
        "enroll": {"summary": "Let people enroll", "value": {"mode": "enroll"}},
    },
    "register_webhook": {
        "finished": {
            "summary": "Who finishes a course",
            "value": {"url": "https://hooks.example.org/courses", "events": ["course.completed"]},
        },
    },
    "update_picture": {"alt": {"summary": "Another description", "value": {"alt": "A loaf of rye bread, cut open"}}},
    "make_lesson": {
        "empty": {"summary": "At the end, with an empty section", "value": {"title": "Sourdough"}},
        "first": {
            "summary": "At the front, with two sections",
            "value": {"title": "The mill", "position": 1, "sections": [{"title": "Grain"}, {"title": "Flour"}]},
        },
    },
    "make_section": {
        "written": {
            "summary": "With a text",
            "value": {"title": "Salt", "content": {"explanation": "Salt tightens gluten, and slows yeast down."}},
        }
    },
    "regenerate_section": {
        "shorter": {"summary": "With a wish", "value": {"instructions": "Shorter, with an example from a bakery."}},
        "proposal": {"summary": "To be compared first", "value": {"instructions": "Shorter.", "propose": True}},
    },
    "review_call": {"approved": {"summary": "Good", "value": {"approved": True, "notes": "Checked with a baker."}}},
    "interact": {"sitting": {"summary": "Four minutes and one answer", "value": SITTING}},
    "sync": {
        "offline": {
            "summary": "What was done without a network",
            "value": {
                "device_id": "tablet-1",
                "events": [
                    {
                        **SITTING,
                        "section_id": "018f2f6e-7c1a-7c3b-8d4e-000000000001",
                        "occurred_at": "2026-01-05T18:30:00Z",
                    }
                ],
            },
        }
    },
    "answer_a_review": {
        "rating": {
            "summary": "Remembered with some effort",
            "value": {"event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829305", "rating": 3},
        },
        "answer": {
            "summary": "Have the answer judged",
            "value": {"event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829306", "answer": "a"},
        },
    },
}
"""By the id of the operation."""
