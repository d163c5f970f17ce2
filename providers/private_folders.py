"""Folders that only the owner of the process enters, whatever its umask is."""

import os
from pathlib import Path

OWNER_ONLY = 0o700


def make_private(folder: Path) -> None:
    """Make the folder, and its parents; an own one that was there before is closed to others. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder.stat()
    if known.st_uid == os.geteuid() and known.st_mode & 0o077:
        folder.chmod(OWNER_ONLY)
