"""The arrows between the rooms, as `pyproject.toml` draws them."""

import re
import tomllib
from pathlib import Path

from importlinter.cli import lint_imports

PROJECT = Path(__file__).resolve().parents[1]
ARCHITECTURE = (PROJECT / "docs" / "architecture.md").read_text()
LINTER = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_every_import_follows_the_arrows() -> None:
    assert lint_imports(no_cache=True) == 0


def test_the_drawing_is_what_is_kept() -> None:
    [drawn] = re.findall(r"^Imports go one way\..*?```\n(.*?)```", ARCHITECTURE, re.MULTILINE | re.DOTALL)
    [layers] = [contract["layers"] for contract in LINTER["contracts"] if contract["type"] == "layers"]
    assert [re.split(r" {2,}", line)[0] for line in drawn.splitlines()] == layers


def test_every_room_is_named_where_one_looks() -> None:
    rooms = {path.parent.name for path in PROJECT.glob("[a-z]*/*") if path.is_file()}
    assert rooms >= {"api", "web", "nginx", "clients"}
    readme = (PROJECT / "README.md").read_text().split("## Rooms")[1]
    table = ARCHITECTURE.split("## Rooms")[1].split("Imports go one way.")[0]
    assert {room for room in rooms if f"`{room}/`" not in readme} == set()
    assert {room for room in rooms if f"`{room}/`" not in table} == set()
    assert {
        path.parent.name for path in PROJECT.glob("api/*/__init__.py") if f"`{path.parent.name}/`" not in table
    } == set()
    python = {path.parent.name for path in PROJECT.glob("*/*.py")} - {"tests", "benchmarks", "docs", "web"}
    assert python <= set(LINTER["root_packages"])
