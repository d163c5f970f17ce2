"""Parts of speech of sentences in the languages that there is a model of."""

from __future__ import annotations

import pytest

from learning.tagging import knows, tag


@pytest.mark.parametrize(
    ("sentence", "language", "nouns", "verbs"),
    [
        (
            "Explain how the compiler finds broken references",
            "en",
            {"compiler", "references"},
            {"Explain", "finds"},
        ),
        ("Den Wirkungsgrad einer Pumpe berechnen", "de", {"Wirkungsgrad", "Pumpe"}, {"berechnen"}),
        ("Ships carry `cargo` over the ocean.", "en", {"Ships", "ocean"}, {"carry"}),
    ],
)
def test_nouns_and_verbs_are_told_apart(sentence: str, language: str, nouns: set[str], verbs: set[str]) -> None:
    tagged = tag(sentence, language)
    assert {one.word for one in tagged if one.part in ("noun", "name")} - {"`cargo`"} == nouns
    assert {one.word for one in tagged if one.part == "verb"} == verbs


def test_of_a_language_without_a_model_nothing_is_said() -> None:
    assert not knows("es")
    assert tag("Explicar la corriente", "es") == ()


def test_every_word_and_sign_is_kept_in_order() -> None:
    words = [one.word for one in tag("“Well-known” ships (`a b`) don't sink, often.", "en")]
    assert words == ["“", "Well-known", "”", "ships", "(", "`a b`", ")", "don't", "sink", ",", "often", "."]
