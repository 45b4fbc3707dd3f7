"""Scripted walks of one redemption through the shape of each provider."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    ContactWanted,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    Sent,
    StillWaiting,
    WrongCode,
)
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Attempt, CheckCode, Effect, PollApproval, SendCode
from pos_app.core.redemption.refusals import AMOUNT_MISMATCH, COMMIT_UNDONE
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    ContactNeeded,
    Holding,
    Idle,
    Intent,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    SendingCode,
    Spent,
    State,
    discount_of,
    holds_sale,
    is_left,
    is_settled,
    locks_basket,
    pending_discount,
)
from pos_app.core.redemption.transition import step
from pos_app.core.submission import (
    Answer,
    Done,
    Gone,
    NotExecuted,
    NotSent,
    Pending,
    Phase,
    Refused,
    Step,
    Submission,
    Unclear,
    Unknown,
)
from tests.faults.shapes import (
    BONIFIQ,
    COMMITTED,
    CONSENT,
    EXEMPT,
    GIFT,
    GIVEN,
    HELD,
    NO,
    PUNCHH,
    QUOTED,
    SHAPES,
    SHORT,
    SOLD,
    SWAPPED,
    TWILIO_VERIFY,
    UNFIT,
    WEAVR,
    Shape,
    intent,
)
from tests.faults.truth import Ledger, Truth, tell

S = TypeVar("S")
Move = Callable[["Walker"], object]


class Walker:
    """A redemption, a clock that only the test moves, and the effects of the last event."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.state: State = Idle()
        self.effects: tuple[Effect, ...] = ()
        self.now = 1000.0
        self.sent: list[tuple[Step, str]] = []

    def is_in(self, kind: type[S]) -> S:
        assert isinstance(self.state, kind), self.state
        return self.state

    def feed(self, event: re.Event) -> "Walker":
        after = step(self.shape.profile, self.state, event)
        self.state, self.effects = after.state, after.effects
        for effect in self.effects:
            if isinstance(effect, Attempt) and effect.submission.phase is Phase.SENDING:
                self.sent.append((effect.submission.step, effect.submission.key))
        return self

    def wait(self, seconds: float) -> "Walker":
        self.now += seconds
        return self.feed(re.Woken(self.now))

    def begin(self, wanted: Intent | None = None) -> "Walker":
        """Whoever is asked before anything is held has agreed."""
        self.feed(re.Begun(wanted or intent(), self.now))
        return self.agree() if self.shape.profile.consent_first else self

    def answer(self, answer: Answer) -> "Walker":
        current = self.submission
        return self.feed(re.Answered(current.step, current.key, current.attempt, answer, self.now))

    @property
    def submission(self) -> Submission:
        state = self.state
        assert isinstance(state, Holding | Committing | Reversing | Releasing), state
        return state.submission

    def phase(self) -> Phase:
        return self.submission.phase

    def code(self, answer: SendAnswer) -> "Walker":
        state = self.is_in(SendingCode)
        return self.feed(re.CodeSendAnswered(state.intent.key, state.tally.sends, answer, self.now))

    def check(self, answer: CheckAnswer) -> "Walker":
        state = self.state
        assert isinstance(state, CheckingCode | AwaitingApproval), state
        return self.feed(re.CheckAnswered(state.intent.key, state.tally.entries, answer, self.now))

    def type_code(self) -> "Walker":
        return self.feed(re.CodeEntered(self.now))

    def leave(self) -> "Walker":
        return self.feed(re.Left(self.now))

    def agree(self) -> "Walker":
        return self.feed(re.Consented(CONSENT, "Ana", self.now))

    def undo(self) -> "Walker":
        return self.feed(re.UndoAsked(self.now))

    def resend(self) -> "Walker":
        return self.feed(re.ResendAsked(self.now))

    def pay(self) -> "Walker":
        return self.feed(re.SalePaid(self.now))

    def decide(self, decision: Decision) -> "Walker":
        return self.feed(re.Decided(decision, "Rui", "seen there", self.now))

    def restart(self, away: float = 5) -> "Walker":
        self.now = 3.0
        return self.feed(re.Restarted(self.now, away))

    def sms(self) -> "Walker":
        return self.code(Sent(Channel.SMS, "•••• 0000"))

    def push(self) -> "Walker":
        return self.code(Sent(Channel.PUSH, "phone", "YC1", 120))


SMS = Sent(Channel.SMS, "•••• 0000")

HAPPY: dict[str, list[Move]] = {
    "bonifiq": [
        lambda w: w.begin(),
        lambda w: w.sms(),
        lambda w: w.type_code(),
        lambda w: w.check(Approved()),
        lambda w: w.answer(Done(COMMITTED)),
    ],
    "punchh": [
        lambda w: w.begin(),
        lambda w: w.answer(Done(QUOTED)),
        lambda w: w.agree(),
        lambda w: w.sms(),
        lambda w: w.type_code(),
        lambda w: w.check(Approved()),
        lambda w: w.answer(Done(SOLD)),
    ],
    "weavr": [
        lambda w: w.begin(),
        lambda w: w.answer(Done(HELD)),
        lambda w: w.sms(),
        lambda w: w.type_code(),
        lambda w: w.check(Approved()),
        lambda w: w.answer(Pending()),
        lambda w: w.wait(1),
        lambda w: w.answer(Done(COMMITTED)),
    ],
    "twilio_verify": [
        lambda w: w.begin(),
        lambda w: w.push(),
        lambda w: w.check(StillWaiting()),
        lambda w: w.check(Approved()),
        lambda w: w.answer(Done(COMMITTED)),
    ],
}


def walked(name: str, moves: int | None = None) -> Walker:
    """The happy path of a shape, or its first ``moves`` moves."""
    walker = Walker(SHAPES[name])
    for move in HAPPY[name][:moves]:
        move(walker)
    return walker


RECEIPTS = {"punchh": SOLD}
"""Where it is another one than ``COMMITTED``."""


def worth(name: str, *, quoted: bool = True) -> Money:
    """What the reward of the happy path takes off, before and after the provider has told."""
    told = RECEIPTS.get(name, COMMITTED).amount
    return intent().amount if told is None or not quoted else Money(told)


EVERY_STEP = [(name, count) for name, moves in HAPPY.items() for count in range(len(moves) + 1)]


@pytest.mark.parametrize("name", SHAPES)
def test_the_happy_path_ends_in_a_discount_that_is_spent_with_the_sale(name: str) -> None:
    walker = walked(name)
    assert walker.is_in(Redeemed).receipt == RECEIPTS.get(name, COMMITTED)
    assert discount_of(walker.state) == worth(name)
    assert not holds_sale(walker.state)
    walker.pay()
    walker.is_in(Spent)
    assert is_settled(walker.state)
    assert discount_of(walker.state) == worth(name)
    walker.leave().undo()
    walker.is_in(Spent)


@pytest.mark.parametrize(("name", "count"), EVERY_STEP)
def test_nothing_is_off_the_price_before_the_last_step(name: str, count: int) -> None:
    walker = walked(name, count)
    if count == len(HAPPY[name]):
        return
    assert discount_of(walker.state) is None
    assert holds_sale(walker.state) is (count > 0)
    assert pending_discount(walker.state) == (worth(name, quoted=count > 1) if count else None)


@pytest.mark.parametrize("name", SHAPES)
def test_only_one_commit_leaves_and_it_bears_the_intents_key(name: str) -> None:
    commits = [key for step_, key in walked(name).sent if step_ is Step.COMMIT]
    assert commits == ([] if name == "weavr" else ["rdm-1"])


@pytest.mark.parametrize("name", ["bonifiq", "punchh", "weavr"])
def test_a_wrong_code_may_be_followed_by_the_right_one(name: str) -> None:
    before_the_check = HAPPY[name].index(HAPPY[name][-2 if name != "weavr" else -4])
    walker = walked(name, before_the_check).check(WrongCode())
    waiting = walker.is_in(AwaitingCode)
    assert waiting.challenge.tries_left == 2
    assert waiting.notice == Refusal("CODE_WRONG")
    walker.type_code().check(Approved())
    walker.is_in(Committing)


@pytest.mark.parametrize("name", ["bonifiq", "punchh", "weavr"])
def test_the_last_wrong_code_locks_and_gives_the_hold_back(name: str) -> None:
    walker = Walker(SHAPES[name]).begin()
    if name != "bonifiq":
        walker.answer(Done(HELD))
    if name == "punchh":
        walker.agree()
    walker.sms()
    for _ in range(3):
        walker.type_code().check(WrongCode())
    if name != "bonifiq":
        walker.is_in(Releasing)
        walker.answer(Done())
    assert walker.is_in(Closed).outcome is Outcome.LOCKED
    walker.begin(intent("rdm-2"))
    walker.is_in(Closed)
    walker.begin(intent("rdm-3", customer="cst-2"))
    assert not isinstance(walker.state, Closed)


def test_a_new_code_does_not_bring_tries_back() -> None:
    walker = walked("bonifiq", 2).type_code().check(WrongCode())
    walker.now += 30
    walker.resend().sms()
    assert walker.is_in(AwaitingCode).challenge.tries_left == 2


def test_the_providers_own_count_of_tries_can_only_tighten_the_tills() -> None:
    walker = walked("bonifiq", 3).check(WrongCode(tries_left=1))
    assert walker.is_in(AwaitingCode).challenge.tries_left == 1
    looser = walked("bonifiq", 3).check(WrongCode(tries_left=99))
    assert looser.is_in(AwaitingCode).challenge.tries_left == 2


# --- lost answers --------------------------------------------------------------------------------


def test_a_lost_commit_is_repeated_with_the_same_key_until_it_is_told() -> None:
    walker = walked("bonifiq", 4).answer(Unknown())
    assert walker.submission.doubtful
    for _ in range(3):
        walker.wait(1).answer(Unknown())
    walker.wait(1).answer(Done(COMMITTED))
    walker.is_in(Redeemed)
    assert [key for kind, key in walker.sent if kind is Step.COMMIT] == ["rdm-1"] * 5


def test_a_refusal_after_a_lost_answer_is_looked_into_before_it_is_believed() -> None:
    walker = walked("bonifiq", 4).answer(Unknown()).wait(1).answer(Refused(NO))
    assert walker.phase() is Phase.LOOKING
    walker.answer(Done(COMMITTED))
    walker.is_in(Redeemed)


def test_a_refusal_after_a_lost_answer_stands_when_nothing_was_executed() -> None:
    walker = walked("bonifiq", 4).answer(Unknown()).wait(1).answer(Refused(NO))
    walker.answer(NotExecuted())
    walker.feed(re.AskedNow(walker.now)).wait(58)
    assert walker.phase() is Phase.RESTING, "the first attempt may still arrive"
    walker.wait(1).answer(NotExecuted())
    closed = walker.is_in(Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, NO)


@pytest.mark.parametrize("leaving", [True, False])
def test_what_may_still_arrive_does_so_before_anything_is_taken_back(leaving: bool) -> None:
    """Else it could be redeemed once more, under a key that is not burnt."""
    walker = walked("bonifiq", 4).answer(Unknown())
    if leaving:
        walker.leave()
    walker.wait(1).answer(Done(COMMITTED))
    if not leaving:
        walker.undo()
    undoing = walker.is_in(Reversing)
    assert undoing.submission.phase is Phase.RESTING
    walker.feed(re.AskedNow(walker.now)).wait(58)
    assert walker.phase() is Phase.RESTING, "nobody hurries it"
    walker.wait(1)
    assert walker.phase() is Phase.SENDING
    assert walker.answer(Done()).is_in(Closed).outcome is Outcome.REVERSED


def test_what_was_answered_at_once_is_taken_back_at_once() -> None:
    walker = walked("bonifiq").undo()
    assert walker.phase() is Phase.SENDING


def test_a_restart_begins_the_wait_for_what_may_arrive_anew() -> None:
    walker = walked("bonifiq", 4).answer(Unknown()).wait(1).answer(Done(COMMITTED))
    walker.restart()
    assert walker.is_in(Redeemed).landed_at == 63
    walker.undo().restart()
    assert walker.submission.due == 63
    walker.wait(60)
    assert walker.phase() is Phase.SENDING


def test_a_lost_commit_at_punchh_is_looked_for_and_sent_again_only_if_nothing_happened() -> None:
    walker = walked("punchh", 6).answer(Unknown()).wait(1)
    assert walker.phase() is Phase.LOOKING
    walker.answer(NotExecuted())
    assert walker.submission.surely_not_executed
    walker.wait(1)
    assert walker.phase() is Phase.SENDING
    assert walker.sent[-2:] == [(Step.COMMIT, "rdm-1")] * 2


def test_a_lost_commit_at_punchh_that_cannot_be_told_goes_to_a_person() -> None:
    walker = walked("punchh", 6).answer(Unknown()).wait(1).answer(Unclear())
    walker.is_in(Parked)
    assert holds_sale(walker.state)
    walker.leave()
    assert is_left(walker.state)
    assert not holds_sale(walker.state)


def test_an_unanswered_check_at_weavr_is_watched_and_never_repeated() -> None:
    walker = walked("weavr", 4).check(CheckUnknown())
    assert walker.phase() is Phase.LOOKING
    walker.answer(Pending()).wait(1)
    assert walker.phase() is Phase.LOOKING
    walker.answer(Done(COMMITTED))
    walker.is_in(Redeemed)
    assert walker.sent == [(Step.HOLD, "rdm-1-hold")]


def test_what_weavr_has_not_decided_at_the_last_look_is_a_persons_to_follow() -> None:
    walker = walked("weavr", 4).check(CheckUnknown())
    for _ in WEAVR.profile.rule(Step.COMMIT).waits:
        walker.answer(Pending()).wait(1)
        assert walker.phase() is Phase.LOOKING
    walker.answer(Pending())
    walker.is_in(Parked)
    assert walker.sent == [(Step.HOLD, "rdm-1-hold")]


def test_a_check_that_never_left_lets_the_code_be_typed_again() -> None:
    for name in ("bonifiq", "weavr"):
        count = 3 if name == "bonifiq" else 4
        walker = walked(name, count).check(CheckNotSent())
        assert walker.is_in(AwaitingCode).notice is not None


def test_an_unanswered_check_elsewhere_counts_as_not_approved() -> None:
    walker = walked("bonifiq", 3).check(CheckUnknown())
    assert walker.is_in(AwaitingCode).notice == Refusal("CODE_UNCONFIRMED")
    assert walker.sent == []


def test_a_commit_that_never_left_is_not_sent_with_an_old_verdict() -> None:
    walker = walked("bonifiq", 4).answer(NotSent())
    walker.now += BONIFIQ.profile.verdict_life
    walker.wait(1)
    closed = walker.is_in(Closed)
    assert closed.refusal == Refusal("VERDICT_STALE")
    assert walker.sent == [(Step.COMMIT, "rdm-1")]


def test_a_commit_that_never_left_goes_out_while_the_verdict_is_fresh() -> None:
    walker = walked("bonifiq", 4).answer(NotSent()).wait(BONIFIQ.profile.verdict_life)
    walker.is_in(Committing)
    assert walker.sent == [(Step.COMMIT, "rdm-1")] * 2


def test_a_providers_hint_to_wait_is_heeded() -> None:
    walker = walked("bonifiq", 4).answer(NotSent("429", retry_after=40))
    assert walker.submission.due == walker.now + 40
    walker.wait(39)
    assert walker.phase() is Phase.RESTING
    walker.feed(re.AskedNow(walker.now))
    assert walker.phase() is Phase.SENDING


# --- ways out ------------------------------------------------------------------------------------


def settled(walker: Walker, truth: Truth) -> Truth:
    """Lets a fair provider answer until nothing is on its way; what it did in the end."""
    for _ in range(20):
        state = walker.state
        if not isinstance(state, Holding | Committing | Reversing | Releasing):
            return truth
        current = state.submission
        if not current.in_flight:
            walker.wait(60)
            continue
        told = tell(walker.shape, current.step, current.phase, state.intent, truth)
        best = next(t for t in told if t.fair)
        truth = best.truth
        walker.answer(best.answer)
    raise AssertionError(walker.state)


def _truth_of(walker: Walker, *, executed: bool) -> Truth:
    """What may be true at this point of a happy path, if the last request did or did not land."""
    state = walker.state
    name = walker.shape.profile.name
    held = name in {"Punchh", "Weavr"} and not isinstance(state, Idle | Holding)
    ledger = Ledger.OPEN if held and name == "Weavr" else Ledger.NOTHING
    if isinstance(state, Redeemed) or (executed and isinstance(state, Committing)):
        ledger = Ledger.EXECUTED
    if executed and isinstance(state, Holding):
        held, ledger = True, (Ledger.OPEN if name == "Weavr" else Ledger.NOTHING)
    if name == "Punchh":
        return Truth(ledger, held=held and ledger is not Ledger.EXECUTED, young=True)
    return Truth(ledger, held=held)


@pytest.mark.parametrize("executed", [True, False], ids=["landed", "lost"])
@pytest.mark.parametrize(("name", "count"), EVERY_STEP)
def test_leaving_at_any_step_takes_back_whatever_happened(
    name: str, count: int, executed: bool
) -> None:
    walker = walked(name, count)
    truth = _truth_of(walker, executed=executed)
    truth = settled(walker.leave(), truth)
    assert discount_of(walker.state) is None
    assert not holds_sale(walker.state)
    assert not locks_basket(walker.state)
    if isinstance(walker.state, Parked):
        assert name == "weavr"
        assert walker.state.leaving
    else:
        assert is_settled(walker.state)
        assert not truth.executed
        assert name == "weavr" or not truth.held


@pytest.mark.parametrize("away", [5, 36_000, -5], ids=["soon", "next_morning", "clock_set_back"])
@pytest.mark.parametrize("executed", [True, False], ids=["landed", "lost"])
@pytest.mark.parametrize(("name", "count"), EVERY_STEP)
def test_a_restart_at_any_step_settles_what_was_on_its_way(
    name: str, count: int, executed: bool, away: float
) -> None:
    walker = walked(name, count)
    was = walker.state
    truth = _truth_of(walker, executed=executed)
    keys = {key for _, key in walker.sent}
    walker.restart(away)
    truth = settled(walker, truth)
    assert {key for _, key in walker.sent} - keys <= {"rdm-1-undo", "rdm-1-free"}
    if isinstance(walker.state, Redeemed):
        assert truth.executed
        assert isinstance(was, Redeemed) or away == 5
    elif isinstance(walker.state, Parked):
        assert name == "weavr"
    else:
        assert is_settled(walker.state)
        assert not truth.executed


def test_a_commit_in_flight_is_shown_as_pending_again_when_the_till_was_only_away_shortly() -> None:
    walker = walked("bonifiq", 4).restart(5)
    assert pending_discount(walker.state) == intent().amount
    gone = walked("bonifiq", 4).restart(36_000)
    assert pending_discount(gone.state) is None
    assert is_left(gone.state)


def test_a_hold_that_never_left_does_not_leave_after_a_restart() -> None:
    for name in ("punchh", "weavr"):
        walker = walked(name, 1).answer(NotSent()).restart()
        walker.is_in(Closed)
        assert walker.sent == [(Step.HOLD, "rdm-1-hold")]


def test_undo_gives_the_benefit_back_and_keeps_the_sale_waiting_until_it_is_done() -> None:
    walker = walked("bonifiq").undo()
    assert walker.is_in(Reversing).receipt == COMMITTED
    assert holds_sale(walker.state)
    assert locks_basket(walker.state)
    assert discount_of(walker.state) is None
    walker.answer(Done())
    assert walker.is_in(Closed).outcome is Outcome.REVERSED
    assert walker.sent[-1] == (Step.REVERSE, "rdm-1-undo")


def test_a_refused_reversal_is_looked_into_and_tried_again() -> None:
    walker = walked("bonifiq").undo().answer(Refused(NO))
    walker.is_in(Reversing)
    walker.wait(1)
    assert walker.phase() is Phase.LOOKING
    walker.answer(NotExecuted()).wait(1)
    assert walker.phase() is Phase.SENDING
    walker.answer(Done())
    assert walker.is_in(Closed).outcome is Outcome.REVERSED


def test_weavr_has_no_way_back_so_a_person_gets_it() -> None:
    walker = walked("weavr").undo()
    parked = walker.is_in(Parked)
    assert (parked.receipt, parked.leaving) == (COMMITTED, False)
    assert discount_of(walker.state) is None


def test_after_an_undo_another_reward_has_another_key() -> None:
    walker = walked("bonifiq").undo().answer(Done())
    walker.begin(intent())
    walker.is_in(Closed)
    walker.begin(intent("rdm-2"))
    assert walker.is_in(SendingCode).intent.key == "rdm-2"


def test_a_second_intent_waits_until_the_first_is_settled() -> None:
    for name, count in EVERY_STEP:
        walker = walked(name, count)
        before = walker.state
        if isinstance(before, Idle):
            continue
        walker.begin(intent("rdm-2"))
        assert walker.state == before
        assert walker.effects == ()


# --- codes ---------------------------------------------------------------------------------------


def test_the_contact_is_asked_for_once_and_used_for_one_more_send() -> None:
    walker = walked("bonifiq", 1).code(ContactWanted(phone=True, email=False))
    assert walker.is_in(ContactNeeded).phone
    walker.feed(re.ContactGiven(walker.now))
    walker.is_in(SendingCode)
    walker.code(ContactWanted(phone=True, email=False))
    assert walker.is_in(CodeNotSent).refusal == Refusal("CONTACT_NOT_ACCEPTED")


def test_a_code_that_did_not_go_out_can_be_asked_for_again() -> None:
    walker = walked("bonifiq", 1).code(NotDelivered(NO)).resend()
    assert walker.is_in(SendingCode).tally.sends == 2
    assert isinstance(walker.effects[0], SendCode)


def test_codes_are_not_sent_without_end() -> None:
    walker = walked("bonifiq", 1).code(NotDelivered(NO))
    for _ in range(10):
        if isinstance(walker.resend().state, SendingCode):
            walker.code(NotDelivered(NO))
    assert walker.is_in(CodeNotSent).tally.sends == 3


def test_a_resend_waits_for_its_time_unless_the_send_was_not_answered() -> None:
    walker = walked("bonifiq", 2)
    walker.now += 29
    assert isinstance(walker.resend().state, AwaitingCode)
    walker.now += 1
    assert isinstance(walker.resend().state, SendingCode)
    unanswered = walked("bonifiq", 1).code(SendUnknown())
    assert unanswered.is_in(AwaitingCode).challenge.channel is Channel.UNKNOWN
    assert isinstance(unanswered.resend().state, SendingCode)


def test_a_code_is_taken_until_its_time_and_not_after() -> None:
    early = walked("bonifiq", 2)
    early.now += 299.9
    assert isinstance(early.type_code().state, CheckingCode)
    assert isinstance(early.effects[0], CheckCode)
    late = walked("bonifiq", 2)
    late.now += 300
    assert isinstance(late.type_code().state, AwaitingCode)
    assert late.effects == ()


def test_the_provider_may_shorten_the_life_of_a_code_and_never_lengthen_it() -> None:
    for life, expected in ((60, 60), (3_600, 300)):
        walker = walked("bonifiq", 1)
        walker.code(Sent(Channel.SMS, life=life))
        assert walker.is_in(AwaitingCode).challenge.expires_at == walker.now + expected


def test_a_dead_code_asks_for_a_new_one_and_a_final_no_ends_it() -> None:
    assert isinstance(walked("bonifiq", 3).check(CodeDead(NO)).state, CodeNotSent)
    walker = walked("bonifiq", 3).check(CodeDead(NO, final=True))
    assert walker.is_in(Closed).outcome is Outcome.REFUSED


def test_an_answer_for_an_older_code_is_dropped() -> None:
    walker = walked("bonifiq", 2)
    walker.now += 30
    walker.resend()
    waiting = walker.state
    walker.feed(re.CodeSendAnswered("rdm-1", 1, SMS, walker.now))
    assert walker.state == waiting


def test_an_approval_is_polled_until_it_comes_or_its_time_is_over() -> None:
    walker = Walker(TWILIO_VERIFY).begin().push()
    for _ in range(3):
        assert isinstance(walker.effects[0], PollApproval)
        walker.now += 2
        walker.check(StillWaiting())
    walker.now += 120
    walker.check(StillWaiting())
    assert walker.is_in(CodeNotSent).refusal == Refusal("APPROVAL_EXPIRED")


def test_an_approval_whose_poll_failed_is_polled_again() -> None:
    walker = Walker(TWILIO_VERIFY).begin().push().check(CheckUnknown())
    assert isinstance(walker.effects[0], PollApproval)


def test_a_push_can_be_replaced_by_a_text_message() -> None:
    walker = Walker(TWILIO_VERIFY).begin().push()
    walker.now += 30
    walker.resend().sms().type_code()
    stale = walker.is_in(CheckingCode)
    walker.feed(re.CheckAnswered("rdm-1", 1, Approved(), walker.now))
    assert walker.state == stale
    walker.check(Approved())
    walker.is_in(Committing)


def test_a_push_left_at_weavr_is_watched_because_the_customer_may_still_approve() -> None:
    walker = Walker(WEAVR).begin().answer(Done(HELD)).push().leave()
    assert is_left(walker.state)
    walker.answer(Done(COMMITTED))
    walker.is_in(Parked)


# --- holds, gifts and exemptions -----------------------------------------------------------------


def test_an_exempt_hold_has_already_moved_the_value() -> None:
    walker = Walker(WEAVR).begin().answer(Done(EXEMPT))
    assert walker.is_in(Redeemed).receipt == EXEMPT
    left = Walker(WEAVR).begin().leave().answer(Done(EXEMPT))
    assert left.is_in(Parked).leaving
    restarted = Walker(WEAVR).begin().restart().wait(1).answer(Done(EXEMPT))
    assert restarted.is_in(Parked).leaving


def test_a_refused_hold_ends_the_redemption_with_its_reason() -> None:
    walker = Walker(PUNCHH).begin().answer(Refused(NO))
    closed = walker.is_in(Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, NO)


def test_a_refused_commit_gives_the_hold_back_and_keeps_its_reason() -> None:
    walker = walked("punchh", 6).answer(Refused(NO))
    assert walker.phase() is Phase.LOOKING, "a second delivery may have been the one refused"
    walker.answer(NotExecuted())
    walker.is_in(Releasing)
    assert is_left(walker.state)
    walker.answer(Unknown()).wait(1).answer(Done())
    closed = walker.is_in(Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, NO)


def test_the_commit_knows_the_hold_it_belongs_to() -> None:
    walker = walked("punchh", 6)
    [effect] = walker.effects
    assert isinstance(effect, Attempt)
    assert effect.receipt == QUOTED


def test_what_the_provider_would_not_commit_is_given_back_before_any_code() -> None:
    walker = Walker(PUNCHH).begin().answer(Done(UNFIT))
    assert walker.is_in(Releasing).refusal == NO
    closed = walker.answer(Done()).is_in(Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, NO)


def test_another_amount_than_was_announced_is_given_back() -> None:
    walker = walked("punchh", 6).answer(Done(SHORT))
    assert walker.is_in(Reversing).reason == AMOUNT_MISMATCH
    assert discount_of(walker.state) is None


@pytest.mark.parametrize("leaving", [True, False])
def test_a_commit_nobody_can_tell_of_is_undone_by_the_handle_of_its_hold(leaving: bool) -> None:
    walker = walked("punchh", 6)
    if leaving:
        walker.leave()
    walker.answer(Unknown()).wait(1)
    assert walker.phase() is Phase.LOOKING
    undoing = walker.answer(Gone()).is_in(Reversing)
    assert (undoing.receipt, undoing.leaving) == (QUOTED, leaving)
    assert undoing.reason == COMMIT_UNDONE
    assert walker.answer(Done()).is_in(Closed).outcome is Outcome.REVERSED
    assert [key for kind, key in walker.sent if kind is Step.COMMIT] == ["rdm-1"]


def test_a_commit_that_may_be_anothers_waits_for_a_person() -> None:
    walker = walked("punchh", 6).answer(Unknown()).wait(1).answer(Unclear())
    assert walker.is_in(Parked).held == QUOTED
    walker.decide(Decision.IT_HAPPENED)
    assert walker.is_in(Reversing).receipt == QUOTED


def test_a_release_that_finds_nothing_undoes_what_may_have_come_late() -> None:
    walker = walked("punchh", 6).leave().answer(Unknown()).wait(1).answer(NotExecuted())
    assert walker.is_in(Releasing).committed
    assert walker.answer(Gone()).is_in(Reversing).receipt == QUOTED


def test_a_release_that_cannot_tell_waits_for_a_person_once() -> None:
    walker = walked("punchh", 6).leave().answer(Unknown()).wait(1).answer(NotExecuted())
    parked = walker.answer(Unclear()).is_in(Parked)
    assert (parked.leaving, parked.held) == (True, QUOTED)
    walker.decide(Decision.ASK_AGAIN)
    assert walker.is_in(Releasing).committed
    walker.answer(Unclear())
    walker.decide(Decision.IT_DID_NOT).is_in(Closed)


def test_no_code_is_asked_for_where_none_is_needed() -> None:
    walker = Walker(BONIFIQ).begin(intent(needs_code=False))
    assert walker.is_in(Committing).verdict is None
    assert walker.sent == [(Step.COMMIT, "rdm-1")]


@pytest.mark.parametrize(
    "receipt", [SWAPPED, COMMITTED, replace(COMMITTED, product="")], ids=["other", "none", "empty"]
)
def test_another_product_than_announced_is_taken_back_at_once(receipt: object) -> None:
    wanted = intent(needs_code=False, gift=GIFT)
    walker = Walker(BONIFIQ).begin(wanted).answer(Done(receipt))  # type: ignore[arg-type]
    reversing = walker.is_in(Reversing)
    assert reversing.reason == Refusal("PRODUCT_MISMATCH")
    assert holds_sale(walker.state)
    walker.answer(Done())
    closed = walker.is_in(Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REVERSED, Refusal("PRODUCT_MISMATCH"))


def test_the_announced_product_is_recognised_whatever_its_case() -> None:
    walker = Walker(BONIFIQ).begin(intent(needs_code=False, gift=GIFT)).answer(Done(GIVEN))
    walker.is_in(Redeemed)


# --- late words ----------------------------------------------------------------------------------


def test_a_late_word_that_the_value_moved_after_all_is_taken_back() -> None:
    walker = walked("bonifiq", 4).answer(Refused(NO)).answer(NotExecuted())
    walker.is_in(Closed)
    walker.feed(re.Answered(Step.COMMIT, "rdm-1", 1, Done(COMMITTED), walker.now))
    assert walker.is_in(Reversing).leaving


def test_a_doubled_word_changes_nothing_once_it_is_reversed_spent_or_parked() -> None:
    done = re.Answered(Step.COMMIT, "rdm-1", 1, Done(COMMITTED), 1000)
    reversed_ = walked("bonifiq").undo().answer(Done())
    parked = walked("bonifiq").undo().answer(Unclear())
    spent = walked("bonifiq").pay()
    for walker in (reversed_, parked, spent):
        before = walker.state
        assert walker.feed(done).state == before


def test_a_late_approval_of_what_was_left_changes_nothing() -> None:
    walker = Walker(TWILIO_VERIFY).begin().push().leave()
    before = walker.state
    walker.feed(re.CheckAnswered("rdm-1", 1, Approved(), walker.now))
    assert walker.state == before
    assert walker.sent == []


def test_a_release_that_cannot_be_told_does_not_hide_a_send_that_was_executed() -> None:
    """Weavr: a push is out, the till restarts, the customer approves, the cancel says nothing."""
    walker = Walker(WEAVR).begin().answer(Done(HELD)).code(NotDelivered(NO)).leave()
    walker.is_in(Releasing)
    walker.answer(Unknown()).wait(1).answer(Unclear())
    truth = settled(walker, Truth(Ledger.EXECUTED, held=True))
    assert truth.executed
    assert not is_settled(walker.state)


# --- what a supervisor decides -------------------------------------------------------------------


def parked_at_punchh() -> Walker:
    return walked("punchh", 6).answer(Unknown()).wait(1).answer(Unclear())


@pytest.mark.parametrize("executed", [True, False], ids=["landed", "lost"])
@pytest.mark.parametrize("leave", [True, False], ids=["left", "waiting"])
def test_an_honest_supervisor_settles_whatever_happened(executed: bool, leave: bool) -> None:
    walker = parked_at_punchh()
    if leave:
        walker.leave()
    truth = Truth(Ledger.EXECUTED) if executed else Truth(held=True)
    walker.decide(Decision.IT_HAPPENED if executed else Decision.IT_DID_NOT)
    truth = settled(walker, truth)
    assert is_settled(walker.state)
    assert not truth.executed
    assert not truth.held
    assert discount_of(walker.state) is None


def test_asking_again_may_still_bring_the_reward() -> None:
    walker = parked_at_punchh().decide(Decision.ASK_AGAIN)
    assert walker.phase() is Phase.LOOKING
    walker.answer(Done(SOLD))
    walker.is_in(Redeemed)
    assert [key for kind, key in walker.sent if kind is Step.COMMIT] == ["rdm-1"]


def test_asking_again_brings_back_what_was_left_meanwhile() -> None:
    walker = parked_at_punchh().leave().decide(Decision.ASK_AGAIN).answer(Done(COMMITTED))
    walker.answer(Done())
    assert walker.is_in(Closed).outcome is Outcome.REVERSED


def test_a_supervisor_may_ask_as_often_as_it_takes() -> None:
    walker = parked_at_punchh()
    for _ in range(3):
        walker.decide(Decision.ASK_AGAIN).answer(Unclear())
        walker.is_in(Parked)
    walker.decide(Decision.ASK_AGAIN).restart().answer(Unknown()).wait(1)
    assert walker.phase() is Phase.LOOKING


def test_a_release_under_way_is_overtaken_by_the_word_that_the_value_moved() -> None:
    walker = parked_at_punchh().decide(Decision.IT_DID_NOT)
    walker.is_in(Releasing)
    walker.feed(re.Answered(Step.COMMIT, "rdm-1", 1, Done(COMMITTED), walker.now))
    assert walker.is_in(Reversing).receipt == COMMITTED
    walker.answer(Done())
    assert walker.is_in(Closed).outcome is Outcome.REVERSED


def test_what_weavr_cannot_bring_back_is_brought_back_or_made_good_by_hand() -> None:
    for decision, outcome in (
        (Decision.IT_IS_BACK, Outcome.REVERSED),
        (Decision.SETTLED_OTHERWISE, Outcome.WRITTEN_OFF),
    ):
        walker = walked("weavr").undo()
        assert holds_sale(walker.state)
        walker.decide(decision)
        assert walker.is_in(Closed).outcome is outcome
        assert not holds_sale(walker.state)


def test_a_wrong_word_that_it_happened_ends_with_a_person_and_not_in_a_circle() -> None:
    walker = parked_at_punchh().decide(Decision.IT_HAPPENED)
    walker.answer(Refused(NO)).wait(1).answer(Unclear())
    walker.is_in(Parked)
    walker.decide(Decision.IT_IS_BACK)
    assert is_settled(walker.state)
