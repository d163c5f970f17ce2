"""Delivers the e-mails that the outbox holds."""

from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import as_problem, from_provider
from emails.rendering import render_email
from models.messages import Deliveries
from models.one_time_tokens import make
from models.outbox import ACCOUNT_EMAILS, INVITATION
from models.pool import Pool
from models.sharing import new_token, token_hash
from providers.errors import ProviderProblem
from providers.mail import Mail, MailProvider

LANGUAGE = "language"
LINKS = {"confirm_address": ("confirm", "confirm"), "password_reset": ("reset", "reset")}
"""Of each of ACCOUNT_EMAILS the page that its link leads to, and the purpose of the token."""


class EmailDelivery:
    """Sends what stands in the outbox; what may have gone out goes again only where a second one is harmless."""

    def __init__(self, pool: Pool, mail: MailProvider, *, public_url: str = "") -> None:
        """`public_url` is where people reach this service; without it e-mails have no links."""
        self._pool = pool
        self._mail = mail
        self._public_url = public_url
        # Whether a second send of the same message changes nothing. One that reaches people says that it does.
        self._repeatable = mail.repeatable

    async def deliver(self, outbox_id: UUID) -> str:
        """Send one message of the outbox, unless it is settled already, and return its status.

        What cannot be sent at all is no error, and neither is a message that was "removed" with its account. Raises
        ApplicationError for what is to be tried again.
        """
        try:
            begun = await self._begin(outbox_id)
            if isinstance(begun, str):
                return begun
            sent_as = await self._mail.send(begun)
        except ProviderProblem as problem:
            status = await self._not_sent(outbox_id, problem)
            if problem.retryable and status == "pending":
                raise from_provider(problem) from None
            return status
        await self._write(_SENT, {"id": outbox_id, "sent_as": sent_as})
        return "sent"

    @activity.defn
    async def deliver_all(self, deliveries: Deliveries) -> None:
        """Send several messages; one that cannot be sent now does not keep back the others, and is tried again."""
        waiting: list[ApplicationError] = []
        for outbox_id in deliveries.outbox_ids:
            try:
                await self.deliver(outbox_id)
            except ApplicationError as error:
                waiting.append(error)
        if waiting:
            raise waiting[0]

    async def _begin(self, outbox_id: UUID) -> Mail | str:
        """The mail to send now, or the status by which the message is settled.

        A send that nobody comes back from leaves the message ambiguous, so that is what it is until then.
        """
        begun = "pending" if self._repeatable else "ambiguous"
        message = await self._write(_BEGUN, {"id": outbox_id, "begun": begun, "needed": list(ACCOUNT_EMAILS)})
        if message is None:
            return "removed"
        return await self._written(message) if message["is_to_send"] else str(message["status"])

    async def _written(self, message: dict[str, Any]) -> Mail:
        """Raises ProviderProblem for an e-mail that would be nothing without a link that cannot be made."""
        data = message["data"]
        language = message["learning_preferences"].get(LANGUAGE) or data.get(LANGUAGE) or "en"
        link = await self._link(message)
        email = render_email(
            message["kind"],
            data,
            name=message["full_name"],
            language=str(language),
            public_url=self._public_url,
            link=link,
        )
        return Mail(
            dedupe_key=message["dedupe_key"],
            to_address=message["email"],
            to_name=message["full_name"],
            subject=email.subject,
            text=email.text,
            html=email.html,
        )

    async def _link(self, message: dict[str, Any]) -> str:
        """With a token that nobody has seen yet: whoever sends the e-mail is the first to hold it. Empty for an e-mail
        that has no link of its own."""
        if message["kind"] == INVITATION:
            return await self._invitation_link(message["id"])
        if message["kind"] not in LINKS:
            return ""
        if not self._public_url:
            raise ProviderProblem("no_public_url", "An e-mail with a link needs PUBLIC_URL: set it, then ask again.")
        page, purpose = LINKS[message["kind"]]
        token, row = make(message["user_id"], purpose)
        await self._write(_LINK, row.model_dump(include={"id", "user_id", "purpose", "token_hash", "expires_at"}))
        return f"{self._public_url.rstrip('/')}/{page}?token={token}"

    async def _invitation_link(self, outbox_id: UUID) -> str:
        """An e-mail may be sent twice, and the first one be the one that arrives: each has a link that opens."""
        if not self._public_url:
            return ""
        token = new_token()
        await self._write(_INVITATION, {"id": outbox_id, "hash": token_hash(token)})
        return f"{self._public_url.rstrip('/')}/shared/{token}"

    async def _not_sent(self, outbox_id: UUID, problem: ProviderProblem) -> str:
        """Record why; a message that was meanwhile reported as sent stays so."""
        why = Jsonb(as_problem(problem).model_dump())
        message = await self._write(_NOT_SENT, {"id": outbox_id, "status": _status_after(problem), "problem": why})
        return str(message["status"]) if message else "removed"

    async def _write(self, statement: LiteralString, parameters: dict[str, Any]) -> dict[str, Any] | None:
        async with self._pool.connection() as connection:
            return await (await connection.execute(statement, parameters)).fetchone()


_BEGUN: LiteralString = """
    WITH message AS (
        SELECT o.id, o.status, coalesce(o.to_address, u.email) AS email, coalesce(u.full_name, '') AS full_name,
            coalesce(u.learning_preferences, '{}') AS learning_preferences,
            u.learning_preferences->'mail' = 'false' AND o.kind <> ALL (%(needed)s) AS is_unwanted
        FROM outbox o LEFT JOIN users u ON u.id = CASE
            WHEN o.to_address IS NULL THEN o.user_id
            ELSE (SELECT w.id FROM users w WHERE w.email_key = lower(o.to_address))
        END
        WHERE o.id = %(id)s FOR UPDATE OF o
    )
    UPDATE outbox o SET
        status = CASE WHEN m.status <> 'pending' THEN m.status WHEN m.is_unwanted THEN 'suppressed' ELSE %(begun)s END,
        attempts = o.attempts + (m.status = 'pending' AND m.is_unwanted IS NOT TRUE)::int
    FROM message m WHERE o.id = m.id
    RETURNING m.status = 'pending' AND m.is_unwanted IS NOT TRUE AS is_to_send,
        o.id, o.status, o.kind, o.dedupe_key, o.data, o.user_id, m.email, m.full_name, m.learning_preferences
"""

_LINK: LiteralString = """
    INSERT INTO one_time_tokens (id, user_id, purpose, token_hash, expires_at)
    VALUES (%(id)s, %(user_id)s, %(purpose)s, %(token_hash)s, %(expires_at)s) RETURNING id
"""

_INVITATION: LiteralString = """
    UPDATE course_invitations SET letter_hashes = letter_hashes || %(hash)s::varchar WHERE outbox_id = %(id)s
    RETURNING id
"""

_SENT: LiteralString = """
    UPDATE outbox SET status = 'sent', problem = NULL, sent_at = coalesce(sent_at, now()),
        provider_message_id = %(sent_as)s
    WHERE id = %(id)s RETURNING status
"""

_NOT_SENT: LiteralString = """
    UPDATE outbox SET
        status = CASE WHEN status IN ('pending', 'ambiguous') THEN %(status)s ELSE status END,
        problem = CASE WHEN status IN ('pending', 'ambiguous') THEN %(problem)s ELSE problem END
    WHERE id = %(id)s RETURNING status
"""


def _status_after(problem: ProviderProblem) -> str:
    if problem.ambiguous:
        return "ambiguous"
    return "pending" if problem.retryable else "failed"
