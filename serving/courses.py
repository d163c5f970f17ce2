"""All that makes courses, at work: the workers of their task queues, and what runs by the clock."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from temporalio.client import Client

from enrollments import statements
from models.pool import Pool
from models.session import create_engine, create_sessions
from providers.record_store import RecordStore, XapiStore
from providers.selection import choose_providers
from providers.webhooks import WebhookSender, private_hosts
from serving.course_queues import build_course_workers
from serving.schedules import schedule_maintenance, schedule_reconciliation
from settings import Settings


@asynccontextmanager
async def courses_served(config: Settings, client: Client, pool: Pool) -> AsyncIterator[None]:
    """Serve the task queues of courses until the block ends; what is begun then is finished."""
    async with AsyncExitStack() as closing:
        engine = create_engine(config.database_url, pool_size=config.database_pool_size)
        closing.push_async_callback(engine.dispose)
        providers = choose_providers(config)
        closing.push_async_callback(providers.close)
        record_store = await _record_store(config, pool)
        if record_store is not None:
            closing.push_async_callback(record_store.close)
        await schedule_maintenance(client)
        await schedule_reconciliation(client)
        for worker in build_course_workers(
            client,
            create_sessions(engine),
            providers,
            pool,
            config=config,
            public_url=config.public_url,
            periods=config,
            record_store=record_store,
            webhooks=WebhookSender(private_hosts(config.webhook_private_hosts)),
            build_id=config.worker_build_id,
        ):
            await closing.enter_async_context(worker)
        yield


async def _record_store(config: Settings, pool: Pool) -> RecordStore | None:
    """The store that is told of what learners do from now on; of what they did before, if it was told then."""
    if not config.xapi_endpoint:
        return None
    store = XapiStore(config.xapi_endpoint, config.xapi_key.get_secret_value(), config.xapi_secret.get_secret_value())
    async with pool.connection() as connection:
        await statements.begin(connection, store.endpoint)
    return store
