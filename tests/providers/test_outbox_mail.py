import asyncio
import os
import stat
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.mail import Mail
from providers.outbox_mail import OutboxMail

HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
INJECTIONS = (
    "Hello\r\nBcc: thief@example.org",
    "Hello\nBcc: thief@example.org",
    "Hello\rBcc: thief@example.org",
    "Hello\u2028Bcc: thief@example.org",
    "Hello\x85Bcc: thief@example.org",
    "Hello\r\n\r\n<script>body</script>",
    "=?utf-8?q?Hello=0D=0ABcc:_thief@example.org?=",
    "=?utf-8?b?SGVsbG8NCkJjYzogdGhpZWZAZXhhbXBsZS5vcmc=?=",
    "=\x00?utf-8?q?Hello=0D=0ABcc:_thief@example.org?=",
)
NO_ADDRESSES = (
    "",
    "@",
    "ada",
    "ada@",
    "@example.org",
    "ada@example.org, thief@example.org",
    "ada@example.org\nBcc: thief@example.org",
    "ada@example.org\r\nBcc: thief@example.org",
    "ada@example.org\x00",
    "ada@=?utf-8?q?a=0D=0ABcc:_thief?=",
    "<ada@example.org>",
    "ada lovelace@example.org",
)
hostile = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\r\n\t =?_:,;<>@"\\()[]')))


def mail(**rest: str) -> Mail:
    fields = {
        "dedupe_key": "course_ready:7",
        "to_address": "ada@example.org",
        "to_name": "Ada Lovelace",
        "subject": "Your course is ready",
        "text": "Open it.",
        "html": "<p>Open it.</p>",
    }
    return Mail(**{**fields, **rest})


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)


async def sent(folder: Path, **rest: str) -> EmailMessage:
    await OutboxMail(folder).send(mail(**rest))
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    return read(path)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).strip()


async def test_text_and_html_are_both_in_the_message(tmp_path: Path) -> None:
    message = await sent(tmp_path, text="Grüße, 日本", html="<p>Grüße, 日本</p>")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert body(message, "plain") == "Grüße, 日本"
    assert body(message, "html") == "<p>Grüße, 日本</p>"


async def test_mail_without_html_is_plain_text(tmp_path: Path) -> None:
    message = await sent(tmp_path, html="")
    assert message.get_content_type() == "text/plain"
    assert body(message, "plain") == "Open it."


async def test_headers_say_who_to_whom_and_when(tmp_path: Path) -> None:
    message = await sent(tmp_path, to_name="Zoë, “Q.A.” <x@y>", subject="Kurs „Öl“ ist fertig 🎉")
    (recipient,) = message["To"].addresses
    assert (recipient.display_name, recipient.addr_spec) == ("Zoë, “Q.A.” <x@y>", "ada@example.org")
    assert message["Subject"] == "Kurs „Öl“ ist fertig 🎉"
    assert message["From"].addresses[0].addr_spec == "coursewright@localhost"
    assert message["Date"].datetime.tzinfo is not None


async def test_the_answer_is_the_message_id(tmp_path: Path) -> None:
    message_id = await OutboxMail(tmp_path).send(mail())
    (path,) = tmp_path.iterdir()
    assert read(path)["Message-ID"] == message_id


@pytest.mark.parametrize("field", ["subject", "to_name"])
@pytest.mark.parametrize("text", INJECTIONS)
async def test_no_field_adds_a_header(tmp_path: Path, field: str, text: str) -> None:
    message = await sent(tmp_path, **{field: text})
    assert message.keys() == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["ada@example.org"]
    assert body(message, "plain") == "Open it."


@settings(deadline=None)
@given(subject=hostile, name=hostile)
def test_no_text_adds_a_header(subject: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        message = asyncio.run(sent(Path(folder), subject=subject, to_name=name))
    assert message.keys() == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["ada@example.org"]
    assert body(message, "plain") == "Open it."


@pytest.mark.parametrize("address", NO_ADDRESSES)
async def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # in the words of the parser of addresses
        await OutboxMail(tmp_path).send(mail(to_address=address))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("key", ["../../etc/passwd", "/etc/passwd", "a\x00b", "", "k" * 5_000])
async def test_no_dedupe_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    outbox = tmp_path / "outbox"
    await sent(outbox, dedupe_key=key)
    assert list(tmp_path.iterdir()) == [outbox]


async def test_the_same_dedupe_key_changes_nothing(tmp_path: Path) -> None:
    outbox = OutboxMail(tmp_path)
    first = await outbox.send(mail())
    (path,) = tmp_path.iterdir()
    written = path.read_bytes()
    assert await outbox.send(mail(text="Another text.")) == first
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == written


async def test_concurrent_sends_of_one_key_leave_one_file(tmp_path: Path) -> None:
    ids = await asyncio.gather(*(OutboxMail(tmp_path).send(mail()) for _ in range(12)))
    assert len(set(ids)) == 1
    (path,) = tmp_path.iterdir()
    assert body(read(path), "plain") == "Open it."


async def test_another_dedupe_key_is_another_file(tmp_path: Path) -> None:
    outbox = OutboxMail(tmp_path)
    assert await outbox.send(mail(dedupe_key="a")) != await outbox.send(mail(dedupe_key="b"))
    assert len(list(tmp_path.glob("*.eml"))) == 2


@pytest.mark.parametrize("was_there", [False, True])
async def test_mail_is_for_the_owner_of_the_process_alone(tmp_path: Path, was_there: bool) -> None:
    folder = tmp_path / "mail"
    if was_there:
        folder.mkdir(mode=0o755)
    umask = os.umask(0)
    try:
        await OutboxMail(folder).send(mail())
    finally:
        os.umask(umask)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())] == [0o700, 0o600]
