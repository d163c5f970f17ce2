"""The error of this room."""


class StackError(RuntimeError):
    """A part cannot be started or stopped. The message is a sentence that names the log file to read."""
