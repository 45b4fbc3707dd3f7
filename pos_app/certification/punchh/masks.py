"""What of Punchh's members is nobody's business; contract, 8, traps 2 and 3."""

from collections.abc import Mapping

from pos_app.certification.masking import Mask, Rules
from pos_app.core.identifiers import IdentifierKind, mask
from pos_app.sandbox.exact_json import Json


def _says(shown: str) -> Mask:
    return lambda _value, _beside: f"‹{shown}›"


def _as(kind: IdentifierKind) -> Mask:
    return lambda value, _beside: mask(kind, value)


def _plainly(_value: str, _beside: Mapping[str, Json]) -> None:
    return None


def _looked_up(value: str, beside: Mapping[str, Json]) -> str:
    """``lookup_value`` is what ``lookup_field`` says."""
    rule = MEMBERS.get(str(beside.get("lookup_field")), _says("code"))
    return rule(value, beside) or "‹code›"


def _discount_id(_value: str, beside: Mapping[str, Json]) -> str | None:
    return "‹coupon code›" if beside.get("discount_type") == "redemption_code" else None


def _authorization(value: str, _beside: Mapping[str, Json]) -> str:
    if value.startswith("Bearer "):
        return "Bearer ‹guest's token›"
    return "Token token=‹location key›, btoken=‹business key›"


PHONE, EMAIL = _as(IdentifierKind.PHONE), _as(IdentifierKind.EMAIL)
CARD, CODE, NAME = _as(IdentifierKind.CARD), _says("code"), _says("name")

MEMBERS: Mapping[str, Mask] = {
    "first_name": NAME,
    "last_name": NAME,
    "birthday": _says("date"),
    "phone": PHONE,
    "phone_number": PHONE,
    "email": EMAIL,
    "card_number": CARD,
    "selected_card_number": CARD,
    "loyalty_cards": CARD,
    "user_as_qrcode": _says("QR code"),
    "single_scan_code": _says("app code"),
    "otp": _says("app code"),
    "redemption_code": CODE,
    "drive_thru_code": CODE,
    "lookup_value": _looked_up,
    "discount_id": _discount_id,
    "token": CODE,
    "client": _says("OAuth client"),
    "code_challenge": _says("challenge"),
    "code_verifier": _says("verifier"),
    "access_token": _says("token"),
    "oauth_token": _says("token"),
    "refresh_token": _says("token"),
    "id_token": _says("token"),
}

RULES = Rules(
    members=MEMBERS,
    headers={
        "authorization": _authorization,
        "user-agent": _plainly,
        "punchh-app-device-id": _says("device id"),
        "client-type": _plainly,
    },
)
