"""The offline client's rules, in a real browser, against a server that does what each test says."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from tests.clients.browser import Browser, Page, PageError
from tests.clients.front import Front, Obliging, served
from tests.clients.learner_page import PENDING, begun, emptied, opened, recorded, told
from tests.faults.wire import html_answer, json_answer

COURSE, SECTION, OTHER = (str(uuid4()) for _ in range(3))
RECORD_MANY = """async (section, count) => {
  for (let n = 0; n < count; n += 1) await learner.record({ sectionId: section, timeSpentSeconds: n });
}"""
FLUSH = "() => learner.flush()"


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    async with served(Obliging()) as running:
        yield running


@pytest.fixture
async def page(chromium: Browser, front: Front) -> Page:
    return await opened(chromium, front.url, COURSE)


async def many_waiting(page: Page, count: int) -> None:
    """So many events recorded without a network; with the network back, but nobody told of it."""
    await page.offline(True)
    await page.evaluate(RECORD_MANY, SECTION, count)
    await page.evaluate("() => addEventListener('online', (e) => e.stopImmediatePropagation(), { capture: true })")


async def test_delays_grow_up_to_five_minutes_and_are_spread(page: Page) -> None:
    delays = "(chance) => [1, 2, 3, 8, 9, 10, 2000].map((failures) => offline.backOff(failures, chance))"
    assert await page.evaluate(delays, 0) == [500, 1000, 2000, 64_000, 128_000, 150_000, 150_000]
    assert await page.evaluate(delays, 1) == [1000, 2000, 4000, 128_000, 256_000, 300_000, 300_000]
    drawn = await page.evaluate("() => Array.from({ length: 50 }, () => offline.backOff(1))")
    assert len(set(drawn)) > 40
    assert all(500 <= delay <= 1000 for delay in drawn)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 0),
        ({"Retry-After": "7"}, 7000),
        ({"Retry-After": "soon"}, 0),
        ({"Retry-After": "Wed, 01 Jan 2020 10:00:30 GMT", "Date": "Wed, 01 Jan 2020 10:00:00 GMT"}, 30_000),
        ({"Retry-After": "Wed, 01 Jan 2020 10:00:00 GMT", "Date": "Wed, 01 Jan 2020 10:00:30 GMT"}, 0),
        ({"Retry-After": "Wed, 01 Jan 2020 10:00:00 GMT"}, 0),
    ],
)
async def test_retry_after_is_seconds_or_a_date_by_the_servers_clock(
    page: Page, headers: dict[str, str], wait: int
) -> None:
    assert await page.evaluate("(told) => offline.retryAfter(new Headers(told))", headers) == wait


async def test_of_two_states_the_newer_wins_in_either_order(page: Page) -> None:
    def state(version: int, release: int = 1, enrollment: str = "e") -> dict[str, Any]:
        return {"enrollment_id": enrollment, "version": version, "release": release}

    newer = "(known, came) => offline.newer(known, came)"
    for older, later in [(state(3), state(10)), (state(3), state(3, 2)), (None, state(1)), (state(9, 1), state(10, 1))]:
        assert await page.evaluate(newer, older, later) == later
        assert await page.evaluate(newer, later, older) == later
    assert await page.evaluate(newer, state(9), state(1, enrollment="f")) == state(1, enrollment="f")


async def test_each_status_says_what_becomes_of_a_batch(page: Page) -> None:
    verdicts = "(count, statuses) => statuses.map((status) => offline.verdict(status, count))"
    assert await page.evaluate(verdicts, 2, [200, 413, 422, 400]) == ["taken", "split", "split", "split"]
    assert await page.evaluate(verdicts, 1, [413, 422, 400]) == ["reject"] * 3
    assert await page.evaluate(verdicts, 2, [408, 425, 429, 500, 502, 503, 504]) == ["later"] * 7
    assert await page.evaluate(verdicts, 2, [401, 403, 404, 405, 410]) == ["stop"] * 5


async def test_five_hundred_go_at_once_and_in_the_order_of_recording(page: Page, front: Front) -> None:
    await many_waiting(page, 501)
    await page.offline(False)
    assert await page.evaluate(FLUSH) == {"applied": 501, "duplicate": 0, "rejected": 0}
    assert [len(batch.events) for batch in front.batches] == [500, 1]
    assert [event["time_spent_seconds"] for batch in front.batches for event in batch.events] == list(range(501))


async def test_a_batch_that_is_too_large_is_split_until_it_fits(page: Page, front: Front) -> None:
    await many_waiting(page, 20)
    front.most_events = 3
    await page.offline(False)
    await page.evaluate(FLUSH)
    assert [len(batch.events) for batch in front.batches] == [20, 10, 5, 3, 3, 3, 3, 3, 3, 2]
    assert Counter(id_ for batch in front.taken() for id_ in batch.ids).most_common(1)[0][1] == 1


async def test_the_one_at_fault_is_found_and_what_was_too_large_stays_too_large(page: Page, front: Front) -> None:
    await many_waiting(page, 8)
    front.instead.extend([json_answer(status, {"type": f"/problems/{status}"}) for status in (413, 413, 422, 422)])
    await page.offline(False)
    assert await page.evaluate(FLUSH) == {"applied": 7, "duplicate": 0, "rejected": 1}
    assert [len(batch.events) for batch in front.batches] == [8, 4, 2, 1, 2, 2, 2, 1]
    [kept] = await page.evaluate("() => learner.rejected()")
    assert (kept["event"]["time_spent_seconds"], kept["problem"]["type"]) == (0, "/problems/422")


async def test_one_event_that_no_server_takes_is_rejected_and_the_others_pass(page: Page, front: Front) -> None:
    await many_waiting(page, 3)
    front.most_events = 0
    front.instead.append(json_answer(200, {"results": []}))
    await page.offline(False)
    await page.until(PENDING, lambda pending: pending == 0)
    kept = await page.evaluate("() => learner.rejected()")
    assert len(kept) == len(await told(page, "rejected")) == 3
    assert {one["problem"]["type"] for one in kept} == {"/problems/too-large"}
    await page.evaluate("(id) => learner.dismiss(id)", kept[0]["event"]["event_id"])
    assert len(await page.evaluate("() => learner.rejected()")) == 2


async def test_retry_after_holds_whoever_asks(page: Page, front: Front) -> None:
    front.instead.append(json_answer(503, {}, {"retry-after": "1"}))
    await recorded(page, SECTION)
    await page.until("() => said.some((e) => e.type === 'online')")
    await page.evaluate(FLUSH)
    await page.evaluate(
        "() => { dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange')) }"
    )
    await emptied(page)
    first, second = front.batches
    assert second.came - first.came >= 1


async def test_what_fails_is_tried_again_by_itself(page: Page, front: Front) -> None:
    front.instead.extend([json_answer(500, {}), html_answer(502)])
    await recorded(page, SECTION)
    await emptied(page)
    first, second, third = front.batches
    assert second.came - first.came >= 0.45
    assert third.came - second.came >= 0.95
    assert first.events == second.events == third.events


async def test_a_server_in_trouble_is_not_asked_at_every_record(page: Page, front: Front) -> None:
    front.instead.append(json_answer(500, {}))
    await recorded(page, SECTION)
    await page.until("() => said.some((e) => e.type === 'online')")
    await page.evaluate(RECORD_MANY, SECTION, 5)
    await emptied(page)
    first, second, *_ = front.batches
    assert second.came - first.came >= 0.45


@pytest.mark.parametrize("fault", ["close", "reset_mid_body", "truncated", "broken_json", "html_200"])
async def test_nothing_leaves_the_queue_without_its_result(page: Page, front: Front, fault: str) -> None:
    front.faults.append(fault)
    await recorded(page, SECTION)
    await page.until("() => said.some((e) => e.type === 'offline')")
    await page.evaluate("() => dispatchEvent(new Event('online'))")
    await emptied(page)
    assert [batch.ids for batch in front.taken()] == [front.batches[0].ids] * 2
    assert await told(page, "online") == [None]


@pytest.mark.parametrize("body", [[], "fine", None, {"results": "fine"}, {"results": [None, {"event_id": "x"}]}])
async def test_an_answer_that_says_nothing_of_an_event_leaves_it(page: Page, front: Front, body: Any) -> None:
    front.instead.append(json_answer(200, body))
    await recorded(page, SECTION)
    await emptied(page)
    assert [batch.ids for batch in front.batches] == [front.batches[0].ids] * 2
    assert len(front.taken()) == 1


@pytest.mark.parametrize("status", [401, 403])
async def test_who_is_not_let_in_sends_nothing_until_resumed(chromium: Browser, front: Front, status: int) -> None:
    page = await opened(chromium, front.url, COURSE)
    await page.evaluate("() => learner.close()")
    await page.evaluate(
        "(id) => { window.token = 'old'; start({ courseId: id, headers: async () => ({ Authorization: token }) }) }",
        COURSE,
    )
    front.instead.append(json_answer(status, {"type": "/problems/not-signed-in", "detail": "Sign in."}))
    await recorded(page, SECTION)
    await page.until("() => said.some((e) => e.type === 'stopped')")
    await recorded(page, OTHER)
    await page.evaluate("() => dispatchEvent(new Event('online'))")
    assert await page.evaluate(FLUSH) == {"applied": 0, "duplicate": 0, "rejected": 0}
    assert [batch.authorization for batch in front.batches] == ["old"]
    [stopped] = await told(page, "stopped")
    assert (stopped["status"], stopped["problem"]["detail"]) == (status, "Sign in.")
    await page.evaluate("() => { window.token = 'new'; return learner.resume() }")
    assert await page.evaluate(PENDING) == 0
    assert [batch.authorization for batch in front.batches] == ["old", "new"]


async def test_what_waits_is_counted_by_section_and_never_guessed(page: Page) -> None:
    await page.offline(True)
    for section in (SECTION, OTHER, SECTION):
        await recorded(page, section)
    expected = {"state": None, "pending": 3, "pendingBySection": {SECTION: 2, OTHER: 1}}
    assert await page.evaluate("() => learner.progress()") == expected
    assert (await told(page, "progress"))[-1] == expected


async def test_a_tab_that_becomes_visible_sends(page: Page, front: Front) -> None:
    await many_waiting(page, 6)
    await page.offline(False)
    await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert (await emptied(page))["state"]["version"] == 1
    assert len(front.batches) == 1


async def test_an_older_state_that_comes_late_changes_nothing(page: Page, front: Front) -> None:
    await recorded(page, SECTION)
    await emptied(page)
    await recorded(page, SECTION)
    assert (await emptied(page))["state"]["version"] == 2
    old = {"enrollment_id": "e", "release": 1, "version": 1, "course": {"percent": 0}}
    front.instead.append(json_answer(200, {"results": [], "progress": old}))
    await recorded(page, SECTION)
    assert (await emptied(page))["state"]["version"] == 3
    versions = [one["state"]["version"] for one in await told(page, "progress") if one["state"]]
    assert versions == sorted(versions)


async def test_the_id_and_the_time_are_made_when_a_sitting_is_recorded(page: Page, front: Front) -> None:
    await page.offline(True)
    answers = await page.evaluate(
        """async (section) => {
          window.now = "2026-01-01T10:00:00Z";
          const answers = { k1: "a" };
          const recording = learner.record({ sectionId: section, answers, preferredPath: "adaptive" });
          window.now = "2026-01-01T11:00:00Z";
          answers.k1 = "b";
          return recording;
        }""",
        SECTION,
    )
    await page.offline(False)
    await emptied(page)
    [event] = front.taken()[0].events
    assert event == {
        "event_id": answers,
        "occurred_at": "2026-01-01T10:00:00.000Z",
        "section_id": SECTION,
        "time_spent_seconds": 0,
        "score": None,
        "answers": {"k1": "a"},
        "interactions": {},
        "preferred_path": "adaptive",
    }
    assert front.taken()[0].device_id == "tablet"


@pytest.mark.parametrize("sitting", ["{}", "{ sectionId: 'x' }", "{ sectionId: id, interactions: { n: 1n } }"])
async def test_what_could_never_be_sent_is_refused_at_once(page: Page, front: Front, sitting: str) -> None:
    with pytest.raises(PageError, match="TypeError"):
        await page.evaluate(f"(id) => learner.record({sitting})", SECTION)
    await recorded(page, SECTION)
    await emptied(page)
    assert len(front.taken()) == 1


async def test_two_tabs_send_one_after_the_other_and_tell_each_other(chromium: Browser, front: Front) -> None:
    first, second = [await opened(chromium, front.url, COURSE) for _ in range(2)]
    for tab in (first, second):
        await tab.offline(True)
    for tab in (first, second, first):
        await tab.evaluate(RECORD_MANY, SECTION, 4)
    assert await second.until(PENDING, lambda pending: pending == 12)
    front.most_events = 3
    for tab in (first, second):
        await tab.offline(False)
    for tab in (first, second):
        await emptied(tab)
        await tab.until("() => said.at(-1).type !== 'progress' || said.at(-1).detail.pending === 0")
    assert front.most_at_once == 1
    assert sorted(Counter(id_ for batch in front.taken() for id_ in batch.ids).values()) == [1] * 12


async def test_a_closed_learner_sends_nothing_and_the_next_one_does(page: Page, front: Front) -> None:
    await page.offline(True)
    await recorded(page, SECTION)
    await page.evaluate("() => learner.close()")
    await page.offline(False)
    await page.evaluate("() => dispatchEvent(new Event('online'))")
    assert front.batches == []
    await begun(page, COURSE)
    await emptied(page)
    assert len(front.batches) == 1
