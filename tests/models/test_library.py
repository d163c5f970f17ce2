"""Sources as the database gives them back: whole, in parts that let others go on, or a sample to count by."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.source import Block, NotCarried, SourceDocument
from models.accounts import User
from models.generations import Source
from models.library import SAMPLE_CHARACTERS, Library, SourceMissing
from models.session import create_engine, create_sessions

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database)
    yield create_sessions(engine)
    await engine.dispose()


def book(blocks: int, characters: int = 100) -> SourceDocument:
    text = ("Yeast eats sugar, and gives off gas and alcohol in return. " * (characters // 50 + 1))[:characters]
    made = [
        Block(id=f"b{number}", kind="paragraph", text=text, page=number // 30 + 1, heading_path=("Bread", "Dough"))
        for number in range(blocks)
    ]
    return SourceDocument(
        filename="bread.pdf",
        media_type="application/pdf",
        title="Bread",
        characters=max(1, blocks * characters),
        language="en",
        blocks=tuple(made),
        not_carried=(NotCarried(what="picture", where="page 3"),),
    )


async def kept(sessions: Sessions, document: SourceDocument) -> UUID:
    owner = User(email=f"{uuid4()}@example.org")
    source = Source(
        owner_id=owner.id,
        sha256=uuid4().hex,
        filename=document.filename,
        media_type=document.media_type,
        characters=document.characters,
        size_bytes=1,
        document=document.model_dump(mode="json"),
    )
    async with sessions() as session, session.begin():
        session.add(owner)
        await session.flush()
        session.add(source)
    return source.id


async def test_a_document_comes_back_as_it_was_stored(sessions: Sessions) -> None:
    documents = [book(1_203), book(1), book(0)]
    ids = [await kept(sessions, document) for document in documents]
    read = await Library(sessions).documents(ids)
    assert [one.model_copy(update={"id": ""}) for one in read] == documents
    assert [one.id for one in read] == [str(source_id) for source_id in ids]


async def test_a_source_that_is_not_there_is_named(sessions: Sessions) -> None:
    source_id = uuid4()
    for ask in (Library(sessions).documents, Library(sessions).sample):
        with pytest.raises(SourceMissing, match=str(source_id)):
            await ask([source_id])


async def test_a_short_source_is_its_own_sample(sessions: Sessions) -> None:
    document = book(100)
    sample = await Library(sessions).sample([await kept(sessions, document)])
    assert sample.times == 1
    assert sample.documents[0].blocks == document.blocks


@pytest.mark.parametrize(("blocks", "characters"), [(20_000, 100), (40, 50_000), (1_000_000 // 20, 20)])
async def test_a_sample_is_small_and_stands_for_the_whole(sessions: Sessions, blocks: int, characters: int) -> None:
    ids = [await kept(sessions, book(blocks, characters)), await kept(sessions, book(10))]
    sample = await Library(sessions).sample(ids)
    read = sum(len(block.text) for document in sample.documents for block in document.blocks)
    assert 0 < read <= 2 * SAMPLE_CHARACTERS
    assert sample.times * read == pytest.approx(Decimal(blocks * characters + 1_000), rel=Decimal("0.01"))


async def longest_wait(doing: "asyncio.Task[object]") -> float:
    """How long others on the loop waited at most while it was done, in seconds of this thread's own work."""
    longest, before = 0.0, time.thread_time()
    while not doing.done():
        await asyncio.sleep(0)
        now = time.thread_time()
        longest, before = max(longest, now - before), now
    return longest


async def test_others_go_on_while_a_book_is_read(sessions: Sessions) -> None:
    """A book ten times as long holds nobody up ten times as long."""
    waits = {}
    for blocks in (3_000, 30_000):
        source_id = await kept(sessions, book(blocks))
        tries = []
        for _ in range(3):
            gc.collect()
            gc.disable()  # which looks through all that other tests have left, too
            doing = asyncio.create_task(Library(sessions).documents([source_id]))
            tries.append(await longest_wait(doing))
            gc.enable()
            await doing
        waits[blocks] = min(tries)
    assert waits[30_000] < 4 * waits[3_000] + 0.05, waits
