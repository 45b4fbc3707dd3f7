"""The log of codes sent and accepted, across services (contract, sections 2 and 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import addresses, answers, paging
from pos_app.sandbox.twilio_verify.form import query_of
from pos_app.sandbox.twilio_verify.refusals import unfit_for_verification

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.books import Books


def attempts(books: Books, call: Incoming) -> JsonObject:
    """The newest first."""
    query = query_of(call, unfit_for_verification)
    status = query.choice("Status", ("any", "converted", "unconverted"), "any")
    wanted = {
        "verification_sid": query.optional("VerificationSid"),
        "service_sid": query.optional("VerifyServiceSid"),
        "channel": query.optional("Channel"),
        "conversion_status": None if status == "any" else status,
    }
    to = query.optional("ChannelData.To")
    shown = {
        sent.sid: answers.attempt(books, one, sent)
        for one in books.verifications.values()
        if to in {None, one.to}
        for sent in one.attempts
    }

    def fits(sid: str) -> bool:
        return all(value is None or shown[sid][name] == value for name, value in wanted.items())

    newest_first = list(shown)[::-1]
    url = addresses.attempts(call)
    return paging.page(newest_first, fits, shown.__getitem__, query, url, "attempts")
