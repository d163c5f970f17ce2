"""Keys for payloads, made anew by every run, and what a server keeps of a workflow whose payloads they encrypt."""

import base64
import secrets

from temporalio.client import Client


def new_key(key_id: str) -> str:
    """`id:key`, as PAYLOAD_KEYS takes it."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


PAYLOAD_KEYS = new_key("2026-11")


async def kept_by_the_server(address: str, workflow_id: str) -> str:
    """All that a client without keys is told of a run: its description, its history, and what is still pending.

    Payloads are shown as text, so that whatever is readable in them is found.
    """
    client = await Client.connect(address)
    handle = client.get_workflow_handle(workflow_id)
    description = await handle.describe()
    history = await handle.fetch_history()
    return "\n".join(str(part) for part in (description.raw_description, *history.events))
