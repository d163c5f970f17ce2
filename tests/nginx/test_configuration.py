"""What is shipped for nginx: it is read without complaint, and everything in it comes from somewhere."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.nginx import front

# `http2 on` would be the new way; the nginx of Debian 12 does not know it.
OUTDATED = 'the "listen ... http2" directive is deprecated'


def test_nginx_reads_it_without_a_complaint(tmp_path: Path) -> None:
    front.prepare("http://127.0.0.1:8000", tmp_path)
    told = subprocess.run([*front.command(tmp_path), "-t"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert told.returncode == 0, told.stderr
    complaints = re.findall(r"\[(?:warn|error|crit|alert|emerg)\].*", told.stderr)
    assert [complaint for complaint in complaints if OUTDATED not in complaint] == []


def test_docker_compose_fills_every_gap_and_nothing_else() -> None:
    gaps = set(re.findall(r"\$\{(\w+)\}", front.TEMPLATE.read_text()))
    assert gaps == set(front.shipped_settings()) - {"NGINX_ENVSUBST_FILTER"}


def test_an_address_may_ask_ten_times_a_second_and_for_one_generation_a_minute() -> None:
    given = front.shipped_settings()
    assert (given["NGINX_API_RATE"], given["NGINX_API_BURST"]) == ("10r/s", "20")
    assert (given["NGINX_GENERATION_RATE"], given["NGINX_GENERATION_BURST"]) == ("1r/m", "2")


def test_docker_compose_mounts_what_is_shipped() -> None:
    mounts = front.shipped_service()["volumes"]
    shipped = {f"./nginx/{path.name}" for path in front.SHIPPED.iterdir()}
    assert {mount.partition(":")[0] for mount in mounts if mount.startswith("./nginx/")} == shipped


def test_without_nginx_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "_installed", lambda: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(front.NoNginx, match="apt-get install nginx") as told:
        front.find()
    assert str(told.value).count("\n") == 0
