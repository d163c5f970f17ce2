"""Where a course comes from, for people in sentences and for machines as JSON."""

from __future__ import annotations

import json

from exports.course import ExportedCourse, Origin, Provenance, Writer
from exports.packages import media_files

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
    """The same as JSON, with the digital source type of the texts and of each picture, null where it is not known."""
    provenance, files = course.provenance, media_files(course)
    return json.dumps(
        {
            "course": str(course.id),
            "title": course.draft.title,
            "digitalSourceType": digital_source_type(provenance),
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


def _written_by(writer: Writer) -> str:
    if not writer.is_model:
        return "Put together from the words of its sources by a program, without a language model."
    return f"Written with AI: {writer.model or 'a model'} of {writer.provider}."


def digital_source_type(provenance: Provenance) -> str:
    """The IPTC's term for how the texts of a course were made."""
    if any(writer.is_model for writer in provenance.writers):
        return BY_MODEL
    return BY_PROGRAM if provenance.writers else BY_HAND
