"""What the parts are told of the keys that encrypt payloads."""

from pathlib import Path

import pytest

from stack import parts
from stack.addresses import Addresses
from stack.layout import Layout
from tests.payload_keys import PAYLOAD_KEYS

ADDRESSES = Addresses(
    database_url="postgresql:///coursewright",
    temporal_address="127.0.0.1:1",
    temporal_ui_url="http://127.0.0.1:2",
    api_port=3,
    own_postgres=True,
    own_temporal=True,
    ui_address="http://127.0.0.1:4",
)
CODEC = ["--ui-codec-endpoint", "http://127.0.0.1:3/codec"]


@pytest.mark.parametrize("keys", [PAYLOAD_KEYS, ""], ids=["keys", "no keys"])
def test_worker_and_api_get_the_keys_and_the_ui_a_codec(
    keys: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYLOAD_KEYS", keys)
    layout = Layout(tmp_path)
    for part in (parts.worker(layout, ADDRESSES), parts.api(layout, ADDRESSES)):
        assert part.settings.get("PAYLOAD_KEYS", "") == part.launch().environment.get("PAYLOAD_KEYS") == keys
    temporal = parts.temporal(layout, ADDRESSES, lambda: Path("/temporal"))
    assert (set(CODEC) <= set(temporal.launch().command)) == ("CODEC_URL" in temporal.settings) == bool(keys)
    assert not (keys and any(keys in word for word in temporal.launch().command))
