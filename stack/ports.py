"""TCP ports of this machine."""

import socket

LOCALHOST = "127.0.0.1"
BLOCKED_PORTS = (6697, 6669, 6668, 6667, 6666, 6665, 6679, 10080, 6566, 5061, 5060, 4190, 4045, 3659, 1723, 1720, 1719)
"""Ports without need of rights to which no browser connects (Fetch, "port blocking"), the least used first."""


def is_free(port: int) -> bool:
    """Whether nobody listens on `port`, so that a server of ours can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
    return not answers(port)


def answers(port: int) -> bool:
    """Whether somebody accepts connections on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOCALHOST, port)) == 0


def any_free(but: frozenset[int] = frozenset()) -> int:
    """A port that nobody listens on, and that is not in `but`."""
    while True:
        with socket.socket() as probe:
            probe.bind((LOCALHOST, 0))
            port: int = probe.getsockname()[1]
        if port not in but:
            return port
