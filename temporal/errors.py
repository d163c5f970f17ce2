"""The errors of this room."""


class TemporalUnavailable(RuntimeError):
    """No Temporal server can be had or reached. The message is one sentence that says what to do."""


class PayloadUnreadable(RuntimeError):
    """A payload cannot be decrypted. The message is one sentence that names the key and says what to do."""
