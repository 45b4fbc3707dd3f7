"""The requests of every endpoint: percent-encoded paths and hand-ordered bodies; contract, 2 to 6.

None holds a token: that goes along as a header, from memory. Whatever is wrong with what a request
is made from raises ``ValueError`` before there is a byte of it.
"""

import re
from enum import StrEnum

import msgspec

from pos_app.core.money import Money
from pos_app.core.value import Value
from pos_app.providers.paths import segment
from pos_app.providers.ports import Draft
from pos_app.providers.weavr import wire

ACCOUNTS = "managed_accounts"
SENDS = "sends"
PAGE = 100
"""The largest page there is."""
TAG = re.compile(r"[a-zA-Z0-9_-]{1,50}")
DIGITS = re.compile(r"[0-9]{1,32}")
CODE = re.compile(r"[0-9]{6}")
DESCRIPTION = re.compile(r"""[A-Za-z0-9/\-?:().$_,'+ #=!"%&*<>;{@]{0,255}""")
_encode = msgspec.json.Encoder().encode


class Channel(StrEnum):
    SMS = "SMS"
    AUTHY = "AUTHY"
    BIOMETRIC = "BIOMETRIC"

    @property
    def is_push(self) -> bool:
        return self is not Channel.SMS


class _Order(wire.Wire, frozen=True, omit_defaults=True):
    profile_id: str
    tag: str
    source: wire.Instrument
    destination: wire.Instrument
    destination_amount: wire.Money
    description: str = ""


class _Resources(wire.Wire, frozen=True):
    resource_type: str
    resource_ids: tuple[str, ...]


class _Typed(wire.Wire, frozen=True):
    verification_code: str
    resource_type: str


class _Whose(wire.Wire, frozen=True):
    identity: wire.Instrument


class Order(Value, frozen=True):
    """What a send is to move, and what it is called in the merchant's records."""

    profile: str
    """The merchant's send profile."""
    tag: str
    source: str
    destination: str
    amount: Money
    description: str = ""

    def body(self) -> bytes:
        """Once: a repeat sends these bytes (7)."""
        for digits in (self.profile, self.source, self.destination):
            _checked(DIGITS, digits, "an id has only digits")
        _checked(TAG, self.tag, "a tag has up to 50 letters, digits, - and _")
        _checked(DESCRIPTION, self.description, "a description cannot hold that")
        if self.amount.minor <= 0:
            raise ValueError("nothing is to be sent")
        return _encode(
            _Order(
                self.profile,
                self.tag,
                wire.Instrument(ACCOUNTS, self.source),
                wire.Instrument(ACCOUNTS, self.destination),
                wire.Money(self.amount.currency, self.amount.minor),
                self.description,
            )
        )


# Tokens, 2


def nobody() -> Draft:
    """A sign-in that cannot succeed: it proves the address and the key, and is about nobody."""
    return Draft(
        "POST",
        "/login_with_password",
        b'{"email":"nobody@pos-app.invalid","password":{"value":"none"}}',
    )


def identities() -> Draft:
    return Draft("GET", f"/identities?offset=0&limit={PAGE}")


def access_token(identity: wire.Instrument) -> Draft:
    return Draft("POST", "/access_token", _encode(_Whose(identity)))


def logout() -> Draft:
    return Draft("POST", "/logout")


def factors() -> Draft:
    return Draft("GET", "/authentication_factors")


# Accounts, 3


def accounts(offset: int = 0) -> Draft:
    return Draft("GET", f"/{ACCOUNTS}?offset={offset}&limit={PAGE}")


# Sends, 4


def create(order: Order) -> Draft:
    return Draft("POST", f"/{SENDS}", order.body())


def send(send_id: str) -> Draft:
    return Draft("GET", f"/{SENDS}/{segment(send_id)}")


def tagged(tag: str) -> Draft:
    return Draft("GET", f"/{SENDS}?tag={segment(tag)}&offset=0&limit={PAGE}")


def cancel(send_id: str) -> Draft:
    return Draft("POST", f"/{SENDS}/{segment(send_id)}/cancel", b"{}")


# Challenges, 5 and 6


def issue(channel: Channel, send_id: str) -> Draft:
    """For exactly one send, so that the customer confirms one payment (9, trap 5)."""
    _checked(DIGITS, send_id, "an id has only digits")
    way = "push" if channel.is_push else "otp"
    return Draft("POST", f"/challenges/{way}/{channel}", _encode(_Resources(SENDS, (send_id,))))


def verify(challenge_id: str, code: str) -> Draft:
    """Holds the code: it is sent, and kept nowhere. The code is text, with its leading zeros."""
    _checked(CODE, code, "a code has six digits")
    path = f"/challenges/{segment(challenge_id)}/otp/{Channel.SMS}/verify"
    return Draft("POST", path, _encode(_Typed(code, SENDS)))


def _checked(form: re.Pattern[str], text: str, complaint: str) -> None:
    if not form.fullmatch(text):
        raise ValueError(complaint)
