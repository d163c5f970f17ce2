"""Encrypted payloads: by themselves, and all that a real server comes to keep of a run."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.worker import Replayer, Worker

import settings
from temporal.converter import data_converter
from temporal.encryption import ENCODING, KEY_ID, PayloadEncryption, is_encrypted, read_keys
from temporal.errors import PayloadUnreadable
from tests.payload_keys import PAYLOAD_KEYS, kept_by_the_server, new_key
from tests.temporal.confidant import Child, Confidant, Secret, stumble, whisper

OLD, NEW = new_key("2026-05"), new_key("2026-11")

DEADLINE_SECONDS = 60

payloads = st.builds(
    Payload, metadata=st.dictionaries(st.text(max_size=20), st.binary(max_size=20), max_size=4), data=st.binary()
)


def codec(*keys: str) -> PayloadEncryption:
    return PayloadEncryption(read_keys(",".join(keys)))


def sealed(keys: PayloadEncryption, payload: Payload) -> Payload:
    return asyncio.run(keys.encode([payload]))[0]


def opened(keys: PayloadEncryption, payload: Payload) -> Payload:
    return asyncio.run(keys.decode([payload]))[0]


@given(st.lists(payloads, max_size=5))
def test_what_is_encrypted_comes_back_whole(given: list[Payload]) -> None:
    keys = codec(NEW)
    hidden = asyncio.run(keys.encode(given))
    assert all(is_encrypted(payload) for payload in hidden)
    assert asyncio.run(keys.decode(hidden)) == given


@given(payloads)
def test_the_same_payload_never_looks_the_same_and_tells_its_length_alone(payload: Payload) -> None:
    first, second = (sealed(codec(NEW), payload) for _ in range(2))
    assert first.data != second.data
    assert len(first.data) == len(second.data) == payload.ByteSize() + 12 + 16
    assert dict(first.metadata) == {"encoding": ENCODING, KEY_ID: b"2026-11"}


@given(payloads.filter(lambda payload: not is_encrypted(payload)))
def test_what_never_was_encrypted_passes(payload: Payload) -> None:
    assert opened(codec(NEW), payload) == payload


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    before = sealed(codec(OLD), Payload(data=b"before"))
    after = sealed(codec(NEW, OLD), Payload(data=b"after"))
    assert opened(codec(NEW, OLD), before).data == b"before"
    assert opened(codec(OLD, NEW), after).data == b"after"
    assert opened(codec(NEW), after).data == b"after"


def test_a_key_that_is_not_there_is_named_with_what_to_do() -> None:
    before = sealed(codec(OLD), Payload(data=b"before"))
    with pytest.raises(PayloadUnreadable, match=r"by the key '2026-05': add it to the end of PAYLOAD_KEYS\."):
        opened(codec(NEW), before)


def test_another_key_of_the_same_id_is_told_from_the_right_one() -> None:
    with pytest.raises(PayloadUnreadable, match="does not fit the key '2026-11'"):
        opened(codec(new_key("2026-11")), sealed(codec(NEW), Payload(data=b"x")))


@given(payloads, st.data())
def test_not_a_bit_may_be_changed(payload: Payload, drawn: st.DataObject) -> None:
    keys = codec(NEW)
    hidden = sealed(keys, payload)
    place = drawn.draw(st.integers(0, len(hidden.data) * 8 - 1))
    changed = bytearray(hidden.data)
    changed[place // 8] ^= 1 << place % 8
    for data in (bytes(changed), hidden.data[:-1], hidden.data[:11], b""):
        with pytest.raises(PayloadUnreadable):
            opened(keys, Payload(metadata=dict(hidden.metadata), data=data))


def test_a_payload_cannot_be_passed_off_as_one_of_another_key() -> None:
    same = NEW.partition(":")[2]
    keys = codec(NEW, f"2026-05:{same}")
    hidden = sealed(keys, Payload(data=b"x"))
    with pytest.raises(PayloadUnreadable, match="does not fit"):
        opened(keys, Payload(metadata={"encoding": ENCODING, KEY_ID: b"2026-05"}, data=hidden.data))


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ("2026-11", "entry 1 has no id"),
        (NEW.partition(":")[2].replace("=", "").replace("+", "a").replace("/", "b"), "entry 1 has no id"),
        (f"{NEW},", "entry 2 has no id"),
        (f"{NEW},a b:{'A' * 44}", "entry 2 has no id"),
        (f"{NEW},{NEW}", "the id 2026-11 is there twice"),
        ("2026-11:short", "the key 2026-11 is not 32 random bytes"),
        ("2026-11:" + base64.b64encode(bytes(32)).decode(), "the key 2026-11 is not 32 random bytes"),
        ("2026-11:" + base64.b64encode(bytes(range(31))).decode(), "the key 2026-11 is not 32 random bytes"),
        ("2026-11:" + "ä" * 44, "the key 2026-11 is not 32 random bytes"),
    ],
    ids=map(str, range(9)),
)
def test_a_wrong_setting_stops_the_start_with_a_sentence_and_no_key(
    keys: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@nowhere/nothing")
    monkeypatch.setenv("PAYLOAD_KEYS", keys)
    with pytest.raises(SystemExit) as refusal:
        settings.load()
    assert f"PAYLOAD_KEYS: Value error, {fault}" in str(refusal.value)
    assert not any(len(part) > 20 and part in str(refusal.value) for part in keys.replace(",", ":").split(":"))


def test_keys_may_be_base64_for_urls_and_no_setting_means_no_codec() -> None:
    key = bytes(range(224, 256))
    assert read_keys("a:" + base64.urlsafe_b64encode(key).decode()) == {"a": key}
    assert read_keys(" a:" + base64.b64encode(key).decode() + " ") == {"a": key}
    assert data_converter(None).payload_codec is None


@asynccontextmanager
async def confidants(address: str, *keys: str, queue: str = "") -> AsyncIterator[tuple[Client, str]]:
    """A client and the queue of a worker, both with these keys, for as long as the test may take."""
    client = await Client.connect(address, data_converter=data_converter(SecretStr(",".join(keys)) if keys else None))
    queue = queue or f"confidants-{uuid4()}"
    worker = Worker(client, task_queue=queue, workflows=[Confidant, Child], activities=[whisper, stumble])
    async with worker, asyncio.timeout(DEADLINE_SECONDS):
        yield client, queue


async def confide(client: Client, queue: str) -> WorkflowHandle[Confidant, None]:
    return await client.start_workflow(
        Confidant.run,
        Secret(text="secret input"),
        id=f"confidant-{uuid4()}",
        task_queue=queue,
        memo={"note": "secret memo"},
        static_summary="secret title",
        static_details="secret long title",
    )


async def test_of_a_whole_run_the_server_can_read_nothing(temporal_address: str) -> None:
    async with confidants(temporal_address, PAYLOAD_KEYS) as (client, queue):
        handle = await confide(client, queue)
        assert await handle.execute_update(Confidant.tell, "secret update input") == "secret update result"
        assert "secret query" in await handle.query(Confidant.heard, "secret query")
        await handle.signal(Confidant.hear, "secret signal")
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
        description = await handle.describe()
        assert await description.static_summary() == "secret title"
        assert await description.memo() == {"note": "secret memo upserted"}
        kept = await kept_by_the_server(temporal_address, handle.id)
    assert "secret" not in kept
    assert "test_encryption.py" not in kept, "stack traces tell of the code"
    assert "Encoded failure" in kept
    assert_the_failure_is_whole(failed.value)
    history = await client.get_workflow_handle(handle.id).fetch_history()
    replayer = Replayer(workflows=[Confidant], data_converter=data_converter(SecretStr(PAYLOAD_KEYS)))
    await replayer.replay_workflow(history)


def assert_the_failure_is_whole(failure: WorkflowFailureError) -> None:
    assert isinstance(failure.cause, ActivityError)
    stumbled = failure.cause.cause
    assert isinstance(stumbled, ApplicationError)
    assert (stumbled.message, stumbled.details, stumbled.type) == ("secret failure", ("secret detail",), "Stumble")
    assert "secret cause" in str(stumbled.cause)


async def test_without_keys_the_same_search_finds_what_is_readable(temporal_address: str) -> None:
    """So that the test above cannot pass by looking where nothing is."""
    async with confidants(temporal_address) as (client, queue):
        handle = await confide(client, queue)
        await handle.execute_update(Confidant.tell, "secret update input")
        await handle.signal(Confidant.hear, "secret signal")
        with pytest.raises(WorkflowFailureError):
            await handle.result()
        kept = await kept_by_the_server(temporal_address, handle.id)
    readable = ("input", "title", "long title", "memo", "timer", "summary", "activity input", "activity result")
    local = ("local input", "local result", "local summary", "child input", "child result", "child", "signal")
    failing = ("failure", "detail", "cause", "update input", "update result")
    missing = [word for word in (*readable, *local, *failing) if f"secret {word}" not in kept]
    assert missing == ["local input"], "the input of a local activity is in no history"


async def test_a_run_goes_on_from_no_key_to_the_first_and_from_one_key_to_the_next(temporal_address: str) -> None:
    async with confidants(temporal_address) as (client, queue):
        handle = await confide(client, queue)
        await handle.execute_update(Confidant.tell, "by no key")
    async with confidants(temporal_address, OLD, queue=queue) as (client, _):
        handle = client.get_workflow_handle_for(Confidant.run, handle.id)
        assert "by no key" in await handle.query(Confidant.heard, "by the old key")
        await handle.signal(Confidant.hear, "by the old key")
    async with confidants(temporal_address, NEW, OLD, queue=queue) as (client, _):
        handle = client.get_workflow_handle_for(Confidant.run, handle.id)
        heard = await handle.query(Confidant.heard, "by the new key")
        assert {"by no key", "by the old key"} <= set(heard)
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
    assert_the_failure_is_whole(failed.value)
