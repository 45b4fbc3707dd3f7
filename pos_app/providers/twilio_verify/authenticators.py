"""A customer's authenticator: listed, created, proved with a first code, given up; contract, 4, 7
and 9."""

import logging

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    TypedCode,
    WrongCode,
)
from pos_app.core.enrolment.states import Planted, Seed, Standing
from pos_app.core.errors import ContractBrokenError, OutcomeUnknownError, RefusedError
from pos_app.core.loyalty import Customer, Refusal
from pos_app.providers.twilio_verify import names, wire, words
from pos_app.providers.twilio_verify.asking import Kit, number_of
from pos_app.providers.twilio_verify.classification import RefusedByTwilioError
from pos_app.providers.twilio_verify.identities import Identities
from pos_app.providers.twilio_verify.meanings import Family
from pos_app.providers.twilio_verify.requests import is_code
from pos_app.providers.twilio_verify.ways import CHANNELS, TOTP, VERIFIED

log = logging.getLogger("pos_app.twilio_verify")

UNVERIFIED = "unverified"
MADE_BY = "made_by"
"""In a factor's metadata: the till that has made it."""
CREATES = 2
"""Not a second time before what a first one may have made is gone (9)."""
DELETES = 2
TRIES = 5
"""Wrong first codes of one factor (4)."""
SHORTEST, LONGEST, USUAL = 3, 8, 6
"""Digits."""
KEY = "enrolment"
"""In the place of a sale's, in logs."""

BLOCKED = Refusal("ENROLMENT_BLOCKED")
FAILED = Refusal("ENROLMENT_FAILED")
LOCKED = Refusal("ENROLMENT_LOCKED")
TIMED_OUT = Refusal("ENROLMENT_TIMED_OUT")
A_SECOND_AT_MOST = 60328
"""The limit that is over before anybody can ask again."""


class Authenticators:
    """``Enrolling``."""

    def __init__(self, kit: Kit, identities: Identities) -> None:
        self._kit = kit
        self._identities = identities

    def opaque_name(self, customer: Customer) -> str:
        return self._identities.of(customer)

    async def ways(self, customer: Customer) -> tuple[Standing, ...]:
        """What can be used first; each kind once."""
        factors = await self._factors(self._identities.of(customer))
        found = [
            Standing(CHANNELS[factor.factor_type or ""], factor.status == VERIFIED)
            for factor in factors
            if factor.factor_type in CHANNELS
        ]
        if number_of(customer, self._kit.options.region) is not None:
            found.append(Standing(Channel.SMS))
        return tuple(dict.fromkeys(sorted(found, key=_is_unusable)))

    async def plant(self, customer: Customer) -> Planted:
        identity = self._identities.of(customer)
        for turn in range(1, CREATES + 1):
            await self._clear(identity)
            try:
                return await self._create(identity)
            except OutcomeUnknownError:
                if turn == CREATES:
                    raise
            except RefusedByTwilioError as error:
                if turn == CREATES or error.family is not Family.EXISTS:
                    raise RefusedError(_why_not_made(error)) from None
        raise RefusedError(FAILED)

    async def _create(self, identity: str) -> Planted:
        """The only answer with the seed; one without is as good as lost."""
        made_by = {MADE_BY: self._kit.options.device}
        name = words.friendly_name(self._kit.options.store)
        draft = self._kit.client.requests.create_totp(identity, name, made_by)
        factor = await self._kit.client.create_factor(draft, KEY)
        uri = (factor.binding.uri if factor.binding else None) or ""
        new = factor.status == UNVERIFIED and factor.factor_type == TOTP
        if not (new and uri.startswith("otpauth://totp/") and self._is_of(factor, identity)):
            raise ContractBrokenError("Bad_Factor")
        digits = (factor.config.code_length if factor.config else None) or USUAL
        return Planted(factor.sid, Seed(uri), min(max(digits, SHORTEST), LONGEST), TRIES)

    async def prove(self, customer: Customer, reference: str, code: TypedCode) -> CheckAnswer:
        identity, text = self._identities.of(customer), code.take()
        if not is_code(text, SHORTEST, LONGEST):
            return WrongCode()
        draft = self._kit.client.requests.verify_factor(identity, reference, text)
        try:
            factor = await self._kit.client.verify_factor(draft, KEY)
        except OutcomeUnknownError:
            return await self._look(identity, reference)
        except RefusedByTwilioError as error:
            return _refused(error)
        if factor.sid != reference or not self._is_of(factor, identity):
            log.error("factor_of_something_else")
            return CodeDead(FAILED)
        match factor.status:
            case "verified":
                return Approved()
            case "unverified":
                return WrongCode()
        return CheckUnknown()

    async def _look(self, identity: str, reference: str) -> CheckAnswer:
        """Whether a first code was right whose answer is lost; a wrong one may have cost a try."""
        factor = await self._find(identity, reference)
        if factor is None:
            return CodeDead(TIMED_OUT)
        return Approved() if factor.status == VERIFIED else CheckUnknown()

    async def forget(self, customer: Customer, reference: str) -> None:
        identity = self._identities.of(customer)
        factor = await self._find(identity, reference)
        if factor is not None and factor.status == UNVERIFIED:
            await self._delete(identity, reference)

    async def _clear(self, identity: str) -> None:
        """What this till has made and nobody has proved: its seed is gone for good."""
        for factor in await self._factors(identity):
            ours = factor.carries(MADE_BY, self._kit.options.device)
            unproved = factor.status == UNVERIFIED and factor.factor_type == TOTP
            if ours and unproved and names.is_sid(names.FACTOR, factor.sid):
                await self._delete(identity, factor.sid)

    async def _delete(self, identity: str, sid: str) -> None:
        """May be repeated: one that is not there is gone (7)."""
        draft = self._kit.client.requests.delete_factor(identity, sid)
        for _ in range(DELETES - 1):
            try:
                return await self._kit.client.delete_factor(draft, KEY)
            except OutcomeUnknownError:
                continue
        return await self._kit.client.delete_factor(draft, KEY)

    async def _find(self, identity: str, sid: str) -> wire.Factor | None:
        return next((one for one in await self._factors(identity) if one.sid == sid), None)

    async def _factors(self, identity: str) -> tuple[wire.Factor, ...]:
        return await self._kit.client.factors(self._kit.client.requests.factors(identity))

    def _is_of(self, factor: wire.Factor, identity: str) -> bool:
        return factor.identity == identity and factor.service_sid == self._kit.service


def _is_unusable(standing: Standing) -> bool:
    return not standing.usable


def _why_not_made(error: RefusedByTwilioError) -> Refusal:
    used_up = error.family is Family.USED_UP and error.code != A_SECOND_AT_MOST
    return BLOCKED if used_up else FAILED


def _refused(error: RefusedByTwilioError) -> CheckAnswer:
    match error.family:
        case Family.WRONG | Family.INVALID:
            return WrongCode()
        case Family.USED_UP:
            return CodeDead(LOCKED)
        case Family.GONE | Family.UNUSABLE:
            return CodeDead(TIMED_OUT)
    return CodeDead(FAILED)
