"""Media in a bucket of Amazon S3, or of what speaks its language."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import Any, ParamSpec, Self, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import ConnectionError as NotConnected

from providers.errors import ProviderProblem
from providers.storage import KEY, content_key, intact

LINK_SECONDS = 15 * 60
CONNECT_SECONDS = 5
READ_SECONDS = 30
UNREACHABLE = (NotConnected, HTTPClientError, IncompleteReadError)
WITHOUT_KEY = (NoCredentialsError, PartialCredentialsError)
REFUSED_KEYS = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"}
GONE = {"NoSuchKey", "404"}
THROTTLED = {"SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"}

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class S3Storage:
    """Objects named by the SHA-256 of their content; the bucket has to exist, and stays private.

    Besides what the Protocol says, every call raises `ProviderProblem` when the bucket does not serve it: retryable
    where waiting may help.
    """

    name = "s3"

    def __init__(self, bucket: str, *, client: Any) -> None:
        """`client` is boto3's S3 client; `close` closes it."""
        self._bucket = bucket
        self._client = client

    @classmethod
    def connect(
        cls,
        bucket: str,
        *,
        endpoint_url: str | None = None,
        region: str | None = None,
        key: tuple[str, str] | None = None,
    ) -> Self:
        """Makes no call yet. `key` is an access key's id and secret; without it the SDK finds one by itself."""
        key_id, secret = key or (None, None)
        config = Config(
            # The default still signs links the old way, which newer regions refuse.
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "max_attempts": 3},
            s3={"addressing_style": "path" if endpoint_url else "auto"},
        )
        client = boto3.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=region,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            config=config,
        )
        return cls(bucket, client=client)

    async def put(self, data: bytes, media_type: str) -> str:
        """Write the object; S3 checks its SHA-256. One that is there is copied onto itself, which makes it new."""
        key = content_key(data, media_type)
        await _call(self._put, key, data, media_type)
        return key

    async def get(self, key: str) -> bytes:
        """Read the whole object. Raises FileNotFoundError also for what is no key of ours."""
        return intact(key, await _call(self._read, _known(key)))

    async def link(self, key: str) -> str | None:
        """A presigned address, valid for LINK_SECONDS, whether the object is there or not.

        Raises FileNotFoundError for what is no key of ours.
        """
        place = {"Bucket": self._bucket, "Key": _known(key)}
        address: str = await _call(
            self._client.generate_presigned_url, "get_object", Params=place, ExpiresIn=LINK_SECONDS
        )
        return address

    async def list_older(self, before: datetime) -> AsyncIterator[str]:
        """By the objects' LastModified, a page of the bucket at a time."""
        pages = self._pages()
        while (page := await _call(next, pages, None)) is not None:
            for thing in page:
                if thing["LastModified"] < before and KEY.fullmatch(thing["Key"]):
                    yield thing["Key"]

    async def remove(self, key: str) -> None:
        """Delete the object. Raises FileNotFoundError for what is no key of ours."""
        await _call(self._client.delete_object, Bucket=self._bucket, Key=_known(key))

    async def close(self) -> None:
        """Close the client's connections."""
        await asyncio.to_thread(self._client.close)

    def _put(self, key: str, data: bytes, media_type: str) -> None:
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        place = {"Bucket": self._bucket, "Key": key, "ContentType": media_type}
        try:
            self._client.put_object(**place, Body=data, IfNoneMatch="*", ChecksumSHA256=digest)
        except ClientError as error:
            if _status(error) != 412:
                raise
            # It is there already. A copy onto itself is how S3 lets an object be new again.
            source = {"Bucket": self._bucket, "Key": key}
            self._renew(source, place)

    def _renew(self, source: dict[str, str], place: dict[str, str]) -> None:
        """Raises ProviderProblem, to be tried again, where somebody has removed the object meanwhile."""
        try:
            self._client.copy_object(**place, CopySource=source, MetadataDirective="REPLACE")
        except ClientError as error:
            if _code(error) not in GONE:
                raise
            raise ProviderProblem(
                "storage_conflict", "The media store asks for the same call again.", retryable=True
            ) from error

    def _read(self, key: str) -> bytes:
        try:
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if _code(error) in GONE:
                raise FileNotFoundError(key) from error
            raise
        return data

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket):
            yield page.get("Contents", [])


async def _call(method: Callable[Given, Answer], *args: Given.args, **options: Given.kwargs) -> Answer:
    """One call of the blocking SDK, its errors told as ours."""
    try:
        return await asyncio.to_thread(method, *args, **options)
    except ClientError as error:
        raise _problem(error) from error
    except FlexibleChecksumError as error:
        raise ProviderProblem("digest_mismatch", "A stored picture is damaged; restore it from a back-up.") from error
    except UNREACHABLE as error:
        raise ProviderProblem(
            "storage_unreachable", "The media store cannot be reached right now.", retryable=True
        ) from error
    except WITHOUT_KEY as error:
        raise ProviderProblem(
            "storage_key_missing", "There is no key for the media store; an operator has to configure one."
        ) from error


def _problem(error: ClientError) -> ProviderProblem:
    code, status = _code(error), _status(error)
    if code == "NoSuchBucket":
        return ProviderProblem("storage_bucket_missing", "The media store has no such bucket; an operator makes it.")
    if code in THROTTLED or status in (429, 503):
        return ProviderProblem("storage_busy", "The media store has too much to do right now.", retryable=True)
    if code in REFUSED_KEYS or status in (401, 403):
        return ProviderProblem(
            "storage_access_denied", "The media store does not let us in; an operator has to look at its key."
        )
    if status in (408, 409, 412) or code == "RequestTimeout":
        return ProviderProblem("storage_conflict", "The media store asks for the same call again.", retryable=True)
    if status >= 500:
        return ProviderProblem("storage_failed", "The media store failed.", retryable=True)
    return ProviderProblem(
        "storage_refused", "The media store refuses the call; an operator has to look at its address and region."
    )


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _known(key: str) -> str:
    if not KEY.fullmatch(key):
        raise FileNotFoundError(key)
    return key
