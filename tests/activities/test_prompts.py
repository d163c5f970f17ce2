"""The same request is the same call, whichever release found what is to be mended."""

from uuid import UUID

from activities.prompts import text_call
from learning.finding import error
from learning.sentence import say
from providers.text import OutlineRequest, Quote
from tests.learning import drafts
from tests.scripted import ScriptedWriter


def test_findings_with_values_ask_for_the_same_call_as_those_of_older_releases() -> None:
    new = error("title_repeated", "/title", say("The title “{title}” was used before.", title="Bread"))
    old = new.model_copy(update={"sentence": None})
    other = new.model_copy(update={"detail": "Another sentence."})
    hashes = [
        text_call(
            UUID(int=1),
            "outline",
            ScriptedWriter(),
            Quote(model="m"),
            OutlineRequest(brief=drafts.brief(), previous="{}", findings=(finding,)),
        ).prompt_hash
        for finding in (new, old, other)
    ]
    assert hashes[0] == hashes[1] != hashes[2]
