"""Mail by SendGrid."""

import asyncio
import logging
import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient

from providers.errors import ProviderProblem
from providers.mail import Mail

HOST = "https://api.sendgrid.com"
SENDER_NAME = "Coursewright"
DEDUPE_ARG = "dedupe_key"
TIMEOUT_SECONDS = 10.0
# The timeout above is one of each read; an answer that drips in would take for ever.
MOST_SECONDS = 25.0
ACCEPTED = 202
REFUSALS = {
    400: ("mail_refused", "The mail service does not take this message; an operator has to look at it."),
    401: ("mail_key_refused", "The mail service refuses our key, or its credit is used up; an operator renews it."),
    403: ("mail_sender_refused", "The mail service does not let us send from our address; an operator verifies it."),
    404: ("mail_misconfigured", "The mail service is not at the configured address; an operator has to correct it."),
    405: ("mail_misconfigured", "The mail service is not at the configured address; an operator has to correct it."),
    413: ("mail_too_large", "The message is too large for the mail service."),
    415: ("mail_refused", "The mail service does not take this message; an operator has to look at it."),
}

# At DEBUG the SDK logs the header that holds our key.
logging.getLogger("python_http_client").setLevel(logging.INFO)


class SendGridMail:
    """Sends by the v3 API, which knows no idempotency: nothing that may have been accepted is ever sent again.

    Every message carries its dedupe key as a custom argument, by which the event webhook tells what became of it.
    """

    name = "sendgrid"
    repeatable = False

    def __init__(self, key: str, *, from_address: str, host: str = HOST) -> None:
        self._sender = SendGridAPIClient(key.strip(), host=host.rstrip("/"))
        self._sender.client.timeout = TIMEOUT_SECONDS
        self._from_address = from_address

    async def send(self, mail: Mail) -> str:
        """The id of the accepted message.

        Raises ProviderProblem: retryable when the message was certainly not accepted and may be later, ambiguous
        (and final) when nobody can tell.
        """
        try:
            async with asyncio.timeout(MOST_SECONDS):
                answer = await asyncio.to_thread(self._sender.send, self._message(mail))
        except HTTPError as error:
            raise _refusal(error.status_code, error.headers or {}) from error
        except URLError as error:
            # What urllib raises until the last byte is sent, and nobody accepts half a message.
            raise ProviderProblem(
                "mail_unreachable", "The mail service cannot be reached right now.", retryable=True
            ) from error
        except (OSError, HTTPException) as error:  # TimeoutError is an OSError
            raise _lost() from error
        if answer.status_code != ACCEPTED:
            raise _lost()
        return str(answer.headers.get("X-Message-Id", ""))

    async def close(self) -> None:
        """There is nothing to close: each message has a connection of its own."""
        return None

    def _message(self, mail: Mail) -> dict[str, Any]:
        """As the API takes it. The SDK's own builder refuses texts in which it suspects an API key."""
        to = {"email": mail.to_address} | ({"name": " ".join(mail.to_name.split())} if mail.to_name.strip() else {})
        html = [{"type": "text/html", "value": mail.html}] if mail.html else []
        return {
            "personalizations": [{"to": [to], "custom_args": {DEDUPE_ARG: mail.dedupe_key}}],
            "from": {"email": self._from_address, "name": SENDER_NAME},
            "subject": " ".join(mail.subject.split()),
            "content": [{"type": "text/plain", "value": mail.text}, *html],
        }


def _refusal(status: int, headers: Mapping[str, str]) -> ProviderProblem:
    if status == 429:
        return ProviderProblem(
            "mail_rate_limited",
            "The mail service takes no more messages for the moment.",
            retryable=True,
            retry_after=_until_reset(headers.get("x-ratelimit-reset")),
        )
    if status >= 500 or status == 408:
        return ProviderProblem("mail_failed", "The mail service failed.", retryable=True)
    kind, sentence = REFUSALS.get(status, REFUSALS[400])
    return ProviderProblem(kind, sentence)


def _until_reset(reset: str | None) -> float | None:
    """Seconds from now to the epoch second of the header."""
    return max(0.0, int(reset) - time.time()) if reset and reset.isdecimal() else None


def _lost() -> ProviderProblem:
    return ProviderProblem(
        "mail_fate_unknown",
        "The mail service did not say whether it took the message; it is not sent again.",
        ambiguous=True,
    )
