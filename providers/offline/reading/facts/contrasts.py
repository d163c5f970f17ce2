"""A sentence and its contrary: one word of it changed for the one that says the opposite ("increases", "decreases")."""

from __future__ import annotations

import re

from learning.wording import count_words

SHORTEST, LONGEST = 7, 32
_PAIRS = (
    "increase/decrease increases/decreases increased/decreased increasing/decreasing higher/lower highest/lowest "
    "larger/smaller largest/smallest greater/smaller bigger/smaller faster/slower longer/shorter longest/shortest "
    "before/after inside/outside above/below maximum/minimum internal/external internally/externally "
    "explicit/implicit explicitly/implicitly static/dynamic statically/dynamically mutable/immutable "
    "horizontal/vertical horizontally/vertically permanent/temporary permanently/temporarily "
    "automatically/manually encrypted/decrypted encrypt/decrypt privately/publicly "
    "encrypts/decrypts ascending/descending synchronous/asynchronous synchronously/asynchronously "
    "sender/receiver input/output source/destination rises/falls rising/falling "
    "upstream/downstream voluntary/involuntary directly/indirectly earlier/later oldest/newest older/newer "
    "warmer/colder sensitive/insensitive positive/negative positively/negatively inner/outer innermost/outermost "
    "symmetric/asymmetric linear/nonlinear visible/hidden absolute/relative uppercase/lowercase "
    "client/server signed/unsigned buyers/sellers buyer/seller surplus/shortage "
    "imports/exports elastic/inelastic domestic/foreign rural/urban minimizes/maximizes minimize/maximize "
    "lossless/lossy stateless/stateful ordered/unordered reversible/irreversible soluble/insoluble "
    "hydrophilic/hydrophobic unicellular/multicellular aerobic/anaerobic narrower/wider  "
    "lengthens/shortens thicker/thinner numerator/denominator "
)
"""Each word with the one that says the opposite; of a word with several the first one is taken."""
_HEDGED = re.compile(
    r"\b(?:not|no|nor|never|neither|cannot|\w+n['’]t|may|might|could|can|some|sometimes|often|usually|either|or|both|whether|"
    r"unless|except|rather than|instead of|than or|example|e\.g|i\.e|perhaps|probably|likely|possible|possibly|any|"
    r"also|just|described|another|similar|same|problem|first|"
    r"regardless|respectively|whereas|while|though|although|but|should|if you|you|we|our|your)\b|[:;?!“”\"()*]",
    re.IGNORECASE,
)
"""What would leave the contrary true as well, or say it in the same sentence."""
_PHRASES = re.compile(
    r"\b(?:at first|first time|first name|more (?:about|on|and more|or)|more than one|once more|no more|"
    r"any more|one more|"
    r"day before|ever before|never before|as before|before long|looked after|named after|look after|after all|"
    r"above all|with respect|with regard|in the end|at the end|end of|primary key|foreign key|input and output|"
    r"public domain|source code|open source|most of|most common\w*|least one|first aid|read more|learn more|"
    r"most (?:likely|people|cases)|most recent|in local|public name|with a|dealing with|along with|together with|"
    r"associated with|compared with|comes? with|begin with|start with|work with|works with|interact\w* with)\b",
    re.IGNORECASE,
)


def _contraries() -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in _PAIRS.split():
        one, other = (word.replace("_", " ") for word in pair.split("/"))
        found.setdefault(one, other)
        if " " not in other:
            found.setdefault(other, one)
    return found


_CONTRARY = _contraries()
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _CONTRARY), key=len, reverse=True))})(?![\w-])")

_INDEFINITE = re.compile(r"\b[Aa]n? $")
_VOWELS = "aeiou"


def contrary_of(sentence: str) -> str:
    """The sentence with its one word of contrast turned, "" where none or several could be, or where the contrary might
    be true as well."""
    if not SHORTEST <= count_words(sentence) <= LONGEST or _HEDGED.search(sentence) or _PHRASES.search(sentence):
        return ""
    found = list(_WORD.finditer(sentence))
    if len(found) != 1:
        return ""
    word = _CONTRARY[found[0][0]]
    before = sentence[: found[0].start()]
    article = "an " if word[0] in _VOWELS else "a "
    return (
        _INDEFINITE.sub(lambda one: article.title() if one[0][0] == "A" else article, before)
        + word
        + sentence[found[0].end() :]
    )
