"""Codes by SMS on the sandbox: whose verification it is, and what a lost answer proves."""

import pytest

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckUnknown,
    CodeDead,
    Contact,
    NotDelivered,
    Sent,
    WrongCode,
)
from pos_app.core.errors import MisconfiguredError, RefusedError
from pos_app.core.loyalty import Refusal
from pos_app.providers.twilio_verify.asking import Options
from tests.contract.twilio_till import ANA, NOBODY, Bench, intent, member
from tests.contract.twilio_verify import check, other_than, status, till_of

LOST = "error_20500_after"
"""Executed, and denied."""


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_a_code_goes_to_the_ledgers_number_and_the_last_digits_are_kept(
    bench: Bench,
) -> None:
    sent = await bench.send(ANA)
    assert isinstance(sent, Sent)
    assert (sent.channel, sent.destination) == (Channel.SMS, "•••• 77")
    [verification] = await bench.books("verifications")
    assert verification["to"] == "+5511933330077"
    assert sent.reference == verification["sid"]
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()
    assert bench.calls("check_verification")[-1].status == 200


async def test_no_code_goes_to_a_number_that_somebody_typed(bench: Bench) -> None:
    typed = Contact(phone="+5511900000000")
    answer = await bench.challenger.send_code(intent(), NOBODY, typed)
    assert answer == NotDelivered(Refusal("NO_CODE_CHANNEL"))
    assert bench.calls("start_verification") == []


@pytest.mark.scenario("twilio_verify", 9)
async def test_a_wrong_code_is_counted_and_the_sixth_check_is_the_last(bench: Bench) -> None:
    await bench.sent(ANA)
    wrong = other_than(await bench.text(ANA))
    for _ in range(5):
        assert await bench.check(ANA, wrong) == WrongCode()
    assert await bench.check(ANA, wrong) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert [one.status for one in bench.calls("check_verification")] == [200] * 5 + [429]
    assert bench.time.slept == []


async def test_the_refusal_of_the_sixth_may_also_be_that_it_is_gone(bench: Bench) -> None:
    bench.change(exhausted_check="404")
    await bench.sent(ANA)
    wrong = other_than(await bench.text(ANA))
    for _ in range(5):
        await bench.check(ANA, wrong)
    assert await bench.check(ANA, wrong) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert bench.calls("list_attempts") == []


@pytest.mark.scenario("twilio_verify", 10)
async def test_a_lost_check_of_a_right_code_is_proved_by_the_log(bench: Bench) -> None:
    await bench.sent(ANA)
    bench.arm("check_verification", LOST)
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()
    first, second = bench.calls("check_verification")
    assert (first.body, second.status) == (second.body, 404)
    assert len(bench.calls("list_attempts")) == 1


@pytest.mark.scenario("twilio_verify", 10)
async def test_a_lost_check_that_the_log_does_not_prove_approves_nothing(bench: Bench) -> None:
    bench.change(conversion_delay_s=60)
    await bench.sent(ANA)
    bench.arm("check_verification", LOST)
    answer = await bench.check(ANA, await bench.text(ANA))
    assert answer == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    await bench.sent(ANA)
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()
    assert len(await bench.books("verifications")) == 2


async def test_a_lost_check_of_a_wrong_code_is_repeated_once(bench: Bench) -> None:
    await bench.sent(ANA)
    bench.arm("check_verification", LOST)
    assert await bench.check(ANA, other_than(await bench.text(ANA))) == WrongCode()
    assert len(bench.calls("check_verification")) == 2


async def test_two_lost_checks_are_not_approved_and_the_next_one_knows(bench: Bench) -> None:
    await bench.sent(ANA)
    code = await bench.text(ANA)
    bench.arm("check_verification", LOST)
    bench.arm("check_verification", "drop_before")
    assert await bench.check(ANA, code) == CheckUnknown()
    assert await bench.check(ANA, code) == Approved()
    assert len(bench.calls("list_attempts")) == 1


async def test_gone_without_a_lost_answer_proves_nothing(bench: Bench) -> None:
    """Somebody else may have used the code: the log is not even asked."""
    first = await bench.sent(ANA)
    code = await bench.text(ANA)
    async with till_of(bench.sandbox) as stranger:
        assert status(await check(stranger, first.reference or "", code)) == (200, "approved")
    assert await bench.check(ANA, code) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert bench.calls("list_attempts") == []


@pytest.mark.scenario("twilio_verify", 11)
async def test_starting_again_is_the_same_verification_and_the_sixth_text_is_refused(
    bench: Bench,
) -> None:
    first = await bench.sent(ANA)
    for _ in range(4):
        assert (await bench.sent(ANA)).reference == first.reference
    [verification] = await bench.books("verifications")
    assert len(verification["attempts"]) == 5
    with pytest.raises(RefusedError) as refused:
        await bench.send(ANA)
    assert refused.value.refusal == Refusal("SENDS_USED_UP")
    assert bench.calls("start_verification")[-1].status == 429
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()


async def test_a_lost_start_is_repeated_once_and_counts(bench: Bench) -> None:
    bench.arm("start_verification", LOST)
    await bench.sent(ANA)
    [verification] = await bench.books("verifications")
    assert len(verification["attempts"]) == 2
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()


async def test_an_older_sales_code_for_the_number_is_cancelled_first(bench: Bench) -> None:
    await bench.sent(ANA)
    old_code = await bench.text(ANA)
    await bench.sent(ANA, intent("2"))
    first, second = await bench.books("verifications")
    assert (first["status"], second["status"]) == ("canceled", "pending")
    assert await bench.check(ANA, old_code) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert await bench.check(ANA, await bench.text(ANA), intent("2")) == Approved()


async def test_a_verification_that_another_till_began_is_ended_and_not_shared(
    bench: Bench,
) -> None:
    await bench.sent(ANA)
    mine = Bench(beside=bench)
    await mine.sent(ANA, intent("2"))
    first, second = await bench.books("verifications")
    assert (first["status"], second["status"]) == ("canceled", "pending")
    assert len(second["attempts"]) == 1
    assert await mine.check(ANA, await bench.text(ANA), intent("2")) == Approved()


async def test_a_lost_start_hides_no_verification_that_another_till_began(bench: Bench) -> None:
    """Two texts, as many as were asked for: that one of them is older tells whose it is."""
    await bench.sent(ANA)
    bench.sandbox.clock.advance(20)
    mine = Bench(beside=bench)
    mine.arm("start_verification", "drop_before")
    await mine.sent(ANA, intent("2"))
    first, second = await bench.books("verifications")
    assert (first["status"], second["status"]) == ("canceled", "pending")
    assert await mine.check(ANA, await bench.text(ANA), intent("2")) == Approved()


async def test_the_amount_and_the_payee_go_with_start_and_check_where_the_service_links_them() -> (
    None
):
    bench = Bench(Options(store="Shop 12", links_amount=True))
    bench.change(psd2_enabled=True)
    await bench.sent(ANA)
    assert await bench.check(ANA, await bench.text(ANA)) == Approved()
    [verification] = await bench.books("verifications")
    assert (verification["amount"], verification["payee"]) == ("BRL 10.00", "Shop 12")


@pytest.mark.expects_log
async def test_a_service_that_wants_the_amount_is_a_fault_of_the_set_up(bench: Bench) -> None:
    bench.change(psd2_enabled=True)
    with pytest.raises(MisconfiguredError):
        await bench.send(ANA)


async def test_a_number_that_cannot_be_reached_is_another_ways_matter(bench: Bench) -> None:
    bench.arm("start_verification", "error_before", 1, code=60205, status=403)
    assert await bench.send(ANA) == NotDelivered(Refusal("CODE_NOT_SENT"))
    landline = member("77777777777", "123")
    assert await bench.send(landline) == NotDelivered(Refusal("NO_CODE_CHANNEL"))


@pytest.mark.expects_log
@pytest.mark.scenario("twilio_verify", 8)
@pytest.mark.parametrize(
    "altered",
    [
        {"to": "+5511900000000"},
        {"sid": "VE" + "0" * 32},
        {"service_sid": "VA" + "0" * 32},
        {"channel": "email"},
    ],
    ids=["to", "sid", "service_sid", "channel"],
)
async def test_an_approval_of_something_else_is_refused(
    bench: Bench, altered: dict[str, object]
) -> None:
    await bench.sent(ANA)
    bench.arm("check_verification", "altered", 1, **altered)
    answer = await bench.check(ANA, await bench.text(ANA))
    assert answer == CodeDead(Refusal("APPROVAL_MISMATCH"), final=True)


async def test_valid_without_the_status_approves_nothing(bench: Bench) -> None:
    """The legacy member is not even read."""
    await bench.sent(ANA)
    bench.arm("check_verification", "altered", 1, valid=True)
    assert await bench.check(ANA, other_than(await bench.text(ANA))) == WrongCode()
