"""Debian's packages, for programs that tests drive."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress

from stack.servers.cache import cache_folder, locked

INSTALL_SECONDS = 600


def install(package: str, purpose: str) -> None:
    """Install the package where this machine and account let us; whether it is there then, the caller looks."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {package} for {purpose} (once, up to some minutes)…", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with locked(cache_folder() / "apt"):
        for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(
                    ["apt-get", *command],
                    check=False,
                    timeout=INSTALL_SECONDS,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                )
