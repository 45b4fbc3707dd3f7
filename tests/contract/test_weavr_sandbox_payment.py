"""A payment from the scanned token to the settled send, at wire level."""

from __future__ import annotations

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr.fixtures import ALMAS_ACCOUNT, MERCHANT_ACCOUNT
from tests.contract.weavr import (
    START_MS,
    WRONG,
    available,
    bearer,
    client,
    create,
    created,
    frozen_sandbox,
    issue,
    issued,
    refused,
    scan,
    state,
    till_of,
    verify,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


async def test_a_payment_from_the_scan_to_the_money(sandbox: Sandbox) -> None:
    """The exchanges of the contract's section 13."""
    scanned = client(sandbox, bearer(scan(sandbox, kind="AUTH")))
    assert refused(await scanned.get("/managed_accounts")) == (403, "ACCESS_TOKEN_REQUIRED")
    [found] = (await scanned.get("/identities")).json()["identities"]
    access = (await scanned.post("/access_token", json={"identity": found["id"]})).json()
    till = client(sandbox, bearer(access["token"]))
    [account] = (await till.get("/managed_accounts")).json()["accounts"]
    assert (account["id"], account["balances"]["availableBalance"]) == (ALMAS_ACCOUNT, 5000)

    made = await create(till, 3450)
    send = "113900000000004510"
    assert made.json() == {
        "id": send,
        "profileId": "110000000000000031",
        "tag": "till7-000451",
        "source": {"type": "managed_accounts", "id": "112233445566778801"},
        "sourceFee": {"currency": "EUR", "amount": 0},
        "destination": {"type": "managed_accounts", "id": "112233445566779977"},
        "destinationAmount": {"currency": "EUR", "amount": 3450},
        "transactionAmount": {"currency": "EUR", "amount": 3450},
        "description": "Shop 12 receipt 451",
        "state": "PENDING_CHALLENGE",
        "creationTimestamp": START_MS,
    }
    assert made.headers["request-ref"]
    sent = await issue(till, send)
    assert (sent.status_code, sent.json()) == (200, {"scaChallengeId": "114000000000000077"})
    wrong = await verify(till, "114000000000000077", WRONG)
    assert refused(wrong) == (409, "VERIFICATION_CODE_INVALID")
    accepted = await verify(till, "114000000000000077")
    assert (accepted.status_code, accepted.content) == (204, b"")

    assert await state(till, send) == "APPROVED"
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (5000, 0)
    sandbox.clock.advance(0.5)
    settled = (await till.get(f"/sends/{send}")).json()
    assert settled["state"] == "COMPLETED"
    assert settled["executionTimestamp"] == str(START_MS + 500)
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (1550, 3450)
    assert (await till.post("/logout")).status_code == 204
    assert (await till.get(f"/sends/{send}")).status_code == 401


async def test_an_exempted_send_is_paid_at_once(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.weavr.change({"exemption": "low_value"})
    made = (await create(till, 1250)).json()
    assert (made["state"], made["challengeExemptionReason"]) == ("COMPLETED", "LOW_VALUE")
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (3750, 1250)
    assert refused(await issue(till, made["id"])) == (409, "STATE_INVALID")


async def test_a_lost_answer_is_given_again(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    first = (await create(till, ref="a")).json()
    assert (await create(till, ref="a")).json() == first
    assert (await create(till, 3451, ref="a")).status_code == 400
    challenge = await issued(till, first["id"])
    for _ in range(2):
        assert (await verify(till, challenge, ref="v")).status_code == 204
    assert refused(await verify(till, challenge, ref="w")) == (409, "STATE_INVALID")
    sandbox.clock.advance(1)
    assert await state(till, first["id"]) == "COMPLETED"
    assert available(sandbox) == 1550
    listed = (await till.get("/sends", params={"tag": "till7-000451"})).json()
    assert (len(listed["send"]), listed["count"], listed["responseCount"]) == (1, 1, 1)


async def test_two_refs_are_two_sends(till: httpx.AsyncClient) -> None:
    assert await created(till, 100) != await created(till, 100)
