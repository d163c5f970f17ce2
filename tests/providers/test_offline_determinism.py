"""The same request has the same answer, byte for byte, whatever the process and its hash seed."""

import os
import subprocess
import sys

from learning.brief import Brief
from providers.offline import OfflineText
from providers.text import OutlineRequest
from tests.providers.conftest import manual

SCRIPT = """
import asyncio
from learning.brief import Brief
from learning.outline import Outline
from providers.offline import OfflineText
from providers.text import OutlineRequest, SectionRequest
from tests.providers.conftest import manual

async def course():
    writer, brief = OfflineText(), Brief(title="Heating", lessons=3, objectives=["Explain how a pump works"])
    raw = (await writer.outline(OutlineRequest(brief=brief, sources=(manual(),)))).raw
    print(raw)
    outline = Outline.model_validate_json(raw)
    for section in outline.all_sections():
        request = SectionRequest(brief=brief, outline=outline, key=section.key, sources=(manual(),))
        print((await writer.section(request)).raw)

asyncio.run(course())
"""


def course_in_a_process_of_its_own(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_two_processes_write_the_same_course() -> None:
    assert course_in_a_process_of_its_own("1") == course_in_a_process_of_its_own("4711")


async def test_a_writer_that_has_read_other_sources_writes_the_same() -> None:
    used, fresh = OfflineText(), OfflineText()
    brief = Brief(title="Heating", lessons=2)
    for seed in range(6):
        await used.outline(OutlineRequest(brief=brief, sources=(manual(seed=seed),)))
    request = OutlineRequest(brief=brief, sources=(manual(seed=0),))
    assert (await used.outline(request)).raw == (await fresh.outline(request)).raw
