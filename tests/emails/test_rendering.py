"""E-mails: complete in each of their languages, and safe whatever a title holds."""

from html.parser import HTMLParser

import pytest
from jinja2 import Environment, TemplateNotFound, UndefinedError
from jinja2.meta import find_undeclared_variables

from emails.rendering import LANGUAGES, TEMPLATES, render_email
from models.outbox import ACCOUNT_EMAILS
from models.owner_emails import EMAIL_OF_STATUS

ABOUT_COURSES = sorted({*EMAIL_OF_STATUS.values(), "milestone_reached", "nudge", "reviews_due", "course_invitation"})
KINDS = [*ABOUT_COURSES, *ACCOUNT_EMAILS]
DATA = {
    "title": "Bread & Butter",
    "generation_id": "0199-abc",
    "course": "Bread & Butter",
    "percent": 50,
    "sections": 2,
    "inviter": "Grace",
    "days": 30,
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


@pytest.mark.parametrize("kind", ABOUT_COURSES)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_email_says_in_text_and_html_what_it_is_about(kind: str, language: str) -> None:
    email = render_email(kind, DATA, name="Ada", language=language, public_url="https://courses.example.org/")
    page = Page(email.html)
    assert page.open == []
    assert page.language == language
    assert "Bread & Butter" in email.subject
    assert "Bread & Butter" in email.text
    assert "Ada" in email.text
    assert page.links == [ADDRESS]
    assert ADDRESS in email.text
    for paragraph in email.text.split("\n\n-- \n")[0].split("\n\n")[:-1]:
        assert paragraph in page.texts
    assert not {"{", "}"} & set(email.subject + email.text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_languages_hold_the_same_emails_about_the_same_things(kind: str) -> None:
    sources = [(TEMPLATES / language / f"{kind}.j2").read_text() for language in sorted(LANGUAGES)]
    fields = {frozenset(find_undeclared_variables(Environment().parse(source))) for source in sources}  # noqa: S701 - renders nothing
    assert len(fields) == 1
    assert len({render_email(kind, DATA, language=language).subject for language in LANGUAGES}) == len(LANGUAGES)


def test_no_folder_of_templates_holds_another_kind() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (TEMPLATES / language).iterdir()} == {*KINDS, "frame"}


@pytest.mark.parametrize(
    ("language", "written"), [("de-AT", "de"), ("DE", "de"), ("de_CH", "de"), ("fr", "en"), ("", "en"), ("x", "en")]
)
def test_a_language_without_emails_reads_english(language: str, written: str) -> None:
    assert render_email("course_ready", DATA, language=language) == render_email("course_ready", DATA, language=written)


@pytest.mark.parametrize("kind", ABOUT_COURSES)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_a_title_holds_stays_text(kind: str, language: str) -> None:
    plain = render_email(kind, DATA, name="Ada", language=language)
    email = render_email(kind, DATA | {"title": NASTY, "course": NASTY}, name=NASTY, language=language)
    assert Page(email.html).tags == Page(plain.html).tags
    assert "<script>" not in email.html
    assert "\n" not in email.subject
    assert "{percent.__class__}" in email.subject
    assert any('<script>alert("x")</script> Bcc:' in text for text in Page(email.html).texts)


def test_without_an_address_or_a_generation_there_is_no_link() -> None:
    assert "href" not in render_email("course_ready", DATA).html
    about_learning = {"course": "Bread", "percent": 25}
    email = render_email("milestone_reached", about_learning, public_url="https://courses.example.org")
    assert "href" not in email.html
    assert email.text.startswith("Hello,\n\nYou have completed 25 % of the course “Bread”.")


def test_an_unknown_kind_is_a_bug() -> None:
    with pytest.raises(TemplateNotFound):
        render_email("unheard_of", DATA)


@pytest.mark.parametrize("kind", ABOUT_COURSES)
def test_an_email_that_lacks_what_it_tells_is_a_bug(kind: str) -> None:
    with pytest.raises(UndefinedError):
        render_email(kind, {})


@pytest.mark.parametrize("kind", ACCOUNT_EMAILS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_letter_about_an_account_has_its_link_and_says_why_it_came(kind: str, language: str) -> None:
    link = "https://courses.example.org/reset?token=a-b_c"
    email = render_email(kind, {}, name="Ada", language=language, link=link)
    page = Page(email.html)
    assert page.links == [link]
    assert link in email.text
    assert page.language == language
    footers = [render_email(other, DATA, language=language).text.split("-- \n")[1] for other in ABOUT_COURSES]
    assert email.text.split("-- \n")[1] not in footers


def test_an_invitation_leads_to_its_course_and_speaks_of_no_preferences() -> None:
    email = render_email("course_invitation", DATA | {"path": "/shared/abc"}, public_url="https://courses.example.org/")
    assert Page(email.html).links == ["https://courses.example.org/shared/abc"]
    assert "preferences" not in email.text
    assert email.text.startswith("Hello,\n\nGrace invites you to the course “Bread & Butter”.")
    nobody = render_email("course_invitation", DATA | {"inviter": ""}, language="de")
    assert "Sie sind zum Kurs „Bread & Butter“ eingeladen." in nobody.text
