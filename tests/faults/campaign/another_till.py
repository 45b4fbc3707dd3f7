"""Another till of the same store, which asks the same customers and leaves them waiting."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from pos_app.sandbox.twilio_verify import challenging, verifying
from pos_app.sandbox.twilio_verify.books import Books
from pos_app.sandbox.twilio_verify.challenge_fields import Wanted
from pos_app.sandbox.twilio_verify.fixtures import SERVICE_SID, Seed
from pos_app.sandbox.twilio_verify.records import ChallengeStatus, Details, Entity
from pos_app.sandbox.twilio_verify.refusals import RefusedError
from pos_app.sandbox.twilio_verify.verification_fields import Start

TEXTS, REQUESTS = 0.25, 0.05
"""Of the sales before which it has asked a customer."""
AGO = timedelta(seconds=20)
LEFT_FOR = timedelta(seconds=60)
ITS_OWN = {"till": "another"}


def asks(books: Books, customer: Seed) -> None:
    with suppress(RefusedError):
        if customer.phone is not None and books.rng.random() < TEXTS:
            sent = verifying.start(books, SERVICE_SID, _text(customer.phone)).attempts
            sent[-1] = replace(sent[-1], at=books.now() - AGO)
        if "push" in customer.kinds and books.rng.random() < REQUESTS:
            _ask_on_the_device(books, customer)


def begun(books: Books) -> frozenset[str]:
    """The sids of the codes that it had sent, for its own sales alone."""
    return frozenset(one.sid for one in books.verifications.values() if one.tags == ITS_OWN)


def _text(phone: str) -> Start:
    return Start(phone, "sms", None, None, None, ITS_OWN)


def _ask_on_the_device(books: Books, customer: Seed) -> None:
    entity = books.entity(SERVICE_SID, customer.identity)
    factors = entity.factors.values() if entity else ()
    device = next((one for one in factors if one.type == "push"), None)
    if entity is None or device is None or _is_asked(books, entity):
        return
    ends, details = books.now() + LEFT_FOR, Details("Pay 12.00?", ())
    challenging.create(books, entity, Wanted(device.sid, ends, None, details, ITS_OWN))


def _is_asked(books: Books, entity: Entity) -> bool:
    """It asks nobody twice at once either."""
    for challenge in entity.challenges.values():
        challenging.age(books, challenge)
    waiting = (one.status is ChallengeStatus.PENDING for one in entity.challenges.values())
    return any(waiting)
