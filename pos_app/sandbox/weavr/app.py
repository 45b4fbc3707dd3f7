"""Weavr Multi over HTTP: who answers what, and the reference every answer carries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.provider import Provider, Served
from pos_app.sandbox.weavr import challenging, hooks, mischief, refusals
from pos_app.sandbox.weavr.auth import Caller, Need
from pos_app.sandbox.weavr.books import Books
from pos_app.sandbox.weavr.handlers import ROUTES, WITH_REF, Handler
from pos_app.sandbox.weavr.refusals import RefusedError
from pos_app.sandbox.weavr.settings import WeavrSettings

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import JsonObject

ROOT = "/multi"


class Weavr(Provider[WeavrSettings]):
    name = "weavr"
    roots = (ROOT,)
    books: Books

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, WeavrSettings())
        super().__init__(
            [
                Served(method, ROOT + path, call, partial(self._answer, need, handler))
                for method, path, call, need, handler in ROUTES
            ],
            (call for _, _, call, _, _ in ROUTES),
            mischief.OWN_FAULTS,
        )

    def introduce(self) -> JsonObject:
        return {"root": ROOT, **hooks.introduce(self.books)}

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self.books)

    def headers(self) -> dict[str, str]:
        return {"request-ref": f"{self.books.rng.getrandbits(64):016x}"}

    def _answer(self, need: Need, handler: Handler, incoming: Incoming) -> Reply:
        challenging.catch_up(self.books)
        try:
            return mischief.answer(
                self.books, incoming, partial(self._execute, need, handler, incoming)
            )
        except RefusedError as refused:
            return refusals.reply(refused.refusal, self.settings)

    def _execute(self, need: Need, handler: Handler, incoming: Incoming) -> Reply:
        caller = Caller(self.books, incoming, need)
        execute = partial(handler, self.books, incoming, caller)
        if incoming.call not in WITH_REF:
            return execute()
        now = self.books.now()
        return self.books.replays.once(incoming, now, self.settings, caller.admit, execute)
