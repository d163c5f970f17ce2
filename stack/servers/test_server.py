"""The time-skipping server that tests of long waits run on: the SDK's download, else the same program from Maven."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from temporalio.service import __version__ as SDK_VERSION

from stack.servers import sdk_download
from stack.servers.cache import cache_folder, locked
from stack.servers.local_server import Say, ServerBinary, say_on_stderr
from temporal.errors import TemporalUnavailable

POM = Path(__file__).parent / "server" / "pom.xml"
MAVEN_SECONDS = 600
OLDEST_JAVA = 17
MAIN = "io.temporal.testserver.TestServer"
SCRIPT = f"""#!/bin/sh
# Takes the port as its argument. Started often and briefly: no time for the optimising compiler.
exec java -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$(dirname "$0")/jars/*" {MAIN} "$@"
"""


def find(say: Say = say_on_stderr) -> ServerBinary:
    """What `WorkflowEnvironment.start_time_skipping(test_server_existing_path=…)` runs. Raises TemporalUnavailable."""
    folder = cache_folder() / "time-skipping"
    from_sdk = folder / f"sdk-{SDK_VERSION}" / "temporal-test-server"
    from_maven = folder / f"maven-{_pinned()}" / "temporal-test-server"
    with locked(folder):
        if from_sdk.exists():
            return ServerBinary(from_sdk, "the download of the Temporal SDK, in the project's cache")
        if from_maven.exists() and shutil.which("java"):
            return ServerBinary(from_maven, "the copy from Maven, in the project's cache")
        from_sdk.parent.mkdir(exist_ok=True)
        if sdk_download.time_skipping_server(from_sdk, say):
            return ServerBinary(from_sdk, "the download of the Temporal SDK, now in the project's cache")
        _copy_from_maven(from_maven, say)
        return ServerBinary(from_maven, "the copy from Maven, now in the project's cache")


def _copy_from_maven(script: Path, say: Say) -> None:
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    if missing:
        raise TemporalUnavailable(
            "There is no time-skipping Temporal server here and it cannot be downloaded: "
            f"install Maven and Java {OLDEST_JAVA} or newer ({' and '.join(missing)} not found)."
        )
    say("Getting the time-skipping test server with Maven (once)…")
    with tempfile.TemporaryDirectory(dir=script.parent.parent, prefix="maven-new-") as name:
        fresh = Path(name) / "server"
        _run_maven(fresh / "jars", Path(name) / "pom.xml")
        (fresh / script.name).write_text(SCRIPT)
        (fresh / script.name).chmod(0o755)
        shutil.rmtree(script.parent, ignore_errors=True)
        fresh.rename(script.parent)


def _run_maven(jars: Path, pom: Path) -> None:
    shutil.copy(POM, pom)  # Maven may write beside its pom
    jars.mkdir(parents=True)
    command = ["mvn", "--batch-mode", "--quiet", "--file", str(pom), "dependency:copy-dependencies"]
    try:
        answer = subprocess.run(
            [*command, f"-DoutputDirectory={jars}", "-DincludeScope=runtime"],
            capture_output=True,
            text=True,
            timeout=MAVEN_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise TemporalUnavailable(f"Maven did not bring the time-skipping server in {MAVEN_SECONDS} s.") from None
    if answer.returncode or not any(jars.iterdir()):
        last = (answer.stdout + answer.stderr).strip().splitlines()
        raise TemporalUnavailable(
            f"Maven could not bring the time-skipping Temporal server: {last[0] if last else 'it does not say why'}"
        )


def _pinned() -> str:
    found = re.search(r"<artifactId>temporal-test-server</artifactId>\s*<version>([^<]+)</version>", POM.read_text())
    assert found, "pom.xml does not pin the test server"
    return found[1]


if __name__ == "__main__":
    try:
        server = find()
    except TemporalUnavailable as missing:
        raise SystemExit(str(missing)) from None
    print(f"{server.path} ({server.origin})")
