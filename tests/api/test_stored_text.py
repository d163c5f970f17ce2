"""What people write comes back as text or as safe HTML."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.courses.rendered import without_html
from learning.section import SectionContent
from models.generations import AiContentGeneration, Generation, MediaAsset
from tests.api.people import EVERYTHING, Person, Town
from tests.api.studying import CHECK
from tests.learning.test_markdown import assert_harmless

Json = dict[str, Any]
MARKUP = "<script>alert(1)</script>"
ATTACKS = [
    MARKUP,
    "<svg onload=alert(1)></svg>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
]
UNSHOWABLE = ["a\x00b", "a\x1b[31mb", "a\x85b", "a\ufffeb"]


def content(**parts: Any) -> Json:
    return {
        "summary": "A summary.",
        "explanation": "Yeast eats sugar.",
        "examples": [{"title": "Loaf", "body": "A loaf."}],
        "exercises": [{"prompt": "Bake.", "hint": "Heat.", "solution": "Bread."}],
        "applications": ["Bake at home."],
        "checks": [CHECK],
    } | parts


def course(**changes: Any) -> Json:
    section = {"title": "Yeast", "content": content()}
    return {"title": "Bread", "lessons": [{"title": "Dough", "sections": [section]}]} | changes


def with_content(**parts: Any) -> Json:
    made = course()
    made["lessons"][0]["sections"][0]["content"] = content(**parts)
    return made


MARKDOWN: dict[str, Callable[[str], Json]] = {
    "/summary": lambda text: {"summary": text},
    "/explanation": lambda text: {"explanation": text},
    "/examples/0/body": lambda text: {"examples": [{"title": "Loaf", "body": text}]},
    "/exercises/0/prompt": lambda text: {"exercises": [{"prompt": text}]},
    "/exercises/0/hint": lambda text: {"exercises": [{"prompt": "Bake.", "hint": text}]},
    "/exercises/0/solution": lambda text: {"exercises": [{"prompt": "Bake.", "solution": text}]},
    "/applications/0": lambda text: {"applications": [text]},
}


def plain(text: str) -> Json:
    """A course with this text in every field that is read as text, not as Markdown."""
    options = [{"id": "a", "text": text}, {"id": "b", "text": "Salt"}]
    check = CHECK | {"stem": text, "feedback": text, "objective": text, "options": options}
    parts = content(
        checks=[check],
        examples=[{"title": text, "body": "A loaf."}],
        resources=[{"title": text, "source": text, "pages": text}],
        citations=[{"id": "c1", "source_id": text, "block_id": text, "heading": text, "quote": text}],
        visuals=[{"media_id": text, "alt": text, "caption": text}],
        explanation="Yeast eats sugar. [^c1]",
    )
    section = {"title": text, "objectives": [text], "assessment_criteria": [text], "content": parts}
    lesson = {"title": text, "summary": text, "objectives": [text], "sections": [section]}
    named = {"title": text, "description": text, "objectives": [text], "category": text, "tags": [text]}
    return named | {"lessons": [lesson]}


async def bring(owner: Person, made: Json) -> Json:
    answer = await owner.api.post("/api/courses", json=made)
    assert answer.status_code == 201, answer.text
    body: Json = answer.json()
    return body


async def generated(town: Town, owner: Person, course_id: UUID) -> UUID:
    """A generation that the course came from, with a picture. Returns the id of its call."""
    async with town.sessions() as session, session.begin():
        generation = Generation(
            instructor_id=owner.id, course_id=course_id, request_hash="", brief={"title": "Bread"}, status="generating"
        )
        session.add(generation)
        await session.flush()
        call = AiContentGeneration(
            generation_id=generation.id, step="structure", prompt_hash="", provider="p", model="m", prompt_version="1"
        )
        size: Json = {"width": 1, "height": 1, "size_bytes": 1}
        picture = MediaAsset(
            generation_id=generation.id,
            course_id=course_id,
            step="thumbnail",
            kind="thumbnail",
            alt="A secret loaf",
            storage_key="0" * 64 + ".png",
            media_type="image/png",
            **size,
        )
        session.add_all([call, picture])
        return call.id


def pointers(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


def every_string(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in every_string(item)]


async def test_markup_in_markdown_is_refused_where_it_stands(town: Town) -> None:
    owner = await town.person("instructor")
    section = (await bring(owner, course()))["lessons"][0]["sections"][0]["id"]
    for attack in ATTACKS:
        for pointer, parts in MARKDOWN.items():
            brought = await owner.api.post("/api/courses", json=with_content(**parts(attack)))
            assert f"/lessons/0/sections/0/content{pointer}" in pointers(brought), (attack, pointer)
            edited = await owner.api.patch(
                f"/api/sections/{section}", json={"content": parts(attack)}, headers=EVERYTHING
            )
            assert f"/content{pointer}" in pointers(edited), (attack, pointer)
    kept = without_html((await owner.api.get(f"/api/sections/{section}")).json()["content"])
    brought_first = SectionContent.model_validate(content()).model_dump(mode="json")
    assert {name: kept[name] for name in content()} == {name: brought_first[name] for name in content()}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_markup_in_text_stays_text(town: Town, attack: str) -> None:
    attack = attack[:50]  # a tag is no longer
    owner = await town.person("instructor")
    made = await bring(owner, plain(attack))
    section = made["lessons"][0]["sections"][0]["id"]
    assert (await owner.api.post(f"/api/courses/{made['id']}/publish")).status_code == 200
    for path in ("", "/export.json", "/audit"):
        answer = await owner.api.get(f"/api/courses/{made['id']}{path}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
    exported = (await owner.api.get(f"/api/courses/{made['id']}/export.json")).json()
    assert every_string(exported).count(attack) == every_string(plain(attack)).count(attack)
    read = await owner.api.get(f"/api/sections/{section}")
    assert (read.status_code, read.headers["x-content-type-options"]) == (200, "nosniff")
    assert read.json()["content"]["checks"][0]["stem"] == attack
    assert_harmless(read.json()["explanation_html"])
    assert "alert" not in read.json()["explanation_html"]
    for hit in (await owner.api.get("/api/search", params={"q": "alert"})).json()["items"]:
        assert not re.search(r"<(?!/?mark>)", hit["snippet"])


async def test_markup_in_edits_of_text_stays_text(town: Town) -> None:
    owner = await town.person("instructor")
    made = await bring(owner, course())
    lesson = made["lessons"][0]
    for path in (f"courses/{made['id']}", f"lessons/{lesson['id']}", f"sections/{lesson['sections'][0]['id']}"):
        edited = await owner.api.patch(
            f"/api/{path}", json={"title": MARKUP, "objectives": [MARKUP]}, headers=EVERYTHING
        )
        assert edited.status_code == 200, edited.text
        assert MARKUP in every_string(edited.json())
        assert edited.headers["x-content-type-options"] == "nosniff"
    profile = {"full_name": MARKUP, "learning_preferences": {"note": MARKUP}}
    me = await owner.api.patch("/api/me", json=profile, headers=EVERYTHING)
    assert (me.json()["full_name"], me.headers["content-type"]) == (MARKUP, "application/json")


@pytest.mark.parametrize("text", UNSHOWABLE, ids=ascii)
async def test_what_cannot_be_shown_is_refused_everywhere(town: Town, text: str) -> None:
    owner = await town.person("instructor")
    made = await bring(owner, course())
    call_id = await generated(town, owner, UUID(made["id"]))
    section = made["lessons"][0]["sections"][0]["id"]
    tries = [
        ("POST", "/api/courses", plain(text), "/title"),
        ("PATCH", f"/api/courses/{made['id']}", {"description": text}, "/description"),
        ("PATCH", f"/api/lessons/{made['lessons'][0]['id']}", {"summary": text}, "/summary"),
        ("PATCH", f"/api/sections/{section}", {"content": {"summary": text}}, "/content/summary"),
        ("POST", "/api/courses/generate", {"title": text}, "/title"),
        ("POST", "/api/courses/estimate", {"title": "Bread", "objectives": ["Bake", text]}, "/objectives/1"),
        ("POST", f"/api/sections/{section}/regenerate", {"instructions": text}, "/instructions"),
        ("POST", f"/api/ai-generations/{call_id}/review", {"approved": True, "notes": text}, "/notes"),
        ("POST", f"/api/generations/{uuid4()}/revise", {"feedback": text}, "/feedback"),
    ]
    for method, path, body, pointer in tries:
        answer = await owner.api.request(method, path, json=body, headers=EVERYTHING)
        if answer.status_code == 503:
            pytest.fail(f"{path} asks for Temporal before it reads its body")
        assert pointer in pointers(answer), (path, answer.text)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "ftp://a.b/c", "//a.b/c"],
)
async def test_further_reading_is_on_the_web_or_nowhere(town: Town, url: str) -> None:
    owner = await town.person("instructor")
    answer = await owner.api.post("/api/courses", json=with_content(resources=[{"title": "More", "url": url}]))
    assert pointers(answer) == ["/lessons/0/sections/0/content/resources/0/url"]


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what has come to it."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await reader.readline()).decode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seen


async def test_the_server_follows_no_link(town: Town) -> None:
    owner = await town.person("instructor")
    async with listening() as (address, seen):
        explanation = f"Yeast eats sugar. [More]({address}/link) ![Loaf]({address}/picture.png)"
        resources = [{"title": "More", "url": f"{address}/resource"}]
        made = await bring(owner, with_content(explanation=explanation, resources=resources))
        page = f'<p>Bread is baked.</p><img src="{address}/img"><link rel="stylesheet" href="{address}/css">'.encode()
        files = {"file": ("bread.html", page, "text/html")}
        assert (await owner.api.post("/api/sources", files=files)).status_code == 201
        assert (await owner.api.post(f"/api/courses/{made['id']}/publish")).status_code == 200
        section = made["lessons"][0]["sections"][0]["id"]
        read = (await owner.api.get(f"/api/sections/{section}")).json()
        assert f'href="{address}/link"' in read["explanation_html"]
        assert 'rel="noopener noreferrer nofollow"' in read["explanation_html"]
        async with httpx.AsyncClient() as client:
            with pytest.raises(httpx.HTTPError):
                await client.get(f"{address}/control")
        assert [line.split(" ")[1] for line in seen] == ["/control"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\notes.md", "notes.md"),
        ("/etc/cron.d/notes.md", "notes.md"),
        ("a/..", "source"),
        ("notes\x1b[31m.md", "notes[31m.md"),
        ("notes\u202efdp.md", "notesfdp.md"),
        ("<svg onload=alert(1)>.md", "<svg onload=alert(1)>.md"),
        ("x" * 300 + ".md", "x" * 252 + ".md"),
    ],
    ids=ascii,
)
async def test_a_file_is_called_by_a_name_and_no_path(town: Town, told: str, kept: str) -> None:
    owner = await town.person("instructor")
    data = f"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return. {uuid4()}".encode()
    answer = await owner.api.post("/api/sources", files={"file": (told, data, "text/markdown")})
    assert answer.status_code == 201, answer.text
    assert answer.json()["filename"] == kept


async def test_a_source_leaves_its_scripts_behind(town: Town) -> None:
    owner = await town.person("instructor")
    page = (
        b"<h1>Bread</h1><p onclick='alert(1)'>Yeast eats sugar.</p><script>alert(1)</script><svg onload=alert(1)></svg>"
    )
    assert (await owner.api.post("/api/sources", files={"file": ("a.html", page, "text/html")})).status_code == 201
    [source] = (await owner.api.get("/api/me/export")).json()["sources"]
    texts = [block["text"] for block in source["document"]["blocks"]]
    assert "Yeast eats sugar." in texts
    assert not [text for text in every_string(source["document"]["blocks"]) if "onclick" in text or "<script" in text]
