"""What every provider's sandbox is: routes over its books, settings, faults and a fresh start."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from starlette.responses import Response
from starlette.routing import Route, Router

from pos_app.sandbox.adjustable import Adjustable
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.faults import FaultSwitches
from pos_app.sandbox.stamps import stamped
from pos_app.sandbox.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.types import Receive, Scope, Send

    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.exchange import Incoming, Reply

Settings = TypeVar("Settings", bound=Adjustable)


class Books(Protocol[Settings]):
    """The whole state of one business."""

    settings: Settings

    def reset(self) -> None:
        """The demo state; clock and settings stay."""


class Served(NamedTuple):
    method: str
    path: str
    call: str | Callable[[bytes], str]
    """The name of the call, or what tells it by the body."""
    answer: Callable[[Incoming], Reply]


class Provider(ABC, Generic[Settings]):
    """As demo mode, tests and the control routes hold it."""

    name: ClassVar[str]
    roots: ClassVar[tuple[str, ...]]
    """The paths under which its trees hang; no two providers share one."""
    section: ClassVar[str] = "loyalty"
    """Of a till.toml, where it is named."""
    books: Books[Settings]

    def __init__(
        self,
        served: Iterable[Served],
        calls: Iterable[str],
        own_faults: Mapping[str, frozenset[str]],
    ) -> None:
        """`books` are there already. `own_faults` maps each fault to the calls that suffer it."""
        self.faults = FaultSwitches(calls, own_faults)
        self.calls = Transcript()
        routes = [self._route(one) for one in served]
        self._router = Router(routes, redirect_slashes=False, default=self._unknown)

    @abstractmethod
    def introduce(self) -> JsonObject:
        """What an integrator needs: `root`, `credentials` and `customers`."""

    @abstractmethod
    def hooks(self) -> list[tuple[str, str, Hook]]:
        """Method, path below /_sandbox/<name>, hook: whatever only this provider has."""

    def headers(self) -> dict[str, str]:
        """Of every answer, whatever it says."""
        return {}

    def not_found(self, path: str) -> Response:  # noqa: ARG002 - some repeat it
        """Of a path, raw, that no route serves."""
        return Response(status_code=404)

    @property
    def settings(self) -> Settings:
        return self.books.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self.books.settings = settings

    def change(self, wanted: JsonObject) -> None:
        """Sets settings by name; ValueError where one does not fit."""
        self.settings = self.settings.changed(wanted)

    def reset(self) -> None:
        self.settings = type(self.settings)()
        self.books.reset()
        self.faults.clear()
        self.calls.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Routes see the path undecoded, so that `a%2Fb` stays one segment."""
        raw_scope = {**scope, "path": scope["raw_path"].decode("ascii"), "root_path": ""}
        await self._router(raw_scope, receive, stamped(send, self.headers))

    def _route(self, served: Served) -> Route:
        exchange = Exchange(served.call, served.answer, self.faults, self.calls)
        return Route(served.path, exchange, methods=[served.method])

    async def _unknown(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        received = self.calls.record("unknown", scope["method"], scope["path"], query, b"")
        received.status = 404
        await self.not_found(scope["path"])(scope, receive, send)
