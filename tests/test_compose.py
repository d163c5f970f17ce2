"""There is no container engine to run docker-compose.yml on, so it is read: by the published schema, and for sense."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.capacity import Connections
from stack.ports import BLOCKED_PORTS

PROJECT = Path(__file__).resolve().parents[1]
COMPOSE = PROJECT / "docker-compose.yml"
OURS = ("migrations", "worker", "api")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def test_it_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_it_has_every_part(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "temporal", "temporal-ui", "ui-guard", "nginx", *OURS}


def test_everybody_waits_for_what_they_need_and_what_can_tell(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert needed == "api" or "test" in services[needed]["healthcheck"], (
                    f"{name} waits for {needed}, which has no health check"
                )
            else:
                assert how["condition"] == "service_completed_successfully"
                assert services[needed]["restart"] == "no", f"{name} waits for the end of {needed}, which starts again"
    for name in ("api", "worker"):
        assert set(services[name]["depends_on"]) == {"postgres", "temporal", "migrations"}
    assert set(services["nginx"]["depends_on"]) == {"api"}


def test_nothing_but_nginx_is_reached_from_other_machines(services: dict[str, Any]) -> None:
    ports = [port for name, service in services.items() for port in service.get("ports", []) if name != "nginx"]
    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert services["nginx"]["ports"] == ["80:80", "443:443"]


def test_no_browser_reaches_the_temporal_ui_but_through_its_guard(services: dict[str, Any]) -> None:
    port = services["temporal-ui"]["environment"]["TEMPORAL_UI_PORT"]
    assert int(port) in BLOCKED_PORTS
    assert "ports" not in services["temporal-ui"]
    assert services["ui-guard"]["environment"]["UI_ADDRESS"] == f"http://temporal-ui:{port}"
    assert services["ui-guard"]["env_file"] == services["ui-guard"]["volumes"] == []


def test_nginx_is_for_production_alone(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "profiles" in service] == ["nginx"]
    assert services["nginx"]["profiles"] == ["production"]
    assert services["api"]["environment"]["TRUSTED_PROXIES"]


def test_nothing_grows_for_ever_and_nobody_gains_rights(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["logging"]["options"]["max-size"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    assert all(services[name]["cap_drop"] == ["ALL"] for name in OURS)


def test_passwords_come_from_the_environment_alone(services: dict[str, Any]) -> None:
    secrets = [
        services["postgres"]["environment"]["POSTGRES_PASSWORD"],
        services["temporal"]["environment"]["POSTGRES_PWD"],
        services["migrations"]["environment"]["DATABASE_OWNER_URL"],
    ]
    assert all("${POSTGRES_PASSWORD:?" in secret for secret in secrets)
    assert all("${APP_PASSWORD:?" in services[name]["environment"]["DATABASE_URL"] for name in OURS)
    assert services["api"]["environment"]["TOKEN_SECRET"].startswith("${TOKEN_SECRET:?")


def test_payload_keys_reach_who_has_payloads_and_their_codec_the_ui(services: dict[str, Any]) -> None:
    for name in ("worker", "api"):
        assert services[name]["environment"]["PAYLOAD_KEYS"] == "${PAYLOAD_KEYS:-}"
    told = services["temporal-ui"]["environment"]
    assert told["TEMPORAL_CODEC_ENDPOINT"] == "${PAYLOAD_KEYS:+http://localhost:${API_PORT:-8000}/codec}"
    assert told["TEMPORAL_CODEC_INCLUDE_CREDENTIALS"] == "true"
    assert not any("PAYLOAD_KEYS" in services[name].get("environment", {}) for name in ("postgres", "temporal"))


def test_who_runs_the_application_is_not_who_owns_the_database(services: dict[str, Any]) -> None:
    owner = services["postgres"]["environment"]["POSTGRES_USER"]
    for name in OURS:
        assert login_of(services[name]["environment"]["DATABASE_URL"]) not in ("", owner)
    assert login_of(services["migrations"]["environment"]["DATABASE_OWNER_URL"]) == owner
    assert [name for name in OURS if "DATABASE_OWNER_URL" in services[name]["environment"]] == ["migrations"]


def login_of(url: str) -> str:
    return url.partition("//")[2].partition(":")[0]


def test_everybodys_connections_are_within_those_of_the_server(services: dict[str, Any]) -> None:
    temporal, told = services["temporal"]["environment"], services["api"]["environment"]
    taken = 4 * (int(temporal["SQL_MAX_CONNS"]) + int(temporal["SQL_VIS_MAX_CONNS"]))
    assert int(told["TEMPORAL_DATABASE_CONNECTIONS"]) == taken
    connections = Connections(temporal_database_connections=taken)
    assert told["DATABASE_POOL_SIZE"] == f"${{DATABASE_POOL_SIZE:-{connections.database_pool_size}}}"
    [server] = re.findall(r"max_connections=\$\{MAX_CONNECTIONS:-(\d+)\}", str(services["postgres"]["command"]))
    reserved = 3
    assert connections.needed(connections.database_pool_size) <= int(server) - reserved


def test_api_and_worker_share_the_files_and_the_image(services: dict[str, Any]) -> None:
    assert {services[name]["image"] for name in OURS} == {"coursewright"}
    assert services["api"]["volumes"] == services["worker"]["volumes"] == ["files:/data"]
    assert services["api"]["environment"]["DATA_DIR"] == "/data"


def test_the_keys_of_outside_services_reach_what_calls_them(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["env_file"] == [{"path": ".env", "required": False}]
        assert services[name]["environment"].items() >= {"API_HOST": "0.0.0.0", "API_PORT": "8000"}.items()


def test_foreign_images_are_pinned_and_temporal_is_no_newer_than_agreed(services: dict[str, Any]) -> None:
    assert all(":" in service["image"] for name, service in services.items() if service["image"] != "coursewright")
    version = services["temporal"]["image"].rpartition(":")[2]
    assert [int(part) for part in version.split(".")][:2] <= [1, 29]


def test_commands_name_modules_of_this_project(services: dict[str, Any]) -> None:
    for name in ("migrations", "worker", "ui-guard"):
        module = PROJECT / services[name]["command"][2].replace(".", "/")
        assert module.with_suffix(".py").exists() or (module / "__main__.py").exists(), f"{name} runs {module}"


def test_the_image_runs_as_an_ordinary_account_with_pinned_packages() -> None:
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    last_stage = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER coursewright" in last_stage
    assert any(line.startswith("HEALTHCHECK") for line in last_stage)
    assert any("--require-hashes -r requirements.txt" in line for line in lines)


def test_the_image_gets_every_room_that_it_runs() -> None:
    let_in = {line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    rooms = {path.parent.name for path in PROJECT.glob("*/*.py")} - {"tests", "stack", "benchmarks", "docs", ".venv"}
    assert rooms | {"web", "clients/offline.js", "worker.py", "settings.py", "requirements.txt"} == let_in
