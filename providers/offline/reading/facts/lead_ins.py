"""Code with the sentence before it that says what it serves to or does: "To list the tags, run:", "The following query
counts the boats:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from providers.offline.reading.facts.definition import points_out
from providers.offline.reading.facts.outputs import without_remarks
from providers.offline.reading.passages import Place

WIDEST, MOST_LINES, SHORTEST = 88, 3, 8
FEWEST_WORDS, MOST_WORDS = 3, 18
_RUN = (
    r"(?:you|we|one|run|use|type|execute|enter|call|write|simply|just|specify|issue|add|do|then|try|the|`|"
    r"git|start|set|define|create|place|pass|apply|invoke|click|that’s|that's|it)"
)
_AIMS = {
    "en": (
        re.compile(rf"(?:For example, |Finally, |Next, |First, )?(?:In order )?[Tt]o (?P<aim>[a-z].+?), {_RUN}\b"),
        re.compile(
            r"(?:For example, |Finally, )?[Ii]f (?:you|we)(?:’re| are)? (?:just |simply |only |ever )*"
            r"(?:want(?:ed)?|need(?:ed)?|wish|would like|"
            rf"(?:interested|going)(?: only| just)?) to (?P<aim>[a-z].+?), {_RUN}\b"
        ),
        re.compile(
            r"(?:You|We) (?:can|could|may) (?:also |now |then |easily )?"
            r"(?P<aim>(?!see |get |use |do |run |specify )[a-z]+ .+?) "
            r"(?:with(?= (?:the )?`)|by (?:running|using|calling|typing)|using|like this|as follows)\b"
        ),
        re.compile(
            r".*\b(?:[Uu]se|[Rr]un|[Tt]ype|[Ee]xecute|[Cc]all) (?:the )?`[^`]+`(?: \w+)? to (?P<aim>[a-z].+)[:.]$"
        ),
        re.compile(
            r"(?:.{0,120}[.;] )?Let['’]?s (?:now |also )?(?P<aim>(?:count|list|find|select|sort|order|get|compute|"
            r"calculate|add|remove|delete|update|insert|join|group|show|display|combine|extract|replace) [^:;]+):$"
        ),
        re.compile(r"Write an? (?:SQL )?(?:query|command|statement|expression) to (?P<aim>[a-z][^:;]+)[.:]$"),
        re.compile(r"(?:For example|Or|For instance|Finally|Next), to (?P<aim>[a-z][^:;]+)[:;]$"),
    ),
    "de": (re.compile(r"Um (?P<aim>.+? (?:\w+ )?\w*zu\w* ?\w*), "),),
    "es": (re.compile(r"Para (?P<aim>[a-zá-ú]+[aei]r(?:l[aeo]s?)? .+?), "),),
    "fr": (re.compile(r"(?:Pour|Afin de|Afin d[’']) ?(?P<aim>[a-zà-ÿ’']+(?:er|ir|re)\b .+?), "),),
}
_DOES = {
    "en": re.compile(
        r"(?:(?:For example, |Here, )?(?:the|this)(?: following| next| above)? "
        r"(?:examples?|commands?|query|snippet|code|statement|program|script|function|line)(?: below| above)?|"
        r"(?:(?:We|You) can )?write an? (?:SQL )?(?:query|command|statement|expression) (?:that|which)) "
        r"(?P<does>[a-z]+s "
        r"(?!how|what|that|an? example|the (?:use|usage|following|same)|you|two|some|several)[^:]+)[:.]$",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:Der|Die|Das) folgende (?:Beispiel|Befehl|Abfrage|Code|Anweisung|Programm|Skript)\b ?"
        r"(?P<does>[a-zäöü]+t [^:]+)[:.]$"
    ),
    "es": re.compile(
        r"(?:El|La) siguiente (?:ejemplo|comando|orden|consulta|código|instrucción|programa) "
        r"(?P<does>[a-zá-ú]+ [^:]+)[:.]$"
    ),
    "fr": re.compile(
        r"(?:La|Le|L['’])(?:commande|requête|code|exemple|instruction|programme) (?:suivante?|ci-dessous) "
        r"(?P<does>[a-zà-ÿ]+ [^:]+)[:.]$"
    ),
}
_TELLS_OF_ITSELF = re.compile(
    r"(?:shows?|demonstrates?|illustrates?|uses?|is|has|looks?|works?|fails?|does|contains?|assumes?|zeigt|verwendet|"
    r"muestra|usa|utiliza|montre|utilise)\b",
    re.IGNORECASE,
)
"""What says how the code is, rather than what it does."""
_LOOSE = re.compile(
    r"\b(?:it|its|them|their|these|those|this|same|we|us|our|again|also|above|below|following|instead|so|such|another|other|"
    r"dies\w*|jene\w*|sie|ihn|es|esto|esta|este|estos|estas|lo|ce|cet|cette|ces|cela)\b|"
    r"\bthat (?!is|are|has|have|was)\w+$|` `",
    re.IGNORECASE,
)
_HOW = re.compile(r" (?:with|using|like this|as follows)$")
_NO_DOING = re.compile(
    r"(?:be|truly|really|actually|have|understand|know|learn|make sure|ensure|achieve|do|confirm|run|try)\b"
)
_PROMPT = re.compile(r"(?:\$|#|%|C:\\>) (?=\S)")
_SAID_WHOLE = frozenset(
    "sql sqlite mysql postgresql postgres psql plsql cypher sparql redis awk sed jq promql kql logql css html xml svg "
    "dockerfile nginx apache makefile regex toml yaml ini cron".split()
)
"""Languages whose statements say all that they do by themselves."""
_SHELL = frozenset("console shell bash sh zsh terminal shellsession sh-session".split())


@dataclass(frozen=True)
class LedCommand:
    """A command of a shell, or a statement in another language, that stands alone. `aim` is what it serves to, `does`
    what it does; both are "" where no sentence says it."""

    place: Place
    code: str
    aim: str
    sentence: str
    does: str = ""
    language: str = "shell"

    @property
    def told(self) -> str:
        """What its sentence says of it."""
        return self.aim or self.does

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
        kind = "shell" if place.block.language.lower() in _SHELL or _PROMPT.match(place.text) else _label(place)
        aim, does = (aim_of(sentence, language), does_of(sentence, language)) if sentence else ("", "")
        if kind == "shell" or aim or does:
            found.append(LedCommand(place, code, aim, sentence, "" if aim else does, kind))
    return found


def _label(place: Place) -> str:
    return place.block.language.lower()


def _command(place: Place) -> str:
    """The only command that is typed in a listing of a shell, or the short statement of another language; "" where
    there is none or several."""
    lines = [line.rstrip() for line in place.text.strip().splitlines() if line.strip()]
    typed = [line for line in lines if _PROMPT.match(line)]
    language = "bash"
    if typed:
        code = _PROMPT.sub("", typed[0], count=1) if typed[0] == lines[0] and len(typed) == 1 else ""
    elif _label(place) in _SHELL:
        code = lines[0] if len(lines) == 1 else ""
    else:
        language = _label(place)
        code = _short_code(place.text, language)
    if language == "bash":
        code = without_remarks(code, language)
    fits = all(len(line) <= WIDEST for line in code.splitlines())
    return code if fits and not code.endswith("\\") and "`" not in code else ""


def _short_code(text: str, language: str) -> str:
    """A statement of a line or a few, without its comments; "" for anything else."""
    if language not in _SAID_WHOLE:
        return ""
    code = without_remarks(text, language).strip()
    lines = code.splitlines()
    is_session = any(line.startswith((">>>", "iex", "> ", "irb", "julia>", "#", "In [")) for line in lines)
    is_cut = "..." in code or "…" in code
    is_whole = 0 < len(lines) <= MOST_LINES and all(line.strip() for line in lines) and not is_session and not is_cut
    return code if is_whole and len(code) >= SHORTEST else ""


def aim_of(sentence: str, language: str) -> str:
    """What a sentence says that the code behind it serves to, "" where it does not, or points elsewhere."""
    for pattern in _AIMS.get(language, ()):
        if found := pattern.match(sentence):
            aim = found["aim"].strip()
            fits = FEWEST_WORDS <= len(aim.split()) <= MOST_WORDS and not _LOOSE.search(aim)
            fits = fits and not _NO_DOING.match(aim)
            return aim if fits and not points_out(aim) and aim.count("(") == aim.count(")") else ""
    return ""


def does_of(sentence: str, language: str) -> str:
    """What a sentence says that the code behind it does, "" where it does not, or points elsewhere."""
    pattern = _DOES.get(language)
    found = pattern.match(sentence) if pattern else None
    does = _HOW.sub("", found["does"].strip()) if found else ""
    fits = FEWEST_WORDS <= len(does.split()) <= MOST_WORDS and not _LOOSE.search(does) and not points_out(does)
    return does if fits and not _TELLS_OF_ITSELF.match(does) and does.count("(") == does.count(")") else ""
