from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.people import Person, Town
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline, pipeline


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


@pytest.fixture
async def owner(town: Town) -> Person:
    return await town.person("instructor")
