"""What the stubs share: a server, a script of faults, and the doors `/_stub/counts` and `/_stub/script`."""

from abc import ABC, abstractmethod
from typing import Any, Self

from tests.faults import wire
from tests.faults.script import Script
from tests.faults.server import Server
from tests.faults.wire import Answer, Line, Request

Json = dict[str, Any]


class Stub(ABC):
    """One provider. `async with` it, or `start` and `close`.

    `bodies` keeps (endpoint, JSON) of every POST in the order of their arrival. A request is refused before its fault
    plays. Faults of the wire ("close", "stall", …) hit a call whose work was done, so it may be billed; "dropped" and
    the errors with a status hit one whose work was not.
    """

    errors: frozenset[str] = frozenset()
    plays: frozenset[str] = frozenset()

    def __init__(
        self, script: Script | None = None, *, host: str = "127.0.0.1", port: int = 0, drip_seconds: float = 0.2
    ) -> None:
        self.script = script or Script()
        self.script.limit_to(wire.FAULTS | self.errors | self.plays)
        self.bodies: list[tuple[str, Any]] = []
        self._server = Server(self._handle, host, port, drip_seconds)

    @property
    def url(self) -> str:
        """`http://host:port`, without a slash at the end."""
        return f"http://{self._server.host}:{self._server.port}"

    @property
    def failures(self) -> list[Exception]:
        """What went wrong in the stub itself, never on purpose."""
        return self._server.failures

    async def start(self) -> Self:
        await self._server.start()
        return self

    async def close(self) -> None:
        """New connections are refused and open ones dropped; `start` serves again on the same port."""
        await self._server.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def endpoint(self, request: Request) -> str:
        """The name the script knows it by."""
        return request.path if request.method == "POST" else f"{request.method} {request.path}"

    @abstractmethod
    def refused(self, endpoint: str, request: Request) -> Answer | None:
        """The answer to a request that is not as the provider wants it, or None."""

    @abstractmethod
    def failed(self, fault: str) -> Answer:
        """The provider's own answer for one of `errors`."""

    @abstractmethod
    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        """The work itself; `fault` is "ok", a fault of the wire, or one of `plays`."""

    def counts(self) -> Json:
        return self.script.counts.as_json()

    async def _handle(self, request: Request, line: Line) -> None:
        if request.path.startswith("/_stub/"):
            return await wire.whole(line, self._control(request))
        endpoint = self.endpoint(request)
        if request.method != "POST":
            return await self._answer(endpoint, request, line, self.script.planned(endpoint))
        self.bodies.append((endpoint, _parsed(request)))
        with self.script.call(endpoint, request.body) as fault:
            await self._answer(endpoint, request, line, fault)

    async def _answer(self, endpoint: str, request: Request, line: Line, fault: str) -> None:
        refused = self.refused(endpoint, request)
        answer = refused or self._with(fault, endpoint, request)
        await self.script.before_answer()
        await wire.send(line, answer, "ok" if refused else fault)

    def _with(self, fault: str, endpoint: str, request: Request) -> Answer:
        if fault in wire.PAGES or fault == "dropped":
            return wire.html_answer(wire.PAGES.get(fault, 502))
        return self.failed(fault) if fault in self.errors else self.answered(endpoint, request, fault)

    def _control(self, request: Request) -> Answer:
        match request.method, request.path:
            case "GET", "/_stub/counts":
                return wire.json_answer(200, self.counts())
            case "POST", "/_stub/script":
                return self._scripted(request)
        return wire.json_answer(404, {"error": "GET /_stub/counts or POST /_stub/script"})

    def _scripted(self, request: Request) -> Answer:
        try:
            self.script.configure(request.json() or {})
        except (ValueError, TypeError) as error:
            return wire.json_answer(422, {"error": str(error)})
        return wire.json_answer(200, self.counts())


def _parsed(request: Request) -> Any:
    try:
        return request.json()
    except ValueError:
        return None
