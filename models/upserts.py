"""Writing a row once, however often it is tried."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_once(session: AsyncSession, row: SQLModel) -> bool:
    """Insert the row unless one with the same unique key is there. Returns whether it was inserted.

    Columns that are None are left to the database's defaults.
    """
    table: Any = type(row)
    values: Mapping[str, Any] = row.model_dump(exclude_none=True)
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(literal(1))
    result: Any = await session.exec(statement)
    return result.first() is not None
