"""Every message of the pages is there in every language, with the same places to fill in, and none is for nothing."""

import json
import re
from collections.abc import Iterable, Iterator

import pytest

from api.web.site import FOLDER

LANGUAGES = ("en", "de", "es", "fr")
CALL = re.compile(r"""\b(t|named)\(\s*(["'`])((?:(?!\2).)*)\2""")
KEY = re.compile(r"""["'`](([a-z_]+)\.[a-z0-9_]+)["'`]""")
GROUP = re.compile(r'\bgroup="(\w+)"')
PLACE = re.compile(r"\{\w+\}")


def messages(language: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = json.loads((FOLDER / "messages" / f"{language}.json").read_text())
    return found


def forms(message: str | dict[str, str]) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def modules() -> Iterator[str]:
    """Of the pages, and of the player in packages, which says its words by the same messages."""
    for folder in (FOLDER / "app", FOLDER.parent / "exports" / "scorm" / "player"):
        for path in sorted(folder.rglob("*.js")):
            yield path.read_text()


def used(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """The keys that the modules of these texts name, and the beginnings of those that they put together."""
    keys, beginnings = set(), set()
    for text in texts:
        for function, _, given in CALL.findall(text):
            if function == "named":
                beginnings.add(f"{given}.")
            elif "${" in given:
                beginnings.add(given.partition("${")[0])
            else:
                keys.add(given)
        beginnings |= {f"{group}." for group in GROUP.findall(text)}
        for key, group in KEY.findall(text):
            if group in GROUPS:
                keys.add(key)
    return keys, beginnings


GROUPS = {key.partition(".")[0] for key in messages("en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_message_and_no_other(language: str) -> None:
    here, english = messages(language), messages("en")
    assert here.keys() == english.keys()
    for key, message in here.items():
        places = set(PLACE.findall(" ".join(forms(english[key]))))
        assert set(PLACE.findall(" ".join(forms(message)))) == places, key
        assert all(text.strip() for text in forms(message)), key
        if not isinstance(message, str):
            assert "other" in message, key


def test_what_modules_say_is_a_message_and_every_message_is_said() -> None:
    keys, beginnings = used(modules())
    known = messages("en").keys()
    assert keys - known == set(), "said without a message"
    idle = {key for key in known - keys if not any(key.startswith(one) for one in beginnings)}
    assert idle == set(), "never said"
    assert [one for one in beginnings if not any(key.startswith(one) for key in known)] == []
