import asyncio
import hashlib
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.errors import ProviderProblem
from providers.local_storage import LocalStorage

PICTURE = b"\x89PNG a picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
FOREIGN_KEYS = (
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    f"../{DIGEST}.png",
    f"{DIGEST}.png/../../secret",
    f"{DIGEST}/../x.png",
    f"{DIGEST}.png\x00",
    f"{DIGEST}.png\n",
    f"{DIGEST}.",
    f"{DIGEST}",
    f"{DIGEST.upper()}.png",
    f"{DIGEST[:-1]}.png",
    f"{DIGEST}.p/g",
    f"..{DIGEST[2:]}.png",
)


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "media")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk that takes `size` bytes a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_key_is_the_digest_of_the_content(storage: LocalStorage) -> None:
    assert await storage.put(PICTURE, "image/png") == f"{DIGEST}.png"
    assert await storage.get(f"{DIGEST}.png") == PICTURE


@pytest.mark.parametrize(
    ("media_type", "extension"),
    [
        ("image/jpeg", "jpg"),
        ("image/webp", "webp"),
        ("image/avif", "avif"),
        ("application/pdf", "pdf"),
        ("", "bin"),
        ("what/ever", "bin"),
        ("../../etc", "bin"),
    ],
)
async def test_extension_is_that_of_the_media_type(storage: LocalStorage, media_type: str, extension: str) -> None:
    key = await storage.put(PICTURE, media_type)
    assert key == f"{DIGEST}.{extension}"
    assert await storage.get(key) == PICTURE


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=4_000), min_size=1, max_size=4))
def test_any_bytes_come_back(pieces: list[bytes]) -> None:
    async def come_back(folder: Path) -> None:
        keys = [await LocalStorage(folder).put(piece, "image/png") for piece in pieces]
        assert [await LocalStorage(folder).get(key) for key in keys] == pieces
        assert len(files(folder)) == len(set(pieces))

    with TemporaryDirectory() as folder:
        asyncio.run(come_back(Path(folder)))


async def test_second_put_writes_nothing(storage: LocalStorage, tmp_path: Path) -> None:
    key = await storage.put(PICTURE, "image/png")
    (path,) = files(tmp_path)
    inode = path.stat().st_ino
    assert await storage.put(PICTURE, "image/png") == key
    assert files(tmp_path) == [path]
    assert path.stat().st_ino == inode


async def test_second_put_makes_the_bytes_new_again(storage: LocalStorage, tmp_path: Path) -> None:
    key = await storage.put(PICTURE, "image/png")
    (path,) = files(tmp_path)
    os.utime(path, (1, 1))
    before = datetime.now(UTC) - timedelta(hours=1)
    assert [old async for old in storage.list_older(before)] == [key]
    await storage.put(PICTURE, "image/png")
    assert [old async for old in storage.list_older(before)] == []


async def test_concurrent_puts_of_the_same_bytes_leave_one_file(tmp_path: Path) -> None:
    data = os.urandom(1_000_000)
    keys = await asyncio.gather(*(LocalStorage(tmp_path).put(data, "image/png") for _ in range(16)))
    assert len(set(keys)) == 1
    assert [path.name for path in files(tmp_path)] == [keys[0]]
    assert await LocalStorage(tmp_path).get(keys[0]) == data


async def test_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    data = os.urandom(2_000_000)
    key = f"{hashlib.sha256(data).hexdigest()}.png"

    async def read() -> bytes:
        while True:
            try:
                return await LocalStorage(tmp_path).get(key)
            except FileNotFoundError:
                continue

    readers = [asyncio.create_task(read()) for _ in range(4)]
    await LocalStorage(tmp_path).put(data, "image/png")
    assert set(await asyncio.gather(*readers)) == {data}


@pytest.mark.parametrize("damage", [b"", PICTURE[:-1], PICTURE + b"\x00", b"X" + PICTURE[1:]])
async def test_damage_is_noticed_on_reading(storage: LocalStorage, tmp_path: Path, damage: bytes) -> None:
    key = await storage.put(PICTURE, "image/png")
    files(tmp_path)[0].write_bytes(damage)
    with pytest.raises(ProviderProblem) as caught:
        await storage.get(key)
    assert caught.value.kind == "digest_mismatch"
    assert not caught.value.retryable


@pytest.mark.parametrize("key", FOREIGN_KEYS)
async def test_foreign_key_is_refused(storage: LocalStorage, tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    await storage.put(PICTURE, "image/png")
    with pytest.raises(FileNotFoundError):
        await storage.get(key)


async def test_key_out_of_the_root_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURE)
    storage = LocalStorage(tmp_path / "media" / "deep")
    for key in ("../../secret.png", str(tmp_path / "secret.png"), f"../../{DIGEST}.png"):
        with pytest.raises(FileNotFoundError):
            await storage.get(key)


async def test_missing_key_is_not_found(storage: LocalStorage) -> None:
    with pytest.raises(FileNotFoundError):
        await storage.get(f"{DIGEST}.png")


async def test_disk_that_takes_nothing_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "media").write_bytes(b"a file where the folder should be")
    with pytest.raises(OSError, match="ot a directory"):
        await LocalStorage(tmp_path / "media").put(PICTURE, "image/png")


async def test_full_disk_leaves_nothing_behind(storage: LocalStorage, tmp_path: Path) -> None:
    data = os.urandom(200_000)
    with largest_file(50_000), pytest.raises(OSError, match="too large"):
        await storage.put(data, "image/png")
    assert files(tmp_path) == []
    key = await storage.put(data, "image/png")
    assert await storage.get(key) == data


async def test_there_is_no_address_for_a_browser(storage: LocalStorage) -> None:
    assert await storage.link(await storage.put(PICTURE, "image/png")) is None


async def test_pictures_are_for_the_owner_of_the_process_alone(storage: LocalStorage, tmp_path: Path) -> None:
    await storage.put(PICTURE, "image/png")
    [file] = files(tmp_path)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "media", file)] == [0o700, 0o600]
