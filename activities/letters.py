"""Letters: what happened, as subject, text and HTML in the language of who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from activities.letter_wording import ENGLISH, LANGUAGES, Language

PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{subject}</title></head>'
    '<body style="margin:0;padding:24px;background:#f4f4f1;color:#222;font:16px/1.5 sans-serif">'
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">{body}</div>'
    '<p style="max-width:560px;margin:16px auto;color:#666;font-size:13px">{footer}</p></body></html>'
)
PARAGRAPH = '<p style="margin:0 0 16px">{}</p>'
LINK = (
    '<p style="margin:24px 0 8px"><a href="{address}" style="display:inline-block;padding:10px 18px;'
    'background:#1f4e5f;color:#fff;text-decoration:none;border-radius:6px">{words}</a></p>'
)


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def write_letter(
    kind: str, data: Mapping[str, Any], *, name: str = "", language: str = "en", public_url: str = ""
) -> Letter:
    """The letter of a `kind` about `data`, with a link where `public_url` and the data give one.

    `data` has a title and generation_id, for "milestone_reached" a course and percent. `language` is a BCP 47 tag; one
    that no letters are written in reads English. Raises KeyError for an unknown kind, or when the data lack a field.
    """
    tag, spoken = _spoken(language)
    wording = spoken.letters[kind]
    facts = {field: _line(value) for field, value in data.items()}
    subject = wording.subject.format_map(facts)
    greeting = spoken.greeting.format(name=_line(name)) if name.strip() else spoken.anonymous
    lines = [greeting, *(paragraph.format_map(facts) for paragraph in wording.paragraphs)]
    address = _address(data, public_url)
    body = [PARAGRAPH.format(escape(line)) for line in lines]
    if address:
        body.append(LINK.format(address=escape(address), words=escape(wording.link)))
        lines.append(f"{wording.link}: {address}")
    html = PAGE.format(language=tag, subject=escape(subject), body="".join(body), footer=escape(spoken.footer))
    return Letter(subject, "\n\n".join([*lines, f"-- \n{spoken.footer}"]) + "\n", html)


def _spoken(language: str) -> tuple[str, Language]:
    tag = language.replace("_", "-").partition("-")[0].lower()
    return (tag, LANGUAGES[tag]) if tag in LANGUAGES else ("en", ENGLISH)


def _address(data: Mapping[str, Any], public_url: str) -> str:
    if not public_url or "generation_id" not in data:
        return ""
    return f"{public_url.rstrip('/')}/api/generations/{data['generation_id']}"


def _line(value: object) -> str:
    return " ".join(str(value).split())
