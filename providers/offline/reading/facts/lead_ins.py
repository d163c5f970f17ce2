"""Commands with the sentence before them that says what they serve to: "To list the tags, run:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from providers.offline.reading.facts.definition import points_out
from providers.offline.reading.facts.outputs import without_remarks
from providers.offline.reading.passages import Place

WIDEST = 72
FEWEST_WORDS, MOST_WORDS = 3, 18
_RUN = (
    r"(?:you|we|one|run|use|type|execute|enter|call|write|simply|just|specify|issue|add|do|then|try|the|`|"
    r"git|start|set|define|create|place|pass|apply|invoke|click|that’s|that's|it)"
)
_AIMS = {
    "en": (
        re.compile(rf"(?:For example, |Finally, |Next, |First, )?(?:In order )?[Tt]o (?P<aim>[a-z].+?), {_RUN}\b"),
        re.compile(
            r"(?:For example, |Finally, )?[Ii]f you(?:’re| are)? (?:just |simply |only |ever )*"
            r"(?:want|need|wish|would like|"
            rf"(?:interested|going)(?: only| just)?) to (?P<aim>[a-z].+?), {_RUN}\b"
        ),
        re.compile(
            r"(?:You|We) (?:can|could|may) (?:also |now |then |easily )?"
            r"(?P<aim>(?!see |get |use |do |run |specify )[a-z]+ .+?) "
            r"(?:with|by (?:running|using|calling|typing)|using|like this|as follows)\b"
        ),
        re.compile(
            r".*\b(?:[Uu]se|[Rr]un|[Tt]ype|[Ee]xecute|[Cc]all) (?:the )?`[^`]+`(?: \w+)? to (?P<aim>[a-z].+)[:.]$"
        ),
    ),
    "de": (re.compile(r"Um (?P<aim>.+? (?:\w+ )?\w*zu\w* ?\w*), "),),
    "es": (re.compile(r"Para (?P<aim>[a-zá-ú]+[aei]r(?:l[aeo]s?)? .+?), "),),
    "fr": (re.compile(r"(?:Pour|Afin de|Afin d[’']) ?(?P<aim>[a-zà-ÿ’']+(?:er|ir|re)\b .+?), "),),
}
_LOOSE = re.compile(
    r"\b(?:it|its|them|their|these|those|this|same|again|also|above|below|following|instead|so|such|another|other|"
    r"dies\w*|jene\w*|sie|ihn|es|esto|esta|este|estos|estas|lo|ce|cet|cette|ces|cela)\b|"
    r"\bthat (?!is|are|has|have|was)\w+$|` `",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"(?:\$|#|%|C:\\>) (?=\S)")
_SHELL = frozenset("console shell bash sh zsh terminal shellsession sh-session".split())


@dataclass(frozen=True)
class LedCommand:
    """A command of a shell that stands alone. `aim` is what it serves to, "" where no sentence says it."""

    place: Place
    code: str
    aim: str
    sentence: str

    @property
    def head(self) -> str:
        """What it calls: the program and its first words that are no options."""
        return " ".join(word for word in self.code.split()[:3] if not word.startswith(("-", "<", "/", ".")))[:40]


def led_commands(places: Sequence[Place], language: str) -> list[LedCommand]:
    """The listings that show one command, in reading order."""
    found: list[LedCommand] = []
    for at, place in enumerate(places):
        code = _command(place) if place.kind == "code" else ""
        if not code:
            continue
        before = places[at - 1] if at else None
        sentence = before.sentences[-1] if before is not None and before.is_prose and before.sentences else ""
        if before is None or not before.text.rstrip().endswith(sentence.rstrip()):
            sentence = ""
        found.append(LedCommand(place, code, aim_of(sentence, language) if sentence else "", sentence))
    return found


def _command(place: Place) -> str:
    """The only command that is typed in a listing of a shell, "" where there is none or several."""
    lines = [line.rstrip() for line in place.text.strip().splitlines() if line.strip()]
    typed = [line for line in lines if _PROMPT.match(line)]
    if typed:
        code = _PROMPT.sub("", typed[0], count=1) if typed[0] == lines[0] and len(typed) == 1 else ""
    else:
        code = lines[0] if len(lines) == 1 and place.block.language.lower() in _SHELL else ""
    code = without_remarks(code, "bash")
    return code if len(code) <= WIDEST and not code.endswith("\\") else ""


def aim_of(sentence: str, language: str) -> str:
    """What a sentence says that the code behind it serves to, "" where it does not, or points elsewhere."""
    for pattern in _AIMS.get(language, ()):
        if found := pattern.match(sentence):
            aim = found["aim"].strip()
            fits = FEWEST_WORDS <= len(aim.split()) <= MOST_WORDS and not _LOOSE.search(aim)
            return aim if fits and not points_out(aim) and aim.count("(") == aim.count(")") else ""
    return ""
