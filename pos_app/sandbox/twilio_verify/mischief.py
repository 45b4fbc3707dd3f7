"""Faults of Twilio's own: refusals out of the blue, and answers that are not quite right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.refusals import RefusedError, refused

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json
    from pos_app.sandbox.exchange import Incoming, Reply
    from pos_app.sandbox.faults import Fault
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.handlers import Handler

_SPECIFIC = {
    "error_20429": (429, 20429, "Too many requests"),
    "error_20500_before": (500, 20500, "An internal server error has occurred"),
    "error_20500_after": (500, 20500, "An internal server error has occurred"),
}
_BEFORE = frozenset({"error_20429", "error_20500_before", "error_before"})
_AFTER = frozenset({"error_20500_after", "error_after"})


def own_faults(calls: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """`_after` is executed and then denied; 20429 never is executed.

    `error_before` and `error_after` take `code`, `status` and `message`; every error takes
    `retry_after`. `altered` lays the members it is given over the answer.
    """
    return MappingProxyType(dict.fromkeys((*_BEFORE, *_AFTER, "altered"), calls))


def answer(books: Books, call: Incoming, handler: Handler) -> Reply:
    """Executes the call unless its fault answers in its place."""
    fault = call.fault
    if fault is not None and fault.name in _BEFORE:
        raise _error(fault)
    reply = handler(books, call)
    if fault is not None and fault.name in _AFTER:
        raise _error(fault)
    if fault is not None and fault.name == "altered":
        return replace(reply, body=_over(reply.body, fault.params))
    return reply


def _error(fault: Fault) -> RefusedError:
    status, code, message = _SPECIFIC.get(fault.name, (400, 20001, "An error"))
    wait = fault.params.get("retry_after")
    return refused(
        int(fault.text("status", str(status))),
        int(fault.text("code", str(code))),
        fault.text("message", message),
        None if wait is None else {"Retry-After": str(wait)},
    )


def _over(body: Json, members: Mapping[str, Json]) -> Json:
    """Objects are merged, everything else is replaced."""
    if not isinstance(body, Mapping):
        return dict(members)
    changed = dict(body)
    for name, value in members.items():
        changed[name] = _over(body.get(name), value) if isinstance(value, Mapping) else value
    return changed
