"""Punchh's requests, exactly; contract, 4 and 5. Members leave in the order in which they stand."""

from decimal import Decimal

import msgspec

from pos_app.providers.punchh import wire


class Body(wire.Wire, frozen=True, omit_defaults=True):
    """Optional members are left out rather than sent as null."""


class Whose(Body, frozen=True):
    """Of active and of unlock, and, without the uid, of a void (5.7, 5.9)."""

    user_id: int
    external_uid: str | None = None


class BalanceOf(Body, frozen=True):
    """5.4, where the id is a string."""

    user_id: str


class Find(Body, frozen=True):
    """5.3"""

    lookup_field: str
    lookup_value: str


class LineItem(Body, frozen=True):
    """5.5"""

    item_name: str
    item_qty: int
    amount: Decimal
    """Of the whole line."""
    item_type: str
    item_id: int | str
    item_family: str
    item_group: str
    serial_number: Decimal


class ReceiptBlock(Body, frozen=True, kw_only=True):
    """5.5"""

    user_id: int
    external_uid: str
    receipt_datetime: str
    subtotal_amount: Decimal
    receipt_amount: Decimal
    transaction_no: str | None = None
    punchh_key: str | None = None
    business_date: str | None = None
    line_items: tuple[LineItem, ...]

    def __post_init__(self) -> None:
        if self.receipt_amount != self.subtotal_amount:
            raise ValueError("receipt_amount and subtotal_amount are the same amount")


class Select(Body, frozen=True):
    discount_type: str
    discount_id: str | None = None
    discount_value: Decimal | None = None


class SelectRequest(Body, frozen=True):
    """5.7"""

    user_id: int
    discount_basket_items_attributes: tuple[Select, ...]
    external_uid: str


class UnselectRequest(Body, frozen=True):
    """5.7"""

    user_id: int
    discount_basket_item_ids: tuple[int, ...]
    external_uid: str


class MenuItem(Body, frozen=True):
    """5.10: what ``LineItem`` is in the older calls."""

    item_name: str
    item_qty: int
    item_amount: Decimal
    menu_item_type: str
    menu_item_id: str
    menu_family: str
    menu_major_group: str
    serial_number: str


class Earning(Body, frozen=True, kw_only=True):
    """What a check-in (5.10) and a receipt (5.11) have in common."""

    external_uid: str
    channel: str
    process: bool | None = None
    pos_type: str
    pos_version: str
    transaction_no: int | str
    punchh_key: str
    receipt_datetime: str
    revenue_id: str
    revenue_code: str
    subtotal_amount: Decimal
    receipt_amount: Decimal
    payable: Decimal
    menu_items: tuple[MenuItem, ...]


class SendCode(Body, frozen=True, kw_only=True):
    """4.1"""

    client: str
    code_challenge: str
    email: str | None = None
    phone_ext: str | None = None
    phone_number: str | None = None
    privacy_policy: bool
    terms_and_conditions: bool
    validation_method: str | None = None


class VerifyCode(Body, frozen=True, kw_only=True):
    """4.2; the code has one of its last four names (9, item 1)."""

    client: str
    code_verifier: str
    email: str | None = None
    phone_ext: str | None = None
    phone_number: str | None = None
    privacy_policy: bool
    terms_and_conditions: bool
    token: str | None = None
    otp: str | None = None
    code: str | None = None
    otp_token: str | None = None


class Client(Body, frozen=True):
    """4.4, 4.5"""

    client: str
    refresh_token: str | None = None


_encoder = msgspec.json.Encoder(decimal_format="number")


def encode(body: Body) -> bytes:
    """Compact; money keeps the decimals of its Decimal."""
    return _encoder.encode(body)


def quoted(text: str) -> bytes:
    return _encoder.encode(text)


def led_by(member: bytes, encoded: bytes) -> bytes:
    """The same body with one more member in front, and no other byte changed."""
    return b"{" + member + b"," + encoded.removeprefix(b"{")
