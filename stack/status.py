"""One line a part: what it is doing, as which process, and where."""

import re
from collections.abc import Callable

from stack import parts
from stack.addresses import OWN_PARTS
from stack.layout import Layout
from stack.supervisor import Supervisor

PASSWORD = re.compile(r"(?<=//)[^/@]*:[^/@]+@")
"""With the login that it belongs to, in a URL."""
ADDRESS_OF = {
    "postgres": "DATABASE_URL",
    "temporal": "TEMPORAL_ADDRESS",
    "ui": "TEMPORAL_UI_URL",
    "worker": "TEMPORAL_ADDRESS",
    "api": "API_URL",
}


def print_status(layout: Layout, supervisor: Supervisor, say: Callable[[str], None]) -> int:
    """Tells the state of every part. The answer is 0 when each of ours runs, else 1."""
    kept = layout.remembered()
    own = kept.get(OWN_PARTS, ",".join(parts.PARTS)).split(",")
    running = {name: supervisor.process(name) for name in own}
    for name in parts.PARTS:
        if name not in own:
            state = "elsewhere"
        elif process := running[name]:
            state = f"running, pid {process.pid}"
        else:
            state = "stopped"
        address = PASSWORD.sub("", kept.get(ADDRESS_OF[name], ""))
        say(f"{name:<9} {state:<20} {address}".rstrip())
    return 0 if all(running.values()) else 1
