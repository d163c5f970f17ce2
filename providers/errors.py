"""What a provider can do wrong, in words a person can act on, and the one fault of our own writer."""

from __future__ import annotations


class ProviderProblem(Exception):
    """A provider did not deliver.

    `kind` is a stable snake_case slug; `sentence` is what a person reads (never the provider's raw text);
    `retryable` says whether the same call may succeed later, after `retry_after` seconds where the provider said so;
    `ambiguous` says that the call may have been carried out and billed all the same; `once` that a second fault of
    this kind in a row is final, because what it costs to try again is not worth it.
    """

    def __init__(
        self,
        kind: str,
        sentence: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        ambiguous: bool = False,
        once: bool = False,
    ) -> None:
        super().__init__(f"{kind}: {sentence}")
        self.kind = kind
        self.sentence = sentence
        self.retryable = retryable
        self.retry_after = retry_after
        self.ambiguous = ambiguous
        self.once = once


class WriterFault(RuntimeError):
    """The built-in writer raised something that nobody foresaw, in its process; its frames stand in the notes."""
