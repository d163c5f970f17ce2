"""Courses out of packages: what our own formats promise comes back, others give what they can, hostile ones nothing."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from exports.course import ExportedCourse
from exports.formats import FORMATS
from exports.incoming.course import Incoming
from exports.incoming.files import MOST_BYTES, MOST_FILE_BYTES
from exports.incoming.reading import read_course
from exports.not_a_course import NotACourse
from learning.course_draft_review import review_course_draft
from learning.section import SectionContent
from sources.errors import UnreadableSource
from tests.exports.courses import COURSES, PICTURE, every_feature
from tests.exports.packages_read import packed, packed_tar

EXACT, LOSSY = ("json", "markdown"), ("imscc", "olx")


def back(name: str, course: ExportedCourse) -> Incoming:
    return read_course(FORMATS[name].written(course))


def contents(incoming: Incoming) -> list[SectionContent]:
    return [section.content for lesson in incoming.draft.lessons for section in lesson.sections]


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("course", COURSES)
def test_our_own_come_back_exactly(name: str, course: str) -> None:
    told = COURSES[course]()
    assert back(name, told) == Incoming(told.draft, told.media, told.thumbnail)


def test_a_bare_export_is_taken() -> None:
    draft = every_feature().draft
    assert read_course(draft.model_dump_json().encode()) == Incoming(draft, {})


@pytest.mark.parametrize("name", LOSSY)
@pytest.mark.parametrize("course", [name for name in COURSES if name != "hostile"])
def test_texts_pictures_and_checks_come_back(name: str, course: str) -> None:
    told = COURSES[course]()
    incoming = back(name, told)
    assert incoming.draft.title == told.draft.title
    assert incoming.draft.language == told.draft.language
    assert [lesson.title for lesson in incoming.draft.lessons] == [lesson.title for lesson in told.draft.lessons]
    titles = [section.title for lesson in incoming.draft.lessons for section in lesson.sections]
    assert titles == [" ".join(placed.section.title.split()) for placed in told.sections()]
    assert not [finding for finding in review_course_draft(incoming.draft) if finding.severity == "error"]
    for found, placed in zip(contents(incoming), told.sections(), strict=True):
        ours = [check for check in placed.section.content.checks if check.id != "k9"]
        for one, other in zip(found.checks, ours, strict=True):
            assert (one.kind, one.answer, one.accepted) == (other.kind, other.answer, other.accepted)
            assert one.feedback == other.feedback
            assert one.stem.replace("``` text", "```") == other.stem
        assert len(found.visuals) == len(placed.section.content.visuals)
    first = contents(incoming)[0]
    if course == "every feature":
        assert "$1/r^{3}$" in first.explanation
        assert "$$h = \\frac{3}{2} \\cdot \\frac{m}{M}$$" in first.explanation
        assert "| moon |" in first.explanation
        assert "print(1 < 2 and" in first.explanation
        [visual] = first.visuals
        assert (visual.alt, visual.caption) == ('A "high" tide', "Moon & sea")
        assert incoming.media[visual.media_id].content == told.media[PICTURE].content


@pytest.mark.parametrize("name", LOSSY)
def test_markup_that_means_harm_stays_text(name: str) -> None:
    incoming = back(name, COURSES["hostile"]())
    assert not [finding.detail for finding in review_course_draft(incoming.draft) if finding.severity == "error"]
    assert "`<script>`x()`</script>`" in contents(incoming)[0].explanation


MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"><organizations><organization><item>
<item><title>Loaves</title>{items}</item></item></organization></organizations><resources>{resources}</resources>
</manifest>"""


def cartridge(items: str, resources: str, **files: bytes) -> bytes:
    manifest = MANIFEST.format(items=items, resources=resources).encode()
    return packed(
        {name.replace("__", "/").replace("_html", ".html"): body for name, body in files.items()}
        | {"imsmanifest.xml": manifest}
    )


def one_page(page: str, **more: bytes) -> bytes:
    return cartridge(
        '<item identifierref="p"><title>Dough</title></item>',
        '<resource identifier="p" type="webcontent" href="pages/a.html"><file href="pages/a.html"/></resource>',
        pages__a_html=page.encode(),
        **more,
    )


def test_a_foreign_cartridge_gives_what_it_can() -> None:
    items = "".join(f'<item identifierref="r{n}"><title>Item {n}</title></item>' for n in range(4))
    kinds = ["webcontent", "imsdt_xmlv1p3", "imswl_xmlv1p3", "imsbasiclti_xmlv1p0"]
    resources = "".join(
        f'<resource identifier="r{n}" type="{kind}" href="a.html"><file href="a.html"/></resource>'
        for n, kind in enumerate(kinds)
    )
    page = (
        '<p onclick="x()">Knead <b>well</b>.</p><script>x()</script><iframe src="//a"></iframe><img src="http://a/b">'
    )
    page += '<p><a href="javascript:x()">Do</a> <a href="https://example.org">Read</a></p><img src="gone.png">'
    incoming = read_course(cartridge(items, resources, a_html=page.encode()))
    [content] = contents(incoming)
    assert content.explanation == "Knead **well**.\n\nDo [Read](https://example.org)"
    assert {each.what for each in incoming.not_carried} == {
        *("discussion", "web link", "tool of another system", "embedded page", "remote picture", "picture")
    }
    assert incoming.draft.title == "Untitled course"


def bomb_of_zeros() -> bytes:
    return one_page("", pages__b_html=b"0" * (MOST_FILE_BYTES + 1))


def bomb_in_a_tar() -> bytes:
    return packed_tar({f"course/{n}": b"0" * MOST_FILE_BYTES for n in range(MOST_BYTES // MOST_FILE_BYTES + 1)})


def endless_header() -> bytes:
    """An entry whose extended header is longer than everything may be."""
    entry = tarfile.TarInfo("course")
    entry.type, entry.size = tarfile.XHDTYPE, MOST_BYTES + 1024
    return gzip.compress(entry.tobuf() + b"\x00" * (MOST_BYTES + 1024), 1)


def sparse_tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("course/course.xml")
        entry.type, entry.size = tarfile.GNUTYPE_SPARSE, 512
        archive.addfile(entry, io.BytesIO(b"\x00" * 512))
    return written.getvalue()


def links_out() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name in ("course/course.xml", "course/../../etc/passwd"):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(entry)
    return written.getvalue()


ENTITIES = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><manifest>&b;&c;</manifest>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zeros in a zip": (lambda: packed({"imsmanifest.xml": b" " * (MOST_FILE_BYTES + 1)}), "bomb"),
    "zeros in a tar": (bomb_in_a_tar, "bomb"),
    "endless header": (endless_header, "bomb"),
    "sparse tar": (sparse_tar, "b"),
    "entities": (lambda: packed({"imsmanifest.xml": ENTITIES}), "bomb"),
    "entities in utf-16": (
        lambda: packed({"imsmanifest.xml": ENTITIES.decode().encode("utf-16")}),
        "bomb",
    ),
    "not xml": (lambda: packed({"imsmanifest.xml": b"<manifest>"}), "broken"),
    "half a zip": (lambda: one_page("<p>x</p>")[:-30], "broken"),
    "half a tar": (lambda: packed_tar({"course/course.xml": b"x" * 9999})[:-20], "broken"),
    "something else": (lambda: b"%PDF-1.7", "unsupported_type"),
    "nothing": (lambda: b"", "unsupported_type"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packages_are_refused(name: str) -> None:
    make, kind = HOSTILE[name]
    with pytest.raises(UnreadableSource) as refused:
        read_course(make())
    assert refused.value.kind.startswith(kind)


@pytest.mark.parametrize("make", [links_out, lambda: packed({"a.txt": b"x"}), lambda: b"{}", lambda: b'{"kind": 1}'])
def test_what_holds_no_course_says_so(make: Callable[[], bytes]) -> None:
    with pytest.raises(NotACourse):
        read_course(make())


@pytest.mark.parametrize(
    "address", ["../../../etc/passwd", "/etc/passwd", "..\\..\\x.png", "file:///etc/passwd", "%2e%2e/x.png"]
)
def test_no_address_leads_out_of_a_package(address: str) -> None:
    incoming = read_course(one_page(f'<p>x</p><img src="{address}" alt="x">'))
    assert incoming.media == {}
    assert contents(incoming)[0].visuals == []
    assert incoming.not_carried


def test_an_encrypted_zip_is_refused() -> None:
    package = bytearray(one_page("<p>x</p>"))
    with zipfile.ZipFile(io.BytesIO(bytes(package))) as archive:
        offset = archive.infolist()[0].header_offset
    package[offset + 6] |= 1
    central = bytes(package).index(b"PK\x01\x02")
    package[central + 8] |= 1
    with pytest.raises(UnreadableSource) as refused:
        read_course(bytes(package))
    assert refused.value.kind == "encrypted"
