"""The deprecated per-send challenges, which name no challenge and take no ref (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.exchange import Reply
from pos_app.sandbox.weavr import challenging
from pos_app.sandbox.weavr.reading import read_body, read_channel, read_code
from pos_app.sandbox.weavr.records import PUSH, SMS
from pos_app.sandbox.weavr.refusals import conflict

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.weavr.auth import Caller
    from pos_app.sandbox.weavr.books import Books


def issue(books: Books, call: Incoming, caller: Caller) -> Reply:
    return _issue(books, call, caller, (SMS,))


def issue_push(books: Books, call: Incoming, caller: Caller) -> Reply:
    return _issue(books, call, caller, PUSH)


def _issue(books: Books, call: Incoming, caller: Caller, channels: tuple[str, ...]) -> Reply:
    channel = read_channel(call, channels)
    challenging.issue(books, caller.session(), channel, "sends", (call.segments["id"],))
    return Reply(None, 204)


def verify(books: Books, call: Incoming, caller: Caller) -> Reply:
    channel, code = read_channel(call, (SMS,)), read_code(read_body(call))
    who = caller.session()
    send = books.own_send(who, call.segments["id"])
    if send.exemption is not None:
        raise conflict("SCA_EXEMPTION_APPLIED")
    of_send = [one for one in books.issued if send in one.sends and one.channel == channel]
    if not of_send:
        raise conflict("CHALLENGE_NOT_PENDING")
    challenging.verify(books, who, of_send[-1].id, channel, "sends", code)
    return Reply(None, 204)
