"""Who else has a course open, and the checks of a section one by one: accepted as they were seen, and no other way."""

from typing import Any
from uuid import uuid4

from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.studying import CHECK, COURSE
from tests.api.test_structure import brought, done

Json = dict[str, Any]


async def here(person: Person, course: Json, **body: Any) -> Json:
    return await done(person, "POST", f"/api/courses/{course['id']}/editors", body)


async def test_pages_are_told_of_each_other_while_they_are_open(town: Town) -> None:
    owner, admin = await town.person("instructor"), await town.person("admin")
    course = await brought(owner)
    flour, yeast = (section["id"] for section in course["lessons"][0]["sections"])
    mine, second, theirs = (str(uuid4()) for _ in range(3))
    alone = await here(owner, course, tab=mine, section_id=flour)
    assert (alone["others"], alone["last_change"]) == ([], None)
    assert [one["is_you"] for one in (await here(owner, course, tab=second))["others"]] == [True]
    [me, again] = (await here(admin, course, tab=theirs, section_id=yeast))["others"]
    assert (me["name"], me["section_id"], again["section_id"]) == ("Instructor", flour, None)
    assert not me["is_you"]
    await done(admin, "PATCH", f"/api/sections/{flour}", {"title": "Rye"})
    told = await here(owner, course, tab=mine, section_id=flour)
    assert [(one["is_you"], one["section_id"]) for one in told["others"]] == [(True, None), (False, yeast)]
    assert (told["last_change"]["name"], told["last_change"]["is_you"]) == ("Admin", False)
    await town.run("UPDATE course_editors SET seen_at = now() - interval '1 minute' WHERE user_id = :id", id=admin.id)
    assert [one["is_you"] for one in (await here(owner, course, tab=mine))["others"]] == [True]


async def test_nobody_says_that_they_edit_what_is_not_theirs(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    course, elsewhere = await brought(owner), await brought(other)
    tab = str(uuid4())
    await here(owner, course, tab=tab)
    path = f"/api/courses/{course['id']}/editors"
    assert_refused(await other.api.post(path, json={"tab": tab}), 404, "not-found")
    foreign = {"tab": tab, "section_id": elsewhere["lessons"][0]["sections"][0]["id"]}
    assert_refused(await owner.api.post(path, json=foreign), 404, "not-found")
    assert (await here(other, elsewhere, tab=tab))["others"] == []
    assert [one["is_you"] for one in (await here(owner, course, tab=str(uuid4())))["others"]] == [True]


async def test_checks_are_accepted_as_they_were_seen(town: Town) -> None:
    owner = await town.person("instructor")
    checks = [CHECK, CHECK | {"id": "k2", "stem": "What feeds yeast?"}]
    course = await brought(owner, COURSE)
    path = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
    await done(owner, "PATCH", path, {"content": {"checks": checks}})
    before = (await done(owner, "GET", f"{path}/checks"))["checks"]
    assert [(one["check_id"], one["accepted_at"], one["figures"]) for one in before] == [
        ("k1", None, None),
        ("k2", None, None),
    ]
    seen = [{"check_id": one["check_id"], "digest": one["digest"]} for one in before]
    both = (await done(owner, "POST", f"{path}/checks/review", {"checks": seen}))["checks"]
    assert all(one["accepted_at"] for one in both)
    await done(owner, "PATCH", path, {"content": {"checks": [checks[0], checks[1] | {"feedback": "Sugar does."}]}})
    after = (await done(owner, "GET", f"{path}/checks"))["checks"]
    assert [one["accepted_at"] is None for one in after] == [False, True]
    refused = await owner.api.post(f"{path}/checks/review", json={"checks": seen})
    assert_refused(refused, 409, "check-changed")
    taken_back = {"accepted": False, "checks": seen[:1]}
    assert not any(
        one["accepted_at"] for one in (await done(owner, "POST", f"{path}/checks/review", taken_back))["checks"]
    )
    gone = {"checks": [{"check_id": "k9", "digest": "0" * 64}]}
    assert_refused(await owner.api.post(f"{path}/checks/review", json=gone, headers=EVERYTHING), 409, "check-changed")


async def test_figures_stand_beside_the_check_that_they_are_of(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    course = await brought(owner, COURSE)
    section = course["lessons"][0]["sections"][0]["id"]
    await town.run(
        "INSERT INTO check_statistics (section_id, check_id, answered, answered_right, score_sum, score_square_sum, "
        "right_score_sum) VALUES (:section, 'k1', 20, 10, 1000, 70000, 300)",
        section=section,
    )
    [check] = (await done(owner, "GET", f"/api/sections/{section}/checks"))["checks"]
    assert {name: check["figures"][name] for name in ("answered", "difficulty", "suspicion")} == {
        "answered": 20,
        "difficulty": 0.5,
        "suspicion": "negative",
    }
    assert check["figures"]["discrimination"] < 0
    assert (await other.api.get(f"/api/sections/{section}/checks")).status_code == 404
