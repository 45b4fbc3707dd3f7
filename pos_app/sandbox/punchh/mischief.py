"""Faults of Punchh's own: answers out of the blue, and answers that are not quite right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_app.sandbox.exchange import HTML, Reply
from pos_app.sandbox.punchh.refusals import (
    CAPTCHA,
    CODE_BUSY,
    LOCKED,
    NO_BASKET,
    RefusedError,
    keyed,
)

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.handlers import Handler

_BASKET_CALLS = frozenset(
    {"lookup", "select", "unselect", "auto_select", "active", "quote", "commit"}
)
_CODE_CALLS = frozenset({"send_code", "verify_code", "refresh", "sign_out"})

OWN_FAULTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "locked": _BASKET_CALLS,
        "code_busy": frozenset({"select"}),
        "captcha": _CODE_CALLS,
        "not_delivered": frozenset({"send_code"}),
        "only_failures": frozenset({"quote", "commit"}),
        "nothing_at_all": frozenset({"quote", "commit"}),
        "executed_then_422": frozenset({"commit", "void", "checkin", "unlock"}),
        "executed_then_locked": frozenset({"commit"}),
        "delivered_twice": frozenset({"select", "unselect", "commit", "void", "checkin"}),
        "accepted_only": frozenset({"void"}),
        "edge_page": frozenset({*_BASKET_CALLS, *_CODE_CALLS, "void", "checkin", "receipt"}),
    }
)
"""`executed_…` is executed and then denied, `delivered_twice` is answered as the second time. The
others are not executed, but for `not_delivered`, whose code may have gone out: `sent` true sends
it. `accepted_only` says that it was."""
REFUSED = {"locked": LOCKED, "code_busy": CODE_BUSY}
DENIED = {"executed_then_422": NO_BASKET, "executed_then_locked": LOCKED}


def answer(books: Books, call: Incoming, handler: Handler) -> Reply:
    """Executes the call unless its fault answers in its place."""
    match call.fault.name if call.fault else None:
        case "locked" | "code_busy" as fault:
            raise RefusedError(REFUSED[fault])
        case "captcha":
            return Reply(None, 403, text=CAPTCHA, media_type=HTML)
        case "edge_page":
            return Reply(None, text="<html><body>One moment</body></html>", media_type=HTML)
        case "not_delivered":
            return _undelivered(books, call, handler)
        case "only_failures":
            return _without_commit(books, call, handler)
        case "nothing_at_all":
            return Reply({"redemption_ref": None, "success": [], "failures": []})
        case "delivered_twice":
            handler(books, call)
            return handler(books, call)
        case "accepted_only":
            return Reply(None, 202)
        case "executed_then_422" | "executed_then_locked" as fault:
            handler(books, call)
            raise RefusedError(DENIED[fault])
        case _:
            return handler(books, call)


def _undelivered(books: Books, call: Incoming, handler: Handler) -> Reply:
    if call.fault is not None and call.fault.params.get("sent") is True:
        handler(books, call)
    raise keyed(503, "service_unavailable", "The code could not be delivered.")


def _without_commit(books: Books, call: Incoming, handler: Handler) -> Reply:
    """The quote of the same check with every discount refused."""
    quote = b'{"query":true,' + call.body.strip()[1:] if call.call == "commit" else call.body
    quoted = handler(books, _with_body(call, quote)).body
    if not isinstance(quoted, Mapping):
        return Reply(quoted)
    entries = [*_entries(quoted, "success"), *_entries(quoted, "failures")]
    return Reply({**quoted, "success": [], "failures": [_failed(entry) for entry in entries]})


def _with_body(call: Incoming, body: bytes) -> Incoming:
    return replace(call, body=body, fault=None)


def _entries(quoted: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    entries = quoted.get(name)
    return [one for one in entries if isinstance(one, Mapping)] if isinstance(entries, list) else []


def _failed(entry: Mapping[str, Json]) -> Json:
    details = entry.get("discount_details")
    name = details.get("name") if isinstance(details, Mapping) else entry.get("discount_type")
    return {
        **entry,
        "qualified": False,
        "discount_amount": None,
        "message": [f"Discount qualification on receipt failed for {name}"],
        "qualified_items": [],
    }
