"""What is said of the languages of a brief and its sources, before anything is bought."""

import pytest

from learning.brief import Brief
from learning.brief_warnings import SourceTongue, language_refusal, language_warnings
from learning.source_languages import languages_in, languages_of
from tests.providers.conftest import document
from tests.providers.test_offline_languages import ENGLISH, FRENCH, GERMAN, POLISH, SPANISH, text_in

BUILT_IN = frozenset({"en", "de", "fr", "es"})
ENGLISH_ONLY, GERMAN_ONLY = SourceTongue("en.md", ("en",)), SourceTongue("de.md", ("de",))


def brief(language: str) -> Brief:
    return Brief(title="Tides", language=language)


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (GERMAN, "de"), (FRENCH, "fr"), (SPANISH, "es"), (POLISH, "pl")]
)
def test_the_language_of_a_document_is_told_by_its_paragraphs(text: str, language: str) -> None:
    assert languages_of(document(text_in(language, text))) == (language,)


def test_a_document_in_two_languages_has_both() -> None:
    both = [*text_in("en", ENGLISH), *text_in("de", GERMAN)]
    assert set(languages_of(document(both))) == {"en", "de"}


@pytest.mark.parametrize("text", ["", "x = 1", "git add .", "12 34 56", "ok"])
def test_what_is_too_short_to_tell_has_no_language(text: str) -> None:
    assert languages_in([text]) == ()


def test_a_writer_that_cannot_translate_refuses_sources_in_another_language() -> None:
    refusal = language_refusal(brief("de"), [ENGLISH_ONLY], BUILT_IN)
    assert refusal is not None
    assert (refusal.type, refusal.pointer) == ("language-differs", "/language")
    for part in ("English", "German", "cannot translate", "“en”"):
        assert part in refusal.detail


def test_a_language_that_the_writer_has_no_words_in_is_told() -> None:
    sources = [SourceTongue("pl.md", ("pl",))]
    assert language_refusal(brief("pl"), sources, BUILT_IN) is None
    [warning] = language_warnings(brief("pl"), sources, BUILT_IN)
    assert (warning.type, warning.pointer) == ("language-unknown-to-writer", "/language")
    assert "German, English, Spanish and French" in warning.detail
    assert "Polish" in warning.detail
    assert language_refusal(brief("pl"), [ENGLISH_ONLY], BUILT_IN) is not None


@pytest.mark.parametrize("sources", [[], [SourceTongue("x.md", ())], [SourceTongue("x.md", ()), GERMAN_ONLY]])
def test_what_is_not_known_is_not_refused(sources: list[SourceTongue]) -> None:
    assert language_refusal(brief("en"), sources, BUILT_IN) is None


def test_one_source_in_the_language_of_the_brief_is_enough_and_the_others_are_named() -> None:
    assert language_refusal(brief("en-GB"), [ENGLISH_ONLY, GERMAN_ONLY], BUILT_IN) is None
    warning, *more = language_warnings(brief("en-GB"), [ENGLISH_ONLY, GERMAN_ONLY], BUILT_IN)
    assert not more
    assert warning.pointer == "/source_ids/1"
    assert "“de.md” is in German" in warning.detail
    assert "left out" in warning.detail


def test_a_source_half_in_another_language_is_named() -> None:
    (warning,) = language_warnings(brief("en"), [SourceTongue("half.md", ("de", "en"))], BUILT_IN)
    assert "in part in German" in warning.detail


def test_a_writer_of_any_language_is_never_refused_but_warned_of() -> None:
    assert language_refusal(brief("pl"), [ENGLISH_ONLY], None) is None
    (warning,) = language_warnings(brief("pl"), [ENGLISH_ONLY], None)
    assert "the course will be in Polish" in warning.detail
