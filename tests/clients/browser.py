"""A headless Chromium for tests: found or installed, started with a profile of its own, driven over DevTools."""

import asyncio
import itertools
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from stack.servers.cache import cache_folder, locked
from tests.debian import install

NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 60.0
CALL_SECONDS = 60.0
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--remote-debugging-port=0",
)

Params = dict[str, Any]


class NoBrowser(Exception):
    """There is no browser and none could be installed; the text says in one sentence what to install."""


class PageError(AssertionError):
    """What a script in the page threw."""


def find() -> Path:
    """The first Chromium to be had: $CHROMIUM, PATH, the project's cache, Debian's package. Raises NoBrowser."""
    if named := os.environ.get("CHROMIUM"):
        if program := shutil.which(named):
            return Path(program)
        raise NoBrowser(f"CHROMIUM names {named}, which is no program.")
    folder = cache_folder() / "chromium"
    with locked(folder):
        if found := _installed(folder):
            return found
        install("chromium", "the tests of the offline client")
        if found := _installed(folder):
            return found
    raise NoBrowser(
        "There is no browser for the tests of the offline client: install Chromium (Debian: apt-get install chromium) "
        "so that `chromium` is on PATH, or name the program in CHROMIUM."
    )


def _installed(folder: Path) -> Path | None:
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    cached = folder / "chrome"
    return Path(on_path) if on_path else cached if os.access(cached, os.X_OK) else None


class Page:
    """One tab: `evaluate` runs a script in it, `command` speaks DevTools to it."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self._session = browser, session

    async def command(self, method: str, **params: Any) -> Params:
        return await self._browser.command(method, params, self._session)

    async def open(self, url: str) -> None:
        """Go to the address, and return when the page is loaded."""
        await self._loading("Page.navigate", url=url)

    async def reload(self) -> None:
        await self._loading("Page.reload")

    async def offline(self, is_offline: bool) -> None:
        """Take the network away from the tab, or give it back: the page is told as by a real loss of network."""
        await self.command(
            "Network.emulateNetworkConditions",
            offline=is_offline,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    async def evaluate(self, script: str, *arguments: Any) -> Any:
        """What the JavaScript function `script` returns, awaited; arguments and result are JSON. Raises PageError."""
        call = f"({script})({', '.join(json.dumps(one) for one in arguments)})"
        answer = await self.command("Runtime.evaluate", expression=call, awaitPromise=True, returnByValue=True)
        if thrown := answer.get("exceptionDetails"):
            raise PageError(thrown.get("exception", {}).get("description") or thrown["text"])
        return answer["result"].get("value")

    async def until(self, script: str, reached: Callable[[Any], bool] = bool, seconds: float = CALL_SECONDS) -> Any:
        """What `script` returns as soon as that satisfies the condition; AssertionError with its last value."""
        value: Any = None
        try:
            async with asyncio.timeout(seconds):
                while not reached(value := await self.evaluate(script)):
                    await asyncio.sleep(0.02)
        except TimeoutError as error:
            raise AssertionError(f"never reached; it stayed at {value}") from error
        return value

    async def _loading(self, method: str, **params: Any) -> None:
        loaded = self._browser.event(self._session, "Page.loadEventFired")
        answer = await self.command(method, **params)
        assert not answer.get("errorText"), answer
        async with asyncio.timeout(CALL_SECONDS):
            await loaded


class Browser:
    """A running Chromium, by its DevTools socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._calls: dict[int, asyncio.Future[Params]] = {}
        self._events: defaultdict[tuple[str, str], list[asyncio.Future[Params]]] = defaultdict(list)

    async def page(self) -> Page:
        """A new tab; the tabs of one browser share its storage."""
        target = await self.command("Target.createTarget", {"url": "about:blank"})
        given = {"targetId": target["targetId"], "flatten": True}
        page = Page(self, (await self.command("Target.attachToTarget", given))["sessionId"])
        for domain in ("Page", "Runtime", "Network"):
            await page.command(f"{domain}.enable")
        return page

    async def command(self, method: str, params: Params | None = None, session: str | None = None) -> Params:
        """The result of a DevTools command. Raises AssertionError with what the browser has against it."""
        number = next(self._ids)
        call = self._calls[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params or {}}
        await self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        async with asyncio.timeout(CALL_SECONDS):
            answer = await call
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: Params = answer["result"]
        return result

    def event(self, session: str, name: str) -> "asyncio.Future[Params]":
        """The next event of that name in a tab."""
        waiting: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._events[session, name].append(waiting)
        return waiting

    async def listen(self) -> None:
        """Hand on what the browser says until the socket closes."""
        with suppress(ConnectionClosed):
            async for text in self._socket:
                message = json.loads(text)
                if "id" in message:
                    due = [self._calls.pop(message["id"])]
                else:
                    due = self._events.pop((message.get("sessionId", ""), message["method"]), [])
                for one in due:
                    if not one.done():
                        one.set_result(message)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A Chromium with an empty profile, which ends with the block."""
    program = await asyncio.to_thread(find)
    with tempfile.TemporaryDirectory(prefix="cw-chromium-", ignore_cleanup_errors=True) as name:
        profile = Path(name)
        process = await asyncio.create_subprocess_exec(
            program,
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with connect(await _address(process, profile), max_size=None) as socket:
                running = Browser(socket)
                listening = asyncio.create_task(running.listen())
                yield running
                listening.cancel()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _address(process: asyncio.subprocess.Process, profile: Path) -> str:
    """Where the browser listens, as it writes it into its profile: the port in the first line, the path in the second.

    https://developer.chrome.com/docs/devtools/remote-debugging — `--remote-debugging-port=0` takes a free port.
    """
    told = profile / "DevToolsActivePort"
    async with asyncio.timeout(START_SECONDS):
        while not (told.exists() and len(lines := told.read_text().split()) == 2):
            assert process.returncode is None, f"the browser ended with {process.returncode}"
            await asyncio.sleep(0.02)
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
