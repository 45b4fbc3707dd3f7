"""The sandbox's control routes, in this process or over loopback."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.error import URLError
from urllib.request import Request, urlopen

from pos_app.core.addresses import is_loopback
from pos_app.settings.errors import SetupError

PREFIX = "/_sandbox"


class NotASandboxError(SetupError):
    """The tour redeems and pays for real: it plays against nothing but a sandbox."""


class Route(Protocol):
    async def call(self, method: str, path: str, body: Any = None) -> Any: ...  # noqa: ANN401


class InProcess:
    """Calls the sandbox's ASGI application directly."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - an ASGI application
        self._app = app

    async def call(self, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401
        sent: list[Mapping[str, Any]] = []
        payload = b"" if body is None else json.dumps(body).encode()
        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"sandbox"), (b"content-type", b"application/json")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive() -> Mapping[str, Any]:
            return {"type": "http.request", "body": payload, "more_body": False}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        return json.loads(b"".join(m.get("body", b"") for m in sent) or b"null")


class Remote:
    """Calls a sandbox on loopback; blocking, and therefore in a thread."""

    def __init__(self, address: str) -> None:
        if not is_loopback(address):
            raise NotASandboxError(
                f"{address} is not on loopback: the tour plays in a sandbox only"
            )
        scheme, _, rest = address.partition("://")
        self._root = f"{scheme}://{rest.partition('/')[0]}"

    async def call(self, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401
        return await asyncio.to_thread(self._call, method, path, body)

    def _call(self, method: str, path: str, body: Any) -> Any:  # noqa: ANN401
        data = None if body is None else json.dumps(body).encode()
        request = Request(  # noqa: S310 - loopback, checked above
            self._root + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urlopen(request, timeout=10) as answer:  # noqa: S310
                return json.loads(answer.read() or b"null")
        except (URLError, ValueError) as error:
            raise NotASandboxError(f"no sandbox answers at {self._root}: {error}") from error


class Control:
    """What a scenario arranges and inspects at the other end."""

    def __init__(self, route: Route, provider: str) -> None:
        self._route = route
        self._provider = f"{PREFIX}/{provider}"

    def of(self, provider: str) -> "Control":
        """The same, of another provider in the same sandbox: of a pair, the other half."""
        return Control(self._route, provider)

    async def reset(self) -> None:
        await self._route.call("POST", f"{PREFIX}/reset", {})

    async def is_there(self) -> bool:
        found = await self._route.call("GET", PREFIX)
        return isinstance(found, dict) and "providers" in found

    async def arm(self, call: str, fault: str, times: int = 1, **extra: Any) -> None:  # noqa: ANN401
        body = {"call": call, "fault": fault, "times": times, **extra}
        await self._route.call("POST", f"{self._provider}/faults", body)

    async def disarm(self) -> None:
        await self._route.call("DELETE", f"{self._provider}/faults")

    async def advance(self, seconds: float) -> None:
        await self._route.call("POST", f"{PREFIX}/clock", {"advance": seconds})

    async def code_for(self, customer: str) -> str:
        """The code last sent to a customer: what the customer would say aloud."""
        found = await self._route.call("GET", f"{self._provider}/codes?customer={customer}")
        return str(found["code"])

    async def ask(self, what: str) -> Any:  # noqa: ANN401
        """What the provider's sandbox tells under a route of its own."""
        return await self._route.call("GET", f"{self._provider}/{what}")

    async def books(self) -> Any:  # noqa: ANN401
        return await self._route.call("GET", f"{self._provider}/books")

    async def calls(self) -> list[Any]:
        found = await self._route.call("GET", f"{self._provider}/calls")
        return list(found["calls"])

    async def settings(self, **values: Any) -> None:  # noqa: ANN401
        await self._route.call("POST", f"{self._provider}/settings", values)

    async def act(self, action: str, **values: Any) -> None:  # noqa: ANN401
        """What another channel of the provider does."""
        await self._route.call("POST", f"{self._provider}/{action}", values)

    async def reward(self, reward_id: int, **values: Any) -> None:  # noqa: ANN401
        await self._route.call("POST", f"{self._provider}/rewards/{reward_id}", values)
