"""Ctrl-C, SIGTERM and SIGHUP, all as KeyboardInterrupt; and blocks that none of them cuts short."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def raise_on_signals() -> None:
    """From now on; SIGHUP stays ignored where it is, as under nohup."""
    for signum in SIGNALS:
        if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:
            signal.signal(signum, _interrupt)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Lets the block finish, then raises the KeyboardInterrupt that came meanwhile.

    The signals are caught rather than ignored, because a process started in the block would go on ignoring them.
    """
    arrived: list[int] = []
    caught = [signum for signum in SIGNALS if signal.getsignal(signum) != signal.SIG_IGN]
    before = {signum: signal.signal(signum, lambda number, _: arrived.append(number)) for signum in caught}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
    if arrived:
        raise KeyboardInterrupt


def _interrupt(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
