"""What an `idempotency-ref` remembers (contract, section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox import exact_json
from pos_app.sandbox.weavr import refusals
from pos_app.sandbox.weavr.refusals import Refusal, RefusedError, malformed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_app.sandbox.exchange import Incoming, Reply
    from pos_app.sandbox.weavr.settings import WeavrSettings

MISMATCH = "the idempotency-ref was used with another payload"


@dataclass(frozen=True, slots=True)
class _Answered:
    call: Incoming
    reply: Reply
    at: datetime


class Replays:
    """By api-key, operation and ref."""

    def __init__(self) -> None:
        self._answered: dict[tuple[str, str, str], _Answered] = {}

    def once(
        self,
        call: Incoming,
        now: datetime,
        settings: WeavrSettings,
        admit: Callable[[], object],
        execute: Callable[[], Reply],
    ) -> Reply:
        """`admit` refuses a caller to whom no answer belongs."""
        ref = call.headers.get("idempotency-ref", "")
        if not ref:
            return execute()
        if len(ref) > settings.ref_length:
            raise malformed(f"idempotency-ref: size must be at most {settings.ref_length}")
        place = call.headers.get("api-key", ""), call.call, ref
        known = self._answered.get(place)
        if known is not None and now - known.at < timedelta(hours=settings.ref_life_h):
            admit()
            if not _same(known.call, call, settings):
                raise _mismatch(settings)
            return known.reply
        try:
            reply = execute()
        except RefusedError as refused:
            reply = refusals.reply(refused.refusal, settings)
        if _is_remembered(reply.status, settings):
            self._answered[place] = _Answered(call, reply, now)
        return reply


def _same(one: Incoming, other: Incoming, settings: WeavrSettings) -> bool:
    if one.path != other.path:
        return False
    if settings.ref_compares == "bytes" or not (one.body and other.body):
        return one.body == other.body
    try:
        return exact_json.parse(one.body) == exact_json.parse(other.body)
    except ValueError:
        return False


def _mismatch(settings: WeavrSettings) -> RefusedError:
    if settings.ref_mismatch == 409:
        return RefusedError(Refusal(409, "IDEMPOTENCY_REF_MISMATCH"))
    return RefusedError(Refusal(settings.ref_mismatch, message=MISMATCH))


def _is_remembered(status: int, settings: WeavrSettings) -> bool:
    match settings.remembered:
        case "nothing":
            return False
        case "2xx":
            return status < 300
        case "2xx_and_409":
            return status < 300 or status == 409
        case _:
            return status < 500 and status != 429
