"""One function per call: parameters in, reply out. Refusals leave as exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.twilio_verify import (
    addresses,
    answers,
    challenge_fields,
    challenging,
    factoring,
    log,
    paging,
    places,
    verification_fields,
    verifying,
)
from pos_app.sandbox.twilio_verify.books import Books
from pos_app.sandbox.twilio_verify.form import body_of, query_of
from pos_app.sandbox.twilio_verify.records import ChallengeStatus, Push, Verification
from pos_app.sandbox.twilio_verify.refusals import (
    FACTOR_SID,
    IDENTITY,
    not_found,
    refused,
    unfit,
    unfit_for_verification,
)
from pos_app.sandbox.twilio_verify.sids import is_identity, is_sid

Handler: TypeAlias = Callable[[Books, Incoming], Reply]

_LONGEST_TTL = 300


def create_entity(books: Books, call: Incoming) -> Reply:
    service_sid = places.service(books, call)
    identity = body_of(call).text("Identity", fine=IDENTITY)
    if not is_identity(identity):
        raise unfit("Identity", IDENTITY)
    if books.entity(service_sid, identity) is not None:
        raise refused(409, 60301, "Entity already exists")
    made = factoring.create_entity(books, service_sid, identity)
    return Reply(answers.entity(call, made), 201)


def fetch_entity(books: Books, call: Incoming) -> Reply:
    return Reply(answers.entity(call, places.entity(books, call)))


def delete_entity(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    del books.entities[owner.service_sid, owner.identity]
    return Reply(None, 204)


def create_factor(books: Books, call: Incoming) -> Reply:
    service_sid, identity = places.service(books, call), places.identity(call)
    owner, made = factoring.create(books, service_sid, identity, body_of(call))
    return Reply(answers.new_factor(call, owner, made, factoring.uri(books, made)), 201)


def list_factors(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    return Reply(
        paging.page(
            list(owner.factors),
            lambda _sid: True,
            lambda sid: answers.factor(call, owner, owner.factors[sid]),
            query_of(call),
            addresses.factors(call, owner),
            "factors",
        )
    )


def fetch_factor(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    return Reply(answers.factor(call, owner, places.factor(books, call, owner)))


def update_factor(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    factor = places.factor(books, call, owner)
    factoring.update(books, factor, body_of(call))
    return Reply(answers.factor(call, owner, factor))


def delete_factor(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    del owner.factors[places.factor(books, call, owner).sid]
    return Reply(None, 204)


def create_challenge(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    made = challenging.create(books, owner, challenge_fields.read(books, call))
    return Reply(answers.challenge(call, owner, made, books.settings), 201)


def fetch_challenge(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    found = places.challenge(books, call, owner)
    return Reply(answers.challenge(call, owner, found, books.settings))


def list_challenges(books: Books, call: Incoming) -> Reply:
    owner, query = places.entity(books, call), query_of(call)
    factor_sid = query.optional("FactorSid")
    if factor_sid is not None and not is_sid(factor_sid, "YF"):
        raise query.refusal("FactorSid", FACTOR_SID)
    status = query.choice("Status", ["any", *ChallengeStatus], "any")
    order = query.choice("Order", ("asc", "desc"), "asc")
    for one in owner.challenges.values():
        challenging.age(books, one)

    def fits(sid: str) -> bool:
        one = owner.challenges[sid]
        return factor_sid in {None, one.factor.sid} and status in {"any", one.status}

    sids = list(owner.challenges)
    return Reply(
        paging.page(
            sids if order == "asc" else sids[::-1],
            fits,
            lambda sid: answers.challenge(call, owner, owner.challenges[sid], books.settings),
            query,
            addresses.challenges(call, owner),
            "challenges",
        )
    )


def answer_challenge(books: Books, call: Incoming) -> Reply:
    owner, form = places.entity(books, call), body_of(call)
    found = places.challenge(books, call, owner)
    by_device = isinstance(found.factor.means, Push)
    longest = challenge_fields.LONGEST_SIGNATURE if by_device else challenge_fields.LONGEST_CODE
    code = challenge_fields.read_code(form, longest)
    challenging.answer(books, owner, found, code, form.texts("Metadata"))
    return Reply(answers.challenge(call, owner, found, books.settings))


def notify(books: Books, call: Incoming) -> Reply:
    owner = places.entity(books, call)
    found = places.challenge(books, call, owner)
    ttl = body_of(call).integer("Ttl", 0, _LONGEST_TTL, _LONGEST_TTL)
    challenging.notify(books, found)
    sid = books.new_sid("NT")
    return Reply(answers.notification(owner, found, sid, ttl, books.now()), 201)


def start_verification(books: Books, call: Incoming) -> Reply:
    service_sid = places.service(books, call)
    found = verifying.start(books, service_sid, verification_fields.read_start(books, call))
    headers = verifying.limits_told(books, found)
    return Reply(answers.verification(books, call, found), 201, headers)


def fetch_verification(books: Books, call: Incoming) -> Reply:
    found = _verification(books, call)
    verifying.count_fetch(books, found)
    return Reply(answers.verification(books, call, found))


def update_verification(books: Books, call: Incoming) -> Reply:
    found = _verification(books, call)
    if verification_fields.read_status(call) == "canceled":
        verifying.cancel(books, found)
    elif found.custom:
        verifying.approve(books, found)
    else:
        raise unfit_for_verification("Status")
    return Reply(answers.verification(books, call, found))


def check_verification(books: Books, call: Incoming) -> Reply:
    service_sid = places.service(books, call)
    wanted = verification_fields.read_check(books, call)
    if wanted.sid is not None:
        found = books.verifications.get(wanted.sid)
    else:
        found = books.latest.get((service_sid, wanted.to or ""))
    if found is None or found.service_sid != service_sid:
        raise not_found(call.path)
    if not verifying.check(books, found, wanted):
        raise not_found(call.path)
    return Reply(answers.checked(books, found), books.settings.check_status)


def list_attempts(books: Books, call: Incoming) -> Reply:
    return Reply(log.attempts(books, call))


def _verification(books: Books, call: Incoming) -> Verification:
    service_sid = places.service(books, call)
    found = books.verifications.get(call.segments["verification"])
    if found is None or found.service_sid != service_sid or not verifying.is_shown(books, found):
        raise not_found(call.path)
    return found


_SERVICE = f"{addresses.ROOT}/Services/{{service}}"
_ENTITY = f"{_SERVICE}/Entities/{{identity}}"
_FACTOR = f"{_ENTITY}/Factors/{{factor}}"
_CHALLENGE = f"{_ENTITY}/Challenges/{{challenge}}"
_VERIFICATION = f"{_SERVICE}/Verifications/{{verification}}"

ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("POST", f"{_SERVICE}/Entities", "create_entity", create_entity),
    ("GET", _ENTITY, "fetch_entity", fetch_entity),
    ("DELETE", _ENTITY, "delete_entity", delete_entity),
    ("POST", f"{_ENTITY}/Factors", "create_factor", create_factor),
    ("GET", f"{_ENTITY}/Factors", "list_factors", list_factors),
    ("GET", _FACTOR, "fetch_factor", fetch_factor),
    ("POST", _FACTOR, "update_factor", update_factor),
    ("DELETE", _FACTOR, "delete_factor", delete_factor),
    ("POST", f"{_ENTITY}/Challenges", "create_challenge", create_challenge),
    ("GET", f"{_ENTITY}/Challenges", "list_challenges", list_challenges),
    ("GET", _CHALLENGE, "fetch_challenge", fetch_challenge),
    ("POST", _CHALLENGE, "answer_challenge", answer_challenge),
    ("POST", f"{_CHALLENGE}/Notifications", "notify", notify),
    ("POST", f"{_SERVICE}/Verifications", "start_verification", start_verification),
    ("GET", _VERIFICATION, "fetch_verification", fetch_verification),
    ("POST", _VERIFICATION, "update_verification", update_verification),
    ("POST", f"{_SERVICE}/VerificationCheck", "check_verification", check_verification),
    ("GET", f"{addresses.ROOT}/Attempts", "list_attempts", list_attempts),
)
"""Method, path, name of the call, handler."""
