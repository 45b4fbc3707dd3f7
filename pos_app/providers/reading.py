"""From bytes to typed answers, tolerant in form and strict in meaning: what every provider shares.

Numbers are exact, remote text is bounded and printable, and no error of msgspec's gets out: it may
quote the answer.
"""

from decimal import Decimal
from typing import TypeAlias, TypeVar

import msgspec

from pos_app.core.errors import ContractBrokenError, OutcomeUnknownError, ProviderError
from pos_app.core.money import EXPONENTS, Money
from pos_app.core.scrubbing import scrub

Json: TypeAlias = "bool | int | str | Decimal | list[Json] | dict[str, Json] | None"

Payload = TypeVar("Payload")

LONGEST_TEXT = 200
LARGEST_NUMBER = 10**12
FINEST_NUMBER = -12
"""The exponent of the last decimal that is still taken for a number of these APIs."""


def read(body: bytes, payload: type[Payload]) -> Payload:
    """Spelt as declared, it is decoded in one go; else what can be read of it is fitted."""
    exact = read_exact(body, payload)
    return read_as(parse(body), payload) if exact is None else exact


def read_exact(body: bytes, payload: type[Payload]) -> Payload | None:
    """Nothing unless every member is of its declared form."""
    try:
        return msgspec.json.Decoder(payload, float_hook=_number).decode(body)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        return None


def parse(body: bytes) -> Json:
    try:
        document: Json = _decoder.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        pass
    else:
        return document
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


def answered_on_the_way(status: int, *, mutating: bool) -> ProviderError:
    """Of what the provider itself has not written: a page of the network's, or of its edge."""
    cause = f"Edge_{status}"
    return OutcomeUnknownError(cause) if mutating else ContractBrokenError(cause)


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


_decoder = msgspec.json.Decoder(float_hook=_number)
