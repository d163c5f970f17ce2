"""The error of this room."""


class TemporalUnavailable(RuntimeError):
    """No Temporal server can be had or reached. The message is one sentence that says what to do."""
