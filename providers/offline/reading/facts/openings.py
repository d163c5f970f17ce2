"""What stands around a statement without being a part of it: a label such as "Note:", a field such as "In law,"."""

from __future__ import annotations

import re

from providers.language.tables import Language

SUPPOSED = re.compile(
    r"(?:suppose|assume|imagine|let us|let['’]s|say we|angenommen|stell dir|stellen Sie sich|supongamos|imagin[ea]|"
    r"supposons)\b",
    re.IGNORECASE,
)
"""How a story begins: what it says describes nothing, and its events are no steps."""
_LEADING_ON = re.compile(
    r"\b(?:as|with|wie|mit|como|con|comme|avec|auf|for|für|para|pour|by|durch|por|par|von|in|en|de|of|to|an|a|à|que|dass|that)$",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"^[^\w\"'“„«(`¿¡$<-]+\s*(?=\w)")
_ANOTHER = re.compile(
    r" (?:et (?:ils?|elles?)|und (?:er|sie|es)|and (?:it|they)|y (?:ésta?s?|ell[ao]s?)) .*| [–—] .*|; .*|"
    r",? (?:und|and|et|y) (?:können|kann|wird|werden|ist|sind|can|may|is|are|should|must|peut|peuvent|est|sont|"
    r"puede[n]?|es|son)\b.*|, (?:so (?!that)|weshalb|sodass|por lo que|si bien que) ?.*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:,| –| —)? (?:such as|for example|for instance|e\.g\.|i\.e\.|because|since|as (?:shown|described|in)|like|wie|"
    r"zum Beispiel|z\. ?B\.|weil|da|por ejemplo|como por|porque|ya que|par exemple|comme|car|parce qu[e'’])[ ,].*|"
    r", (?:and|but|so|und|aber|sondern|y|pero|et|mais)\b.*|[;—] .*",
    re.IGNORECASE | re.DOTALL,
)
"""What a sentence adds to what it says: examples, reasons, another clause."""
_ADDS = re.compile(
    r"\b(?:then|dann|also|luego|entonces|alors|ensuite|auch|ebenfalls|zusätzlich|también|asimismo|además|"
    r"l[ao]s? mism[ao]s?|aussi|également|les? mêmes?|la même)\b",
    re.IGNORECASE,
)


def first_clause(text: str) -> str:
    """A text up to where another clause goes on with "it"."""
    return _ANOTHER.sub("", text)


def without_addition(sentence: str) -> str:
    """The sentence up to its examples, reasons and further clauses, with a full stop."""
    return _ASIDE.sub("", sentence).rstrip(" .,") + "."


def adds(text: str) -> bool:
    """Whether it adds to something said before, as with "auch"."""
    return _ADDS.search(text) is not None


def without_label(sentence: str, table: Language) -> str:
    """The sentence without signs and a label before it; the sentence itself where what is left begins like none."""
    bare = table.after("remark", _SIGNS.sub("", sentence))
    return bare if bare[:1].isupper() or bare[:1] in '„«“"`' else sentence


def without_field(sentence: str, table: Language) -> str:
    """The sentence without the field of knowledge that it is said in, again with a capital."""
    bare = table.after("field", sentence)
    return sentence if bare == sentence else bare[:1].upper() + bare[1:]


def without_colon(sentence: str) -> str:
    """The sentence with a full stop for the colon that it ends with, if it is complete before that."""
    said = sentence.rstrip().removesuffix(":").rstrip()
    return f"{said}." if said != sentence.rstrip() and not _LEADING_ON.search(said) else sentence
