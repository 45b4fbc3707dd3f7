"""Where things are, by the scheme and host that the caller used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.records import Challenge, Entity, Factor, Verification

ROOT = "/v2"


def attempts(call: Incoming) -> str:
    return f"{call.origin}{ROOT}/Attempts"


def entity(call: Incoming, one: Entity) -> str:
    return f"{call.origin}{ROOT}/Services/{one.service_sid}/Entities/{one.identity}"


def factors(call: Incoming, owner: Entity) -> str:
    return f"{entity(call, owner)}/Factors"


def factor(call: Incoming, owner: Entity, one: Factor) -> str:
    return f"{factors(call, owner)}/{one.sid}"


def challenges(call: Incoming, owner: Entity) -> str:
    return f"{entity(call, owner)}/Challenges"


def challenge(call: Incoming, owner: Entity, one: Challenge) -> str:
    return f"{challenges(call, owner)}/{one.sid}"


def verification(call: Incoming, one: Verification) -> str:
    return f"{call.origin}{ROOT}/Services/{one.service_sid}/Verifications/{one.sid}"
