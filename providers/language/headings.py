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


@lru_cache(maxsize=10_000)
def _cleaned(text: str, numbering_words: str) -> str:
    numbered = re.compile(
        rf"^\s*(?:(?:{numbering_words})\s+{_NUMBER}|§?\s*{_NUMBER})(?:[.):]|\s*[-–—:|]|(?=\s))\s*", re.IGNORECASE
    )
    title = _PICTOGRAPHS.sub("", " ".join(text.replace("`", "").split())).lstrip("#•*- ")
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
    title = _cleaned(text[:LONGEST_HEADING], table.numbering_words)
    is_prose = " " in title and not title[1:2].isupper() and "`" not in text[:6] and not _SIGNATURE.fullmatch(title)
    return title[:1].upper() + title[1:] if title[:1].islower() and is_prose else title


def is_front_matter(heading: str, table: Language) -> bool:
    """Whether the heading is of a part that teaches nothing, such as a preface, a licence or an index."""
    return table.opens("front_matter", clean_heading(heading, table).replace("’", "'"))


def is_generic(heading: str, table: Language) -> bool:
    """Whether it could stand over any text, so that it says nothing of this one."""
    title = clean_heading(heading, table)
    return (
        not title
        or is_placeholder(title)
        or has_markup(title)
        or table.opens("generic_title", title)
        or len(title) > LONGEST_TITLE
        or not is_clean(title)
        or not any(letter.isalpha() for letter in title)
    )
