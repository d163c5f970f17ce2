"""`python -m benchmarks.dbos_app PORT`: interactions as DBOS workflows, the event's id being the workflow's.

`POST /transaction` runs the bare transaction as the workflow's one step, on threads as DBOS does by default;
`POST /recorded` our own recording with all rules. Needs the package `dbos` (dependency group `benchmarks`).
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from activities.progression import Progression
from benchmarks.plain_app import answered, arrive
from benchmarks.served import serve
from benchmarks.transaction import LOCK, STATEMENTS, Sitting
from enrollments.repository import RecordRepository
from models.messages import ProgressionRef
from models.pool import create_pool
from models.session import libpq_url, parse_url

dbos: Any = import_module("dbos")
DBOS: Any = dbos.DBOS

url = os.environ["DATABASE_URL"]
threads_pool = ConnectionPool(libpq_url(url), min_size=1, max_size=20, open=False)
pool = create_pool(url, size=20)
progression = Progression(pool, RecordRepository())


def write(parameters: dict[str, Any]) -> None:
    with threads_pool.connection() as connection:
        for statement in (LOCK, *STATEMENTS):
            connection.execute(statement, parameters)


async def record(enrollment_id: str) -> None:
    await progression.record(ProgressionRef(enrollment_id=UUID(enrollment_id)))


write_step: Any = DBOS.step()(write)
record_step: Any = DBOS.step()(record)


def transaction_workflow(parameters: dict[str, Any]) -> None:
    write_step(parameters)


async def recorded_workflow(enrollment_id: str) -> None:
    await record_step(enrollment_id)


run_transaction: Any = DBOS.workflow()(transaction_workflow)
run_recorded: Any = DBOS.workflow()(recorded_workflow)


@asynccontextmanager
async def parts(app: FastAPI) -> AsyncIterator[None]:
    system = parse_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    DBOS(config={"name": "benchmark", "system_database_url": system, "log_level": "WARNING"})
    DBOS.launch()
    threads_pool.open()
    async with pool:
        yield
    threads_pool.close()
    DBOS.destroy()


app = FastAPI(lifespan=parts)


@app.post("/transaction")
def transaction(sitting: Sitting) -> dict[str, str]:
    with dbos.SetWorkflowID(str(sitting.event_id)):
        run_transaction(sitting.model_dump(mode="json"))
    return {"status": "recorded"}


@app.post("/recorded")
async def recorded(sitting: Sitting) -> Any:
    await arrive(pool, sitting)
    with dbos.SetWorkflowID(str(sitting.event_id)):
        await run_recorded(str(sitting.enrollment_id))
    return await answered(pool, sitting)


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
