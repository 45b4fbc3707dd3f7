"""Asking the customer in another way than so far."""

from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodePolicy,
    Sent,
    StillWaiting,
)
from pos_app.core.loyalty import AmountOff, Refusal
from pos_app.core.money import Money
from pos_app.core.redemption.effects import PollApproval, SendCode
from pos_app.core.redemption.events import CheckAnswered, CodeSendAnswered, ResendAsked
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.refusals import APPROVAL_UNSEEN
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CodeNotSent,
    Intent,
    SendingCode,
    State,
    Tally,
)
from pos_app.core.redemption.transition import step
from pos_app.core.submission import Rule
from pos_app.story.redemption import tell_redemption

PROFILE = Profile(name="x", looks_up_by=(), rules=rules(commit=Rule()))
INTENT = Intent(
    sale="s1",
    key="rdm-1",
    transaction="otp-1",
    customer="c1",
    reward="10",
    title="x",
    benefit=AmountOff(Money(100)),
    amount=Money(100),
    code=CodePolicy(sends=3),
)
PUSH = Challenge(Channel.PUSH, reference="YC1", expires_at=120, resend_at=30)
WAITING = AwaitingApproval(INTENT, Tally(sends=1, entries=1), None, PUSH)


def test_another_way_is_open_before_the_same_one_is() -> None:
    assert step(PROFILE, WAITING, ResendAsked(10)).state == WAITING
    assert step(PROFILE, WAITING, ResendAsked(10, Channel.PUSH)).state == WAITING
    after = step(PROFILE, WAITING, ResendAsked(10, Channel.SMS))
    assert after.state == SendingCode(INTENT, Tally(sends=2, entries=1), None)
    assert after.effects == (SendCode(INTENT, 2, None, Channel.SMS),)


def test_the_same_way_again_names_none() -> None:
    after = step(PROFILE, WAITING, ResendAsked(30))
    assert after.effects == (SendCode(INTENT, 2, None),)


def test_another_way_counts_as_one_more() -> None:
    spent = replace(WAITING, tally=Tally(sends=3, entries=1))
    assert step(PROFILE, spent, ResendAsked(10, Channel.SMS)).state == spent


def test_from_an_authenticator_and_from_nothing_it_goes_on_too() -> None:
    app = AwaitingCode(INTENT, Tally(sends=1), None, replace(PUSH, channel=Channel.APP_CODE))
    unsent = CodeNotSent(INTENT, Tally(sends=1), None, APPROVAL_UNSEEN)
    for state in (app, unsent):
        [effect] = step(PROFILE, state, ResendAsked(1, Channel.SMS)).effects
        assert effect == SendCode(INTENT, 2, None, Channel.SMS)


def test_that_nobody_has_told_is_shown_until_somebody_does() -> None:
    unseen = step(PROFILE, WAITING, CheckAnswered("rdm-1", 1, CheckUnknown(), 5))
    assert isinstance(unseen.state, AwaitingApproval)
    assert unseen.state.notice == APPROVAL_UNSEEN
    assert isinstance(unseen.effects[0], PollApproval)
    seen = step(PROFILE, unseen.state, CheckAnswered("rdm-1", 2, StillWaiting(), 7))
    assert isinstance(seen.state, AwaitingApproval)
    assert seen.state.notice is None


def test_a_reminder_that_was_refused_is_told_as_long_as_the_request_is_open() -> None:
    told = Refusal("REMINDER_REFUSED")
    sent = Sent(Channel.PUSH, reference="YC1", life=100, notice=told)
    sending = step(PROFILE, WAITING, ResendAsked(30)).state
    assert isinstance(sending, SendingCode)
    after: State = step(PROFILE, sending, CodeSendAnswered("rdm-1", 2, sent, 31)).state
    answers: list[tuple[int, CheckAnswer, Refusal | None]] = [
        (2, StillWaiting(), told),
        (3, CheckUnknown(), APPROVAL_UNSEEN),
        (4, StillWaiting(), None),
    ]
    for entry, answer, shown in answers:
        after = step(PROFILE, after, CheckAnswered("rdm-1", entry, answer, 33)).state
        assert isinstance(after, AwaitingApproval)
        assert after.notice == shown


def test_an_answer_to_what_is_not_asked_any_more_approves_nothing() -> None:
    sending = step(PROFILE, WAITING, ResendAsked(10, Channel.SMS)).state
    late = CheckAnswered("rdm-1", 1, Approved(), 11)
    assert step(PROFILE, sending, late).state == sending


def test_the_story_tells_it() -> None:
    told = tell_redemption(WAITING, ResendAsked(10, Channel.SMS))
    assert told == "a code asked for by SMS instead"
    assert tell_redemption(WAITING, ResendAsked(30)) == "another code asked for"
