"""The article that a noun takes, as the sources use it."""

from __future__ import annotations

from collections import Counter

from providers.language.lexicon import Lexicon

DEFINITE = {
    "de": {"m": "der", "f": "die", "n": "das"},
    "es": {"m": "el", "f": "la", "mp": "los", "fp": "las"},
    "fr": {"m": "le", "f": "la", "mp": "les", "fp": "les"},
}
INDEFINITE = {
    "de": {"m": "ein", "f": "eine", "n": "ein"},
    "es": {"m": "un", "f": "una", "mp": "unos", "fp": "unas"},
    "fr": {"m": "un", "f": "une", "mp": "des", "fp": "des"},
}
_VOWELS = "aeiouàâéèêîôûœ"
_MASCULINE = {"es": ("el", "un", "del", "al"), "fr": ("le", "un", "du", "au")}
_FEMININE = {"es": ("la", "una"), "fr": ("la", "une")}
_SEVERAL = {"m": ("los", "unos"), "f": ("las", "unas")}


def gender_of(noun: str, lexicon: Lexicon, code: str, *, several: bool = False) -> str:
    """ "m", "f" or, in German, "n"; "" where the sources do not tell it, or tell two."""
    seen = lexicon.articles_of(noun)
    if code == "de":
        return _german(seen)
    if several:
        signs = (
            {gender: sum(seen[word] for word in forms) for gender, forms in _SEVERAL.items()} if code == "es" else {}
        )
        return "m" if code == "fr" else _only(signs)
    return _only({"m": sum(seen[word] for word in _MASCULINE[code]), "f": sum(seen[word] for word in _FEMININE[code])})


def _only(signs: dict[str, int]) -> str:
    told = [gender for gender, count in signs.items() if count]
    return told[0] if len(told) == 1 else ""


def _german(seen: Counter[str]) -> str:
    """By articles that only one gender has in the singular: "einer" and "der" are those of a feminine noun as well."""
    feminine, neuter = seen["eine"] + seen["einer"], seen["das"]
    masculine = seen["einen"] + (seen["der"] if seen["dem"] + seen["des"] + seen["ein"] else 0)
    if feminine and not (neuter or seen["einen"] or seen["ein"] or seen["dem"] or seen["des"]):
        return "f"
    if neuter and not (feminine or seen["einen"]):
        return "n"
    return "m" if masculine and not (feminine or neuter) else ""


def with_article(term: str, lexicon: Lexicon, code: str, *, definite: bool, several: bool) -> str:
    """The term with its article, "" where that is not known, or where German shows none."""
    if code not in DEFINITE or (several and code == "de"):
        return ""
    words = term.split()
    head = words[-1] if code == "de" else words[0]
    gender = gender_of(head, lexicon, code, several=several)
    if not gender:
        return ""
    article = (DEFINITE if definite else INDEFINITE)[code][f"{gender}p" if several else gender]
    if code == "fr" and definite and not several and head[:1].lower() in _VOWELS:
        return f"l'{term}"
    return f"{article} {term}"
