"""Where the accepted code moves the value: agreement first, tries by the provider's word, and what
was moved otherwise than asked."""

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckUnknown,
    NotDelivered,
    Sent,
    WrongCode,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Attempt, SendCode
from pos_app.core.redemption.openings import Next, park
from pos_app.core.redemption.refusals import FOUND_NOT_DONE
from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    Holding,
    Idle,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    State,
    locks_basket,
)
from pos_app.core.redemption.transition import step
from pos_app.core.submission import Done, Pending, Phase, Receipt, Step, Submission, answered
from tests.faults.shapes import EXEMPT, HELD, NO, PUNCHH, WEAVR, intent

PROFILE = WEAVR.profile
UNCOUNTED = replace(intent(), code=replace(intent().code, tries=None))
WRONG_AMOUNT = Refusal("SEND_MISMATCH")


def begun(state: State = Idle()) -> Next:  # noqa: B008 - immutable
    return step(PROFILE, state, re.Begun(UNCOUNTED, 0))


def agreed(to: str = PROFILE.consent) -> Next:
    return step(PROFILE, begun().state, re.Consented(to, "Ana", 1))


def held(receipt: Receipt, *, leaving: bool = False) -> Next:
    state = agreed().state
    if leaving:
        state = step(PROFILE, state, re.Left(1)).state
    answer = re.Answered(Step.HOLD, f"{UNCOUNTED.key}-hold", 1, Done(receipt), 2)
    return step(PROFILE, state, answer)


def test_nothing_leaves_before_the_customer_agreed() -> None:
    asked = begun()
    assert asked == Next(ConsentNeeded(UNCOUNTED, None))
    assert not locks_basket(asked.state)


def test_the_agreement_lets_the_hold_go_and_is_not_asked_for_again() -> None:
    going = agreed()
    assert isinstance(going.state, Holding)
    assert [type(effect) for effect in going.effects] == [Attempt]
    sending = held(HELD)
    assert [type(effect) for effect in sending.effects] == [SendCode]


def test_agreement_to_another_text_is_none() -> None:
    assert agreed("payment-0") == Next(ConsentNeeded(UNCOUNTED, None))


def test_whoever_does_not_agree_has_left_nothing_behind() -> None:
    left = step(PROFILE, begun().state, re.Left(1))
    assert left == Next(Closed(UNCOUNTED, Outcome.ABANDONED))


def test_a_restart_asks_nobody_to_agree_any_more() -> None:
    again = step(PROFILE, begun().state, re.Restarted(1, 5))
    assert again == Next(Closed(UNCOUNTED, Outcome.ABANDONED))


def test_where_no_code_is_needed_there_is_nothing_to_agree_to() -> None:
    simple = intent(needs_code=False)
    assert isinstance(step(PROFILE, Idle(), re.Begun(simple, 0)).state, Holding)


def test_others_hold_first_and_agree_then() -> None:
    """The journals of a Punchh till are folded as they were written."""
    first = step(PUNCHH.profile, Idle(), re.Begun(intent(), 0))
    assert isinstance(first.state, Holding)
    done = re.Answered(Step.HOLD, "rdm-1-hold", 1, Done(HELD), 1)
    second = step(PUNCHH.profile, first.state, done)
    assert second.state == ConsentNeeded(intent(), HELD)
    third = step(PUNCHH.profile, second.state, re.Consented("terms-1", "Ana", 2))
    assert [type(effect) for effect in third.effects] == [SendCode]


def test_an_exempted_hold_is_the_payment() -> None:
    assert held(EXEMPT) == Next(Redeemed(UNCOUNTED, EXEMPT))


@pytest.mark.parametrize("leaving", [False, True])
def test_what_was_moved_otherwise_than_asked_is_taken_off_nothing(leaving: bool) -> None:
    moved = held(replace(EXEMPT, unfit=WRONG_AMOUNT), leaving=leaving).state
    assert isinstance(moved, Parked)
    assert (moved.submission.phase, moved.leaving) == (Phase.PARKED, leaving)
    assert moved.receipt is not None
    if not leaving:
        assert moved.submission.refusal == WRONG_AMOUNT


def test_what_is_held_otherwise_than_asked_is_let_go() -> None:
    let_go = held(replace(HELD, unfit=WRONG_AMOUNT)).state
    assert isinstance(let_go, Releasing)
    assert (let_go.outcome, let_go.refusal) == (Outcome.REFUSED, WRONG_AMOUNT)


def test_what_a_watched_code_has_moved_is_looked_at_as_well() -> None:
    state = checked(Approved()).state
    assert isinstance(state, Committing)
    done = Done(replace(HELD, unfit=WRONG_AMOUNT))
    told = step(PROFILE, state, re.Answered(Step.COMMIT, UNCOUNTED.key, 1, done, 9)).state
    assert isinstance(told, Parked)


def awaiting() -> State:
    sending = held(HELD).state
    answer = re.CodeSendAnswered(UNCOUNTED.key, 1, Sent(Channel.SMS, reference="77"), 3)
    return step(PROFILE, sending, answer).state


def checked(answer: object, state: State | None = None, entry: int = 1) -> Next:
    checking = step(PROFILE, state or awaiting(), re.CodeEntered(4)).state
    assert isinstance(checking, CheckingCode)
    return step(PROFILE, checking, re.CheckAnswered(UNCOUNTED.key, entry, answer, 5))  # type: ignore[arg-type]


def test_where_the_provider_counts_no_number_is_the_tills() -> None:
    state = awaiting()
    for entry in range(1, 12):
        assert isinstance(state, AwaitingCode)
        assert state.challenge.tries_left is None
        state = checked(WrongCode(), state, entry).state
    last = checked(WrongCode(1), state, 12).state
    assert isinstance(last, AwaitingCode)
    assert last.challenge.tries_left == 1
    over = checked(WrongCode(0), last, 13).state
    assert isinstance(over, Releasing)
    assert over.outcome is Outcome.LOCKED


def test_a_check_without_an_answer_is_watched_and_never_typed_again() -> None:
    state = checked(CheckUnknown()).state
    assert isinstance(state, Committing)
    assert state.submission.phase is Phase.LOOKING


@pytest.mark.parametrize(("final", "kind"), [(False, CodeNotSent), (True, Releasing)])
def test_a_code_that_will_never_go_out_lets_the_hold_go(final: bool, kind: type[State]) -> None:
    answer = re.CodeSendAnswered(UNCOUNTED.key, 1, NotDelivered(NO, final), 3)
    state = step(PROFILE, held(HELD).state, answer).state
    assert isinstance(state, kind)


def released_in_vain(refusal: Refusal | None) -> State:
    """A send that can neither be cancelled nor looked at any more."""
    aside = Submission(Step.RELEASE, f"{UNCOUNTED.key}-release", phase=Phase.PARKED)
    releasing = Releasing(UNCOUNTED, HELD, aside, Outcome.REFUSED, refusal)
    return park(PROFILE, releasing, aside).state


def test_what_cannot_be_let_go_is_a_case_until_a_person_has_found_it_undone() -> None:
    doubted = released_in_vain(NO)
    assert isinstance(doubted, Parked)
    assert (doubted.leaving, doubted.submission.step) == (True, Step.COMMIT)
    assert released_in_vain(FOUND_NOT_DONE) == Closed(UNCOUNTED, Outcome.REFUSED, FOUND_NOT_DONE)


def test_a_send_that_is_still_open_after_the_last_look_is_a_persons_to_follow() -> None:
    rule = PROFILE.rule(Step.COMMIT)
    assert rule.ends
    watched = Submission(Step.COMMIT, UNCOUNTED.key, phase=Phase.LOOKING, doubtful=True)
    for attempt in range(1, len(rule.waits) + 1):
        again = answered(rule, replace(watched, attempt=attempt), Pending(), 0)
        assert isinstance(again, Submission)
        assert again.phase is Phase.RESTING
    last = answered(rule, replace(watched, attempt=len(rule.waits) + 1), Pending(), 0)
    assert isinstance(last, Submission)
    assert last.phase is Phase.PARKED
