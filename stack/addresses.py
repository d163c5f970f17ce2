"""Which servers the stack uses: those that the environment names, else its own, on ports that it keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from stack import ports
from stack.errors import StackError
from stack.layout import Layout
from stack.postgres import APPLICATION, Cluster
from stack.processes import PidFile
from temporal.connection import load_profile

Say = Callable[[str], None]

DATABASE = "coursewright"
DEFAULT_PORTS = {"API_PORT": 8000, "TEMPORAL_PORT": 7233, "TEMPORAL_UI_PORT": 8233}
LABELS = {"API_PORT": "the API", "TEMPORAL_PORT": "Temporal", "TEMPORAL_UI_PORT": "the Temporal UI"}
OWN_PARTS = "STACK_PARTS"
"""Names in stack.env what the stack runs itself, so that its own addresses are not taken for somebody else's."""


@dataclass(frozen=True)
class Addresses:
    """Where everything is. `own_…` is False for a server that the environment names: it is used, not started."""

    database_url: str
    temporal_address: str
    temporal_ui_url: str
    """Empty when the server is not ours and the environment does not say."""
    api_port: int
    own_postgres: bool
    own_temporal: bool
    database_owner_url: str = ""
    """As whom the migrations run, where that is another login than the application's."""
    ui_address: str = ""
    """Where our own Temporal UI listens, behind the guard that `temporal_ui_url` leads to."""

    @property
    def api_url(self) -> str:
        """Where the API listens on this machine, without a path or a slash at the end."""
        return f"http://{ports.LOCALHOST}:{self.api_port}"

    @property
    def parts(self) -> list[str]:
        """The parts that the stack runs, in the order in which they start."""
        return [*["postgres"] * self.own_postgres, *["temporal", "ui"] * self.own_temporal, "worker", "api"]

    def as_environment(self, layout: Layout) -> dict[str, str]:
        """What stack.env holds."""
        return {
            "API_URL": self.api_url,
            "TEMPORAL_ADDRESS": self.temporal_address,
            "TEMPORAL_UI_URL": self.temporal_ui_url,
            "DATABASE_URL": self.database_url,
            **({"DATABASE_OWNER_URL": self.database_owner_url} if self.database_owner_url else {}),
            "DATA_DIR": str(layout.data),
            OWN_PARTS: ",".join(self.parts),
        }


def settle(layout: Layout, environment: Mapping[str, str], say: Say) -> Addresses:
    """Decides the addresses, the same as last time wherever that is possible; tells `say` of ports that are taken.

    Raises TemporalUnavailable when the environment names a Temporal profile that cannot be understood, StackError
    where the Temporal UI finds no port.
    """
    environment, kept = _with_profile(environment), layout.remembered()
    before = kept.get(OWN_PARTS, "").split(",")
    own_postgres = _ours(environment, kept, "DATABASE_URL", "postgres" in before)
    own_temporal = _ours(environment, kept, "TEMPORAL_ADDRESS", "temporal" in before)
    choice = _Ports(layout, environment, kept, say)
    api = choice.settle("API_PORT", "api", "API_URL")
    if own_temporal:
        temporal = choice.settle("TEMPORAL_PORT", "temporal", "TEMPORAL_ADDRESS")
        ui = choice.settle("TEMPORAL_UI_PORT", "ui", "TEMPORAL_UI_URL")
        address, ui_url = f"{ports.LOCALHOST}:{temporal}", f"http://{ports.LOCALHOST}:{ui}"
        ui_address = choice.out_of_reach("temporal", "UI_ADDRESS")
    else:
        address, ui_url, ui_address = environment["TEMPORAL_ADDRESS"], environment.get("TEMPORAL_UI_URL", ""), ""
    cluster = Cluster(layout.postgres)
    return Addresses(
        database_url=cluster.url(DATABASE, APPLICATION) if own_postgres else environment["DATABASE_URL"],
        database_owner_url=cluster.url(DATABASE) if own_postgres else environment.get("DATABASE_OWNER_URL", ""),
        temporal_address=address,
        temporal_ui_url=ui_url,
        api_port=api,
        own_postgres=own_postgres,
        own_temporal=own_temporal,
        ui_address=ui_address,
    )


def _with_profile(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, with the address of the Temporal profile that it chooses, if it does.

    A profile that merely lies in the home directory is not chosen: no demo runs on somebody's production by accident.
    """
    chosen = environment.get("TEMPORAL_PROFILE") or environment.get("TEMPORAL_CONFIG_FILE")
    address = load_profile().address if chosen and not environment.get("TEMPORAL_ADDRESS") else None
    return {**environment, "TEMPORAL_ADDRESS": address} if address else environment


def _ours(environment: Mapping[str, str], kept: Mapping[str, str], name: str, ours_before: bool) -> bool:
    """Ours when the environment names none, or names the one that our own stack.env holds."""
    return not environment.get(name) or (ours_before and environment[name] == kept.get(name))


class _Ports:
    """Chooses ports, one after the other, no port twice."""

    def __init__(self, layout: Layout, environment: Mapping[str, str], kept: Mapping[str, str], say: Say) -> None:
        self._layout, self._environment, self._kept, self._say = layout, environment, kept, say
        self._chosen: set[int] = set()

    def settle(self, name: str, part: str, address: str) -> int:
        """The port asked for by `name` in the environment, else the one in use, else last time's, else the default.

        Whichever of them comes first and is free, or is held by our own running part.
        """
        asked, before = _number(self._environment.get(name)), _port_of(self._kept.get(address))
        in_use = self._in_use(part, address)
        wanted = [port for port in (asked, in_use, before, DEFAULT_PORTS[name]) if port]
        usable = (port for port in wanted if port not in self._chosen and (port == in_use or ports.is_free(port)))
        port = next(usable, None) or ports.any_free(but=frozenset(self._chosen))
        if port not in (wanted[0], in_use):
            self._say(f"Port {wanted[0]} is taken: {LABELS[name]} uses {port}.")
        self._chosen.add(port)
        return port

    def out_of_reach(self, part: str, address: str) -> str:
        """An address to which no browser connects: the one in use, else a free one. Raises StackError without any."""
        in_use = self._in_use(part, address)
        usable = (
            port for port in ports.BLOCKED_PORTS if port not in self._chosen and (port == in_use or ports.is_free(port))
        )
        port = in_use or next(usable, None)
        if port is None:
            raise StackError(f"Every port that browsers leave alone is taken: free one of {ports.BLOCKED_PORTS}.")
        return f"http://{ports.LOCALHOST}:{port}"

    def _in_use(self, part: str, address: str) -> int | None:
        pid_file = PidFile(self._layout.pid_file(part))
        return _port_of(pid_file.settings().get(address)) if pid_file.process() else None


def _port_of(address: str | None) -> int | None:
    """Of `http://host:port` and of `host:port`."""
    if not address:
        return None
    return urlsplit(address if "//" in address else f"//{address}").port


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
