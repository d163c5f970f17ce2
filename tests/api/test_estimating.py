"""An estimate over long sources: what a sample adds to the price of a brief, as many times as the whole is longer."""

from decimal import Decimal
from pathlib import Path

from api.generations.estimate import estimate
from learning.brief import Brief
from learning.source import Block, SourceDocument
from models.library import Sample
from providers.drawn import DrawnImage
from providers.local_storage import LocalStorage
from providers.outbox_mail import OutboxMail
from providers.selection import Providers
from providers.text import ExpectedCalls
from tests.scripted import ScriptedWriter

BRIEF = Brief(title="Bread", visuals=False)


class Counting(ScriptedWriter):
    """A token a character and a cent a hundred, besides what the brief takes; a warm cache only for sources."""

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        characters = sum(len(block.text) for source in sources for block in source.blocks)
        steps = ("structure", "warm", "section") if sources else ("structure", "section")
        return [
            ExpectedCalls(
                step=step,
                model="m",
                count=1,
                input_tokens=(0 if step == "warm" else 500) + characters,
                expected=(Decimal(0) if step == "warm" else Decimal(1)) + characters * Decimal("0.0001"),
            )
            for step in steps
        ]


def document(characters: int) -> SourceDocument:
    block = Block(id="b1", kind="paragraph", text="x" * characters)
    return SourceDocument(
        id="s", filename="a.md", media_type="text/markdown", title="", characters=characters, blocks=(block,)
    )


async def test_a_sample_counts_as_the_whole(tmp_path: Path) -> None:
    free = Providers(Counting(), DrawnImage(), LocalStorage(tmp_path), OutboxMail(tmp_path))
    whole = await estimate(BRIEF, Sample((document(10_000),), Decimal(1)), free)
    sampled = await estimate(BRIEF, Sample((document(1_000),), Decimal(10)), free)
    assert sampled == whole
    assert [call.input_tokens for call in whole.calls[:3]] == [10_500, 10_000, 10_500]
