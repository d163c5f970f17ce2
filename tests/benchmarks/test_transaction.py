"""The plain SQL that interactions are compared with, against the tables as they are."""

from uuid import uuid4

import psycopg
import pytest

from benchmarks.transaction import LOCK, STATEMENTS, Sitting
from models.session import libpq_url


@pytest.mark.parametrize("statement", [LOCK, *STATEMENTS])
def test_it_fits_the_tables(database_url: str, statement: str) -> None:
    ids = {name: uuid4() for name in Sitting.model_fields}
    with psycopg.connect(libpq_url(database_url)) as connection:
        assert connection.execute(f"EXPLAIN {statement}", Sitting(**ids).parameters()).fetchall()
