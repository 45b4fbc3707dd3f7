"""Codes to a guest's phone or e-mail, and the tokens that a right code wins (section 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import auth
from pos_app.sandbox.punchh.codes import Address, CodeRefusedError
from pos_app.sandbox.punchh.refusals import RefusedError, keyed, missing

if TYPE_CHECKING:
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.reading import Members
    from pos_app.sandbox.punchh.sessions import Session
    from pos_app.sandbox.punchh.settings import PunchhSettings

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PLACEHOLDERS = frozenset(
    {
        "phone.punchh.com",
        "sa-phone.punchh.com",
        "fb.punchh.com",
        "archived.com",
        "anonymise.punchh.com",
    }
)


def send(books: Books, wanted: Members) -> None:
    """The rules of 4.1, in the order of the contract."""
    if not books.settings.advance_auth:
        raise keyed(404, "advance_auth_not_enabled", "Advanced Authentication is not enabled.")
    auth.check_client(wanted.optional_text("client"))
    challenge = wanted.text("code_challenge")
    _check_consent(wanted)
    address = _address(wanted)
    _check_channels(address, books.settings)
    _check_validation_method(wanted, books.settings)
    _check_email(address.email)
    books.codes.send(address, challenge, books.clock.now(), books.settings)


def verify(books: Books, wanted: Members, client: str) -> Session:
    """An unknown address becomes a guest. `client` is the IP address that failures count for."""
    auth.check_client(wanted.optional_text("client"))
    _check_consent(wanted)
    code = wanted.text(books.settings.otp_member)
    verifier = wanted.text("code_verifier")
    address = _address(wanted)
    if not address.destination:
        raise missing("phone_number")
    now = books.clock.now()
    try:
        books.codes.check(address, code, verifier, now, books.settings)
    except CodeRefusedError as failure:
        books.lockout.count_failure(client, now, books.settings)
        raise _refusal_of(failure, books.settings) from None
    guest = books.owner_of(address.phone_number, address.email)
    if guest is None:
        guest = books.enrol(phone=address.phone_number, email=address.email)
    if guest.deactivated:
        raise keyed(403, "deactivated_user", "Your account has been deactivated.")
    guest.email_verified = guest.email_verified or address.channel == "email"
    return _start_session(books, guest.id)


def refresh(books: Books, wanted: Members) -> Session:
    auth.check_client(wanted.optional_text("client"))
    session = books.sessions.of_refresh_token(wanted.text("refresh_token"))
    if session is None:
        raise keyed(401, "unauthorized", "The refresh token is not valid.")
    books.sessions.end(session)
    return _start_session(books, session.guest)


def _start_session(books: Books, guest: int) -> Session:
    settings = books.settings
    return books.sessions.start(
        guest, books.clock.now(), settings.token_life_s, id_token=settings.id_token
    )


def _check_consent(wanted: Members) -> None:
    """Texts and ones that mean true are not true."""
    if wanted.raw.get("privacy_policy") is not True:
        raise keyed(422, "privacy_policy", "Please agree on given privacy policy")
    if wanted.raw.get("terms_and_conditions") is not True:
        raise keyed(422, "terms_and_conditions", "Please agree on given terms and conditions")


def _address(wanted: Members) -> Address:
    return Address(
        wanted.optional_text("email"),
        wanted.optional_text("phone_ext"),
        wanted.optional_text("phone_number"),
    )


def _check_channels(address: Address, settings: PunchhSettings) -> None:
    """`missing` is the documented wording even for an address that was sent but is not allowed."""
    if settings.channels == "both" and not address.destination:
        raise keyed(400, "communication_channel_missing", "Communication channel is missing.")
    if settings.channels == "sms" and (address.email or not address.phone_number):
        raise missing("email" if address.email else "phone_number")
    if settings.channels == "email" and (address.phone_number or not address.email):
        raise missing("phone_number" if address.phone_number else "email")
    if address.phone_number and not address.phone_ext:
        raise missing("phone_ext")


def _check_validation_method(wanted: Members, settings: PunchhSettings) -> None:
    method = wanted.get("validation_method")
    if method != "otp" and (settings.validation_method_required or method is not None):
        raise keyed(400, "validation_method_missing", "Validation method is missing.")


def _check_email(email: str | None) -> None:
    if email is None:
        return
    domain = email.rpartition("@")[2].lower()
    if not _EMAIL.fullmatch(email) or domain in _PLACEHOLDERS:
        raise keyed(422, "invalid_email_format", "Invalid email format.")


def _refusal_of(failure: CodeRefusedError, settings: PunchhSettings) -> RefusedError:
    key, text = {
        "wrong": (settings.wrong_code_key, "The code is not valid."),
        "expired": (settings.expired_code_key, "The code has expired."),
        "verifier": (settings.verifier_key, "The code verifier does not match."),
    }[failure.why]
    return keyed(settings.code_refusal_status, key, text)
