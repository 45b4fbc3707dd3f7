"""What the tests of Weavr's sandbox share: a till at wire level, the customer, and the books."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.weavr import challenging
from pos_app.sandbox.weavr.fixtures import ALMAS_ACCOUNT, API_KEY, MERCHANT_ACCOUNT, SEND_PROFILE
from pos_app.sandbox.weavr.tokens import Kind

START = datetime(2031, 3, 4, 17, 15, tzinfo=UTC)
START_MS = 1_930_410_900_000
WRONG, RIGHT = "000000", "123456"
_REFS = count(1)


def frozen_sandbox(**settings: Any) -> Sandbox:
    sandbox = build_sandbox(SandboxClock.frozen(START), seed=7)
    sandbox.weavr.change(settings)
    return sandbox


def change(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.weavr.change(settings)


def client(sandbox: Sandbox, headers: dict[str, str], base: str = "/multi") -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url=f"https://weavr.test{base}",
        headers=headers,
    )


def scan(sandbox: Sandbox, customer: str = "alma", kind: Kind = "ACCESS") -> str:
    """The token that the customer's app shows just now."""
    books = sandbox.weavr.books
    user = books.user(customer)
    assert user is not None
    return books.sessions.start(user, books.now(), kind).token


def bearer(token: str, key: str = API_KEY) -> dict[str, str]:
    return {"api-key": key, "Authorization": f"Bearer {token}"}


def till_of(sandbox: Sandbox, customer: str = "alma", kind: Kind = "ACCESS") -> httpx.AsyncClient:
    return client(sandbox, bearer(scan(sandbox, customer, kind)))


def nobody(sandbox: Sandbox) -> httpx.AsyncClient:
    """Knows the api-key alone."""
    return client(sandbox, {"api-key": API_KEY})


def hand_of(sandbox: Sandbox) -> httpx.AsyncClient:
    """Works the control routes."""
    return client(sandbox, {}, "/_sandbox/weavr")


def new_ref() -> str:
    return f"till7-{next(_REFS):06}"


def place(account: str, kind: str = "managed_accounts") -> dict[str, str]:
    return {"type": kind, "id": account}


def wanted(amount: int = 3450, **changes: Any) -> dict[str, Any]:
    """Members that are None are left out."""
    whole = {
        "profileId": SEND_PROFILE,
        "tag": "till7-000451",
        "source": place(ALMAS_ACCOUNT),
        "destination": place(MERCHANT_ACCOUNT),
        "destinationAmount": {"currency": "EUR", "amount": amount},
        "description": "Shop 12 receipt 451",
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


async def create(
    till: httpx.AsyncClient, amount: int = 3450, ref: str | None = None, **changes: Any
) -> httpx.Response:
    headers = {"idempotency-ref": ref or new_ref()}
    return await till.post("/sends", json=wanted(amount, **changes), headers=headers)


async def created(till: httpx.AsyncClient, amount: int = 3450, **changes: Any) -> str:
    """The id of a new send."""
    answer = await create(till, amount, **changes)
    assert answer.status_code == 200, answer.text
    send_id: str = answer.json()["id"]
    return send_id


async def issue(
    till: httpx.AsyncClient,
    *sends: str,
    channel: str = "SMS",
    ref: str | None = None,
    resource: str = "sends",
) -> httpx.Response:
    family = "otp" if channel == "SMS" else "push"
    return await till.post(
        f"/challenges/{family}/{channel}",
        json={"resourceType": resource, "resourceIds": list(sends)},
        headers={"idempotency-ref": ref or new_ref()},
    )


async def issued(till: httpx.AsyncClient, *sends: str, channel: str = "SMS") -> str:
    """The id of a new challenge."""
    answer = await issue(till, *sends, channel=channel)
    assert answer.status_code == 200, answer.text
    challenge_id: str = answer.json()["scaChallengeId"]
    return challenge_id


async def verify(
    till: httpx.AsyncClient,
    challenge: str,
    code: Any = RIGHT,
    ref: str | None = None,
    resource: str = "sends",
) -> httpx.Response:
    return await till.post(
        f"/challenges/{challenge}/otp/SMS/verify",
        json={"verificationCode": code, "resourceType": resource},
        headers={"idempotency-ref": ref or new_ref()},
    )


async def state(till: httpx.AsyncClient, send: str) -> str:
    answer = await till.get(f"/sends/{send}")
    told: str = answer.json()["state"]
    return told


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Status and errorCode."""
    return answer.status_code, answer.json()["errorCode"] if answer.content else ""


def available(sandbox: Sandbox, account: str = ALMAS_ACCOUNT) -> int:
    challenging.catch_up(sandbox.weavr.books)
    return sandbox.weavr.books.accounts[account].available


def read_code(sandbox: Sandbox, customer: str = "alma") -> str:
    """As the customer reads it."""
    texts = [one for one in sandbox.weavr.books.issued if one.session.user.nickname == customer]
    assert texts[-1].code is not None
    return texts[-1].code
