"""BonifiQ's tree over HTTP: raw-path routing, Basic auth, and who answers what."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route, Router

from pos_app.sandbox.bonifiq import answers, hooks, mischief
from pos_app.sandbox.bonifiq.books import Books
from pos_app.sandbox.bonifiq.fixtures import API_KEY, API_TOKEN
from pos_app.sandbox.bonifiq.handlers import ROUTES, Handler
from pos_app.sandbox.bonifiq.refusals import (
    ERROR,
    MalformedError,
    NotFoundError,
    Refusal,
    RefusedError,
)
from pos_app.sandbox.bonifiq.settings import SandboxSettings
from pos_app.sandbox.exchange import Exchange, Incoming, Reply
from pos_app.sandbox.faults import FaultSwitches
from pos_app.sandbox.transcript import Transcript

if TYPE_CHECKING:
    from random import Random

    from starlette.types import Receive, Scope, Send

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import Json, JsonObject

ROOT = "/v1/pvt"


class Bonifiq:
    """The provider as demo mode, tests and the control routes hold it."""

    name = "bonifiq"
    roots: tuple[str, ...] = (ROOT,)

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, SandboxSettings())
        self.faults = FaultSwitches({call for _, _, call, _ in ROUTES}, mischief.OWN_FAULTS)
        self.calls = Transcript()
        self._router = Router(
            [self._route(*route) for route in ROUTES],
            redirect_slashes=False,
            default=self._unknown,
        )

    @property
    def settings(self) -> SandboxSettings:
        return self.books.settings

    @settings.setter
    def settings(self, settings: SandboxSettings) -> None:
        self.books.settings = settings

    def describe(self) -> JsonObject:
        return hooks.describe(self)

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self)

    def change(self, wanted: JsonObject) -> None:
        self.settings = self.settings.changed(wanted)

    def reset(self) -> None:
        self.books.settings = SandboxSettings()
        self.books.reset()
        self.faults.clear()
        self.calls.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Routes see the path undecoded, so that `a%2Fb` stays one segment."""
        raw_scope = {**scope, "path": scope["raw_path"].decode("ascii"), "root_path": ""}
        await self._router(raw_scope, receive, send)

    def _route(self, method: str, path: str, call: str, handler: Handler) -> Route:
        def answer(incoming: Incoming) -> Reply:
            return self._answer(handler, incoming)

        exchange = Exchange(call, answer, self.faults, self.calls)
        return Route(ROOT + path, exchange, methods=[method], name=call)

    def _answer(self, handler: Handler, incoming: Incoming) -> Reply:
        if not _authorised(incoming.headers.get("authorization", "")):
            return Reply(None, 401, {"WWW-Authenticate": 'Basic realm="BonifiQ"'})
        try:
            return Reply(self._execute(handler, incoming))
        except MalformedError as malformed:
            refusal = Refusal("99", "SandboxBadRequest", str(malformed), status=400)
        except NotFoundError:
            refusal = Refusal("88", "SandboxNotFound", "Não encontrado.", status=404)
        except RefusedError as refused:
            refusal = refused.refusal
        return Reply(answers.refused(refusal, self.settings), self._status(refusal))

    def _execute(self, handler: Handler, incoming: Incoming) -> Json:
        replaced = mischief.instead(self.books, incoming)
        if replaced is not None:
            return replaced
        return mischief.alter(incoming.fault, handler(self.books, incoming))

    def _status(self, refusal: Refusal) -> int:
        if refusal.status is not None:
            return refusal.status
        is_error = refusal.severity == ERROR
        return 400 if is_error and self.settings.refusal_style == "400" else 200

    async def _unknown(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        received = self.calls.record("unknown", scope["method"], scope["path"], query, b"")
        received.status = 404
        await Response(status_code=404)(scope, receive, send)


def _authorised(header: str) -> bool:
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        pair = b64decode(credentials, validate=True)
    except ValueError:
        return False
    return pair == f"{API_TOKEN}:{API_KEY}".encode()
