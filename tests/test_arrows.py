"""The arrows between the rooms, as `pyproject.toml` draws them."""

from importlinter.cli import lint_imports


def test_every_import_follows_the_arrows() -> None:
    assert lint_imports(no_cache=True) == 0
