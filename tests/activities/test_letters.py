"""Letters: complete in each of their languages, and safe whatever a title holds."""

import string
from html.parser import HTMLParser

import pytest

from activities.letter_wording import LANGUAGES
from activities.letters import write_letter
from models.notices import NOTICE_OF_STATUS

KINDS = sorted({*NOTICE_OF_STATUS.values(), "milestone_reached", "nudge", "reviews_due"})
DATA = {
    "title": "Bread & Butter",
    "generation_id": "0199-abc",
    "course": "Bread & Butter",
    "percent": 50,
    "sections": 2,
}
ADDRESS = "https://courses.example.org/api/generations/0199-abc"
NASTY = '<script>alert("x")</script>\r\nBcc: all@example.org {0} {percent.__class__} %s \'"'


class Page(HTMLParser):
    """The tags, links and texts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str | None] = []
        self.texts: list[str] = []
        self.language: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.language = dict(attrs).get("lang", self.language)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_letter_says_in_text_and_html_what_it_is_about(kind: str, language: str) -> None:
    letter = write_letter(kind, DATA, name="Ada", language=language, public_url="https://courses.example.org/")
    page = Page(letter.html)
    assert page.open == []
    assert page.language == language
    assert "Bread & Butter" in letter.subject
    assert "Bread & Butter" in letter.text
    assert "Ada" in letter.text
    assert page.links == [ADDRESS]
    assert ADDRESS in letter.text
    for paragraph in letter.text.split("\n\n-- \n")[0].split("\n\n")[:-1]:
        assert paragraph in page.texts
    assert not {"{", "}"} & set(letter.subject + letter.text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_languages_hold_the_same_letters_about_the_same_things(kind: str) -> None:
    assert {frozenset(spoken.letters) for spoken in LANGUAGES.values()} == {frozenset(KINDS)}
    wordings = [spoken.letters[kind] for spoken in LANGUAGES.values()]
    assert len({(fields(w.subject), tuple(map(fields, w.paragraphs))) for w in wordings}) == 1
    assert len({w.subject for w in wordings}) == len(LANGUAGES)


def fields(template: str) -> frozenset[str | None]:
    return frozenset(field for _, field, _, _ in string.Formatter().parse(template) if field)


@pytest.mark.parametrize(
    ("language", "written"), [("de-AT", "de"), ("DE", "de"), ("de_CH", "de"), ("fr", "en"), ("", "en"), ("x", "en")]
)
def test_a_language_without_letters_reads_english(language: str, written: str) -> None:
    assert write_letter("course_ready", DATA, language=language) == write_letter("course_ready", DATA, language=written)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_a_title_holds_stays_text(kind: str, language: str) -> None:
    plain = write_letter(kind, DATA, name="Ada", language=language)
    letter = write_letter(kind, DATA | {"title": NASTY, "course": NASTY}, name=NASTY, language=language)
    assert Page(letter.html).tags == Page(plain.html).tags
    assert "<script>" not in letter.html
    assert "\n" not in letter.subject
    assert "{percent.__class__}" in letter.subject
    assert any('<script>alert("x")</script> Bcc:' in text for text in Page(letter.html).texts)


def test_without_an_address_or_a_generation_there_is_no_link() -> None:
    assert "href" not in write_letter("course_ready", DATA).html
    about_learning = {"course": "Bread", "percent": 25}
    letter = write_letter("milestone_reached", about_learning, public_url="https://courses.example.org")
    assert "href" not in letter.html
    assert letter.text.startswith("Hello,\n\nYou have completed 25 % of the course “Bread”.")


def test_an_unknown_kind_is_a_bug() -> None:
    with pytest.raises(KeyError):
        write_letter("unheard_of", DATA)
