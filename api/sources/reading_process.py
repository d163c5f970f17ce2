"""What runs in a process of its own to read one file.

The process is forked from a server that has loaded the readers once (`api.sources.reading_server`). It limits itself,
so that it also ends when the API is gone: by an alarm, and by the memory that it may have.
"""

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import DupFd
from typing import Any, NamedTuple

from providers.urgency import be_less_urgent
from sources import ReadSource, UnreadableSource
from sources.languages_of_texts import with_language
from sources.overview import overview

Read = Callable[[bytes, str], ReadSource]
Parts = tuple[dict[str, Any], bytes, bytes]
"""What came of a file as JSON, a document in UTF-8, and its pictures, one after the other."""
Work = Callable[[bytes, str], Parts]

MOST_OF_A_FAULT = 4_000
GRACE_SECONDS = 5
PROGRAM_BYTES = 128 * 1024 * 1024
"""What a process has besides its data, that counts as its memory: programs and libraries."""


class PassedFile:
    """An open file on its way to a process that is being started; there it is its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        return _arrived, (DupFd(self._descriptor),)


def _arrived(passed: Any) -> int:
    descriptor: int = passed.detach()
    return descriptor


class Limits(NamedTuple):
    """Of one file: seconds by the clock, and bytes of memory of the process with all that it has started."""

    seconds: float
    memory_bytes: int


def source_parts(read: Read, data: bytes, filename: str) -> Parts:
    """The overview and the document that `read` makes of a source, and its pictures, with kind and length of each."""
    found = read(data, filename)
    document = with_language(found.document)
    kept = [(picture.media_type, len(picture.data)) for picture in found.pictures.values()]
    told = {"read": overview(document).model_dump(mode="json"), "pictures": kept}
    return told, document.model_dump_json().encode(), b"".join(picture.data for picture in found.pictures.values())


def read_in_process(file: int, filename: str, limits: Limits, folder: str, answer: Connection, work: Work) -> None:
    """Answer the three messages that `work` makes of a file; the last two are empty unless it could be read.

    `file` is a descriptor (a `PassedFile` where it comes from); `folder` the place for what readers write meanwhile,
    which the caller removes.
    """
    _limit(limits, folder)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # what a reader builds it keeps until its end
    told: dict[str, Any]
    document, pictures = b"", b""
    try:
        with open(file, "rb") as opened:
            opened.seek(0)
            told, document, pictures = work(opened.read(), filename)
    except UnreadableSource as error:
        told = {"refused": {"status": error.status, "kind": error.kind, "sentence": error.sentence}}
    except MemoryError:
        told = {"needs_more_memory": True}
    except Exception:
        told = {"fault": traceback.format_exc()[-MOST_OF_A_FAULT:]}
    answer.send_bytes(json.dumps(told).encode())
    answer.send_bytes(document)
    answer.send_bytes(pictures)


def _limit(limits: Limits, folder: str) -> None:
    """A group of its own can be killed as a whole; the kernel takes it first when the machine is out of memory."""
    os.setsid()
    be_less_urgent()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(limits.seconds) + GRACE_SECONDS)
    data = max(limits.memory_bytes - PROGRAM_BYTES, limits.memory_bytes // 2)
    for what, most in ((resource.RLIMIT_DATA, data), (resource.RLIMIT_CORE, 0)):
        _, allowed = resource.getrlimit(what)
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (least, least))
    if sys.platform == "linux":
        with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # /proc may be read-only
            score.write("1000")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
