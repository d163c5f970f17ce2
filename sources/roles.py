"""The words by which lesson formats name their boxes (Carpentries, pandoc, Quarto, MyST, Sphinx, MkDocs, GitHub), and
authors in English, German, Spanish and French the titles of boxes and parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from learning.source import BlockRole

_ROLE_WORDS: dict[BlockRole, str] = {
    "objectives": "objective objectives learning-objectives learning_objectives outcomes learning-outcomes "
    "lernziel lernziele objetivos objectifs",
    "questions": "questions",
    "exercise": "challenge challenges exercise exercises activity practice try-it quiz quizzes übung übungen aufgabe "
    "aufgaben ejercicio ejercicios actividad actividades exercice exercices activité activités",
    "solution": "solution solutions answer answers lösung lösungen antwort antworten solución soluciones respuesta "
    "respuestas réponse réponses corrigé corrigés",
    "footnote": "footnote footnotes endnotes doc-footnote doc-endnote doc-endnotes",
    "keypoints": "keypoint keypoints key-points summary-points takeaways",
    "callout": "callout spoiler prereq prerequisite prerequisites instructor discussion testimonial checklist note tip "
    "hint important warning caution danger attention error info admonition alert sidebar aside "
    "success failure bug abstract tldr details hinweis tipp merke achtung warnung vorsicht wichtig nota consejo aviso "
    "advertencia atención importante remarque astuce avertissement",
}
_POINTERS = frozenset(
    "todo fixme seealso see-also youtube vimeo video videos readings further-reading related-reading".split()
)
_ROLE_OF: dict[str, BlockRole] = {word: role for role, words in _ROLE_WORDS.items() for word in words.split()}
_BEGINS: tuple[tuple[BlockRole, tuple[str, ...]], ...] = (
    (
        "exercise",
        ("exerci", "exo", "miniex", "ejerci", "uebung", "übung", "aufgabe", "challenge", "quiz", "activit", "activid"),
    ),
    ("solution", ("soluti", "loesung", "lösung", "answer", "soluci", "corrig")),
)
"""How the names begin of environments that books define for themselves."""
_SHORT_NAMES: tuple[tuple[BlockRole, re.Pattern[str]], ...] = (
    ("exercise", re.compile(r"[a-z]?(?:problem|prob|exer|exr|ques|question|homework|hw|task)s?\*?")),
    ("solution", re.compile(r"[a-z]?(?:sol|soln|solu|ans)s?\*?")),
)
"""Whole names of such environments."""
_LEADS: tuple[tuple[BlockRole, re.Pattern[str]], ...] = (
    (
        "exercise",
        re.compile(
            r"(?:(?:mini-?)?(?:exercise|task|challenge)|practice problem|übung|(?:mini-?)?aufgabe|ejercicio|exercice)"
            r"(?: [\d.]{1,6})?\s?(?:\([^()]{1,60}\))?\s?[:.](?=\s|$)|(?:questions?|frage|pregunta)\s?:(?=\s)",
            re.IGNORECASE,
        ),
    ),
    (
        "solution",
        re.compile(r"(?:answers?|solution|antwort|lösung|respuesta|solución|réponse)\s?:(?=\s)", re.IGNORECASE),
    ),
    (
        "objectives",
        re.compile(
            r"(?:learning (?:objectives|goals|outcomes)|lernziele?|objetivos(?: de aprendizaje)?|"
            r"objectifs(?: d['’]apprentissage)?)\s?(?::(?=\s|$)|$)",
            re.IGNORECASE,
        ),
    ),
)
_WORD = re.compile(r"[\w-]+")
_HEADINGS: tuple[tuple[BlockRole, re.Pattern[str]], ...] = (
    (
        "objectives",
        re.compile(
            r"(?:learning )?objectives$|learning (?:outcomes|goals)$|lernziele?$|objetivos(?: de aprendizaje)?$|"
            r"objectifs(?: d['’]apprentissage)?$"
        ),
    ),
    (
        "exercise",
        re.compile(
            r"(?:(?:python|coding|programming|practice|group|class|optional) )?(?:exercise|challenge)s?\b(?! of\b)|"
            r"(?:review|practice) (?:questions|problems)$|try it yourself$|discussion (?:points?|questions?)$|"
            r"(?:your|the) tasks?$|homework\b|"
            r"(?:stop and think|think about it|your turn|check your understanding|knowledge check|self[- ]check)\b|"
            r"(?:übung(?:en|saufgaben?)?|aufgaben?|kontrollfragen|wiederholungsfragen|ejercicios?|preguntas de repaso|"
            r"exercices?|questions de révision)(?: \d+)?$"
        ),
    ),
    (
        "solution",
        re.compile(
            r"(?:solution|answer)s?(?: \d+)?(?: (?:to|for)\b.*)?$|"
            r"(?:lösung(?:en)?|antwort(?:en)?|soluci(?:ón|ones)|respuestas?|réponses?|corrigés?)(?: \d+)?$"
        ),
    ),
    ("keypoints", re.compile(r"key (?:points|takeaways)$|takeaways$|puntos clave$|points clés$|das wichtigste$")),
)
_NUMBER = re.compile(r"^[^\w(\[]*(?:[\d.]+\s+)?")
"""The number of a heading, and the pictograph before it."""


def role_named(name: str) -> BlockRole | None:
    """The role that one name stands for: `challenge` is an exercise, `callout-tip` a callout; None if it is no role."""
    name = name.lower()
    return _ROLE_OF.get(name) or _ROLE_OF.get(name.partition("-")[0] if name.startswith("callout-") else "")


def is_pointer(names: Iterable[str]) -> bool:
    """Whether a box of one of these names only leads to other pages, books and recordings."""
    return any(name.lower() in _POINTERS for name in names)


def pointer_in(text: str) -> bool:
    """Whether an attribute list such as `{.readings}` or a bare word names such a box."""
    return is_pointer(_WORD.findall(text)[:3])


def role_begun(names: Iterable[str]) -> BlockRole | None:
    """The role that the names of environments begin with: `exercicecours` is an exercise."""
    called = [name.lower() for name in names]
    begun = (role for name in called for role, begins in _BEGINS if name.startswith(begins))
    whole = (role for name in called for role, pattern in _SHORT_NAMES if pattern.fullmatch(name))
    return next(begun, None) or next(whole, None)


def role_of_lead(text: str) -> BlockRole | None:
    """The role of a paragraph that names it at its start, as `Exercise 3:` or `Lernziele:` do; None for most."""
    return next((role for role, pattern in _LEADS if pattern.match(text)), None)


def role_among(names: Iterable[str]) -> BlockRole | None:
    """The first specific role among several names; a plain callout only if nothing more specific is there."""
    roles = [role for role in map(role_named, names) if role]
    specific = [role for role in roles if role != "callout"]
    return next(iter(specific or roles), None)


def role_in(text: str) -> BlockRole | None:
    """The role named by an attribute list such as `{.challenge #first}` or a bare word."""
    return role_among(_WORD.findall(text))


def role_of_heading(text: str) -> BlockRole | None:
    """The role of what stands under a heading such as `2.4 Exercises` or `Lernziele`; None for most."""
    says = _NUMBER.sub("", text).rstrip(":").casefold()
    return next((role for role, pattern in _HEADINGS if pattern.match(says)), None)
