"""A learner in a real browser: from a stranger to a completed course, part of the way without a network."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.api.studying import CHECK
from tests.clients.tabs import Tab, Window, window
from tests.pipeline import Pipeline, pipeline

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
GAP = {"id": "k2", "kind": "cloze", "stem": "Steam makes the crust ____.", "answer": "shiny", "feedback": ""}
EXERCISE = {"prompt": "Knead the dough.", "hint": "Fold it.", "solution": "Until it springs back."}
FLOUR = {"explanation": "Dough is **alive**.", "exercises": [EXERCISE], "checks": [CHECK]}
COURSE: dict[str, Any] = {
    "title": "Bread at home",
    "description": "From flour to loaf.",
    "objectives": ["Explain how dough rises"],
    "lessons": [
        {"title": "Dough", "sections": [{"title": "Flour", "estimated_duration": 0, "content": FLOUR}]},
        {
            "title": "Oven",
            "sections": [
                {"title": "Steam", "estimated_duration": 0, "prerequisites": ["1.1"], "content": {"checks": [GAP]}}
            ],
        },
    ],
}


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


@pytest.fixture
async def chromium(machine: Pipeline, by_keyboard: bool) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url).rstrip("/"), by_keyboard) as opened:
        yield opened


async def publish(machine: Pipeline) -> str:
    """The id of the course, published."""
    made = await machine.api.post("/api/courses", json=COURSE)
    assert made.status_code == 201, made.text
    course_id: str = made.json()["id"]
    answer = await machine.api.post(f"/api/courses/{course_id}/publish")
    assert answer.status_code == 200, answer.text
    return course_id


async def test_from_a_stranger_to_a_completed_course(chromium: Window, machine: Pipeline) -> None:
    await publish(machine)
    tab = await chromium.tab()
    page, hand = tab.page, tab.hand
    await find_and_register(tab)
    await hand.press(page.get_by_role("button", name="Enroll"))
    await expect(page.get_by_text("Dough is alive.")).to_be_visible()
    await tab.assert_accessible()

    await printed(tab)
    await refused_by_a_gate(tab)
    await hand.press(page.get_by_role("status").get_by_role("link", name="Flour").first)
    await wrongly_answered(tab)
    await read_offline(tab)

    turn = page.get_by_role("navigation", name="Previous and next section")
    await hand.press(turn.get_by_role("link", name="Next: Steam"))
    await fill_the_gap(tab)
    await expect(page.get_by_text("Course completed")).to_be_visible()
    await expect(page.get_by_text("You earned")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("link", name="To your courses"))
    await expect(page.get_by_text("You have completed all your courses.")).to_be_visible()
    assert await page.locator(".achievements .earned").count() > 0
    await tab.assert_accessible()
    await reviewed(tab, machine)
    await looked_after(tab)


async def find_and_register(tab: Tab) -> None:
    page, hand = tab.page, tab.hand
    await tab.open("/")
    await expect(page.get_by_role("link", name="Bread at home")).to_be_visible()
    await tab.assert_accessible()
    await hand.write(page.get_by_label("Search courses and sections"), "bred at home")
    await hand.press(page.get_by_role("button", name="Search"))
    await expect(page.get_by_role("heading", name="Found for “bred at home”")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("link", name="Bread at home").first)
    await expect(page.get_by_text("Explain how dough rises")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("link", name="Make an account"))
    await hand.write(page.get_by_label("Name"), "Ada Lovelace")
    await hand.write(page.get_by_label("E-mail address"), EMAIL)
    await hand.write(page.get_by_label("Password"), PASSWORD)
    await tab.assert_accessible()
    await hand.press(page.get_by_role("button", name="Make an account"))


READER = """
- banner:
  - navigation "Main navigation"
- main:
  - navigation "Contents"
  - status
  - article:
    - heading "Flour" [level=1]
    - region "Exercises"
    - form "Check what you know":
      - group "Question 1 What makes dough rise?":
        - radio "Yeast"
        - radio "Salt"
      - paragraph:
        - button "Check my answers"
      - status
  - navigation "Previous and next section":
    - 'link "Next: Steam"'
- contentinfo
- status
- alert
"""
"""What a screen reader is told of the reader, in its order: landmarks, names, and where it listens for news."""


async def printed(tab: Tab) -> None:
    """On paper there is the text with its questions, and nothing to press, and no answer."""
    page = tab.page
    await expect(page.locator("#app")).to_match_aria_snapshot(READER)
    await page.emulate_media(media="print")
    for seen in (page.get_by_text("Dough is alive."), page.get_by_text("What makes dough rise?")):
        await expect(seen).to_be_visible()
    for hidden in ("Solution", "Hint", "Check my answers", "Sign out"):
        await expect(page.get_by_text(hidden, exact=True)).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_have_count(0)
    await page.emulate_media(media="screen")


async def refused_by_a_gate(tab: Tab) -> None:
    page, hand = tab.page, tab.hand
    await hand.press(page.get_by_role("navigation", name="Contents").get_by_role("link", name="Steam"))
    await expect(page.get_by_text("This section counts once you have completed what it builds on")).to_be_visible()
    await fill_the_gap(tab)
    await expect(page.get_by_role("heading", name="Something else comes first")).to_be_focused()
    await tab.assert_accessible()


async def fill_the_gap(tab: Tab) -> None:
    page, hand = tab.page, tab.hand
    await hand.write(page.get_by_label("Steam makes the crust"), "shiny")
    await hand.press(page.get_by_role("button", name="Check my answers"))


async def wrongly_answered(tab: Tab) -> None:
    page, hand = tab.page, tab.hand
    await expect(page.get_by_text("The solution comes after the hint.")).to_be_visible()
    await hand.press(page.get_by_text("Hint", exact=True))
    await hand.press(page.get_by_text("Solution", exact=True))
    await expect(page.get_by_text("Until it springs back.")).to_be_visible()
    await hand.tick(page.get_by_label("Salt"))
    await page.reload()
    await expect(page.get_by_label("Salt")).to_be_checked()
    await hand.press(page.get_by_role("button", name="Check my answers"))
    await expect(page.get_by_text("Not right yet")).to_be_visible()


async def read_offline(tab: Tab) -> None:
    """Keep the course, lose the network, answer, come back: what waited counts as if it had been sent at once."""
    page, hand = tab.page, tab.hand
    section = page.url
    await hand.press(page.get_by_role("main").get_by_role("link", name="Bread at home"))
    await hand.press(page.get_by_role("button", name="Make available offline"))
    await expect(page.get_by_role("complementary").get_by_text("This course opens without a network.")).to_be_visible()
    await tab.assert_accessible()

    await page.context.set_offline(True)
    await page.goto(section)
    await expect(page.get_by_text("The server cannot be reached: you read the copy on this device")).to_be_visible()
    await hand.tick(page.get_by_label("Yeast"))
    await hand.press(page.get_by_role("button", name="Check my answers"))
    await expect(page.get_by_text("1 to be sent.")).to_be_visible()
    await tab.assert_accessible()
    await page.reload()
    await expect(page.get_by_text("1 to be sent.")).to_be_visible()

    await page.context.set_offline(False)
    await expect(page.get_by_text("1 to be sent.")).to_be_hidden()
    contents = page.get_by_role("navigation", name="Contents")
    await expect(contents.get_by_role("link", name="Flour").get_by_text("Completed")).to_be_attached()


async def reviewed(tab: Tab, machine: Pipeline) -> None:
    """A card that is due is answered, and says when it comes again."""
    page, hand = tab.page, tab.hand
    async with machine.owner() as connection:
        await connection.execute("UPDATE review_cards SET due_at = now() - interval '1 hour'")
    await page.reload()
    await hand.press(page.get_by_role("link", name="Answer 2 reviews"))
    await expect(page.get_by_text("Card 1 of 2")).to_be_visible()
    await tab.assert_accessible()
    for _ in range(2):
        await expect(page.get_by_role("button", name="Answer")).to_be_visible()
        if await page.get_by_label("Yeast").count():
            await hand.tick(page.get_by_label("Yeast"))
        else:
            await hand.write(page.get_by_role("textbox"), "shiny")
        await hand.press(page.get_by_role("button", name="Answer"))
        await expect(page.get_by_text("This card comes again")).to_be_visible()
        await expect(page.get_by_text("Right", exact=True)).to_be_visible()
        await tab.assert_accessible()
        await hand.press(page.get_by_role("button", name="Next card"))
    await expect(page.get_by_text("All done. Well remembered.")).to_be_visible()


async def looked_after(tab: Tab) -> None:
    """The account: another name, another language, another password."""
    page, hand = tab.page, tab.hand
    await hand.press(page.get_by_role("link", name="Account"))
    await expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    await expect(page.get_by_role("button", name="Save")).to_be_visible()
    await tab.assert_accessible()
    await hand.write(page.get_by_label("Present password"), PASSWORD)
    await hand.write(page.get_by_label("New password"), f"{PASSWORD} at all")
    await hand.press(page.get_by_role("button", name="Change the password"))
    await expect(page.get_by_text("The password is changed.")).to_be_visible()
    await hand.write(page.get_by_label("Name"), "Augusta Ada King")
    await hand.choose(page.get_by_label("Language of pages and e-mails"), "Deutsch")
    await hand.press(page.get_by_role("button", name="Save"))
    await expect(page.get_by_role("heading", name="Konto", exact=True)).to_be_visible()
    await expect(page.get_by_role("banner").get_by_text("Augusta Ada King")).to_be_visible()
    await tab.assert_accessible()


@pytest.mark.parametrize("by_keyboard", [False])
async def test_an_administrator_at_the_desk(chromium: Window, machine: Pipeline) -> None:
    """What was generated, who is here, and who did what; a role is given and taken back."""
    generation = await machine.generate({"title": "Bread", "lessons": 1, "sections_per_lesson": 1})
    await machine.until_status(generation["id"], "completed")
    for email, name in ((EMAIL, "Ada Lovelace"), ("bob@example.org", "Bob")):
        person = {"email": email, "password": PASSWORD, "full_name": name}
        assert (await machine.api.post("/api/auth/register", json=person)).status_code == 201
    async with machine.owner() as connection:
        await connection.execute("UPDATE users SET role = 'admin' WHERE email = %s", [EMAIL])
    tab = await chromium.tab()
    page = tab.page
    await tab.open("/desk")
    await tab.sign_in(EMAIL, PASSWORD)
    await expect(page.get_by_role("cell", name="Completed")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_role("cell").get_by_role("link").first.click()
    await expect(page.get_by_role("link", name="Run in the Temporal UI")).to_be_visible()
    await tab.assert_accessible()

    await page.get_by_role("link", name="Users").click()
    await page.get_by_label("Role of Bob").select_option("instructor")
    await expect(page.get_by_text("Bob is changed.")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_label("Role of Bob")).to_have_value("student")
    await page.get_by_role("link", name="Audit log").click()
    await expect(page.get_by_role("cell", name="change user").first).to_be_visible()
    await tab.assert_accessible()
