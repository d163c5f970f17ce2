from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.api.conftest import machine as machine
from tests.api.conftest import town as town
from tests.nginx import front
from tests.nginx.echo import Echo, echo

Fronted = Callable[..., front.Front]


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Fronted]:
    """Puts an nginx before the API at a URL, until the test ends."""
    with ExitStack() as stack:

        def put(url: str, **settings: str) -> front.Front:
            folder = tmp_path / "nginx"
            folder.mkdir()
            return stack.enter_context(front.running(front.prepare(url, folder, **settings)))

        yield put


@pytest.fixture
async def upstream() -> AsyncIterator[Echo]:
    async with echo() as running:
        yield running
