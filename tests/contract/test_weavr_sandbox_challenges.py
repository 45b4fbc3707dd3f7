"""Issuing and verifying challenges at wire level (contract, sections 5 and 6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr.fixtures import (
    BRUNOS_ACCOUNT,
    CLARAS_ACCOUNT,
    DARIOS_ACCOUNT,
    EDDAS_ACCOUNT,
    MERCHANT_ACCOUNT,
    STUDIOS_ACCOUNT,
)
from tests.contract.weavr import (
    RIGHT,
    WRONG,
    available,
    bearer,
    change,
    client,
    created,
    frozen_sandbox,
    hand_of,
    issue,
    issued,
    place,
    read_code,
    refused,
    scan,
    state,
    till_of,
    verify,
)

INVALID, ONE_LEFT = "VERIFICATION_CODE_INVALID", "ONE_CHALLENGE_LIMIT_REMAINING"
EXCEEDED = "CHALLENGE_LIMIT_EXCEEDED"


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


@pytest.fixture
async def send(till: httpx.AsyncClient) -> str:
    return await created(till)


# Issuing


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("otp/EMAIL", {}, 400),
        ("push/SMS", {}, 400),
        ("otp/AUTHY", {}, 400),
        ("otp/SMS", {"resourceType": "payments"}, 400),
        ("otp/SMS", {"resourceIds": []}, 400),
        ("otp/SMS", {"resourceIds": ["x"]}, 400),
        ("otp/SMS", {"resourceIds": [7]}, 400),
        ("otp/SMS", {"resourceIds": None}, 400),
        ("otp/SMS", {"resourceType": "outgoing_wire_transfers"}, 404),
        ("otp/SMS", {"resourceIds": ["7"]}, 404),
    ],
)
async def test_what_cannot_be_challenged(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    send: str,
    path: str,
    body: dict[str, Any],
    status: int,
) -> None:
    whole = {"resourceType": "sends", "resourceIds": [send], **body}
    assert (await till.post(f"/challenges/{path}", json=whole)).status_code == status
    assert sandbox.weavr.books.issued == []


async def test_only_its_owner_confirms_a_send(sandbox: Sandbox, send: str) -> None:
    edda = till_of(sandbox, "edda")
    own = await created(edda, source=place(EDDAS_ACCOUNT))
    assert (await issue(edda, send)).status_code == 404
    assert (await issue(edda, own, send)).status_code == 404
    change(sandbox, unknown_challenge=409)
    assert refused(await issue(edda, send)) == (409, "STATE_INVALID")
    assert refused(await verify(edda, "7")) == (409, "STATE_INVALID")


@pytest.mark.parametrize(
    ("customer", "account", "channel", "code"),
    [
        ("bruno", BRUNOS_ACCOUNT, "SMS", "CHANNEL_NOT_REGISTERED"),
        ("clara", CLARAS_ACCOUNT, "SMS", "CHANNEL_NOT_REGISTERED"),
        ("clara", CLARAS_ACCOUNT, "BIOMETRIC", "CHANNEL_NOT_REGISTERED"),
        ("dario", DARIOS_ACCOUNT, "AUTHY", "CHANNEL_NOT_REGISTERED"),
    ],
)
async def test_a_challenge_needs_its_channel(
    sandbox: Sandbox, customer: str, account: str, channel: str, code: str
) -> None:
    till = till_of(sandbox, customer)
    send = await created(till, source=place(account))
    assert refused(await issue(till, send, channel=channel)) == (409, code)
    assert await state(till, send) == "PENDING_CHALLENGE"


async def test_a_programme_may_not_support_a_channel(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, channels=["AUTHY"])
    assert refused(await issue(till, send)) == (409, "CHANNEL_NOT_SUPPORTED")


async def test_a_resend_waits_and_voids_the_code_before(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, fixed_code="")
    first, first_code = await issued(till, send), read_code(sandbox)
    sandbox.clock.advance(5)
    assert refused(await issue(till, send)) == (409, "RETRY_IN_15SEC")
    assert read_code(sandbox) == first_code
    sandbox.clock.advance(10)
    second, second_code = await issued(till, send), read_code(sandbox)
    assert second != first
    assert second_code != first_code
    assert refused(await verify(till, first, first_code)) == (409, "STATE_INVALID")
    assert refused(await verify(till, second, first_code)) == (409, INVALID)
    assert (await verify(till, second, second_code)).status_code == 204


async def test_a_repeated_issue_sends_no_second_text(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    sandbox.weavr.faults.arm("issue", "status_500_after")
    assert (await issue(till, send, ref="i")).status_code == 500
    told = (await issue(till, send, ref="i")).json()
    sandbox.clock.advance(60)
    assert (await issue(till, send, ref="i")).json() == told
    assert len(sandbox.weavr.books.issued) == 1


@pytest.mark.parametrize("spelling", ["RETRY_IN_15SEC", "RETRY_IN_15_SECS"])
async def test_both_spellings_of_too_early(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str, spelling: str
) -> None:
    change(sandbox, retry_code=spelling)
    await issued(till, send)
    assert refused(await issue(till, send)) == (409, spelling)


@pytest.mark.parametrize(("too_many", "status"), [("409", 409), ("400", 400)])
async def test_the_third_text_is_one_too_many(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str, too_many: str, status: int
) -> None:
    change(sandbox, too_many_issues=too_many)
    for _ in range(2):
        await issued(till, send)
        sandbox.clock.advance(15)
    answer = await issue(till, send)
    assert answer.status_code == status
    assert status == 400 or refused(answer) == (409, EXCEEDED)
    assert len(sandbox.weavr.books.issued) == 2
    assert (await issue(till, await created(till, 100))).status_code == 200


async def test_texts_may_be_without_limit(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, issue_limit=0, resend_after_s=0)
    assert len({await issued(till, send) for _ in range(5)}) == 5


async def test_older_builds_refuse_while_a_challenge_is_open(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, open_challenge="state_invalid")
    await issued(till, send)
    sandbox.clock.advance(150)
    assert refused(await issue(till, send)) == (409, "STATE_INVALID")
    sandbox.clock.advance(151)
    assert (await issue(till_of(sandbox), send)).status_code == 200


async def test_a_resend_may_keep_its_id(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, resend_keeps_id=True, fixed_code="")
    first, first_code = await issued(till, send), read_code(sandbox)
    sandbox.clock.advance(15)
    assert await issued(till, send) == first
    assert refused(await verify(till, first, first_code)) == (409, INVALID)
    assert (await verify(till, first, read_code(sandbox))).status_code == 204


# Verifying


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (5, [INVALID, INVALID, INVALID, ONE_LEFT, EXCEEDED]),
        (3, [INVALID, ONE_LEFT, EXCEEDED]),
        (2, [ONE_LEFT, EXCEEDED]),
        (1, [EXCEEDED]),
    ],
)
async def test_wrong_codes_are_counted(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str, limit: int, told: list[str]
) -> None:
    change(sandbox, code_tries=limit)
    challenge = await issued(till, send)
    answers = [refused(await verify(till, challenge, WRONG)) for _ in range(limit)]
    assert answers == [(409, code) for code in told]
    assert refused(await verify(till, challenge)) == (409, "STATE_INVALID")
    assert await state(till, send) == "PENDING_CHALLENGE"
    assert available(sandbox) == 5000


async def test_the_right_code_on_the_last_attempt_pays(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    challenge = await issued(till, send)
    for _ in range(4):
        await verify(till, challenge, WRONG)
    assert (await verify(till, challenge)).status_code == 204
    sandbox.clock.advance(1)
    assert await state(till, send) == "COMPLETED"


@pytest.mark.parametrize("code", ["12345", "1234567", "12345x", "", "１２３４５６", 123456, None])
async def test_what_is_no_code_costs_no_attempt(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str, code: Any
) -> None:
    challenge = await issued(till, send)
    assert (await verify(till, challenge, code)).status_code == 400
    assert sandbox.weavr.books.challenges[challenge].wrong == 0
    assert (await verify(till, challenge)).status_code == 204


async def test_a_code_keeps_its_leading_zeros(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, fixed_code="012345")
    challenge = await issued(till, send)
    assert (await verify(till, challenge, "12345")).status_code == 400
    assert (await verify(till, challenge, "012345")).status_code == 204


async def test_a_code_lives_five_minutes(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    challenge = await issued(till, send)
    sandbox.clock.advance(200)
    await state(till, send)
    sandbox.clock.advance(101)
    assert refused(await verify(till, challenge)) == (409, "VERIFICATION_CODE_EXPIRED")
    assert refused(await verify(till, challenge, WRONG)) == (409, "VERIFICATION_CODE_EXPIRED")
    assert await state(till, send) == "PENDING_CHALLENGE"
    assert (await verify(till, await issued(till, send))).status_code == 204


async def test_a_code_at_three_hundred_seconds_is_still_good(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    challenge = await issued(till, send)
    sandbox.clock.advance(200)
    await state(till, send)
    sandbox.clock.advance(100)
    assert (await verify(till, challenge)).status_code == 204


async def test_the_life_of_a_code_is_set(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    change(sandbox, code_life_s=60)
    challenge = await issued(till, send)
    sandbox.clock.advance(61)
    assert refused(await verify(till, challenge)) == (409, "VERIFICATION_CODE_EXPIRED")


async def test_a_code_pays_once(sandbox: Sandbox, till: httpx.AsyncClient, send: str) -> None:
    challenge = await issued(till, send)
    assert (await verify(till, challenge)).status_code == 204
    assert refused(await verify(till, challenge)) == (409, "STATE_INVALID")
    sandbox.clock.advance(1)
    assert refused(await verify(till, challenge)) == (409, "STATE_INVALID")
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (1550, 3450)


async def test_what_cannot_be_verified_is_not_found(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    challenge = await issued(till, send)
    assert (await verify(till, "7")).status_code == 404
    elsewhere = await verify(till, challenge, resource="outgoing_wire_transfers")
    assert elsewhere.status_code == 404
    assert (await verify(till, challenge, resource="payments")).status_code == 400
    assert (await verify(till_of(sandbox, "edda"), challenge)).status_code == 404
    path = f"/challenges/{challenge}/otp/EMAIL/verify"
    body = {"verificationCode": RIGHT, "resourceType": "sends"}
    assert (await till.post(path, json=body)).status_code == 400
    assert (await verify(till, challenge)).status_code == 204


async def test_another_user_of_the_same_identity_confirms_nothing(sandbox: Sandbox) -> None:
    login = till_of(sandbox, "dario", "AUTH")
    studio = (await login.get("/identities")).json()["identities"][1]["id"]
    token = (await login.post("/access_token", json={"identity": studio})).json()["token"]
    dario = client(sandbox, bearer(token))
    send = await created(dario, source=place(STUDIOS_ACCOUNT))
    challenge = await issued(dario, send)
    finn = till_of(sandbox, "finn")
    assert await state(finn, send) == "PENDING_CHALLENGE"
    assert refused(await verify(finn, challenge)) == (409, "CHANNEL_NOT_REGISTERED")
    assert (await verify(dario, challenge)).status_code == 204


async def test_one_challenge_may_confirm_several_sends(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sends = [await created(till, amount) for amount in (3000, 2500, 1000)]
    challenge = await issued(till, *sends)
    assert (await verify(till, challenge)).status_code == 204
    sandbox.clock.advance(1)
    assert [await state(till, one) for one in sends] == ["COMPLETED", "FAILED", "COMPLETED"]
    assert available(sandbox) == 1000


# Push


@pytest.fixture
async def clara(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox, "clara")


@pytest.fixture
async def claras(clara: httpx.AsyncClient) -> str:
    return await created(clara, source=place(CLARAS_ACCOUNT))


@pytest.mark.parametrize(("answer", "final"), [("approve", "COMPLETED"), ("deny", "REJECTED")])
async def test_a_push_is_answered_on_the_device(
    sandbox: Sandbox, clara: httpx.AsyncClient, claras: str, answer: str, final: str
) -> None:
    challenge = await issued(clara, claras, channel="AUTHY")
    hand = hand_of(sandbox)
    asked = (await hand.get("/push", params={"customer": "clara"})).json()
    assert asked["text"] == "Approve what pays EUR 3450 to Marlow Roasters?"
    assert await state(clara, claras) == "PENDING_CHALLENGE"
    told = await hand.post("/push", json={"customer": "clara", "answer": answer})
    assert told.json()["challenge"] == challenge
    sandbox.clock.advance(1)
    assert await state(clara, claras) == final
    paid = 3450 if final == "COMPLETED" else 0
    assert available(sandbox, CLARAS_ACCOUNT) == 12_000 - paid
    assert refused(await issue(clara, claras, channel="AUTHY")) == (409, "STATE_INVALID")


async def test_a_push_that_is_ignored_ends_with_the_send(
    sandbox: Sandbox, clara: httpx.AsyncClient, claras: str
) -> None:
    await issued(clara, claras, channel="AUTHY")
    hand = hand_of(sandbox)
    ignored = await hand.post("/push", json={"customer": "clara", "answer": "ignore"})
    assert ignored.json()["state"] == "open"
    sandbox.clock.advance(301)
    late = await hand.post("/push", json={"customer": "clara", "answer": "approve"})
    assert (late.status_code, late.json()) == (400, {"error": "the question is over"})
    assert await state(till_of(sandbox, "clara"), claras) == "PENDING_CHALLENGE"
    sandbox.clock.advance(600)
    assert await state(till_of(sandbox, "clara"), claras) == "REJECTED"


async def test_a_push_is_not_paced_and_has_a_limit(
    sandbox: Sandbox, clara: httpx.AsyncClient, claras: str
) -> None:
    first, second = [await issued(clara, claras, channel="AUTHY") for _ in range(2)]
    assert refused(await issue(clara, claras, channel="AUTHY")) == (409, EXCEEDED)
    challenges = sandbox.weavr.books.challenges
    assert [challenges[one].state for one in (first, second)] == ["void", "open"]


async def test_a_push_takes_no_code(clara: httpx.AsyncClient, claras: str) -> None:
    challenge = await issued(clara, claras, channel="AUTHY")
    assert refused(await verify(clara, challenge)) == (409, "CHANNEL_NOT_SUPPORTED")


@pytest.mark.parametrize(("answer", "final"), [("approve", "COMPLETED"), ("deny", "REJECTED")])
async def test_a_device_may_answer_by_itself(
    sandbox: Sandbox, clara: httpx.AsyncClient, claras: str, answer: str, final: str
) -> None:
    change(sandbox, push_answer=answer, push_answer_s=4)
    await issued(clara, claras, channel="AUTHY")
    sandbox.clock.advance(3.9)
    assert await state(clara, claras) == "PENDING_CHALLENGE"
    sandbox.clock.advance(0.7)
    assert await state(clara, claras) == final


async def test_a_code_may_follow_a_push(sandbox: Sandbox) -> None:
    dario = till_of(sandbox, "dario")
    send = await created(dario, source=place(DARIOS_ACCOUNT))
    await issued(dario, send, channel="BIOMETRIC")
    challenge = await issued(dario, send)
    assert (await verify(dario, challenge)).status_code == 204
    late = await hand_of(sandbox).post("/push", json={"customer": "dario", "answer": "deny"})
    assert late.status_code == 400
    sandbox.clock.advance(1)
    assert await state(dario, send) == "COMPLETED"


async def test_a_send_whose_texts_are_used_up_can_still_be_pushed(sandbox: Sandbox) -> None:
    dario = till_of(sandbox, "dario")
    change(sandbox, issue_limit=1)
    send = await created(dario, source=place(DARIOS_ACCOUNT))
    await issued(dario, send)
    assert refused(await issue(dario, send)) == (409, EXCEEDED)
    await issued(dario, send, channel="BIOMETRIC")
    await hand_of(sandbox).post("/push", json={"customer": "dario", "answer": "approve"})
    sandbox.clock.advance(1)
    assert await state(dario, send) == "COMPLETED"


# The deprecated twins


async def test_the_older_calls_name_no_challenge(
    sandbox: Sandbox, till: httpx.AsyncClient, send: str
) -> None:
    path = f"/sends/{send}/challenges/otp/SMS"
    body = {"verificationCode": RIGHT}
    assert refused(await till.post(f"{path}/verify", json=body)) == (409, "CHALLENGE_NOT_PENDING")
    answer = await till.post(path)
    assert (answer.status_code, answer.content) == (204, b"")
    wrong = await till.post(f"{path}/verify", json={"verificationCode": WRONG})
    assert refused(wrong) == (409, INVALID)
    assert (await till.post(f"{path}/verify", json=body)).status_code == 204
    sandbox.clock.advance(1)
    assert await state(till, send) == "COMPLETED"
    change(sandbox, exemption="low_value")
    exempted = await created(till, 100)
    answer = await till.post(f"/sends/{exempted}/challenges/otp/SMS/verify", json=body)
    assert refused(answer) == (409, "SCA_EXEMPTION_APPLIED")


async def test_the_older_push(sandbox: Sandbox, clara: httpx.AsyncClient, claras: str) -> None:
    answer = await clara.post(f"/sends/{claras}/challenges/push/AUTHY")
    assert (answer.status_code, answer.content) == (204, b"")
    assert [one.channel for one in sandbox.weavr.books.issued] == ["AUTHY"]


async def test_a_send_that_another_login_made_is_confirmed_by_the_same_customer(
    sandbox: Sandbox, send: str
) -> None:
    again = client(sandbox, bearer(scan(sandbox)))
    assert (await verify(again, await issued(again, send))).status_code == 204
