"""The service desk of a whole till at BonifiQ with Twilio's codes: enrolled, given up, and what
goes wrong on the way."""

import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.checkout.incidents import AuthenticatorAdded, AuthenticatorBegun
from pos_app.checkout.state import Field, Problem
from pos_app.core.challenge import Channel, TypedCode
from pos_app.core.enrolment.states import (
    Enrolled,
    Listed,
    NoCustomer,
    Planting,
    Proving,
    Seed,
    Showing,
    State,
    Unread,
)
from pos_app.core.enrolment.transition import SHOWN_FOR
from pos_app.core.identifiers import Misread
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import AwaitingCode, Redeemed
from pos_app.providers.bonifiq.provider import create
from pos_app.providers.http import in_process
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.twilio_verify.fixtures import SERVICE_SID, identity_of
from pos_app.sandbox.twilio_verify.records import Factor
from tests.contract.sandbox_till import SandboxTill, sandbox_on
from tests.contract.twilio_till import PairTill, open_pair
from tests.contract.twilio_verify import other_than, totp

ANA, ANAS_DOCUMENT = "ana+vip@loja.exemplo", "15350946056"
JEANS, TEN_OFF = "CAL-42", "10"
LOST = "error_20500_after"
BY = "Rui P."


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


async def until_at(till: PairTill, kind: type[State]) -> None:
    await till.until(lambda: isinstance(till.state.enrolment, kind))


def factors(till: PairTill, document: str = ANAS_DOCUMENT) -> list[Factor]:
    identity = identity_of("bonifiq", document)
    found = till.sandbox.twilio_verify.books.entity(SERVICE_SID, identity)
    return list(found.factors.values()) if found else []


def listed(till: PairTill) -> Listed:
    state = till.state.enrolment
    assert isinstance(state, Listed), state
    return state


def showing(till: PairTill) -> Showing:
    state = till.state.enrolment
    assert isinstance(state, Showing), state
    return state


async def found(till: PairTill, who: str = ANA) -> Listed:
    till.till.enrol_open()
    till.till.enrol_find(who)
    await until_at(till, Listed)
    return listed(till)


async def shown(till: PairTill, who: str = ANA) -> Seed:
    await found(till, who)
    till.till.enrol_begin(BY)
    await until_at(till, Showing)
    return showing(till).planted.seed


async def first_code(till: PairTill, document: str = ANAS_DOCUMENT) -> str:
    reference = showing(till).planted.reference
    return await totp(till.sandbox, identity_of("bonifiq", document), reference)


async def wrong(till: PairTill, times: int = 1) -> None:
    code = other_than(await first_code(till))
    for _ in range(times):
        till.till.enrol_code(TypedCode(code))
        await till.until(lambda: not isinstance(till.state.enrolment, Proving))


async def back_with(till: PairTill, code: str) -> None:
    """The customer is still there, and so is the reason."""
    await till.until(
        lambda: isinstance(at := till.state.enrolment, Listed) and at.notice == Refusal(code)
    )


async def gone(till: PairTill) -> None:
    await till.until(lambda: factors(till) == [])


async def test_enrolled_at_the_desk_and_redeemed_with_it(till: PairTill) -> None:
    assert till.state.can_enrol
    ways = (await found(till)).ways
    assert [way.channel for way in ways] == [Channel.SMS]
    till.till.enrol_begin(BY)
    await until_at(till, Showing)
    till.till.enrol_code(TypedCode(await first_code(till)))
    await until_at(till, Enrolled)
    till.till.enrol_leave()
    [made] = factors(till)
    assert made.verified
    till.clock.advance(31)
    await till.find(ANA, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(AwaitingCode)
    waiting = till.redemption
    assert isinstance(waiting, AwaitingCode)
    assert waiting.challenge.channel is Channel.APP_CODE
    till.say(await totp(till.sandbox, identity_of("bonifiq", ANAS_DOCUMENT), made.sid))
    await till.until_in(Redeemed)
    assert len(till.redeems()) == 1


async def test_the_customer_of_the_sale_is_taken_over(till: PairTill) -> None:
    await till.find(ANA, JEANS)
    asked = len(till.sent("available"))
    till.till.enrol_open()
    await until_at(till, Listed)
    assert listed(till).customer.document == ANAS_DOCUMENT
    assert len(till.sent("available")) == asked
    till.till.enrol_other()
    assert till.state.enrolment == NoCustomer()


async def test_the_sale_goes_on_beside_it(till: PairTill) -> None:
    await till.find("11222333000181", JEANS)
    till.begin(TEN_OFF)
    await till.until_in(AwaitingCode)
    await shown(till)
    await till.later(1)
    assert isinstance(till.redemption, AwaitingCode)
    till.till.enrol_leave()
    await gone(till)
    assert isinstance(till.redemption, AwaitingCode)


# Whom it is for


async def test_nobody_is_found_and_nothing_is_asked_of_twilio(till: PairTill) -> None:
    till.till.enrol_open()
    till.till.enrol_find("nobody@loja.exemplo")
    await till.until(lambda: till.state.enrolment == NoCustomer(Refusal("NO_CUSTOMER")))
    assert till.asked("list_factors") == []
    till.till.enrol_find("123")
    assert till.state.problem == Problem(Field.CUSTOMER, Misread.UNRECOGNISED)
    till.till.enrol_leave()
    left = till.state
    assert (left.problem, left.enrolment) == (None, None)


async def test_with_the_ledger_down_nothing_is_set_up(till: PairTill) -> None:
    till.sandbox.bonifiq.faults.arm("available", "refuse_connection", 0)
    till.till.enrol_open()
    till.till.enrol_find(ANA)
    await till.until(lambda: till.state.enrolment == NoCustomer(Refusal("PROVIDER_SILENT")))
    till.till.enrol_begin(BY)
    await till.quiet()
    assert till.asked("list_factors", "create_factor") == []


async def test_with_twilio_down_it_can_be_asked_again(till: PairTill) -> None:
    till.sandbox.twilio_verify.faults.arm("list_factors", "drop_before", 2)
    till.till.enrol_open()
    till.till.enrol_find(ANA)
    await until_at(till, Unread)
    state = till.state.enrolment
    assert isinstance(state, Unread)
    assert state.refusal == Refusal("ENROLMENT_SILENT")
    till.till.enrol_ask_again()
    await until_at(till, Listed)


async def test_an_answer_about_somebody_else_is_dropped(till: PairTill) -> None:
    till.till.enrol_open()
    till.till.enrol_find("12345678909")
    till.till.enrol_find(ANA)
    await until_at(till, Listed)
    await till.later(1)
    assert listed(till).customer.document == ANAS_DOCUMENT


# Whoever does it


async def test_nothing_is_made_without_a_name(till: PairTill) -> None:
    await found(till)
    till.till.enrol_begin("  ")
    assert till.state.problem == Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))
    till.till.enrol_begin("x" * 61)
    assert till.state.problem == Problem(Field.SUPERVISOR, Misread.TOO_LONG)
    await till.quiet()
    assert till.asked("create_factor") == []


async def test_who_did_it_is_on_the_disk_before_anything_is_made(till: PairTill) -> None:
    assert till.journal is not None
    await found(till)
    till.sandbox.twilio_verify.faults.arm("create_factor", "refuse_connection")
    till.till.enrol_begin("Rui P. 123.456.789-09")
    await back_with(till, "NOT_SENT")
    who = identity_of("bonifiq", ANAS_DOCUMENT)
    assert [noted.fact for noted in till.journal.facts()] == [
        AuthenticatorBegun(who, "Rui P. [document]")
    ]
    till.till.enrol_begin(BY)
    await until_at(till, Showing)
    reference = showing(till).planted.reference
    till.till.enrol_code(TypedCode(await first_code(till)))
    await until_at(till, Enrolled)
    assert [noted.fact for noted in till.journal.facts()][1:] == [
        AuthenticatorBegun(who, BY),
        AuthenticatorAdded(who, reference),
    ]


@pytest.mark.expects_log
async def test_nothing_is_made_that_cannot_be_recorded(till: PairTill) -> None:
    await found(till)
    till.book.found_damaged()
    till.till.enrol_begin(BY)
    await back_with(till, "JOURNAL_UNWRITABLE")
    assert till.asked("create_factor") == []


# Codes


async def test_a_wrong_code_costs_a_try_and_the_fifth_ends_it(till: PairTill) -> None:
    seed = await shown(till)
    await wrong(till)
    assert (showing(till).notice, showing(till).tries_left) == (Refusal("CODE_WRONG"), 4)
    await wrong(till, 4)
    assert listed(till).notice == Refusal("ENROLMENT_LOCKED")
    assert seed.reveal() == ""
    await gone(till)
    till.till.enrol_begin(BY)
    await until_at(till, Showing)
    till.till.enrol_code(TypedCode(await first_code(till)))
    await until_at(till, Enrolled)


async def test_twilio_may_end_it_earlier(till: PairTill) -> None:
    till.sandbox.twilio_verify.change({"tries_per_factor": 2, "last_try": "refused"})
    await shown(till)
    await wrong(till, 2)
    assert listed(till).notice == Refusal("ENROLMENT_LOCKED")
    await gone(till)


async def test_a_lost_answer_to_a_right_code_is_found_out(till: PairTill) -> None:
    await shown(till)
    till.sandbox.twilio_verify.faults.arm("update_factor", LOST)
    till.till.enrol_code(TypedCode(await first_code(till)))
    await until_at(till, Enrolled)


async def test_a_code_that_nobody_could_check_is_typed_again(till: PairTill) -> None:
    await shown(till)
    till.sandbox.twilio_verify.faults.arm("update_factor", "drop_before")
    till.sandbox.twilio_verify.faults.arm("list_factors", "drop_before", 2)
    code = await first_code(till)
    till.till.enrol_code(TypedCode(code))
    await till.until(lambda: isinstance(till.state.enrolment, Showing))
    assert showing(till).notice == Refusal("CODE_UNCONFIRMED")
    assert showing(till).tries_left == 5
    till.sandbox.twilio_verify.faults.arm("update_factor", "refuse_connection")
    till.till.enrol_code(TypedCode(code))
    await till.until(lambda: isinstance(till.state.enrolment, Showing))
    assert showing(till).notice == Refusal("NOT_SENT")
    till.till.enrol_code(TypedCode(code))
    await until_at(till, Enrolled)


async def test_one_code_at_a_time_is_checked(till: PairTill) -> None:
    await shown(till)
    code = await first_code(till)
    second = TypedCode(code)
    till.till.enrol_code(TypedCode(code))
    till.till.enrol_code(second)
    assert second.take() == ""
    await until_at(till, Enrolled)
    assert len(till.asked("update_factor")) == 1


# Ways out


async def test_the_seed_goes_after_a_time_and_so_does_what_was_made(till: PairTill) -> None:
    seed = await shown(till)
    await till.later(SHOWN_FOR - 1)
    assert seed.reveal()
    await till.later(1)
    assert listed(till).notice == Refusal("ENROLMENT_TIMED_OUT")
    assert seed.reveal() == ""
    await gone(till)


@pytest.mark.parametrize("way", ["stop", "leave", "other", "open", "close", "find"])
async def test_every_way_out_gives_up_what_was_not_proved(till: PairTill, way: str) -> None:
    seed = await shown(till)
    ways: dict[str, Callable[[], None]] = {
        "stop": till.till.enrol_stop,
        "leave": till.till.enrol_leave,
        "other": till.till.enrol_other,
        "open": till.till.enrol_open,
        "close": till.till.leave,
        "find": lambda: till.till.enrol_find("12345678909"),
    }
    ways[way]()
    assert seed.reveal() == ""
    await gone(till)


async def test_what_is_made_after_it_was_left_is_given_up(till: PairTill) -> None:
    await found(till)
    till.till.enrol_begin(BY)
    assert isinstance(till.state.enrolment, Planting)
    till.till.enrol_stop()
    assert isinstance(till.state.enrolment, Listed)
    await till.until(lambda: till.asked("delete_factor"))
    await gone(till)


async def test_a_right_code_on_its_way_counts_although_it_was_left(till: PairTill) -> None:
    await shown(till)
    till.till.enrol_code(TypedCode(await first_code(till)))
    till.till.enrol_leave()
    await till.until(lambda: [one for one in factors(till) if one.verified])
    await till.later(1)
    assert len(factors(till)) == 1
    assert till.state.enrolment is None


async def test_a_wrong_code_on_its_way_does_not_keep_what_was_left(till: PairTill) -> None:
    await shown(till)
    till.till.enrol_code(TypedCode(other_than(await first_code(till))))
    till.till.enrol_leave()
    await gone(till)


@pytest.mark.expects_log
async def test_what_could_not_be_given_up_goes_before_the_next(till: PairTill) -> None:
    await shown(till)
    till.sandbox.twilio_verify.faults.arm("delete_factor", "drop_before", 2)
    till.till.enrol_leave()
    await till.until(lambda: len(till.asked("delete_factor")) == 2)
    assert len(factors(till)) == 1
    await shown(till)
    assert [one.sid for one in factors(till)] == [showing(till).planted.reference]


# Nothing is told


async def test_seed_and_code_are_in_no_log_no_state_and_no_journal(
    till: PairTill, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    uri = (await shown(till)).reveal()
    secret = uri.partition("secret=")[2].partition("&")[0]
    assert len(secret) == 32
    states = [repr(till.state)]
    code = await first_code(till)
    till.till.enrol_code(TypedCode(code))
    states.append(repr(till.state))
    await until_at(till, Enrolled)
    states.append(repr(till.state))
    await till.quiet()
    told = caplog.text + "".join(states)
    disk = till.on_disk()
    for one in (secret, uri, code):
        assert one not in told
        assert one.encode() not in disk
    assert ANAS_DOCUMENT.encode() not in disk
    assert b"AuthenticatorBegun" in disk


async def test_a_till_without_such_a_challenger_offers_nothing(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    ledger = create("http://127.0.0.1", ("t", "k"), transport=transport)
    till = SandboxTill(tmp_path / "j.db", clock, ledger, sandbox, sandbox.bonifiq.calls)
    try:
        till.till.enrol_open()
        assert not till.state.can_enrol
        assert till.state.enrolment is None
    finally:
        await till.close()
