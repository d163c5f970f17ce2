from collections.abc import AsyncIterator

import pytest

from tests.clients.browser import Browser, browser


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser that has never been anywhere."""
    async with browser() as running:
        yield running
