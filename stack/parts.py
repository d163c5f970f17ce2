"""The parts of the stack: how each is started, when it is ready, how it ends."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from stack import accounts, ports
from stack.addresses import Addresses
from stack.layout import Layout
from stack.postgres import Cluster, account
from stack.processes import Launch
from stack.servers import local_server

PROJECT = Path(__file__).resolve().parents[1]
PARTS = ("postgres", "temporal", "ui", "worker", "api")
"""In the order of starting; they stop in the reverse one, so that nobody misses a server while it drains."""


START_SECONDS = 60.0


@dataclass(frozen=True)
class Ending:
    """How a part is asked to end, and how long it may take."""

    signal: signal.Signals
    seconds: float


ENDINGS = {
    "postgres": Ending(signal.SIGINT, 30),  # its fast shutdown; SIGTERM would wait for every client to leave
    "temporal": Ending(signal.SIGTERM, 15),
    "ui": Ending(signal.SIGTERM, 10),
    "worker": Ending(signal.SIGTERM, 40),  # it finishes the activities it has begun
    "api": Ending(signal.SIGTERM, 15),
}


@dataclass(frozen=True)
class Part:
    """A process of the stack: how it is launched, and how to tell that it works; `prepare` comes before its launch."""

    name: str
    launch: Callable[[], Launch]
    settings: Mapping[str, str]
    """What it was told; a running part that was told something else is started anew."""
    ready: Callable[[], bool]
    prepare: Callable[[], object] = field(default=lambda: None)


def postgres(layout: Layout, say: Callable[[str], None]) -> Part:
    """A PostgreSQL of the stack's own. Its cluster is made before its first start, which `say` is told of."""
    cluster = Cluster(layout.postgres)

    def launch() -> Launch:
        return Launch(cluster.command(), layout.log("postgres"), Path("/"), os.environ, account())

    return Part(
        "postgres",
        launch,
        {"socket": str(cluster.socket_folder)},
        cluster.accepts,
        prepare=lambda: cluster.prepare(say),
    )


def temporal(layout: Layout, addresses: Addresses, binary: Callable[[], Path]) -> Part:
    """A Temporal development server with its web UI. `binary` finds the program only when it is to be started.

    It is ready when it serves its default namespace and the UI listens.
    """
    port, ui_port = (int(text.rpartition(":")[2]) for text in (addresses.temporal_address, addresses.ui_address))
    codec_url = f"{addresses.api_url}/codec" if _payload_keys() else None

    def launch() -> Launch:
        command = local_server.command(
            binary(), port=port, ui_port=ui_port, database=layout.temporal_database, codec_url=codec_url
        )
        return Launch(command, layout.log("temporal"), layout.data, os.environ)

    return Part(
        "temporal",
        launch,
        {
            "TEMPORAL_ADDRESS": addresses.temporal_address,
            "UI_ADDRESS": addresses.ui_address,
            **({"CODEC_URL": codec_url} if codec_url else {}),
        },
        lambda: temporal_serves(addresses.temporal_address) and ports.answers(ui_port),
    )


def ui(layout: Layout, addresses: Addresses) -> Part:
    """What stands before the Temporal UI, and keeps web pages off it."""
    port = int(addresses.temporal_ui_url.rpartition(":")[2])
    settings = {
        "TEMPORAL_UI_URL": addresses.temporal_ui_url,
        "UI_ADDRESS": addresses.ui_address,
        "GUARD_HOST": ports.LOCALHOST,
        "GUARD_PORT": str(port),
    }

    def launch() -> Launch:
        command = [sys.executable, "-m", "temporal.ui_guard"]
        return Launch(command, layout.log("ui"), PROJECT, child_environment(addresses, settings))

    return Part("ui", launch, settings, lambda: ports.answers(port))


def worker(layout: Layout, addresses: Addresses) -> Part:
    """The worker. It is ready when the file `worker_ready` is there, which is removed before it starts."""
    settings = {
        **_common(layout, addresses),
        "PUBLIC_URL": os.environ.get("PUBLIC_URL") or addresses.api_url,
        "WORKER_READY_FILE": str(layout.worker_ready),
    }
    return Part(
        "worker",
        lambda: _module("worker", layout, addresses, settings),
        settings,
        layout.worker_ready.exists,
        prepare=lambda: layout.worker_ready.unlink(missing_ok=True),
    )


def api(layout: Layout, addresses: Addresses) -> Part:
    """The API. It is ready when `/ready` misses nothing but workers."""
    own = {"API_HOST": ports.LOCALHOST, "API_PORT": str(addresses.api_port), "API_URL": addresses.api_url}
    settings = {**_common(layout, addresses), **own, **accounts.token_settings(layout, os.environ)}
    return Part("api", lambda: _module("api", layout, addresses, settings), settings, lambda: api_ready(addresses))


def child_environment(addresses: Addresses, settings: Mapping[str, str]) -> dict[str, str]:
    """Our environment with `settings`. For our own Temporal, a profile for another server is kept out of the way."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    if addresses.own_temporal:
        environment = {name: value for name, value in environment.items() if not name.startswith("TEMPORAL_")}
        environment |= {"TEMPORAL_NAMESPACE": "default", "TEMPORAL_CONFIG_FILE": os.devnull}
    return {**environment, "PYTHONUNBUFFERED": "1", **settings}


def api_ready(addresses: Addresses) -> bool:
    """Whether it has all that it needs, workers left aside: they have a readiness of their own."""
    state = _readiness(addresses)
    return state is not None and set(state["missing"]) <= {"workers"}


def worker_faults(addresses: Addresses) -> list[str]:
    """What the API says of the workers, in sentences."""
    state = _readiness(addresses)
    return state["reasons"] if state else []


def _readiness(addresses: Addresses) -> dict[str, Any] | None:
    if not ports.answers(addresses.api_port):  # most often so while it starts; a client costs a hundred times as much
        return None
    try:
        answer = httpx.get(f"{addresses.api_url}/ready", timeout=10, trust_env=False)
    except httpx.HTTPError:
        return None
    known: dict[str, Any] | None = answer.json() if answer.status_code in (200, 503) else None
    return known


def temporal_serves(address: str) -> bool:
    """Whether the server at `address` is healthy and has its default namespace."""
    return asyncio.run(_serves(address))


async def _serves(address: str) -> bool:
    try:
        client = await Client.connect(address)
        await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="default"))
        return await client.service_client.check_health()
    except (RuntimeError, RPCError):
        return False


def _common(layout: Layout, addresses: Addresses) -> dict[str, str]:
    return {
        "DATA_DIR": str(layout.data),
        "DATABASE_URL": addresses.database_url,
        "TEMPORAL_ADDRESS": addresses.temporal_address,
        "TEMPORAL_UI_URL": addresses.temporal_ui_url,
        **_payload_keys(),
    }


def _payload_keys() -> dict[str, str]:
    """Told to worker and API alike, so that both start anew when they change."""
    keys = os.environ.get("PAYLOAD_KEYS")
    return {"PAYLOAD_KEYS": keys} if keys else {}


def _module(name: str, layout: Layout, addresses: Addresses, settings: Mapping[str, str]) -> Launch:
    environment = child_environment(addresses, settings)
    return Launch([sys.executable, "-m", name], layout.log(name), PROJECT, environment)
