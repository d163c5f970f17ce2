"""Work that takes a processor for long, beside the loop on which all requests are served."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TypeVar, TypeVarTuple, Unpack

from cachetools import LRUCache

from learning.markdown_html import render
from learning.section import Citation

Given = TypeVarTuple("Given")
Found = TypeVar("Found")

KEPT_CHARACTERS = 16_000_000

# Two, since all threads share one interpreter: more of them would take it from the loop for longer, and end no sooner.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="off-loop")
_RENDERERS = ThreadPoolExecutor(1, thread_name_prefix="rendering")  # so that who reads waits for no review
_RENDERED: LRUCache[bytes, str] = LRUCache(KEPT_CHARACTERS, getsizeof=len)


async def off_loop(work: Callable[[Unpack[Given]], Found], *given: *Given) -> Found:
    """What `work` returns, or raises; others are served meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *given)


async def rendered(markdown: str, citations: Sequence[Citation]) -> str:
    """Safe HTML of a text with its citations, made once and kept for a while."""
    key = sha256("\0".join([markdown, *(citation.id for citation in citations)]).encode(errors="replace")).digest()
    html = _RENDERED.get(key)
    if html is None:
        loop = asyncio.get_running_loop()
        html = await loop.run_in_executor(_RENDERERS, render, markdown, citations)
        if len(html) <= KEPT_CHARACTERS:
            _RENDERED[key] = html
    return html
