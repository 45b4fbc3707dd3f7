"""Punchh's trees over HTTP: who may call, and the headers every answer carries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.provider import Provider, Served
from pos_app.sandbox.punchh import auth, earning, hooks, mischief, refusals
from pos_app.sandbox.punchh.auth import Family
from pos_app.sandbox.punchh.books import Books
from pos_app.sandbox.punchh.handlers import CALLS, ROOTS, ROUTES, Handler
from pos_app.sandbox.punchh.refusals import RefusedError
from pos_app.sandbox.punchh.settings import PunchhSettings

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import JsonObject


class Punchh(Provider[PunchhSettings]):
    name = "punchh"
    roots = ROOTS
    books: Books

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, PunchhSettings())
        super().__init__(
            [
                Served(method, path, call, partial(self._answer, family, handler))
                for method, path, call, family, handler in ROUTES
            ],
            CALLS,
            mischief.OWN_FAULTS,
        )

    def introduce(self) -> JsonObject:
        return {"root": "", **hooks.introduce(self.books)}

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self.books)

    def headers(self) -> dict[str, str]:
        unique = UUID(int=self.books.rng.getrandbits(128), version=4)
        return {"X-Request-Id": str(unique), "X-Runtime": "0.01", "x-pch-env": "sandbox"}

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
