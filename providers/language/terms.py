"""Terms: the names of things in a text, inline code and noun phrases, and which of them a section is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from learning.wording import stem
from providers.language.lexicon import LONGEST_TERM, Lexicon, Token, tokens
from providers.language.tables import Language
from providers.language.words import content_stems, is_unspaced

TermKind = Literal["code", "noun", "name"]
_LONGEST_CODE = 28
UNHEADED_NAME = 0.3
_FILE = re.compile(r"~?/?[\w*-]+(?:[./][\w*-]+)+/?|\w+/|/.*")
_COMMAND = re.compile(r"[\w.]+\(\)|[a-z][\w-]* [a-z][a-z-]+|--[a-z][\w-]+|-[A-Za-z]")
_FUNCTION_CHARACTERS = "的了是在和与或把被给到从向为并也都就而及其这那每个中上下里有能会要将不"
_UNSPACED_TERM = re.compile(
    rf"(?:(?![{_FUNCTION_CHARACTERS}])[\u3400-\u4dbf\u4e00-\u9fff]){{2,6}}|[\u30a1-\u30fa\u30fc]{{2,}}"
)
_NEVER_CODE = re.compile(r"\n|^\W*$|^\d+$|\s{2,}|^.$")


@dataclass(frozen=True)
class Mention:
    """A term where a sentence uses it: `sentence[start:end]`; `key` is the same for all its inflections."""

    text: str
    start: int
    end: int
    kind: TermKind
    key: str

    @property
    def shown(self) -> str:
        """The term without the backticks of code."""
        return self.text.strip("`")


@dataclass(frozen=True)
class Term:
    text: str
    kind: TermKind
    key: str
    score: float
    uses: int

    @property
    def shown(self) -> str:
        """The term without the backticks of code."""
        return self.text.strip("`")


def mentions(sentence: str, lexicon: Lexicon, language: str) -> list[Mention]:
    """The terms of one sentence in order, none inside another.

    In a script without spaces: the runs of ideographs between its function words, and words in katakana.
    """
    if is_unspaced(sentence):
        return [Mention(run[0], run.start(), run.end(), "noun", run[0]) for run in _UNSPACED_TERM.finditer(sentence)]
    found: list[Mention] = []
    run: list[Token] = []
    before = ""
    line = tokens(sentence)
    for token in [*line, Token(".", len(sentence), len(sentence))]:
        if token.is_word and not lexicon.is_stop(token.text) and not _broken(run, token, sentence):
            run.append(token)
            continue
        found += _phrase(_without_verb(run, before, lexicon), sentence, lexicon, language, token)
        run = [token] if token.is_word and not lexicon.is_stop(token.text) else []
        before = token.text if not run else ""
        if token.is_code and len(token.text) <= _LONGEST_CODE and not _NEVER_CODE.search(token.text.strip("`")):
            found.append(Mention(token.text, token.start, token.end, "code", token.text))
    return found


def _without_verb(run: list[Token], before: str, lexicon: Lexicon) -> list[Token]:
    """After "to" or "can" the first word is a verb, whatever it is elsewhere."""
    if run and lexicon.marks_verb(before) and not lexicon.is_name(run[0].text):
        return run[1:]
    return run


def _broken(run: list[Token], token: Token, sentence: str) -> bool:
    return bool(run) and sentence[run[-1].end : token.start] != " "


def _phrase(run: list[Token], sentence: str, lexicon: Lexicon, language: str, after: Token) -> Iterator[Mention]:
    """The noun phrases of a run of content words: those before its verbs, and the one at its end."""
    if not run or sentence[run[-1].end : after.start + 1].startswith(("-", "/", "_")):
        return
    parts: list[list[Token]] = [[]]
    for token in run:
        if parts[-1] and lexicon.is_action(token.text):
            parts.append([])
        else:
            parts[-1].append(token)
    unknown = len(parts[-1]) > 1 and not lexicon.is_noun(parts[-1][-1].text) and lexicon.is_noun(parts[-1][-2].text)
    if unknown and parts[-1][-1].text.endswith("s") and lexicon.is_determiner(after.text):
        parts[-1].pop()
    for part in parts:
        yield from _noun_phrase(part, sentence, lexicon, language)


def _noun_phrase(run: list[Token], sentence: str, lexicon: Lexicon, language: str) -> Iterator[Mention]:
    words = [token.text for token in run]
    named = [lexicon.is_name(word) for word in words]
    if not run or not (lexicon.is_noun(words[-1]) or named[-1]):
        return
    first = len(run) - 1
    while first and len(run) - first < LONGEST_TERM and _modifies(words[first - 1], lexicon, named, first):
        first -= 1
    text = sentence[run[first].start : run[-1].end]
    kind: TermKind = "name" if all(named[first:]) else "noun"
    yield Mention(text, run[first].start, run[-1].end, kind, term_key(text, language))


def _modifies(word: str, lexicon: Lexicon, named: list[bool], at: int) -> bool:
    if named[at] != named[at - 1] and named[at - 1]:
        return False
    return not lexicon.is_verb(word) and not word.lower().endswith("ly")


def term_key(text: str, language: str) -> str:
    """The stems of its words with blanks between them, so that all inflections of a term have one key."""
    return " ".join(stem(word, language) for word in re.findall(r"[^\W_]+", text))


def key_terms(
    texts: Iterable[str],
    lexicon: Lexicon,
    rarity: Mapping[str, float],
    table: Language,
    named: Collection[str] = (),
    headings: Collection[str] = (),
) -> list[Term]:
    """The terms of a section's sentences, best first: often used here, rare elsewhere, more than one word, and in its
    title (stems in `named`). A proper name that no heading has is likely a person's in the source's story."""
    uses: defaultdict[str, list[Mention]] = defaultdict(list)
    for text in texts:
        for mention in mentions(text, lexicon, table.code):
            uses[mention.key].append(mention)
    terms = [_term(key, found, rarity, table, named) for key, found in uses.items()]
    terms = [replace(term, score=term.score * _reality(term, table, headings)) for term in terms]
    return sorted(terms, key=lambda term: (-term.score, term.text))


def _term(key: str, found: list[Mention], rarity: Mapping[str, float], table: Language, named: Collection[str]) -> Term:
    spelt = Counter(mention.text for mention in found)
    text = min(spelt, key=lambda spelling: (-spelt[spelling], len(spelling), spelling))
    stems = content_stems(text, table.code) or (key,)
    rare = sum(rarity.get(word, 1.0) for word in stems) / len(stems)
    weight = 1.35 if " " in text and found[0].kind != "code" else 1.0
    weight *= 1.6 if named and all(word in named for word in stems) else 1.0
    weight *= 0.4 if text.split()[-1].lower() in table.vague else 1.0
    weight *= 0.4 if is_sample_name(found[0]) else 1.0
    return Term(text, found[0].kind, key, len(found) ** 0.9 * rare**0.6 * weight, len(found))


def _reality(term: Term, table: Language, headings: Collection[str]) -> float:
    stems = content_stems(term.text, table.code)
    return UNHEADED_NAME if term.kind == "name" and headings and not set(stems) & set(headings) else 1.0


def is_sample_name(mention: Mention | Term) -> bool:
    """Whether code names a file or place of the story that the source tells, such as `notes.txt`."""
    return mention.kind == "code" and _FILE.fullmatch(mention.shown) is not None


def is_command(code: str) -> bool:
    """Whether code is something to run: a command, a call, a flag."""
    return _COMMAND.fullmatch(code) is not None
