"""All stubs on free ports, until a signal: `python -m tests.faults.serve --fault-rate 0.1 --latency 0.5`."""

import argparse
import asyncio
import signal
from importlib import import_module

from tests.faults import anthropic_batches, openai_batches
from tests.faults.script import Script
from tests.faults.stub import Stub
from tests.faults.stub_anthropic import AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.stub_sendgrid import SendGridStub
from tests.faults.written import Written


def main() -> None:
    """Prints `NAME=value` lines once everything listens. Ends with 0 on SIGINT or SIGTERM."""
    asyncio.run(_serve(_arguments()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fault-rate", type=float, default=0.0, help="share of POSTs that fail, 0 to 1")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--retry-after", type=float, default=1.0, help="seconds")
    parser.add_argument("--batch-polls", type=int, default=1)
    parser.add_argument("--batch-seconds", type=float, default=0.0)
    parser.add_argument("--fenced", action="store_true", help="chat answers between ```json fences")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--written", default="tests.faults.course_writer:written", help="module:function, body to text")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    anthropic, openai, sendgrid = stubs = _stubs(arguments)
    for stub in stubs:
        await stub.start()
    print(f"ANTHROPIC_BASE_URL={anthropic.url}\nOPENAI_BASE_URL={openai.url}/v1", flush=True)
    print(f"SENDGRID_HOST={sendgrid.url}", flush=True)
    await over.wait()
    for stub in stubs:
        await stub.close()


def _stubs(arguments: argparse.Namespace) -> tuple[Stub, Stub, Stub]:
    written, host = _written(arguments.written), arguments.host
    wait = (arguments.batch_polls, arguments.batch_seconds)
    return (
        AnthropicStub(_script(arguments), written, batches=anthropic_batches.Batches(*wait), host=host),
        OpenAIStub(
            _script(arguments), written, fenced=arguments.fenced, batches=openai_batches.Batches(*wait), host=host
        ),
        SendGridStub(_script(arguments), host=host),
    )


def _script(arguments: argparse.Namespace) -> Script:
    return Script(
        fault_rate=arguments.fault_rate,
        seed=arguments.seed,
        latency=arguments.latency,
        retry_after=arguments.retry_after,
    )


def _written(name: str) -> Written:
    module, _, function = name.partition(":")
    written: Written = getattr(import_module(module), function)
    return written


if __name__ == "__main__":
    main()
