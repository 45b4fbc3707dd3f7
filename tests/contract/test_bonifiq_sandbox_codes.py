from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA, CARLA, PEDRO, BAKERY = "12345678909", "52998224725", "11144477735", "11222333000181"


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(datetime(2026, 8, 3, 14, 0, tzinfo=UTC)), seed=7)


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url="http://bonifiq.test/v1/pvt",
        auth=("sandbox-token", "sandbox-key"),
    )


async def challenge(till: httpx.AsyncClient, customer: str, **body: Any) -> dict[str, Any]:
    sent = {"TransactionId": "otp-1", **body}
    answer = await till.post(f"/POS/customers/{customer}/challenge", json=sent)
    assert answer.status_code == 200
    body_: dict[str, Any] = answer.json()
    return body_


async def validate(
    till: httpx.AsyncClient, customer: str, code: str, transaction: str = "otp-1"
) -> bool:
    typed = {"TransactionId": transaction, "Code": code}
    answer = await till.post(f"/POS/customers/{customer}/challengevalidate", json=typed)
    assert answer.status_code == 200
    assert set(answer.json()) == {"TransactionId", "Success", "FriendlyErrorMessage"}
    passed: bool = answer.json()["Success"]
    return passed


def pin(sandbox: Sandbox, customer: str, transaction: str = "otp-1") -> str:
    sent = sandbox.bonifiq.books.sent_code(customer, transaction)
    assert sent is not None
    return sent.code


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


@pytest.mark.scenario("bonifiq", 19)
async def test_a_challenge_is_spelt_as_on_the_wire(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    answer = await challenge(till, MARIA)
    assert answer == {
        "Success": True,
        "FriendlyErrorMessage": None,
        "ShouldInformPhone": False,
        "ShouldInformEmail": False,
        "SentBySMS": True,
        "SentByEmail": False,
        "TransactionId": "otp-1",
        "ErrorMessage": None,
        "Code": pin(sandbox, MARIA),
    }


async def test_the_pin_may_stay_out_of_the_body_or_take_its_alias(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    bonifiq = sandbox.bonifiq
    bonifiq.settings = bonifiq.settings.changed({"expose_code_in_body": False})
    assert "Code" not in await challenge(till, MARIA)
    bonifiq.settings = bonifiq.settings.changed(
        {"expose_code_in_body": True, "code_member": "Token", "fixed_pin": "0042"}
    )
    answer = await challenge(till, MARIA)
    assert "Code" not in answer
    assert answer["Token"] == "0042"


async def test_the_right_code_passes_once(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await challenge(till, MARIA)
    code = pin(sandbox, MARIA)
    assert len(code) == 4
    assert await validate(till, MARIA, code)
    assert not await validate(till, MARIA, code)


@pytest.mark.scenario("bonifiq", 35)
async def test_leading_zeros_belong_to_the_code(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed({"fixed_pin": "0042"})
    await challenge(till, MARIA)
    assert not await validate(till, MARIA, "42")
    assert await validate(till, MARIA, "0042")


async def test_the_third_wrong_try_kills_the_code(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await challenge(till, MARIA)
    code = pin(sandbox, MARIA)
    for _ in range(3):
        assert not await validate(till, MARIA, other_than(code))
    assert not await validate(till, MARIA, code)


async def test_a_code_lives_five_minutes(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await challenge(till, MARIA)
    code = pin(sandbox, MARIA)
    sandbox.clock.advance(300)
    assert sandbox.bonifiq.books.sent_code(MARIA) is None
    assert not await validate(till, MARIA, code)


async def test_a_code_just_in_time_passes(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await challenge(till, MARIA)
    sandbox.clock.advance(299.999)
    assert await validate(till, MARIA, pin(sandbox, MARIA))


async def test_a_resend_replaces_the_code_of_its_transaction(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await challenge(till, MARIA)
    first = pin(sandbox, MARIA)
    await challenge(till, MARIA)
    second = pin(sandbox, MARIA)
    assert first != second
    assert not await validate(till, MARIA, first)
    assert await validate(till, MARIA, second)


async def test_codes_belong_to_their_transaction_and_customer(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await challenge(till, MARIA)
    await challenge(till, MARIA, TransactionId="otp-2")
    await challenge(till, CARLA)
    code = pin(sandbox, MARIA)
    assert not await validate(till, MARIA, code, "otp-2")
    assert not await validate(till, CARLA, code)
    assert await validate(till, MARIA, code)


async def test_a_customer_without_a_phone_gets_an_email(till: httpx.AsyncClient) -> None:
    answer = await challenge(till, BAKERY)
    assert (answer["SentBySMS"], answer["SentByEmail"]) == (False, True)


async def test_a_missing_contact_is_asked_for(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    answer = await challenge(till, PEDRO, Document=PEDRO, Name="Pedro Novo")
    assert (answer["Success"], answer["ShouldInformPhone"]) == (False, True)
    assert "Code" not in answer
    assert answer["FriendlyErrorMessage"]
    followed_up = await challenge(till, PEDRO, Phone="11999990000")
    assert (followed_up["Success"], followed_up["SentBySMS"]) == (True, True)
    sent = sandbox.bonifiq.books.sent_code(PEDRO)
    assert sent is not None
    assert sent.destination == "11999990000"


async def test_a_validated_sign_up_enrols_and_grants_the_welcome_points(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await challenge(till, PEDRO, Phone="11999990000")
    assert await validate(till, PEDRO, pin(sandbox, PEDRO))
    pedro = sandbox.bonifiq.books.customer(PEDRO)
    assert (pedro.enrolled, pedro.points, pedro.welcome_points) == (True, 200, 0)
    assert pedro.validate_signup is False


async def test_a_sign_up_may_insist_on_an_identity(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed({"signup_needs_identity": True})
    assert not (await challenge(till, PEDRO, Phone="11999990000"))["Success"]
    identity = {"Document": PEDRO, "Name": "Pedro Novo"}
    assert (await challenge(till, PEDRO, Phone="11999990000", **identity))["Success"]


async def test_nobody_is_challenged_for_an_unknown_customer(till: httpx.AsyncClient) -> None:
    answer = await challenge(till, "98765432100")
    assert (answer["Success"], answer["ShouldInformPhone"]) == (False, False)


@pytest.mark.parametrize("typed", [{"Code": 1234}, {}, {"Code": ""}])
async def test_a_code_is_a_text(till: httpx.AsyncClient, typed: dict[str, Any]) -> None:
    answer = await till.post(f"/POS/customers/{MARIA}/challengevalidate", json=typed)
    assert answer.status_code == 400
