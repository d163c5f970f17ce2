from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.clients.browser import Browser, browser
from tests.exports.outside.tools import Tools
from tests.exports.outside.tools import tools as installed


@pytest.fixture(scope="session")
def tools() -> Tools:
    return installed()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with browser() as running:
        yield running
