"""Where a course comes from, for people in sentences and for machines as JSON."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from exports.course import ExportedCourse, Origin, Provenance, Writer
from exports.packages import media_files
from exports.xml import clean

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
BY_MODEL, BY_PROGRAM, BY_HAND = (
    f"{_TERMS}{term}" for term in ("trainedAlgorithmicMedia", "algorithmicMedia", "digitalCreation")
)
"""Terms of the IPTC's vocabulary of digital source types."""
_OF_PICTURES: dict[Origin, str | None] = {"model": BY_MODEL, "drawn": BY_PROGRAM, "uploaded": None, "source": None}


def sentences(provenance: Provenance) -> list[str]:
    """Who wrote it, from which sources under which licences, whether a person has reviewed it, and which release."""
    written = [_written_by(writer) for writer in provenance.writers] or ["Written by hand."]
    sources = [f"“{source.title}” ({source.licence or 'licence unknown'})" for source in provenance.sources]
    reviewed = provenance.reviewed_at
    return [
        *written,
        *([f"Its sources: {'; '.join(sources)}."] if sources else []),
        f"Reviewed by a person on {reviewed:%Y-%m-%d}." if reviewed else "Not reviewed by a person.",
        "This is a draft, and no published release."
        if provenance.release is None
        else f"This is release {provenance.release}.",
    ]


def machine_readable(course: ExportedCourse) -> bytes:
    """The same as JSON, with the digital source type of the texts and of each picture, null where it is not known.

    It is JSON-LD in the words of schema.org, with what these have no words for beside it.
    """
    provenance, files = course.provenance, media_files(course)
    return json.dumps(
        {
            **_linked_data(course),
            "course": str(course.id),
            "title": course.draft.title,
            **provenance.model_dump(mode="json"),
            "draft": provenance.release is None,
            "media": {
                files[id_]: {"origin": media.origin, "digitalSourceType": _OF_PICTURES[media.origin]}
                for id_, media in sorted(course.media.items())
            },
        },
        ensure_ascii=False,
        indent=2,
    ).encode()


def in_a_page(course: ExportedCourse) -> str:
    """The provenance as an element for the head of an HTML page."""
    written = json.dumps(_linked_data(course), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{clean(written)}</script>\n'


def linked_data(course_id: UUID, title: str, language: str, provenance: Provenance) -> dict[str, Any]:
    """Where a course comes from in the words of schema.org."""
    sources = [
        {"@type": "CreativeWork", "name": source.title} | ({"license": source.licence} if source.licence else {})
        for source in provenance.sources
    ]
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": f"urn:uuid:{course_id}",
        "name": title,
        "inLanguage": language,
        "digitalSourceType": digital_source_type(provenance),
        "creditText": " ".join(sentences(provenance)),
        "isBasedOn": sources,
    }


def _linked_data(course: ExportedCourse) -> dict[str, Any]:
    return linked_data(course.id, course.draft.title, course.draft.language, course.provenance)


def source_type_of(origin: Origin) -> str | None:
    """The IPTC's term for how a picture was made, None where only its maker could tell."""
    return _OF_PICTURES[origin]


def origin_by_term(term: str | None) -> Origin:
    """The origin of a picture that somebody brought, by what it says of itself."""
    return next((origin for origin, known in _OF_PICTURES.items() if known and known == term), "uploaded")


def _written_by(writer: Writer) -> str:
    if not writer.is_model:
        return "Put together from the words of its sources by a program, without a language model."
    return f"Written with AI: {writer.model or 'a model'} of {writer.provider}."


def digital_source_type(provenance: Provenance) -> str:
    """The IPTC's term for how the texts of a course were made."""
    if any(writer.is_model for writer in provenance.writers):
        return BY_MODEL
    return BY_PROGRAM if provenance.writers else BY_HAND
