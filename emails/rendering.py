"""Renders e-mails from the templates beside this file: a folder a language, a file a kind of e-mail.

A template has the blocks `subject`, `text` (paragraphs with blank lines between them) and `link` (the words of the
link), and a `footer` of its own where it needs one; `frame.j2` of a language has what all of its e-mails share.
`page.html.j2` and `page.txt.j2` lay them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = frozenset(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir())
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Email:
    """What a mail provider sends: a subject of one line, the text, and the same as a page of HTML."""

    subject: str
    text: str
    html: str


# Values go into wordings as they are, on one line; only the page of HTML escapes them.
_wordings = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=False)  # noqa: S701 - text
_pages = Environment(
    loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
)


def render_email(
    kind: str,
    data: Mapping[str, Any],
    *,
    name: str = "",
    language: str = DEFAULT_LANGUAGE,
    public_url: str = "",
    link: str = "",
) -> Email:
    """The e-mail of a `kind` about `data` to the person of this `name`.

    `data` has what the template of the kind asks for. With `public_url` (where people reach the API) and a
    "generation_id" or a "path" in the data there is a link, as there is with a `link` of the caller's. `language` is a
    BCP 47 tag; English where nothing is written in it.
    Raises jinja2.TemplateNotFound for an unknown kind, jinja2.UndefinedError when the data lack a field.
    """
    tag = _language(language)
    facts = {field: _line(value) for field, value in data.items()}
    wording, frame = (_wordings.get_template(f"{tag}/{part}.j2") for part in (kind, "frame"))
    greeting = _block(frame, "greeting", {"name": _line(name)}) if name.strip() else _block(frame, "anonymous", {})
    subject = _block(wording, "subject", facts)
    address = link or _address(data, public_url)
    parts = {
        "language": tag,
        "subject": subject,
        "paragraphs": [greeting, *_block(wording, "text", facts).split("\n\n")],
        "address": address,
        "link": _block(wording, "link", facts),
        "footer": _block(wording if "footer" in wording.blocks else frame, "footer", {}),
    }
    text = _wordings.get_template("page.txt.j2").render(parts)
    return Email(subject, f"{text}\n", _pages.get_template("page.html.j2").render(parts))


def _block(template: Template, name: str, facts: Mapping[str, str]) -> str:
    context = template.new_context(dict(facts))
    return "".join(template.blocks[name](context)).strip()


def _language(tag: str) -> str:
    spoken = tag.replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in LANGUAGES else DEFAULT_LANGUAGE


def _address(data: Mapping[str, Any], public_url: str) -> str:
    path = data.get("path") or (f"/api/generations/{data['generation_id']}" if "generation_id" in data else "")
    return f"{public_url.rstrip('/')}{path}" if public_url and path else ""


def _line(value: object) -> str:
    return " ".join(str(value).split())
