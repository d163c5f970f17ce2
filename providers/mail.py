"""The seam for outgoing mail."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict


class Mail(BaseModel):
    """One message. `dedupe_key` is unique to the outbox row that it comes from and travels with the message."""

    model_config = ConfigDict(frozen=True)

    dedupe_key: str
    to_address: str
    to_name: str = ""
    subject: str
    text: str
    html: str = ""


class MailProvider(Protocol):
    """`send` returns the provider's message id; raises `providers.errors.ProviderProblem`.

    `repeatable` says that sending a message again does no harm, since the provider knows its `dedupe_key`.
    """

    name: str
    repeatable: bool

    async def send(self, mail: Mail) -> str:
        """Send one message. An ambiguous ProviderProblem says that it may have gone out all the same."""

    async def close(self) -> None:
        """Let go of connections. Nothing is sent afterwards."""
