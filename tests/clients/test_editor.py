"""The editor in a real browser: rules, checks, cited passages, who else edits, and what comes back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Page, Route, expect
from sqlalchemy import text

from models.sharing import CourseInvitation
from tests.api.people import EVERYTHING, PASSWORD, Person, Town
from tests.api.studying import COURSE
from tests.api.test_stored_text import generated
from tests.clients.tabs import Tab, Window

Json = dict[str, Any]
QUOTE = "Yeast eats sugar"
DOCUMENT = f"# Bread\n\nFlour comes first.\n\n{QUOTE}, and gives off gas.\n\nSalt slows it down."


async def cited_course(town: Town, owner: Person) -> Json:
    """A course whose first section cites a source and has a check that learners got wrong."""
    course: Json = (await owner.api.post("/api/courses", json=COURSE)).json()
    source = (await owner.api.post("/api/sources", files={"file": ("bread.md", DOCUMENT.encode())})).json()
    async with town.sessions() as session:
        blocks = "sources, jsonb_array_elements(document -> 'blocks') b"
        query = text(f"SELECT b ->> 'id' FROM {blocks} WHERE b ->> 'text' LIKE :quote")
        block = (await (await session.connection()).execute(query, {"quote": f"{QUOTE}%"})).scalar_one()
    flour = course["lessons"][0]["sections"][0]["id"]
    cited = {"id": "c1", "source_id": source["id"], "block_id": block, "quote": QUOTE}
    content = {"explanation": f"{QUOTE}.[^c1]", "citations": [cited]}
    edited = await owner.api.patch(f"/api/sections/{flour}", json={"content": content}, headers=EVERYTHING)
    assert edited.status_code == 200, edited.text
    await town.run(
        "INSERT INTO check_statistics (section_id, check_id, answered, answered_right, score_sum, score_square_sum, "
        "right_score_sum) VALUES (:section, 'k1', 20, 10, 1000, 70000, 300)",
        section=flour,
    )
    return course


async def saved(page: Page) -> None:
    await expect(page.get_by_text("Not saved yet").first).to_be_visible()
    await expect(page.get_by_text("Saved", exact=True).first).to_be_visible()


async def test_a_section_is_ruled_checked_and_compared_with_its_source(visitor: Window, town: Town) -> None:
    owner, admin = await town.person("instructor"), await town.person("admin")
    course = await cited_course(town, owner)
    [flour, yeast], [heat, _] = ([one["id"] for one in lesson["sections"]] for lesson in course["lessons"])
    path = f"/api/courses/{course['id']}"
    here = await admin.api.post(f"{path}/editors", json={"tab": str(uuid4()), "section_id": flour})
    assert here.status_code == 200
    tab = await visitor.tab()
    page = tab.page
    await tab.open(f"/studio/courses/{course['id']}/sections/{flour}")
    await tab.sign_in(owner.email, PASSWORD)
    await expect(page.get_by_text("Admin has this course open too: 1.1 Flour.")).to_be_visible()

    await page.locator("summary", has_text="Show the passage").click()
    await expect(page.locator(".source-passage mark")).to_have_text(QUOTE)
    await expect(page.locator(".source-passage").get_by_text("Salt slows it down.")).to_be_visible()

    card = page.get_by_role("group", name="Checks (1)")
    await card.locator("summary", has_text="What makes dough rise?").click()
    await expect(card.get_by_text("look at the key")).to_be_visible()
    await card.get_by_role("button", name="Accept").click()
    await expect(card.get_by_text("accepted", exact=True)).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_label("Question", exact=True).fill("What feeds the dough?")
    await saved(page)
    await expect(card.get_by_text("open", exact=True)).to_be_visible()

    await page.get_by_role("link", name="2.1 Heat").click()
    await page.locator("summary", has_text="Prerequisites (0)").click()
    await page.get_by_label("1.2 Yeast").check()
    await page.get_by_label("Gate: opens after").select_option(label="1.1 Flour")
    await page.get_by_label("Score of at least, in percent").fill("70")
    await saved(page)
    await tab.assert_accessible()
    stored = (await owner.api.get(f"/api/sections/{heat}")).json()
    assert stored["prerequisites"] == [yeast]
    assert stored["gate"] == {"requires": flour, "min_score": 70, "min_completion": 100}

    await policy_and_removed(tab, owner, course)


async def test_the_review_speaks_the_language_of_the_page(visitor: Window, town: Town) -> None:
    """What was found before sentences had values stays English."""
    owner = await town.person("instructor")
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    flour = course["lessons"][0]["sections"][0]["id"]
    tab = await visitor.tab()
    page = tab.page
    old = {"code": "x", "severity": "note", "pointer": "", "detail": "An older sentence.", "sentence": None}

    async def with_an_older_one(route: Route) -> None:
        answer = await route.fetch()
        told = await answer.json()
        await route.fulfill(response=answer, json=told | {"findings": [*told["findings"], old]})

    await page.route("**/findings", with_an_older_one)
    await tab.open(f"/studio/courses/{course['id']}/sections/{flour}")
    await tab.sign_in(owner.email, PASSWORD)
    review = page.get_by_role("region", name="Review")
    english = "Check k1 offers only two distinct options, so that half of all guesses are right."
    await expect(review.get_by_text(english)).to_be_visible()
    sentences = {
        "de": "Frage k1 bietet nur zwei verschiedene Optionen, sodass die Hälfte aller Rateversuche stimmt.",
        "es": "La pregunta k1 ofrece solo dos opciones distintas, así que la mitad de los intentos al azar aciertan.",
        "fr": "La question k1 n’offre que deux options distinctes, si bien qu’une réponse au hasard sur deux est juste",
        "en": english,
    }
    for language, sentence in sentences.items():
        await page.locator("header select").select_option(language)
        await expect(page.get_by_text(sentence)).to_be_visible()
        await expect(page.get_by_text("An older sentence.")).to_be_visible()


async def policy_and_removed(tab: Tab, owner: Person, course: Json) -> None:
    page, path = tab.page, f"/api/courses/{course['id']}"
    steam = course["lessons"][1]["sections"][1]["id"]
    assert (await owner.api.delete(f"/api/sections/{steam}", headers=EVERYTHING)).status_code == 200
    await tab.open(f"/studio/courses/{course['id']}")
    await page.get_by_label("Mastery").select_option(label="So many right of the last answers")
    await page.get_by_label("Right answers").fill("9")
    await expect(page.locator(".field-fault", has_text="m must not be greater than n")).to_be_visible()
    await page.get_by_label("Right answers").fill("2")
    await expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    policy = (await owner.api.get(path)).json()["progression_policy"]
    assert policy["mastery"] == {"type": "m_of_n", "m": 2, "n": 5}
    await tab.assert_accessible()
    await page.get_by_role("button", name="Bring back Steam").click()
    await expect(page.get_by_role("link", name="2.2 Steam")).to_be_visible()
    await expect(page.get_by_role("heading", name="Taken out")).to_have_count(0)


async def test_figures_invitations_and_spend_are_shown_and_steered(visitor: Window, town: Town) -> None:
    owner, operator, bob = [await town.person(role) for role in ("instructor", "operator", "student")]
    course = await cited_course(town, owner)
    path = f"/api/courses/{course['id']}"
    assert (await owner.api.post(f"{path}/publish")).status_code == 200
    assert (await bob.api.post(f"{path}/enroll")).status_code == 201
    invited = CourseInvitation(
        course_id=UUID(course["id"]),
        invited_by=owner.id,
        email="eve@example.org",
        email_key="eve@example.org",
        token_hash="0",
        expires_at=datetime.now(UTC) + timedelta(days=30),
    )
    async with town.sessions() as session, session.begin():
        session.add(invited)
    await generated(town, owner, UUID(course["id"]))
    flour = course["lessons"][0]["sections"][0]["id"]
    written = "UPDATE ai_content_generations SET step = 'section:1.1:1', status = 'answered', section_id = :id"
    await town.run(written, id=flour)

    tab = await visitor.tab()
    page = tab.page
    await tab.open(f"/studio/courses/{course['id']}/learners")
    await tab.sign_in(owner.email, PASSWORD)
    await expect(page.get_by_role("link", name="Student")).to_be_visible()
    await page.get_by_label("Enrolled until").fill("2020-01-01")
    await expect(page.get_by_role("link", name="Student")).to_have_count(0)
    await page.get_by_label("Enrolled until").fill("")
    await page.get_by_role("button", name="Withdraw the invitation of eve@example.org").click()
    await expect(page.get_by_role("cell", name="withdrawn")).to_be_visible()
    await tab.assert_accessible()

    await page.get_by_role("link", name="Analytics").click()
    await expect(page.get_by_role("heading", name="Completion over time")).to_be_visible()
    await expect(page.get_by_role("cell", name="Good learners get it wrong")).to_be_visible()
    await tab.assert_accessible()

    await page.get_by_role("cell").get_by_role("link", name="Flour").click()
    await page.get_by_role("button", name="I have read it and approve").click()
    await expect(page.get_by_text("Approved on")).to_be_visible()
    assert (await owner.api.get(f"{path}/origin")).json()["approved_sections"] == 1
    await tab.open("/account")
    await page.get_by_role("button", name="Send the e-mail again").click()
    await expect(page.get_by_text("The e-mail is on its way.")).to_be_visible()

    desk = await visitor.tab()
    await desk.open("/desk/spend")
    await desk.sign_in(operator.email, PASSWORD)
    await expect(desk.page.get_by_role("heading", name="By provider")).to_be_visible()
    await desk.assert_accessible()
    await desk.open("/desk/records")
    await expect(desk.page.get_by_role("heading", level=1, name="Learning records")).to_be_visible()
    await desk.assert_accessible()

    await tab.open("/studio/webhooks")
    await page.get_by_label("Address").fill("https://example.org/hook")
    await page.get_by_role("button", name="Add webhook").click()
    await expect(page.get_by_label("Secret, shown only now")).to_be_visible()
    await tab.assert_accessible()


async def test_what_another_window_changes_shows_where_nothing_is_under_way(visitor: Window, town: Town) -> None:
    """The tree and the forms follow; what is typed here meanwhile stays, and both changes stand."""
    owner = await town.person("instructor")
    course = await cited_course(town, owner)
    flour = course["lessons"][0]["sections"][0]["id"]
    tab = await visitor.tab()
    page = tab.page
    await page.clock.install()
    await tab.open(f"/studio/courses/{course['id']}/sections/{flour}")
    await tab.sign_in(owner.email, PASSWORD)
    await expect(page.get_by_label("Title of the section")).to_have_value("Flour")
    await expect(page.get_by_text("Last changed by")).to_have_count(0)

    renamed = {"title": "Flour and water"}
    assert (await owner.api.patch(f"/api/sections/{flour}", json=renamed, headers=EVERYTHING)).status_code == 200
    await page.clock.fast_forward(20_000)
    await expect(page.get_by_label("Title of the section")).to_have_value("Flour and water")
    await expect(page.get_by_role("link", name="1.1 Flour and water")).to_be_visible()

    await page.get_by_label("Summary", exact=True).fill("Typed here.")
    minutes = {"estimated_duration": 21}
    assert (await owner.api.patch(f"/api/sections/{flour}", json=minutes, headers=EVERYTHING)).status_code == 200
    await page.clock.run_for(20_000)
    await expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    await expect(page.get_by_label("Minutes", exact=True)).to_have_value("21")
    stored = (await owner.api.get(f"/api/sections/{flour}")).json()
    assert (stored["content"]["summary"], stored["estimated_duration"]) == ("Typed here.", 21)


async def test_a_reload_is_no_other_window_and_a_second_one_is(visitor: Window, town: Town) -> None:
    owner = await town.person("instructor")
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    tab = await visitor.tab()
    page = tab.page
    await tab.open(f"/studio/courses/{course['id']}")
    await tab.sign_in(owner.email, PASSWORD)
    heading = page.get_by_role("heading", name="The course as a whole")
    await expect(heading).to_be_visible()
    await page.reload(wait_until="commit")
    async with page.expect_response("**/editors") as asked:  # of the new page: the old one hears nothing any more
        await expect(heading).to_be_visible()
    answer = await asked.value
    assert (answer.status, (await answer.json())["others"]) == (200, [])
    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(other.get_by_text("You have this course open in another window")).to_be_visible()


async def test_a_course_of_300_sections_is_found_through(visitor: Window, town: Town) -> None:
    """Folded away but for where one is, and found by words."""
    owner = await town.person("instructor")
    lessons = [
        {"title": f"Lesson {at}", "sections": [{"title": f"Part {at}.{one}"} for one in range(15)]} for at in range(20)
    ]
    course = (await owner.api.post("/api/courses", json={"title": "Long", "lessons": lessons})).json()
    last = course["lessons"][19]["sections"][14]["id"]
    tab = await visitor.tab()
    page = tab.page
    await tab.open(f"/studio/courses/{course['id']}/sections/{last}")
    await tab.sign_in(owner.email, PASSWORD)
    tree = page.get_by_role("navigation", name="Parts of the course")
    await expect(tree.get_by_role("link", name="20.15 Part 19.14")).to_have_attribute("aria-current", "page")
    await expect(tree.get_by_role("link", name="Part")).to_have_count(15)
    await tab.assert_accessible()
    await tree.get_by_role("button", name="1. Lesson 0", exact=True).click()
    await expect(tree.get_by_role("link", name="Part")).to_have_count(30)
    await tree.get_by_label("Find a section").fill("part 7.3")
    await expect(tree.get_by_role("link", name="Part")).to_have_count(1)
    await tree.get_by_role("link", name="8.4 Part 7.3").click()
    await expect(page.get_by_label("Title of the section")).to_have_value("Part 7.3")
    await page.get_by_label("Title of the section").fill("Found")
    await saved(page)
    await tree.get_by_label("Find a section").fill("")
    await expect(tree.get_by_role("link", name="8.4 Found")).to_have_attribute("aria-current", "page")
