"""Twilio Verify's tree over HTTP: Basic auth, and the headers every answer carries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import Response

from pos_app.sandbox import basic_auth
from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.provider import Provider, Served
from pos_app.sandbox.twilio_verify import addresses, hooks, mischief, refusals
from pos_app.sandbox.twilio_verify.books import Books
from pos_app.sandbox.twilio_verify.fixtures import (
    ACCOUNT_SID,
    API_KEY_SECRET,
    API_KEY_SID,
    AUTH_TOKEN,
)
from pos_app.sandbox.twilio_verify.handlers import ROUTES, Handler
from pos_app.sandbox.twilio_verify.refusals import RefusedError
from pos_app.sandbox.twilio_verify.settings import TwilioVerifySettings

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.control import Hook
    from pos_app.sandbox.exact_json import JsonObject

_KEYS = frozenset({(ACCOUNT_SID, AUTH_TOKEN), (API_KEY_SID, API_KEY_SECRET)})


class TwilioVerify(Provider[TwilioVerifySettings]):
    name = "twilio_verify"
    section = "challenge"
    roots = (addresses.ROOT,)
    books: Books

    def __init__(self, clock: SandboxClock, rng: Random) -> None:
        self.books = Books(clock, rng, TwilioVerifySettings())
        calls = frozenset(call for _, _, call, _ in ROUTES)
        super().__init__(
            [
                Served(method, path, call, partial(self._answer, handler))
                for method, path, call, handler in ROUTES
            ],
            calls,
            mischief.own_faults(calls),
        )

    def introduce(self) -> JsonObject:
        return {"root": addresses.ROOT, **hooks.introduce(self.books)}

    def hooks(self) -> list[tuple[str, str, Hook]]:
        return hooks.hooks(self.books)

    def headers(self) -> dict[str, str]:
        return {"Twilio-Request-Id": self.books.new_sid("RQ"), "Twilio-Request-Duration": "0.010"}

    def not_found(self, path: str) -> Response:
        return refusals.reply(refusals.not_found(path).refusal, self.settings).response()

    def _answer(self, handler: Handler, incoming: Incoming) -> Reply:
        try:
            if basic_auth.pair(incoming.headers.get("authorization", "")) not in _KEYS:
                raise refusals.refused(401, 20003, "Authenticate")
            return mischief.answer(self.books, incoming, handler)
        except RefusedError as refused:
            return refusals.reply(refused.refusal, self.settings)
