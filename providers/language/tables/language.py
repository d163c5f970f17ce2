"""The shape of a language table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as given
from functools import cached_property

NEVER = r"(?!)"


def words(text: str) -> frozenset[str]:
    """The words of a list that is written with blanks between them."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Language:
    """Word lists are lower case; cues are regular expressions, matched without regard to case.

    `openers` are words that cannot begin a text because they point back, `deixis` cues that point to another place of
    the source, `narrative` cues that only make sense inside the story that the source tells. `defining` are patterns of
    sentences that define a `term` by its `meaning`; `elsewhere` are cues of what is shown at another place of the source,
    `labels` of lines that say nothing by themselves, `ahead` of what is announced, `limits` of rules with a number.
    `articles` are the words that a sentence about a thing begins with.
    `things` are words for what a name stands for, such as "option", which an explanation beside the name takes up with
    `this` ("This option …") or with `restating` words ("This is …"); `doing` are verbs that say what such a thing does,
    `enumerating` verbs that the things follow which a sentence counts up.
    `apposing` are the articles of what stands beside a
    name between commas or in brackets, and says what it is. All of these heed case.
    `task_words` are those of an objective that do not say what it is about. `verbs` are the
    objectives' templates a difficulty.
    """

    code: str
    stop_words: frozenset[str]
    determiners: frozenset[str]
    verb_marks: frozenset[str]
    openers: frozenset[str]
    phrases: Mapping[str, str]
    vague: frozenset[str] = frozenset()
    imperative: str = NEVER
    opening_cues: str = NEVER
    deixis: str = NEVER
    narrative: str = NEVER
    aside: str = NEVER
    example: str = NEVER
    use: str = NEVER
    contrast: str = NEVER
    step: str = NEVER
    condition: str = NEVER
    definition: str = NEVER
    articles: str = NEVER
    remark: str = NEVER
    field: str = NEVER
    inside: frozenset[str] = frozenset()
    things: str = NEVER
    this: str = NEVER
    restating: str = NEVER
    doing: str = NEVER
    apposing: str = NEVER
    enumerating: str = NEVER
    defining: tuple[str, ...] = ()
    purposes: str = ""
    vague_meaning: str = NEVER
    procedure: str = NEVER
    furniture: str = NEVER
    elsewhere: str = NEVER
    labels: str = NEVER
    units: str = NEVER
    limits: str = ""
    task_words: frozenset[str] = frozenset()
    ahead: str = NEVER
    example_title: str = NEVER
    front_matter: str = NEVER
    generic_title: str = NEVER
    numbering_words: str = "chapter|section|part|lesson|unit|module"
    drop: str = NEVER
    more: str = NEVER
    first: str = NEVER
    last: str = NEVER
    verbs: Mapping[str, tuple[tuple[str, str], ...]] = given(default_factory=dict)
    nouns_capitalised: bool = False

    @property
    def is_wordless(self) -> bool:
        """Whether the writer has no words of its own in the language, and may say only what the source says."""
        return not self.stop_words

    def says(self, cue: str, text: str) -> bool:
        """Whether the cue occurs anywhere in the text. Raises KeyError for a name that is no cue."""
        return self._cue(cue).search(text) is not None

    def opens(self, cue: str, text: str) -> bool:
        """Whether the text begins with the cue. Raises KeyError for a name that is no cue."""
        return self._cue(cue).match(text) is not None

    def after(self, cue: str, text: str) -> str:
        """The text without the cue at its beginning."""
        found = self._cue(cue).match(text)
        return text[found.end() :] if found else text

    def splits(self, cue: str, text: str) -> list[str]:
        """What stands behind each occurrence of the cue, up to the next mark of punctuation."""
        return [re.split(r"[.,;:!?\n]", text[found.end() :])[0] for found in self._cue(cue).finditer(text)]

    def without(self, cue: str, text: str) -> str:
        """The text without what the cue matches, blanks folded."""
        return " ".join(self._cue(cue).sub(" ", text).split())

    def phrase(self, name: str, **parts: str) -> str:
        """The phrase of that name, its gaps filled. Raises KeyError for an unknown name, and for a gap without a "
        "part."""
        return self.phrases[name].format(**parts)

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language."""
        return self.phrase("quoted", text=text)

    def join(self, things: list[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        if len(things) < 2:
            return "".join(things)
        return f"{', '.join(things[:-1])} {self.phrases['and']} {things[-1]}"

    def unrestated(self, text: str) -> str:
        """The text without the words that take up the name beside it: "the depth of a cut" of "This is the depth …"."""
        return self._restating.sub("", text, count=1)

    def done_by(self, sentence: str) -> tuple[str, str]:
        """The kind of thing and what it does, of a sentence such as "This option sets the depth"; "" and "" for "
        "others."""
        found = self._done_by.match(sentence)
        return (found["thing"], sentence[found.end("thing") :].strip()) if found else ("", "")

    def named_thing(self, sentence: str) -> tuple[str, str, str]:
        """The kind, the name and what it does, of a sentence such as "The filter Bloom adds a glow" or "The Bloom filter
        adds a glow"; "" three times for others."""
        found = self._named_thing.match(sentence)
        if not found:
            return "", "", ""
        return found["before"] or found["after"], found["one"] or found["other"], sentence[found.end() :].strip()

    def tells_doing(self, text: str) -> bool:
        """Whether the text begins with a verb of what a thing does, as "sets the depth"."""
        return self._doing.match(text) is not None

    @cached_property
    def _restating(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.restating})")

    @cached_property
    def _doing(self) -> re.Pattern[str]:
        return re.compile(self.doing)

    @cached_property
    def _done_by(self) -> re.Pattern[str]:
        return re.compile(rf"{self.this} (?P<thing>{self.things}) (?={self.doing})")

    @cached_property
    def _named_thing(self) -> re.Pattern[str]:
        name = r"[“«„»\"]? ?{}[A-ZÄÖÜÉÀ][\w’-]*(?: [A-ZÄÖÜÉÀ&][\w’-]*){{0,3}}) ?[”»“«\"]?"
        this = rf"(?:{self.this}|{self.articles})(?:(?<=['’])| )"
        return re.compile(
            rf"{this}(?:(?P<before>{self.things}) {name.format('(?P<one>')}|"
            rf"{name.format('(?P<other>')} (?P<after>{self.things})) (?={self.doing})"
        )

    @property
    def beside(self) -> str:
        """A pattern of what a name is, right behind it: ", a protocol for …," or " (a protocol for …)"."""
        said = rf"(?:{self.apposing}) [^,;:()]{{14,110}}"
        return rf",? ?(?:(?<=, )(?P<meaning>{said})(?:, (?!{'|'.join(self.joining)})|\.)|\((?P<meaning2>{said})\))"

    @cached_property
    def inline_list(self) -> re.Pattern[str]:
        """Sentences without their full stop that count up things of a few words each: `lead`, `items`, `last`."""
        item = r"[^\s,;:()]+(?: [^\s,;:()]+){0,3}"
        joins = "|".join(re.escape(word) for word in self.joining)
        return re.compile(
            rf"(?P<lead>[^:;()]{{12,140}}?)(?::| (?:{self.enumerating}):?) (?P<items>{item}(?:, {item})+?),? "
            rf"(?:{joins}) "
            rf"(?P<last>{item})"
        )

    @property
    def joining(self) -> tuple[str, ...]:
        """The words before the last thing of several."""
        return {"de": ("und", "oder"), "es": ("y", "e", "o", "u"), "fr": ("et", "ou")}.get(self.code, ("and", "or"))

    def _cue(self, cue: str) -> re.Pattern[str]:
        return self._patterns[cue]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        names = (
            *(
                "opening_cues",
                "deixis",
                "narrative",
                "aside",
                "example",
                "use",
                "contrast",
                "step",
                "condition",
                "definition",
                "imperative",
            ),
            *("vague_meaning", "procedure", "furniture", "elsewhere", "labels", "limits", "ahead", "example_title"),
            *("remark", "field"),
            *("front_matter", "generic_title", "drop", "more", "first", "last"),
        )
        return {name: re.compile(getattr(self, name), re.IGNORECASE) for name in names}
