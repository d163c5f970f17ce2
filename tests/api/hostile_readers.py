"""What a file may make of its reader, as functions that a reading process finds by their names."""

import os
import subprocess
import sys
import time
from pathlib import Path

from sources import ReadSource, read_file

MEGABYTE = 2**20


def reads(data: bytes, filename: str) -> ReadSource:
    return read_file(data, filename)


def spins(data: bytes, filename: str) -> ReadSource:
    while True:
        pass


def eats_memory(data: bytes, filename: str) -> ReadSource:
    return _eat(10_000)


def breaks_off(data: bytes, filename: str) -> ReadSource:
    os.abort()


def fails(data: bytes, filename: str) -> ReadSource:
    raise IndexError("no such block")


def starts_a_program(data: bytes, filename: str) -> ReadSource:
    """Whose id it writes into the file that `data` names."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(data.decode()).write_text(str(program.pid))
    program.wait()
    raise AssertionError("it was ended, and its reader not")


def starts_a_hungry_program(data: bytes, filename: str) -> ReadSource:
    """Neither of the two has more than is allowed, but both together have."""
    kept = bytearray(120 * MEGABYTE)
    eating = f"import time; kept = bytearray({240 * MEGABYTE}); time.sleep(600)"
    subprocess.run([sys.executable, "-c", eating], check=True)
    raise AssertionError(f"{len(kept)} bytes and a program were let live")


def leaves_files(data: bytes, filename: str) -> ReadSource:
    Path(os.environ["TMPDIR"], "half").write_bytes(bytes(1000))
    time.sleep(600)
    raise AssertionError


def _eat(megabytes: int) -> ReadSource:
    kept = [bytearray(MEGABYTE) for _ in range(megabytes)]
    raise AssertionError(f"{len(kept)} MB were to be had")
