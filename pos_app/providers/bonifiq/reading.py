"""From bytes to typed answers, tolerant in form and strict in meaning."""

import re
from decimal import Decimal
from typing import TypeAlias, TypeVar

import msgspec

from pos_app.core.errors import ContractBrokenError
from pos_app.core.money import EXPONENTS, Money
from pos_app.core.scrubbing import scrub

Json: TypeAlias = "bool | int | str | Decimal | list[Json] | dict[str, Json] | None"

Payload = TypeVar("Payload")

LONGEST_TEXT = 200
LARGEST_NUMBER = 10**12
FINEST_NUMBER = -12
"""The exponent of the last decimal that is still taken for a number of this API."""


def read(body: bytes, payload: type[Payload]) -> Payload:
    """A bare object. One spelt as published is decoded in one go."""
    if not _LOWERED.search(body):
        try:
            return msgspec.json.Decoder(payload, float_hook=_number).decode(body)
        except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
            pass
    return read_as(read_object(body), payload)


def read_object(body: bytes) -> dict[str, Json]:
    """The object with the first letter of every member raised; never an error of msgspec's."""
    try:
        document = _decoder.decode(body.removeprefix(b"\xef\xbb\xbf"))
        if isinstance(document, dict):
            return _raised(document)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        pass
    raise ContractBrokenError("UnreadableBody")


def read_as(document: object, payload: type[Payload]) -> Payload:
    try:
        return msgspec.convert(document, payload)
    except msgspec.ValidationError:
        pass
    raise ContractBrokenError("UnexpectedBody")


def text_of(value: str | int | None) -> str | None:
    """Remote text on one printable line of limited length; nothing, if nothing is left."""
    if value is None:
        return None
    text = str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:LONGEST_TEXT].rstrip() or None


def message_of(value: str | int | None) -> str | None:
    """What a provider says of a refusal is journalled: should it quote the customer, they go."""
    text = text_of(value)
    return None if text is None else scrub(text)


def id_of(value: str | int | None) -> str | None:
    """An identifier is passed on as it came."""
    return None if value is None else str(value).strip() or None


def whole_of(value: Decimal | None) -> int | None:
    """Without its fraction."""
    return None if value is None else int(_sane(value))


def money_of(value: Decimal | None, currency: str) -> Money | None:
    return None if value is None else Money.from_decimal(_sane(value), currency)


def decimal_of(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else _sane(value)


def decimals_of(money: Money) -> Decimal:
    """As the wire takes it: at most two decimals."""
    if EXPONENTS[money.currency] > 2:
        raise ValueError(f"amounts in {money.currency} have more decimals than the wire")
    return money.to_decimal()


def _sane(value: Decimal) -> Decimal:
    """Bounds what arithmetic further on would choke on."""
    if not value.is_finite() or value.copy_abs() >= LARGEST_NUMBER:
        raise ContractBrokenError("ImpossibleNumber")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < FINEST_NUMBER:
        return value.quantize(Decimal(1).scaleb(FINEST_NUMBER))
    return value


def _number(text: str) -> Decimal | int:
    """``40.0`` may stand where an integer is meant."""
    value = Decimal(text)
    is_whole = value.copy_abs() < LARGEST_NUMBER and value == value.to_integral_value()
    return int(value) if is_whole else value


def _raised(value: dict[str, Json]) -> dict[str, Json]:
    raised: dict[str, Json] = {}
    for name, member in value.items():
        pascal = name[:1].upper() + name[1:]
        if pascal in raised:
            raise ContractBrokenError("AmbiguousMember")
        raised[pascal] = _raise_within(member)
    return raised


def _raise_within(value: Json) -> Json:
    if isinstance(value, dict):
        return _raised(value)
    if isinstance(value, list):
        return [_raise_within(item) for item in value]
    return value


_decoder = msgspec.json.Decoder(float_hook=_number)
_LOWERED = re.compile(rb'"[a-z][^"\\]*"\s*:')
"""A member whose first letter is not a capital."""
