"""Whether the process is alive, and whether it can do its work."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.http.problems import RETRY_AFTER_SECONDS
from api.security.dependencies import CurrentDependencies, Dependencies
from models import revisions

_REVISION = text(revisions.AT)

router = APIRouter(tags=["Operations"])


class Health(BaseModel):
    """That the process answers; `Readiness` says whether it can work."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """`missing` names what does not answer: postgresql, migrations, temporal, workers. `reasons` says more of those."""

    status: Literal["ready", "not ready"]
    missing: list[str]
    reasons: list[str] = []


@router.get("/health")
async def health() -> Health:
    """The process is alive."""
    return Health(status="ok")


@router.get("/ready", responses={503: {"model": Readiness, "description": "Something is missing."}})
async def ready(shared: CurrentDependencies, response: Response) -> Readiness:
    """PostgreSQL and Temporal answer, the migrations are current and workers run; else 503 with what is missing."""
    missing, reasons = await _missing_in_database(shared), []
    if not await shared.workflows.is_reachable():
        missing.append("temporal")
    elif reasons := [str(fault) for fault in await shared.workflows.missing_workers()]:
        missing.append("workers")
    if missing:
        response.status_code = 503
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return Readiness(status="not ready" if missing else "ready", missing=missing, reasons=reasons)


async def _missing_in_database(shared: Dependencies) -> list[str]:
    try:
        async with shared.sessions() as session:
            connection = await session.connection()
            current = (await connection.execute(_REVISION)).scalar_one_or_none()
    except SQLAlchemyError:
        return ["postgresql"]
    return [] if current == revisions.newest() else ["migrations"]
