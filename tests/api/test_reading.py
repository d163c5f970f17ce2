"""Files that would take everything for themselves take their own reader, and nobody else's."""

import asyncio
import io
import logging
import os
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID, uuid4

import psutil
import pytest

from api.http.problems import Problem
from api.sources import reading, reading_queue
from api.sources.reading import ReadFile, memory_bytes, read_apart
from api.sources.reading_process import Limits, Read
from api.sources.reading_queue import MOST_OF_AN_ACCOUNT, MOST_UPLOADS, ReadingQueue
from api.sources.uploads import Upload
from learning.source import SourceDocument
from tests.api import hostile_readers
from tests.api.people import Person, Town
from tests.api.wire import line

MEGABYTE = 2**20
TEXT = b"# Bread\n\nYeast eats sugar, and gives off gas and alcohol in return.\n"
QUICK = Limits(seconds=3, memory_bytes=512 * MEGABYTE)
PATIENT = Limits(seconds=60, memory_bytes=512 * MEGABYTE)
WAIT_SECONDS = 60
TURNS = 50
"""Of the loop: more than any chain of waiting in the line is long."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where nothing is left behind."""
    forkserver.ensure_running()  # which has a folder of its own
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def a_file(data: bytes = TEXT) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last reference to it
    file.write(data)
    file.seek(0)
    return file


async def refused(read: Read, limits: Limits, data: bytes = TEXT) -> Problem:
    with pytest.raises(Problem) as caught:
        await read_apart(a_file(data), "bread.md", limits, read)
    assert (caught.value.status, caught.value.detail[-1]) == (422, ".")
    return caught.value


def readers() -> list[psutil.Process]:
    """The processes of readers: what this one's server has forked."""
    servers = [child for child in psutil.Process().children() if "forkserver" in " ".join(child.cmdline())]
    return [child for server in servers for child in server.children()]


async def test_what_was_read_is_told_in_small_and_as_a_whole() -> None:
    read = await read_apart(a_file(), "bread.md", PATIENT, hostile_readers.reads)
    document = SourceDocument.model_validate_json(read.document)
    assert document.blocks[0].text == "Bread"
    assert (read.overview.words, read.overview.language, document.language) == (12, "en", "en")
    assert readers() == []


async def test_a_reader_that_never_ends_is_ended() -> None:
    began = time.monotonic()
    problem = await refused(hostile_readers.spins, QUICK)
    assert problem.slug == "source-too-slow"
    assert time.monotonic() - began < 30
    assert readers() == []


async def test_a_reader_that_takes_all_memory_gets_no_more_than_its_part() -> None:
    peak = 0

    async def watch() -> None:
        nonlocal peak
        while True:
            peak = max([peak, *(memory_bytes(reader.pid) for reader in readers())])
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    problem = await refused(hostile_readers.eats_memory, PATIENT)
    watching.cancel()
    assert problem.slug == "source-too-large-to-read"
    assert peak <= PATIENT.memory_bytes


async def test_a_reader_that_breaks_off_and_one_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    assert (await refused(hostile_readers.breaks_off, PATIENT)).slug == "source-broken"
    with caplog.at_level(logging.ERROR):
        problem = await refused(hostile_readers.fails, PATIENT)
    assert problem.slug == "source-broken"
    assert "no such block" in caplog.text
    assert "no such block" not in problem.detail


async def test_what_a_reader_has_started_ends_with_it(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    assert (await refused(hostile_readers.starts_a_program, QUICK, str(noted).encode())).slug == "source-too-slow"
    async with asyncio.timeout(WAIT_SECONDS):
        while psutil.pid_exists(int(noted.read_text())):
            await asyncio.sleep(0.02)


async def test_what_a_reader_has_started_counts_as_its_memory() -> None:
    limits = Limits(seconds=60, memory_bytes=384 * MEGABYTE)
    assert (await refused(hostile_readers.starts_a_hungry_program, limits)).slug == "source-too-large-to-read"


async def test_what_a_reader_has_written_goes_with_it() -> None:
    assert (await refused(hostile_readers.leaves_files, QUICK)).slug == "source-too-slow"


async def test_who_breaks_off_ends_the_reader(temporary: Path) -> None:
    reading_on = asyncio.create_task(read_apart(a_file(), "bread.md", PATIENT, hostile_readers.spins))
    async with asyncio.timeout(WAIT_SECONDS):
        while not readers():
            await asyncio.sleep(0.02)
    reading_on.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading_on
    assert readers() == []


def test_folders_of_readers_that_nobody_ended_are_removed(temporary: Path) -> None:
    old, new = temporary / f"{reading.FOLDER_PREFIX}old", temporary / f"{reading.FOLDER_PREFIX}new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "half").write_bytes(b"x")
    os.utime(old, (0, 0))
    reading.remove_left_behind()
    assert list(temporary.iterdir()) == [new]
    (new / "half").unlink()
    new.rmdir()


async def settled() -> None:
    """Return when all that waits for nothing but its turn on the loop has had it."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


class Gate:
    """In place of `read_apart`: reads until it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}

    async def __call__(self, file: BinaryIO, filename: str, limits: Limits) -> ReadFile:
        self.begun.append(filename)
        await self._gates.setdefault(filename, asyncio.Event()).wait()
        raise Problem(422, "done", filename)

    async def open(self, filename: str) -> None:
        self._gates[filename].set()
        await settled()


class Named:
    def __init__(self, filename: str) -> None:
        self.file = io.BytesIO()
        self.filename = filename


def named(filename: str) -> Upload:
    """An upload of which the line asks nothing but who it is."""
    return cast(Upload, Named(filename))


async def test_no_account_has_all_the_places(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(reading_queue, "read_apart", gate)
    waiting = ReadingQueue(PATIENT, at_once=3)
    greedy, others = uuid4(), [uuid4(), uuid4()]
    tasks = []

    async def bring(account: UUID, filename: str) -> None:
        tasks.append(asyncio.create_task(waiting.read(named(filename), account)))
        await settled()

    for number in range(5):
        await bring(greedy, f"greedy {number}")
    assert gate.begun == ["greedy 0", "greedy 1"]
    await bring(others[0], "first")
    await bring(others[1], "second")
    assert gate.begun[2:] == ["first"]
    await gate.open("greedy 0")
    assert gate.begun[3:] == ["second"]
    await gate.open("first")
    assert gate.begun[4:] == ["greedy 2"]
    tasks[3].cancel()
    await settled()
    await gate.open("second")
    await gate.open("greedy 1")
    assert gate.begun[5:] == ["greedy 4"]
    for name in ("greedy 2", "greedy 4"):
        await gate.open(name)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert waiting._reading.total() == 0
    assert waiting._waiting == []


async def test_waiting_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(reading_queue, "read_apart", gate)
    monkeypatch.setattr(reading_queue, "LONGEST_WAIT_SECONDS", 0.05)
    waiting, account = ReadingQueue(PATIENT, at_once=2), uuid4()
    first = asyncio.create_task(waiting.read(named("first"), account))
    while not gate.begun:
        await asyncio.sleep(0)
    with pytest.raises(Problem) as caught:
        await waiting.read(named("second"), account)
    assert (caught.value.status, caught.value.slug) == (503, "readers-busy")
    assert caught.value.headers == {"Retry-After": "15"}
    await gate.open("first")
    with pytest.raises(Problem):
        await first


def test_places_for_uploads_are_counted_by_account_and_together() -> None:
    waiting, account = ReadingQueue(PATIENT, at_once=2), uuid4()
    held = [waiting.arriving(account) for _ in range(MOST_OF_AN_ACCOUNT)]
    for place in held:
        place.__enter__()
    with pytest.raises(Problem) as caught, waiting.arriving(account):
        pass
    assert caught.value.status == 429
    held += [waiting.arriving(uuid4()) for _ in range(MOST_UPLOADS - MOST_OF_AN_ACCOUNT)]
    for place in held[MOST_OF_AN_ACCOUNT:]:
        place.__enter__()
    with pytest.raises(Problem) as caught, waiting.arriving(uuid4()):
        pass
    assert caught.value.status == 503
    for place in held:
        place.__exit__(None, None, None)
    with waiting.arriving(account):
        pass


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file called endless.md is one."""

    async def read(file: BinaryIO, filename: str, limits: Limits) -> ReadFile:
        function = hostile_readers.spins if filename == "endless.md" else hostile_readers.reads
        return await read_apart(file, filename, PATIENT, function)

    monkeypatch.setattr(reading_queue, "read_apart", read)


async def bring(person: Person, name: str) -> int:
    data = f"# Bread {uuid4()}\n\nYeast eats sugar, and gives off gas and alcohol in return.".encode()
    return (await person.api.post("/api/sources", files={"file": (name, data)})).status_code


@pytest.mark.usefixtures("endless")
async def test_bad_files_of_one_stop_nobody_else_and_end_with_who_sent_them(town: Town) -> None:
    bad, good = await town.person("instructor"), await town.person("instructor")
    sending = [asyncio.create_task(bring(bad, "endless.md")) for _ in range(4)]
    async with asyncio.timeout(WAIT_SECONDS):
        while not readers():
            await asyncio.sleep(0.02)
        assert [await bring(good, "bread.md") for _ in range(3)] == [201, 201, 201]
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)
        while readers():
            await asyncio.sleep(0.02)
        assert await bring(bad, "bread.md") == 201


async def test_who_sends_too_many_files_at_once_is_asked_to_wait(town: Town) -> None:
    person = await town.person("instructor")
    head = ["Content-Type: multipart/form-data; boundary=x", "Content-Length: 1000"]
    head.append(f"Authorization: {person.api.headers['authorization']}")
    async with asyncio.TaskGroup() as group, line(person.api) as last:
        done = asyncio.Event()

        async def hold() -> None:
            async with line(person.api) as wire:
                await wire.begin("POST /api/sources", head)
                await done.wait()

        for _ in range(MOST_OF_AN_ACCOUNT):
            group.create_task(hold())
        await asyncio.sleep(1)
        await last.begin("POST /api/sources", head)
        answer = await last.answer()
        done.set()
    assert (answer.status, answer.json()["type"]) == (429, "/problems/too-many-uploads")
    assert int(answer.headers["retry-after"]) > 0


def nested_boxes(levels: int) -> bytes:
    """A Word file of text boxes inside text boxes."""
    text = "<w:r><w:t>Bread and more bread.</w:t></w:r>"
    for _ in range(levels):
        text = f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{text}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {names}><w:body><w:p>{text}</w:p></w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def twice_packed(megabytes: int) -> bytes:
    """A PDF whose page unpacks to blanks, packed twice over."""
    packing, once = zlib.compressobj(), b""
    for _ in range(megabytes):
        once += packing.compress(b" " * MEGABYTE)
    packed = zlib.compress(once + packing.flush())
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(packed), packed)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>",
        stream,
    ]
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(written)
    return written + b"xref\n0 5\n0000000000 65535 f \n" + rows + trailer


@pytest.mark.parametrize(
    ("name", "made", "size"), [("boxes.docx", nested_boxes, 40), ("packed.pdf", twice_packed, 700)]
)
async def test_files_made_to_break_readers_are_answered_with_a_sentence(
    town: Town, name: str, made: Callable[[int], bytes], size: int
) -> None:
    owner = await town.person("instructor")
    answer = await owner.api.post("/api/sources", files={"file": (name, made(size))})
    assert answer.status_code in (201, 413, 422), answer.text
    if answer.status_code != 201:
        assert answer.json()["type"].startswith("/problems/source-")
    assert await bring(owner, "bread.md") == 201
    assert readers() == []
