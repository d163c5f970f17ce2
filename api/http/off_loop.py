"""Work that takes a processor for long, beside the loop on which all requests are served."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Literal, NamedTuple, TypeVar, TypeVarTuple, Unpack

from cachetools import LRUCache

from learning.markdown_html import render, render_line, render_text
from learning.section import Citation

Given = TypeVarTuple("Given")
Found = TypeVar("Found")

KEPT_CHARACTERS = 16_000_000

# Two, since all threads share one interpreter: more of them would take it from the loop for longer, and end no sooner.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="off-loop")
_RENDERERS = ThreadPoolExecutor(1, thread_name_prefix="rendering")  # so that who reads waits for no review
_RENDERED: LRUCache[bytes, str] = LRUCache(KEPT_CHARACTERS, getsizeof=len)


class Written(NamedTuple):
    """A text to be shown: `markdown`, plain `text` or a `line` of it (`learning/markdown_html.py`)."""

    text: str
    kind: Literal["markdown", "text", "line"] = "markdown"
    citations: tuple[Citation, ...] = ()

    def key(self) -> bytes:
        """The same for texts that are shown alike."""
        told = "\0".join([self.kind, self.text, *(citation.id for citation in self.citations)])
        return sha256(told.encode(errors="replace")).digest()

    def render(self) -> str:
        """Safe HTML; nothing of nothing."""
        if not self.text:
            return ""
        if self.kind == "markdown":
            return render(self.text, self.citations)
        return render_text(self.text) if self.kind == "text" else render_line(self.text)


async def off_loop(work: Callable[[Unpack[Given]], Found], *given: *Given) -> Found:
    """What `work` returns, or raises; others are served meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *given)


async def rendered_all(texts: Sequence[Written]) -> list[str]:
    """Safe HTML of each text, made once and kept for a while."""
    keys = [text.key() for text in texts]
    html = {key: _RENDERED.get(key) for key in keys}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if html[key] is None}
    if missing:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(_RENDERERS, lambda: [text.render() for text in missing.values()])
        for key, each in zip(missing, made, strict=True):
            html[key] = each
            if len(each) <= KEPT_CHARACTERS:
                _RENDERED[key] = each
    return [html[key] or "" for key in keys]
