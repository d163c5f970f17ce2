"""Media in a bucket: the real SDK against an S3 server of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

from providers.errors import ProviderProblem
from providers.s3_storage import S3Storage
from tests.faults.server import Server
from tests.faults.wire import Answer, Line, Request, whole

BUCKET = "media"
REGION = "eu-central-1"
PICTURE = b"\x89PNG picture"
UNKNOWN = "0" * 64 + ".png"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers the credentials of before


@pytest.fixture
def raw(endpoint: str) -> Iterator[Any]:
    """A client of its own beside the storage's, and an empty bucket."""
    httpx.post(f"{endpoint}/moto-api/reset").raise_for_status()
    client = boto3.client("s3", endpoint_url=endpoint, region_name=REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    yield client
    client.close()


@pytest.fixture
async def storage(raw: Any, endpoint: str) -> AsyncIterator[S3Storage]:
    storage = S3Storage.connect(BUCKET, endpoint_url=endpoint, region=REGION)
    yield storage
    await storage.close()


def keys(raw: Any) -> list[str]:
    return [thing["Key"] for thing in raw.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def put_long_ago(hours: int, *names: str) -> None:
    """Make these objects old, which S3 itself offers no way to do; those that are not there yet are made."""
    inside: Any = s3_backends["123456789012"]["aws"]
    for name in names:
        stored = inside.buckets[BUCKET].keys.get(name) or inside.put_object(BUCKET, name, b"old")
        stored.last_modified -= timedelta(hours=hours)


def ago(hours: int) -> datetime:
    return datetime.now(UTC) - timedelta(hours=hours)


async def older(storage: S3Storage, hours: int) -> list[str]:
    return sorted([key async for key in storage.list_older(ago(hours))])


async def test_what_is_put_is_got_and_keeps_its_type(storage: S3Storage, raw: Any) -> None:
    key = await storage.put(PICTURE, "image/png")
    assert await storage.get(key) == PICTURE
    head = raw.head_object(Bucket=BUCKET, Key=key, ChecksumMode="ENABLED")
    assert head["ContentType"] == "image/png"
    assert keys(raw) == [key]
    assert (await storage.put(PICTURE, "image/webp")).endswith(".webp")


async def test_the_same_bytes_put_by_twenty_at_once_are_one_object(storage: S3Storage, raw: Any) -> None:
    answers = await asyncio.gather(*(storage.put(PICTURE, "image/png") for _ in range(20)))
    assert len(set(answers)) == 1
    assert keys(raw) == [answers[0]]
    assert await storage.get(answers[0]) == PICTURE


@pytest.mark.parametrize("spoilt", [b"other bytes", PICTURE[:-1], b""])
async def test_a_damaged_object_is_noticed(storage: S3Storage, raw: Any, spoilt: bytes) -> None:
    key = await storage.put(PICTURE, "image/png")
    raw.put_object(Bucket=BUCKET, Key=key, Body=spoilt)
    with pytest.raises(ProviderProblem) as caught:
        await storage.get(key)
    assert (caught.value.kind, caught.value.retryable) == ("digest_mismatch", False)


@pytest.mark.parametrize("key", [UNKNOWN, "../secrets", "", UNKNOWN.upper()])
async def test_an_unknown_key_is_not_found(storage: S3Storage, key: str) -> None:
    with pytest.raises(FileNotFoundError):
        await storage.get(key)


async def test_a_link_is_signed_for_a_quarter_of_an_hour_and_serves_the_bytes(storage: S3Storage) -> None:
    key = await storage.put(PICTURE, "image/png")
    address = await storage.link(key)
    assert address is not None
    query = httpx.URL(address).params
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert query["X-Amz-Expires"] == "900"
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.get(address)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PICTURE, "image/png")


async def test_the_older_ones_are_listed_page_by_page_and_strangers_passed_over(storage: S3Storage) -> None:
    old = [f"{number:064x}.webp" for number in range(1100)]
    put_long_ago(30, *old, "backup.tar")
    new = await storage.put(PICTURE, "image/png")
    assert await older(storage, hours=24) == sorted(old)
    assert await older(storage, hours=40) == []
    assert len(await older(storage, hours=-1)) == len({*old, new})


async def test_a_second_put_makes_an_object_new_again(storage: S3Storage, raw: Any) -> None:
    key = await storage.put(PICTURE, "image/png")
    put_long_ago(30, key)
    assert await older(storage, hours=24) == [key]
    assert await storage.put(PICTURE, "image/png") == key
    assert await older(storage, hours=24) == []
    assert await storage.get(key) == PICTURE
    assert raw.head_object(Bucket=BUCKET, Key=key)["ContentType"] == "image/png"


async def test_what_is_removed_is_gone_and_may_be_removed_again(storage: S3Storage, raw: Any) -> None:
    key = await storage.put(PICTURE, "image/png")
    for _ in range(2):
        await storage.remove(key)
    assert keys(raw) == []
    with pytest.raises(FileNotFoundError):
        await storage.get(key)


async def test_a_bucket_that_is_not_there_is_told_in_a_sentence(endpoint: str, raw: Any) -> None:
    storage = S3Storage.connect("elsewhere", endpoint_url=endpoint, region=REGION)
    for call in (storage.put(PICTURE, "image/png"), storage.get(UNKNOWN), older(storage, 1)):
        with pytest.raises(ProviderProblem) as caught:
            await call
        assert (caught.value.kind, caught.value.retryable) == ("storage_bucket_missing", False)
        assert caught.value.sentence == "The media store has no such bucket; an operator makes it."
    await storage.close()


REFUSALS = [
    (403, "AccessDenied", "storage_access_denied", False),
    (403, "SignatureDoesNotMatch", "storage_access_denied", False),
    (400, "ExpiredToken", "storage_access_denied", False),
    (400, "AuthorizationHeaderMalformed", "storage_refused", False),
    (400, "RequestTimeout", "storage_conflict", True),
    (409, "ConditionalRequestConflict", "storage_conflict", True),
    (429, "TooManyRequestsException", "storage_busy", True),
    (503, "SlowDown", "storage_busy", True),
    (500, "InternalError", "storage_failed", True),
]


@pytest.mark.parametrize(("status", "code", "kind", "retryable"), REFUSALS)
async def test_every_refusal_has_a_sentence_of_ours(status: int, code: str, kind: str, retryable: bool) -> None:
    async def refuse(_request: Request, line: Line) -> None:
        body = f"<Error><Code>{code}</Code><Message>secret words</Message></Error>"
        await whole(line, Answer(status, {"content-type": "application/xml"}, (body.encode(),)))

    server = await Server(refuse).start()
    storage = S3Storage(BUCKET, client=once(f"http://127.0.0.1:{server.port}"))
    with pytest.raises(ProviderProblem) as caught:
        await storage.put(PICTURE, "image/png")
    assert (caught.value.kind, caught.value.retryable) == (kind, retryable)
    assert "secret" not in caught.value.sentence
    await storage.close()
    await server.close()


async def test_a_store_that_is_away_breaks_off_or_stalls_may_be_asked_again() -> None:
    async def cut_short(request: Request, line: Line) -> None:
        await line.begin(Answer(200), claim_bytes=64)
        await line.write(b"half")
        if request.path.endswith("webp"):
            await line.until_gone()

    server = await Server(cut_short).start()
    storage = S3Storage(BUCKET, client=once(f"http://127.0.0.1:{server.port}", patience=1))
    for key in (UNKNOWN, UNKNOWN.replace("png", "webp")):
        await unreachable(storage, key)
    await server.close()
    await unreachable(storage, UNKNOWN)
    await storage.close()


async def unreachable(storage: S3Storage, key: str) -> None:
    with pytest.raises(ProviderProblem) as caught:
        await storage.get(key)
    assert (caught.value.kind, caught.value.retryable) == ("storage_unreachable", True)


def once(endpoint: str, patience: float = 30) -> Any:
    """A client that does not try again by itself."""
    config = Config(retries={"total_max_attempts": 1}, read_timeout=patience, s3={"addressing_style": "path"})
    return boto3.client("s3", endpoint_url=endpoint, region_name=REGION, config=config)


async def test_no_key_at_all_is_told_in_a_sentence(
    endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    storage = S3Storage.connect(BUCKET, endpoint_url=endpoint, region=REGION)
    for call in (storage.put(PICTURE, "image/png"), storage.link(UNKNOWN)):
        with pytest.raises(ProviderProblem) as caught:
            await call
        assert (caught.value.kind, caught.value.retryable) == ("storage_key_missing", False)
    await storage.close()
    storage = S3Storage.connect(BUCKET, endpoint_url=endpoint, region=REGION, key=("given", "secret"))
    assert "X-Amz-Credential=given" in str(await storage.link(UNKNOWN))
    await storage.close()


async def test_an_object_that_is_removed_while_it_is_written_is_written_anew(storage: S3Storage, raw: Any) -> None:
    """Between the answer that it is there and the copy that would make it new, a sweep takes it away."""
    key = await storage.put(PICTURE, "image/png")
    raw.delete_object(Bucket=BUCKET, Key=key)
    place = {"Bucket": BUCKET, "Key": key}
    with pytest.raises(ProviderProblem) as caught:
        storage._renew(place, place | {"ContentType": "image/png"})
    assert (caught.value.kind, caught.value.retryable) == ("storage_conflict", True)
    assert await storage.put(PICTURE, "image/png") == key
