"""The demo as it is shown: on the sample, through the real API, with real servers."""

import re
from collections.abc import Callable

import httpx

from stack.parts import PARTS, PROJECT
from tests.stack.conftest import COMMAND_SECONDS, OwnStack

SMALL = {"SOURCE": str(PROJECT / "docs" / "sample" / "03-btree-indexes.md"), "LESSONS": "1", "SECTIONS": "1"}
"""For what is not about the course."""


def test_once_it_makes_the_whole_course_and_leaves_nothing_running(own_stack: OwnStack) -> None:
    said = own_stack.run("demo", {"ONCE": "1"})
    assert "6 lessons, 12 sections" in said
    assert own_stack.leftovers() == []
    course = re.search(r"/api/courses/\S+", said)
    assert course
    own_stack.run("up")
    found = httpx.get(own_stack.addresses()["API_URL"] + course[0], trust_env=False)
    assert found.status_code == 200
    assert len(found.json()["lessons"]) == 6


def test_it_leaves_running_what_it_did_not_start(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before = own_stack.pids()
    own_stack.run("demo", {"ONCE": "1"} | SMALL)
    assert own_stack.pids() == before


def test_sigterm_in_the_middle_leaves_no_process_behind(fresh_stack: OwnStack) -> None:
    demo = fresh_stack.begin("demo")
    read_until(demo.stdout.readline if demo.stdout else str, "Workflow:")
    demo.terminate()
    demo.communicate(timeout=COMMAND_SECONDS)
    assert demo.returncode == 130
    assert fresh_stack.leftovers() == []


def test_after_the_course_it_stays_until_it_is_stopped(fresh_stack: OwnStack) -> None:
    demo = fresh_stack.begin("demo", SMALL)
    read_until(demo.stdout.readline if demo.stdout else str, "keeps running")
    assert set(fresh_stack.pids()) == set(PARTS)
    demo.terminate()
    demo.communicate(timeout=COMMAND_SECONDS)
    assert demo.returncode == 0
    assert fresh_stack.leftovers() == []


def read_until(next_line: Callable[[], str], words: str) -> None:
    said = ""
    while words not in said:
        line = next_line()
        assert line, f"it ended before saying {words!r}: {said}"
        said += line
