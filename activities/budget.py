"""The hard budget of a generation: what is paid, what is reserved, and whether one more call fits beside them."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.errors import refusal
from models.generations import AiContentGeneration, Generation
from models.problems import BUDGET_EXHAUSTED, BUDGET_RESERVED

ASK_AGAIN = timedelta(seconds=3)


async def refuse_over_budget(
    session: AsyncSession, generation: Generation, worst_case: Decimal, entry_id: UUID
) -> ApplicationError | None:
    """Why a call of this worst case (USD) may not begin on a locked generation; None when it fits.

    "budget_exhausted" is final until the budget is raised. "budget_reserved" is retried: calls in flight hold what
    they may cost at most, and mostly cost less.
    """
    if generation.budget is None or not worst_case:
        return None
    committed, in_flight = await _committed(session, generation.id, entry_id)
    if committed + worst_case <= generation.budget:
        return None
    if committed - in_flight + worst_case <= generation.budget:
        sentence = "The budget is reserved by calls in flight; this one waits for them."
        category = ApplicationErrorCategory.BENIGN
        return ApplicationError(sentence, type=BUDGET_RESERVED, next_retry_delay=ASK_AGAIN, category=category)
    return refusal(BUDGET_EXHAUSTED, _sentence(generation.budget, committed, worst_case))


async def _committed(session: AsyncSession, generation_id: UUID, entry_id: UUID) -> tuple[Decimal, Decimal]:
    """USD paid or reserved by all calls, and of these what other calls that are under way have reserved."""
    entry = AiContentGeneration
    under_way = (col(entry.status) == "intended") & (col(entry.id) != entry_id)
    totals = await session.exec(
        select(
            func.coalesce(func.sum(col(entry.cost) + col(entry.reserved)), 0),
            func.coalesce(func.sum(col(entry.reserved)).filter(under_way), 0),
        ).where(entry.generation_id == generation_id)
    )
    committed, in_flight = totals.one()
    return Decimal(committed), Decimal(in_flight)


def _sentence(budget: Decimal, committed: Decimal, worst_case: Decimal) -> str:
    return (
        f"The budget of {budget:.2f} USD does not suffice: {committed:.4f} USD are spent or reserved, and the next "
        f"call may cost up to {worst_case:.4f} USD. Raise the budget to go on."
    )
