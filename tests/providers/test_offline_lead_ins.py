"""Commands with the sentence before them that says what they serve to."""

import pytest

from providers.offline.reading.facts.lead_ins import aim_of
from providers.offline.writing.questions.of_lead_ins import of_lead_ins
from tests.providers.test_offline_kinds import asked

HARBOUR = """# Harbour

## The berth program

A harbour master keeps the list of berths with one program.

To see which boats are moored, run:

```console
$ berth list
sloop
ketch
```

To give a place to a yacht, you can use this:

```console
$ berth assign 4
```

If you want to print the fees of a month, type:

```console
$ berth bill --month 3
```

Close the office at night:

```console
$ berth stop
```
"""


def test_a_command_is_asked_by_what_its_sentence_says_that_it_serves_to() -> None:
    found = {question.stem: question for question in asked(of_lead_ins, HARBOUR)}
    question = found["Which command do you use to see which boats are moored?"]
    assert question.key == "`berth list`"
    assert set(question.wrong) <= {"`berth assign 4`", "`berth bill --month 3`", "`berth stop`"}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("sentence", "language", "aim"),
    [
        ("To see the berths of a boat, run:", "en", "see the berths of a boat"),
        ("If you only want to free a berth, use:", "en", "free a berth"),
        ("To see it there, run:", "en", ""),
        ("Then run:", "en", ""),
        ("Um alle Boote zu sehen, führen Sie Folgendes aus:", "de", "alle Boote zu sehen"),
        ("Para ver todos los barcos, ejecute:", "es", "ver todos los barcos"),
        ("Pour voir tous les bateaux, exécutez :", "fr", "voir tous les bateaux"),
    ],
)
def test_what_a_sentence_says_that_a_command_serves_to(sentence: str, language: str, aim: str) -> None:
    assert aim_of(sentence, language) == aim
