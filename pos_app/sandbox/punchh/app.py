"""Punchh's trees over HTTP: routing, who may call, and the headers every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from starlette.responses import Response
from starlette.routing import Route, Router

from pos_app.sandbox.exchange import Exchange, Incoming, Reply
from pos_app.sandbox.faults import FaultSwitches
from pos_app.sandbox.punchh import auth, earning, hooks, mischief, refusals
from pos_app.sandbox.punchh.auth import Family
from pos_app.sandbox.punchh.books import Books
from pos_app.sandbox.punchh.handlers import CALLS, ROOTS, ROUTES, Handler
from pos_app.sandbox.punchh.refusals import RefusedError
from pos_app.sandbox.punchh.settings import PunchhSettings
from pos_app.sandbox.stamps import stamped
from pos_app.sandbox.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from starlette.types import Receive, Scope, Send

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import JsonObject


class Punchh:
    """The provider as demo mode, tests and the control routes hold it."""

    name = "punchh"
    roots: tuple[str, ...] = ROOTS

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, PunchhSettings())
        self.faults = FaultSwitches(CALLS, mischief.OWN_FAULTS)
        self.calls = Transcript()
        self._router = Router(
            [self._route(*route) for route in ROUTES],
            redirect_slashes=False,
            default=self._unknown,
        )

    @property
    def settings(self) -> PunchhSettings:
        return self.books.settings

    @settings.setter
    def settings(self, settings: PunchhSettings) -> None:
        self.books.settings = settings

    def describe(self) -> JsonObject:
        return hooks.describe(self)

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self)

    def change(self, wanted: JsonObject) -> None:
        self.settings = self.settings.changed(wanted)

    def reset(self) -> None:
        self.books.settings = PunchhSettings()
        self.books.reset()
        self.faults.clear()
        self.calls.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw_scope = {**scope, "path": scope["raw_path"].decode("ascii"), "root_path": ""}
        await self._router(raw_scope, receive, stamped(send, self._headers))

    def _headers(self) -> dict[str, str]:
        unique = UUID(int=self.books.rng.getrandbits(128), version=4)
        return {"X-Request-Id": str(unique), "X-Runtime": "0.01", "x-pch-env": "sandbox"}

    def _route(
        self,
        method: str,
        path: str,
        call: str | Callable[[bytes], str],
        family: Family,
        handler: Handler,
    ) -> Route:
        def answer(incoming: Incoming) -> Reply:
            return self._answer(family, handler, incoming)

        exchange = Exchange(call, answer, self.faults, self.calls)
        return Route(path, exchange, methods=[method])

    def _answer(self, family: Family, handler: Handler, incoming: Incoming) -> Reply:
        earning.mature(self.books)
        try:
            auth.admit(self.books, incoming, family)
            return mischief.answer(self.books, incoming, handler)
        except RefusedError as refused:
            refusal = refused.refusal
        if family in {Family.PASSWORDLESS, Family.MOBILE}:
            refusal = refusals.of_api2(refusal)
        return refusals.reply(refusal, self.settings)

    async def _unknown(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        received = self.calls.record("unknown", scope["method"], scope["path"], query, b"")
        received.status = 404
        await Response(status_code=404)(scope, receive, send)
