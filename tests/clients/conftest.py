from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.people import Town
from tests.api.people import town as closed_town
from tests.clients.browser import Browser, browser
from tests.clients.tabs import Window, window


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser that has never been anywhere."""
    async with browser() as running:
        yield running


@pytest.fixture(params=[False, True], ids=["pointer", "keyboard"])
def by_keyboard(request: pytest.FixtureRequest) -> bool:
    """Each journey is made twice: with a pointer, and by the keyboard alone."""
    return bool(request.param)


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The API with its people, where a token is asked for."""
    async with closed_town(database_url, tmp_path) as running:
        yield running


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[Window]:
    """A browser at the town's address."""
    async with window(str(town.anybody.base_url)) as opened:
        yield opened
