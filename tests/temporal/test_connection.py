from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfigProfile, ClientConfigTLS

from stack import ports
from temporal import search_attributes
from temporal.connection import connect, describe, load_profile
from temporal.errors import TemporalUnavailable


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE", "TEMPORAL_API_KEY", "TEMPORAL_PROFILE", "TEMPORAL_TLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", "/dev/null")


async def test_it_connects_to_the_address_of_the_environment(
    temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    client = await connect()
    assert client.service_client.config.target_host == temporal_address
    assert client.data_converter is pydantic_data_converter
    assert client.namespace == "default"


async def test_nobody_there_is_one_sentence_with_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"127.0.0.1:{ports.any_free()}"
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)
    with pytest.raises(TemporalUnavailable, match=f"does not answer at {address}, namespace default, without TLS: "):
        await connect()


def test_a_profile_of_the_toml_file_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "temporal.toml"
    file.write_text('[profile.school]\naddress = "temporal.school:7233"\nnamespace = "courses"\napi_key = "secret"\n')
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(file))
    monkeypatch.setenv("TEMPORAL_PROFILE", "school")
    said = describe(load_profile())
    assert said == "temporal.school:7233, namespace courses, with TLS, with an API key"


def test_a_broken_file_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "temporal.toml"
    file.write_text("[profile")
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(file))
    with pytest.raises(TemporalUnavailable, match="configuration does not work"):
        load_profile()


def test_the_description_has_no_secrets() -> None:
    assert describe(ClientConfigProfile()) == "localhost:7233, namespace default, without TLS"
    assert describe(ClientConfigProfile(tls=ClientConfigTLS(disabled=True))).endswith("without TLS")
    assert describe(ClientConfigProfile(tls=ClientConfigTLS(server_name="x"))).endswith("with TLS")


async def test_registering_search_attributes_again_changes_nothing(temporal_address: str) -> None:
    client = await Client.connect(temporal_address)
    await search_attributes.register(client)
    await search_attributes.register(client)
    wanted = "CourseTitle = 'x' AND InstructorId = 'y' AND GenerationPhase = 'z' AND GenerationStatus = 'z'"
    counted = await client.count_workflows(f"{wanted} AND PercentDone >= 0")
    assert counted.count == 0
