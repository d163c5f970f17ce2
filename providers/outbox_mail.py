"""Mail that is written to a folder instead of being sent."""

import asyncio
import hashlib
import os
import re
import tempfile
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from providers.mail import Mail
from providers.private_folders import make_private

SENDER = Address("Coursewright", "coursewright", "localhost")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class OutboxMail:
    """One `.eml` file (RFC 5322) a message, named by the dedupe key, so that a second send changes nothing.

    Folder and files are for the owner of the process alone: they say who learns what.
    """

    name = "outbox"
    repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, mail: Mail) -> str:
        """Raises ValueError for an address that is none."""
        digest = hashlib.sha256(mail.dedupe_key.encode()).hexdigest()[:32]
        message_id = f"<{digest}@coursewright.localhost>"
        await asyncio.to_thread(self._write, f"{digest}.eml", _message(mail, message_id).as_bytes())
        return message_id

    async def close(self) -> None:
        """There is nothing to close."""
        return None

    def _write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        if path.exists():
            return
        make_private(self._folder)
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(data)
        os.replace(file.name, path)


def _message(mail: Mail, message_id: str) -> EmailMessage:
    message = EmailMessage()
    message["Date"] = datetime.now(UTC)
    message["From"] = SENDER
    message["To"] = _recipient(mail)
    message["Subject"] = _line(mail.subject)
    message["Message-ID"] = message_id
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message


def _recipient(mail: Mail) -> Address:
    try:
        return Address(_line(mail.to_name), addr_spec=mail.to_address)
    except (MessageError, IndexError) as error:
        raise ValueError("The address of the recipient is none.") from error


def _line(text: str) -> str:
    """Header text on one line: what would begin another header cannot, nor can an encoded word (RFC 2047) hide it."""
    return " ".join(_CONTROL.sub(" ", text).split()).replace("=?", "= ?")
