"""How a guest is recognised (contract, sections 5.2 and 5.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from pos_app.sandbox.punchh.records import Guest
from pos_app.sandbox.punchh.refusals import (
    USER_NOT_FOUND,
    USER_NOT_FOUND_IN_LIST,
    RefusedError,
    missing,
    refused,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.reading import Members

_Finder: TypeAlias = "Callable[[Books, str], Guest | None]"

_QR = re.compile(r"P.{1,11}|Punchh.{1,500}Punchh|S.{7}", re.DOTALL)
_SINGLE_SCAN = re.compile(r"[0-9a-fA-F-]{6,34}")
_REWARD_ID = re.compile(r"[0-9]{11,20}")


def by_phone(books: Books, value: str) -> Guest | None:
    if not re.fullmatch(r"[0-9]{10}", value):
        return None
    found = books.owner_of(phone=value)
    if found is None and books.settings.autocreate_user_phone:
        return books.enrol(phone=value)
    return found


def by_email(books: Books, value: str) -> Guest | None:
    return books.owner_of(email=value) if "@" in value and 6 <= len(value) <= 255 else None


def by_card(books: Books, value: str) -> Guest | None:
    return _first(books, lambda guest: guest.card_number == value)


def by_qrcode(books: Books, value: str) -> Guest | None:
    if not _QR.fullmatch(value):
        return None
    return _first(books, lambda guest: guest.qrcode == value)


def by_single_scan_code(books: Books, value: str) -> Guest | None:
    if not _SINGLE_SCAN.fullmatch(value):
        return None
    now = books.clock.now()
    return _first(books, lambda guest: _is_live(guest.app_codes, value, now))


def by_redemption_code(books: Books, value: str) -> Guest | None:
    return _first(books, lambda guest: guest.redemption_code == value)


def by_reward(books: Books, value: str) -> Guest | None:
    if not _REWARD_ID.fullmatch(value):
        return None
    return _first(books, lambda guest: any(one.id == int(value) for one in guest.rewards))


def by_drive_thru_code(books: Books, value: str) -> Guest | None:
    """Its refusals have texts of their own."""
    if not value.isalnum():
        raise refused("drive_thru_code required or Invalid code", 400)
    if len(value) != 4:
        raise refused("Invalid drive_thru_code length", 400)
    now = books.clock.now()
    owner = _first(books, lambda guest: value in guest.drive_thru_codes)
    if owner is None:
        raise refused("CODE_NOT_FOUND", 404)
    if not _is_live(owner.drive_thru_codes, value, now):
        raise refused("CODE_EXPIRED", books.settings.expired_drive_thru_code)
    return owner


_SEARCHED: Mapping[str, _Finder] = MappingProxyType(
    {
        "phone": by_phone,
        "email": by_email,
        "card_number": by_card,
        "user_as_qrcode": by_qrcode,
        "single_scan_code": by_single_scan_code,
        "redemption_code": by_redemption_code,
        "drive_thru_code": by_drive_thru_code,
        "reward_id": by_reward,
        "apple_nfc_data": lambda books, value: _first(books, lambda g: g.apple_nfc_data == value),
        "nfc_token": lambda books, value: _first(books, lambda g: g.nfc_token == value),
    }
)

_FOUND: Mapping[str, _Finder] = MappingProxyType(
    {
        "phone": by_phone,
        "email": by_email,
        "otp": by_single_scan_code,
        "user_as_qrcode": by_qrcode,
        "user_token": lambda books, value: _first(books, lambda g: g.user_token == value),
        "apple_nfc_data": _SEARCHED["apple_nfc_data"],
        "nfc_token": _SEARCHED["nfc_token"],
        "reward_id": by_reward,
        "redemption_code": by_redemption_code,
        "none": lambda books, _value: books.enrol_nobody(),
        "anonymous": lambda books, _value: books.enrol_nobody(),
    }
)
"""No card number: only `search` knows it."""

_CHECKED_IN = ("email", "phone", "card_number", "user_as_qrcode", "redemption_code")


def search(books: Books, parameters: list[tuple[str, str]]) -> Guest:
    known = [(name, value) for name, value in parameters if name in _SEARCHED]
    if len(known) != 1 or len(parameters) != 1:
        raise refused("Exactly one search parameter is required", 400)
    name, value = known[0]
    if not value and name != "drive_thru_code":
        raise missing(name)
    found = _SEARCHED[name](books, value)
    if found is None:
        raise RefusedError(USER_NOT_FOUND)
    return books.welcome_guest(found.id)


def find(books: Books, wanted: Members) -> Guest:
    name = wanted.text("lookup_field")
    value = wanted.text("lookup_value")
    if name not in _FOUND:
        raise refused(f"Invalid lookup_field: {name}", 400)
    found = _FOUND[name](books, value)
    if found is None and name == "otp":
        raise refused("Invalid or Expired Single Scan Code", 404)
    if found is None:
        raise RefusedError(USER_NOT_FOUND_IN_LIST)
    return books.welcome_guest(found.id)


def identify(books: Books, wanted: Members) -> Guest:
    """Of a check-in, which knows no user_id."""
    for name in (*_CHECKED_IN, "single_scan_code"):
        value = wanted.optional_text(name)
        if value is not None:
            found = _SEARCHED[name](books, value)
            if found is None:
                raise RefusedError(USER_NOT_FOUND)
            return books.welcome_guest(found.id)
    raise missing("email")


def _first(books: Books, fits: Callable[[Guest], bool]) -> Guest | None:
    return next((guest for guest in books.guests.values() if fits(guest)), None)


def _is_live(codes: dict[str, datetime | None], code: str, now: datetime) -> bool:
    if code not in codes:
        return False
    dies_at = codes[code]
    return dies_at is None or now < dies_at
