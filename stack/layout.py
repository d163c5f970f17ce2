"""Where the stack keeps its things below DATA_DIR, and the addresses it remembers there."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The places of one stack. `data` is absolute."""

    data: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Layout":
        """The layout below DATA_DIR, or below `.data` in the current folder."""
        return cls(Path(environment.get("DATA_DIR") or ".data").expanduser().resolve())

    @property
    def postgres(self) -> Path:
        """The data folder of the PostgreSQL cluster."""
        return self.data / "postgres"

    @property
    def temporal_database(self) -> Path:
        """The SQLite file in which the Temporal development server keeps its state."""
        return self.data / "temporal.db"

    @property
    def worker_ready(self) -> Path:
        """The file that the worker makes when it is ready."""
        return self.run / "worker.ready"

    @property
    def run(self) -> Path:
        """The folder of the pid files, of the lock of `up` and `down`, and of `worker.ready`."""
        return self.data / "run"

    @property
    def addresses(self) -> Path:
        """stack.env, which `remember` writes: where everything listens, and the accounts. For its owner alone."""
        return self.data / "stack.env"

    @property
    def token_secret(self) -> Path:
        """The file with the secret that signs access tokens, where the environment names neither key nor secret."""
        return self.data / "token.secret"

    @property
    def api_token(self) -> Path:
        """The file with the API_TOKEN of the local instructor."""
        return self.data / "api.token"

    def pid_file(self, part: str) -> Path:
        """The pid file of a part, such as “worker”."""
        return self.run / f"{part}.pid"

    def log(self, part: str) -> Path:
        """The file to which a part writes its output."""
        return self.data / "logs" / f"{part}.log"

    def remembered(self) -> dict[str, str]:
        """What `remember` wrote last; empty before the first time."""
        if not self.addresses.exists():
            return {}
        lines = self.addresses.read_text().splitlines()
        pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
        return {name: "".join(shlex.split(value)) for name, _, value in pairs}

    def remember(self, values: Mapping[str, str]) -> None:
        """Writes addresses and accounts as lines that a shell, an env file reader and a person can read."""
        self.data.mkdir(parents=True, exist_ok=True)
        fresh = self.addresses.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text("".join(f"{name}={_quoted(value)}\n" for name, value in values.items()))
        fresh.replace(self.addresses)


def _quoted(value: str) -> str:
    """Quotes only where a shell needs it: a `?` in an assignment is no pattern, and few readers strip quotes."""
    harmless = value.replace("?", "").replace("=", "")
    return value if harmless == shlex.quote(harmless) else shlex.quote(value)
