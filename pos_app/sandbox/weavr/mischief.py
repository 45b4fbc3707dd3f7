"""Faults of Weavr's own: refusals out of the blue, and answers to a request delivered twice."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.handlers import ROUTES, WITH_REF
from pos_app.sandbox.weavr.quota import too_many
from pos_app.sandbox.weavr.refusals import Refusal, RefusedError, conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pos_app.sandbox.exchange import Incoming, Reply
    from pos_app.sandbox.faults import Fault
    from pos_app.sandbox.weavr.books import Books

_EVERY = frozenset(call for _, _, call, _, _ in ROUTES)
_CHANGING = frozenset(call for method, _, call, _, _ in ROUTES if method == "POST")

OWN_FAULTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "rate_limited": _EVERY,
        "refused": _EVERY,
        "in_progress": WITH_REF,
        "executed_then_refused": _CHANGING,
        "delivered_twice": _CHANGING,
    }
)
"""`rate_limited` takes `reset` in seconds, the `refused` ones a `status` with an
`error_code` or a `message`.
`executed_…` is carried out and then denied, `delivered_twice` answered as the second time."""


def answer(books: Books, call: Incoming, execute: Callable[[], Reply]) -> Reply:
    """Executes the call unless its fault answers in its place."""
    fault = call.fault
    match fault.name if fault else None:
        case "rate_limited":
            limit = books.settings.per_minute
            raise too_many(books.settings, limit, _whole(fault, "reset", 7))
        case "refused":
            raise _refused(fault)
        case "in_progress":
            raise conflict("IDEMPOTENT_REQUEST_IN_PROGRESS")
        case "executed_then_refused":
            execute()
            raise _refused(fault)
        case "delivered_twice":
            execute()
            return execute()
        case _:
            return execute()


def _refused(fault: Fault | None) -> RefusedError:
    if fault is None:
        return conflict("STATE_INVALID")
    status, message = _whole(fault, "status", 409), fault.text("message", "")
    code = fault.text("error_code", "STATE_INVALID" if status == 409 else "")
    return RefusedError(Refusal(status, code, message))


def _whole(fault: Fault | None, name: str, default: int) -> int:
    return int(fault.text(name, str(default))) if fault else default
