"""A whole till at BonifiQ with Twilio's codes: what was approved pays once, and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import Channel
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    Closed,
    CodeNotSent,
    Committing,
    Outcome,
    Redeemed,
)
from pos_app.providers.pairing import paired
from pos_app.providers.twilio_verify.asking import Options
from pos_app.sandbox.assembly import Sandbox
from pos_app.tour.control import Control, InProcess
from tests.contract.punchh import OLAS_PHONE
from tests.contract.punchh_till import provider_on
from tests.contract.sandbox_till import SandboxTill, sandbox_on
from tests.contract.twilio_till import PairTill, challenger_on, open_pair
from tests.contract.twilio_verify import other_than

MARIA, JOAO, BAKERY, ANA = "12345678909", "39053344705", "11222333000181", "ana+vip@loja.exemplo"
ANAS_PHONE = "11933330077"
TEN_OFF = "10"
JEANS = "CAL-42"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return sandbox_on(clock)


@pytest.fixture
async def till(tmp_path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[PairTill]:
    async with open_pair(tmp_path / "journal.db", sandbox, clock) as opened:
        yield opened


async def ask(till: PairTill, who: str) -> None:
    await till.find(who, JEANS)
    till.begin(TEN_OFF)


async def authenticator(till: PairTill, who: str = BAKERY) -> str:
    return str((await till.control.ask(f"totp?customer={who}"))["code"])


async def text(till: PairTill, phone: str = ANAS_PHONE) -> str:
    return str((await till.control.ask(f"codes?customer={phone}"))["code"])


async def at_the_code(till: PairTill, who: str = BAKERY) -> AwaitingCode:
    await ask(till, who)
    await till.until_in(AwaitingCode)
    waiting = till.redemption
    assert isinstance(waiting, AwaitingCode)
    return waiting


async def at_the_phone(till: PairTill, who: str = JOAO) -> AwaitingApproval:
    await ask(till, who)
    await till.until_in(AwaitingApproval)
    waiting = till.redemption
    assert isinstance(waiting, AwaitingApproval)
    return waiting


async def looked(till: PairTill) -> None:
    """Two seconds on, and the look that they lead to."""
    before = len(till.asked("fetch_challenge"))
    await till.later(2)
    await till.until(lambda: len(till.asked("fetch_challenge")) > before)


@pytest.mark.scenario("twilio_verify", 1)
async def test_a_code_of_the_authenticator_pays_once_and_the_ledger_sends_none(
    till: PairTill,
) -> None:
    waiting = await at_the_code(till)
    assert waiting.challenge.channel is Channel.APP_CODE
    till.say(await authenticator(till))
    await till.until_in(Redeemed)
    await till.pay()
    await till.delivered()
    assert len(till.redeems()) == 1
    assert till.sent("challenge", "validate") == []
    assert len(till.sent("redeem", "order")) == 2


@pytest.mark.scenario("twilio_verify", 2)
async def test_a_wrong_code_pays_nothing(till: PairTill) -> None:
    await at_the_code(till)
    till.say(other_than(await authenticator(till)))
    await till.until(
        lambda: isinstance(till.redemption, AwaitingCode) and till.redemption.notice is not None
    )
    assert till.redeems() == []
    till.say(await authenticator(till))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1


@pytest.mark.scenario("twilio_verify", 3)
async def test_after_five_wrong_codes_the_till_offers_a_new_challenge(till: PairTill) -> None:
    await at_the_code(till)
    code = await authenticator(till)
    for wrong in range(1, 6):
        till.say(other_than(code))
        await till.until(
            lambda wrong=wrong: (  # type: ignore[misc]
                isinstance(till.redemption, AwaitingCode) and till.redemption.tally.wrong == wrong
            )
        )
    till.say(await authenticator(till))
    await till.until_in(CodeNotSent)
    assert till.redeems() == []
    till.till.resend_code()
    await till.until_in(AwaitingCode)
    till.say(await authenticator(till))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1


@pytest.mark.scenario("twilio_verify", 4)
async def test_an_approval_after_nine_seconds_pays_once(till: PairTill) -> None:
    waiting = await at_the_phone(till)
    for _ in range(4):
        await looked(till)
    assert till.redeems() == []
    await till.control.act("phone/approve", customer=JOAO)
    await looked(till)
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1
    assert len(till.asked("create_challenge")) == 1
    assert waiting.challenge.channel is Channel.PUSH
    await till.pay()
    await till.delivered()
    assert len(till.redeems()) == 1


async def test_an_approval_that_comes_just_as_a_reminder_is_asked_for_is_not_lost(
    till: PairTill,
) -> None:
    await at_the_phone(till)
    await till.later(31)
    await till.control.act("phone/approve", customer=JOAO)
    till.till.resend_code()
    await till.until_in(AwaitingApproval)
    while isinstance(till.redemption, AwaitingApproval):
        await till.later(2)
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1
    assert len(till.asked("create_challenge")) == 1


@pytest.mark.scenario("twilio_verify", 5)
async def test_a_no_ends_it_and_the_sale_goes_on(till: PairTill) -> None:
    await at_the_phone(till)
    await till.control.act("phone/deny", customer=JOAO)
    await looked(till)
    closed = await till.ended()
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, Refusal("APPROVAL_DENIED"))
    await till.pay()
    await till.delivered()
    assert till.redeems() == []
    assert len(till.asked("create_challenge", "notify")) == 1


@pytest.mark.scenario("twilio_verify", 6)
async def test_an_approval_that_nobody_gives_lets_the_sale_go_on_without(till: PairTill) -> None:
    await at_the_phone(till)
    await till.later(121)
    await till.until_in(CodeNotSent)
    assert len(till.asked("fetch_challenge")) == 1
    [made] = (await till.control.books())["challenges"]
    assert made["status"] == "expired"
    till.till.continue_without()
    await till.until_in(Closed)
    await till.pay()
    await till.delivered()
    assert till.redeems() == []


async def test_a_code_instead_of_the_approval_is_open_at_once(till: PairTill) -> None:
    await at_the_phone(till, MARIA)
    till.till.resend_code()
    assert isinstance(till.redemption, AwaitingApproval)
    till.till.resend_code(Channel.SMS)
    await till.until_in(AwaitingCode)
    await till.control.act("phone/approve", customer=MARIA)
    await till.later(4)
    await till.quiet()
    assert isinstance(till.redemption, AwaitingCode)
    assert till.redeems() == []
    till.say(await text(till, "11987658778"))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1


@pytest.mark.scenario("twilio_verify", 7)
async def test_a_request_whose_answer_is_lost_is_one_on_the_phone(till: PairTill) -> None:
    till.sandbox.twilio_verify.faults.arm("create_challenge", "drop_after")
    await at_the_phone(till)
    assert len((await till.control.books())["challenges"]) == 1
    await till.control.act("phone/approve", customer=JOAO)
    await looked(till)
    await till.until_in(Redeemed)


@pytest.mark.expects_log
@pytest.mark.scenario("twilio_verify", 8)
async def test_an_approval_of_an_older_sale_pays_nothing(till: PairTill) -> None:
    await at_the_phone(till)
    await till.control.act("phone/approve", customer=JOAO)
    till.sandbox.twilio_verify.faults.arm(
        "fetch_challenge", "altered", hidden_details={"till_tx": "otp-of-yesterday"}
    )
    await looked(till)
    closed = await till.ended()
    assert closed.refusal == Refusal("APPROVAL_MISMATCH")
    assert till.redeems() == []


async def test_a_text_for_whoever_has_no_factor(till: PairTill) -> None:
    waiting = await at_the_code(till, ANA)
    assert (waiting.challenge.channel, waiting.challenge.destination) == (Channel.SMS, "•••• 77")
    till.say(await text(till))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1


async def test_a_text_that_nobody_waits_for_is_cancelled(till: PairTill) -> None:
    await at_the_code(till, ANA)
    till.till.continue_without()
    await till.until_in(Closed)
    await till.until(lambda: till.asked("update_verification"))
    await till.quiet()
    [verification] = (await till.control.books())["verifications"]
    assert verification["status"] == "canceled"


@pytest.mark.scenario("twilio_verify", 10)
async def test_a_lost_check_pays_by_the_log_and_never_without(till: PairTill) -> None:
    await at_the_code(till, ANA)
    till.sandbox.twilio_verify.faults.arm("check_verification", "drop_after")
    till.say(await text(till))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1
    assert len(till.asked("list_attempts")) == 1


@pytest.mark.scenario("twilio_verify", 18)
async def test_a_ledger_that_is_down_is_asked_again_and_the_customer_is_not(
    till: PairTill,
) -> None:
    await at_the_code(till)
    till.sandbox.bonifiq.faults.arm("redeem", "refuse_connection", 2)
    till.say(await authenticator(till))
    await till.until_in(Committing)
    while not isinstance(till.redemption, Redeemed):
        await till.later(2)
    [redeem] = till.redeems()
    assert {call.body for call in till.sent("redeem")} == {redeem.request}
    assert len(till.asked("create_challenge")) == 1
    assert till.asked("answer_challenge") == []


async def test_after_a_restart_an_older_approval_pays_nothing(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    path = tmp_path / "journal.db"
    async with open_pair(path, sandbox, clock) as before:
        await at_the_phone(before)
    async with open_pair(path, sandbox, clock) as after:
        seen = len(after.asked("fetch_challenge"))
        await after.control.act("phone/approve", customer=JOAO)
        await after.later(4)
        await after.quiet()
        assert isinstance(after.redemption, Closed)
        assert after.redeems() == []
        assert len(after.asked("fetch_challenge")) == seen


async def test_the_journal_holds_no_code_no_number_and_no_document(till: PairTill) -> None:
    await at_the_code(till, ANA)
    code = await text(till)
    till.say(code)
    await till.until_in(Redeemed)
    await till.pay()
    await till.delivered()
    kept = till.path.read_bytes() + till.path.with_name("journal.db-wal").read_bytes()
    for secret in (code, "5511933330077", "sandbox-api-key-secret", "sandbox-identity-key"):
        assert secret.encode() not in kept


async def test_a_basket_of_punchh_is_committed_after_the_customers_approval(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    """Held, approved, committed: without a code or a consent of Punchh's own."""
    ledger = provider_on(sandbox)
    challenger = challenger_on(sandbox, clock, Options("Loja Centro", region="US"), ledger="punchh")
    profile = paired("punchh", "twilio_verify")
    calls = sandbox.punchh.calls
    till = SandboxTill(tmp_path / "journal.db", clock, ledger, sandbox, calls, challenger, profile)
    control = Control(InProcess(sandbox.app), "twilio_verify")
    await till.find(OLAS_PHONE, "CAF-01", "CAM-01")
    till.begin("reward:55122")
    await till.until_in(AwaitingApproval)
    [push] = (await control.ask("phone?customer=90017"))["pushes"]
    assert push["message"] == "Use 10% off at Loja Centro?"
    await control.act("phone/approve", customer="90017")
    await till.later(2)
    await till.until_in(Redeemed)
    await till.pay()
    await till.delivered()
    assert len(till.sent("commit")) == 1
    assert till.sent("send_code", "verify_code") == []
    await till.close()
    await challenger.aclose()
