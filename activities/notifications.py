"""Delivery of what the outbox holds."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.errors import as_problem, from_provider
from activities.letters import write_letter
from models.accounts import User
from models.messages import Delivered, Deliveries, Delivery
from models.outbox import OutboxMessage
from providers.errors import ProviderProblem
from providers.mail import Mail, MailProvider

WANTS_MAIL = "mail"
LANGUAGE = "language"


class Notifications:
    def __init__(self, sessions: async_sessionmaker[AsyncSession], mail: MailProvider, *, public_url: str = "") -> None:
        """`public_url` is where people reach this service; without it letters have no links."""
        self._sessions = sessions
        self._mail = mail
        self._public_url = public_url
        # Whether a second send of the same message changes nothing. One that reaches people says that it does.
        self._repeatable = mail.repeatable

    @activity.defn
    async def deliver(self, delivery: Delivery) -> Delivered:
        """Send one message of the outbox, unless it is settled already. What cannot be sent at all is no error."""
        begun = await self._begin(delivery)
        if isinstance(begun, Delivered):
            return begun
        try:
            sent_as = await self._mail.send(begun)
        except ProviderProblem as problem:
            delivered = await self._not_sent(delivery, problem)
            if problem.retryable and delivered.status == "pending":
                raise from_provider(problem) from None
            return delivered
        return await self._sent(delivery, sent_as)

    @activity.defn
    async def deliver_all(self, deliveries: Deliveries) -> None:
        """Send several messages; one that cannot be sent now does not keep back the others, and is tried again."""
        waiting: list[ApplicationError] = []
        for outbox_id in deliveries.outbox_ids:
            try:
                await self.deliver(Delivery(outbox_id=outbox_id))
            except ApplicationError as error:
                waiting.append(error)
        if waiting:
            raise waiting[0]

    async def _begin(self, delivery: Delivery) -> Mail | Delivered:
        """The mail to send now, or how the message is settled.

        A send that nobody comes back from leaves the message ambiguous, so that is what it is until then.
        """
        async with self._sessions() as session, session.begin():
            message = await _locked(session, delivery)
            user = await session.get_one(User, message.user_id)
            if message.status == "pending" and user.learning_preferences.get(WANTS_MAIL) is False:
                message.status = "suppressed"
            if message.status != "pending":
                return Delivered(status=message.status)
            mail = self._written(message, user)
            message.attempts += 1
            message.status = "pending" if self._repeatable else "ambiguous"
        return mail

    def _written(self, message: OutboxMessage, user: User) -> Mail:
        language = user.learning_preferences.get(LANGUAGE) or message.data.get(LANGUAGE) or "en"
        letter = write_letter(
            message.kind, message.data, name=user.full_name, language=str(language), public_url=self._public_url
        )
        return Mail(
            dedupe_key=message.dedupe_key,
            to_address=user.email,
            to_name=user.full_name,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )

    async def _sent(self, delivery: Delivery, sent_as: str) -> Delivered:
        async with self._sessions() as session, session.begin():
            message = await _locked(session, delivery)
            message.status, message.problem = "sent", None
            message.sent_at = message.sent_at or datetime.now(UTC)
            message.provider_message_id = sent_as
        return Delivered(status="sent")

    async def _not_sent(self, delivery: Delivery, problem: ProviderProblem) -> Delivered:
        """Record why; a message that was meanwhile reported as sent stays so."""
        async with self._sessions() as session, session.begin():
            message = await _locked(session, delivery)
            if message.status in ("pending", "ambiguous"):
                message.status = _status_after(problem)
                message.problem = as_problem(problem).model_dump()
            return Delivered(status=message.status)


async def _locked(session: AsyncSession, delivery: Delivery) -> OutboxMessage:
    return await session.get_one(OutboxMessage, delivery.outbox_id, with_for_update=True)


def _status_after(problem: ProviderProblem) -> str:
    if problem.ambiguous:
        return "ambiguous"
    return "pending" if problem.retryable else "failed"
