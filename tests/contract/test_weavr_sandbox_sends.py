"""Accounts, sends and what a ref remembers, at wire level (contract, sections 3, 4, 7 and 8)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr.fixtures import (
    ALMAS_ACCOUNT,
    CLARAS_ACCOUNT,
    DARIOS_ACCOUNT,
    DARIOS_YEN,
    GESAS_ACCOUNT,
    INACTIVE_PROFILE,
    MERCHANT_ACCOUNT,
    OTTOS_ACCOUNT,
)
from tests.contract.weavr import (
    START_MS,
    WRONG,
    available,
    change,
    create,
    created,
    frozen_sandbox,
    hand_of,
    issue,
    issued,
    place,
    refused,
    state,
    till_of,
    verify,
    wanted,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


@pytest.fixture
def hand(sandbox: Sandbox) -> httpx.AsyncClient:
    return hand_of(sandbox)


async def pay(sandbox: Sandbox, till: httpx.AsyncClient, amount: int = 3450, **changes: Any) -> str:
    send = await created(till, amount, **changes)
    assert (await verify(till, await issued(till, send))).status_code == 204
    sandbox.clock.advance(0.5)
    return send


# Accounts


async def test_an_account_is_told_with_what_can_be_spent(sandbox: Sandbox) -> None:
    till = till_of(sandbox, "dario")
    told = (await till.get(f"/managed_accounts/{DARIOS_ACCOUNT}")).json()
    assert told["balances"] == {"availableBalance": 17_500, "actualBalance": 20_000}
    assert told["state"] == {"state": "ACTIVE"}
    assert isinstance(told["creationTimestamp"], int)
    listed = (await till.get("/managed_accounts")).json()
    assert [one["id"] for one in listed["accounts"]] == [DARIOS_ACCOUNT, DARIOS_YEN]
    assert listed["accounts"][0] == told


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"currency": "JPY"}, [DARIOS_YEN]),
        ({"friendlyName": "Rewards"}, [DARIOS_ACCOUNT]),
        ({"state": "BLOCKED"}, []),
        ({"state": ["BLOCKED", "ACTIVE"], "limit": "1"}, [DARIOS_ACCOUNT]),
        ({"offset": "1"}, [DARIOS_YEN]),
        ({"createdFrom": str(START_MS)}, []),
        ({"createdTo": str(START_MS)}, [DARIOS_ACCOUNT, DARIOS_YEN]),
        ({"profileId": "1"}, []),
        ({"tag": "x"}, []),
    ],
)
async def test_accounts_are_filtered(
    sandbox: Sandbox, query: dict[str, Any], found: list[str]
) -> None:
    answer = await till_of(sandbox, "dario").get("/managed_accounts", params=query)
    assert [one["id"] for one in answer.json()["accounts"]] == found
    assert answer.json()["responseCount"] == len(found)


@pytest.mark.parametrize("limit", ["0", "101", "x", "-1"])
async def test_a_page_has_up_to_a_hundred(till: httpx.AsyncClient, limit: str) -> None:
    for path in ("/managed_accounts", "/sends", "/identities"):
        assert (await till.get(path, params={"limit": limit})).status_code == 400


async def test_what_belongs_to_another_is_not_found(till: httpx.AsyncClient) -> None:
    for path in (f"/managed_accounts/{CLARAS_ACCOUNT}", "/managed_accounts/1", "/sends/1"):
        answer = await till.get(path)
        assert (answer.status_code, set(answer.json())) == (404, {"code", "message"})


async def test_a_profile_is_shown_to_its_own_customer_alone(till: httpx.AsyncClient) -> None:
    assert (await till.get("/consumers")).json()["rootUser"]["name"] == "Alma"
    own = "113300000000000001"
    assert (await till.get(f"/users/{own}")).json()["email"] == "alma@people.example"
    assert (await till.get("/users/113300000000000002")).status_code == 404
    found = await till.get("/users", params={"email": "bruno@people.example"})
    assert found.json() == {"users": [], "count": 0, "responseCount": 0}


async def test_the_merchants_own_login_sees_what_was_credited(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await pay(sandbox, till)
    merchant = till_of(sandbox, "marlow")
    path = f"/managed_accounts/{MERCHANT_ACCOUNT}/statement"
    [entry] = (await merchant.get(path)).json()["entry"]
    assert entry == {
        "transactionId": {"type": "SEND", "id": send},
        "entryState": "COMPLETED",
        "transactionAmount": {"currency": "EUR", "amount": 3450},
        "cardholderFee": {"currency": "EUR", "amount": 0},
        "balanceAfter": {"currency": "EUR", "amount": 3450},
        "processedTimestamp": str(START_MS + 500),
        "additionalFields": {"tag": "till7-000451"},
    }
    assert (await merchant.get(f"/sends/{send}")).status_code == 404
    since = {"fromTimestamp": str(START_MS + 501)}
    assert (await merchant.get(path, params=since)).json()["count"] == 0
    change(sandbox, statement_shows="description")
    [entry] = (await merchant.get(path)).json()["entry"]
    assert entry["additionalFields"] == {"description": "Shop 12 receipt 451"}
    change(sandbox, statement_shows="neither")
    [entry] = (await merchant.get(path)).json()["entry"]
    assert entry["additionalFields"] == {}


# Creating


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"profileId": INACTIVE_PROFILE}, "PROFILE_INACTIVE"),
        ({"profileId": "7"}, "PROFILE_NOT_FOUND"),
        ({"source": place(CLARAS_ACCOUNT)}, "SOURCE_NOT_FOUND"),
        ({"source": place("7")}, "SOURCE_NOT_FOUND"),
        ({"source": place(ALMAS_ACCOUNT, "managed_cards")}, "SOURCE_NOT_FOUND"),
        ({"destination": place("7")}, "DESTINATION_NOT_FOUND"),
        ({"destination": {"beneficiaryId": "7"}}, "BENEFICIARY_NOT_FOUND"),
        ({"destination": place(ALMAS_ACCOUNT)}, "SOURCE_AND_DESTINATION_MUST_BE_DIFFERENT"),
        ({"destination": place(OTTOS_ACCOUNT)}, "SOURCE_AND_DESTINATION_MUST_BE_IN_SAME_PROGRAMME"),
        ({"destination": place(GESAS_ACCOUNT)}, "DESTINATION_INSTRUMENT_BLOCKED"),
        ({"destinationAmount": {"currency": "EUR", "amount": 0}}, "AMOUNT_INVALID"),
        ({"destinationAmount": {"currency": "USD", "amount": 1}}, "CURRENCY_MISMATCH"),
        ({"destinationAmount": {"currency": "EUR", "amount": 5001}}, "FUNDS_INSUFFICIENT"),
        ({"scheduledTimestamp": str(START_MS)}, "SCHEDULED_TIMESTAMP_INVALID"),
    ],
)
async def test_what_speaks_against_a_send(
    sandbox: Sandbox, till: httpx.AsyncClient, changes: dict[str, Any], code: str
) -> None:
    answer = await create(till, **changes)
    assert (answer.status_code, answer.json()) == (409, {"errorCode": code})
    assert sandbox.weavr.books.sends == {}


async def test_what_speaks_against_an_account(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    gesa, dario = till_of(sandbox, "gesa"), till_of(sandbox, "dario")
    answer = await create(gesa, 100, source=place(GESAS_ACCOUNT))
    assert refused(answer) == (409, "SOURCE_INSTRUMENT_BLOCKED")
    await hand.post("/accounts", json={"account": GESAS_ACCOUNT, "state": "DESTROYED"})
    answer = await create(gesa, 100, source=place(GESAS_ACCOUNT))
    assert refused(answer) == (409, "SOURCE_INSTRUMENT_DESTROYED")
    answer = await create(dario, 100, source=place(DARIOS_ACCOUNT), destination=place(DARIOS_YEN))
    assert refused(answer) == (409, "DESTINATION_BELONGS_TO_SAME_IDENTITY")
    answer = await create(dario, 17_501, source=place(DARIOS_ACCOUNT))
    assert refused(answer) == (409, "FUNDS_INSUFFICIENT")


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"profileId": None}, "profileId", "REQUIRED"),
        ({"profileId": "p1"}, "profileId", "REGEX"),
        ({"profileId": 31}, "profileId", "HAS_TEXT"),
        ({"source": None}, "source", "REQUIRED"),
        ({"source": {"type": "purse", "id": "1"}}, "source.type", "IN"),
        ({"source": {"type": "managed_accounts", "id": 1}}, "source.id", "HAS_TEXT"),
        ({"destination": {"type": "managed_accounts"}}, "destination.id", "REQUIRED"),
        ({"destinationAmount": {"currency": "EUR"}}, "destinationAmount.amount", "REQUIRED"),
        (
            {"destinationAmount": {"currency": "eur", "amount": 1}},
            "destinationAmount.currency",
            "REGEX",
        ),
        (
            {"destinationAmount": {"currency": "EUR", "amount": 12.5}},
            "destinationAmount.amount",
            "RANGE",
        ),
        (
            {"destinationAmount": {"currency": "EUR", "amount": "1"}},
            "destinationAmount.amount",
            "RANGE",
        ),
        (
            {"destinationAmount": {"currency": "EUR", "amount": 2**63}},
            "destinationAmount.amount",
            "RANGE",
        ),
        ({"tag": "till 7"}, "tag", "REGEX"),
        ({"tag": "x" * 51}, "tag", "SIZE"),
        ({"tag": ""}, "tag", "REGEX"),
        ({"description": "Café"}, "description", "REGEX"),
        ({"description": "x" * 256}, "description", "SIZE"),
    ],
)
async def test_what_is_wrong_with_a_body_is_named(
    sandbox: Sandbox, till: httpx.AsyncClient, changes: dict[str, Any], field: str, error: str
) -> None:
    answer = await create(till, **changes)
    assert answer.status_code == 400
    [told] = answer.json()["syntaxErrors"]["invalidFields"]
    assert (told["fieldName"], told["error"]) == (field, error)
    assert sandbox.weavr.books.sends == {}


@pytest.mark.parametrize(
    ("shape", "members"),
    [
        ("documented", {"message", "syntaxErrors"}),
        ("message", {"message"}),
        ("validation_errors", {"validationErrors"}),
        ("embedded", {"_embedded"}),
        ("empty", set()),
    ],
)
async def test_a_400_comes_in_several_shapes(
    sandbox: Sandbox, till: httpx.AsyncClient, shape: str, members: set[str]
) -> None:
    change(sandbox, error_400=shape)
    answer = await create(till, tag="till 7")
    assert answer.status_code == 400
    assert (set(answer.json()) if answer.content else set()) == members


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null"])
async def test_a_body_that_is_no_object_is_refused(till: httpx.AsyncClient, body: bytes) -> None:
    assert (await till.post("/sends", content=body)).status_code == 400


async def test_yen_have_no_minor_unit(sandbox: Sandbox) -> None:
    till = till_of(sandbox, "dario")
    yen: dict[str, Any] = {
        "source": place(DARIOS_YEN),
        "destination": place("112233445566779978"),
        "destinationAmount": {"currency": "JPY", "amount": 500},
    }
    await pay(sandbox, till, **yen)
    assert available(sandbox, DARIOS_YEN) == 29_500


# Fees and exemptions


async def test_fees_are_charged_on_both_sides(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, source_fee=51, destination_fee=20)
    assert refused(await create(till, 4950)) == (409, "FUNDS_INSUFFICIENT")
    assert refused(await create(till, 19)) == (409, "DESTINATION_FEE_EXCEEDS_TRANSACTION_AMOUNT")
    send = await pay(sandbox, till, 4949)
    told = (await till.get(f"/sends/{send}")).json()
    assert told["sourceFee"] == {"currency": "EUR", "amount": 51}
    assert told["destinationFee"] == {"currency": "EUR", "amount": 20}
    assert told["transactionAmount"] == {"currency": "EUR", "amount": 4949}
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (0, 4929)
    assert sandbox.weavr.books.fees == {"EUR": 71}


async def test_low_values_need_no_code_until_there_were_enough(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, exemption="low_value")
    states = [(await create(till, amount)).json()["state"] for amount in (3000, 2999)]
    assert states == ["PENDING_CHALLENGE", "COMPLETED"]
    states = [(await create(till, 100)).json()["state"] for _ in range(5)]
    assert states == ["COMPLETED"] * 4 + ["PENDING_CHALLENGE"]
    await pay(sandbox, till, 100)
    assert (await create(till, 100)).json()["state"] == "COMPLETED"


async def test_low_values_have_a_sum(sandbox: Sandbox) -> None:
    change(sandbox, exemption="low_value")
    clara = till_of(sandbox, "clara")
    told = [(await create(clara, 2900, source=place(CLARAS_ACCOUNT))).json() for _ in range(4)]
    assert [one["state"] for one in told] == ["COMPLETED"] * 3 + ["PENDING_CHALLENGE"]
    assert "challengeExemptionReason" not in told[3]


@pytest.mark.parametrize(
    ("exemption", "reason"), [("trusted_beneficiary", "TRUSTED_BENEFICIARY"), ("no_sca", None)]
)
async def test_a_trusted_payee_and_a_programme_without_codes_pay_at_once(
    sandbox: Sandbox, till: httpx.AsyncClient, exemption: str, reason: str | None
) -> None:
    change(sandbox, exemption=exemption)
    told = (await create(till)).json()
    assert (told["state"], told.get("challengeExemptionReason")) == ("COMPLETED", reason)
    assert told["executionTimestamp"] == str(START_MS)
    assert available(sandbox) == 1550


# How it ends


@pytest.mark.parametrize("final", ["COMPLETED", "FAILED", "REJECTED", "INVALID", "RETURNED"])
async def test_a_confirmed_send_ends_as_it_is_set(
    sandbox: Sandbox, till: httpx.AsyncClient, final: str
) -> None:
    change(sandbox, final_state=final, settle_ms=2000)
    send = await created(till)
    await verify(till, await issued(till, send))
    sandbox.clock.advance(1.9)
    assert await state(till, send) == "APPROVED"
    sandbox.clock.advance(0.1)
    assert await state(till, send) == final
    paid = 3450 if final == "COMPLETED" else 0
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (5000 - paid, paid)


async def test_nothing_is_reserved_and_a_shortfall_fails_after_the_code(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    first, second = await created(till), await created(till)
    assert available(sandbox) == 5000
    for send in (first, second):
        assert (await verify(till, await issued(till, send))).status_code == 204
    sandbox.clock.advance(1)
    assert [await state(till, send) for send in (first, second)] == ["COMPLETED", "FAILED"]
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (1550, 3450)


async def test_what_was_confirmed_first_is_paid_first(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    first, second = await created(till), await created(till)
    for send in (second, first):
        await verify(till, await issued(till, send))
        sandbox.clock.advance(0.1)
    sandbox.clock.advance(10)
    assert [await state(till, send) for send in (first, second)] == ["FAILED", "COMPLETED"]


async def test_a_pending_send_may_reserve(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, pending_reserves=True)
    send = await created(till)
    told = (await till.get(f"/managed_accounts/{ALMAS_ACCOUNT}")).json()
    assert told["balances"] == {"availableBalance": 1550, "actualBalance": 5000}
    assert refused(await create(till, 1551)) == (409, "FUNDS_INSUFFICIENT")
    await verify(till, await issued(till, send))
    sandbox.clock.advance(1)
    assert await state(till, send) == "COMPLETED"
    assert available(sandbox) == 1550
    await created(till, 1550)
    sandbox.clock.advance(900)
    told = (await till_of(sandbox).get(f"/managed_accounts/{ALMAS_ACCOUNT}")).json()
    assert told["balances"] == {"availableBalance": 1550, "actualBalance": 1550}


async def test_an_unconfirmed_send_is_rejected_after_a_quarter_of_an_hour(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await created(till)
    challenge = await issued(till, send)
    sandbox.clock.advance(899)
    assert await state(till_of(sandbox), send) == "PENDING_CHALLENGE"
    sandbox.clock.advance(1)
    late = till_of(sandbox)
    assert await state(late, send) == "REJECTED"
    assert refused(await verify(late, challenge)) == (409, "STATE_INVALID")
    assert refused(await issue(late, send)) == (409, "STATE_INVALID")
    assert available(sandbox) == 5000


async def test_an_unconfirmed_send_may_never_end(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, unverified_life_s=0)
    send = await created(till)
    sandbox.clock.advance(86_400)
    assert await state(till_of(sandbox), send) == "PENDING_CHALLENGE"


async def test_older_builds_are_pending_until_a_challenge_is_issued(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, initial_state="PENDING")
    send = await created(till)
    assert await state(till, send) == "PENDING"
    await issued(till, send)
    assert await state(till, send) == "PENDING_CHALLENGE"


async def test_a_send_may_wait_for_the_treasury(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    change(sandbox, treasury_above=1000)
    send = await created(till, 1001)
    assert await state(till, send) == "PENDING"
    assert refused(await issue(till, send)) == (409, "STATE_INVALID")
    await hand.post(f"/sends/{send}", json={"state": "COMPLETED"})
    assert await state(till, send) == "COMPLETED"
    assert available(sandbox) == 3999
    assert (await create(till, 1000)).json()["state"] == "PENDING_CHALLENGE"


@pytest.mark.parametrize(
    ("twist", "path", "value"),
    [
        ("other_destination", ("destination", "id"), "112233445566770000"),
        ("other_source", ("source", "id"), "112233445566770000"),
        ("other_amount", ("destinationAmount", "amount"), 3451),
        ("other_currency", ("destinationAmount", "currency"), "XTS"),
    ],
)
async def test_a_send_may_come_back_as_another(
    sandbox: Sandbox, till: httpx.AsyncClient, twist: str, path: tuple[str, str], value: Any
) -> None:
    change(sandbox, returned_send=twist)
    told = (await create(till)).json()
    assert told[path[0]][path[1]] == value
    change(sandbox, returned_send="as_asked")
    assert (await till.get(f"/sends/{told['id']}")).json()[path[0]][path[1]] != value


@pytest.mark.parametrize(
    ("mode", "created_as", "executed_as"),
    [("documented", int, str), ("texts", str, str), ("numbers", int, int)],
)
async def test_timestamps_come_as_numbers_and_as_texts(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    mode: str,
    created_as: type[Any],
    executed_as: type[Any],
) -> None:
    change(sandbox, timestamps=mode)
    send = await pay(sandbox, till)
    told = (await till.get(f"/sends/{send}")).json()
    begun, executed = told["creationTimestamp"], told["executionTimestamp"]
    assert isinstance(begun, created_as)
    assert isinstance(executed, executed_as)
    assert int(executed) - int(begun) == 500


# Finding and cancelling


async def test_sends_are_found_by_what_is_known_of_them(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    first = await pay(sandbox, till, 100, tag="a")
    sandbox.clock.advance(10)
    second = await created(till, 200, tag="b")
    third = await created(till, 300, tag="b")

    async def found(**query: Any) -> list[str]:
        answer = await till.get("/sends", params={k.replace("_", "."): v for k, v in query.items()})
        return [one["id"] for one in answer.json()["send"]]

    assert await found() == [third, second, first]
    assert await found(tag="b") == [third, second]
    assert await found(tag="c") == []
    assert await found(tag="b", limit=1, offset=1) == [second]
    assert await found(state="COMPLETED") == [first]
    assert await found(state=["COMPLETED", "PENDING_CHALLENGE"]) == [third, second, first]
    assert await found(createdFrom=START_MS + 10_500) == [third, second]
    assert await found(createdTo=START_MS + 10_499) == [first]
    assert await found(source_id=ALMAS_ACCOUNT, source_type="managed_accounts") == [
        *(third, second, first)
    ]
    assert await found(source_id="7", source_type="managed_accounts") == []


@pytest.mark.parametrize(
    "query",
    [
        {"source.id": ALMAS_ACCOUNT},
        {"source.type": "managed_accounts"},
        {"source.id": "1", "source.type": "purse"},
        {"state": "PAID"},
        {"createdFrom": "yesterday"},
    ],
)
async def test_a_list_asked_wrongly_is_refused(
    till: httpx.AsyncClient, query: dict[str, str]
) -> None:
    assert (await till.get("/sends", params=query)).status_code == 400


async def test_a_list_may_lag(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, list_lag_s=10)
    send = await created(till)
    assert (await till.get("/sends")).json()["send"] == []
    assert await state(till, send) == "PENDING_CHALLENGE"
    sandbox.clock.advance(10)
    assert (await till.get("/sends")).json()["count"] == 1


async def test_a_send_that_waits_for_its_code_is_not_cancelled(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await created(till)
    cancel = f"/sends/{send}/cancel"
    assert refused(await till.post(cancel, json={})) == (409, "INVALID_STATE")
    assert (await till.post(cancel, json={"cancellationReason": "x" * 51})).status_code == 400
    assert (await till.post(cancel, json={"cancellationReason": "no!"})).status_code == 400
    assert (await till.post("/sends/1/cancel", json={})).status_code == 404
    change(sandbox, cancel_pending="accepted")
    told = (await till.post(cancel, json={"cancellationReason": "left"})).json()
    assert (told["state"], told["cancellationReason"]) == ("CANCELLED", "left")
    assert refused(await till.post(cancel)) == (409, "INVALID_STATE")


# What a ref remembers


async def test_a_refusal_is_remembered_as_a_wrong_code_is(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    assert refused(await create(till, 6000, ref="a")) == (409, "FUNDS_INSUFFICIENT")
    await hand.post("/deposits", json={"account": ALMAS_ACCOUNT, "amount": 5000})
    assert refused(await create(till, 6000, ref="a")) == (409, "FUNDS_INSUFFICIENT")
    challenge = await issued(till, await created(till))
    for _ in range(9):
        wrong = await verify(till, challenge, WRONG, ref="w")
        assert refused(wrong) == (409, "VERIFICATION_CODE_INVALID")
    assert sandbox.weavr.books.challenges[challenge].wrong == 1
    assert (await verify(till, challenge)).status_code == 204


@pytest.mark.parametrize(
    ("remembered", "again"), [("2xx_and_409", 409), ("2xx", 200), ("4xx_too", 409)]
)
async def test_whether_a_409_is_remembered(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient, remembered: str, again: int
) -> None:
    change(sandbox, remembered=remembered)
    assert (await create(till, 6000, ref="a")).status_code == 409
    await hand.post("/deposits", json={"account": ALMAS_ACCOUNT, "amount": 5000})
    assert (await create(till, 6000, ref="a")).status_code == again


@pytest.mark.parametrize(("remembered", "again"), [("2xx_and_409", 200), ("4xx_too", 404)])
async def test_whether_other_refusals_are_remembered(
    sandbox: Sandbox, till: httpx.AsyncClient, remembered: str, again: int
) -> None:
    change(sandbox, remembered=remembered)
    send = "113900000000004510"
    assert (await issue(till, send, ref="i")).status_code == 404
    assert await created(till) == send
    assert (await issue(till, send, ref="i")).status_code == again


async def test_nothing_may_be_remembered(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, remembered="nothing")
    first, second = [(await create(till, ref="a")).json()["id"] for _ in range(2)]
    assert first != second


async def test_what_the_fault_hid_is_told_by_the_repeat(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.weavr.faults.arm("create_send", "status_500_after")
    assert (await create(till, ref="a")).status_code == 500
    again = await create(till, ref="a")
    assert (again.status_code, again.json()["id"]) == (200, "113900000000004510")
    assert len(sandbox.weavr.books.sends) == 1


async def test_a_ref_belongs_to_one_operation_and_lasts_a_day(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await created(till, ref="a")
    challenge = (await issue(till, send, ref="a")).json()["scaChallengeId"]
    assert (await issue(till, send, ref="a")).json()["scaChallengeId"] == challenge
    assert len(sandbox.weavr.books.issued) == 1
    sandbox.clock.advance(86_399)
    late = till_of(sandbox)
    assert (await create(late, ref="a")).json()["id"] == send
    sandbox.clock.advance(1)
    assert (await create(late, ref="a")).json()["id"] != send


async def test_an_answer_belongs_to_who_is_signed_in(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await create(till, ref="a")
    await till.post("/logout")
    assert (await create(till, ref="a")).status_code == 401
    assert (await create(till_of(sandbox), ref="a")).status_code == 200


@pytest.mark.parametrize("status", [400, 409, 412])
async def test_a_ref_with_another_payload_is_refused(
    sandbox: Sandbox, till: httpx.AsyncClient, status: int
) -> None:
    change(sandbox, ref_mismatch=status)
    await create(till, ref="a")
    assert (await create(till, 3451, ref="a")).status_code == status
    assert len(sandbox.weavr.books.sends) == 1


@pytest.mark.parametrize(("compares", "status"), [("bytes", 400), ("members", 200)])
async def test_the_same_members_in_another_order(
    sandbox: Sandbox, till: httpx.AsyncClient, compares: str, status: int
) -> None:
    change(sandbox, ref_compares=compares)
    await create(till, ref="a")
    turned = dict(reversed(wanted().items()))
    answer = await till.post("/sends", json=turned, headers={"idempotency-ref": "a"})
    assert answer.status_code == status


async def test_a_ref_that_is_too_long_is_refused(till: httpx.AsyncClient) -> None:
    assert (await create(till, ref="x" * 256)).status_code == 400
    assert (await create(till, ref="x" * 255)).status_code == 200


async def test_money_is_neither_made_nor_lost(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    change(sandbox, source_fee=7, destination_fee=3)
    books = sandbox.weavr.books

    def whole() -> int:
        euros = [one.actual for one in books.accounts.values() if one.currency == "EUR"]
        return sum(euros) + books.fees.get("EUR", 0)

    before = whole()
    send = await pay(sandbox, till, 1000)
    assert whole() == before
    for name in ("RETURNED", "COMPLETED", "FAILED", "RETURNED", "COMPLETED"):
        await hand.post(f"/sends/{send}", json={"state": name})
        assert whole() == before
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (3993, 997)
