"""What the API answers: members in snake case, instants in UTC by the second."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import addresses, verifying
from pos_app.sandbox.twilio_verify.fixtures import ACCOUNT_SID
from pos_app.sandbox.twilio_verify.records import VerificationStatus
from pos_app.sandbox.twilio_verify.totp import Totp

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import (
        Attempt,
        Challenge,
        Entity,
        Factor,
        Verification,
    )
    from pos_app.sandbox.twilio_verify.settings import TwilioVerifySettings


def instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def entity(call: Incoming, one: Entity) -> JsonObject:
    url = addresses.entity(call, one)
    return {
        "sid": one.sid,
        "account_sid": ACCOUNT_SID,
        "service_sid": one.service_sid,
        "identity": one.identity,
        "date_created": instant(one.created_at),
        "date_updated": instant(one.updated_at),
        "url": url,
        "links": {
            "factors": f"{url}/Factors",
            "new_factors": f"{url}/Factors",
            "challenges": f"{url}/Challenges",
        },
    }


def factor(call: Incoming, owner: Entity, one: Factor) -> JsonObject:
    return {
        "sid": one.sid,
        **_owner(owner),
        "friendly_name": one.friendly_name,
        "status": "verified" if one.verified else "unverified",
        "factor_type": one.type,
        "config": _config(one),
        "metadata": one.metadata,
        "date_created": instant(one.created_at),
        "date_updated": instant(one.updated_at),
        "url": addresses.factor(call, owner, one),
    }


def new_factor(call: Incoming, owner: Entity, one: Factor, uri: str | None) -> JsonObject:
    """The only answer that ever holds the binding."""
    binding: Json = {"alg": "ES256", "public_key": one.binding}
    if uri is not None:
        binding = {"secret": one.binding, "uri": uri}
    return {**factor(call, owner, one), "binding": binding}


def challenge(
    call: Incoming, owner: Entity, one: Challenge, settings: TwilioVerifySettings
) -> JsonObject:
    url = addresses.challenge(call, owner, one)
    shown: JsonObject = {
        "sid": one.sid,
        **_owner(owner),
        "factor_sid": one.factor.sid,
        "factor_type": one.factor.type,
        "status": one.status.value,
        "responded_reason": "none",
        "details": _details(one),
        "hidden_details": one.hidden_details,
        "metadata": one.metadata,
        "date_created": instant(one.created_at),
        "date_updated": instant(one.updated_at),
        "date_responded": None,
        "expiration_date": instant(one.expires_at),
        "url": url,
        "links": {"notifications": f"{url}/Notifications"},
    }
    if one.responded_at is not None:
        shown["date_responded"] = instant(one.responded_at)
    elif settings.date_responded_before == "date_created":
        shown["date_responded"] = instant(one.created_at)
    elif settings.date_responded_before == "absent":
        del shown["date_responded"]
    return shown


def notification(owner: Entity, one: Challenge, sid: str, ttl: int, now: datetime) -> JsonObject:
    return {
        "sid": sid,
        **_owner(owner),
        "challenge_sid": one.sid,
        "priority": "high",
        "ttl": ttl,
        "date_created": instant(now),
    }


def verification(books: Books, call: Incoming, one: Verification) -> JsonObject:
    return {
        **checked(books, one),
        "lookup": {},
        "sna": None,
        "send_code_attempts": [
            {
                "time": instant(attempt.at),
                "channel": attempt.channel.upper(),
                "attempt_sid": attempt.sid,
            }
            for attempt in one.attempts
        ],
        "url": addresses.verification(call, one),
    }


def checked(books: Books, one: Verification) -> JsonObject:
    spelt = instant if books.settings.verification_dates == "iso" else _rfc2822
    return {
        "sid": one.sid,
        "service_sid": one.service_sid,
        "account_sid": ACCOUNT_SID,
        "to": one.to,
        "channel": one.channel,
        "status": one.status.value,
        "valid": one.status is VerificationStatus.APPROVED,
        "amount": one.amount,
        "payee": one.payee,
        "date_created": spelt(one.created_at),
        "date_updated": spelt(one.updated_at),
    }


def attempt(books: Books, one: Verification, sent: Attempt) -> JsonObject:
    converted = is_converted(books, one, sent)
    updated = one.approved_at if converted and one.approved_at is not None else sent.at
    return {
        "sid": sent.sid,
        "account_sid": ACCOUNT_SID,
        "service_sid": one.service_sid,
        "verification_sid": one.sid,
        "channel": sent.channel,
        "conversion_status": "converted" if converted else "unconverted",
        "date_created": instant(sent.at),
        "date_updated": instant(updated),
        "price": None,
        "channel_data": None,
        "url": None,
    }


def is_converted(books: Books, one: Verification, sent: Attempt) -> bool:
    """The last text before the code was accepted counts as the one that was read."""
    return sent is one.attempts[-1] and verifying.is_converted(books, one)


def _owner(owner: Entity) -> JsonObject:
    return {
        "account_sid": ACCOUNT_SID,
        "service_sid": owner.service_sid,
        "entity_sid": owner.sid,
        "identity": owner.identity,
    }


def _config(one: Factor) -> JsonObject:
    means = one.means
    if isinstance(means, Totp):
        return {
            "alg": means.alg,
            "skew": means.skew,
            "code_length": means.code_length,
            "time_step": means.time_step,
        }
    return {
        "app_id": means.app_id,
        "notification_platform": means.platform,
        "notification_token": means.token,
        "sdk_version": means.sdk_version,
    }


def _details(one: Challenge) -> JsonObject | None:
    if one.details is None:
        return None
    return {
        "message": one.details.message,
        "fields": [{"label": label, "value": value} for label, value in one.details.fields],
        "date": instant(one.created_at),
    }


def _rfc2822(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0))
