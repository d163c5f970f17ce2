"""Nothing that reads foreign text takes longer than in proportion to it, whatever the text is.

What is measured is a ratio within one run: of a text eight times as long as another the time is about eight times as
long where it is linear, and sixty-four times where it is quadratic.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from starlette.requests import cookie_parser

import accounts
import api
from accounts import passwords, people, service_keys
from accounts.tokens import AccessTokens, TokenRefused, random_key
from api.accounts import password_guesses, schemas
from api.http import bodies, etags, problems, requests, streams
from api.operators import codec
from api.security import rate_limits
from learning import characters
from models.accounts import canonical_address
from sources.names import file_name

SMALL, LARGE = 1_000, 8_000
MOST_RATIO = 28.0
"""Between 8, which is linear, and 64, which is quadratic: a busy machine is no excuse, and no cause."""
NOTHING_SECONDS = 0.001
"""What the large text took in less than this grows by nothing that matters."""
TRIES = 5

PIECES = [
    "a", "A", "9", " ", "\t", "\n", "\\", '"', '\\"', "'", "[", "{", "]", "[]", "{}", '{"a":', "[1,", ",", ";",
    ":", "-", "_", ".", "@", "a.", "a@", "a-", "a,", "W/", "=", "a=", "a;", "a=b;", 'a="', "%", "%41", "&",
    "a=b&", "+", "/", "../", "e", "1e", "9.", "9e9", "0" * 299 + ",", "NaN", 'NaN\\"', "Infinit", "-Infinity",
    "é", "e\u0301", "\u0301\u0323", "\u0300\u0316", "İ", "ß", "ﷺ", "\u200b", "\u202e", "\u1100", "\u3164", "🙂",
    "\ud800", "\x00", "\x7f", "<", "&lt;", "=?utf-8?q?", "cw_", "eyJ", "Bearer ", "::", "::ffff:", "0000:",
    "true", "null", '"a":"b",', '"\\u0041"', "\\000",
]  # fmt: skip
PROGRAMS = (".__main__", ".reading_server")
"""What loads and does something, and keeps no regular expression of its own."""
ENDS = ["", '"', "!", "\n", "]", "@example.org"]


def tokens() -> AccessTokens:
    return AccessTokens(random_key(), "issuer", "audience")


def tried(call: Callable[[Any], object], *refusals: type[Exception]) -> Callable[[str], object]:
    expected: tuple[type[Exception], ...] = (ValidationError, ValueError, *refusals)

    def run(text: str) -> object:
        try:
            return call(text)
        except expected as refusal:
            return refusal

    return run


def body(text: str) -> bytes:
    return text.encode(errors="replace")


def validator(kind: Any) -> Callable[[str], object]:
    return tried(TypeAdapter(kind).validate_python)


PARSERS: dict[str, Callable[[str], object]] = {
    "a JSON body": lambda text: bodies.fault(body(text)),
    "a JSON text": lambda text: bodies.fault(body(f'"{text}"')),
    "a batch": lambda text: bodies.fault(body(text), odd_numbers=True, most_values=10**9),
    "JSON that is let through": tried(
        lambda text: json.loads(text) if bodies.fault(body(text)) is None else None, RecursionError
    ),
    "a type": bodies.is_json,
    "an address": people.is_address,
    "an account": canonical_address,
    "a guess": password_guesses.guesses_at,
    "a new password": lambda text: passwords.refusal(text, "ada@example.org", "Ada"),
    "a password like its owner": lambda text: passwords.refusal("ada lovelace 1815", text[:254], text[:200]),
    "a password": lambda text: passwords._normal(text[: passwords.MOST_TYPED + 1]),
    "a key": service_keys.parse,
    "a token": tried(tokens().read, TokenRefused),
    "a file's name": file_name,
    "a name to show": characters.label_fault,
    "an address of the network": lambda text: rate_limits.address_of(SimpleNamespace(host=text)),
    "entity tags": lambda text: etags.is_known('"0"', text),
    "the event seen last": lambda text: streams.resumed_after(None, text),
    "a request's id": lambda text: requests._SANE.fullmatch(body(text)),
    "a cookie": codec.token_in,
    "a problem": problems.readable,
    "a registration": validator(schemas.Registration.__annotations__["email"]),
    "a full name": validator(schemas.FullName),
    "a time zone": validator(schemas.TimeZone),
    "preferences": tried(lambda text: schemas.Preferences.model_validate({"language": text, "note": text})),
    "a sign-in": tried(lambda text: schemas.Credentials.model_validate({"username": text, "password": text})),
}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every regular expression that a module of `api` or `accounts` keeps, by where it stands."""
    for package in (accounts, api):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            if info.name.endswith(PROGRAMS):
                continue
            for name, value in vars(import_module(info.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{info.name}.{name}", value


def test_programs_keep_no_regular_expression() -> None:
    named = [
        info.name
        for package in (accounts, api)
        for info in walk_packages(package.__path__, f"{package.__name__}.")
        if info.name.endswith(PROGRAMS)
    ]
    assert named
    for name in named:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert "re.compile" not in Path(spec.origin).read_text(), name


PATTERNS = dict(patterns())


def searched(pattern: re.Pattern[Any]) -> Callable[[str], object]:
    def run(text: str) -> object:
        given: Any = body(text) if isinstance(pattern.pattern, bytes) else text
        return pattern.search(given), pattern.fullmatch(given), pattern.sub(given[:0], given)

    return run


CASES = PARSERS | {name: searched(pattern) for name, pattern in PATTERNS.items()}


def seconds(run: Callable[[str], object], text: str) -> float:
    """Of the processor, so that others on the machine do not count."""
    begin = time.thread_time()
    run(text)
    return time.thread_time() - begin


def grown(piece: str, end: str, size: int) -> str:
    return piece * (size // len(piece)) + end


def growth(run: Callable[[str], object], piece: str, end: str) -> float:
    """How many times as long the large text takes, by the best of some tries each; 0 where it takes next to nothing."""
    best = {SMALL: float("inf"), LARGE: float("inf")}
    for _ in range(TRIES):
        for size in best:
            best[size] = min(best[size], seconds(run, grown(piece, end, size)))
        if best[LARGE] < NOTHING_SECONDS or best[LARGE] < MOST_RATIO * best[SMALL]:
            return 0.0
    return best[LARGE] / best[SMALL]


@pytest.mark.parametrize("name", CASES)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    slow = {
        (piece[:12], end): ratio for piece, end in product(PIECES, ENDS) if (ratio := growth(CASES[name], piece, end))
    }
    assert slow == {}


def test_what_grows_faster_is_found() -> None:
    """The expression that held the whole API for half a minute: each mark of a text looks for its end anew."""
    quadratic = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
    assert growth(searched(quadratic), '\\"', "") > MOST_RATIO


def test_every_expression_of_the_code_is_among_those_tried() -> None:
    """One that is compiled where it is used would not be found by the walk above."""
    for folder in (Path(api.__file__).parent, Path(accounts.__file__).parent):
        for file in folder.rglob("*.py"):
            inside = re.findall(
                r"^[ \t]+.*\bre\.(?:compile|search|match|sub|split|findall|fullmatch)\(", file.read_text(), re.MULTILINE
            )
            assert inside == [], f"{file.name}: compile it once at the top of the module"


def test_a_cookie_is_the_same_as_for_everybody() -> None:
    for header in (
        "a=b; coursewright_codec=cw_1; c=d",
        'coursewright_codec="cw_1"',
        "coursewright_codec=x=y",
        "a=b",
        "",
    ):
        expected = cookie_parser(header).get(codec.COOKIE)
        assert codec.token_in(header) == expected
