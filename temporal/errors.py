"""What goes wrong on the way to Temporal: no server, no worker, no key."""


class TemporalUnavailable(RuntimeError):
    """No Temporal server can be had or reached. The message is one sentence that says what to do."""


class NobodyAnswers(TemporalUnavailable):
    """Temporal is there, and no worker that could answer. `slug` names the kind, the message says what to do."""

    def __init__(self, slug: str, message: str) -> None:
        super().__init__(message)
        self.slug = slug


class PayloadUnreadable(RuntimeError):
    """A payload cannot be decrypted. The message is one sentence that names the key and says what to do."""
