"""A customer's authenticator is set up through Twilio's challenger: lost answers, wrong codes, what
was left behind, and a seed that nobody tells."""

import logging
from typing import Any
from urllib.parse import parse_qs

import pytest

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    TypedCode,
    WrongCode,
)
from pos_app.core.enrolment.states import Planted, Standing
from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.loyalty import Customer
from pos_app.providers.ports import Enrolling
from pos_app.providers.twilio_verify.asking import Options
from pos_app.sandbox.twilio_verify.fixtures import SERVICE_SID
from pos_app.sandbox.twilio_verify.records import Factor
from pos_app.sandbox.twilio_verify.totp import Totp
from tests.contract.twilio_till import ANA, BAKERY, BRUNO, JOAO, MARIA, NOBODY, Bench, intent
from tests.contract.twilio_verify import other_than, totp

LOST = "error_20500_after"
"""Executed, and denied."""
CHANGES = ("create_factor", "update_factor", "delete_factor")
PUSH, APP, TEXT = Standing(Channel.PUSH), Standing(Channel.APP_CODE), Standing(Channel.SMS)
BEGUN = Standing(Channel.APP_CODE, usable=False)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def factors(bench: Bench, who: Customer) -> list[Factor]:
    found = bench.sandbox.twilio_verify.books.entity(SERVICE_SID, bench.identity(who))
    return list(found.factors.values()) if found else []


def unproved(bench: Bench, who: Customer) -> list[str]:
    return [one.sid for one in factors(bench, who) if not one.verified]


async def first_code(bench: Bench, who: Customer, planted: Planted) -> str:
    return await totp(bench.sandbox, bench.identity(who), planted.reference)


async def prove(bench: Bench, who: Customer, planted: Planted, code: str) -> CheckAnswer:
    return await bench.challenger.prove(who, planted.reference, TypedCode(code))


def form(body: bytes) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def test_twilio_offers_it(bench: Bench) -> None:
    assert isinstance(bench.challenger, Enrolling)


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (MARIA, (APP, PUSH, TEXT)),
        (JOAO, (PUSH, TEXT)),
        (BAKERY, (APP,)),
        (ANA, (TEXT,)),
        (BRUNO, (TEXT, BEGUN)),
        (NOBODY, ()),
    ],
)
async def test_the_ways_are_listed_and_nothing_is_changed(
    bench: Bench, who: Customer, ways: tuple[Standing, ...]
) -> None:
    assert await bench.challenger.ways(who) == ways
    assert bench.calls(*CHANGES) == []


async def test_several_of_a_kind_are_one_way(bench: Bench) -> None:
    for _ in range(2):
        planted = await bench.challenger.plant(BAKERY)
        await prove(bench, BAKERY, planted, await first_code(bench, BAKERY, planted))
    await bench.challenger.plant(BAKERY)
    assert await bench.challenger.ways(BAKERY) == (APP, BEGUN)


async def test_an_authenticator_is_made_proved_and_then_used(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    assert planted.seed.reveal().startswith("otpauth://totp/Sandbox:Loja%20Centro?secret=")
    assert (planted.digits, planted.tries) == (6, 5)
    code = await first_code(bench, ANA, planted)
    assert await prove(bench, ANA, planted, other_than(code)) == WrongCode()
    assert await bench.challenger.ways(ANA) == (TEXT, BEGUN)
    assert await prove(bench, ANA, planted, code) == Approved()
    assert await bench.challenger.ways(ANA) == (APP, TEXT)
    bench.sandbox.clock.advance(30)
    assert (await bench.sent(ANA)).channel is Channel.APP_CODE
    assert await bench.check(ANA, await first_code(bench, ANA, planted)) == Approved()


async def test_the_newest_of_two_is_asked_for(bench: Bench) -> None:
    bench.sandbox.clock.advance(60)
    planted = await bench.challenger.plant(BAKERY)
    await prove(bench, BAKERY, planted, await first_code(bench, BAKERY, planted))
    bench.sandbox.clock.advance(30)
    await bench.sent(BAKERY)
    assert await bench.check(BAKERY, await first_code(bench, BAKERY, planted)) == Approved()


async def test_nothing_of_the_person_goes_to_twilio() -> None:
    bench = Bench(Options(store="Loja " + "x" * 80, device="till-a"))
    await bench.challenger.plant(MARIA)
    [made] = bench.calls("create_factor")
    sent = form(made.body)
    assert sent == {
        "FactorType": "totp",
        "FriendlyName": "Loja " + "x" * 58 + "…",
        "Metadata": '{"made_by":"till-a"}',
    }
    told = made.body.decode() + made.path
    assert not [part for part in (MARIA.document, MARIA.phone, "Maria") if part and part in told]


async def test_codes_are_as_long_as_the_service_has_them(bench: Bench) -> None:
    bench.change(totp_code_length=8)
    planted = await bench.challenger.plant(ANA)
    assert planted.digits == 8
    assert await prove(bench, ANA, planted, await first_code(bench, ANA, planted)) == Approved()


# Lost answers


async def test_a_create_whose_answer_is_lost_leaves_one_authenticator(bench: Bench) -> None:
    bench.arm("create_factor", LOST)
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]
    assert [one.call for one in bench.calls(*CHANGES)] == [
        "create_factor",
        "delete_factor",
        "create_factor",
    ]
    assert await prove(bench, ANA, planted, await first_code(bench, ANA, planted)) == Approved()


async def test_a_create_that_a_dropped_connection_hides_leaves_one_authenticator(
    bench: Bench,
) -> None:
    bench.arm("create_factor", "drop_after")
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]


async def test_a_create_that_never_arrived_is_made_once_more(bench: Bench) -> None:
    bench.arm("create_factor", "drop_before")
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]
    assert bench.calls("delete_factor") == []


async def test_after_two_lost_answers_nothing_is_shown_and_the_next_time_clears_it(
    bench: Bench,
) -> None:
    bench.arm("create_factor", LOST, 2)
    with pytest.raises(OutcomeUnknownError):
        await bench.challenger.plant(ANA)
    assert len(bench.calls("create_factor")) == 2
    assert len(unproved(bench, ANA)) == 1
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]


async def test_nothing_is_made_while_it_is_not_known_what_there_is(bench: Bench) -> None:
    bench.arm("list_factors", "drop_before", 2)
    with pytest.raises(OutcomeUnknownError):
        await bench.challenger.plant(ANA)
    assert bench.calls("create_factor") == []


async def test_nothing_is_made_where_nothing_is_reached(bench: Bench) -> None:
    bench.arm("create_factor", "refuse_connection")
    with pytest.raises(NotSentError):
        await bench.challenger.plant(ANA)
    assert factors(bench, ANA) == []


@pytest.mark.parametrize(
    "altered",
    [{"binding": {"uri": "https://a.example"}}, {"binding": None}, {"status": "verified"}],
)
async def test_an_answer_without_a_seed_is_as_good_as_lost(
    bench: Bench, altered: dict[str, Any]
) -> None:
    bench.arm("create_factor", "altered", **altered)
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]
    bench.arm("create_factor", "altered", 2, **altered)
    with pytest.raises(ContractBrokenError):
        await bench.challenger.plant(ANA)


@pytest.mark.parametrize("member", ["identity", "service_sid"])
async def test_an_authenticator_of_somebody_else_is_not_shown(bench: Bench, member: str) -> None:
    bench.arm("create_factor", "altered", 2, **{member: "somebody-else"})
    with pytest.raises(ContractBrokenError):
        await bench.challenger.plant(ANA)


async def test_a_right_code_whose_answer_is_lost_is_settled_by_a_look(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    bench.arm("update_factor", LOST)
    assert await prove(bench, ANA, planted, await first_code(bench, ANA, planted)) == Approved()
    assert len(bench.calls("update_factor")) == 1


async def test_a_code_that_never_arrived_can_be_typed_again(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    bench.arm("update_factor", "drop_before")
    code = await first_code(bench, ANA, planted)
    assert await prove(bench, ANA, planted, code) == CheckUnknown()
    assert await prove(bench, ANA, planted, code) == Approved()


async def test_a_lost_delete_is_repeated(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    bench.arm("delete_factor", LOST)
    await bench.challenger.forget(ANA, planted.reference)
    assert factors(bench, ANA) == []


# Wrong codes


async def test_the_sixth_code_is_refused_even_if_right(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    code = await first_code(bench, ANA, planted)
    for _ in range(5):
        assert await prove(bench, ANA, planted, other_than(code)) == WrongCode()
    answer = await prove(bench, ANA, planted, code)
    assert isinstance(answer, CodeDead)
    assert answer.refusal.code == "ENROLMENT_LOCKED"
    assert bench.calls("update_factor")[-1].status == 429
    assert len(bench.calls("update_factor")) == 6


async def test_in_the_older_form_a_wrong_code_is_wrong_as_well(bench: Bench) -> None:
    bench.change(old_style=True, last_try="refused")
    planted = await bench.challenger.plant(ANA)
    code = await first_code(bench, ANA, planted)
    for _ in range(4):
        assert await prove(bench, ANA, planted, other_than(code)) == WrongCode()
    answer = await prove(bench, ANA, planted, other_than(code))
    assert isinstance(answer, CodeDead)
    assert answer.refusal.code == "ENROLMENT_LOCKED"


@pytest.mark.parametrize("typed", ["", "12", "123456789", "12345a", "１２３４５６"])
async def test_what_cannot_be_a_code_is_wrong_without_being_sent(bench: Bench, typed: str) -> None:
    planted = await bench.challenger.plant(ANA)
    assert await prove(bench, ANA, planted, typed) == WrongCode()
    assert bench.calls("update_factor") == []


async def test_one_that_twilio_has_deleted_meanwhile_is_over(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    code = await first_code(bench, ANA, planted)
    bench.sandbox.clock.advance(25 * 3600)
    for lost in (False, True):
        if lost:
            bench.arm("update_factor", "drop_before")
        answer = await prove(bench, ANA, planted, code)
        assert isinstance(answer, CodeDead)
        assert answer.refusal.code == "ENROLMENT_TIMED_OUT"


@pytest.mark.expects_log
async def test_an_answer_about_another_authenticator_proves_nothing(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    bench.arm("update_factor", "altered", sid="YF" + "0" * 32, status="verified")
    answer = await prove(bench, ANA, planted, "000000")
    assert isinstance(answer, CodeDead)
    assert answer.refusal.code == "ENROLMENT_FAILED"


# What was left


async def test_what_this_till_left_unproved_goes_before_another_is_made(bench: Bench) -> None:
    left = await bench.challenger.plant(BRUNO)
    made = await bench.challenger.plant(BRUNO)
    remaining = unproved(bench, BRUNO)
    assert left.reference not in remaining
    assert made.reference in remaining
    assert len(remaining) == 2, "the one that the customer's own app had begun stays"


async def test_another_tills_is_left_alone() -> None:
    one = Bench(Options(store="Loja Centro", device="till-a"))
    other = Bench(Options(store="Loja Centro", device="till-b"), beside=one)
    theirs = await one.challenger.plant(ANA)
    await other.challenger.plant(ANA)
    assert await prove(one, ANA, theirs, await first_code(one, ANA, theirs)) == Approved()


async def test_giving_up_deletes_what_was_not_proved_and_nothing_else(bench: Bench) -> None:
    planted = await bench.challenger.plant(BAKERY)
    await bench.challenger.forget(BAKERY, planted.reference)
    assert unproved(bench, BAKERY) == []
    await bench.challenger.forget(BAKERY, planted.reference)
    [proved] = factors(bench, BAKERY)
    await bench.challenger.forget(BAKERY, proved.sid)
    assert factors(bench, BAKERY) == [proved]
    assert len(bench.calls("delete_factor")) == 1


# Limits


async def test_the_hundredth_of_a_day_is_the_last(bench: Bench) -> None:
    bench.change(factors_per_day=2)
    await bench.challenger.plant(ANA)
    await bench.challenger.plant(ANA)
    with pytest.raises(RefusedError) as refused:
        await bench.challenger.plant(ANA)
    assert refused.value.refusal.code == "ENROLMENT_BLOCKED"
    assert len(bench.calls("create_factor")) == 3


@pytest.mark.parametrize(
    ("code", "status", "refusal"),
    [
        (60315, 403, "ENROLMENT_BLOCKED"),
        (60328, 429, "ENROLMENT_FAILED"),
        (60306, 400, "ENROLMENT_FAILED"),
    ],
)
async def test_a_refusal_is_told_once_and_not_repeated(
    bench: Bench, code: int, status: int, refusal: str
) -> None:
    bench.arm("create_factor", "error_before", code=code, status=status)
    with pytest.raises(RefusedError) as refused:
        await bench.challenger.plant(ANA)
    assert refused.value.refusal.code == refusal
    assert len(bench.calls("create_factor")) == 1


async def test_the_same_binding_twice_is_made_anew(bench: Bench) -> None:
    bench.arm("create_factor", "error_after", code=60317, status=409)
    planted = await bench.challenger.plant(ANA)
    assert unproved(bench, ANA) == [planted.reference]


async def test_busy_is_waited_out(bench: Bench) -> None:
    bench.arm("create_factor", "error_20429", 2)
    await bench.challenger.plant(ANA)
    assert bench.time.slept == [1.0, 2.0]


@pytest.mark.expects_log
async def test_a_key_that_is_refused_is_a_fault_of_the_set_up(bench: Bench) -> None:
    bench.arm("list_factors", "error_before", code=20003, status=401)
    with pytest.raises(MisconfiguredError):
        await bench.challenger.plant(ANA)
    with pytest.raises(MisconfiguredError):
        await bench.challenger.ways(ANA)
    assert len(bench.calls("list_factors")) == 1


# Secrets


@pytest.mark.expects_log
async def test_neither_seed_nor_code_is_told_anywhere(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bench.arm("create_factor", LOST)
    planted = await bench.challenger.plant(ANA)
    [kept] = [one for one in factors(bench, ANA) if one.sid == planted.reference]
    assert isinstance(kept.means, Totp)
    code = await first_code(bench, ANA, planted)
    typed = TypedCode(code)
    bench.arm("update_factor", "altered", sid="YF" + "0" * 32)
    answer = await bench.challenger.prove(ANA, planted.reference, typed)
    told = " ".join((caplog.text, repr(planted), repr(planted.seed), repr(answer), repr(typed)))
    secrets = (kept.means.secret, planted.seed.reveal(), code, bench.identity(ANA))
    assert not [secret for secret in secrets if secret in told]
    assert typed.take() == ""


async def test_no_other_answer_tells_the_seed(bench: Bench) -> None:
    planted = await bench.challenger.plant(ANA)
    await bench.challenger.ways(ANA)
    await prove(bench, ANA, planted, await first_code(bench, ANA, planted))
    answers = [
        one.call for one in bench.sandbox.twilio_verify.calls if b"secret" in (one.answer or b"")
    ]
    assert answers == ["create_factor"]


async def test_a_code_of_the_authenticator_that_was_given_up_redeems_nothing(bench: Bench) -> None:
    planted = await bench.challenger.plant(BAKERY)
    lost = await first_code(bench, BAKERY, planted)
    await bench.challenger.forget(BAKERY, planted.reference)
    await bench.sent(BAKERY, intent())
    assert await bench.check(BAKERY, lost) == WrongCode()
