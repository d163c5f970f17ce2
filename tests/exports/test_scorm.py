"""What is in a SCORM package: everything that its manifest names, the course as modules, and nothing that runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from exports.formats import FORMATS
from exports.mathematics import as_tex
from exports.pages import rendered
from tests.exports.courses import COURSES, every_feature
from tests.exports.packages_read import assert_harmless, parsed, unzipped

VERSIONS = ["scorm-1.2", "scorm-2004"]


def module(written: bytes) -> Any:
    text = written.decode()
    assert "</" not in text
    return json.loads(text.removeprefix("export default ").removesuffix(";\n").replace("\\u0021--", "!--"))


def markups(value: Any, name: str = "") -> Iterator[str]:
    """Every text that the player shows as HTML."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from markups(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from markups(part, name)
    elif name.endswith("_html") and value:
        yield value


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", COURSES)
def test_a_package_is_whole_and_harmless(version: str, name: str) -> None:
    course = COURSES[name]()
    files = unzipped(FORMATS[version].written(course))
    manifest = parsed(files["imsmanifest.xml"])
    assert {each.get("href") for each in manifest.iter("{*}file")} == set(files) - {"imsmanifest.xml"}
    assert not [each for each in manifest.iter() if "masteryscore" in str(each.tag).lower()]
    told = module(files["course.js"])
    keys = [placed.key for placed in course.sections()]
    assert [section["key"] for section in told["sections"]] == keys
    for section in told["sections"]:
        for markup in markups(module(files[f"sections/{section['name']}.js"])):
            assert_harmless(re.sub(r"<math.*?</math>", "", markup, flags=re.DOTALL))
    assert_harmless(told["about"])


def test_a_package_has_the_rules_and_says_that_it_holds_the_answers() -> None:
    files = unzipped(FORMATS["scorm-1.2"].written(every_feature()))
    told = module(files["course.js"])
    first, _, third = told["sections"]
    assert [each["id"] for each in first["questions"]] == [f"k{number}" for number in range(1, 8)]
    assert third["gate"] == {"requires": ["lesson", 0], "min_completion": None, "min_score": ["80", "1"]}
    assert third["needs"] == [["section", 0]]
    shown = module(files["sections/1_1.js"])
    assert "<math" in shown["content"]["explanation_html"]
    assert [each["id"] for each in shown["content"]["checks"]] == [each["id"] for each in first["questions"]]
    assert [each["url"].removeprefix("media/") in str(sorted(files)) for each in shown["media"]] == [True]
    assert any("answers lie in the package" in lost for lost in FORMATS["scorm-1.2"].losses(every_feature()))
    assert "answers lie in the package" in told["about"]


def test_formulas_become_mathml_and_code_stays() -> None:
    html = rendered("`$1/r^3$` $1/r^3$ costs 5$ or $6\n\n    $1/r^3$\n")
    assert html.count("<math ") == 1
    assert "<code>$1/r^3$</code>" in html
    assert "<pre><code>$1/r^3$\n</code></pre>" in html
    assert "costs 5$ or $6" in html
    assert 'alttext="1/r^3"' in html


def test_formulas_become_tex_where_mathjax_shows_them() -> None:
    html = as_tex(rendered("`$x$` $a < b$ and $\\unknown x$\n\n$$\n\\frac{1}{2}\n$$\n\n```tex\n$y$\n```\n"))
    assert "<math" not in html
    assert "<code>$x$</code> \\(a &lt; b\\) and \\(\\unknown x\\)" in html
    assert "\\[\\frac{1}{2}\\]" in html
    assert '<code class="language-tex">' in html
