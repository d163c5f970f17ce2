"""What learners read, as HTML. Markdown goes through the one renderer; all other text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from exports.course import ExportedCourse
from exports.provenance import sentences
from exports.xml import clean
from learning.course_draft import SectionDraft
from learning.markdown import WEB_SCHEMES, is_safe_address
from learning.markdown_html import render, render_line, render_text
from learning.section import Citation, Resource, Visual

PictureAddress = Callable[[str], str]
"""The address of a picture by its id."""


_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`, by a BCP 47 tag: the script where it names one, else the language."""
    primary, *rest = language.lower().split("-")
    if script := next((part for part in rest if len(part) == 4 and part.isalpha()), ""):
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def page(title: str, language: str, body: str, head: str = "") -> bytes:
    """A whole document in UTF-8."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n'
        f'<head>\n<meta charset="utf-8">\n<title>{text(title)}</title>\n{head}</head>\n<body>\n{body}</body>\n</html>\n'
    ).encode()


def section_body(course: ExportedCourse, section: SectionDraft, picture: PictureAddress) -> str:
    """A section without its checks."""
    language, content = course.draft.language, section.content
    pieces = [
        _listed(section.objectives, ours("Objectives", language)),
        rendered(content.summary),
        rendered(content.explanation, content.citations),
        *(_figure(visual, picture) for visual in content.visuals),
    ]
    pieces += [
        f"<h2>{ours('Example', language)}: {text(example.title)}</h2>\n{rendered(example.body)}"
        for example in content.examples
    ]
    for exercise in content.exercises:
        pieces.append(f"<h2>{ours('Exercise', language)}</h2>\n{rendered(exercise.prompt)}")
        pieces.append(_folded("Hint", exercise.hint, language))
        pieces.append(_folded("Solution", exercise.solution, language))
    if content.applications:
        pieces.append(f"<h2>{ours('Try it yourself', language)}</h2>\n{''.join(map(rendered, content.applications))}")
    pieces.append(_resources(content.resources, language))
    pieces.append(_citations(course, content.citations))
    return "".join(pieces)


def about_body(course: ExportedCourse, losses: Sequence[str]) -> str:
    """What the course is, what it is made of, and what did not come along."""
    draft = course.draft
    paragraphs = "".join(f"<p>{text(line)}</p>\n" for line in draft.description.splitlines() if line.strip())
    told = "".join(f"<li>{text(sentence)}</li>\n" for sentence in sentences(course.provenance))
    lost = "".join(f"<li>{text(sentence)}</li>\n" for sentence in losses)
    return (
        f"<h1>{text(draft.title)}</h1>\n{paragraphs}{_listed(draft.objectives, ours('Objectives', draft.language))}"
        f'<div lang="en" dir="ltr">\n<h2>How this course was made</h2>\n<ul>\n{told}</ul>\n'
        + (f"<h2>What this package does not carry</h2>\n<ul>\n{lost}</ul>\n" if lost else "")
        + "</div>\n"
    )


def rendered(written: str, citations: Sequence[Citation] = ()) -> str:
    """Markdown as HTML."""
    return render(clean(written), citations)


def asked(written: str) -> str:
    """A text of a check as HTML: paragraphs, `code` and formulas, as learners see it."""
    return render_text(clean(written))


def line(written: str) -> str:
    """A text of a check for a place where only words may stand."""
    return render_line(clean(written))


def text(plain: str) -> str:
    return escape(clean(plain))


def ours(word: str, language: str) -> str:
    """A label of ours, marked as English where the course is in another language."""
    return word if language.partition("-")[0].lower() == "en" else f'<span lang="en" dir="ltr">{word}</span>'


def _listed(items: Iterable[str], heading: str) -> str:
    shown = "".join(f"<li>{text(item)}</li>\n" for item in items if item)
    return f"<h2>{heading}</h2>\n<ul>\n{shown}</ul>\n" if shown else ""


def _figure(visual: Visual, picture: PictureAddress) -> str:
    caption = f"<figcaption>{text(visual.caption)}</figcaption>\n" if visual.caption else ""
    image = f'<img src="{text(picture(visual.media_id.lower()))}" alt="{text(visual.alt)}">'
    return f"<figure>\n{image}\n{caption}</figure>\n"


def _folded(label: str, written: str, language: str) -> str:
    if not written.strip():
        return ""
    return f"<details>\n<summary>{ours(label, language)}</summary>\n{rendered(written)}</details>\n"


def _resources(resources: Sequence[Resource], language: str) -> str:
    if not resources:
        return ""
    shown = "".join(f"<li>{_resource(resource)}</li>\n" for resource in resources)
    return f"<h2>{ours('Further reading', language)}</h2>\n<ul>\n{shown}</ul>\n"


def _resource(resource: Resource) -> str:
    title = text(resource.title)
    if resource.url and is_safe_address(resource.url, WEB_SCHEMES):
        return f'<a href="{text(resource.url)}">{title}</a>'
    place = ", ".join(text(told) for told in (resource.source, resource.pages, resource.url) if told)
    return f"{title} ({place})" if place else title


def _citations(course: ExportedCourse, citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    titles = {source.id: source.title for source in course.provenance.sources}
    shown = "".join(
        f'<li id="cite-{citation.id}"><q>{text(citation.quote)}</q>{_place(citation, titles)}</li>\n'
        for citation in citations
    )
    return f"<h2>{ours('Sources', course.draft.language)}</h2>\n<ol>\n{shown}</ol>\n"


def _place(citation: Citation, titles: dict[str, str]) -> str:
    page_number = f"p. {citation.page}" if citation.page is not None else ""
    told = [part for part in (titles.get(citation.source_id, ""), citation.heading, page_number) if part]
    return f" – {text(', '.join(told))}" if told else ""
