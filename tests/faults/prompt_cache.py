"""Prompt caching, as usage accounts for it: prefixes up to each block that carries `cache_control`."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
CHARACTERS_PER_TOKEN = 4
MINIMUM_TOKENS = 1024
TTL_SECONDS = {"5m": 300.0, "1h": 3600.0}


def tokens(characters: int) -> int:
    """ceil(characters / 4)."""
    return -(-characters // CHARACTERS_PER_TOKEN)


@dataclass(frozen=True)
class Prefix:
    """The prompt up to and including one block: its key, its size in tokens, and the ttl when a breakpoint is there."""

    key: str
    tokens: int
    ttl: str | None


@dataclass(frozen=True)
class Account:
    """The input side of `usage`, and what `PromptCache.keep` writes once the answer has begun."""

    input_tokens: int
    read_tokens: int = 0
    written: dict[str, int] = field(default_factory=dict)
    entries: tuple[Prefix, ...] = ()

    def as_json(self) -> Json:
        return {
            "input_tokens": self.input_tokens,
            "cache_creation_input_tokens": sum(self.written.values()),
            "cache_read_input_tokens": self.read_tokens,
            "cache_creation": {f"ephemeral_{ttl}_input_tokens": self.written.get(ttl, 0) for ttl in TTL_SECONDS},
        }


class PromptCache:
    """Entries by model and prefix. `minimum` tokens is the smallest prefix that is cached; `clock` tells seconds."""

    def __init__(self, minimum: int = MINIMUM_TOKENS, clock: Callable[[], float] = time.monotonic) -> None:
        self._minimum = minimum
        self._clock = clock
        self._until: dict[str, float] = {}

    def account(self, body: Json) -> Account:
        """What the prompt of a body costs now. Writes nothing: see `keep`."""
        prefixes = list(_prefixes(body))
        total = tokens_of(body)
        marked = [prefix for prefix in prefixes if prefix.ttl and prefix.tokens >= self._minimum]
        if not marked:
            return Account(total)
        reachable = prefixes[: prefixes.index(marked[-1]) + 1]
        read = max((prefix.tokens for prefix in reachable if self._has(prefix)), default=0)
        return Account(total - marked[-1].tokens, read, _written(read, marked), tuple(marked))

    def keep(self, account: Account) -> None:
        """Makes the prefixes of an account readable for their time, or for their time again."""
        for prefix in account.entries:
            self._until[prefix.key] = self._clock() + TTL_SECONDS[prefix.ttl or "5m"]

    def _has(self, prefix: Prefix) -> bool:
        return self._until.get(prefix.key, float("-inf")) > self._clock()


def tokens_of(body: Json) -> int:
    """All input tokens: tools, system, messages, and the schema of the answer, which no breakpoint covers."""
    schema = ((body.get("output_config") or {}).get("format") or {}).get("schema")
    blocks = sum(len(_text(block)) for _role, block in _blocks(body))
    return tokens(blocks) + (tokens(len(json.dumps(schema))) if schema else 0)


def _written(read: int, marked: list[Prefix]) -> dict[str, int]:
    written: dict[str, int] = {}
    ends = [max(read, prefix.tokens) for prefix in marked]
    for (start, end), prefix in zip(pairwise([read, *ends]), marked, strict=True):
        written[prefix.ttl or "5m"] = written.get(prefix.ttl or "5m", 0) + end - start
    return written


def _prefixes(body: Json) -> Iterator[Prefix]:
    digest = hashlib.sha256(str(body.get("model")).encode())
    characters = 0
    blocks = list(_blocks(body))
    for number, (role, block) in enumerate(blocks, start=1):
        text = _text(block)
        characters += len(text)
        digest.update(json.dumps([role, text]).encode())
        last = body.get("cache_control") if number == len(blocks) else None
        yield Prefix(digest.hexdigest(), tokens(characters), _ttl(block.get("cache_control") or last))


def _blocks(body: Json) -> Iterator[tuple[str, Json]]:
    for tool in body.get("tools") or []:
        yield "tool", tool
    for block in _listed(body.get("system")):
        yield "system", block
    for message in body.get("messages") or []:
        for block in _listed(message.get("content")):
            yield str(message.get("role")), block


def _listed(content: Any) -> list[Json]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or [])


def _text(block: Json) -> str:
    if block.get("type") == "text":
        return str(block.get("text"))
    return json.dumps({key: value for key, value in block.items() if key != "cache_control"})


def _ttl(control: Json | None) -> str | None:
    return control.get("ttl", "5m") if control else None
