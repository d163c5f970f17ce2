"""A workflow by which every kind of payload and sentence gets to the server, each with the word `secret` in it."""

from datetime import timedelta

from pydantic import BaseModel
from temporalio import activity, workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

SHORTLY = timedelta(seconds=20)


class Secret(BaseModel):
    text: str


@activity.defn
async def whisper(secret: Secret) -> Secret:
    activity.heartbeat("secret heartbeat")
    return Secret(text=secret.text.replace("input", "result"))


@activity.defn
async def stumble(secret: Secret) -> None:
    activity.heartbeat("secret heartbeat")
    raise ApplicationError("secret failure", "secret detail", type="Stumble") from ValueError("secret cause")


@workflow.defn
class Confidant:
    """Does everything by which a payload or a sentence gets into a history, and fails at the end."""

    def __init__(self) -> None:
        self._heard: list[str] = []

    @workflow.run
    async def run(self, secret: Secret) -> None:
        workflow.set_current_details("secret details")
        workflow.upsert_memo({"note": "secret memo upserted"})
        await workflow.sleep(0.001, summary="secret timer")
        await workflow.execute_activity(
            whisper, Secret(text="secret activity input"), start_to_close_timeout=SHORTLY, summary="secret summary"
        )
        await workflow.execute_local_activity(
            whisper, Secret(text="secret local input"), start_to_close_timeout=SHORTLY, summary="secret local summary"
        )
        with_child = await workflow.execute_child_workflow(
            Child.run, "secret child input", static_summary="secret child"
        )
        self._heard.append(with_child)
        await workflow.wait_condition(lambda: len(self._heard) == 3)
        await workflow.execute_activity(
            stumble,
            secret,
            start_to_close_timeout=SHORTLY,
            heartbeat_timeout=SHORTLY,
            retry_policy=RetryPolicy(maximum_attempts=2),
        )

    @workflow.signal
    def hear(self, text: str) -> None:
        self._heard.append(text)

    @workflow.update
    async def tell(self, text: str) -> str:
        self._heard.append(text)
        return text.replace("input", "result")

    @workflow.query
    def heard(self, filler: str) -> list[str]:
        return [*self._heard, filler]


@workflow.defn
class Child:
    @workflow.run
    async def run(self, text: str) -> str:
        return text.replace("input", "result")
