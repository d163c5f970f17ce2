from collections.abc import AsyncIterator

import pytest

from tests.clients.browser import Browser, browser


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser that has never been anywhere."""
    async with browser() as running:
        yield running


@pytest.fixture(params=[False, True], ids=["pointer", "keyboard"])
def by_keyboard(request: pytest.FixtureRequest) -> bool:
    """Each journey is made twice: with a pointer, and by the keyboard alone."""
    return bool(request.param)
