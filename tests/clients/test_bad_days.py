"""Days on which something is wrong: each has its sentence, and nothing that was done or typed is lost."""

import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, Route, expect

from accounts import people
from tests.api.studying import CHECK
from tests.clients.tabs import Tab, Window, window
from tests.databases import fresh_database
from tests.pipeline import AS_LOCAL, Pipeline, pipeline

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "four words nobody guesses"
LESSONS, SECTIONS = 20, 15
LONG = "عنوان" * 40
"""A title as long as one may be, in a script from right to left, and without a place to break it."""
NARROW = {"width": 320, "height": 640}
IS_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FULL = """
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def section(title: str) -> dict[str, Any]:
    return {"title": title, "estimated_duration": 0, "content": {"checks": [CHECK]}}


def long_course() -> dict[str, Any]:
    lessons = [
        {
            "title": f"Lesson {lesson}",
            "sections": [section(f"Part {lesson}.{one}") for one in range(SECTIONS)],
        }
        for lesson in range(LESSONS)
    ]
    return {"title": LONG, "language": "ar", "lessons": lessons}


class Course:
    """A published course of 300 sections; `first` is the id of one with a picture."""

    def __init__(self, course: dict[str, Any]) -> None:
        self.id: str = course["id"]
        self.first: str = course["lessons"][0]["sections"][0]["id"]
        self.reader = f"/learn/{self.id}/{self.first}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def machine(
    postgres_url: str, temporal_address: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Pipeline]:
    with fresh_database(postgres_url) as url:
        async with pipeline(url, temporal_address, tmp_path_factory.mktemp("machine")) as running:
            yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium(machine: Pipeline) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url).rstrip("/")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def course(machine: Pipeline) -> Course:
    made = (await machine.api.post("/api/courses", json=long_course())).json()
    picture = io.BytesIO()
    Image.new("RGB", (700, 300), "teal").save(picture, "PNG")
    files = {"file": ("loaf.png", picture.getvalue(), "image/png")}
    brought = await machine.api.post(f"/api/courses/{made['id']}/media", files=files, data={"alt": "A loaf"})
    assert brought.status_code == 201, brought.text
    path = f"/api/sections/{made['lessons'][0]['sections'][0]['id']}"
    etag = (await machine.api.get(path)).headers["etag"]
    visuals = {"content": {"visuals": [{"media_id": brought.json()["id"], "alt": "A loaf"}]}}
    assert (await machine.api.patch(path, json=visuals, headers={"If-Match": etag})).is_success
    answer = await machine.api.post(f"/api/courses/{made['id']}/publish")
    assert answer.status_code == 200, answer.text
    return Course(answer.json())


async def learner(machine: Pipeline, tab: Tab, course: Course, page: str | None = None) -> str:
    """Somebody new, who is enrolled and has signed in at the page: their address."""
    email = f"{uuid4().hex[:8]}@example.org"
    person = {"email": email, "password": PASSWORD, "full_name": "Ada Lovelace"}
    assert (await machine.api.post("/api/auth/register", json=person)).status_code == 201
    answer = await machine.api.post("/api/auth/token", data={"username": email, "password": PASSWORD})
    own = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert (await machine.api.post(f"/api/courses/{course.id}/enroll", headers=own)).status_code == 201
    await tab.open(page or course.reader)
    await tab.sign_in(email, PASSWORD)
    return email


async def answer(page: Page) -> None:
    await page.get_by_label("Yeast").check()
    await page.get_by_role("button", name="Check my answers").click()


async def sittings(machine: Pipeline, email: str) -> int:
    """How many sittings of a person the server knows."""
    counted = """
        SELECT count(*) FROM learning_events e
        JOIN enrollments n ON n.id = e.enrollment_id JOIN users u ON u.id = n.user_id WHERE u.email = %s
    """
    async with machine.owner() as connection:
        row = await (await connection.execute(counted, [email])).fetchone()
    assert row
    return int(row[0])


async def test_a_long_course_from_right_to_left_fits_a_narrow_page(
    chromium: Window, machine: Pipeline, course: Course
) -> None:
    tab = await chromium.tab()
    page = tab.page
    await page.set_viewport_size({"width": 320, "height": 640})
    await tab.open("/courses")
    await expect(page.get_by_role("link", name=LONG)).to_be_visible()
    assert not await page.evaluate(IS_WIDER)
    await learner(machine, tab, course)
    title = page.get_by_role("heading", level=1, name="Part 0.0")
    await expect(title).to_have_attribute("dir", "rtl")
    await page.locator("summary", has_text="Contents").click()
    contents = page.get_by_role("navigation", name="Contents")
    await expect(contents.get_by_role("link")).to_have_count(LESSONS * SECTIONS)
    for direction in ("ltr", "rtl"):
        await page.evaluate("(to) => { document.documentElement.dir = to; }", direction)
        assert not await page.evaluate(IS_WIDER), f"the reader is wider than its page, {direction}"
    await contents.get_by_role("link", name="Part 19.14").click()
    await expect(page.get_by_role("heading", level=1, name="Part 19.14")).to_be_visible()
    await tab.open(f"/courses/{course.id}")
    await expect(page.get_by_role("heading", level=1, name=LONG)).to_be_visible()
    assert not await page.evaluate(IS_WIDER)


async def test_a_title_of_500_characters_is_told_and_not_cut_off(chromium: Window, machine: Pipeline) -> None:
    tab = await chromium.tab()
    page = tab.page
    email = f"{uuid4().hex[:8]}@example.org"
    await people.register(machine.sessions, email, PASSWORD, "Ada Lovelace", "instructor")
    await tab.open("/studio/new")
    await tab.sign_in(email, PASSWORD)
    title = page.get_by_label("Title")
    await title.fill("long " * 100)
    await expect(page.get_by_text("These are 500 characters; at most 200 are possible.")).to_be_visible()
    await page.get_by_role("button", name="Make the course").click()
    await expect(page.get_by_role("alert").first).to_be_visible()
    await page.reload()
    await expect(title).to_have_value("long " * 100)


async def test_a_picture_that_does_not_load_is_told(chromium: Window, machine: Pipeline, course: Course) -> None:
    tab = await chromium.tab()
    await tab.page.route("**/api/media/**", lambda route: route.abort())
    await learner(machine, tab, course)
    await expect(tab.page.get_by_text("The picture cannot be shown. It shows: A loaf")).to_be_visible()


async def test_a_double_click_counts_once(chromium: Window, machine: Pipeline, course: Course) -> None:
    tab = await chromium.tab()
    email = await learner(machine, tab, course)
    await tab.page.get_by_label("Yeast").check()
    await tab.page.get_by_role("button", name="Check my answers").dblclick()
    await expect(tab.page.get_by_role("heading", name="Completed")).to_be_focused()
    assert await sittings(machine, email) == 1


async def test_full_storage_is_told_and_what_is_typed_is_sent(
    chromium: Window, machine: Pipeline, course: Course
) -> None:
    tab = await chromium.tab()
    page = tab.page
    await page.add_init_script(FULL)
    email = await learner(machine, tab, course)
    await page.get_by_label("Yeast").check()
    await expect(page.get_by_text("This browser has no room left to keep what you type.")).to_be_visible()
    await page.route("**/interactions", lambda route: route.abort())
    await page.get_by_role("button", name="Check my answers").click()
    await expect(page.get_by_role("alert").filter(has_text="no room left")).to_be_visible()
    await expect(page.get_by_label("Yeast")).to_be_checked()
    await page.unroute("**/interactions")
    await page.get_by_role("button", name="Check my answers").click()
    await expect(page.get_by_role("heading", name="Completed")).to_be_visible()
    assert await sittings(machine, email) == 1


async def test_answers_of_a_session_that_ended_wait_for_the_next(
    chromium: Window, machine: Pipeline, course: Course
) -> None:
    tab = await chromium.tab()
    page = tab.page
    email = await learner(machine, tab, course)

    async def ended(route: Route) -> None:
        await route.fulfill(status=401, content_type="application/problem+json", body='{"status": 401}')

    await page.get_by_label("Yeast").check()
    await page.route("**/api/**", ended)
    await page.get_by_role("button", name="Check my answers").click()
    await expect(page.get_by_text("Your session has ended.").first).to_be_visible()
    await page.unroute("**/api/**")
    await tab.sign_in(email, PASSWORD)
    await expect(page).to_have_url(f"{tab.url}{course.reader}")
    contents = page.get_by_role("navigation", name="Contents")
    await expect(contents.get_by_role("link", name="Part 0.0").get_by_text("Completed")).to_be_attached()
    assert await sittings(machine, email) == 1


async def test_a_server_that_is_away_at_the_start_is_told_and_asked_again(chromium: Window, course: Course) -> None:
    tab = await chromium.tab()
    page = tab.page
    await page.route("**/api/**", lambda route: route.abort())
    await page.add_init_script("localStorage.setItem('coursewright.signed-in', 'yes')")
    await tab.open("/courses")
    await expect(page.get_by_role("heading", name="The server does not answer")).to_be_visible()
    await page.unroute("**/api/**")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("link", name=LONG)).to_be_visible()


async def test_a_tab_that_is_closed_while_it_renews_its_sign_in_stays_signed_in(
    chromium: Window, machine: Pipeline, course: Course
) -> None:
    """The server has exchanged the token; its answer never arrives, and the browser comes back a day later."""
    tab = await chromium.tab()
    page = tab.page
    email = await learner(machine, tab, course)
    await expect(page.get_by_label("Yeast")).to_be_visible()

    async def lost(route: Route) -> None:
        [cookie] = [one for one in await page.context.cookies(f"{tab.url}/api/auth") if one["httpOnly"]]
        sent = {"Cookie": f"{cookie['name']}={cookie['value']}"}
        async with httpx.AsyncClient(base_url=tab.url) as elsewhere:
            answer = await elsewhere.post("/api/auth/refresh", headers=sent)
        assert answer.status_code == 200, answer.text
        await route.abort()

    await page.route("**/api/auth/refresh", lost)
    async with page.expect_event("requestfailed", lambda request: request.url.endswith("/api/auth/refresh")):
        await page.reload()
    await page.close()
    async with machine.owner() as connection:
        await connection.execute(
            "UPDATE refresh_tokens SET used_at = used_at - interval '1 day' "
            "WHERE user_id = (SELECT id FROM users WHERE email = %s)",
            [email],
        )
    again = await tab.page.context.new_page()
    await again.goto(f"{tab.url}{course.reader}")
    await expect(again.get_by_label("Yeast")).to_be_visible()
    await expect(again.get_by_role("button", name="Sign out")).to_be_visible()


async def test_a_tab_that_sleeps_counts_nothing_of_its_sleep(
    chromium: Window, machine: Pipeline, course: Course
) -> None:
    tab = await chromium.tab()
    page = tab.page
    await page.clock.install()
    await learner(machine, tab, course)
    await expect(page.get_by_label("Yeast")).to_be_visible()
    await page.get_by_label("Yeast").check()
    await page.clock.run_for(10_000)
    await page.clock.fast_forward("24:00:00")
    await page.get_by_label("Salt").check()
    async with page.expect_request("**/interactions") as sent:
        await page.get_by_role("button", name="Check my answers").click()
    told = json.loads((await sent.value).post_data or "")
    assert 9 <= told["time_spent_seconds"] <= 20


async def test_a_clock_that_is_wrong_is_overruled(chromium: Window, machine: Pipeline, course: Course) -> None:
    tab = await chromium.tab()
    await tab.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=900))
    email = await learner(machine, tab, course)
    await answer(tab.page)
    await expect(tab.page.get_by_role("heading", name="Completed")).to_be_visible()
    assert await sittings(machine, email) == 1


async def test_a_course_that_is_withdrawn_while_it_is_read_offline_keeps_what_was_done(
    chromium: Window, machine: Pipeline
) -> None:
    lesson = {"title": "Dough", "sections": [section("Flour")]}
    made = (await machine.api.post("/api/courses", json={"title": "Bread", "lessons": [lesson]})).json()
    await machine.api.post(f"/api/courses/{made['id']}/publish")
    own = Course(made)
    tab = await chromium.tab()
    page = tab.page
    email = await learner(machine, tab, own, f"/sign-in?next=/courses/{own.id}")
    await page.get_by_role("button", name="Make available offline").click()
    await expect(page.get_by_role("complementary").get_by_text("This course opens without a network.")).to_be_visible()
    await page.context.set_offline(True)
    await page.goto(f"{tab.url}{own.reader}")
    await answer(page)
    await expect(page.get_by_text("1 to be sent.")).to_be_visible()
    withdrawn = await machine.api.post(f"/api/courses/{own.id}/unpublish", headers=AS_LOCAL)
    assert withdrawn.is_success, withdrawn.text
    await page.context.set_offline(False)
    await expect(page.get_by_text("1 to be sent.")).to_be_hidden()
    assert await sittings(machine, email) == 1
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
