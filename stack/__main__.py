"""`python -m stack up|down|status|demo`: what `make` calls. DATA_DIR and the rest come from the environment."""

import gc

gc.disable()  # until all modules are loaded: they stay

import argparse
import os
import sys

from stack.accounts import tell_link
from stack.errors import StackError
from stack.interruption import raise_on_signals
from stack.layout import Layout
from stack.status import print_status
from stack.supervisor import Supervisor
from temporal.errors import TemporalUnavailable

INTERRUPTED = 130


def say(line: str) -> None:
    """Print a line at once, also where the output is no terminal."""
    print(line, flush=True)


def main() -> int:
    """The exit status of the command that `sys.argv` names."""
    gc.freeze()
    gc.enable()
    command = _arguments().command
    raise_on_signals()
    layout = Layout.of(os.environ)
    supervisor = Supervisor(layout, say)
    try:
        if command == "up":
            addresses = supervisor.up()
            say(f"API {addresses.api_url}/docs · Temporal UI {addresses.temporal_ui_url or '(not known)'}")
            say(f"Addresses: {layout.addresses} · logs: {layout.log('api').parent}")
            tell_link(layout, say)
        elif command == "down":
            supervisor.down()
        elif command == "status":
            return print_status(layout, supervisor, say)
        else:
            from stack.demo import demo  # it draws with rich, which the other commands have no need to load

            return demo(layout, supervisor, say)
    except (StackError, TemporalUnavailable) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m stack", description="PostgreSQL, Temporal, worker and API, here.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="start what is not running")
    commands.add_parser("down", help="stop everything")
    commands.add_parser("status", help="a line a part")
    commands.add_parser("demo", help="make one course, and show it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
