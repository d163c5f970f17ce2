"""A generation as it goes on: drawn in place on a terminal, told in lines anywhere else."""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

Json = dict[str, Any]

STYLES = {"pending": "dim", "writing": "yellow", "written": "green", "waiting": "bold red"}
MARKS = {"pending": "·", "writing": "…", "written": "✓", "waiting": "!"}


class ProgressView(Protocol):
    """To be used in a `with` statement; `show` takes the generation as the API answers it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def show(self, generation: Json) -> None:
        """Show the generation as it is now."""


def choose_view(console: Console, say: Callable[[str], None]) -> ProgressView:
    """A view that draws where the console is a terminal, else one that tells `say` line by line."""
    return DrawnView(console) if console.is_terminal else ToldView(say)


class DrawnView:
    """Phase, bar and a line a section, redrawn at every change."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, generation: Json) -> None:
        """Draw the generation over what was drawn before."""
        self._live.update(_drawing(generation), refresh=True)


class ToldView:
    """A line for every change of status or phase, and for every section that moves."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stage = ("", "")
        self._sections: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, generation: Json) -> None:
        """Tell what has changed since the last call; sections that are still pending are left out."""
        percent = f"{generation['percent']:3d} %"
        stage = (generation["status"], generation["phase"])
        if stage != self._stage:
            self._stage = stage
            self._say(f"{percent}  {_stage_in_words(generation)}")
        for section in generation["sections"]:
            if section["status"] not in ("pending", self._sections.get(section["key"])):
                self._say(f"{percent}    {section['key']} {section['title']}: {section['status']}")
            self._sections[section["key"]] = section["status"]


def _drawing(generation: Json) -> RenderableType:
    bar = Table.grid(padding=(0, 1))
    bar.add_row(
        Text(_stage_in_words(generation), style="bold"),
        ProgressBar(total=100, completed=generation["percent"], width=40),
        f"{generation['percent']} %",
    )
    sections = Table.grid(padding=(0, 1))
    for section in generation["sections"]:
        style = STYLES.get(section["status"], "")
        words = [MARKS.get(section["status"], " "), section["key"], section["title"], section["status"]]
        sections.add_row(*(Text(word, style=style) for word in words))
    return Group(bar, sections)


def _stage_in_words(generation: Json) -> str:
    status, phase = generation["status"].replace("_", " "), generation["phase"]
    return status if status in ("completed", "failed", "cancelled") else f"{phase} ({status})"
