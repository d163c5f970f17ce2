"""What a picture says, for those who do not see it (WCAG 2.2, 1.1.1)."""

from providers.image import ImageRequest

LONGEST_ALT = 300

_PHRASES = {
    "en": {
        "thumbnail": "Title picture of the course “{title}”",
        "concept_map": "Concept map of “{title}”",
        "sequence": "Steps of “{title}”",
        "comparison": "Comparison in “{title}”",
    },
    "de": {
        "thumbnail": "Titelbild des Kurses „{title}“",
        "concept_map": "Begriffslandkarte zu „{title}“",
        "sequence": "Schritte von „{title}“",
        "comparison": "Vergleich in „{title}“",
    },
    "fr": {
        "thumbnail": "Image de titre du cours « {title} »",
        "concept_map": "Carte conceptuelle de « {title} »",
        "sequence": "Étapes de « {title} »",
        "comparison": "Comparaison dans « {title} »",
    },
    "es": {
        "thumbnail": "Imagen de portada del curso «{title}»",
        "concept_map": "Mapa conceptual de «{title}»",
        "sequence": "Pasos de «{title}»",
        "comparison": "Comparación en «{title}»",
    },
}


def caption(request: ImageRequest) -> str:
    """What kind of picture it is and of what, in the language of the request, else in English."""
    phrases = _PHRASES.get(request.language[:2], _PHRASES["en"])
    kind = "thumbnail" if request.purpose == "thumbnail" else request.visual or "concept_map"
    return phrases[kind].format(title=request.title)


def alt_text(request: ImageRequest) -> str:
    """The kind of picture and what it says, 300 characters at most, cut between statements."""
    told = f"{caption(request)}: "
    statements = _statements(request)
    if not statements:
        return _cut(_ended(told.removesuffix(": ")))
    text = told + statements[0]
    for statement in statements[1:]:
        if len(text) + len(statement) + 3 > LONGEST_ALT:
            break
        text = f"{text}; {statement}"
    return _cut(_ended(text))


def _statements(request: ImageRequest) -> list[str]:
    if request.purpose == "thumbnail":
        return [request.subtitle] if request.subtitle else []
    if request.visual == "sequence":
        return [f"{number}. {step}" for number, step in enumerate(request.terms, 1)]
    told = [
        f"{one}: {aspect} {what}" if request.visual == "comparison" else f"{one} {aspect} {what}"
        for one, aspect, what in request.relations
    ]
    related = {term for one, _, other in request.relations for term in (one, other)}
    return told + [term for term in request.terms if term not in related]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ALT else text[: LONGEST_ALT - 1].rsplit(" ", 1)[0] + "…"
