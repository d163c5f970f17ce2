"""Access tokens, as those try them who want in."""

import base64
import json
import time
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from accounts.tokens import LIFETIME_SECONDS, TYPE, AccessTokens, TokenKey, TokenRefused, private_key, secret_key

SECRET = "0f5b2c9e8d7a6b4c3f1e0d9c8b7a6f5e4d3c2b1a"
USER, FAMILY = uuid4(), uuid4()


def pem(key: Any) -> str:
    return str(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


RSA = rsa.generate_private_key(65537, 2048)
KEYS = {
    "HS256": secret_key(SECRET),
    "EdDSA": private_key(pem(ed25519.Ed25519PrivateKey.generate())),
    "RS256": private_key(pem(RSA)),
}


def tokens_of(key: TokenKey) -> AccessTokens:
    return AccessTokens(key, "coursewright", "learners")


def claims(**changes: object) -> dict[str, Any]:
    now = int(time.time())
    given: dict[str, Any] = {
        "iss": "coursewright",
        "aud": "learners",
        "sub": str(USER),
        "iat": now,
        "exp": now + 60,
        "jti": "1",
        "sid": str(FAMILY),
        "epoch": 0,
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def forged(key: TokenKey = KEYS["HS256"], headers: dict[str, Any] | None = None, **changes: object) -> str:
    """A token rightly signed, with other claims or headers."""
    named = {"kid": key.id, "typ": TYPE} | (headers or {})
    return jwt.encode(claims(**changes), key.signing, algorithm=key.algorithm, headers=named)


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_comes_back_as_it_was_issued(algorithm: str) -> None:
    tokens = tokens_of(KEYS[algorithm])
    token = tokens.issue(USER, FAMILY, 3)
    found = tokens.read(token)
    assert (found.sub, found.sid, found.epoch) == (USER, FAMILY, 3)
    assert jwt.get_unverified_header(token) == {"alg": algorithm, "kid": KEYS[algorithm].id, "typ": TYPE}
    told = jwt.decode(token, options={"verify_signature": False})
    assert told["exp"] - told["iat"] == LIFETIME_SECONDS
    assert {"iss", "aud", "sub", "iat", "exp", "jti"} <= set(told)
    assert "role" not in told


def test_a_token_forged_without_a_fault_would_pass() -> None:
    assert tokens_of(KEYS["HS256"]).read(forged()).sub == USER


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"exp": "never"},
        {"iat": int(time.time()) + 3600},
        {"nbf": int(time.time()) + 3600},
        {"aud": "others"},
        {"aud": None},
        {"iss": "elsewhere"},
        {"iss": None},
        {"sub": "admin"},
        {"sub": None},
        {"sid": None},
        {"epoch": None},
        {"jti": None},
    ],
    ids=lambda changes: " ".join(f"{name}-{type(value).__name__}" for name, value in changes.items()),
)
def test_claims_that_are_missing_or_wrong_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        tokens_of(KEYS["HS256"]).read(forged(**changes))


@pytest.mark.parametrize(
    "headers",
    [
        {"kid": "another"},
        {"kid": "../../dev/null"},
        {"kid": "' OR 1=1 --"},
        {"kid": None},
        {"typ": "JWT"},
        {"typ": "rt"},
    ],
    ids=str,
)
def test_headers_that_name_another_key_or_kind_are_refused(headers: dict[str, Any]) -> None:
    with pytest.raises((TokenRefused, jwt.PyJWTError)):
        tokens_of(KEYS["HS256"]).read(forged(headers=headers))


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", ""])
@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_without_a_signature_is_refused(algorithm: str, name: str) -> None:
    header = {"alg": name, "kid": KEYS[algorithm].id, "typ": TYPE}
    for signature in ("", "AAAA"):
        with pytest.raises(TokenRefused):
            tokens_of(KEYS[algorithm]).read(f"{encoded(header)}.{encoded(claims())}.{signature}")


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
def test_the_public_key_as_a_secret_is_refused(form: Encoding) -> None:
    key = KEYS["RS256"]
    public = RSA.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
    header, body = encoded({"alg": "HS256", "kid": key.id, "typ": TYPE}), encoded(claims())
    hmac = jwt.get_algorithm_by_name("HS256").sign(f"{header}.{body}".encode(), public)
    signature = base64.urlsafe_b64encode(hmac).rstrip(b"=").decode()
    with pytest.raises(TokenRefused):
        tokens_of(key).read(f"{header}.{body}.{signature}")


def test_a_key_that_the_token_brings_along_is_not_used() -> None:
    own = ed25519.Ed25519PrivateKey.generate()
    jwk = json.loads(jwt.get_algorithm_by_name("EdDSA").to_jwk(own.public_key()))
    headers = {"kid": KEYS["EdDSA"].id, "typ": TYPE, "jwk": jwk, "jku": "http://127.0.0.1/keys"}
    token = jwt.encode(claims(), own, algorithm="EdDSA", headers=headers)
    with pytest.raises(TokenRefused):
        tokens_of(KEYS["EdDSA"]).read(token)


@pytest.mark.parametrize("algorithm", KEYS)
def test_every_changed_character_is_noticed(algorithm: str) -> None:
    tokens = tokens_of(KEYS[algorithm])
    header, body, signature = tokens.issue(USER, FAMILY, 0).split(".")
    told = jwt.decode(f"{header}.{body}.{signature}", options={"verify_signature": False})
    for changed in ({"sub": str(uuid4())}, {"epoch": 1}, {"exp": told["exp"] + 1}):
        with pytest.raises(TokenRefused):
            tokens.read(f"{header}.{encoded(told | changed)}.{signature}")
    for place in range(0, len(signature) - 1, 7):
        other = "A" if signature[place] != "A" else "B"
        with pytest.raises(TokenRefused):
            tokens.read(f"{header}.{body}.{signature[:place]}{other}{signature[place + 1 :]}")


def test_a_token_of_another_key_is_refused() -> None:
    for algorithm, key in KEYS.items():
        token = tokens_of(key).issue(USER, FAMILY, 0)
        for other in KEYS.keys() - {algorithm}:
            with pytest.raises(TokenRefused):
                tokens_of(KEYS[other]).read(token)


@given(st.one_of(st.text(max_size=300), st.from_regex(r"[\w-]{0,80}\.[\w-]{0,80}\.[\w-]{0,80}", fullmatch=True)))
def test_any_text_is_refused_and_no_fault(token: str) -> None:
    with pytest.raises(TokenRefused):
        tokens_of(KEYS["HS256"]).read(token)


def test_a_token_of_a_megabyte_is_refused_unread() -> None:
    with pytest.raises(TokenRefused):
        tokens_of(KEYS["HS256"]).read(forged(pad="x" * 1_000_000))


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "x" * 64,
        "change-me-0123456789-abcdefghijklmnop",
        "my-secret-0123456789-abcdefghijklmnop",
        "ab" * 32,
    ],
)
def test_a_secret_that_could_be_guessed_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="TOKEN_SECRET"):
        secret_key(secret)


@pytest.mark.parametrize(
    "text",
    ["", "not a key", pem(rsa.generate_private_key(65537, 1024)), pem(ec.generate_private_key(ec.SECP256R1()))],
)
def test_a_private_key_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="TOKEN_PRIVATE_KEY"):
        private_key(text)


def test_a_private_key_may_come_on_one_line() -> None:
    text = pem(RSA)
    assert private_key(text.replace("\n", "\\n")).id == KEYS["RS256"].id
