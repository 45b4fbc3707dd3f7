"""Entities and factors: enrolled, verified, updated (contract, section 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pos_app.sandbox.twilio_verify.challenge_fields import LONGEST_SIGNATURE, read_code
from pos_app.sandbox.twilio_verify.factor_fields import (
    LONGEST_NAME,
    read_config,
    read_device,
    read_means,
)
from pos_app.sandbox.twilio_verify.records import Entity, Factor, Push
from pos_app.sandbox.twilio_verify.refusals import refused
from pos_app.sandbox.twilio_verify.totp import Totp
from pos_app.sandbox.twilio_verify.windows import DAY_S, within

if TYPE_CHECKING:
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.form import Form
    from pos_app.sandbox.twilio_verify.refusals import RefusedError


def create_entity(books: Books, service_sid: str, identity: str) -> Entity:
    now = books.now()
    if within(books.entities_created_at, now, 1) >= books.settings.entities_per_second:
        raise refused(429, 60328, "Max entities created per second reached")
    made = Entity(books.new_sid("YE"), service_sid, identity, now, now)
    books.entities_created_at.append(now)
    books.entities[service_sid, identity] = made
    return made


def create(books: Books, service_sid: str, identity: str, form: Form) -> tuple[Entity, Factor]:
    """Unverified, whatever its type; of an unknown identity it makes an entity."""
    now = books.now()
    made = Factor(
        sid=books.new_sid("YF"),
        friendly_name=form.text("FriendlyName", 1, LONGEST_NAME),
        means=read_means(books, form),
        created_at=now,
        updated_at=now,
        metadata=form.texts("Metadata"),
    )
    owner = books.entity(service_sid, identity) or create_entity(books, service_sid, identity)
    forget_unverified(books, owner)
    _check_limits(books, owner, made)
    owner.enrolled_at.append(now)
    owner.factors[made.sid] = made
    return owner, made


def forget_unverified(books: Books, owner: Entity) -> None:
    """Twilio deletes a factor that nobody has verified after a while."""
    born = books.now() - timedelta(seconds=books.settings.unverified_factor_life_s)
    for sid, one in list(owner.factors.items()):
        if not one.verified and one.created_at <= born:
            del owner.factors[sid]


def update(books: Books, factor: Factor, form: Form) -> None:
    """Reads everything before it changes anything."""
    longest = LONGEST_SIGNATURE if isinstance(factor.means, Push) else 8
    code = read_code(form, longest)
    means, name = _means(factor, form), factor.friendly_name
    if form.optional("FriendlyName") is not None:
        name = form.text("FriendlyName", 1, LONGEST_NAME)
    if code is not None and not factor.verified:
        _verify(books, factor, code)
    factor.means, factor.friendly_name = means, name
    factor.updated_at = books.now()


def uri(books: Books, factor: Factor) -> str | None:
    """What an authenticator app reads as a QR code; of TOTP alone."""
    if not isinstance(factor.means, Totp):
        return None
    issuer, means = books.settings.totp_issuer, factor.means
    label = f"{quote(issuer)}:{quote(factor.friendly_name)}"
    members = {
        "secret": means.secret,
        "issuer": issuer,
        "algorithm": means.alg.upper(),
        "digits": means.code_length,
        "period": means.time_step,
    }
    return f"otpauth://totp/{label}?{urlencode(members, quote_via=quote)}"


def _means(factor: Factor, form: Form) -> Totp | Push:
    if isinstance(factor.means, Push):
        return read_device(form, factor.means)
    return read_config(form, factor.means)


def _check_limits(books: Books, owner: Entity, made: Factor) -> None:
    if any(one.binding == made.binding for one in owner.factors.values()):
        raise refused(409, 60317, "A factor with the same binding exists")
    pushes = sum(isinstance(one.means, Push) for one in owner.factors.values())
    if isinstance(made.means, Push) and pushes >= books.settings.push_factors_per_entity:
        raise refused(403, 60315, "Max push factors for this entity reached")
    if within(owner.enrolled_at, books.now(), DAY_S) >= books.settings.factors_per_day:
        raise refused(429, 60326, "Max factor creations for this entity reached")


def _verify(books: Books, factor: Factor, code: str) -> None:
    """A device verifies its own factor with a signature, which nobody can send from here."""
    if not isinstance(factor.means, Totp):
        raise _failed()
    settings = books.settings
    if factor.wrong_codes >= settings.tries_per_factor:
        raise _no_try_left()
    if code == settings.fixed_code or factor.means.steps_of(code, books.now()):
        factor.verified = True
        return
    factor.wrong_codes += 1
    if factor.wrong_codes >= settings.tries_per_factor and settings.last_try == "refused":
        raise _no_try_left()
    if settings.old_style:
        raise _failed()


def _failed() -> RefusedError:
    return refused(403, 60311, "Factor verification failed")


def _no_try_left() -> RefusedError:
    return refused(429, 60310, "Max verification attempts of this factor reached")
