"""What a piece of inline code is in its sentence: its subject, the means to an end, or a kind of thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from providers.offline.reading.passages import Place

CODE = re.compile(r"`[^`\n]{2,40}`")
SUBJECT, MEANS = "subject", "means"
_KINDS = {
    "en": r"commands?|options?|flags?|methods?|functions?|modules?|attributes?|decorators?|directives?|statements?|"
    r"builtins?|programs?|utility|tools?|keywords?|operators?|macros?|settings?|variables?|fields?|headers?|hooks?|"
    r"class(?:es)?|elements?|properties|property|package|library|extension|clause|pragma|filter",
    "de": r"Befehle?|Option(?:en)?|Funktion(?:en)?|Methoden?|Programme?|Kommandos?|Modul|Variablen?|Feld|Einstellung|"
    r"Anweisung(?:en)?|Werkzeuge?|Pakete?|Attribute?|Eigenschaft(?:en)?|Klassen?|Elemente?|Erweiterung(?:en)?|Bibliothek|"
    r"Schlüsselwort|Operator|Makro|Direktive|Parameter|Argument|Typ|Schnittstelle|Trait|Struktur|Aufzählung|Schalter",
    "es": r"orden|órdenes|comandos?|opci(?:ón|ones)|funci(?:ón|ones)|métodos?|programas?|módulo|variable|campo|"
    r"herramienta|instrucci(?:ón|ones)|paquetes?|atributos?|propiedad(?:es)?|clases?|elementos?|etiquetas?|extensión|"
    r"biblioteca|librería|palabra clave|operador|macro|directiva|parámetro|argumento|tipo|interfaz",
    "fr": r"commandes?|options?|fonctions?|méthodes?|programmes?|module|variable|champ|outil|instructions?|"
    r"paquet|attributs?|propriétés?|classes?|éléments?|balises?|extensions?|bibliothèque|mot-clé|opérateurs?|macro|"
    r"directive|paramètres?|arguments?|type|interface|verbe",
}
_MEANS = {
    "en": r"\b(?:with|using|via|by calling|by running|calling|running|through|call|run|use)$",
    "de": r"\b(?:mit|mittels|durch|über|per|mit Hilfe von|mithilfe von|durch Aufruf von|verwenden Sie|benutzen Sie)$",
    "es": r"\b(?:con|mediante|usando|utilizando|ejecutando|a través de|gracias a|use|utilice|ejecute)$",
    "fr": r"\b(?:avec|via|utilisez|utilisant|grâce à|à l['’]aide de|en appelant|exécutez)$",
}
_VERB_FOLLOWS = re.compile(
    r" (?!(?:para|con|en|de|y|o|for|to|with|in|on|and|or|mit|für|zum|zur|im|von|und|oder|pour|avec|et|ou|dans)\b)"
    r"[^\W\d_A-Z]+\b"
)


def role_of(sentence: str, found: re.Match[str], language: str) -> str:
    """The kind of thing that code is called in a sentence, else `SUBJECT` or `MEANS`, "" for none of them or where the
    language has no words for it here. `found` is a match of `CODE`."""
    if language not in _KINDS:
        return ""
    before, after = sentence[: found.start()].rstrip(), sentence[found.end() :]
    kind = (
        re.match(rf" ({_KINDS['en']})\b", after)
        if language == "en"
        else re.search(rf"\b({_KINDS[language]})$", before, re.IGNORECASE)
    )
    if kind:
        return kind[1].casefold().rstrip("s")
    if re.search(_MEANS[language], before, re.IGNORECASE):
        return MEANS
    return SUBJECT if not before and _VERB_FOLLOWS.match(after) else ""


def roles_of(places: Sequence[Place], language: str) -> dict[str, frozenset[str]]:
    """The roles that each piece of inline code has anywhere in the prose."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for code, role in _uses(places, language):
        roles[code].add(role)
    return {code: frozenset(found) for code, found in roles.items()}


def _uses(places: Sequence[Place], language: str) -> Iterator[tuple[str, str]]:
    for place in places:
        for sentence in place.sentences if place.is_prose and "`" in place.text else ():
            for found in CODE.finditer(sentence):
                if role := role_of(sentence, found, language):
                    yield found[0], role
