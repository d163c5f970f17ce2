"""Whether a stem stands on its own: a whole sentence that needs nothing from around it and is no furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages.language import Language
from learning.checks.reading import GAP, LONGEST_READ, Flaw, Reading, without_code, words_of
from learning.wording import count_words

LONGEST_STEM = 60
SHORTEST_STEM = 4
_FOOTNOTE = re.compile(r"^\W{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[*†‡§•·–—-]\s|#{1,6}\s)")
_LABEL = re.compile(rf"^(?:`[^`]+`|{GAP})(?:\s*:\s|\s+(?=[A-Z][a-z]+ [a-z]|No |All )(?!`))")
_LISTING = re.compile(r"`(?:>{1,3}|[$%]) [^`]*`")
_NAMED_INSTANCE = re.compile(r"`([a-z][a-z]?\d{0,2})`")
_FIELD_OF_INSTANCE = re.compile(r"`[a-z]\d?\.\w+`")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_CLAUSE_END = re.compile(r"[,;:]")
_ORPHAN = re.compile(r"^[,;:)\]…]|^\.{2,}|(?:[:,;(–—…]|\.{3})$")


def stem_flaws(read: Reading) -> Iterator[Flaw]:
    """The flaws of a stem: FRAG, BOIL, CTX and TRIV. BOIL and CTX are found only in languages that have a file."""
    yield from _fragment(read)
    yield from _boilerplate(read)
    yield from _out_of_context(read)
    if len(read.check.stem) > LONGEST_READ or count_words(read.stem) > LONGEST_STEM:
        yield Flaw("TRIV", "stem", "The stem is so long that the question drowns in it; leave out what is not asked.")


def _fragment(read: Reading) -> Iterator[Flaw]:
    stem = read.stem
    if (mark := _FOOTNOTE.match(stem)) and count_words(stem) > 2:
        yield Flaw("FRAG", "stem", f"The stem begins with the mark of a note or list, “{mark[0].strip()}”.")
    elif _LISTING.search(stem):
        yield Flaw("FRAG", "stem", "The stem holds a line of a listing with its prompt, not a sentence.")
    elif read.language and _first(read.language.fragment, stem):
        yield Flaw("FRAG", "stem", "The stem is a part of a list or a sentence that says nothing by itself.")
    elif _LABEL.match(stem):
        yield Flaw("FRAG", "stem", "The stem is a label with a remark to it, not a sentence.")
    elif _ORPHAN.search(stem):
        yield Flaw("FRAG", "stem", f"The stem is a piece of a sentence: “{stem[-40:]}”.")
    elif count_words(stem.replace(GAP, " ")) < SHORTEST_STEM and not stem.endswith(("?", "？")):
        yield Flaw("FRAG", "stem", "The stem is too short to ask for anything in particular.")
    elif any(stem.count(opening) != stem.count(closing) for opening, closing in _PAIRS) or stem.count("`") % 2:
        yield Flaw("FRAG", "stem", "A bracket, quote or back-tick of the stem has no partner: something was cut off.")


def _boilerplate(read: Reading) -> Iterator[Flaw]:
    if read.language and (found := _first(read.language.boilerplate, read.stem)):
        detail = f"“{found}” speaks of the document, not of its subject; ask about the subject."
        yield Flaw("BOIL", "stem", detail)


def _out_of_context(read: Reading) -> Iterator[Flaw]:
    plain = without_code(read.stem)
    if read.language is None:
        return
    if pointing := _pointing(read.language, plain):
        detail = f"“{pointing.strip()}” points to something that the stem does not show; name it or leave it out."
        yield Flaw("CTX", "stem", detail)
        return
    names = set(_NAMED_INSTANCE.findall(read.stem))
    if read.is_gap and (len(names) > 1 or _FIELD_OF_INSTANCE.search(read.stem)) and len(words_of(plain)) > 5:
        yield Flaw("CTX", "stem", "The stem names variables of an example that it does not show.")


def _pointing(language: Language, text: str) -> str:
    """The words that mean something outside of the text, "" where it stands on its own."""
    opening = next((found[0] for one in language.opening if (found := one.match(text))), "")
    clause = _CLAUSE_END.split(text, maxsplit=1)[0].rstrip(" .")
    return (
        opening or _first(language.first_clause, clause) or _first(language.context, text) or _pointed(language, clause)
    )


def _pointed(language: Language, text: str) -> str:
    """A demonstrative with a noun that has not been named before."""
    for one in language.pointed:
        for found in one.finditer(text):
            if found[1].casefold() not in words_of(text[: found.start()]):
                return found[0]
    return ""


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), "")
