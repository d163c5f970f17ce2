"""What was read of a source, what was not, and sources that go."""

import asyncio
import hashlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from learning.source import NotCarried
from models.generations import Generation, Source
from providers.local_storage import LocalStorage
from tests.api.people import Person, Town, assert_refused
from tests.pipeline import Pipeline
from tests.sources.picture_files import data_address, picture

Json = dict[str, Any]
MARKDOWN = """# Bread

Yeast eats the sugars that enzymes set free from starch, and gives off gas and alcohol in return for them.

- Flour
- Water

## Weighing

| What | How much |
|---|---|
| Flour | 500 g |

The share of water is $w / f$, and the dough costs $5 or $6.

```python
print(350 / 500)
```
"""


async def bring(person: Person, text: str = MARKDOWN, name: str = "bread.md") -> Json:
    answer = await person.api.post("/api/sources", files={"file": (name, text.encode(), "text/markdown")})
    assert answer.status_code in (200, 201), answer.text
    source: Json = answer.json()
    return source


async def note(town: Town, source: Json, *noted: NotCarried) -> None:
    """As a reader would have, which found this in the file."""
    async with town.sessions() as session, session.begin():
        row = await session.get_one(Source, UUID(source["id"]))
        row.not_carried = [one.model_dump() for one in noted]
        session.add(row)


async def running(town: Town, owner: Person, source: Json, **values: Any) -> UUID:
    brief = {"title": "Bread", "source_ids": [source["id"]]}
    generation = Generation(instructor_id=owner.id, request_hash="", brief=brief, **values)
    async with town.sessions() as session, session.begin():
        session.add(generation)
    return generation.id


async def test_a_source_says_what_was_read_of_it(town: Town) -> None:
    owner = await town.person("instructor")
    brought = await bring(owner)
    assert brought["language"] == "en"
    assert (
        brought["words"]
        == sum(len(text.split()) for text in ("Bread Weighing",))
        + brought["outline"][0]["words"]
        + (brought["outline"][1]["words"])
    )
    assert [(part["heading"], part["level"], part["page"]) for part in brought["outline"]] == [
        ("Bread", 1, None),
        ("Weighing", 2, None),
    ]
    assert brought["carried"] == {"tables": 1, "figures": 0, "code": 1, "math": 1, "lists": 1}
    assert brought["not_carried"] == []
    assert (await owner.api.get(f"/api/sources/{brought['id']}")).json() == brought
    assert await bring(owner) == brought
    tag = (await owner.api.get(f"/api/sources/{brought['id']}")).headers["etag"]
    again = await owner.api.get(f"/api/sources/{brought['id']}", headers={"If-None-Match": tag})
    assert again.status_code == 304


async def test_what_was_not_read_is_said_of_the_source_and_of_what_is_made_from_it(town: Town) -> None:
    owner = await town.person("instructor")
    source, other = (
        await bring(owner),
        await bring(owner, "# Salt\n\nSalt slows yeast down, and keeps gluten tight.", "s.md"),
    )
    pictures = NotCarried(what="picture", where="page 3", count=2, detail="Pictures are not read.")
    await note(town, source, pictures, NotCarried(what="margin_note", where="Weighing"), pictures)
    shown = (await owner.api.get(f"/api/sources/{source['id']}")).json()
    assert shown["not_carried"][0] == pictures.model_dump()
    brief = {"title": "Bread", "source_ids": [other["id"], source["id"]]}
    generation = Generation(instructor_id=owner.id, request_hash="", brief=brief)
    async with town.sessions() as session, session.begin():
        session.add(generation)
    [warning] = (await owner.api.get(f"/api/generations/{generation.id}")).json()["warnings"]
    assert warning["type"] == "source-not-carried"
    assert warning["pointer"] == "/source_ids/1"
    assert "“bread.md”" in warning["detail"]
    assert "picture (4), margin note (1)" in warning["detail"]


async def test_sources_are_listed_in_pages_and_only_ones_own(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    brought = [await bring(owner, f"{MARKDOWN}\nNumber {number}.") for number in range(3)]
    await bring(other)
    first = (await owner.api.get("/api/sources", params={"limit": 2})).json()
    rest = (await owner.api.get("/api/sources", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    without_figures = [{name: said for name, said in source.items() if name != "figures"} for source in brought[::-1]]
    assert first["items"] + rest["items"] == without_figures
    assert rest["next_cursor"] is None


async def test_a_deleted_source_is_gone_and_its_bytes_may_come_anew(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("admin")
    source = await bring(owner)
    path = f"/api/sources/{source['id']}"
    for method in ("GET", "DELETE"):
        assert_refused(await other.api.request(method, path), 404, "not-found")
    assert (await owner.api.delete(path)).status_code == 204
    for method in ("GET", "DELETE"):
        assert_refused(await owner.api.request(method, path), 404, "not-found")
    async with town.sessions() as session:
        assert (await session.exec(select(Source.id))).all() == []
    brief = {"title": "Bread", "source_ids": [source["id"]]}
    assert (await owner.api.post("/api/courses/estimate", json=brief)).status_code == 422
    assert (await bring(owner))["id"] != source["id"]


@pytest.mark.parametrize("status", ["queued", "awaiting_review", "needs_attention", "saving"])
async def test_a_source_that_is_read_is_kept(town: Town, status: str) -> None:
    owner = await town.person("instructor")
    source = await bring(owner)
    generation_id = await running(town, owner, source, status=status)
    answer = await owner.api.delete(f"/api/sources/{source['id']}")
    assert_refused(answer, 409, "source-in-use")
    assert str(generation_id) in answer.json()["detail"]
    await town.run("UPDATE generations SET status = 'completed' WHERE id = :id", id=generation_id)
    assert (await owner.api.delete(f"/api/sources/{source['id']}")).status_code == 204


async def test_a_course_keeps_what_it_quotes_and_its_sections_are_not_written_anew(machine: Pipeline) -> None:
    file = {"file": ("bread.md", MARKDOWN.encode())}
    source = (await machine.api.post("/api/sources", files=file)).json()
    made = await machine.generate({"title": "Bread", "lessons": 1, "sections_per_lesson": 1})
    done = await machine.until_status(made["id"], "completed")
    async with machine.sessions() as session, session.begin():
        generation = await session.get_one(Generation, UUID(made["id"]))
        generation.brief = generation.brief | {"source_ids": [source["id"]]}
        session.add(generation)
    course = await machine.read(f"/api/courses/{done['course_id']}")
    section = course["lessons"][0]["sections"][0]["id"]
    before = await machine.read(f"/api/sections/{section}")
    assert (await machine.api.delete(f"/api/sources/{source['id']}")).status_code == 204
    assert await machine.read(f"/api/sections/{section}") == before
    answer = await machine.api.post(f"/api/sections/{section}/regenerate", json={})
    assert_refused(answer, 409, "source-deleted")


async def test_a_source_is_either_deleted_or_read(machine: Pipeline) -> None:
    """A generation and the end of its source, at once: never a generation without its source."""
    for number in range(6):
        text = f"{MARKDOWN}\n{uuid4()}"
        source = (await machine.api.post("/api/sources", files={"file": ("bread.md", text.encode())})).json()
        brief = {"title": f"Bread {number}", "lessons": 1, "sections_per_lesson": 1, "source_ids": [source["id"]]}
        deleted, made = await asyncio.gather(
            machine.api.delete(f"/api/sources/{source['id']}"), machine.api.post("/api/courses/generate", json=brief)
        )
        assert (deleted.status_code, made.status_code) in ((204, 422), (409, 202)), (deleted.text, made.text)
        if made.status_code == 202:  # the draft of these tests is made of another source, so it waits for its owner
            await machine.until_status(made.json()["id"], "needs_attention")
            assert (await machine.api.get(f"/api/sources/{source['id']}")).status_code == 200


async def test_the_pictures_of_a_source_are_shown_to_its_owner(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    shown = picture("teal", (300, 200))
    page = f"<html><body><h1>Bread</h1><p>Yeast.</p><img alt='A loaf' src='{data_address(shown)}'></body></html>"
    source = await bring(owner, page, "bread.html")
    (figure,) = source["figures"]
    assert figure["media"] == hashlib.sha256(shown).hexdigest()
    assert (figure["alt"], figure["width"], figure["height"], figure["where"]) == ("A loaf", 300, 200, "Bread")
    assert source["carried"]["figures"] == 1
    answer = await owner.api.get(figure["url"])
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", shown)
    known = await owner.api.get(figure["url"], headers={"If-None-Match": answer.headers["etag"]})
    assert known.status_code == 304
    assert_refused(await other.api.get(figure["url"]), 404, "not-found")
    assert_refused(await owner.api.get(figure["url"][:-64] + "0" * 64), 404, "not-found")
    assert "figures" not in (await owner.api.get("/api/sources")).json()["items"][0]


async def test_a_source_keeps_the_licence_that_was_told_last(town: Town) -> None:
    owner = await town.person("instructor")

    async def licensed(**fields: str) -> Any:
        return await owner.api.post("/api/sources", files={"file": ("bread.md", MARKDOWN.encode())}, data=fields)

    first = (await licensed(licence=" CC BY\u202e 4.0 ")).json()
    assert first["licence"] == "CC BY 4.0"
    assert (await licensed()).json()["licence"] == "CC BY 4.0"
    again = await licensed(licence="CC0")
    assert (again.status_code, again.json()["licence"], again.json()["id"]) == (200, "CC0", first["id"])
    assert (await owner.api.get(f"/api/sources/{first['id']}")).json()["licence"] == "CC0"
    assert_refused(await licensed(licence="x" * 201), 422, "invalid-input")


async def test_a_source_whose_pictures_cannot_be_stored_is_not_taken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await town.person("instructor")

    async def full(*_: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LocalStorage, "put", full)
    page = f"<html><body><h1>Bread</h1><p>Yeast.</p><img alt='A' src='{data_address(picture())}'></body></html>"
    answer = await owner.api.post("/api/sources", files={"file": ("bread.html", page.encode())})
    assert_refused(answer, 503, "media-store-away")
    assert (await owner.api.get("/api/sources")).json()["items"] == []


async def test_a_passage_is_shown_around_a_block_to_its_owner_alone(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    paragraphs = [f"Paragraph {number} says that yeast eats sugar." for number in range(1, 31)]
    file = {"file": ("bread.md", "\n\n".join(["# Bread", *paragraphs, "x" * 6_000]).encode())}
    source = (await owner.api.post("/api/sources", files=file)).json()
    path = f"/api/sources/{source['id']}/blocks"
    async with town.sessions() as session:
        query = text("SELECT b ->> 'id' FROM sources, jsonb_array_elements(document -> 'blocks') b WHERE id = :id")
        blocks = (await (await session.connection()).execute(query, {"id": source["id"]})).scalars().all()
    passage = (await owner.api.get(path, params={"around": blocks[4]})).json()
    assert (passage["filename"], passage["total"]) == ("bread.md", 32)
    assert [(block["id"], block["place"]) for block in passage["blocks"]] == list(
        zip(blocks[2:7], range(3, 8), strict=True)
    )
    assert passage["blocks"][2]["text"] == paragraphs[3]
    last = (await owner.api.get(path, params={"around": blocks[-1], "before": 0, "after": 10})).json()["blocks"]
    assert [(len(block["text"]), block["is_cut"]) for block in last] == [(5_000, True)]
    chosen = {"block": [blocks[9], blocks[3], "b0-0"]}
    some = (await owner.api.get(path, params=chosen)).json()["blocks"]
    assert [block["id"] for block in some] == [blocks[3], blocks[9]]
    assert_refused(await other.api.get(path, params=chosen), 404, "not-found")
    assert_refused(await owner.api.get(path, params={"block": "b0-0"}), 404, "not-found")
    first = (await owner.api.get(path, params={"after": 0})).json()["blocks"]
    assert [block["text"] for block in first] == ["Bread"]
    assert (await owner.api.get(path, params={"around": blocks[0], "before": 11})).status_code == 422
    assert_refused(await owner.api.get(path, params={"around": "b0-0"}), 404, "not-found")
    assert_refused(await other.api.get(path, params={"around": blocks[4]}), 404, "not-found")
