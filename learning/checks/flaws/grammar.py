"""Options that the words around the gap rule out, whatever they mean: article, number, gender."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages.language import Language
from learning.checks.reading import WORD, Flaw, Reading, is_code, words_of
from learning.sentence import say

_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_AGREES = re.compile(r"(?:is|are|was|were|has|have|does|do)\b")
_VOWEL, _CONSONANT = (
    re.compile(r"^[`\"“]*(?:a|e(?!u)|i|o(?!ne\b|ne-))[a-z]", re.IGNORECASE),
    re.compile(r"^[`\"“]*[BCDFGJKLMNPQRSTVWYZbcdfgjklmnpqrstvwyz][a-z]"),
)
_COUNTING = frozenset("many several few these those two three four five six both each every one another".split())
FEWEST_ALIKE = 2
_LINKS = frozenset(
    "to by because if when while in from with um durch weil wenn mit aus para por porque si cuando con pour par parce "
    "avec".split()
)
_PRONOUNS = frozenset("they he she it we you es er sie wir man ellos ellas nosotros il elle ils elles nous on".split())
_ADVERBS = frozenset("always never quickly slowly immer nie schnell langsam siempre nunca toujours jamais".split())
_ARTICLES = frozenset(
    "a an the el la los las un una unos unas del al der die das den dem des ein eine einen einem einer eines "
    "le les une du des au aux".split()
)


_SINGULAR = frozenset("el la un una del al le une du".split())


def grammar_flaws(read: Reading, language: Language) -> Iterator[Flaw]:
    """GRAM of the options of a gap, or of a sentence that the options complete."""
    yield from _article_apart(read)
    if not read.is_gap and not read.stem.endswith(("?", ".", "!")):
        yield from _goes_on(read)
    if not (read.is_gap or _ends_in_article(read)):
        return
    yield from _doubled_article(read)
    if language.code == "en":
        yield from _english(read)
    else:
        yield from _genders(read, language)


def _goes_on(read: Reading) -> Iterator[Flaw]:
    """Only the right answer goes on as the sentence begins: “to …” among “the …”."""
    if read.vocabulary is None or len(read.distractors) < FEWEST_ALIKE:
        return
    begun, others = beginning(read.key, read), {beginning(text, read) for text in read.distractors}
    if "" not in others and begun not in others and (len(others) == 1 if begun else len(others) > 1):
        yield Flaw("GRAM", "options", say("Only the right answer goes on with the sentence of the stem."))


def _article_apart(read: Reading) -> Iterator[Flaw]:
    """“hexose” among “the cell”, “a wall”, “the yeast”: only the right answer has no article."""
    if len(read.distractors) < FEWEST_ALIKE or _article(read.key) or not read.key.islower() or read.key_is_code:
        return
    if len(read.key.split()) == 1 and all(_article(text) for text in read.distractors):
        yield Flaw("CUE", "options", say("Only the right answer has no article; give all options the same form."))


def beginning(text: str, read: Reading) -> str:
    """Which kind of word a text begins with ("article", "link", "pronoun", "adverb", "verb"), "" for any other."""
    first = (words_of(text) or [""])[0]
    if first in _ARTICLES:
        return "article"
    if first in _LINKS:
        return "link"
    if first in _PRONOUNS:
        return "pronoun"
    if first in _ADVERBS or (
        read.vocabulary and read.vocabulary.code == "en" and text.split()[:1] == [text] and first.endswith("ly")
    ):
        return "adverb"
    return "verb" if read.vocabulary and first in read.vocabulary.predicates else ""


def _ends_in_article(read: Reading) -> bool:
    """“… is called an”: the options go on where the stem stops."""
    return bool(_ARTICLES.intersection(words_of(read.stem)[-1:])) and not read.stem.endswith(("?", "."))


def _doubled_article(read: Reading) -> Iterator[Flaw]:
    """“The ____” with an option that brings an article of its own, where the right answer has none."""
    article = words_of(read.before)[-1:]
    if not _ARTICLES.intersection(article) or _article(read.key):
        return
    unfit = [text for text in read.distractors if _article(text) and len(text.split()) > 1]
    if unfit:
        yield Flaw(
            "GRAM",
            "options",
            say("“{article} {option}” cannot be; leave the article to the stem.", article=article[0], option=unfit[0]),
        )


def _article(text: str) -> str:
    first = text.split()[:1]
    return first[0].casefold() if first and first[0].casefold() in _ARTICLES and not first[0].isupper() else ""


def _genders(read: Reading, language: Language) -> Iterator[Flaw]:
    article = (words_of(read.before) or [""])[-1]
    if article in _SINGULAR and not _has_plural_ending(read.key):
        many = [text for text in read.distractors if not is_code(text) and _has_plural_ending(text)]
        if len(many) >= FEWEST_ALIKE and len(many) * 2 >= len(read.distractors):
            detail = say(
                "“{article} {option}” cannot be; give options that agree with the article.",
                article=article,
                option=many[0],
            )
            yield Flaw("GRAM", "options", detail)
            return
    endings = tuple(ending for articles, unfit in language.genders if article in articles for ending in unfit)
    if not endings or _first_noun(read.key).endswith(endings):
        return
    unfit = [text for text in read.distractors if not is_code(text) and _first_noun(text).endswith(endings)]
    if len(unfit) * 2 >= len(read.distractors):
        yield Flaw(
            "GRAM",
            "options",
            say(
                "“{article} {option}” cannot be; give options that agree with the article.",
                article=article,
                option=unfit[0],
            ),
        )


def _has_plural_ending(text: str) -> bool:
    """Whether the first word ends as plurals do in Spanish and French."""
    return text[:1].islower() and _first_noun(text).endswith(("as", "os", "es", "ures", "eurs", "ments", "tions"))


def _first_noun(text: str) -> str:
    return (words_of(text) or [""])[0]


def _english(read: Reading) -> Iterator[Flaw]:
    article = words_of(read.before)[-1:]
    if article in (["a"], ["an"]) and read.before.split()[-1:] and read.before.split()[-1].casefold() in ("a", "an"):
        unfit = [text for text in read.distractors if not _fits(article[0], text)]
        glaring = [text for text in unfit if is_plural(text) and not text[:1].isdigit()]
        if glaring or len(unfit) * 2 >= len(read.distractors):
            yield Flaw(
                "GRAM",
                "options",
                say(
                    "“{article} {option}” cannot be; write “a(n)”, or other options.",
                    article=article[0],
                    option=(glaring or unfit)[0],
                ),
            )
        return
    agreed = _AGREES.match(read.after)
    if agreed and not is_code(read.key):
        many = agreed[0].lower() in ("are", "were", "have", "do")
        unfit = [text for text in read.distractors if not is_code(text) and is_plural(text) != many]
        is_telling = len(unfit) * 2 >= len(read.distractors)
        if is_telling and is_plural(read.key) == many and not read.key.isupper():
            yield Flaw(
                "GRAM",
                "options",
                say(
                    "“{option} {verb}” cannot be; give options that agree with the stem.",
                    option=unfit[0],
                    verb=agreed[0],
                ),
            )
            return
    plural = {is_plural(text) for text in read.options if not is_code(text)}
    if (
        _COUNTING.intersection(article)
        and len(plural) > 1
        and [is_plural(text) for text in read.options].count(is_plural(read.key)) == 1
    ):
        yield Flaw(
            "GRAM", "options", say("Only the right answer has its number, singular or plural; give all the same.")
        )


def _fits(article: str, text: str) -> bool:
    unfit = _VOWEL if article == "a" else _CONSONANT
    return not unfit.match(text) and not is_plural(text) and text.casefold() not in ("data", "information", "software")


def is_plural(text: str) -> bool:
    """Whether the last word of an English text has the ending of a plural."""
    last = (WORD.findall(text) or [""])[-1]
    if _ACRONYMS.fullmatch(last):
        return True
    if last[:1].isupper() and len(text.split()) > 1:
        return False
    last = last.casefold()
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "as", "os"))
