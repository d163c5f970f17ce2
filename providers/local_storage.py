"""Media on the local disk."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

from providers.private_folders import make_private
from providers.storage import KEY, content_key, intact


class LocalStorage:
    """Files named by the SHA-256 of their content, in folders by its first characters."""

    name = "local"

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, data: bytes, media_type: str) -> str:
        """Raises OSError when the disk does not take it."""
        key = content_key(data, media_type)
        await asyncio.to_thread(self._write, key, data)
        return key

    async def get(self, key: str) -> bytes:
        """Reads on a thread. Raises FileNotFoundError also for what is no key of ours, so that no path leads out."""
        return intact(key, await asyncio.to_thread(self._path(key).read_bytes))

    async def link(self, key: str) -> str | None:
        """None: the API serves the bytes itself."""
        return None

    async def list_older(self, before: datetime) -> AsyncIterator[str]:
        """By the time of each file's last change, a folder at a time."""
        folders = self._folders()
        while (folder := await asyncio.to_thread(next, folders, None)) is not None:
            for key in await asyncio.to_thread(_keys_older, folder, before.timestamp()):
                yield key

    async def remove(self, key: str) -> None:
        """Delete the file; its folders stay. Raises FileNotFoundError for what is no key of ours."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def close(self) -> None:
        """There is nothing to close."""
        return None

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return self._root / key[:2] / key[2:4] / key

    def _folders(self) -> Iterator[Path]:
        return self._root.glob("??/??")

    def _write(self, key: str, data: bytes) -> None:
        """All of it under its name, or nothing: a reader never sees half a file."""
        path = self._path(key)
        try:
            os.utime(path)
        except FileNotFoundError:
            make_private(self._root)
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                try:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                    os.replace(file.name, path)
                except OSError:
                    os.unlink(file.name)
                    raise


def _keys_older(folder: Path, before: float) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if KEY.fullmatch(entry.name) and entry.stat().st_mtime < before]
