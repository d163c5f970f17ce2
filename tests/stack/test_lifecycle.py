"""One stack, through everything that may happen to it. Every test begins with `up`, which mends what is broken."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import psutil
import psycopg
import pytest

from stack import ports
from stack.parts import PARTS, temporal_serves
from stack.processes import PidFile
from stack.waiting import wait_until
from tests.stack.conftest import COMMAND_SECONDS, OwnStack


@contextmanager
def stranger_on(port: int) -> Iterator[None]:
    """Somebody else's web server on `port`."""
    with ThreadingHTTPServer((ports.LOCALHOST, port), BaseHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def assert_works(stack: OwnStack) -> None:
    addresses = stack.addresses()
    assert httpx.get(f"{addresses['API_URL']}/ready", trust_env=False).status_code == 200
    assert temporal_serves(addresses["TEMPORAL_ADDRESS"])
    assert httpx.get(addresses["TEMPORAL_UI_URL"], trust_env=False, follow_redirects=True).status_code == 200
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM courses").fetchone()
        logins = (
            "SELECT DISTINCT a.usename, r.rolsuper FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename"
        )
        rows = connection.execute(f"{logins} WHERE a.application_name LIKE 'coursewright%'").fetchall()
        assert rows == [("coursewright", False)]


def test_up_starts_every_part_and_says_where(own_stack: OwnStack) -> None:
    own_stack.run("up")
    assert set(own_stack.pids()) == set(PARTS)
    assert {"API_URL", "TEMPORAL_ADDRESS", "TEMPORAL_UI_URL", "DATABASE_URL"} <= set(own_stack.addresses())
    assert_works(own_stack)
    assert own_stack.run("status").count("running") == len(PARTS)


def test_who_asks_first_costs_no_more_than_others(own_stack: OwnStack) -> None:
    """What is made once for all was made before the API listened: nobody without an account has a second of it."""
    own_stack.be_up()
    api = psutil.Process(own_stack.pids()["api"])
    for path in ("/docs", "/api/openapi.json", "/", "/nothing"):
        before = api.cpu_times()
        httpx.get(f"{own_stack.addresses()['API_URL']}{path}", trust_env=False, timeout=60)
        after = api.cpu_times()
        assert after.user + after.system - before.user - before.system < 0.3, path


def test_the_temporal_ui_answers_no_page_that_was_given_a_name_of_this_machine(own_stack: OwnStack) -> None:
    own_stack.be_up()
    url = own_stack.addresses()["TEMPORAL_UI_URL"]
    port, paths = port_of(url), ("/", "/api/v1/namespaces", "/api/v1/settings", "/namespaces/default/workflows/a%2Fb")
    for path in paths:
        for host in (
            f"evil.example:{port}",
            "evil.example",
            "127.0.0.1.evil.example",
            f"localhost.evil.example:{port}",
        ):
            assert httpx.get(url + path, headers={"Host": host}, trust_env=False).status_code == 400, (path, host)
        for host in (f"localhost:{port}", f"127.0.0.1:{port}"):
            assert httpx.get(url + path, headers={"Host": host}, trust_env=False).status_code == 200, (path, host)
    [server] = [process for process in psutil.process_iter() if process.pid == own_stack.pids()["temporal"]]
    listening = {at.laddr.port for at in server.net_connections("tcp") if at.status == psutil.CONN_LISTEN}
    answering = {port for port in listening if tells_of_workflows(port)}
    assert answering <= set(ports.BLOCKED_PORTS)
    assert answering, "the UI itself"


def tells_of_workflows(port: int) -> bool:
    """Whether a page of a browser that could connect would be told of namespaces, by whatever name it asks."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/namespaces", timeout=5, trust_env=False)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200 and "namespaces" in answer.text


def test_up_again_leaves_everything_alone(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before = own_stack.pids()
    own_stack.run("up")
    assert own_stack.pids() == before


def ui_port(own_stack: OwnStack) -> str:
    """The port of the Temporal UI behind its guard."""
    command = psutil.Process(own_stack.pids()["temporal"]).cmdline()
    return command[command.index("--ui-port") + 1]


@pytest.mark.parametrize("part", PARTS)
def test_up_brings_back_a_killed_part_and_leaves_the_others_alone(own_stack: OwnStack, part: str) -> None:
    own_stack.be_up()
    before, ui = own_stack.pids(), ui_port(own_stack)
    kill(before[part])
    own_stack.run("up")
    after = own_stack.pids()
    assert after.pop(part) != before.pop(part)
    if ui_port(own_stack) != ui:  # another stack took one of the few ports that browsers leave alone
        assert after.pop("ui") != before.pop("ui")
    assert after == before
    assert_works(own_stack)


def test_up_brings_back_everything_at_once(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before = own_stack.pids()
    for pid in before.values():
        kill(pid)
    own_stack.run("up")
    assert not set(before.values()) & set(own_stack.pids().values())
    assert_works(own_stack)


def test_a_port_lost_to_a_stranger_is_replaced_and_those_who_use_it_are_told(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before, lost = own_stack.pids(), own_stack.addresses()["TEMPORAL_ADDRESS"]
    kill(before["temporal"])
    assert wait_until(lambda: ports.is_free(port_of(lost)), 10)
    with stranger_on(port_of(lost)):
        said = own_stack.run("up")
    after = own_stack.pids()
    assert f"Port {port_of(lost)} is taken" in said
    assert own_stack.addresses()["TEMPORAL_ADDRESS"] != lost
    assert after["postgres"] == before["postgres"]
    assert after["worker"] != before["worker"]
    assert after["api"] != before["api"]
    assert_works(own_stack)


def test_addresses_and_data_outlive_a_restart(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before = own_stack.addresses()
    with psycopg.connect(before["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")
    own_stack.run("down")
    own_stack.run("up")
    assert own_stack.addresses() | {"SIGN_IN_URL": before["SIGN_IN_URL"]} == before
    with psycopg.connect(before["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT DISTINCT word FROM kept").fetchall() == [("still here",)]
        connection.execute("DROP TABLE kept")


def test_its_own_addresses_in_the_environment_are_still_its_own(own_stack: OwnStack) -> None:
    own_stack.be_up()
    before, addresses = own_stack.pids(), own_stack.addresses()
    kill(before["postgres"])
    own_stack.run("up", addresses)
    assert set(own_stack.pids()) == set(PARTS)
    assert_works(own_stack)


def test_a_second_stack_runs_beside_it(own_stack: OwnStack, fresh_stack: OwnStack) -> None:
    own_stack.be_up()
    before = own_stack.pids()
    fresh_stack.run("up")
    for name in ("API_URL", "TEMPORAL_ADDRESS", "TEMPORAL_UI_URL", "DATABASE_URL"):
        assert own_stack.addresses()[name] != fresh_stack.addresses()[name]
    assert_works(fresh_stack)
    fresh_stack.run("down")
    assert fresh_stack.leftovers() == []
    assert own_stack.pids() == before
    assert_works(own_stack)


def test_down_leaves_no_process_behind(own_stack: OwnStack) -> None:
    own_stack.be_up()
    own_stack.run("down")
    assert own_stack.leftovers() == []
    assert own_stack.pids() == {}
    assert "running" not in own_stack.run("status", status=1)


def test_down_ends_what_a_killed_server_has_left(own_stack: OwnStack) -> None:
    own_stack.be_up()
    kill(own_stack.pids()["postgres"])
    own_stack.run("down")
    assert own_stack.leftovers() == []


def test_a_pid_that_went_to_somebody_else_is_not_touched(own_stack: OwnStack) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    try:
        pid_file = PidFile(own_stack.layout.pid_file("api"))
        pid_file.write(psutil.Process(), {})
        for file in (pid_file.path, pid_file.path.with_suffix(".json")):
            file.write_text(file.read_text().replace(str(os.getpid()), str(stranger.pid)))
        own_stack.run("down")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_sigterm_during_the_start_leaves_no_process_behind(own_stack: OwnStack) -> None:
    own_stack.run("down")
    starting = own_stack.begin("up")
    assert wait_until(lambda: own_stack.layout.pid_file("temporal").exists(), 60)
    starting.terminate()
    said, _ = starting.communicate(timeout=COMMAND_SECONDS)
    assert starting.returncode == 130, said
    assert own_stack.leftovers() == []


def test_servers_that_the_environment_names_are_used_and_not_started(
    fresh_stack: OwnStack, postgres_url: str, temporal_address: str
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE stack_elsewhere")
    owner = postgres_url.replace("/coursewright?", "/stack_elsewhere?")
    elsewhere = {
        "DATABASE_OWNER_URL": owner,
        "DATABASE_URL": owner.replace("//postgres@", "//stack_application@"),
        "TEMPORAL_ADDRESS": temporal_address,
    }
    fresh_stack.run("up", elsewhere)
    assert set(fresh_stack.pids()) == {"worker", "api"}
    assert elsewhere.items() <= fresh_stack.addresses().items()
    assert fresh_stack.run("status", elsewhere).count("elsewhere") >= 2
    fresh_stack.run("down", elsewhere)
    assert temporal_serves(temporal_address)


def test_why_a_part_does_not_start_is_of_this_start_and_not_of_an_old_log(fresh_stack: OwnStack) -> None:
    for part in ("worker", "api"):
        log = fresh_stack.layout.log(part)
        log.parent.mkdir(exist_ok=True)
        log.write_text("ERROR of long ago\nsqlalchemy.exc.OperationalError: the last exception of an old log\n")
    said = fresh_stack.run("up", {"REQUESTS_BURST": "many"}, status=1)
    assert "The configuration does not work (REQUESTS_BURST" in said
    assert "of long ago" not in said
    assert "old log" not in said
    assert fresh_stack.leftovers() == []


def test_a_part_that_does_not_start_is_named_with_its_log_and_nothing_is_left(fresh_stack: OwnStack) -> None:
    said = fresh_stack.run("up", {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}, status=1)
    assert str(fresh_stack.layout.log("migrate")) in said
    assert fresh_stack.leftovers() == []
