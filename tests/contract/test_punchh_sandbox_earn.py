"""Check-ins, and the receipts of every closed check (contract, sections 5.10 and 5.11)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from tests.contract.punchh import (
    OLA,
    OLAS_PHONE,
    change,
    check_in,
    commit,
    frozen_sandbox,
    hand_of,
    is_redeemed,
    menu_line,
    points,
    reward,
    select,
    store,
    till_of,
)

DAY = 86400
KEY, NUMBER = "518220914437", "70231"


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


def told(answer: httpx.Response, status: int = 422) -> str:
    assert answer.status_code == status
    text: str = answer.json()["error"]
    return text


async def pending(till: httpx.AsyncClient) -> int:
    answer = await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    count: int = answer.json()["balance"]["pending_points"]
    return count


def versions(sandbox: Sandbox) -> list[bool]:
    """Void or not, by version."""
    return [one.void for one in sandbox.punchh.books.receipts[KEY, NUMBER].versions]


def sold(cents: float) -> dict[str, Any]:
    """What a check of one coffee and no tax changes of the helpers' check."""
    lines = [menu_line("M", cents), menu_line("P", cents, "P1")]
    return {"menu_items": lines, "subtotal_amount": cents, "payable": cents}


# Check-ins


async def test_a_check_in_earns_from_its_lines(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    answer = await check_in(till)
    document = answer.json()
    assert (document["id"], document["phone"]) == (OLA, OLAS_PHONE)
    assert document["points_earned"] == 11
    assert document["balance"]["net_balance"] == 231
    assert document["balance"]["pending_points"] == 0
    assert [one["id"] for one in document["rewards"]][:3] == [55120, 55121, 55122]
    assert points(sandbox) == 231


async def test_parts_of_a_unit_earn_nothing(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    assert (await check_in(till, **sold(11.99))).json()["points_earned"] == 11
    change(sandbox, points_per_unit=10)
    answer = await check_in(till, "uid-2", **sold(11.99))
    assert answer.json()["points_earned"] == 119


@pytest.mark.parametrize("discount", [3.50, -3.50])
async def test_a_discount_takes_off_whatever_its_sign(
    till: httpx.AsyncClient, discount: float
) -> None:
    lines = [menu_line("M", 14.50), menu_line("D", discount), menu_line("P", 11.00)]
    answer = await check_in(till, menu_items=lines, payable=11.00)
    assert answer.json()["points_earned"] == 11


async def test_a_negative_menu_line_is_a_discount(till: httpx.AsyncClient) -> None:
    lines = [menu_line("M", 14.50), menu_line("M", -3.50), menu_line("P", 11.00)]
    answer = await check_in(till, menu_items=lines, payable=11.00)
    assert answer.json()["points_earned"] == 11


async def test_tips_and_tax_earn_nothing(till: httpx.AsyncClient) -> None:
    lines = [menu_line("M", 11.00), menu_line("S", 5.00), menu_line("T", 1.00)]
    lines.append(menu_line("P", 17.00))
    answer = await check_in(till, menu_items=lines, payable=17.00)
    assert answer.json()["points_earned"] == 11


@pytest.mark.parametrize(
    "changes", [{"subtotal_amount": 10.00}, {"payable": 12.00}, {**sold(11), "payable": 10}]
)
async def test_a_check_in_has_to_balance(
    sandbox: Sandbox, till: httpx.AsyncClient, changes: dict[str, Any]
) -> None:
    assert "does not match the menu items" in told(await check_in(till, **changes))
    assert points(sandbox) == 220
    change(sandbox, checkins_must_balance=False)
    assert (await check_in(till, **changes)).json()["points_earned"] == 11


async def test_a_check_in_replayed_earns_once(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    first = await check_in(till)
    sandbox.clock.advance(DAY)
    again = await check_in(till)
    assert (again.status_code, again.json()) == (200, first.json())
    assert points(sandbox) == 231
    assert [one.received for one in sandbox.punchh.books.checkins] == [2]


@pytest.mark.parametrize("status", [409, 422])
async def test_a_duplicate_may_be_refused_by_its_uid(
    sandbox: Sandbox, till: httpx.AsyncClient, status: int
) -> None:
    change(sandbox, duplicate_checkin=str(status))
    await check_in(till)
    assert "uid-1" in told(await check_in(till), status)
    assert points(sandbox) == 231


@pytest.mark.parametrize(
    "identifier",
    [
        {"email": "ola@guests.example"},
        {"phone": OLAS_PHONE},
        {"card_number": "7700123400090017"},
        {"user_as_qrcode": "P90017OLA"},
        {"redemption_code": "7090017"},
        {"single_scan_code": "0a1f09c0017b"},
    ],
)
async def test_a_check_in_names_its_guest_one_way(
    till: httpx.AsyncClient, identifier: dict[str, str]
) -> None:
    changes: dict[str, Any] = {"phone": None, **identifier}
    answer = await check_in(till, **changes)
    assert answer.json()["id"] == OLA


async def test_a_check_in_knows_no_user_id(till: httpx.AsyncClient) -> None:
    assert told(await check_in(till, phone=None, user_id=OLA), 400).endswith(": email")
    assert told(await check_in(till, phone="5005559999"), 404) == "User not found"
    assert (await check_in(till, phone="5005550122")).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "transaction_no",
        "punchh_key",
        "receipt_datetime",
        "receipt_amount",
        "subtotal_amount",
        "payable",
        "menu_items",
        "channel",
        "pos_type",
        "pos_version",
        "revenue_id",
        "revenue_code",
    ],
)
async def test_a_check_in_names_what_is_missing(till: httpx.AsyncClient, name: str) -> None:
    without: dict[str, Any] = {name: None}
    answer = await check_in(till, **without)
    text = f"Required parameter missing or the value is empty: {name}"
    assert told(answer, 400) == text


@pytest.mark.parametrize(
    ("key", "status"),
    [("1" * 11, 200), ("1" * 12, 200), ("1" * 20, 200), ("1" * 13, 422), ("x" * 12, 422)],
)
async def test_a_key_has_eleven_twelve_or_twenty_digits(
    till: httpx.AsyncClient, key: str, status: int
) -> None:
    assert (await check_in(till, punchh_key=key)).status_code == status


async def test_a_line_of_an_unknown_type_is_refused(till: httpx.AsyncClient) -> None:
    lines = [menu_line("R", 11.00), menu_line("P", 11.00)]
    assert told(await check_in(till, menu_items=lines)) == "Invalid menu_item_type"


async def test_pending_points_come_after_a_while(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_points=True, pending_points_duration=60)
    document = (await check_in(till)).json()
    assert document["points_earned"] == 11
    assert document["balance"]["pending_points"] == 11
    assert document["balance"]["net_balance"] == 220
    sandbox.clock.advance(3599)
    assert await pending(till) == 11
    sandbox.clock.advance(1)
    assert await pending(till) == 0
    assert points(sandbox) == 231


async def test_too_many_receipts_in_an_hour(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, receipts_per_hour=2)
    for uid in ("uid-1", "uid-2"):
        assert (await check_in(till, uid)).status_code == 200
    assert told(await check_in(till, "uid-3")).startswith("Multiple Punching")
    assert (await check_in(till, "uid-2")).status_code == 200
    sandbox.clock.advance(3600)
    assert (await check_in(till, "uid-3")).status_code == 200


async def test_points_become_currency(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, program="points_to_currency", pending_points=True)
    ola = sandbox.punchh.books.guests[OLA]
    ola.credits = ola.debits + 95
    await check_in(till)
    sandbox.clock.advance(DAY)
    assert await pending(till) == 0
    assert (ola.points, ola.banked_cents) == (6, 3000)
    await store(till)
    sandbox.clock.advance(1)
    await store(till, status="void")
    assert (ola.points, ola.banked_cents) == (95, 2500)


async def test_points_become_a_reward(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, program="points_to_rewards", pending_points=True, pending_points_duration=1)
    ola = sandbox.punchh.books.guests[OLA]
    ola.credits = ola.debits + 95
    await check_in(till)
    sandbox.clock.advance(60)
    found = await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    assert found.json()["rewards"][-1]["id"] == 56000
    assert (await select(till, reward(56000))).status_code == 200
    assert (await commit(till, external_uid="uid-9")).json()["success"]
    await store(till)
    await store(till, status="void")
    assert ola.points == 0
    assert is_redeemed(sandbox, 56000)


async def test_a_visit_fills_a_card(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, program="visits", pending_points=True)
    ola = sandbox.punchh.books.guests[OLA]
    for number in range(3):
        assert (await check_in(till, f"uid-{number}")).json()["points_earned"] == 0
    assert (ola.visits, ola.cards) == (10, 2)
    await store(till, "uid-0")
    await store(till, "uid-0", status="void")
    assert (ola.visits, ola.cards) == (9, 1)


# Receipts


async def test_every_check_is_stored(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    assert (await store(till)).status_code == 200
    assert versions(sandbox) == [False]
    assert points(sandbox) == 220


@pytest.mark.parametrize("name", ["amount", "punchh_key", "transaction_no", "menu_items"])
async def test_a_receipt_names_what_is_missing(till: httpx.AsyncClient, name: str) -> None:
    without: dict[str, Any] = {name: None}
    assert told(await store(till, **without), 400).endswith(f": {name}")


async def test_versions_are_a_second_apart(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_points=True)
    await store(till, **sold(1))
    sandbox.clock.advance(0.999)
    await store(till, **sold(2))
    books = sandbox.punchh.books
    assert len(versions(sandbox)) == 1
    assert str(books.receipts[KEY, NUMBER].versions[0].body["subtotal_amount"]) == "2"
    sandbox.clock.advance(1)
    await store(till, transaction_no=NUMBER, **sold(3))
    assert len(versions(sandbox)) == 2
    assert books.receipts[KEY, NUMBER].received == 3


async def test_a_queue_may_send_the_same_again(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await store(till)).status_code == 200
        sandbox.clock.advance(5)
    assert versions(sandbox) == [False] * 3


@pytest.mark.parametrize("changes", [{"status": "void"}, sold(5)])
async def test_amendments_need_pending_points(
    sandbox: Sandbox, till: httpx.AsyncClient, changes: dict[str, Any]
) -> None:
    await check_in(till)
    await store(till)
    sandbox.clock.advance(1)
    assert "only while Pending Points" in told(await store(till, **changes))
    assert versions(sandbox) == [False]
    change(sandbox, amendment_without_pending_points="ignored")
    assert (await store(till, **changes)).status_code == 200
    assert len(versions(sandbox)) == 2
    assert points(sandbox) == 231


async def test_an_amended_receipt_earns_what_it_is_worth(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, pending_points=True)
    await check_in(till)
    await store(till)
    sandbox.clock.advance(1)
    await store(till, **sold(30))
    assert await pending(till) == 30
    sandbox.clock.advance(DAY)
    assert await pending(till) == 0
    assert points(sandbox) == 250
    await store(till, **sold(4))
    assert points(sandbox) == 224


async def test_a_void_reverses_points_and_returns_offers_once(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, pending_points=True)
    await select(till, reward(55120))
    await commit(till)
    await check_in(till)
    await store(till)
    for _ in range(2):
        sandbox.clock.advance(1)
        assert (await store(till, status="void")).status_code == 200
        assert await pending(till) == 0
        assert not is_redeemed(sandbox, 55120)
    sandbox.clock.advance(2 * DAY)
    assert await pending(till) == 0
    assert points(sandbox) == 220
    assert versions(sandbox) == [False, True, True]


async def test_matured_points_are_reversed_too(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_points=True)
    await check_in(till)
    await store(till)
    sandbox.clock.advance(DAY)
    assert await pending(till) == 0
    assert points(sandbox) == 231
    await store(till, status="void")
    assert points(sandbox) == 220


async def test_points_already_spent_are_not_taken_back(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, pending_points=True, pending_points_duration=1)
    await check_in(till)
    await store(till)
    sandbox.clock.advance(60)
    assert await pending(till) == 0
    sandbox.punchh.books.guests[OLA].debits += 229
    await store(till, status="void")
    assert points(sandbox) == 0


async def test_a_void_repeats_the_receipt(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_points=True)
    await check_in(till)
    await store(till)
    text = told(await store(till, status="void", **sold(4)))
    assert text == "A void repeats all other members of the receipt"
    assert await pending(till) == 11


async def test_a_test_receipt_changes_nothing(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_points=True)
    await check_in(till)
    await store(till, is_test=1)
    await store(till, is_test=1, status="void")
    assert await pending(till) == 11


async def test_a_check_without_check_in_returns_its_offers_as_well(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, pending_points=True)
    await select(till, reward(55120))
    await commit(till)
    await store(till, status="void")
    assert not is_redeemed(sandbox, 55120)


async def test_the_books_hold_check_ins_and_every_version(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await check_in(till)
    await store(till)
    books = (await hand_of(sandbox).get("/books")).json()
    assert books["checkins"] == [
        {
            "id": 4401,
            "guest": OLA,
            "external_uid": "uid-1",
            "punchh_key": KEY,
            "transaction_no": NUMBER,
            "points": 11,
            "pending": False,
            "received": 1,
            "voided": False,
        }
    ]
    stored = books["receipts"][0]
    assert (stored["punchh_key"], stored["transaction_no"], stored["received"]) == (KEY, NUMBER, 1)
    assert [one["void"] for one in stored["versions"]] == [False]
    assert stored["versions"][0]["receipt"]["payable"] == 11.88
