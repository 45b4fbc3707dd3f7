"""What a typed or scanned text can be; contract, 5.2.

The forms overlap, so a text has readings in order of preference: what names a person for good
before what names one for a while, and the loosest form last. Ten digits are a telephone before they
are a scanned code, four characters with a P a guest's code before a drive-thru's.
"""

import re
from enum import StrEnum

from pos_app.core.identifiers import Misread, MisreadError, mask_email, mask_phone, read_email
from pos_app.core.value import Value
from pos_app.providers.punchh.addresses import searched_phone

LONGEST = 512


class Kind(StrEnum):
    """In order of preference; the value is the parameter of users/search and, but for the
    drive-thru code, the member of a check-in."""

    EMAIL = "email"
    PHONE = "phone"
    CARD = "card_number"
    QR_CODE = "user_as_qrcode"
    REDEMPTION_CODE = "redemption_code"
    DRIVE_THRU = "drive_thru_code"
    SINGLE_SCAN = "single_scan_code"


FIND_FIELDS = {
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.QR_CODE: "user_as_qrcode",
    Kind.SINGLE_SCAN: "otp",
}
"""``lookup_field`` of users/find (5.3), where ``otp`` is the app's single-scan code. It knows no
cards and discourages redemption codes."""
ON_CHECKINS = frozenset(Kind) - {Kind.DRIVE_THRU}
"""Who may be named by what in a check-in (5.10)."""

_FORMS = {
    Kind.PHONE: r"[0-9]{10}",
    Kind.CARD: r"[0-9]{16}",
    Kind.QR_CODE: r"P\S{1,11}|(?=\S{13,512}$)Punchh\S+Punchh|S\S{7}",
    Kind.REDEMPTION_CODE: r"[0-9]{7}",
    Kind.DRIVE_THRU: r"[0-9A-Za-z]{4}",
    Kind.SINGLE_SCAN: r"[0-9A-Fa-f]{6,34}",
}
_GROUPED = re.compile(r"[0-9(][0-9 ().-]*[0-9]")
"""Digits as people group those of a telephone or a card."""


class Lookup(Value, frozen=True):
    kind: Kind
    value: str

    @property
    def find_field(self) -> str | None:
        return FIND_FIELDS.get(self.kind)

    @property
    def masked(self) -> str:
        match self.kind:
            case Kind.EMAIL:
                return mask_email(self.value)
            case Kind.PHONE:
                return mask_phone(self.value)
            case _:
                return "••••"

    def __repr__(self) -> str:
        return f"Lookup({self.kind}, {self.masked})"


def lookup(text: str, region: str = "US") -> Lookup:
    """The preferred reading; see there."""
    return readings(text, region)[0]


def readings(text: str, region: str = "US") -> tuple[Lookup, ...]:
    """All that the text can be, the preferred one first; ``MisreadError`` where it is nothing.
    ``region`` is the country whose numbers guests are searched by."""
    text = _cleaned(text)
    if text.startswith("+"):
        return (Lookup(Kind.PHONE, _international(text, region)),)
    found = [Lookup(kind, value) for kind in Kind if (value := _read(kind, text)) is not None]
    if not found:
        raise MisreadError(Misread.EMAIL_FORM if "@" in text else Misread.UNRECOGNISED)
    return tuple(found)


def _read(kind: Kind, text: str) -> str | None:
    if kind is Kind.EMAIL:
        return _email(text)
    if kind in {Kind.PHONE, Kind.CARD} and _GROUPED.fullmatch(text):
        text = re.sub(r"[ ().-]", "", text)
    return text if re.fullmatch(_FORMS[kind], text) else None


def _email(text: str) -> str | None:
    try:
        return read_email(text)
    except MisreadError:
        return None


def _international(text: str, region: str) -> str:
    digits = searched_phone(text, region)
    if digits is None:
        raise MisreadError(Misread.PHONE_FORM)
    return digits


def _cleaned(text: str) -> str:
    text = text.strip()
    if not text:
        raise MisreadError(Misread.EMPTY)
    if len(text) > LONGEST:
        raise MisreadError(Misread.TOO_LONG)
    if not (text.isascii() and text.isprintable()):
        raise MisreadError(Misread.STRANGE_CHARACTERS)
    return text
