"""Texts beside their HTML: for owners, for learners as far as they may read, and as a preview."""

from typing import Any

from tests.api.people import EVERYTHING, Town, assert_refused

Json = dict[str, Any]
CONTENT: Json = {
    "summary": "A *short* word.",
    "explanation": "With $x^2$.\n\n```py\nif x: pass\n```",
    "examples": [{"title": "One", "body": "- a\n- b"}],
    "exercises": [{"prompt": "Why **this**?", "hint": "", "solution": "`so`"}],
    "applications": ["Try `it`."],
    "checks": [
        {
            "id": "k1",
            "kind": "multiple_choice",
            "stem": "What does `__init__` do with <b>?",
            "options": [{"id": "a", "text": "It is $a*b*c$ & more"}, {"id": "b", "text": "Nothing *at* all"}],
            "answer": "a",
            "feedback": "It is `a`.",
        }
    ],
}
COURSE: Json = {
    "title": "Code",
    "description": "First.\n\nWith $x$ and <i>.",
    "lessons": [{"title": "One", "summary": "Uses `x`.", "sections": [{"title": "First", "content": CONTENT}]}],
}


async def test_an_owner_reads_html_beside_each_text_and_sends_it_back_without_harm(town: Town) -> None:
    owner = await town.person("instructor")
    made = (await owner.api.post("/api/courses", json=COURSE)).json()
    assert made["description_html"].startswith("<p>First.</p>\n<p>With <math")
    assert "&lt;i&gt;" in made["description_html"]
    assert made["lessons"][0]["summary_html"] == "<p>Uses <code>x</code>.</p>\n"
    path = f"/api/sections/{made['lessons'][0]['sections'][0]['id']}"
    section = (await owner.api.get(path)).json()
    content = section["content"]
    assert content["summary_html"] == "<p>A <em>short</em> word.</p>\n"
    assert content["explanation_html"] == section["explanation_html"]
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in section["explanation_html"]
    assert '<span class="hl-k">if</span>' in section["explanation_html"]
    assert content["examples"][0]["body_html"].startswith("<ul>")
    assert content["exercises"][0]["prompt_html"] == "<p>Why <strong>this</strong>?</p>\n"
    assert content["exercises"][0]["hint_html"] == ""
    assert content["applications_html"] == ["<p>Try <code>it</code>.</p>\n"]
    [check] = content["checks"]
    assert check["stem_html"] == "<p>What does <code>__init__</code> do with &lt;b&gt;?</p>\n"
    assert check["options"][1]["text_html"] == "Nothing *at* all"
    assert check["feedback_html"] == "<p>It is <code>a</code>.</p>\n"
    edited = await owner.api.patch(path, json={"content": content | {"summary": "Other."}}, headers=EVERYTHING)
    assert edited.status_code == 200, edited.text
    assert edited.json()["content"]["summary_html"] == "<p>Other.</p>\n"
    exported = (await owner.api.get(f"/api/courses/{made['id']}/export.json")).text
    assert "_html" not in exported


async def test_a_learner_gets_the_html_of_what_is_disclosed_alone(town: Town) -> None:
    owner = await town.person("instructor")
    made = (await owner.api.post("/api/courses", json=COURSE)).json()
    assert (await owner.api.post(f"/api/courses/{made['id']}/publish")).status_code == 200
    learner = await town.person()
    assert (await learner.api.post(f"/api/courses/{made['id']}/enroll")).status_code == 201
    section = (await learner.api.get(f"/api/sections/{made['lessons'][0]['sections'][0]['id']}")).json()
    [check] = section["content"]["checks"]
    assert (check["answer"], check["feedback"], check["feedback_html"]) == ("", "", "")
    assert check["stem_html"] == "<p>What does <code>__init__</code> do with &lt;b&gt;?</p>\n"
    assert (await town.anybody.get(f"/api/courses/{made['id']}")).json()["description_html"].startswith("<p>First.")


async def test_a_preview_is_what_is_shown_later_and_no_text_is_too_long_unsaid(town: Town) -> None:
    owner, student = await town.person("instructor"), await town.person()
    made = (await owner.api.post("/api/courses", json=COURSE)).json()
    section = (await owner.api.get(f"/api/sections/{made['lessons'][0]['sections'][0]['id']}")).json()
    preview = await owner.api.post("/api/render", json={"markdown": CONTENT["explanation"]})
    assert preview.json() == {"html": section["explanation_html"]}
    line = await owner.api.post("/api/render", json={"markdown": "Nothing *at* all", "kind": "line"})
    assert line.json() == {"html": "Nothing *at* all"}
    assert_refused(await owner.api.post("/api/render", json={"markdown": "x" * 60_001}), 422, "invalid-input")
    assert_refused(await student.api.post("/api/render", json={"markdown": "x"}), 403, "not-allowed")
    hostile = await owner.api.post("/api/render", json={"markdown": "<script>alert(1)</script> [x](javascript:y)"})
    assert "<script" not in hostile.text
    assert "href" not in hostile.text
