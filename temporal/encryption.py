"""Payloads that Temporal's server cannot read: AES-256-GCM by keys of our own, each payload naming the key it takes.

What the server stores of a payload is then the encoding `binary/encrypted`, the key's id, and ciphertext; the names
follow Temporal's own samples.
"""

import base64
import re
import secrets
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from temporal.errors import PayloadUnreadable

ENCODING = b"binary/encrypted"
KEY_ID = "encryption-key-id"
KEY_BYTES = 32
LEAST_DIFFERENT_BYTES = 10
NONCE_BYTES = 12
"""96 bits at random, so that one key may serve for 2³² payloads (NIST SP 800-38D, 8.3)."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def read_keys(text: str) -> dict[str, bytes]:
    """The keys of `id:key,id:key`, each 32 bytes as base64, the one that encrypts first.

    Raises ValueError, with a sentence that shows no key.
    """
    keys: dict[str, bytes] = {}
    for number, entry in enumerate(text.split(","), start=1):
        key_id, colon, encoded = entry.strip().partition(":")
        if not colon or not _ID.fullmatch(key_id):
            raise ValueError(f"entry {number} has no id of letters, digits, dots or dashes before a colon")
        if key_id in keys:
            raise ValueError(f"the id {key_id} is there twice")
        keys[key_id] = _key(key_id, encoded)
    return keys


class PayloadEncryption(PayloadCodec):
    """Encrypts whole payloads by the first of `keys`, and decrypts by all of them.

    A payload that never was encrypted passes as it is, so that runs from before the first key go on.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._current = next(iter(keys))

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt each payload whole, metadata included, by the first key and a nonce of its own."""
        return [self._sealed(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Raises PayloadUnreadable for a key that we do not have, and for what was not encrypted by the one we have."""
        return [self._opened(payload) if is_encrypted(payload) else payload for payload in payloads]

    def _sealed(self, payload: Payload) -> Payload:
        nonce, key_id = secrets.token_bytes(NONCE_BYTES), self._current.encode()
        sealed = self._ciphers[self._current].encrypt(nonce, payload.SerializeToString(), _bound_to(key_id))
        return Payload(metadata={"encoding": ENCODING, KEY_ID: key_id}, data=nonce + sealed)

    def _opened(self, payload: Payload) -> Payload:
        key_id = payload.metadata.get(KEY_ID, b"")
        name = key_id.decode(errors="replace")[:64]
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise PayloadUnreadable(f"A payload was encrypted by the key {name!r}: add it to the end of PAYLOAD_KEYS.")
        nonce, sealed = payload.data[:NONCE_BYTES], payload.data[NONCE_BYTES:]
        try:
            return Payload.FromString(cipher.decrypt(nonce, sealed, _bound_to(key_id)))
        except (InvalidTag, ValueError, DecodeError) as error:
            raise PayloadUnreadable(
                f"A payload does not fit the key {name!r}: it was changed, or PAYLOAD_KEYS has another key by this id."
            ) from error


def is_encrypted(payload: Payload) -> bool:
    """Whether the payload's encoding says `binary/encrypted`; nothing is decrypted."""
    return payload.metadata.get("encoding") == ENCODING


def _bound_to(key_id: bytes) -> bytes:
    """What is not secret and may not be changed either."""
    return ENCODING + b"\0" + key_id


def _key(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded.strip(), altchars=b"-_" if {"-", "_"} & set(encoded) else None, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or len(set(key)) < LEAST_DIFFERENT_BYTES:
        raise ValueError(
            f"the key {key_id} is not {KEY_BYTES} random bytes as base64 (openssl rand -base64 {KEY_BYTES})"
        )
    return key
