"""A section's content as it is shown: beside each text that may hold Markdown, code or formulas its HTML, as `…_html`.

What is sent back may have these fields still; they are left out.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from api.http.off_loop import Written, rendered_all
from learning.checks.check import Check, Option
from learning.section import Example, Exercise, SectionContent

HTML = "_html"


class ExampleShown(Example):
    body_html: str


class ExerciseShown(Exercise):
    prompt_html: str
    hint_html: str
    solution_html: str


class OptionShown(Option):
    text_html: str


class CheckShown(Check):
    stem_html: str
    feedback_html: str
    options: list[OptionShown]  # type: ignore[assignment]  # read alone: nothing is ever added to it


class ContentShown(SectionContent):
    """The content with the HTML of its texts. Of checks only `code` and $formulas$ mean something, the rest is text."""

    summary_html: str
    explanation_html: str
    applications_html: list[str]
    examples: list[ExampleShown]  # type: ignore[assignment]  # read alone, as above
    exercises: list[ExerciseShown]  # type: ignore[assignment]  # read alone, as above
    checks: list[CheckShown]  # type: ignore[assignment]  # read alone, as above


async def shown(content: SectionContent) -> ContentShown:
    """The content with its HTML, made once for each text and kept for a while."""
    html = iter(await rendered_all(list(_texts(content))))
    told = content.model_dump()
    told["summary_html"], told["explanation_html"] = next(html), next(html)
    told["applications_html"] = [next(html) for _ in content.applications]
    for example in told["examples"]:
        example["body_html"] = next(html)
    for exercise in told["exercises"]:
        exercise |= {"prompt_html": next(html), "hint_html": next(html), "solution_html": next(html)}
    for check in told["checks"]:
        check |= {"stem_html": next(html), "feedback_html": next(html)}
        for option in check["options"]:
            option["text_html"] = next(html)
    return ContentShown.model_validate(told)


def _texts(content: SectionContent) -> Iterator[Written]:
    """In the order in which `shown` puts them to their places."""
    yield Written(content.summary, citations=tuple(content.citations))
    yield Written(content.explanation, citations=tuple(content.citations))
    yield from map(Written, content.applications)
    for example in content.examples:
        yield Written(example.body)
    for exercise in content.exercises:
        yield from map(Written, (exercise.prompt, exercise.hint, exercise.solution))
    for check in content.checks:
        yield Written(check.stem, "text")
        yield Written(check.feedback, "text")
        for option in check.options:
            yield Written(option.text, "line")


def without_html(sent: Any) -> Any:
    """What was sent without the fields that the API has put beside its texts."""
    if isinstance(sent, dict):
        return {name: without_html(value) for name, value in sent.items() if not str(name).endswith(HTML)}
    return [without_html(each) for each in sent] if isinstance(sent, list) else sent


ContentSent = Annotated[SectionContent, BeforeValidator(without_html)]
