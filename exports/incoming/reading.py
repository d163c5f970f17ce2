"""Which kind of package it is, and the course in it."""

from __future__ import annotations

from pydantic import ValidationError

from exports import course_json, markdown_reader
from exports.course import ExportedCourse
from exports.incoming import common_cartridge, olx
from exports.incoming.course import Incoming
from exports.incoming.files import files_of
from exports.not_a_course import NotACourse, mistake
from learning.course_draft import CourseDraft
from sources.archives import is_zip


def read_course(package: bytes) -> Incoming:
    """The course of a package: JSON with or without media, a folder of Markdown, Common Cartridge, OLX.

    Raises UnreadableSource for a broken or hostile package, NotACourse for one without a course, MissingMedia where
    one of our own lacks a picture.
    """
    if package.lstrip()[:1] == b"{":
        return _json(package)
    files = files_of(package)
    if (manifest := files.xml("imsmanifest.xml")) is not None:
        return common_cartridge.read(files, manifest)
    for folder in ("course", ""):
        if files.read(f"{folder}/course.xml") is not None:
            return olx.read(files, folder)
    if is_zip(package):
        return _whole(markdown_reader.read(package))
    raise NotACourse("The package holds neither an imsmanifest.xml nor a course.xml.")


def _json(package: bytes) -> Incoming:
    facts = course_json.facts_of(package)
    if "kind" in facts:
        return _whole(course_json.of_facts(facts))
    try:
        return Incoming(CourseDraft.model_validate(facts), {})
    except ValidationError as error:
        raise mistake(error) from error


def _whole(course: ExportedCourse) -> Incoming:
    return Incoming(course.draft, dict(course.media), course.thumbnail)
