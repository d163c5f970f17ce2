"""What does this code print, or what is its value? Asked where the source shows it, with all the code that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from providers.offline.reading.facts.outputs import Output
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.mutants import does_something, misread
from providers.offline.writing.questions.question import ENOUGH, FEWEST, Question, Setting
from providers.offline.writing.questions.sequences import is_repeated, plain
from providers.offline.writing.questions.values import INTEGER, error_of, mistaken, normal, numbers_in, truth_of

MOST_NEAR, LONGEST_LEAD = 12, 240
LONGEST_OPTION = 1.6
MOST_MORE_LINES = 2
SAID_ALIKE = 0.5
LONG_TEXT, LONGEST_TIMES = 12, 1.8
_DOES_SOMETHING = re.compile(r"[-+*/%&|<>=!^~]|\w\(|\w\[|\.\w|\w+ \w+|\(\w")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_OF_TWO_NUMBERS = re.compile(r"[-\d.]+ *(?:[<>]=?|[!=]==?|[-+*]) *[-\d.]+")
_WRITTEN = re.compile(r"(?:alert|console\.log|print|puts|IO\.puts|fmt\.Println)[( ] *(.*?) *\)?;?")
_MANY_DIGITS = re.compile(r"\d\.\d{5,}")
_NAME = re.compile(r"[A-Za-z_][\w?!-]*")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"\w+")
_WRITING = frozenset("print println console log puts echo np pd import as display p".split())
_ASSIGNED = re.compile(r"^\s*(?:let |const |var |val )?[\w$]+\s*(?:=|<-|:=)\s*")
_COUNTS = re.compile(r"len(?:gth)?\b|size\b|count\b|nchar\b", re.IGNORECASE)
_LONG_STRING = re.compile(r"\"[^\"\n]{16,}\"|'[^'\n]{16,}'")
_CHOOSES = re.compile(r"\|\||&&|\?|\b(?:if|else|switch|match|case|cond)\b")
_LOOKS_UP = re.compile(r"\w\[|\.\w|\bget\b")


def of_outputs(setting: Setting) -> list[Question]:
    """A question for each shown piece of code whose output the source shows, short and the same each time."""
    return [question for place in setting.places if place.kind == "code" for question in _of_place(place, setting)]


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    for number, output in enumerate(setting.corpus.outputs.of(place)):
        if not _says_itself(output):
            made = _question(output, number, setting)
            if made:
                yield made


def _says_itself(output: Output) -> bool:
    """Whether the code only names the value that it gives, alone, or as what it sets a name to."""
    asked = output.asked.strip()
    code, text = normal(asked), normal(output.text)
    named = _ASSIGNED.sub("", asked)
    if output.language == "python" and not does_something(output.code):
        return True
    bare = found[1] if (found := _WRITTEN.fullmatch(asked)) else asked.rstrip(";")
    if (
        not _DOES_SOMETHING.search(bare)
        or _OF_TWO_NUMBERS.fullmatch(bare)
        or text in (code, normal(named))
        or is_repeated(output.text, output.code)
    ):
        return True
    if truth_of(output.text, output.language) or not text:
        return False
    if INTEGER.fullmatch(output.text) and _COUNTS.search(asked) and _LONG_STRING.search(output.code):
        return True
    values = [one for one in numbers_in(output.code) if INTEGER.fullmatch(output.text)]
    strings = set(_STRING.findall(output.code))
    is_choice = (
        len(values) > (1 if _CHOOSES.search(asked) else FEWEST)
        or _LOOKS_UP.search(asked)
        or (len(strings) > FEWEST and _CHOOSES.search(asked))
    )
    return text in normal(output.code) and not is_choice


def _question(output: Output, number: int, setting: Setting) -> Question | None:
    key = error_of(output.text) or plain(output.text)
    turn = setting.ordinal + output.place.order + number
    read_wrongly = [] if error_of(key) else [plain(text) for text in misread(output.code, output.asked)]
    likely = [text for text in read_wrongly if _reads_alike(text, key)]
    likely += [text for text in read_wrongly if _goes_another_way(text, key)]
    likely += mistaken(key, output.code, output.asked, output.language, turn)
    if not truth_of(key, output.language) and not error_of(key):
        likely += [
            one.text for one in setting.corpus.outputs.near(output.place, MOST_NEAR) if _is_alike(one, output, key)
        ]
    wrong = [one for one in _distinct(key, likely, output.language) if _is_as_long(one, key)]
    if len(wrong) < FEWEST:
        return None
    options = [*wrong[:ENOUGH], key]
    return Question(
        place=output.place,
        sentence=said_before(output.place, output.asked, setting),
        stem=setting.phrases.phrase(_asks(output, key), code=listing(output.code, output.language)),
        key=span(key),
        wrong=tuple(map(span, wrong[:ENOUGH])),
        structure="output:truth" if truth_of(key, output.language) else "output",
        topics=frozenset({f"output:{output.place.order}:{number}", *_alike(output)}),
        worth=0.9 + _substance(output) + setting.worth(*output.place.block.heading_path[-1:]),
        ordered=tuple(map(span, by_number(options))),
        about=setting.stems(*output.place.block.heading_path[-1:]),
    )


def _alike(output: Output) -> Iterator[str]:
    """What code has in common with other code that differs in a number only, or gives the same long value."""
    yield f"output:{_DIGITS.sub('0', normal(output.code))}"
    if len(output.text) > LONG_TEXT:
        yield f"text:{normal(output.text)}"


def said_before(place: Place, code: str, setting: Setting) -> str:
    """What the source says before some code of a place, and the last line of the code."""
    order = place.order
    before = setting.corpus.places[order - 1] if order else place
    lead = (
        before.sentences[-1]
        if before.is_prose and before.sentences and len(before.sentences[-1]) <= LONGEST_LEAD
        else ""
    )
    return f"{lead} {span(code.splitlines()[-1].strip())}".strip()


def _asks(output: Output, key: str) -> str:
    if error_of(key):
        return "ask_error"
    if output.prints:
        return "ask_printed"
    return "ask_value" if output.code == output.asked else "ask_last_value"


def _substance(output: Output) -> float:
    """Less for a mere truth value, more for code that does something with what it was given before."""
    told = -0.2 if truth_of(output.text, output.language) else 0.1
    return told + (0.1 if output.code != output.asked else 0.0)


def _reads_alike(text: str, key: str) -> bool:
    """Whether two outputs are of as many lines and one kind, and about as long."""
    longest, shortest = max(len(text), len(key)), min(len(text), len(key))
    alike = _shape(text) == _shape(key) or {text, key} & {"True", "False"} == {text, key}
    return text.count("\n") == key.count("\n") and alike and longest <= 2 * shortest + 8


def _is_as_long(text: str, key: str) -> bool:
    """Whether what is printed could be taken for the key by its length, where that is a sentence of some length."""
    return len(key) < LONG_TEXT or not key[:1].isalpha() or len(key) <= LONGEST_TIMES * len(text)


def _goes_another_way(text: str, key: str) -> bool:
    """Whether one of two outputs has lines of the other, and one or two more or less, as another branch gives them."""
    lines, own = text.splitlines(), key.splitlines()
    return len(lines) != len(own) and abs(len(lines) - len(own)) <= MOST_MORE_LINES and bool({*lines} & {*own})


def _is_alike(other: Output, output: Output, key: str) -> bool:
    """Whether another output reads like the key, of code that does the same or something with the same value."""
    text = other.text
    if (
        text.count("\n") != key.count("\n")
        or error_of(text)
        or truth_of(text, other.language)
        or _shape(text) != _shape(key)
    ):
        return False
    if not names_in(other.asked) & names_in(output.asked):
        return False
    parts = set(_PARTS.findall(text))
    if len(parts) > 1 and len(parts & set(_PARTS.findall(f"{output.code} {key}"))) < SAID_ALIKE * len(parts):
        return False
    said, own = set(_WORDS.findall(text)), set(_WORDS.findall(key))
    if (len(own) > 1 or "\n" in key) and text[:1] not in "[({%" and len(said & own) < SAID_ALIKE * len(own):
        return False
    longest, shortest = max(len(text), len(key)), min(len(text), len(key))
    return longest <= LONGEST_OPTION * shortest + 4


def by_number(options: Sequence[str]) -> list[str]:
    """The options by the number in each, from small to large; [] where one has none or several."""
    found = [_NUMBER.findall(option) for option in options]
    if any(len(numbers) != 1 for numbers in found):
        return []
    return [option for _, option in sorted(zip(found, options, strict=True), key=lambda one: float(one[0][0]))]


def names_in(code: str) -> frozenset[str]:
    """The names that a piece of code uses, but for those that only write something."""
    return frozenset(_NAME.findall(_STRING.sub("", code))) - _WRITING


def _shape(text: str) -> str:
    text = text.removeprefix("[1] ").lstrip()
    return "n" if text[:1].isdigit() or text[:1] == "-" else "w" if text[:1].isalpha() else text[:1]


def _distinct(key: str, others: Iterable[str], language: str) -> list[str]:
    """Those that are certainly another value than the key, each once."""
    seen = {normal(key, language)}
    kept: list[str] = []
    for other in others:
        is_odd = _MANY_DIGITS.search(other) and not _MANY_DIGITS.search(key)
        if other.strip() and not is_odd and normal(other, language) not in seen:
            seen.add(normal(other, language))
            kept.append(other)
    return kept


def listing(code: str, language: str) -> str:
    """Code as a fenced block; the label of its language where it has one."""
    label = language if re.fullmatch(r"[\w+#-]+", language) else ""
    return f"```{label}\n{code}\n```"


def span(text: str) -> str:
    """An output as inline code, a span a line."""
    return "\n".join(_line(line) for line in text.splitlines())


def _line(line: str) -> str:
    if "`" not in line:
        return f"`{line}`"
    return f"`` {line} ``" if "``" not in line else line
