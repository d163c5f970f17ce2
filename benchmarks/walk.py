"""`python -m benchmarks.walk`: the files of this project that one interaction goes through, to its answer.

Every function that is called meanwhile counts, in the API, in the workflow and in the activity, which for once run in
one process. The learner's workflow runs already; what a process does once is done before.
"""

import asyncio
import sys
import threading
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from benchmarks.measuring import table
from benchmarks.served import PROJECT
from stack import embedded
from tests.api.studying import ids, published, study
from tests.databases import fresh_database
from tests.pipeline import pipeline

ROOMS = ("accounts", "activities", "api", "enrollments", "learning", "models", "temporal", "workflows")


class Footprints:
    """Calls by file, while `is_on`."""

    def __init__(self) -> None:
        self.is_on = False
        self.calls: Counter[str] = Counter()

    def seen(self, frame: FrameType, event: str, _argument: Any) -> None:
        if self.is_on and event == "call":
            name = frame.f_code.co_filename
            if name.startswith(str(PROJECT)) and name.removeprefix(f"{PROJECT}/").split("/")[0] in ROOMS:
                self.calls[name.removeprefix(f"{PROJECT}/")] += 1


async def main(postgres_url: str, address: str) -> None:
    footprints = Footprints()
    threading.setprofile(footprints.seen)
    sys.setprofile(footprints.seen)
    with fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        async with pipeline(url, address, Path(name)) as machine:
            first, second, *_ = ids(await published(machine))
            await study(machine, first)
            footprints.is_on = True
            await study(machine, second)
            footprints.is_on = False
    table(("", "calls"), sorted(footprints.calls.items()))
    print(f"{len(footprints.calls)} files")


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as served_at:
        asyncio.run(main(url, served_at))
