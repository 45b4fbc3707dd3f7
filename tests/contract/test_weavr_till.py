"""A whole till at Weavr, from the cashier's hand to the books: what the contract finds worth
testing."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import Channel, Sent
from pos_app.core.decision import Decision
from pos_app.core.errors import RefusedError
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    CodeNotSent,
    Committing,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
)
from pos_app.core.submission import Phase
from pos_app.providers.weavr import requests
from pos_app.providers.weavr.sessions import Bearer, Sessions
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr.fixtures import ALMAS_ACCOUNT, MERCHANT_ACCOUNT, SEND_PROFILE
from tests.contract.sandbox_till import sandbox_on
from tests.contract.weavr import WRONG, available, change, hand_of, read_code, scan
from tests.contract.weavr_till import WeavrTill, client_on, open_till, provider_on


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return sandbox_on(clock)


@pytest.fixture
async def till(tmp_path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[WeavrTill]:
    async with open_till(tmp_path / "journal.db", sandbox, clock) as opened:
        yield opened


async def tap(sandbox: Sandbox, answer: str, customer: str = "clara") -> None:
    """What the customer does on the phone."""
    async with hand_of(sandbox) as hand:
        done = await hand.post("/push", json={"customer": customer, "answer": answer})
    assert done.status_code == 200, done.text


async def test_a_sale_from_the_qr_code_to_the_merchants_account(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    await till.at_the_code()
    assert till.state.sale.total == Money(7880, "EUR")
    await till.say()
    assert isinstance(till.redemption, Committing), "204 is acceptance, not money"
    assert till.state.sale.reward_discount == Money(0, "EUR")
    await till.settle()
    assert till.state.sale.total == Money(2880, "EUR")
    await till.pay()
    await till.quiet()
    [send] = till.paid()
    assert (send.amount, send.destination.id) == (5000, MERCHANT_ACCOUNT)
    assert available(sandbox) == 0
    assert till.statuses("logout") == [204]


@pytest.mark.scenario("weavr", 1)
@pytest.mark.parametrize("exemption", ["low_value", "trusted_beneficiary", "no_sca"])
async def test_an_exempted_send_is_paid_at_once_and_only_after_the_customer_agreed(
    till: WeavrTill, sandbox: Sandbox, exemption: str
) -> None:
    change(sandbox, exemption=exemption, settle_ms=0)
    await till.lend()
    await till.ask(amount="12,50")
    assert till.sent("create_send") == []
    till.till.consent()
    await till.until_in(Redeemed)
    assert till.state.sale.total == Money(6630, "EUR")
    await till.pay()
    await till.quiet()
    assert [one.amount for one in till.paid()] == [1250]
    assert till.sent("issue", "issue_push", "verify") == []


@pytest.mark.scenario("weavr", 2)
async def test_a_create_whose_answer_is_lost_is_repeated_as_it_was(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    sandbox.weavr.faults.arm("create_send", "drop_after")
    await till.at_the_question()
    till.till.consent()
    await till.until(lambda: till.sent("create_send"))
    await till.later(1)
    await till.until_in(AwaitingCode)
    first, second = till.sent("create_send")
    assert first.body == second.body
    assert len(set(till.refs("create_send"))) == 1
    [send] = till.made()
    state = till.redemption
    assert isinstance(state, AwaitingCode)
    assert state.held is not None
    assert state.held.reference == send.id
    listed = await client_on(sandbox).tagged(Bearer(scan(sandbox)), state.intent.key)
    assert [one.id for one in listed] == [send.id]


@pytest.mark.scenario("weavr", 3)
@pytest.mark.parametrize("status", [400, 409, 412])
async def test_another_amount_under_the_same_ref_makes_nothing(
    sandbox: Sandbox, status: int
) -> None:
    change(sandbox, ref_mismatch=status)
    client, bearer = client_on(sandbox), Bearer(scan(sandbox))

    def order(amount: int) -> requests.Order:
        return requests.Order(
            SEND_PROFILE, "rdm-1", ALMAS_ACCOUNT, MERCHANT_ACCOUNT, Money(amount, "EUR")
        )

    await client.create(bearer, requests.create(order(3450)), "rdm-1-hold")
    with pytest.raises(RefusedError):
        await client.create(bearer, requests.create(order(3451)), "rdm-1-hold")
    assert [one.amount for one in sandbox.weavr.books.sends.values()] == [3450]


@pytest.mark.scenario("weavr", 4)
async def test_a_fee_that_the_balance_does_not_cover(till: WeavrTill, sandbox: Sandbox) -> None:
    change(sandbox, source_fee=50)
    await till.at_the_question()
    till.till.consent()
    closed = await till.ended()
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, Refusal("FUNDS_INSUFFICIENT"))
    assert till.sent("issue") == []
    assert till.made() == []


async def test_a_fee_is_told_with_the_payment(till: WeavrTill, sandbox: Sandbox) -> None:
    change(sandbox, source_fee=50)
    await till.lend()
    await till.ask(amount="20,00")
    till.till.consent()
    await till.until_in(AwaitingCode)
    await till.say()
    await till.settle()
    state = till.redemption
    assert isinstance(state, Redeemed)
    assert state.receipt.note == Refusal("SEND_FEE")
    assert state.receipt.amount == 2000
    assert available(sandbox) == 2950


@pytest.mark.scenario("weavr", 5)
@pytest.mark.parametrize("spelling", ["RETRY_IN_15SEC", "RETRY_IN_15_SECS"])
async def test_a_resend_too_early_changes_nothing_and_one_in_time_voids_the_first_code(
    till: WeavrTill, sandbox: Sandbox, spelling: str
) -> None:
    change(sandbox, fixed_code="", retry_code=spelling)
    await till.at_the_code()
    first, state = read_code(sandbox), till.redemption
    assert isinstance(state, AwaitingCode)
    till.till.resend_code()
    await till.quiet()
    assert len(till.sent("issue")) == 1, "the till itself waits fifteen seconds"
    await till.later(5)
    person = till.book.person(state.intent.customer)
    assert person is not None
    early = await till.provider.send_code(state.intent, person.as_customer(), None)
    assert early == Sent(Channel.SMS, reference=state.challenge.reference), (
        "the first code still counts"
    )
    await till.later(10)
    till.till.resend_code()
    await till.quiet()
    assert till.statuses("issue") == [200, 409, 200]
    assert len(set(till.refs("issue"))) == 3
    await till.say(first if first != read_code(sandbox) else WRONG)
    assert _notice(till) == "CODE_WRONG"
    await till.say()
    await till.settle()


def _notice(till: WeavrTill) -> str | None:
    state = till.redemption
    assert isinstance(state, AwaitingCode)
    return state.notice.code if state.notice else None


@pytest.mark.scenario("weavr", 6)
async def test_one_text_too_many_ends_the_send_and_it_is_watched(till: WeavrTill) -> None:
    await till.at_the_code()
    for _ in range(2):
        await till.later(16)
        till.till.resend_code()
        await till.quiet()
    assert till.statuses("issue") == [200, 200, 409]
    await till.let_go()
    state = till.redemption
    assert isinstance(state, Releasing)
    assert state.refusal == Refusal("CODES_USED_UP")
    assert till.can_be_paid()
    await _watched_to_the_end(till)
    assert till.paid() == []


async def _watched_to_the_end(till: WeavrTill) -> None:
    """Until nobody can confirm the send any more, a look at a time."""
    for _ in range(8):
        if not isinstance(till.redemption, Releasing):
            break
        await till.later(200)
    await till.ended()


@pytest.mark.scenario("weavr", 7)
async def test_five_wrong_codes_end_it_and_then_not_even_the_right_one_counts(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    await till.at_the_code()
    for _ in range(3):
        await till.say(WRONG)
        assert _notice(till) == "CODE_WRONG"
        assert _tries_left(till) is None, "no number is the till's own"
    await till.say(WRONG)
    assert _tries_left(till) == 1
    await till.say(WRONG)
    await till.let_go()
    told = [_error_of(call.answer) for call in till.sent("verify")]
    wrong = "VERIFICATION_CODE_INVALID"
    assert told == [wrong] * 3 + ["ONE_CHALLENGE_LIMIT_REMAINING", "CHALLENGE_LIMIT_EXCEEDED"]
    challenge = sandbox.weavr.books.issued[-1]
    with pytest.raises(RefusedError, match="CHALLENGE_OVER"):
        await client_on(sandbox).verify(
            Bearer(scan(sandbox)), challenge.id, read_code(sandbox), "late"
        )
    await _watched_to_the_end(till)
    assert (available(sandbox), till.paid()) == (5000, [])
    assert till.state.sale.locked_out, "nobody begins anew in the same sale"


@pytest.mark.parametrize("tries", [1, 2, 3])
async def test_the_server_alone_says_how_many_tries_there_are(
    till: WeavrTill, sandbox: Sandbox, tries: int
) -> None:
    change(sandbox, code_tries=tries)
    await till.at_the_code()
    for _ in range(tries - 1):
        await till.say(WRONG)
        assert isinstance(till.redemption, AwaitingCode)
    await till.say(WRONG)
    await till.let_go()


def _tries_left(till: WeavrTill) -> int | None:
    state = till.redemption
    assert isinstance(state, AwaitingCode)
    return state.challenge.tries_left


def _error_of(answer: bytes | None) -> str:
    return (answer or b"").decode().split('"')[3]


@pytest.mark.scenario("weavr", 8)
async def test_four_wrong_codes_and_the_right_one_pay(till: WeavrTill, sandbox: Sandbox) -> None:
    await till.at_the_code()
    for _ in range(4):
        await till.say(WRONG)
    await till.say()
    await till.settle()
    assert till.statuses("verify") == [409] * 4 + [204]
    assert len(set(till.refs("verify"))) == 5
    assert available(sandbox) == 0


@pytest.mark.scenario("weavr", 9)
async def test_a_code_keeps_its_zero_and_five_digits_cost_no_try(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, fixed_code="012345", code_tries=1)
    await till.at_the_code()
    await till.say("12345")
    assert _notice(till) == "CODE_NOT_SIX_DIGITS"
    assert till.sent("verify") == []
    await till.say()
    await till.settle()
    assert till.said("verificationCode", "verify") == ["012345"]


async def test_a_400_costs_no_try_either(till: WeavrTill, sandbox: Sandbox) -> None:
    await till.at_the_code()
    sandbox.weavr.faults.arm("verify", "refused", status=400)
    await till.say()
    assert _notice(till) == "CODE_NOT_SIX_DIGITS"
    await till.say()
    await till.settle()


@pytest.mark.scenario("weavr", 10)
@pytest.mark.parametrize("lost", [1, 2])
async def test_a_check_without_an_answer_is_settled_with_one_debit(
    till: WeavrTill, sandbox: Sandbox, lost: int
) -> None:
    """Repeated under its ref, and then the send itself tells."""
    await till.at_the_code()
    sandbox.weavr.faults.arm("verify", "drop_after", lost)
    await till.say()
    await till.settle()
    assert len(set(till.refs("verify"))) == 1
    assert (len(till.paid()), available(sandbox)) == (1, 0)


async def test_a_repeated_check_that_is_not_known_by_its_ref_finds_it_done(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, remembered="nothing")
    await till.at_the_code()
    sandbox.weavr.faults.arm("verify", "drop_after")
    await till.say()
    await till.settle()
    assert till.statuses("verify") == [None, 409]
    assert len(till.paid()) == 1


@pytest.mark.scenario("weavr", 11)
async def test_a_code_that_is_too_old_pays_nothing(till: WeavrTill, sandbox: Sandbox) -> None:
    change(sandbox, code_life_s=60)
    await till.at_the_code()
    await till.later(61)
    await till.say()
    state = till.redemption
    assert isinstance(state, CodeNotSent)
    assert state.refusal == Refusal("CODE_EXPIRED")
    assert [one.state for one in till.made()] == ["PENDING_CHALLENGE"]
    till.till.resend_code()
    await till.until_in(AwaitingCode)
    await till.say()
    await till.settle()


async def test_the_till_itself_takes_no_code_after_its_five_minutes(till: WeavrTill) -> None:
    await till.at_the_code()
    for seconds in (120, 120, 61):
        await till.later(seconds)
    await till.say()
    assert till.sent("verify") == []
    assert till.paid() == []


@pytest.mark.scenario("weavr", 12)
async def test_a_declined_push_is_final(till: WeavrTill, sandbox: Sandbox) -> None:
    await till.at_the_phone()
    await tap(sandbox, "deny")
    await till.later(5)
    closed = await till.ended()
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, Refusal("SEND_REJECTED"))
    assert till.paid() == []
    assert till.state.owed == ()


@pytest.mark.scenario("weavr", 12)
async def test_an_ignored_push_is_given_up_and_its_end_is_seen_later(till: WeavrTill) -> None:
    await till.at_the_phone()
    while not isinstance(till.redemption, CodeNotSent):
        await till.later(20)
    till.till.continue_without()
    await till.let_go()
    assert till.can_be_paid()
    await _watched_to_the_end(till)
    assert [one.state for one in till.made()] == ["REJECTED"]


async def test_a_push_is_paid_once_the_money_has_moved(till: WeavrTill, sandbox: Sandbox) -> None:
    await till.at_the_phone()
    await tap(sandbox, "approve")
    await till.later(5)
    await till.until_in(Redeemed)
    assert till.sent("verify") == []
    assert len(till.paid()) == 1


@pytest.mark.scenario("weavr", 13)
async def test_a_session_that_ends_while_a_code_is_awaited_leaves_an_unknown(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, idle_life_s=60)
    await till.at_the_code()
    await till.later(61)
    await till.say()
    await till.until_in(Parked)
    assert till.statuses("verify") == [401]
    assert len(till.sent("create_send")) == 1
    [matter] = till.state.matters
    assert matter.holds_sale  # type: ignore[union-attr]


async def test_a_fresh_qr_code_lets_the_till_see_how_it_ended(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    """The same customer, known by the account, in another sale."""
    change(sandbox, idle_life_s=60)
    await till.at_the_code()
    await till.later(61)
    await till.say()
    await till.until_in(Parked)
    till.till.continue_without()
    [matter] = till.state.matters
    till.till.park()
    await till.lend()
    async with hand_of(sandbox) as hand:
        await hand.post(f"/sends/{till.made()[0].id}", json={"state": "REJECTED"})
    till.till.decide(matter.id, Decision.ASK_AGAIN, "Rui P.", "")
    await till.until(lambda: till.state.matters == ())


async def test_the_session_is_kept_alive_while_a_code_is_awaited(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, idle_life_s=130, code_life_s=600)
    await till.at_the_code()
    asked = len(till.sent("factors"))
    for _ in range(2):
        await till.later(121)
    assert len(till.sent("factors")) == asked + 2
    await till.say()
    await till.settle()
    await till.later(121)
    assert len(till.sent("factors")) == asked + 2, "nothing is kept alive that nobody waits for"


@pytest.mark.scenario("weavr", 14)
async def test_a_token_that_must_be_exchanged_is_exchanged_once(till: WeavrTill) -> None:
    await till.lend()
    assert till.statuses("accounts") == [403, 200]
    assert len(till.sent("access_token")) == 1


@pytest.mark.scenario("weavr", 14)
async def test_an_exchange_that_does_not_help_is_not_tried_again(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    code = "ACCESS_TOKEN_REQUIRED"
    sandbox.weavr.faults.arm("accounts", "refused", 0, status=403, error_code=code)
    till.till.find_customer(scan(sandbox, kind="AUTH"))
    await till.until(lambda: getattr(till.state.quote, "refusal", None) is not None)
    assert till.statuses("accounts") == [403, 403]
    assert len(till.sent("access_token")) == 1


async def test_a_refusal_without_a_code_may_mean_that_the_token_must_be_exchanged(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    """Older builds say no more than 403 (8)."""
    change(sandbox, error_403="empty")
    await till.lend()
    assert till.statuses("accounts") == [403, 200]


@pytest.mark.parametrize("status", [401, 403])
async def test_an_exchange_that_nobody_asked_for_ends_no_session(
    till: WeavrTill, sandbox: Sandbox, status: int
) -> None:
    change(sandbox, error_403="empty", refused_exchange=status, step_up_needed=True)
    till.till.find_customer(scan(sandbox, kind="ACCESS"))
    await till.until(lambda: getattr(till.state.quote, "refusal", None) is not None)
    assert till.statuses("accounts") == [403]
    assert till.state.quote.refusal.code == "ACCOUNT_NOT_USABLE"  # type: ignore[union-attr]


@pytest.mark.scenario("weavr", 15)
async def test_a_busy_server_is_waited_for_once_under_the_same_ref(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    sandbox.weavr.faults.arm("create_send", "rate_limited", reset=7)
    await till.at_the_question()
    till.till.consent()
    await till.until(lambda: till.sent("create_send"))
    await till.later(6)
    assert till.statuses("create_send") == [429]
    await till.later(1)
    await till.until_in(AwaitingCode)
    assert till.statuses("create_send") == [429, 200]
    assert len(set(till.refs("create_send"))) == 1


@pytest.mark.scenario("weavr", 16)
async def test_a_send_that_cannot_be_cancelled_is_watched(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, unverified_life_s=0)
    await till.at_the_code()
    till.till.continue_without()
    await till.let_go()
    assert till.statuses("cancel_send") == [409]
    assert till.can_be_paid()
    assert len(till.state.owed) == 0, "the sale is still on the screen"
    begun = len(till.sent("send"))
    passed: list[int] = []
    for since, after in pairwise((0, 2, *range(100, 1000, 100))):
        await till.later(after - since)
        if len(till.sent("send")) > begun + len(passed):
            passed.append(after)
    assert passed == [2, 100, 200, 300, 500, 700, 900]
    state = till.redemption
    assert isinstance(state, Releasing)
    assert state.submission.phase is Phase.RESTING
    await till.later(14_400)
    assert isinstance(till.redemption, Parked), "nobody can tell any more but a person"


async def test_a_send_that_can_be_cancelled_is(till: WeavrTill, sandbox: Sandbox) -> None:
    change(sandbox, cancel_pending="accepted")
    await till.at_the_code()
    till.till.continue_without()
    await till.ended()
    assert [one.state for one in till.made()] == ["CANCELLED"]


async def test_a_payment_that_comes_too_late_is_for_a_supervisor(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    await till.at_the_phone()
    till.till.continue_without()
    await till.quiet()
    await tap(sandbox, "approve")
    await till.later(3)
    state = till.redemption
    assert isinstance(state, Parked)
    assert state.receipt is not None
    assert state.receipt.reference == till.paid()[0].id
    assert till.state.sale.total == Money(7880, "EUR"), "nothing is taken off for it"


@pytest.mark.expects_log
@pytest.mark.parametrize("exemption", ["none", "no_sca"])
@pytest.mark.parametrize(
    "lie", ["other_destination", "other_source", "other_amount", "other_currency"]
)
async def test_another_payment_than_asked_for_is_refused_with_an_alarm(
    till: WeavrTill,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
    lie: str,
    exemption: str,
) -> None:
    change(sandbox, returned_send=lie, exemption=exemption, settle_ms=0)
    await till.at_the_question()
    till.till.consent()
    await till.until(lambda: isinstance(till.redemption, Parked | Releasing))
    assert "send_is_not_what_was_asked" in caplog.text
    assert till.sent("issue") == [], "no code goes out for it"
    assert till.state.sale.total == Money(7880, "EUR")
    if isinstance(till.redemption, Parked):
        assert till.redemption.submission.refusal == Refusal("SEND_MISMATCH")


async def test_a_customer_who_can_confirm_nothing_pays_in_another_way(till: WeavrTill) -> None:
    await till.at_the_question("bruno", "112233445566778802")
    till.till.consent()
    await till.let_go()
    state = till.redemption
    assert isinstance(state, Releasing)
    assert state.refusal == Refusal("NO_FACTOR")
    assert till.sent("issue", "issue_push") == []


async def test_a_code_instead_of_the_phone(till: WeavrTill, sandbox: Sandbox) -> None:
    await till.at_the_phone("edda", "112233445566778807")
    till.till.resend_code(Channel.SMS)
    await till.until_in(AwaitingCode)
    await till.say()
    await till.settle()
    assert len(till.paid()) == 1
    assert [one.channel for one in sandbox.weavr.books.issued] == ["AUTHY", "SMS"]


async def test_a_channel_that_the_programme_does_not_use_gives_way_to_another(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    change(sandbox, channels=("SMS",))
    await till.at_the_code("edda", "112233445566778807")
    assert till.statuses("issue_push") == [409]
    assert till.statuses("issue") == [200]


async def test_a_code_whose_issue_was_not_answered_can_be_typed(
    till: WeavrTill, sandbox: Sandbox
) -> None:
    """Its challenge is learnt under the same ref, and no second text goes out."""
    sandbox.weavr.faults.arm("issue", "drop_after", 2)
    await till.at_the_code()
    state = till.redemption
    assert isinstance(state, AwaitingCode)
    assert state.challenge.channel is Channel.UNKNOWN
    await till.say()
    await till.settle()
    assert len(set(till.refs("issue"))) == 1
    assert len(sandbox.weavr.books.issued) == 1


async def test_a_confirmed_send_that_fails_pays_nothing(till: WeavrTill, sandbox: Sandbox) -> None:
    change(sandbox, final_state="FAILED")
    await till.at_the_code()
    await till.say()
    await till.later(1)
    closed = await till.ended()
    assert closed.refusal == Refusal("SEND_FAILED")


async def test_a_till_that_starts_again_asks_nobody_for_a_code(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    """The token is gone with the run, and the send goes to a person."""
    async with open_till(tmp_path / "journal.db", sandbox, clock) as first:
        await first.at_the_code()
        await first.crash()
    later = provider_on(sandbox, sessions=Sessions())
    async with open_till(tmp_path / "journal.db", sandbox, clock, later) as second:
        await second.until_in(Releasing)
        await second.later(2)
        await second.until_in(Parked)
        assert len(second.state.matters) == 1
        assert second.can_be_paid()
        [matter] = second.state.matters
        second.till.decide(matter.id, Decision.IT_DID_NOT, "Rui P.", "no such payment")
        await second.until_in(Releasing)
        await second.later(2)
        await second.until_in(Closed)


async def test_no_file_and_no_log_holds_the_token_the_key_or_the_code(
    till: WeavrTill, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    change(sandbox, fixed_code="")
    token = await till.at_the_code()
    code = read_code(sandbox)
    exchanged = till.latest("issue").headers["authorization"].removeprefix("Bearer ")
    assert exchanged != token
    kept = till.on_disk()
    await till.say()
    await till.settle()
    kept += till.on_disk()
    for secret in (token, exchanged, code, "sandbox-api-key"):
        assert secret.encode() not in kept
        assert secret not in caplog.text
        assert secret not in repr(till.state)
    assert "request=" in caplog.text, "the server's own reference is kept for support"
