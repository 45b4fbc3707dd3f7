"""What the tests of Punchh's sandbox share: a till at wire level and what it sends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, CLIENT_ID, LOCATION_KEY

OLA, RAFAEL, JUNE, CARLOS, BEATRIZ, DARA = 90017, 90018, 90019, 90020, 90021, 90022
OLAS_PHONE = "5005550142"
START = datetime(2031, 3, 4, 17, 15, tzinfo=UTC)
KEYS = f"Token token={LOCATION_KEY}, btoken={BUSINESS_KEY}"
AGENT = "CedarTill/POS/2.4.1"
VERIFIER = "Quillon-Till-07.verifier_2f9c1e~abcdefghijkLMN"
CHALLENGE = "dWMZkZ5p4PBUrK4kYdS_NPYObhzRCODX9yQ9gAU8Ilc"
LOCKED = "Unable to access the user’s Discount Basket, the Basket is currently locked"


def frozen_sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(START), seed=7)


def client(
    sandbox: Sandbox, headers: dict[str, str], ip: str = "10.0.0.7", base: str = ""
) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app, client=(ip, 40_000)),
        base_url=f"https://brand.punchh.test{base}",
        headers={"User-Agent": AGENT, "Accept": "application/json", **headers},
    )


def till_of(sandbox: Sandbox) -> httpx.AsyncClient:
    return client(sandbox, {"Authorization": KEYS})


def hand_of(sandbox: Sandbox) -> httpx.AsyncClient:
    """Works the control routes."""
    return client(sandbox, {}, base="/_sandbox/punchh")


def door_of(sandbox: Sandbox, ip: str = "10.0.0.7") -> httpx.AsyncClient:
    """Of the passwordless calls, with every header they ask for."""
    device = {"punchh-app-device-id": "6f0b6a52-1c1d-4c59-9a6e-2f6f4d6f7c11"}
    return client(sandbox, {**device, "client-type": "external_mobile_app"}, ip)


def change(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.punchh.change(settings)


COFFEE = {
    "item_name": "Café torrado",
    "item_qty": 1,
    "amount": 28.90,
    "item_type": "M",
    "item_id": "CAF-01",
    "item_family": "",
    "item_group": "",
    "serial_number": "1.0",
}
SHIRT = {**COFFEE, "item_name": "Camiseta", "amount": 49.90, "item_id": "CAM-01"}
SHIRT["serial_number"] = "2.0"
LINES = [COFFEE, SHIRT]


def block(guest: int = OLA, uid: str = "uid-1", **changes: Any) -> dict[str, Any]:
    """A receipt block of 78.80; members that are None are left out."""
    whole = {
        "user_id": guest,
        "external_uid": uid,
        "receipt_datetime": "2031-03-04T12:15:09-05:00",
        "subtotal_amount": 78.80,
        "receipt_amount": 78.80,
        "transaction_no": "70231",
        "line_items": LINES,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def reward(number: int | str) -> dict[str, Any]:
    return {"discount_type": "reward", "discount_id": str(number)}


def redeemable(number: int | str) -> dict[str, Any]:
    return {"discount_type": "redeemable", "discount_id": str(number)}


def amount(value: Any) -> dict[str, Any]:
    return {"discount_type": "discount_amount", "discount_value": value}


def code(text: str) -> dict[str, Any]:
    return {"discount_type": "redemption_code", "discount_id": text}


def subscription(number: int) -> dict[str, Any]:
    return {"discount_type": "subscription", "discount_id": str(number)}


CARD = {"discount_type": "card_completion"}


async def select(
    till: httpx.AsyncClient, *items: dict[str, Any], guest: int = OLA, uid: str | None = "uid-1"
) -> httpx.Response:
    body = {"user_id": guest, "discount_basket_items_attributes": list(items)}
    if uid is not None:
        body["external_uid"] = uid
    return await till.post("/api/pos/discounts/select", json=body)


async def quote(till: httpx.AsyncClient, guest: int = OLA, **changes: Any) -> httpx.Response:
    return await till.post(
        "/api/pos/batch_redemptions", json={"query": True, **block(guest, **changes)}
    )


async def commit(till: httpx.AsyncClient, guest: int = OLA, **changes: Any) -> httpx.Response:
    return await till.post("/api/pos/batch_redemptions", json=block(guest, **changes))


async def lookup(till: httpx.AsyncClient, guest: int = OLA, **changes: Any) -> httpx.Response:
    return await till.post("/api/pos/discounts/lookup", json=block(guest, **changes))


async def void(till: httpx.AsyncClient, ref: str, guest: int = OLA) -> httpx.Response:
    path = f"/api/pos/batch_redemptions/{ref}"
    return await till.request("DELETE", path, json={"user_id": guest})


async def active(
    till: httpx.AsyncClient, guest: int = OLA, uid: str | None = "uid-1"
) -> httpx.Response:
    body: dict[str, Any] = {"user_id": guest}
    if uid is not None:
        body["external_uid"] = uid
    return await till.request("GET", "/api/pos/discounts/active", json=body)


async def unlock(till: httpx.AsyncClient, guest: int = OLA, uid: str = "uid-1") -> httpx.Response:
    body = {"user_id": guest, "external_uid": uid}
    return await till.put("/api/pos/discounts/unlock", json=body)


def menu_line(kind: str, cents: float, item_id: str = "CAF-01") -> dict[str, Any]:
    return {
        "item_name": {"M": "Café", "D": "Free coffee", "T": "Tax", "P": "Card"}.get(kind, "Tip"),
        "item_qty": 1,
        "item_amount": cents,
        "menu_item_type": kind,
        "menu_item_id": item_id,
        "menu_family": "",
        "menu_major_group": "",
        "serial_number": "1.0",
    }


MENU = [
    menu_line("M", 11.00),
    menu_line("M", 3.50),
    menu_line("D", 3.50),
    menu_line("T", 0.88, "T1"),
    menu_line("P", 11.88, "P1"),
]


def closed_check(uid: str = "uid-1", **changes: Any) -> dict[str, Any]:
    """A check of 11.00 after a discount, 11.88 with tax; members that are None are left out."""
    whole = {
        "external_uid": uid,
        "channel": "pos",
        "process": True,
        "pos_type": "Proprietary POS",
        "pos_version": "2.4.1",
        "transaction_no": 70231,
        "punchh_key": "518220914437",
        "receipt_datetime": "2031-03-04T12:19:40-05:00",
        "revenue_id": "Dine In",
        "revenue_code": "1",
        "subtotal_amount": 11.00,
        "payable": 11.88,
        "menu_items": MENU,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


async def check_in(till: httpx.AsyncClient, uid: str = "uid-1", **changes: Any) -> httpx.Response:
    body = closed_check(uid, **{"phone": OLAS_PHONE, "receipt_amount": 11.00, **changes})
    return await till.post("/api/pos/checkins", json=body)


async def store(till: httpx.AsyncClient, uid: str = "uid-1", **changes: Any) -> httpx.Response:
    body = closed_check(uid, **{"amount": 11.00, **changes})
    return await till.post("/receipt_details", json=body)


def sending(**changes: Any) -> dict[str, Any]:
    whole = {
        "client": CLIENT_ID,
        "code_challenge": CHALLENGE,
        "phone_ext": "+1",
        "phone_number": OLAS_PHONE,
        "privacy_policy": True,
        "terms_and_conditions": True,
        "validation_method": "otp",
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def verifying(typed: str, **changes: Any) -> dict[str, Any]:
    whole = {
        "client": CLIENT_ID,
        "code_verifier": VERIFIER,
        "phone_ext": "+1",
        "phone_number": OLAS_PHONE,
        "privacy_policy": True,
        "terms_and_conditions": True,
        "token": typed,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


async def send_code(door: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    return await door.post("/api2/password_less/token", json=sending(**changes))


async def verify(door: httpx.AsyncClient, typed: str, **changes: Any) -> httpx.Response:
    return await door.post("/api2/password_less/verify", json=verifying(typed, **changes))


def read_code(sandbox: Sandbox, destination: str = OLAS_PHONE) -> str:
    """As the guest reads it."""
    sent = sandbox.punchh.books.sent_code(destination)
    assert sent is not None
    return sent.code


def points(sandbox: Sandbox, guest: int = OLA) -> int:
    return sandbox.punchh.books.guests[guest].points


def is_redeemed(sandbox: Sandbox, number: int, guest: int = OLA) -> bool:
    rewards = sandbox.punchh.books.guests[guest].rewards
    return next(one.redeemed for one in rewards if one.id == number)
