"""Access tokens: short-lived JWTs (RFC 9068) of one key, whose algorithm is that of the key and never the token's."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import jwt
from cachetools import LRUCache
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pydantic import BaseModel, ValidationError

LIFETIME_SECONDS = 15 * 60
CLOCK_SECONDS = 5
"""How far the clocks of two servers may differ."""
LONGEST_TOKEN = 4_096
KNOWN_TOKENS = 10_000
TYPE = "at+jwt"
REQUIRED = ["iss", "aud", "sub", "iat", "exp", "jti"]
LEAST_SECRET_CHARACTERS = 32
LEAST_DIFFERENT_CHARACTERS = 10
PLACEHOLDERS = ("change", "default", "example", "password", "secret")
LEAST_RSA_BITS = 2_048


class TokenRefused(Exception):
    """The token is not one of ours, or not valid any more. Which of these is nobody's business."""


@dataclass(frozen=True)
class TokenKey:
    """A key to sign with and the one to check with, for one algorithm; `id` names it without telling anything."""

    id: str
    algorithm: str
    signing: Any
    checking: Any


class Claims(BaseModel):
    """Whom an access token speaks for, since which sign-in (`sid`), in which of the user's epochs."""

    sub: UUID
    sid: UUID
    epoch: int


class AccessTokens:
    """Makes and reads the tokens of one issuer for one audience."""

    def __init__(self, key: TokenKey, issuer: str, audience: str) -> None:
        self._key, self._issuer, self._audience = key, issuer, audience
        self._known: LRUCache[str, tuple[Claims, float]] = LRUCache(KNOWN_TOKENS)

    def issue(self, user_id: UUID, family_id: UUID, epoch: int) -> str:
        """A signed token (RFC 9068) of the sign-in `family_id`, for LIFETIME_SECONDS. It opens nothing once the sign-in
        has ended or the user's epoch is another, which whoever lets it in has to look up."""
        now = int(time.time())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(user_id),
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
            "jti": secrets.token_urlsafe(16),
            "sid": str(family_id),
            "epoch": epoch,
        }
        headers = {"kid": self._key.id, "typ": TYPE}
        return jwt.encode(claims, self._key.signing, algorithm=self._key.algorithm, headers=headers)

    def derived_key(self, purpose: str) -> bytes:
        """A key for something else, the same in each process that signs by this one; it tells nothing of it."""
        signing = self._key.signing
        if not isinstance(signing, bytes):
            signing = signing.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return hmac.digest(signing, purpose.encode(), "sha256")

    def read(self, token: str) -> Claims:
        """Raises TokenRefused unless the token is ours, whole, of this key and algorithm, and still valid.

        A signature is checked once: who has been let in comes again with every request.
        """
        claims, ends = self._known.get(token) or self._checked(token)
        if time.time() >= ends + CLOCK_SECONDS:
            raise TokenRefused
        self._known[token] = claims, ends
        return claims

    def _checked(self, token: str) -> tuple[Claims, float]:
        if len(token) > LONGEST_TOKEN:
            raise TokenRefused
        try:
            header = jwt.get_unverified_header(token)
            if (header.get("kid"), header.get("alg"), header.get("typ")) != (self._key.id, self._key.algorithm, TYPE):
                raise TokenRefused
            claims = jwt.decode(
                token,
                self._key.checking,
                algorithms=[self._key.algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=CLOCK_SECONDS,
                options={"require": REQUIRED},
            )
            return Claims.model_validate(claims), claims["exp"]
        except (jwt.PyJWTError, ValidationError, ValueError) as error:
            raise TokenRefused from error


def secret_key(secret: str) -> TokenKey:
    """A key for HS256. Raises ValueError, with a sentence, for a secret that could be guessed (RFC 7518, 3.2)."""
    is_placeholder = any(word in secret.lower() for word in PLACEHOLDERS)
    if is_placeholder or len(secret) < LEAST_SECRET_CHARACTERS or len(set(secret)) < LEAST_DIFFERENT_CHARACTERS:
        raise ValueError(f"TOKEN_SECRET has to be {LEAST_SECRET_CHARACTERS} or more random characters")
    material = secret.encode()
    return TokenKey(_name(b"HS256" + material), "HS256", material, material)


def random_key() -> TokenKey:
    """A key for HS256 that ends with the process, and with it every token."""
    return secret_key(secrets.token_urlsafe(32))


def private_key(pem: str) -> TokenKey:
    """A key for EdDSA (Ed25519) or RS256 from a private key as unencrypted PEM. Raises ValueError with a sentence."""
    try:
        key = load_pem_private_key(pem.replace("\\n", "\n").encode(), password=None)
    except (ValueError, TypeError) as error:
        raise ValueError("TOKEN_PRIVATE_KEY is not an unencrypted private key as PEM") from error
    if isinstance(key, Ed25519PrivateKey):
        algorithm = "EdDSA"
    elif isinstance(key, RSAPrivateKey) and key.key_size >= LEAST_RSA_BITS:
        algorithm = "RS256"
    else:
        raise ValueError(f"TOKEN_PRIVATE_KEY has to be of Ed25519, or of RSA with {LEAST_RSA_BITS} bits or more")
    public = key.public_key()
    told = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return TokenKey(_name(told), algorithm, key, public)


def _name(material: bytes) -> str:
    return hashlib.sha256(material).hexdigest()[:16]
