"""What a cashier typed or scanned: recognised, validated, and masked for showing."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

from pos_app.core.money import EXPONENTS, Money
from pos_app.core.value import Value

LONGEST_INPUT = 255
LARGEST_AMOUNT_DIGITS = 9


class IdentifierKind(StrEnum):
    CPF = "cpf"
    CNPJ = "cnpj"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    QR_CODE = "qr_code"
    """Of the customer's app or card: always the same."""
    APP_CODE = "app_code"
    """Shown by the customer's app, and soon worth nothing."""
    COUPON = "coupon"
    DRIVE_THRU = "drive_thru"
    SESSION = "session"
    """A handle of what the customer's app has lent the till, which only the provider holds."""


class CustomerKey(Value, frozen=True):
    """How a customer is looked up: normalised, so that equal people compare equal."""

    kind: IdentifierKind
    value: str

    def __repr__(self) -> str:
        return f"CustomerKey({self.kind}, {self.masked})"

    @property
    def masked(self) -> str:
        return mask(self.kind, self.value)


class Misread(StrEnum):
    """Why an input was refused; the screen owns the sentence."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    STRANGE_CHARACTERS = "strange_characters"
    UNRECOGNISED = "unrecognised"
    CPF_DIGITS = "cpf_digits"
    CNPJ_DIGITS = "cnpj_digits"
    EMAIL_FORM = "email_form"
    PHONE_FORM = "phone_form"
    AMOUNT_FORM = "amount_form"
    AMOUNT_DECIMALS = "amount_decimals"
    AMOUNT_ZERO = "amount_zero"
    AMOUNT_TOO_LARGE = "amount_too_large"
    PRODUCT_UNKNOWN = "product_unknown"
    QUANTITY = "quantity"
    COUPON_FORM = "coupon_form"
    CODE_FORM = "code_form"
    SESSION_FORM = "session_form"


class MisreadError(ValueError):
    """Raised by the readers below; carries the reason, never the input."""

    def __init__(self, reason: Misread) -> None:
        super().__init__(reason.value)
        self.reason = reason


def clean(text: str, longest: int = LONGEST_INPUT) -> str:
    """Strips surrounding white space; refuses control, invisible and overlong input."""
    text = text.strip()
    if not text:
        raise MisreadError(Misread.EMPTY)
    if len(text) > longest:
        raise MisreadError(Misread.TOO_LONG)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"} for character in text):
        raise MisreadError(Misread.STRANGE_CHARACTERS)
    return text


def read_customer(text: str, region: str = "BR") -> CustomerKey:
    """A CPF, CNPJ, e-mail or phone number; ``region`` is the country of a number without ``+``."""
    text = clean(text)
    if "@" in text:
        return CustomerKey(IdentifierKind.EMAIL, read_email(text))
    if text.startswith("+"):
        return CustomerKey(IdentifierKind.PHONE, read_phone(text, region))
    if not re.fullmatch(r"[0-9A-Za-z.\-/() ]+", text):
        raise MisreadError(Misread.UNRECOGNISED)
    compact = re.sub(r"[.\-/() ]", "", text).upper()
    if len(compact) == 14:
        return CustomerKey(IdentifierKind.CNPJ, _read_cnpj(compact))
    if not (compact.isascii() and compact.isdigit()):
        raise MisreadError(Misread.UNRECOGNISED)
    if len(compact) == 11 and _is_cpf(compact):
        return CustomerKey(IdentifierKind.CPF, compact)
    if "(" in text or len(compact) == 10:
        return CustomerKey(IdentifierKind.PHONE, read_phone(text, region))
    raise MisreadError(Misread.CPF_DIGITS if 9 <= len(compact) <= 12 else Misread.UNRECOGNISED)


def _is_cpf(digits: str) -> bool:
    from stdnum.br import cpf  # noqa: PLC0415 - the first frame does not need it

    return bool(cpf.is_valid(digits)) and len(set(digits)) > 1


def _read_cnpj(compact: str) -> str:
    from stdnum.br import cnpj  # noqa: PLC0415

    if not cnpj.is_valid(compact):
        raise MisreadError(Misread.CNPJ_DIGITS)
    return compact


def read_email(text: str) -> str:
    """Lower-cased domain, local part as typed; ASCII only, as the providers take it."""
    text = clean(text)
    local, _, domain = text.rpartition("@")
    local_ok = re.fullmatch(r"[A-Za-z0-9._%+'\-/]{1,64}", local) and ".." not in local
    label = r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
    if not local_ok or not re.fullmatch(rf"(?:{label}\.)+[A-Za-z]{{2,63}}", domain):
        raise MisreadError(Misread.EMAIL_FORM)
    return f"{local}@{domain.lower()}"


def read_phone(text: str, region: str = "BR") -> str:
    """E.164 with ``+``."""
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(clean(text), region)
    except phonenumbers.NumberParseException:
        raise MisreadError(Misread.PHONE_FORM) from None
    if not phonenumbers.is_valid_number(number):
        raise MisreadError(Misread.PHONE_FORM)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_amount(text: str, currency: str = "BRL") -> Money:
    """An amount typed with either decimal sign; grouping is accepted only where it is exact."""
    text = clean(text)
    exponent = EXPONENTS[currency]
    text = re.sub(r"^(R\$|€|US\$|\$|£)\s*", "", text).replace("\N{NO-BREAK SPACE}", "")
    plain = re.fullmatch(r"(\d+)(?:[.,](\d*))?", text, re.ASCII)
    grouped = re.fullmatch(
        r"(\d{1,3}([.,])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,3}))?", text, re.ASCII
    )
    if plain:
        whole, decimals = plain[1], plain[2] or ""
        if len(decimals) > exponent:
            raise MisreadError(Misread.AMOUNT_DECIMALS)
    elif grouped and (grouped[3] is not None or grouped[1].count(grouped[2]) > 1):
        whole, decimals = re.sub(r"[.,]", "", grouped[1]), grouped[3] or ""
        if len(decimals) > exponent:
            raise MisreadError(Misread.AMOUNT_DECIMALS)
    else:
        raise MisreadError(Misread.AMOUNT_FORM)
    if len(whole.lstrip("0")) > LARGEST_AMOUNT_DIGITS:
        raise MisreadError(Misread.AMOUNT_TOO_LARGE)
    return Money.from_decimal(Decimal(f"{whole}.{decimals or '0'}"), currency)


def read_price(text: str, currency: str = "BRL") -> Money:
    """An amount above zero."""
    amount = read_amount(text, currency)
    if not amount:
        raise MisreadError(Misread.AMOUNT_ZERO)
    return amount


def read_quantity(text: str, largest: int = 999) -> int:
    text = clean(text)
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not 1 <= int(text) <= largest:
        raise MisreadError(Misread.QUANTITY)
    return int(text)


def is_ean(text: str) -> bool:
    """Whether the text is an EAN-8, UPC-A or EAN-13 with a right check digit."""
    if not re.fullmatch(r"\d{8}|\d{12}|\d{13}", text, re.ASCII):
        return False
    digits = [int(character) for character in reversed(text)]
    return sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0


def mask(kind: IdentifierKind, value: str) -> str:
    """The form that may be shown and logged."""
    match kind:
        case IdentifierKind.CPF:
            return f"•••.{value[3:6]}.{value[6:9]}-••"
        case IdentifierKind.CNPJ:
            return f"••.•••.{value[5:8]}/{value[8:12]}-••"
        case IdentifierKind.EMAIL:
            return mask_email(value)
        case IdentifierKind.PHONE:
            return mask_phone(value)
        case IdentifierKind.CARD:
            return f"•••• {value[-4:]}"
        case _:
            return "••••"


def mask_phone(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"•••• {digits[-4:]}" if len(digits) >= 8 else "••••"


def mask_email(address: str) -> str:
    """The last two characters of the name and the top-level domain."""
    local, _, domain = address.rpartition("@")
    shown = local[-2:] if len(local) > 4 else ""
    return f"•••{shown}@•••.{domain.rpartition('.')[2]}"
