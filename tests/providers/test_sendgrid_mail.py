"""SendGrid's real SDK against a server that answers, refuses, stalls and breaks off."""

import logging
import time
from collections.abc import AsyncIterator

import pytest

from providers import sendgrid_mail
from providers.errors import ProviderProblem
from providers.mail import Mail
from providers.sendgrid_mail import SendGridMail
from tests.faults.script import Script
from tests.faults.server import Server
from tests.faults.stub_sendgrid import SendGridStub
from tests.faults.wire import Answer, Line, Request, dripped, whole

MAIL = Mail(
    dedupe_key="course_ready:1:9",
    to_address="ada@example.org",
    to_name="Ada, Countess\nof Lovelace",
    subject="Your course “Öfen”\r\nis ready",
    text="It is ready. SG.looks.likeakey",
    html="<p>It is ready.</p>",
)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only for answers that never come: one that does come may be late on a busy machine."""
    monkeypatch.setattr(sendgrid_mail, "TIMEOUT_SECONDS", 2.0)


@pytest.fixture
async def stub() -> AsyncIterator[SendGridStub]:
    async with SendGridStub(Script(retry_after=90)) as stub:
        yield stub
    assert stub.failures == []


@pytest.fixture
def mail(stub: SendGridStub) -> SendGridMail:
    return SendGridMail("key\n", host=f"{stub.url}/", from_address="post@example.org")


async def refused(mail: SendGridMail) -> ProviderProblem:
    with pytest.raises(ProviderProblem) as caught:
        await mail.send(MAIL)
    return caught.value


async def test_a_message_arrives_whole_with_its_key(stub: SendGridStub, mail: SendGridMail) -> None:
    sent_as = await mail.send(MAIL)
    assert len(sent_as) == 32
    [sent] = stub.mails
    assert sent == {
        "personalizations": [
            {
                "to": [{"email": "ada@example.org", "name": "Ada, Countess of Lovelace"}],
                "custom_args": {"dedupe_key": "course_ready:1:9"},
            }
        ],
        "from": {"email": "post@example.org", "name": "Coursewright"},
        "subject": "Your course “Öfen” is ready",
        "content": [
            {"type": "text/plain", "value": "It is ready. SG.looks.likeakey"},
            {"type": "text/html", "value": "<p>It is ready.</p>"},
        ],
    }


async def test_without_name_and_html_both_are_left_out(stub: SendGridStub, mail: SendGridMail) -> None:
    await mail.send(MAIL.model_copy(update={"to_name": " ", "html": ""}))
    [sent] = stub.mails
    assert sent["personalizations"][0]["to"] == [{"email": "ada@example.org"}]
    assert [part["type"] for part in sent["content"]] == ["text/plain"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("400", "mail_refused"),
        ("401", "mail_key_refused"),
        ("403", "mail_sender_refused"),
        ("404", "mail_misconfigured"),
        ("405", "mail_misconfigured"),
        ("413", "mail_too_large"),
        ("413_html", "mail_too_large"),
        ("415", "mail_refused"),
    ],
)
async def test_a_refusal_is_final(stub: SendGridStub, mail: SendGridMail, fault: str, kind: str) -> None:
    stub.script.add(fault)
    problem = await refused(mail)
    assert (problem.kind, problem.retryable, problem.ambiguous) == (kind, False, False)
    assert "Played by the stub" not in problem.sentence
    assert len(stub.bodies) == 1


@pytest.mark.parametrize("fault", ["500", "502_html", "503", "504"])
async def test_a_failure_may_be_tried_again(stub: SendGridStub, mail: SendGridMail, fault: str) -> None:
    stub.script.add(fault)
    problem = await refused(mail)
    assert (problem.kind, problem.retryable, problem.ambiguous) == ("mail_failed", True, False)
    assert await mail.send(MAIL)
    assert len(stub.mails) == 1


async def test_too_many_are_tried_again_when_the_service_says(stub: SendGridStub, mail: SendGridMail) -> None:
    stub.script.add("429_rate_limit")
    problem = await refused(mail)
    assert (problem.kind, problem.retryable) == ("mail_rate_limited", True)
    assert problem.retry_after is not None
    assert 85 < problem.retry_after <= 90


@pytest.mark.parametrize("reset", [None, "soon", "-5", ""])
async def test_too_many_without_a_time_are_tried_again_all_the_same(reset: str | None) -> None:
    async def limit(_request: Request, line: Line) -> None:
        await whole(line, Answer(429, {} if reset is None else {"x-ratelimit-reset": reset}))

    server = await Server(limit).start()
    problem = await refused(SendGridMail("key", host=f"http://127.0.0.1:{server.port}", from_address="a@example.org"))
    assert (problem.kind, problem.retryable, problem.retry_after) == ("mail_rate_limited", True, None)
    await server.close()


@pytest.mark.usefixtures("impatience")
@pytest.mark.parametrize("fault", ["close", "stall"])
async def test_a_message_of_unknown_fate_is_ambiguous_and_final(
    stub: SendGridStub, mail: SendGridMail, fault: str
) -> None:
    stub.script.add(fault)
    problem = await refused(mail)
    assert (problem.kind, problem.retryable, problem.ambiguous) == ("mail_fate_unknown", False, True)
    assert len(stub.mails) == 1


@pytest.mark.usefixtures("impatience")
@pytest.mark.parametrize("fault", ["reset_mid_body", "truncated", "stall_mid_body", "html_200"])
async def test_an_answer_that_breaks_off_or_is_another_is_ambiguous(
    stub: SendGridStub, mail: SendGridMail, fault: str
) -> None:
    stub.script.add(fault)
    problem = await refused(mail)
    assert (problem.retryable, problem.ambiguous) == (False, True)


async def test_an_answer_that_drips_in_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sendgrid_mail, "MOST_SECONDS", 0.5)

    async def drip(_request: Request, line: Line) -> None:
        await dripped(line, Answer(202, {}, (b"." * 10_000,)))

    server = await Server(drip, drip_seconds=0.05).start()
    began = time.monotonic()
    problem = await refused(SendGridMail("key", host=f"http://127.0.0.1:{server.port}", from_address="a@example.org"))
    assert time.monotonic() - began < 5
    assert (problem.retryable, problem.ambiguous) == (False, True)
    await server.close()


async def test_a_service_that_is_away_may_be_tried_again(stub: SendGridStub, mail: SendGridMail) -> None:
    await stub.close()
    problem = await refused(mail)
    assert (problem.kind, problem.retryable, problem.ambiguous) == ("mail_unreachable", True, False)
    await stub.start()
    assert await mail.send(MAIL)


async def test_the_key_is_in_no_log(mail: SendGridMail, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await mail.send(MAIL)
    assert "Bearer" not in caplog.text
    await mail.close()
