"""Headings as titles: without numbering and markup, in the words of the source."""

from __future__ import annotations

import re
from functools import lru_cache

from learning.titles import has_markup, is_placeholder
from providers.language.cleanliness import is_clean
from providers.language.tables import Language

LONGEST_TITLE = 80
LONGEST_HEADING = 300
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eins|zwei|drei|uno|dos|tres|un|deux|trois"
_NUMBER = (
    r"(?:\d{1,3}(?:\.\d+)*(?!\d)|[ivxlc]+(?=[.):]|\s*[-–—:]\s)|[a-z](?=[.):]\s|\.\d)|"
    rf"(?:{_WORDS})(?=\s*[-–—:.|]\s))(?:\.\d+)*"
)
_PICTOGRAPHS = re.compile(
    r"^(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+\s*)+(?=\S)|"
    r"\s*[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+$"
)
"""Signs that adorn a heading, before and after its words."""
_TRAILING = re.compile(r"(?:[\s:;,.¶§—–|↑↩→←🔗-]|(?<!\b[A-Z])#)+$")
"""A sign for a link stays where it is part of a name, as in C#."""
_PARENTHESIS = re.compile(
    r"\s*(?:[(\[](?:optional|advanced|continued|cont\.?|draft|new|edit|top|link|(?:part|teil|parte|partie)? ?\d+"
    r"[^)\]]*)[)\]]|,? (?:part|teil|parte|partie) \d{1,2})\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:[QFP]\d{1,3}[.:)]|(?:lecture|slide|page|vorlesung|folie|seite|diapositiva) \d{1,3}\s*[-–—:.|])\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:class|static method|class method|method|function|module|property|command|type|struct|trait|klasse|clase|"
    r"classe):\s+(?=\S)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"((?:new )?[\w$]+(?:(?:\.|::|->)[\w$]+)*)\([^()]*\)")
"""A call; with a space before its parenthesis it is a word with what it is also called."""


_GLUED = re.compile(r"^\d{1,2}(?:\.\d{1,2})+(?=[^\W\d_]{3})")
"""A number without a blank behind it."""
_TURN = re.compile(r"^(?:but|and|so|aber|und|doch|also|pero|y|mais|et|donc)\s+(?=\w+\s)", re.IGNORECASE)
"""How a heading goes on from the one before it."""
_HANGING = frozenset(
    "in on at with by as of inside within im am mit bei auf unter ohne für dans avec en sur sans par chez con para "
    "por sin sobre".split()
)
"""Words with which a heading begins that says something only below another one, as "In Function Definitions" does."""
_RUNNING = re.compile(r"[^\W\d_]{3}[.!;]\s+[A-Z]?[^\W\d_]*\s[^\W\d_]|[,;(–—-]$|^[.,;)]")
_OPEN = frozenset("and or of und oder von y o et ou de".split())


@lru_cache(maxsize=10_000)
def _cleaned(text: str, numbering_words: str) -> str:
    numbered = re.compile(
        rf"^\s*(?:(?:{numbering_words})\s+{_NUMBER}|§?\s*{_NUMBER})(?:[.):]|\s*[-–—:|]|(?=\s))\s*", re.IGNORECASE
    )
    title = _PICTOGRAPHS.sub("", " ".join(text.replace("`", "").split())).lstrip("#•*- ")
    title = _GLUED.sub(r"\g<0> ", title)
    title = _LABEL.sub("", _COUNTED.sub("", title))
    title = re.sub(r"\*\*|__(?=\w.*__)|\[\^[\w-]+\]|\{[#.:%][^}]*\}", "", title)
    for _ in range(2):
        rest = numbered.sub("", title, count=1)
        if rest == title or not re.search(r"[^\W\d_]", rest):
            break
        title = rest
    title = _PARENTHESIS.sub("", _TRAILING.sub("", title))
    title = _PICTOGRAPHS.sub("", re.sub(r"^[-–—:.•*|]+\s*", "", title)).strip()
    if signature := _SIGNATURE.fullmatch(title):
        return f"{signature[1]}()"
    return title.capitalize() if title.isupper() and len(title) > 12 else title


def clean_heading(text: str, table: Language) -> str:
    """The heading without number, markup and loose ends: "4.2. `for` Statements" is "for Statements"."""
    title = _TURN.sub("", _cleaned(text[:LONGEST_HEADING], table.numbering_words))
    is_prose = " " in title and not title[1:2].isupper() and "`" not in text[:6] and not _SIGNATURE.fullmatch(title)
    return title[:1].upper() + title[1:] if title[:1].islower() and is_prose else title


def is_front_matter(heading: str, table: Language) -> bool:
    """Whether the heading is of a part that teaches nothing, such as a preface, a licence or an index."""
    return table.opens("front_matter", clean_heading(heading, table).replace("’", "'"))


def hangs(heading: str, table: Language) -> bool:
    """Whether a heading needs the one above it: it begins with a preposition, or is one word alone."""
    title = clean_heading(heading, table)
    words = title.split()
    if heading.lstrip().startswith("`") or not words:
        return False
    return len(words) == 1 or (words[0].casefold() in _HANGING and len(words) > 1)


def is_running_text(heading: str, table: Language) -> bool:
    """Whether it is a piece of running text that a reader took for a heading."""
    words = heading.split()
    last = words[-1] if words else ""
    return _RUNNING.search(heading.strip()) is not None or (
        len(words) > 3 and last.islower() and (last in table.determiners or last in _OPEN)
    )


def is_generic(heading: str, table: Language) -> bool:
    """Whether it could stand over any text, so that it says nothing of this one."""
    title = clean_heading(heading, table)
    return (
        not title
        or is_placeholder(title)
        or has_markup(title)
        or table.opens("generic_title", title)
        or len(title) > LONGEST_TITLE
        or is_running_text(title, table)
        or not is_clean(title)
        or not any(letter.isalpha() for letter in title)
    )
