"""The real nginx with the configuration that is shipped, on free ports before some API."""

import os
import re
import shutil
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml

from stack import ports, processes
from stack.waiting import wait_until
from tests.debian import install
from tests.nginx import certificates

PROJECT = Path(__file__).resolve().parents[2]
SHIPPED = PROJECT / "nginx"
TEMPLATE = SHIPPED / "default.conf.template"
NAME = "localhost"
NOT_IPV6 = "127.0.0.2"
"""A machine may be without IPv6."""
START_SECONDS = 20.0
STOP_SECONDS = 20.0
OWN_FOLDERS = "".join(f"{kind}_temp_path {kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi", "client_body"))

# What stands in the place of a variable in docker-compose.yml, when nobody sets it.
_DEFAULT = re.compile(r"\$\{\w+:-([^}]*)\}")
_GAP = re.compile(r"\$\{(NGINX_\w+)\}")


class NoNginx(Exception):
    """There is no nginx and none could be installed; the text says in one sentence what to install."""


def find() -> Path:
    """The nginx on PATH or where Debian puts it, else Debian's package. Raises NoNginx."""
    if found := _installed():
        return found
    install("nginx", "the tests of the production proxy")
    if found := _installed():
        return found
    raise NoNginx("The tests of the production proxy need nginx: install it (Debian: apt-get install nginx).")


def _installed() -> Path | None:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def shipped_service() -> dict[str, Any]:
    """What docker-compose.yml says of nginx."""
    service: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]["nginx"]
    return service


def shipped_settings() -> dict[str, str]:
    """What docker-compose.yml fills into the template when `.env` says nothing."""
    return {name: _DEFAULT.sub(r"\1", value) for name, value in shipped_service()["environment"].items()}


def filled(template: str, settings: Mapping[str, str]) -> str:
    """The template as the image's envsubst leaves it. KeyError for a gap that nothing fills."""
    return _GAP.sub(lambda gap: settings[gap[1]], template)


@dataclass(frozen=True)
class Front:
    """A running nginx. `folder` holds its configuration, its log and its cache."""

    https: int
    http: int
    folder: Path

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.https}"

    @property
    def kept(self) -> list[Path]:
        """What it keeps of answers."""
        return [path for path in (self.folder / "cache").rglob("*") if path.is_file()]

    def trust(self) -> ssl.SSLContext:
        """What a client needs that trusts this one certificate."""
        return ssl.create_default_context(cafile=self.folder / "certificates" / certificates.CERTIFICATE)

    def client(self, **more: str) -> httpx.AsyncClient:
        """A client whose headers are `more`."""
        return httpx.AsyncClient(base_url=self.url, verify=self.trust(), headers=more, timeout=60)


def prepare(api: str, folder: Path, **more: str) -> Front:
    """Lay out what nginx is started with: what is shipped, but for places of its own, and `more` settings."""
    front = Front(ports.any_free(), 0, folder)
    front = Front(front.https, ports.any_free(frozenset({front.https})), folder)
    own = {
        "NGINX_API": urlsplit(api).netloc,
        "NGINX_RESOLVER": "127.0.0.1",
        "NGINX_SERVER_NAME": NAME,
        "NGINX_HTTP": f"127.0.0.1:{front.http}",
        "NGINX_HTTPS": f"127.0.0.1:{front.https}",
        "NGINX_HTTP_IPV6": f"{NOT_IPV6}:{front.http}",
        "NGINX_HTTPS_IPV6": f"{NOT_IPV6}:{front.https}",
        "NGINX_CACHE": str(folder / "cache"),
        "NGINX_CERTIFICATE": str(folder / "certificates" / certificates.CERTIFICATE),
        "NGINX_CERTIFICATE_KEY": str(folder / "certificates" / certificates.KEY),
    }
    certificates.self_signed(NAME, folder / "certificates")
    (folder / "conf.d").mkdir()
    (folder / "conf.d" / "folders.conf").write_text(OWN_FOLDERS)
    (folder / "conf.d" / "default.conf").write_text(filled(TEMPLATE.read_text(), shipped_settings() | own | more))
    shutil.copy(SHIPPED / "nginx.conf", folder)
    return front


def command(folder: Path) -> list[str]:
    """How nginx is started in that folder, in the foreground."""
    account = " user root;" if os.geteuid() == 0 else ""
    directives = f"daemon off; pid {folder}/nginx.pid;{account}"
    return [str(find()), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr", "-g", directives]


@contextmanager
def running(front: Front) -> Iterator[Front]:
    """The same front, serving until the block ends; its workers end with it."""
    log = front.folder / "log"
    server = processes.spawn(processes.Launch(command(front.folder), log, front.folder, os.environ))
    try:
        wait_until(lambda: not processes.is_alive(server) or ports.answers(front.https), START_SECONDS)
        assert processes.is_alive(server), f"nginx does not start: {log.read_text()[-2000:]}"
        yield front
    finally:
        processes.stop(server, STOP_SECONDS)
