"""BonifiQ's tree over HTTP: Basic auth, and who answers what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_app.sandbox import basic_auth
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
from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.provider import Provider, Served

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import Json, JsonObject

ROOT = "/v1/pvt"


class Bonifiq(Provider[SandboxSettings]):
    name = "bonifiq"
    roots = (ROOT,)
    books: Books

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, SandboxSettings())
        super().__init__(
            [
                Served(method, ROOT + path, call, partial(self._answer, handler))
                for method, path, call, handler in ROUTES
            ],
            (call for _, _, call, _ in ROUTES),
            mischief.OWN_FAULTS,
        )

    def introduce(self) -> JsonObject:
        return {"root": ROOT, **hooks.introduce(self.books)}

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self.books)

    def _answer(self, handler: Handler, incoming: Incoming) -> Reply:
        if basic_auth.pair(incoming.headers.get("authorization", "")) != (API_TOKEN, API_KEY):
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
