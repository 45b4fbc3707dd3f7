"""Twilio's challenger on its sandbox: every way, every doubt, and what must never pass."""

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    NotDelivered,
    Sent,
    StillWaiting,
    WrongCode,
)
from pos_app.core.errors import MisconfiguredError, OutcomeUnknownError
from pos_app.core.loyalty import Refusal
from pos_app.providers.twilio_verify.asking import Options
from tests.contract.twilio_till import ANA, BAKERY, BRUNO, JOAO, MARIA, NOBODY, Bench, intent
from tests.contract.twilio_verify import START

LOST = "error_20500_after"
"""Executed, and denied."""
CHALLENGES = ("create_challenge", "answer_challenge")


@pytest.fixture
def bench() -> Bench:
    return Bench()


# A code of an authenticator


@pytest.mark.scenario("twilio_verify", 1)
async def test_nothing_is_sent_for_an_authenticator_and_a_right_code_is_approved_at_once(
    bench: Bench,
) -> None:
    challenge = await bench.sent(BAKERY)
    assert challenge.channel is Channel.APP_CODE
    assert bench.calls(*CHALLENGES, "start_verification") == []
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    [made] = await bench.books("challenges")
    assert made["hidden_details"] == {"till_tx": "otp-1"}
    assert len(bench.calls(*CHALLENGES)) == 1


@pytest.mark.scenario("twilio_verify", 2)
async def test_a_wrong_code_is_no_error_and_the_right_one_answers_the_same_challenge(
    bench: Bench,
) -> None:
    await bench.sent(BAKERY)
    assert await bench.check(BAKERY, await bench.wrong(BAKERY)) == WrongCode()
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert [one.call for one in bench.calls(*CHALLENGES)] == list(CHALLENGES)
    assert [one.status for one in bench.calls(*CHALLENGES)] == [201, 200]


async def test_the_older_refusal_of_a_wrong_code_is_one_as_well(bench: Bench) -> None:
    bench.change(old_style=True)
    await bench.sent(BAKERY)
    assert await bench.check(BAKERY, await bench.wrong(BAKERY)) == WrongCode()
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()


@pytest.mark.scenario("twilio_verify", 3)
async def test_the_sixth_code_is_refused_even_if_right_and_a_new_challenge_takes_it(
    bench: Bench,
) -> None:
    await bench.sent(BAKERY)
    wrong = await bench.wrong(BAKERY)
    for _ in range(5):
        assert await bench.check(BAKERY, wrong) == WrongCode()
    answer = await bench.check(BAKERY, await bench.totp(BAKERY))
    assert answer == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert bench.calls(*CHALLENGES)[-1].status == 429
    assert len(bench.calls(*CHALLENGES)) == 6
    await bench.sent(BAKERY)
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert len(await bench.books("challenges")) == 2


async def test_an_approval_is_told_once(bench: Bench) -> None:
    await bench.sent(BAKERY)
    code = await bench.totp(BAKERY)
    assert await bench.check(BAKERY, code) == Approved()
    assert await bench.check(BAKERY, code) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert len(bench.calls(*CHALLENGES)) == 1


async def test_a_code_that_has_approved_one_sale_approves_no_other(bench: Bench) -> None:
    await bench.sent(BAKERY)
    code = await bench.totp(BAKERY)
    assert await bench.check(BAKERY, code) == Approved()
    await bench.sent(BAKERY, intent("2"))
    assert await bench.check(BAKERY, code, intent("2")) == WrongCode()


async def test_a_code_of_another_length_is_wrong_without_being_sent(bench: Bench) -> None:
    await bench.sent(BAKERY)
    assert await bench.check(BAKERY, "12") == WrongCode()
    assert bench.calls(*CHALLENGES) == []


@pytest.mark.scenario("twilio_verify", 7)
async def test_a_create_whose_answer_is_lost_is_found_again_by_its_correlation(
    bench: Bench,
) -> None:
    await bench.sent(BAKERY)
    bench.arm("create_challenge", LOST)
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert len(bench.calls("create_challenge")) == 1


async def test_a_lost_create_with_a_wrong_code_waits_for_a_fresh_one(bench: Bench) -> None:
    await bench.sent(BAKERY)
    bench.arm("create_challenge", LOST)
    assert await bench.check(BAKERY, await bench.wrong(BAKERY)) == WrongCode()
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert len(await bench.books("challenges")) == 1


async def test_a_create_that_never_arrived_is_not_repeated_with_the_old_code(bench: Bench) -> None:
    await bench.sent(BAKERY)
    bench.arm("create_challenge", "drop_before")
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == CheckUnknown()
    assert len(bench.calls("create_challenge")) == 1
    assert bench.time.slept == [3.0]
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert len(await bench.books("challenges")) == 1


async def test_one_that_nobody_could_find_is_looked_for_before_another_is_made(
    bench: Bench,
) -> None:
    await bench.sent(BAKERY)
    bench.arm("create_challenge", LOST)
    bench.arm("list_challenges", "drop_before", 2)
    code = await bench.totp(BAKERY)
    with pytest.raises(OutcomeUnknownError):
        await bench.check(BAKERY, code)
    assert await bench.check(BAKERY, "000000") == Approved()
    assert len(await bench.books("challenges")) == 1


async def test_an_answer_that_is_lost_is_settled_by_a_look(bench: Bench) -> None:
    await bench.sent(BAKERY)
    await bench.check(BAKERY, await bench.wrong(BAKERY))
    bench.arm("answer_challenge", LOST)
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()


async def test_an_answer_that_never_arrived_approves_nothing(bench: Bench) -> None:
    await bench.sent(BAKERY)
    await bench.check(BAKERY, await bench.wrong(BAKERY))
    bench.arm("answer_challenge", "drop_before")
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == CheckUnknown()
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()


async def test_a_challenge_that_is_over_gives_way_to_a_new_one_with_the_same_code(
    bench: Bench,
) -> None:
    await bench.sent(BAKERY)
    await bench.check(BAKERY, await bench.wrong(BAKERY))
    bench.sandbox.clock.advance(301)
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert len(await bench.books("challenges")) == 2


@pytest.mark.scenario("twilio_verify", 12)
async def test_busy_is_waited_out_and_a_limit_is_not(bench: Bench) -> None:
    await bench.sent(BAKERY)
    bench.arm("create_challenge", "error_20429", 2)
    assert await bench.check(BAKERY, await bench.totp(BAKERY)) == Approved()
    assert bench.time.slept == [1.0, 2.0]
    assert len(bench.calls("create_challenge")) == 3
    bench.arm("create_challenge", "error_before", 0, code=60312, status=429, retry_after=1)
    await bench.sent(BAKERY, intent("2"))
    bench.sandbox.clock.advance(60)
    answer = await bench.check(BAKERY, await bench.totp(BAKERY), intent("2"))
    assert answer == CodeDead(Refusal("CODE_BLOCKED"))
    assert len(bench.calls("create_challenge")) == 4


async def test_how_long_to_wait_is_believed_up_to_a_point(bench: Bench) -> None:
    bench.arm("list_factors", "error_20429", 1, retry_after=5)
    await bench.sent(BAKERY)
    assert bench.time.slept == [5.0]


@pytest.mark.scenario("twilio_verify", 13)
async def test_an_unverified_factor_gives_way_to_sms(bench: Bench) -> None:
    """Whether the list tells, or only its use."""
    assert (await bench.sent(BRUNO)).channel is Channel.SMS
    lapsed, bakery = intent("2"), replace(BAKERY, phone=ANA.phone)
    assert (await bench.sent(bakery, lapsed)).channel is Channel.APP_CODE
    bench.arm("create_challenge", "error_before", 1, code=60318, status=403)
    answer = await bench.check(bakery, await bench.totp(bakery), lapsed)
    assert answer == CodeDead(Refusal("CODE_NOT_SENT"))
    assert (await bench.sent(bakery, lapsed)).channel is Channel.SMS


async def test_a_device_that_is_not_enrolled_any_more_gives_way_at_once(bench: Bench) -> None:
    bench.arm("create_challenge", "error_before", 1, code=60318, status=403)
    assert (await bench.sent(MARIA)).channel is Channel.APP_CODE


# An approval on a device


@pytest.mark.scenario("twilio_verify", 4)
async def test_an_approval_is_watched_for_and_counts_for_its_own_sale_alone(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    assert challenge.channel is Channel.PUSH
    for _ in range(4):
        assert await bench.poll(JOAO, challenge) == StillWaiting()
    await bench.answer(JOAO, "approve")
    assert await bench.poll(JOAO, challenge) == Approved()
    other = intent("2")
    assert await bench.poll(JOAO, challenge, other) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert len(bench.calls("create_challenge")) == 1
    assert len(bench.calls("fetch_challenge")) == 5
    assert await bench.poll(JOAO, challenge) == Approved()
    bench.sandbox.clock.advance(120)
    assert await bench.poll(JOAO, challenge) == CodeDead(Refusal("VERDICT_STALE"), final=True)


async def test_the_customer_sees_shop_amount_and_points_and_nothing_else(bench: Bench) -> None:
    await bench.sent(JOAO)
    [push] = (await bench.control.ask(f"phone?customer={JOAO.document}"))["pushes"]
    assert push["message"] == "Use R$10,00 de desconto at Loja Centro?"
    shown = {field["label"]: field["value"] for field in push["fields"]}
    assert shown == {
        "Store": "Loja Centro",
        "Reward": "R$10,00 de desconto",
        "Amount": "BRL 10.00",
        "Points": "100",
    }


async def test_an_approval_is_asked_for_two_minutes_by_twilios_clock(bench: Bench) -> None:
    """The till's own clock is an hour ahead."""
    sent = await bench.send(JOAO)
    assert isinstance(sent, Sent)
    assert sent.life == 122
    [made] = await bench.books("challenges")
    assert made["expires_at"] == START.replace(minute=17).isoformat()


@pytest.mark.scenario("twilio_verify", 5)
async def test_a_no_is_final_and_nothing_is_asked_a_second_time(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    await bench.answer(JOAO, "deny")
    answer = await bench.poll(JOAO, challenge)
    assert answer == CodeDead(Refusal("APPROVAL_DENIED"), final=True)
    assert (await bench.sent(JOAO)).reference == challenge.reference
    assert await bench.poll(JOAO, challenge) == answer
    assert len(bench.calls("create_challenge", "notify")) == 1


@pytest.mark.scenario("twilio_verify", 6)
async def test_an_approval_that_nobody_gives_ends_with_a_last_look(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    answers: list[CheckAnswer] = []
    while not answers or answers[-1] == StillWaiting():
        answers.append(await bench.poll(JOAO, challenge))
    assert answers[-1] == CodeDead(Refusal("APPROVAL_EXPIRED"))
    assert 120 <= bench.time.monotonic() <= 126
    assert len(bench.calls("fetch_challenge")) == len(answers)
    assert bench.time.slept[:10] == [0.0] * 10
    assert bench.time.slept[10:] == [2.0] * (len(answers) - 10)


async def test_a_look_that_fails_is_skipped_and_three_in_a_row_are_told(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    bench.arm("fetch_challenge", "drop_before", 3)
    told = [await bench.poll(JOAO, challenge) for _ in range(4)]
    assert told == [StillWaiting(), StillWaiting(), CheckUnknown(), StillWaiting()]
    await bench.answer(JOAO, "approve")
    assert await bench.poll(JOAO, challenge) == Approved()


async def test_a_reminder_makes_no_second_request(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    bench.sandbox.clock.advance(30)
    for _ in range(4):
        again = await bench.sent(JOAO)
        assert again.reference == challenge.reference
    assert len(await bench.books("challenges")) == 1
    assert [one.status for one in bench.calls("notify")] == [201, 201, 201, 429]


async def test_the_fourth_reminder_is_told_and_the_request_still_counts(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    told = [await bench.send(JOAO) for _ in range(4)]
    notices = [answer.notice for answer in told if isinstance(answer, Sent)]
    assert notices == [None, None, None, Refusal("REMINDER_REFUSED")]
    await bench.answer(JOAO, "approve")
    assert await bench.poll(JOAO, challenge) == Approved()


async def test_a_reminder_whose_answer_is_lost_is_not_repeated(bench: Bench) -> None:
    challenge = await bench.sent(JOAO)
    bench.arm("notify", LOST)
    assert (await bench.sent(JOAO)).reference == challenge.reference
    assert len(bench.calls("notify")) == 1
    await bench.answer(JOAO, "approve")
    assert await bench.poll(JOAO, challenge) == Approved()


async def test_a_code_can_be_asked_for_instead(bench: Bench) -> None:
    push = await bench.sent(MARIA)
    assert push.channel is Channel.PUSH
    text = await bench.sent(MARIA, by=Channel.SMS)
    assert text.channel is Channel.SMS
    assert await bench.poll(MARIA, push) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert await bench.check(MARIA, await bench.text(MARIA)) == Approved()


async def test_without_a_phone_the_authenticator_is_the_code_instead(bench: Bench) -> None:
    nowhere = replace(MARIA, phone=None)
    assert (await bench.sent(nowhere)).channel is Channel.PUSH
    assert (await bench.sent(nowhere, by=Channel.SMS)).channel is Channel.APP_CODE


@pytest.mark.scenario("twilio_verify", 7)
async def test_a_lost_request_is_followed_and_not_made_twice(bench: Bench) -> None:
    bench.arm("create_challenge", LOST)
    challenge = await bench.sent(JOAO)
    assert len(await bench.books("challenges")) == 1
    await bench.answer(JOAO, "approve")
    assert await bench.poll(JOAO, challenge) == Approved()


async def test_one_that_never_arrived_is_made_once_more_after_two_looks(bench: Bench) -> None:
    bench.arm("create_challenge", "drop_before")
    await bench.sent(JOAO)
    assert bench.time.slept == [3.0]
    assert len(await bench.books("challenges")) == 1
    assert len(bench.calls("create_challenge")) == 2


async def test_one_that_was_answered_while_nobody_heard_of_it_is_found(bench: Bench) -> None:
    bench.arm("create_challenge", LOST)
    bench.afterwards["/Challenges"] = lambda: bench.arm("list_challenges", "drop_before", 0)
    with pytest.raises(OutcomeUnknownError):
        await bench.send(JOAO)
    bench.sandbox.twilio_verify.faults.clear()
    await bench.answer(JOAO, "approve")
    challenge = await bench.sent(JOAO)
    assert await bench.poll(JOAO, challenge) == Approved()
    assert len(await bench.books("challenges")) == 1


async def test_while_another_sales_request_is_on_the_phone_no_second_one_goes_there(
    bench: Bench,
) -> None:
    await bench.sent(JOAO)
    second = intent("2")
    assert (await bench.sent(JOAO, second)).channel is Channel.SMS
    alone = replace(JOAO, phone=None)
    assert await bench.send(alone, intent("3")) == NotDelivered(Refusal("APPROVAL_STILL_OPEN"))
    bench.sandbox.clock.advance(121)
    assert (await bench.sent(alone, intent("3"))).channel is Channel.PUSH


# What must not pass


@pytest.mark.expects_log
@pytest.mark.scenario("twilio_verify", 8)
@pytest.mark.parametrize(
    "altered",
    [
        {"identity": "11111111-1111-4111-8111-111111111111"},
        {"hidden_details": {"till_tx": "otp-0"}},
        {"factor_sid": "YF" + "0" * 32},
        {"service_sid": "VA" + "0" * 32},
        {"sid": "YC" + "0" * 32},
        {"hidden_details": None},
    ],
    ids=["identity", "till_tx", "factor_sid", "service_sid", "sid", "without"],
)
async def test_an_approval_of_something_else_is_refused(
    bench: Bench, altered: dict[str, object]
) -> None:
    challenge = await bench.sent(JOAO)
    await bench.answer(JOAO, "approve")
    bench.arm("fetch_challenge", "altered", 1, **altered)
    answer = await bench.poll(JOAO, challenge)
    assert answer == CodeDead(Refusal("APPROVAL_MISMATCH"), final=True)
    assert await bench.poll(JOAO, challenge) == answer


@pytest.mark.parametrize(("seconds", "fresh"), [(120, True), (121, False)])
async def test_an_approval_is_fresh_for_two_minutes(seconds: int, fresh: bool) -> None:
    bench = Bench(Options(approval_seconds=180))
    challenge = await bench.sent(JOAO)
    await bench.answer(JOAO, "approve")
    bench.sandbox.clock.advance(seconds - 2)
    answer = await bench.poll(JOAO, challenge)
    expected = CodeDead(Refusal("VERDICT_STALE"), final=True)
    assert answer == (Approved() if fresh else expected)


@pytest.mark.parametrize("status", ["approved ", "APPROVED", "ok", ""])
async def test_only_the_very_word_approves(bench: Bench, status: str) -> None:
    challenge = await bench.sent(JOAO)
    bench.arm("fetch_challenge", "altered", 1, status=status)
    assert await bench.poll(JOAO, challenge) == CheckUnknown()


@pytest.mark.expects_log
async def test_a_refused_key_is_told_and_not_tried_again(bench: Bench) -> None:
    bench.arm("list_factors", "status_401")
    with pytest.raises(MisconfiguredError):
        await bench.send(JOAO)
    with pytest.raises(MisconfiguredError):
        await bench.send(JOAO)
    assert len(bench.calls("list_factors")) == 1


async def test_who_must_first_be_signed_up_by_the_ledger_gets_no_code(bench: Bench) -> None:
    answer = await bench.send(MARIA, intent(signing_up=True))
    assert answer == NotDelivered(Refusal("LEDGER_CODE_NEEDED"))
    assert list(bench.sandbox.twilio_verify.calls) == []


async def test_without_factor_and_phone_there_is_no_way(bench: Bench) -> None:
    assert await bench.send(NOBODY) == NotDelivered(Refusal("NO_CODE_CHANNEL"))


async def test_a_poll_for_something_that_is_not_open_approves_nothing(bench: Bench) -> None:
    stray = Challenge(Channel.PUSH, reference="YC" + "0" * 32)
    assert await bench.poll(JOAO, stray) == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert await bench.check(ANA, "123456") == CodeDead(Refusal("CODE_NOT_ACCEPTED"))
    assert list(bench.sandbox.twilio_verify.calls) == []
