"""The port on canned answers: what is asked, and what each answer settles."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckUnknown,
    CodeDead,
    NotDelivered,
    Sent,
    TypedCode,
    WrongCode,
)
from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.submission import (
    Answer,
    Done,
    InDoubt,
    NotExecuted,
    Receipt,
    Step,
    Unclear,
)
from pos_app.providers.bonifiq import requests, wire
from pos_app.providers.bonifiq.profile import PROFILE
from pos_app.providers.bonifiq.provider import BonifiqProvider, create, root_of
from pos_app.providers.ports import Draft, Task
from tests.unit.providers.people import BRUNA, KEY, basket, intent, order, refund

Canned = tuple[int, Any]
FOUND = {"RewardId": 88121, "ExternalCode": "BQX-88121-K", "OriginalKey": "rdm-91d2"}
RECEIPT = Receipt(reference="88121", coupon="BQX-88121-K")
CHALLENGE = Challenge(Channel.SMS)


class Server:
    def __init__(self, *answers: Canned) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.raw_path.decode()}")
        status, body = self._answers.pop(0)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content)


def provider(server: Callable[[httpx.Request], httpx.Response]) -> BonifiqProvider:
    return create(None, ("token", "key"), transport=httpx.MockTransport(server))


def enveloped(result: object, **members: object) -> Canned:
    return 200, {"Result": result, "Severity": 0, "HasError": False, **members}


NOT_FOUND = enveloped(None, Severity=1, Code="07", CodeName="RewardNotFound")


def task(step: Step, **fields: Any) -> Task:
    given: dict[str, Any] = {
        "intent": intent(),
        "receipt": RECEIPT,
        "order": order(),
        "refund": refund(),
        "customer": BRUNA,
        "at": "2026-08-04T09:00:00Z",
        **fields,
    }
    keys = {Step.COMMIT: "rdm-91d2", Step.REGISTER: "L01-000451", Step.REFUND: "ret-01"}
    return Task(step, keys.get(step, "undo-1"), **given)


async def looked(step: Step, *answers: Canned, **fields: Any) -> tuple[Answer, list[str]]:
    server = Server(*answers)
    made = task(step, **fields)
    answer = await provider(server).look(made, Draft("POST", "/unused"))
    return answer, server.asked


FIND = "POST /v1/pvt/Rewards/updatemetadata"
REWARD = "GET /v1/pvt/Rewards/88121"
ORDER = "GET /v1/pvt/Order/L01-000451"


async def test_a_lost_redemption_is_found_by_its_key() -> None:
    answer, asked = await looked(
        Step.COMMIT, enveloped(FOUND), (200, {"Id": 88121, "IsCanceled": False})
    )
    assert answer == Done(RECEIPT)
    assert asked == [FIND, REWARD]


async def test_a_redemption_taken_back_meanwhile_gives_no_discount() -> None:
    answer, _ = await looked(Step.COMMIT, enveloped(FOUND), (200, {"IsCanceled": True}))
    assert answer == NotExecuted()


async def test_a_redemption_is_believed_where_nothing_more_can_be_read() -> None:
    answer, _ = await looked(Step.COMMIT, enveloped(FOUND), (404, b""))
    assert answer == Done(RECEIPT)


@pytest.mark.parametrize(
    "told",
    [
        NOT_FOUND,
        enveloped(None),
        enveloped(None, HasError=True, CodeName="SandboxRewardNotFound"),
        enveloped(None, Severity=2, Code="07"),
        (404, {"ErrorMessage": "?", "HasError": True}),
        (400, {"CodeName": "RedeemNotFound", "HasError": True}),
    ],
)
async def test_a_redemption_that_bonifiq_does_not_know_was_not_executed(told: Canned) -> None:
    assert (await looked(Step.COMMIT, told))[0] == NotExecuted()


@pytest.mark.parametrize(
    "told",
    [
        (404, b""),
        (404, b"<html>"),
        (404, {"Message": "No HTTP resource was found"}),
        (400, {"CodeName": "InvalidInput", "HasError": True}),
        (405, b""),
        enveloped(FOUND, Severity=2, Code="99"),
        enveloped(None, HasError=True, ErrorMessage="?"),
    ],
)
async def test_a_refused_look_is_no_proof_that_nothing_was_redeemed(told: Canned) -> None:
    assert (await looked(Step.COMMIT, told))[0] == Unclear()


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ((500, b""), OutcomeUnknownError),
        ((200, b"<html>"), ContractBrokenError),
        ((429, b""), NotSentError),
        ((401, b""), OutcomeUnknownError),
        ((403, b""), OutcomeUnknownError),
        (enveloped({**FOUND, "RewardId": 0}), ContractBrokenError),
        (enveloped({**FOUND, "OriginalKey": "another"}), ContractBrokenError),
    ],
)
async def test_a_look_that_failed_is_taken_again(told: Canned, kind: type[ProviderError]) -> None:
    """A refusal of the look must never reach the till as one of the step."""
    with pytest.raises(ProviderError) as raised:
        await looked(Step.COMMIT, told)
    assert type(raised.value) is kind


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ((200, {"IsCanceled": True}), Done(Receipt(reference="88121"))),
        ((200, {"isCanceled": True}), Done(Receipt(reference="88121"))),
        ((200, {"IsCanceled": False}), NotExecuted()),
        ((200, {"Id": 88121}), Unclear()),
        ((404, b""), Unclear()),
    ],
)
async def test_looking_at_an_undo(told: Canned, answer: Answer) -> None:
    found, asked = await looked(Step.REVERSE, told)
    assert (found, asked) == (answer, [REWARD])


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ([enveloped(FOUND), (200, {"IsCanceled": True})], Done(Receipt(reference="88121"))),
        ([enveloped(FOUND), (200, {"IsCanceled": False})], NotExecuted()),
        ([NOT_FOUND], Unclear()),
    ],
)
async def test_looking_at_an_undo_by_key(told: list[Canned], answer: Answer) -> None:
    found, asked = await looked(Step.REVERSE, *told, receipt=None)
    assert found == answer
    assert asked[0] == FIND


@pytest.mark.parametrize(
    ("step", "told", "answer"),
    [
        (Step.REGISTER, (200, {"State": 2}), Done(Receipt(reference="L01-000451"))),
        (Step.REGISTER, (200, {"State": 0}), Done(Receipt(reference="L01-000451"))),
        (Step.REGISTER, (200, {}), Done(Receipt(reference="L01-000451"))),
        (Step.REGISTER, (200, {"State": 3}), Unclear()),
        (Step.REGISTER, (404, b""), NotExecuted()),
        (Step.CANCEL, (200, {"State": 3}), Done(Receipt(reference="L01-000451"))),
        (Step.CANCEL, (200, {"State": 2}), NotExecuted()),
        (Step.CANCEL, (200, {}), Unclear()),
        (Step.CANCEL, (404, b""), Unclear()),
        (Step.REFUND, (200, {"OrderTotal": 135.15}), Done(Receipt(reference="ret-01"))),
        (Step.REFUND, (200, {"OrderTotal": "135.150"}), Done(Receipt(reference="ret-01"))),
        (Step.REFUND, (200, {"OrderTotal": 150.00}), Unclear()),
        (Step.REFUND, (200, {"OrderTotal": None}), Unclear()),
        (Step.REFUND, (404, b""), Unclear()),
    ],
)
async def test_looking_at_an_order(step: Step, told: Canned, answer: Answer) -> None:
    found, asked = await looked(step, told)
    assert (found, asked) == (answer, [ORDER])


@pytest.mark.parametrize("step", [Step.HOLD, Step.RELEASE])
async def test_looking_at_a_step_that_does_not_exist_asks_nobody(step: Step) -> None:
    assert await looked(step) == (Unclear(), [])


async def test_a_missing_order_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="needs the order"):
        await looked(Step.REGISTER, order=None)


@pytest.mark.parametrize(
    ("told", "active"),
    [
        ((200, {"IsCanceled": False}), True),
        ((200, {"IsCanceled": True}), False),
        ((200, {}), None),
        ((404, b""), None),
    ],
)
async def test_whether_a_redemption_still_stands(told: Canned, active: bool | None) -> None:
    assert await provider(Server(told)).reward_is_active(RECEIPT) is active


async def test_a_redemption_without_a_handle_cannot_be_told() -> None:
    assert await provider(Server()).reward_is_active(Receipt()) is None


# Sending


SUCCESSES: dict[Step, tuple[object, str]] = {
    Step.COMMIT: (FOUND, "POST /v1/pvt/POS/rewards/40/redeem"),
    Step.REVERSE: ({"IsCanceled": True}, "DELETE /v1/pvt/POS/rewards/88121"),
    Step.REGISTER: ({"OriginalId": "L01-000451"}, "POST /v1/pvt/POS/orders"),
    Step.CANCEL: ({"isCanceled": True}, "POST /v1/pvt/POS/orders/L01-000451/cancel"),
    Step.REFUND: ({"isCanceled": False}, "POST /v1/pvt/POS/L01-000451/partialcancel"),
}


@pytest.mark.parametrize("step", list(SUCCESSES))
async def test_a_step_sends_exactly_its_draft(step: Step) -> None:
    result, path = SUCCESSES[step]
    bodies: list[bytes] = []

    def server(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        assert f"{request.method} {request.url.raw_path.decode()}" == path
        return httpx.Response(200, json=enveloped(result)[1])

    made = task(step)
    till = provider(server)
    draft = till.draft(made)
    stored = replace(draft, body=draft.body and draft.body.replace(b",", b", "))
    await till.send(made, stored)
    assert bodies == [stored.body or b""]


@pytest.mark.scenario("bonifiq", 24)
@pytest.mark.parametrize("step", list(SUCCESSES))
@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ((200, b""), ContractBrokenError),
        ((200, b"<html>Wi-Fi</html>"), ContractBrokenError),
        ((200, b"[]"), ContractBrokenError),
        ((302, b""), OutcomeUnknownError),
        ((500, b""), OutcomeUnknownError),
        ((408, b""), OutcomeUnknownError),
        ((429, b""), NotSentError),
        ((401, b""), MisconfiguredError),
        ((403, b"<h1>"), MisconfiguredError),
    ],
)
async def test_what_every_step_makes_of_a_bad_answer(
    step: Step, told: Canned, kind: type[ProviderError]
) -> None:
    made = task(step)
    till = provider(Server(told))
    with pytest.raises(ProviderError) as raised:
        await till.send(made, till.draft(made))
    assert type(raised.value) is kind


@pytest.mark.parametrize("step", list(SUCCESSES))
@pytest.mark.parametrize(
    "told",
    [
        (400, b""),
        NOT_FOUND,
        enveloped(None),
        (200, b"{}"),
        enveloped({**FOUND, "IsCanceled": True}, Severity=2),
        enveloped({**FOUND, "IsCanceled": True}, HasError=True),
    ],
)
async def test_every_step_can_be_refused(step: Step, told: Canned) -> None:
    made = task(step)
    till = provider(Server(told))
    with pytest.raises(RefusedError):
        await till.send(made, till.draft(made))


@pytest.mark.parametrize("step", [Step.HOLD, Step.RELEASE])
async def test_a_step_that_does_not_exist_is_not_sent(step: Step) -> None:
    with pytest.raises(ValueError, match=step.value):
        await provider(Server()).send(task(step), Draft("POST", "/"))


async def test_a_notice_comes_with_the_receipt() -> None:
    made = task(Step.COMMIT)
    till = provider(Server(enveloped(FOUND, Severity=1, CodeName="Low", ErrorMessage="baixo")))
    receipt = await till.send(made, till.draft(made))
    assert receipt == replace(RECEIPT, note=Refusal("Low", "baixo"))


# Codes


async def test_a_code_on_its_way() -> None:
    told = {"Success": True, "SentBySMS": True, "Code": "0042"}
    server = Server((200, told))
    answer = await provider(server).send_code(intent(), BRUNA, None)
    assert answer == Sent(Channel.SMS, "•••• 0000")
    assert server.asked == ["POST /v1/pvt/POS/customers/39053344705/challenge"]


@pytest.mark.parametrize("status", [400, 404, 422])
async def test_a_refused_code_was_not_sent(status: int) -> None:
    server = Server((status, {"FriendlyErrorMessage": "Não", "Code": "0042"}))
    answer = await provider(server).send_code(intent(), BRUNA, None)
    assert answer == NotDelivered(Refusal("CODE_NOT_SENT", "Não"))


@pytest.mark.parametrize(
    ("told", "kind"),
    [((500, b""), OutcomeUnknownError), ((200, b""), ContractBrokenError)],
)
async def test_without_an_answer_a_code_may_have_been_sent(
    told: Canned, kind: type[ProviderError]
) -> None:
    with pytest.raises(kind):
        await provider(Server(told)).send_code(intent(), BRUNA, None)


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ((200, {"Success": True}), Approved()),
        ((200, {"Success": False}), WrongCode(refusal=Refusal("CODE_WRONG"))),
        ((200, {}), WrongCode(refusal=Refusal("CODE_WRONG"))),
        ((200, {"Success": None, "Code": "0042"}), WrongCode(refusal=Refusal("CODE_WRONG"))),
        (
            (200, {"Success": False, "FriendlyErrorMessage": "Inválido"}),
            WrongCode(refusal=Refusal("CODE_WRONG", "Inválido")),
        ),
        ((400, {"Success": True}), CodeDead(Refusal("HTTP_400"), final=True)),
        ((404, b""), CodeDead(Refusal("HTTP_404"), final=True)),
    ],
)
async def test_what_a_check_says(told: Canned, answer: object) -> None:
    till = provider(Server(told))
    assert await till.check_code(intent(), BRUNA, CHALLENGE, TypedCode("0042")) == answer


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ((500, b""), OutcomeUnknownError),
        ((200, b""), ContractBrokenError),
        ((200, {"Success": "true"}), ContractBrokenError),
        ((401, b""), MisconfiguredError),
    ],
)
async def test_a_check_without_an_answer_approves_nothing(
    told: Canned, kind: type[ProviderError]
) -> None:
    till = provider(Server(told))
    with pytest.raises(kind):
        await till.check_code(intent(), BRUNA, CHALLENGE, TypedCode("0042"))


async def test_there_is_nothing_to_poll() -> None:
    assert await provider(Server()).poll(intent(), BRUNA, CHALLENGE) == CheckUnknown()


# Quotes


async def test_a_404_in_bonifiqs_own_words_is_an_unknown_customer() -> None:
    server = Server((404, {"ErrorMessage": "?", "HasError": True, "Result": None}))
    assert (await provider(server).quote(KEY, basket())).customer is None


@pytest.mark.parametrize("told", [(404, b""), (404, b"<html>"), (400, {"HasError": True})])
async def test_any_other_refusal_of_a_quote_is_one(told: Canned) -> None:
    with pytest.raises(RefusedError):
        await provider(Server(told)).quote(KEY, basket())


async def test_a_probe_proves_address_and_credentials() -> None:
    server = Server((200, {"Customer": None}), (400, {"HasError": True}), (404, b""), (401, b""))
    till = provider(server)
    await till.probe()
    await till.probe()
    for kind in (RefusedError, MisconfiguredError):
        with pytest.raises(kind):
            await till.probe()


@pytest.mark.parametrize(
    ("address", "root"),
    [
        (None, "https://api.bonifiq.com.br/v1/pvt"),
        ("https://api.bonifiq.com.br/v1/pvt/", "https://api.bonifiq.com.br/v1/pvt"),
        ("https://api.bonifiq.com.br/v1/pvt/POS", "https://api.bonifiq.com.br/v1/pvt"),
        ("https://api.bonifiq.com.br/v1/pvt/POS/", "https://api.bonifiq.com.br/v1/pvt"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/pvt"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/pvt"),
        ("http://[::1]:8080", "http://[::1]:8080/v1/pvt"),
        ("https://proxy.loja.exemplo/bonifiq", "https://proxy.loja.exemplo/bonifiq"),
    ],
)
def test_the_root_below_an_address(address: str | None, root: str) -> None:
    assert root_of(address) == root


def test_the_profile_follows_the_contract() -> None:
    for step in (Step.COMMIT, Step.REVERSE, Step.REGISTER, Step.CANCEL, Step.REFUND):
        rule = PROFILE.rule(step)
        assert (rule.in_doubt, rule.refused_after_doubt) == (InDoubt.REPEAT, InDoubt.LOOK)
    assert not PROFILE.has(Step.HOLD)
    assert not PROFILE.has(Step.RELEASE)
    assert (PROFILE.code.shortest, PROFILE.code.longest) == (4, 6)
    assert (PROFILE.code.life, PROFILE.code.tries, PROFILE.code.resend_after) == (300, 3, 30)


# Neighbours


async def test_the_neighbours_are_read() -> None:
    points = {"CustomerExists": True, "PointsBalance": 120, "PointsToExpire": [{"Points": 5}]}
    server = Server(
        (200, points),
        (200, {"TotalPendingPoints": 7, "PendingOrders": [{"PendingPoints": 7}]}),
        enveloped({"PublicId": "bq-7311", "Name": "Bruna"}),
        enveloped({"BalanceOfPoints": 120}),
        enveloped({"BalanceCashback": 1.5}),
        (200, {"ProgramName": "Clube", "PointNamePlural": "pontos"}),
    )
    client = provider(server).client
    body = requests.customer_body(BRUNA, enrolled=True)
    assert (await client.points("1")).points_balance == 120
    assert (await client.pending_points("1")).total_pending_points == 7
    assert (await client.get_customer("1")).result == wire.CustomerRecord(
        name="Bruna", public_id="bq-7311"
    )
    assert (await client.put_customer("1", body)).result.balance_of_points == 120
    assert (await client.upsert_customer(body)).result.balance_cashback is not None
    assert (await client.customization()).point_name_plural == "pontos"
    assert server.asked == [
        "GET /v1/pvt/Customer/1/points",
        "GET /v1/pvt/Customer/1/pendingpoints",
        "GET /v1/pvt/Customer/1",
        "PUT /v1/pvt/Customer/1",
        "POST /v1/pvt/Customer/upsert",
        "GET /v1/pvt/Customization",
    ]


def test_a_provider_shows_nothing_of_its_credentials() -> None:
    till = create("http://127.0.0.1", ("token-7311", "secret-9f2c"))
    shown = f"{till!r} {till.client!r} {till!s}"
    assert "7311" not in shown
    assert "9f2c" not in shown
