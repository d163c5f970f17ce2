"""Keys for payloads, made anew by every run, and what a server keeps of a workflow whose payloads they encrypt."""

import base64
import secrets
from typing import Literal

from temporalio.client import Client


def new_key(key_id: str) -> str:
    """`id:key`, as PAYLOAD_KEYS takes it."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


PAYLOAD_KEYS = new_key("2026-11")
ATTRIBUTES_WITH_SEARCH_ATTRIBUTES: tuple[
    Literal["workflow_execution_started_event_attributes", "upsert_workflow_search_attributes_event_attributes"], ...
] = ("workflow_execution_started_event_attributes", "upsert_workflow_search_attributes_event_attributes")


async def kept_by_the_server(address: str, workflow_id: str) -> str:
    """What a client without keys is told of a run: its description and its history, with payloads as text.

    Search attributes are left out: they are there to be read.
    """
    handle = (await Client.connect(address)).get_workflow_handle(workflow_id)
    description = (await handle.describe()).raw_description
    description.workflow_execution_info.ClearField("search_attributes")
    events = (await handle.fetch_history()).events
    for event in events:
        for name in ATTRIBUTES_WITH_SEARCH_ATTRIBUTES:
            if event.HasField(name):
                getattr(event, name).ClearField("search_attributes")
    return "\n".join(map(str, (description, *events)))
