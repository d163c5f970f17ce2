"""`make vendor`: fetch the libraries of `manifest.json` anew with npm, and compare every file with its SHA-256 there.

A file without a SHA-256 in the manifest is new: its own is written down. To take another version, change it in the
manifest, delete the hashes of its files, run this, and look at what changed.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "manifest.json"


def main() -> int:
    """0 when every file is as the manifest says; 1, with a sentence, otherwise."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not on PATH: install Node, then run this again.", file=sys.stderr)
        return 1
    manifest = json.loads(MANIFEST.read_text())
    faults = [fault for package in manifest["packages"] for fault in _fetched(npm, package)]
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _fetched(npm: str, package: dict[str, Any]) -> list[str]:
    """Put the package's files into their places, unless one is not as expected: then a sentence for each."""
    wanted = f"{package['name']}@{package['version']}"
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([npm, "pack", "--silent", wanted], cwd=name, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(name).glob("*.tgz")
        with tarfile.open(archive) as packed:
            bodies = {file["path"]: _body(packed, file["source"]) for file in package["files"]}
    faults = []
    for file in package["files"]:
        digest = hashlib.sha256(bodies[file["path"]]).hexdigest()
        if file.setdefault("sha256", digest) != digest:
            faults.append(f"{file['path']} of {wanted} has SHA-256 {digest}, not the one of the manifest.")
    if not faults:
        for path, body in bodies.items():
            (FOLDER / path).parent.mkdir(exist_ok=True)
            (FOLDER / path).write_bytes(body)
    return faults


def _body(packed: tarfile.TarFile, name: str) -> bytes:
    file = packed.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(f"the package has no file {name}")
    return file.read()


if __name__ == "__main__":
    raise SystemExit(main())
