"""`make demo`: one course from real documents, through the API, before your eyes."""

import os
import signal
import sys
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from stack.accounts import tell_link
from stack.addresses import Addresses
from stack.course_client import CourseClient, Json, Refused
from stack.interruption import uninterrupted
from stack.layout import Layout
from stack.learners import take_course
from stack.parts import PROJECT
from stack.progress_view import choose_view
from stack.supervisor import Say, Supervisor

SAMPLE = PROJECT / "docs" / "sample"
SAMPLE_BRIEF: Mapping[str, Any] = {
    "title": "Indexes in PostgreSQL",
    "description": "From what a table looks like on disk to an index that is worth its cost.",
    "objectives": [
        "Compare sequential, index and bitmap scans",
        "Measure a query with EXPLAIN ANALYZE and find its most expensive step",
        "Order the columns of a multicolumn index for a given set of queries",
        "Create a partial index and explain when the planner can use it",
        "Choose an index type from the operators that a query uses",
        "Find indexes that are unused or redundant, and decide which of them to drop",
    ],
    "difficulty": "intermediate",
    "category": "Databases",
    "tags": ["PostgreSQL", "indexes", "performance"],
}
ASKED_BY = {"TITLE": "title", "LESSONS": "lessons", "SECTIONS": "sections_per_lesson"}
"""Variables and the field of the brief that each fills."""
FAILED = 1


def demo(layout: Layout, supervisor: Supervisor, say: Say) -> int:
    """Makes the course, on a stack of its own if none is up. The answer is 0 when the course is complete."""
    once = os.environ.get("ONCE", "") not in ("", "0")
    try:
        addresses = supervisor.up()
        complete = make_and_take(addresses, layout.remembered().get("API_TOKEN", ""), say)
        if not supervisor.started or (complete and not once):
            tell_link(layout, say)
        if not supervisor.started:
            say("\nThe stack was up before, and stays up.")
        elif complete and not once:
            _stay(say)
        return 0 if complete else FAILED
    finally:
        with uninterrupted():
            supervisor.stop_started()


def _stay(say: Say) -> None:
    try:
        say("\nIt all keeps running until you press Ctrl-C.")
        while True:
            signal.pause()
    except KeyboardInterrupt:
        print(flush=True)


def make_and_take(addresses: Addresses, token: str, say: Say) -> bool:
    """Makes the course and lets the learners take it. Whether all of that was done; if not, says why."""
    try:
        course = make_course(addresses, token, say)
        if course is not None:
            take_course(addresses.api_url, token, course, say)
        return course is not None
    except Refused as refusal:
        print(f"The API has refused: {refusal}", file=sys.stderr)
    except httpx.HTTPError as error:
        print(f"The API does not answer as it should ({error}).", file=sys.stderr)
    except OSError as error:
        print(f"The document cannot be read: {error}", file=sys.stderr)
    return False


def make_course(addresses: Addresses, token: str, say: Say) -> Json | None:
    """The complete course that the environment asks for, made through the API; None, and why is said, if incomplete.

    It is made for the account whose token this is.
    Raises Refused, httpx.HTTPError, and OSError for a document that cannot be read.
    """
    documents, brief = _wanted(os.environ)
    with CourseClient(addresses.api_url, token) as client:
        return _follow_course(client, documents, brief, addresses, say)


def _wanted(environment: Mapping[str, str]) -> tuple[list[Path], Json]:
    """The documents and the brief: the sample's, or those that SOURCE, TITLE, LESSONS and SECTIONS ask for."""
    if not (source := environment.get("SOURCE")):
        documents, brief = [*sorted(SAMPLE.glob("0*.md")), *sorted(SAMPLE.glob("*.pdf"))], dict(SAMPLE_BRIEF)
    else:
        path = Path(source).expanduser()
        documents = sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
        brief = {"title": path.stem.replace("-", " ").replace("_", " ").strip().capitalize()}
    asked = {field: _read(name, value) for name, field in ASKED_BY.items() if (value := environment.get(name))}
    return documents, brief | asked


def _read(name: str, value: str) -> str | int:
    """What a variable says: a title, or a number. Raises SystemExit where it is none."""
    if name == "TITLE":
        return value
    if not value.isdecimal():
        raise SystemExit(f"{name} is a number, and “{value}” is none: say for example {name}=2.")
    return int(value)


def _follow_course(
    client: CourseClient, documents: list[Path], brief: Json, addresses: Addresses, say: Say
) -> Json | None:
    say(f"\n“{brief['title']}”, made from:")
    sources = []
    for document in documents:
        source = client.upload(document)
        say(f"  {document.name} ({source['characters']:,} characters)")
        sources.append(source["id"])
    began = time.monotonic()
    generation = client.generate(brief | {"source_ids": sources}, str(uuid.uuid4()))
    say(f"\nWorkflow: {generation['workflow_url']}\n")
    with choose_view(Console(), say) as view:
        for state in client.follow(generation["id"]):
            generation = state
            view.show(state)
    seconds = time.monotonic() - began
    if generation["status"] != "completed":
        _tell_problem(generation)
        return None
    course = client.course(generation["course_id"])
    _tell_course(course, generation, addresses, seconds, say)
    return course


def _tell_problem(generation: Json) -> None:
    status = generation["status"].replace("_", " ")
    problem = (generation.get("problem") or {}).get("detail") or "it does not say why"
    print(f"\nThe course is not complete ({status}): {problem}", file=sys.stderr)
    for section in generation["sections"]:
        if section.get("problem"):
            print(f"  {section['key']} {section['title']}: {section['problem'].get('detail')}", file=sys.stderr)


def _tell_course(course: Json, generation: Json, addresses: Addresses, seconds: float, say: Say) -> None:
    lessons = course["lessons"]
    count = sum(len(lesson["sections"]) for lesson in lessons)
    say(f"\n{course['title']}: {len(lessons)} lessons, {count} sections, made in {seconds:.1f} s")
    for number, lesson in enumerate(lessons, 1):
        say(f"  {number}. {lesson['title']}")
        for part, section in enumerate(lesson["sections"], 1):
            say(f"     {number}.{part} {section['title']}")
    say(f"\nWorkflow  {generation['workflow_url']}")
    say(f"Course    {addresses.api_url}/api/courses/{course['id']}")
    say(f"API docs  {addresses.api_url}/docs")
