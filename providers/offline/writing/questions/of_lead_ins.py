"""Which command or code serves to what its sentence says, or does it? Wrong ones are others of the document, to other
ends."""

from __future__ import annotations

from collections.abc import Iterator

from providers.language.markdown_text import inline
from providers.offline.reading.facts.lead_ins import LedCommand
from providers.offline.writing.questions.of_outputs import span
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

MOST_NEAR = 24
ALIKE = 0.5


def of_lead_ins(setting: Setting) -> list[Question]:
    """A question for each shown command to which the sentence before it gives an aim."""
    shown = [led for place in setting.places if (led := setting.corpus.led_commands.get(place.order))]
    return [question for led in shown if led.told for question in _asked(led, setting)]


def _asked(led: LedCommand, setting: Setting) -> Iterator[Question]:
    said = setting.stems(led.told)
    near = [
        other
        for other in setting.corpus.led_commands_near(led.place, MOST_NEAR)
        if other.language == led.language and _is_apart(led, other, said, setting)
    ]
    heads: dict[str, LedCommand] = {}
    words = said | setting.stems(led.code)
    for other in sorted(near, key=lambda one: _likeness(one, led, words, setting)):
        heads.setdefault(other.head if other.language == "shell" and not other.told else other.code, other)
    wrong = balanced(led.code, [one.code for one in heads.values()])
    if len(wrong) < FEWEST or len(said) < FEWEST:
        return
    kind = "ask_code_that" if led.does else "ask_command_for" if led.language == "shell" else "ask_code_for"
    yield Question(
        place=led.place,
        sentence=f"{led.sentence} {span(led.code.splitlines()[0])}",
        stem=setting.phrases.phrase(kind, aim=inline(led.told)),
        key=span(led.code),
        wrong=tuple(map(span, wrong)),
        structure="led",
        topics=frozenset({f"led:{led.head}" if led.language == "shell" else f"led:{led.code}"}),
        worth=1.0 + setting.worth(led.told),
        about=said | setting.stems(led.code),
    )


def _likeness(other: LedCommand, led: LedCommand, words: frozenset[str], setting: Setting) -> tuple[bool, int, bool]:
    """Smaller for commands of the same program that name more of the same things."""
    shared = len(words & setting.stems(other.code, other.told))
    return (other.code.split()[0] != led.code.split()[0], -shared, not other.told)


def _is_apart(led: LedCommand, other: LedCommand, said: frozenset[str], setting: Setting) -> bool:
    """Whether another command calls something else, to another end; of the same program, or in another language
    than a shell's, it has to be said to which end."""
    theirs = setting.stems(other.told or other.sentence)
    if other.code == led.code or other.code in led.code or led.code in other.code:
        return False
    if other.told and (led.language != "shell" or other.code.split()[0] == led.code.split()[0]):
        return bool(said - theirs and theirs - said)
    if led.language != "shell" or other.head.startswith(led.head) or led.head.startswith(other.head):
        return False
    return not said or len(said & theirs) < ALIKE * len(said)
