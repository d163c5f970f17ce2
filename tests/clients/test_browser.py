"""Which browser is taken, and what is said when there is none."""

from pathlib import Path

import pytest

from tests.clients import browser


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser and without the right to install one; its programs go here."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("COURSEWRIGHT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return programs


def program(path: Path, script: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_the_named_one_comes_before_path_and_path_before_the_cache(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = program(bare.parent / "cache" / "chromium" / "chrome")
    assert browser.find() == cached
    for name in ("google-chrome", "chromium-browser", "chromium"):
        on_path = program(bare / name)
        assert browser.find() == on_path
    named = program(bare.parent / "my-chromium")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find() == named


def test_without_one_a_sentence_says_what_to_install(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(browser.NoBrowser, match="install Chromium") as told:
        browser.find()
    assert str(told.value).count("\n") == 0
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(browser.NoBrowser, match="/nowhere/chromium"):
        browser.find()


def test_root_installs_it_with_apt_and_only_then(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, made = bare.parent / "log", bare / "chromium"
    program(bare / "apt-get", f'echo "$@" >> {log}; case "$1" in install) : > {made}; /bin/chmod 755 {made};; esac')
    with pytest.raises(browser.NoBrowser):
        browser.find()
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert [browser.find(), browser.find()] == [made, made]
    assert log.read_text().splitlines() == ["update", "install -y --no-install-recommends chromium"]
