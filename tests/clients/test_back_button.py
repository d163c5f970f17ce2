"""The back button: each page as it was left, in the studio as in the reader, and nothing typed is lost on the way."""

from playwright.async_api import expect

from tests.api.people import PASSWORD, Town
from tests.api.studying import COURSE
from tests.clients.tabs import Window


async def test_through_the_reader(visitor: Window, town: Town) -> None:
    owner, learner = await town.person("instructor"), await town.person()
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    assert (await learner.api.post(f"/api/courses/{course['id']}/enroll")).status_code == 201
    tab = await visitor.tab()
    page = tab.page
    await tab.open("/sign-in?next=/courses")
    await tab.sign_in(learner.email, PASSWORD)
    await page.get_by_label("Search courses and sections").fill("bread")
    await page.get_by_role("button", name="Search").click()
    found = page.get_by_role("heading", name="Found for “bread”")
    await expect(found).to_be_visible()
    await page.get_by_role("link", name="Bread").first.click()
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text("Bread")
    await page.get_by_role("link", name="Begin").click()
    await expect(title).to_have_text("Flour")
    first = page.url
    await page.get_by_label("Yeast").check()
    await page.get_by_role("link", name="Next: Yeast").click()
    await expect(title).to_have_text("Yeast")
    await page.go_back()
    await expect(title).to_have_text("Flour")
    assert page.url == first
    await expect(page.get_by_label("Yeast")).to_be_checked()
    await expect(page.locator("main")).to_be_focused()
    await page.go_back()
    await expect(title).to_have_text("Bread")  # the address that only leads on is left out
    await page.go_back()
    await expect(found).to_be_visible()
    await expect(page.get_by_label("Search courses and sections")).to_have_value("bread")
    for _ in range(3):
        await page.go_forward()
    await expect(title).to_have_text("Yeast")


async def test_through_the_studio(visitor: Window, town: Town) -> None:
    owner = await town.person("instructor")
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    flour = course["lessons"][0]["sections"][0]["id"]
    tab = await visitor.tab()
    page = tab.page
    await tab.open("/studio")
    await tab.sign_in(owner.email, PASSWORD)
    await page.get_by_role("link", name="Bread").click()
    await expect(page.get_by_role("heading", name="The course as a whole")).to_be_visible()
    name = page.get_by_label("Title of the section")
    for section in ("Flour", "Yeast"):
        await page.get_by_role("link", name=section).click()
        await expect(name).to_have_value(section)
    await page.go_back()
    await expect(name).to_have_value("Flour")
    await page.get_by_label("Summary", exact=True).fill("Typed, and gone back at once.")
    await page.go_back()
    await expect(page.get_by_role("heading", name="The course as a whole")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", level=1, name="My courses")).to_be_visible()
    for _ in range(2):
        await page.go_forward()
    await expect(page.get_by_label("Summary", exact=True)).to_have_value("Typed, and gone back at once.")
    await expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    stored = (await owner.api.get(f"/api/sections/{flour}")).json()
    assert stored["content"]["summary"] == "Typed, and gone back at once."
