"""A server that skips time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.converter import DataConverter
from temporalio.testing import WorkflowEnvironment

START = timedelta(minutes=2)
"""A virtual machine of Java takes seconds to start, on a busy computer many more than the five of the SDK."""


@asynccontextmanager
async def time_skipping(
    path: str, data_converter: DataConverter = DataConverter.default
) -> AsyncIterator[WorkflowEnvironment]:
    """The environment of a server of one's own, run from the program at `path`, until the block ends.

    Raises RuntimeError, with the SDK's reason, when the server is not there within `START`.
    """
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=path, test_server_startup_timeout=START, data_converter=data_converter
    ) as environment:
        yield environment
