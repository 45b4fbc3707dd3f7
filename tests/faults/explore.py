"""Walks every reachable state of a redemption with every event, against what really happened.

Beside the machine runs a model of the provider's own book (``shapes.Truth``). Answers are only
told if they can be true; everything else may happen at any time: lost answers, duplicates, late
answers, crashes, impatient cashiers, customers who approve on their own device when nobody asks
any more. Breadth first, so that the trace of a violation is a shortest one.

    python -m tests.faults.explore [--profile NAME] [--json]
"""

import argparse
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Challenge,
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
    Verdict,
    WrongCode,
)
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption import events as re
from pos_app.core.redemption import transition
from pos_app.core.redemption.deciding import allowed
from pos_app.core.redemption.effects import (
    Attempt,
    CheckCode,
    Effect,
    PollApproval,
    SendCode,
    WakeAt,
)
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    BeforeCommit,
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
    gift_of,
    holds_sale,
    is_settled,
)
from pos_app.core.submission import (
    Answer,
    Done,
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
    COMMITTED,
    GIFT,
    HELD,
    NO,
    SHAPES,
    Ledger,
    Shape,
    Truth,
    intent,
    tell,
)

LONG_AGO = -1_000_000.0
SOON = 1.0
LATER = 1_000.0
ATTEMPT = 5
"""Attempts and entries only have to be told apart: the current one always gets this number."""

SUFFIXES = {Step.COMMIT: "", Step.HOLD: "-hold", Step.REVERSE: "-undo", Step.RELEASE: "-free"}
Carrying = Holding | Committing | Reversing | Releasing
Coded = SendingCode | ContactNeeded | CodeNotSent | AwaitingCode | AwaitingApproval | CheckingCode
WAITS_FOR_PEOPLE = (
    Idle | Closed | Redeemed | Spent | Parked | ContactNeeded | CodeNotSent | AwaitingCode
) | AwaitingApproval
OLD = "rdm-0"
"""The key of some earlier intent of the same sale."""


class World(NamedTuple):
    """One state of the machine together with what is true at the provider and in the shop."""

    state: State
    truth: Truth
    approved: bool = False
    """The provider has accepted a code for this intent."""
    left_once: bool = False
    """A commit of this intent has left the till."""
    told: bool = False
    """The till has already been told that the commit was executed."""
    stuck: bool = False
    """The one effect in flight was answered and nothing came of it."""


class Move(NamedTuple):
    label: str
    event: re.Event | None
    """``None``: time passes, or the provider or the customer acts without the till."""
    world: World
    """What is true when the event arrives; its state is the machine's before the event."""
    fair: bool = False
    ignored: bool = False
    """The event must change nothing at all."""
    answers: bool = False
    """The event answers the effect in flight."""


@dataclass
class Violation:
    rule: str
    trace: list[str]


@dataclass
class Report:
    shape: str
    states: int = 0
    transitions: int = 0
    longest_settling: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    violations: dict[str, Violation] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        return not self.violations


# --- what may happen -----------------------------------------------------------------------------


class Moves:
    """Everything that may happen in a world."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.profile = shape.profile
        self.pushes = Channel.PUSH in shape.channels and shape.profile.check_commits
        self.begun = [intent(), intent(needs_code=False)]
        if shape.gives_products:
            self.begun.append(intent(needs_code=False, gift=GIFT))

    def all(self, world: World) -> Iterator[Move]:
        yield from self._cashier(world)
        yield from self._time(world)
        yield from self._provider_alone(world)
        yield from self._crash(world)
        yield from self._supervisor(world)
        state = world.state
        if isinstance(state, Holding | Committing | Reversing | Releasing):
            yield from self._carried(world, state)
        elif isinstance(state, SendingCode):
            yield from self._sent(world, state)
        elif isinstance(state, CheckingCode | AwaitingApproval):
            yield from self._checked(world, state)
        if not isinstance(state, Idle):
            yield from self._late(world, state.intent)

    def _cashier(self, world: World) -> Iterator[Move]:
        state = world.state
        for event in (
            re.Left(0),
            re.UndoAsked(0),
            re.ResendAsked(0),
            re.CodeEntered(0),
            re.ContactGiven(0),
            re.AskedNow(0),
        ):
            yield Move(type(event).__name__, event, world)
        yield Move("SalePaid", re.SalePaid(0), world, ignored=holds_sale(state))
        yield from self._begin(world)

    def _begin(self, world: World) -> Iterator[Move]:
        state = world.state
        if isinstance(state, Idle):
            for wanted in self.begun:
                yield Move(_begins(wanted), re.Begun(wanted, 0), World(state, Truth()))
            return
        yield Move("Begun again", re.Begun(state.intent, 0), world, ignored=True)
        locked = isinstance(state, Closed) and state.outcome is Outcome.LOCKED
        for wanted in self.begun:
            same = replace(wanted, key="rdm-2")
            other = replace(same, customer="cst-2")
            for candidate, barred in ((same, locked), (other, False)):
                refused = barred or not isinstance(state, Closed)
                before = world if refused else World(state, Truth())
                name = f"{_begins(candidate)} for {candidate.customer}"
                yield Move(name, re.Begun(candidate, 0), before, ignored=refused)

    def _supervisor(self, world: World) -> Iterator[Move]:
        """Decides truthfully, and sometimes what is not to be decided."""
        offered = allowed(self.profile, world.state)
        for decision in Decision:
            event = re.Decided(decision, "Rui", "seen at the provider", 0)
            if decision not in offered:
                yield Move(f"decided {decision}, out of place", event, world, ignored=True)
            elif _is_true(decision, world):
                told = world.told or (decision is Decision.IT_HAPPENED and not _holds(world.state))
                yield Move(f"decided {decision}", event, world._replace(told=told))

    def _time(self, world: World) -> Iterator[Move]:
        state = world.state
        yield Move("Woken", re.Woken(0), world, fair=_is_due(state))
        for label, older in _aged(state):
            yield Move(label, None, world._replace(state=older), fair=label == "due")

    def _provider_alone(self, world: World) -> Iterator[Move]:
        truth = world.truth
        if truth.moving:
            for after in (
                truth.now(Ledger.EXECUTED),
                truth.now(Ledger.DEAD),
                replace(truth, moving=False),
            ):
                name = f"the check lands: {after.ledger}"
                yield Move(name, None, world._replace(truth=after), fair=True)
        if truth.on_device and truth.ledger is Ledger.OPEN:
            moved = world._replace(truth=truth.now(Ledger.EXECUTED))
            yield Move("the customer approves on the device", None, moved)
        if truth.ledger is Ledger.OPEN:
            yield Move("it expires", None, world._replace(truth=truth.now(Ledger.DEAD)))

    def _crash(self, world: World) -> Iterator[Move]:
        """Whatever was on its way may have arrived, or not."""
        truths = {world.truth}
        state = world.state
        if isinstance(state, Carrying) and state.submission.phase is Phase.SENDING:
            step = state.submission.step
            told = tell(self.shape, step, Phase.SENDING, state.intent, world.truth)
            truths |= {each.truth for each in told}
        if isinstance(state, SendingCode) and self.pushes:
            truths.add(replace(world.truth, on_device=True))
        for truth in truths:
            for away in (1.0, 1_000_000.0, -1.0):
                name = f"Restarted after {away:g} s, {_describe(truth)}"
                yield Move(name, re.Restarted(0, away), world._replace(truth=truth))

    def _carried(self, world: World, state: Carrying) -> Iterator[Move]:
        current = state.submission
        if not current.in_flight:
            return
        for told in tell(self.shape, current.step, current.phase, state.intent, world.truth):
            event = re.Answered(current.step, current.key, current.attempt, told.answer, 0)
            given_up = isinstance(state, Releasing) and isinstance(told.answer, Unclear)
            truth = replace(told.truth, held=False) if given_up else told.truth
            yield Move(
                f"{current.step} {current.phase}: {_name(told.answer)}, {_describe(truth)}",
                event,
                world._replace(truth=truth, told=world.told or _tells(current.step, told.answer)),
                fair=told.fair,
                answers=True,
            )

    def _sent(self, world: World, state: SendingCode) -> Iterator[Move]:
        key, send = state.intent.key, state.tally.sends
        answers: list[tuple[SendAnswer, bool, bool]] = [
            (ContactWanted(phone=True, email=False), False, True),
            (NotDelivered(NO), False, True),
            (SendUnknown(), False, False),
        ]
        if self.pushes:
            answers.append((SendUnknown(), True, False))
        for channel in self.shape.channels:
            pushed = self.pushes and channel is Channel.PUSH
            answers.append((Sent(channel, life=10), pushed, True))
        for answer, pushed, fair in answers:
            truth = replace(world.truth, on_device=True) if pushed else world.truth
            yield Move(
                f"code: {_name(answer)}{' push' if pushed else ''}",
                re.CodeSendAnswered(key, send, answer, 0),
                world._replace(truth=truth),
                fair=fair,
                answers=True,
            )

    def _checked(self, world: World, state: CheckingCode | AwaitingApproval) -> Iterator[Move]:
        for answer, truth, fair in self._verdicts(world.truth):
            yield Move(
                f"check: {_name(answer)}, {_describe(truth)}",
                re.CheckAnswered(state.intent.key, state.tally.entries, answer, 0),
                world._replace(
                    truth=truth, approved=world.approved or isinstance(answer, Approved)
                ),
                fair=fair,
                answers=True,
            )

    def _verdicts(self, truth: Truth) -> Iterator[tuple[CheckAnswer, Truth, bool]]:
        failed = replace(truth, moving=False)
        if not self.profile.check_commits:
            yield Approved(), truth, True
        elif truth.ledger is Ledger.OPEN:
            yield Approved(), truth.now(Ledger.EXECUTED), True
            yield Approved(), replace(truth, moving=True), False
            yield CheckUnknown(), replace(truth, moving=True), False
            yield CheckUnknown(), truth.now(Ledger.EXECUTED), False
        elif truth.executed:
            yield Approved(), truth, True
        if not truth.executed:
            yield WrongCode(), failed, True
            yield WrongCode(tries_left=0), failed, True
            yield CodeDead(NO), failed, True
            yield CodeDead(NO, final=True), failed, True
        yield CheckNotSent(), failed, False
        yield CheckUnknown(), failed, False
        yield StillWaiting(), truth, False

    def _late(self, world: World, wanted: Intent) -> Iterator[Move]:
        """Answers to attempts, sends and entries that are not the current ones."""
        state, key = world.state, wanted.key
        for step, suffix in SUFFIXES.items():
            for attempt in (ATTEMPT - 1, ATTEMPT + 1):
                for answer in STRAY_ANSWERS:
                    event = re.Answered(step, key + suffix, attempt, answer, 0)
                    yield Move(f"late {step}: {_name(answer)}", event, world, ignored=True)
            old = re.Answered(step, OLD + suffix, ATTEMPT, Done(COMMITTED), 0)
            yield Move(f"old {step}", old, world, ignored=True)
        yield from self._late_truths(world, key)
        yield from self._late_codes(state, world, key)

    def _late_truths(self, world: World, key: str) -> Iterator[Move]:
        """A late word that something was done, from whichever attempt; only if it was."""
        truth = world.truth
        if truth.executed and world.left_once:
            event = re.Answered(Step.COMMIT, key, ATTEMPT - 1, Done(COMMITTED), 0)
            yield Move("late commit: Done", event, world._replace(told=True), ignored=world.told)
        if truth.held:
            hold = re.Answered(Step.HOLD, f"{key}-hold", ATTEMPT - 1, Done(HELD), 0)
            if not truth.executed:
                yield Move("late hold: Done", hold, world)
        elif self.profile.has(Step.RELEASE) and not truth.executed:
            free = re.Answered(Step.RELEASE, f"{key}-free", ATTEMPT - 1, Done(), 0)
            yield Move("late release: Done", free, world)
        if truth.ledger is Ledger.REVERSED:
            undo = re.Answered(Step.REVERSE, f"{key}-undo", ATTEMPT - 1, Done(), 0)
            yield Move("late reverse: Done", undo, world)

    def _late_codes(self, state: State, world: World, key: str) -> Iterator[Move]:
        sends = state.tally.sends if isinstance(state, Coded) else 0
        current = isinstance(state, SendingCode)
        for answer in (
            Sent(Channel.SMS),
            SendUnknown(),
            NotDelivered(NO),
            ContactWanted(True, True),
        ):
            for of, send in ((key, sends + 1), (key, sends - 1), (OLD, sends)):
                event = re.CodeSendAnswered(of, send, answer, 0)
                yield Move(f"late code: {_name(answer)}", event, world, ignored=True)
            if not current:
                event = re.CodeSendAnswered(key, sends, answer, 0)
                yield Move(f"doubled code: {_name(answer)}", event, world, ignored=True)
        open_check = isinstance(state, CheckingCode | AwaitingApproval)
        for verdict in STRAY_VERDICTS:
            for of, entry in ((key, ATTEMPT - 1), (key, ATTEMPT + 1), (OLD, ATTEMPT)):
                late = re.CheckAnswered(of, entry, verdict, 0)
                yield Move(f"late check: {_name(verdict)}", late, world, ignored=True)
            if not open_check:
                late = re.CheckAnswered(key, ATTEMPT, verdict, 0)
                yield Move(f"doubled check: {_name(verdict)}", late, world, ignored=True)


STRAY_ANSWERS: tuple[Answer, ...] = (
    Refused(NO),
    NotSent(),
    Unknown(),
    NotExecuted(),
    Pending(),
    Unclear(),
)


STRAY_VERDICTS: tuple[CheckAnswer, ...] = (
    Approved(),
    WrongCode(),
    CodeDead(NO),
    CheckNotSent(),
    CheckUnknown(),
    StillWaiting(),
)


def _begins(wanted: Intent) -> str:
    kind = "with a product" if wanted.gift else "with a code" if wanted.needs_code else "at once"
    return f"Begun {kind}"


def _name(answer: object) -> str:
    return type(answer).__name__


def _tells(step: Step, answer: Answer) -> bool:
    return step is Step.COMMIT and isinstance(answer, Done)


def _describe(truth: Truth) -> str:
    words = [truth.ledger.value]
    words += [word for word in ("held", "moving", "on_device") if getattr(truth, word)]
    return "+".join(words)


def _holds(state: State) -> bool:
    return isinstance(state, Parked) and state.submission.step is Step.HOLD


def _is_true(decision: Decision, world: World) -> bool:
    """What an honest person who has looked at the provider's records could say."""
    state, truth = world.state, world.truth
    holding = _holds(state)
    match decision:
        case Decision.IT_HAPPENED:
            return truth.held if holding else truth.executed
        case Decision.IT_DID_NOT:
            over = truth.ledger not in {Ledger.EXECUTED, Ledger.OPEN}
            return over and not (holding and truth.held)
        case Decision.IT_IS_BACK:
            return not truth.executed
        case _:
            return True


def _is_due(state: State) -> bool:
    if not isinstance(state, Carrying):
        return False
    submission = state.submission
    return submission.phase is Phase.RESTING and (submission.due or 0) <= 0


def _aged(state: State) -> Iterator[tuple[str, State]]:
    """One instant of the state comes, or passes."""
    if isinstance(state, Carrying) and (state.submission.due or 0) > 0:
        yield "due", replace(state, submission=replace(state.submission, due=0.0))
    if isinstance(state, Committing) and state.verdict is not None and state.verdict.at == 0:
        yield "the verdict grows old", replace(state, verdict=replace(state.verdict, at=LONG_AGO))
    if isinstance(state, AwaitingCode | AwaitingApproval | CheckingCode):
        challenge = state.challenge
        if (challenge.expires_at or 0) > 0:
            late = replace(challenge, expires_at=0.0)
            yield "the challenge expires", replace(state, challenge=late)
        if (challenge.resend_at or 0) > 0:
            again = replace(challenge, resend_at=0.0)
            yield "a resend is allowed", replace(state, challenge=again)


# --- states without numbers that make no difference ----------------------------------------------


def canonical(state: State) -> State:
    """The same state with every free number replaced by the name of its class."""
    if isinstance(state, Idle):
        return state
    if state.intent.key != "rdm-1" or state.intent.customer != "cst-1":
        state = _renamed(state)
    if isinstance(state, Carrying):
        state = replace(state, submission=_canonical_submission(state.submission))
    match state:
        case Committing(verdict=Verdict() as verdict):
            at = 0.0 if verdict.at >= 0 else LONG_AGO
            return replace(state, verdict=replace(verdict, at=at))
        case AwaitingCode() | AwaitingApproval() | CheckingCode():
            return _canonical_challenge(state)
        case Reversing():
            return replace(state, reason=_canonical_refusal(state.reason))
        case Parked():
            return replace(state, submission=_canonical_submission(state.submission))
        case Releasing() | Closed():
            return replace(state, refusal=_canonical_refusal(state.refusal))
        case CodeNotSent():
            return replace(state, refusal=NO)
    return state


def _renamed(state: State) -> State:
    """Intents come and go without end; the current one always has the same name."""
    assert not isinstance(state, Idle)
    key = state.intent.key
    mine = replace(state.intent, key="rdm-1", transaction="otp-rdm-1", customer="cst-1")
    state = replace(state, intent=mine)
    if isinstance(state, Carrying | Parked):
        submission = state.submission
        renamed = submission.key.replace(key, "rdm-1")
        state = replace(state, submission=replace(submission, key=renamed))
    if isinstance(state, Committing) and state.verdict is not None:
        intended = state.verdict.intent.replace(key, "rdm-1")
        state = replace(state, verdict=replace(state.verdict, intent=intended))
    return state


def _canonical_submission(submission: Submission) -> Submission:
    due = submission.due
    return replace(
        submission,
        attempt=ATTEMPT,
        due=None if due is None else SOON if due > 0 else 0.0,
        refusal=_canonical_refusal(submission.refusal),
    )


def _canonical_refusal(refusal: Refusal | None) -> Refusal | None:
    return None if refusal is None else NO


def _canonical_challenge(
    state: AwaitingCode | AwaitingApproval | CheckingCode,
) -> AwaitingCode | AwaitingApproval | CheckingCode:
    challenge: Challenge = state.challenge
    expires, resend = challenge.expires_at, challenge.resend_at
    challenge = replace(
        challenge,
        channel=challenge.channel if challenge.channel is Channel.UNKNOWN else Channel.SMS,
        expires_at=None if expires is None else LATER if expires > 0 else 0.0,
        resend_at=None if resend is None else SOON if resend > 0 else 0.0,
    )
    tally = replace(state.tally, entries=ATTEMPT)
    state = replace(state, challenge=challenge, tally=tally)
    return replace(state, notice=None) if isinstance(state, AwaitingCode) else state


# --- what must hold ------------------------------------------------------------------------------


class Broken(Exception):  # noqa: N818 - a rule is broken, the program is not
    pass


def demand(rule: str, holds: object) -> None:
    if not holds:
        raise Broken(rule)


def check_transition(profile_shape: Shape, move: Move, after: Next) -> None:
    before = move.world.state
    if move.ignored:
        demand(f"{move.label.split(':')[0]} changes nothing", after.state == before)
        demand("an ignored event has no effect", not _real(after.effects))
    if isinstance(move.event, re.Begun) and not move.ignored:
        demand("a new intent begins once the previous one is settled", is_settled(before))
        demand("a new intent is taken", after.state != before)
    if after.state == before:
        demand("what changes nothing sends nothing", not _real(after.effects))
    if _is_written_off(after.state) and not _is_written_off(before):
        demand("only a person writes value off", isinstance(move.event, re.Decided))
    _check_effects(profile_shape, move, after)
    _check_flight(move, after)
    if _left(before) and not isinstance(move.event, re.Begun):
        demand("what was left is never redeemed", not isinstance(after.state, Redeemed))


def _real(effects: tuple[Effect, ...]) -> list[Effect]:
    return [effect for effect in effects if not isinstance(effect, WakeAt)]


def _is_written_off(state: State) -> bool:
    return isinstance(state, Closed) and state.outcome is Outcome.WRITTEN_OFF


def _left(state: State) -> bool:
    return isinstance(state, Holding | Committing | Reversing | Parked) and state.leaving


def _check_effects(shape: Shape, move: Move, after: Next) -> None:
    """The effects that go with a state are just the ones it is waiting for."""
    state, effects = after.state, after.effects
    waited_for = _awaited(state)
    if waited_for == _awaited(move.world.state) and not isinstance(move.event, re.Restarted):
        expected: tuple[object, ...] = ()
    else:
        expected = waited_for
    got = tuple(_essence(effect) for effect in effects)
    if expected or got:
        sleeping = len(got) == 1 and isinstance(effects[0], WakeAt) and waited_for == got
        demand("each state sends exactly what it waits for", got == expected or sleeping)
    for effect in effects:
        if isinstance(effect, Attempt):
            _check_attempt(shape, move, state, effect)


def _awaited(state: State) -> tuple[object, ...]:
    match state:
        case Holding() | Committing() | Reversing() | Releasing():
            current = state.submission
            if current.in_flight:
                return ((current.step, current.key, current.attempt, current.phase),)
            return (("wake", current.due),)
        case SendingCode(intent, tally):
            return (("send", intent.key, tally.sends),)
        case CheckingCode(intent, tally):
            return (("check", intent.key, tally.entries),)
        case AwaitingApproval(intent, tally):
            return (("poll", intent.key, tally.entries),)
    return ()


def _essence(effect: Effect) -> tuple[object, ...]:
    match effect:
        case Attempt(submission=current):
            return current.step, current.key, current.attempt, current.phase
        case WakeAt(due):
            return "wake", due
        case SendCode(intent, send):
            return "send", intent.key, send
        case CheckCode(intent, entry):
            return "check", intent.key, entry
        case PollApproval(intent, entry):
            return "poll", intent.key, entry


def _check_attempt(shape: Shape, move: Move, state: State, effect: Attempt) -> None:
    step, submission, truth = effect.submission.step, effect.submission, move.world.truth
    key = effect.intent.key
    demand("one intent, one key", submission.key == key + SUFFIXES[step])
    demand("a state acts for its own intent", _key_of(state) == key)
    if submission.phase is not Phase.SENDING:
        return
    if step in {Step.HOLD, Step.COMMIT} and not submission.doubtful:
        demand("nothing unwanted leaves for the first time", not _left(state))
    if step is Step.COMMIT:
        _check_commit(shape, move, state, submission)
    if step is Step.REVERSE:
        demand("only what was executed is reversed", truth.ledger in REVERSIBLE)
    if step is Step.RELEASE and not shape.profile.check_commits:
        demand("what was executed is not merely released", not truth.executed)


REVERSIBLE = {Ledger.EXECUTED, Ledger.REVERSED}


def _key_of(state: State) -> str:
    return "" if isinstance(state, Idle) else state.intent.key


def _check_commit(shape: Shape, move: Move, state: State, submission: Submission) -> None:
    demand("a commit that only a code makes is never sent", not shape.profile.check_commits)
    assert isinstance(state, Committing)
    if not state.intent.needs_code:
        return
    demand("no commit without an accepted code", move.world.approved)
    if submission.doubtful:
        demand("only a commit that has left is repeated in doubt", move.world.left_once)
        return
    verdict = state.verdict
    demand("a commit leaves with the verdict of its intent", verdict is not None)
    assert verdict is not None
    demand("the verdict is for this intent", verdict.intent == state.intent.key)
    demand("the verdict is fresh", 0 - verdict.at <= shape.profile.verdict_life)


def _check_flight(move: Move, after: Next) -> None:
    """A submit on its way is never forgotten: only its answer, or a crash, ends it."""
    before = move.world.state
    if not isinstance(before, Carrying) or not before.submission.in_flight:
        return
    if move.answers or isinstance(move.event, re.Restarted):
        return
    told_late = isinstance(move.event, re.Answered) and isinstance(move.event.answer, Done)
    kept = isinstance(after.state, Carrying) and after.state.submission == before.submission
    demand("a submit on its way is not dropped", kept or told_late)


def check_world(shape: Shape, world: World) -> None:
    state, truth = world.state, world.truth
    worth = discount_of(state) is not None or gift_of(state) is not None
    demand("no discount without an executed commit", not worth or truth.executed)
    if is_settled(state) and not isinstance(state, Spent) and not _is_written_off(state):
        demand("settled means nothing is left executed", not truth.executed)
        if not shape.profile.check_commits:
            demand("settled means nothing is left on hold", not truth.held)
    if isinstance(state, Spent):
        demand("a sale paid with a reward has it", truth.executed)
    if isinstance(state, BeforeCommit):
        sends = state.tally.sends - state.tally.contact_given
        demand("codes sent stay within the limit", sends <= shape.profile.code.sends)
        demand("wrong codes stay within the limit", state.tally.wrong < shape.profile.code.tries)
    demand("an answered effect leads somewhere", not world.stuck)


# --- the walk ------------------------------------------------------------------------------------


class Walk:
    """With ``known`` rules, the walk stops at the first violation of any other one."""

    def __init__(self, name: str, shape: Shape, known: frozenset[str] | None = None) -> None:
        self.shape = shape
        self.moves = Moves(shape)
        self.report = Report(name)
        self.known = known
        self.parents: dict[World, tuple[World, str] | None] = {}
        self.fair: dict[World, list[World]] = {}

    def run(self) -> Report:
        started = time.perf_counter()
        first = World(Idle(), Truth())
        self.parents[first] = None
        queue = deque([first])
        while queue and not self._is_caught():
            queue.extend(self._expand(queue.popleft()))
        if not self._is_caught():
            self._settle()
        self.report.states = len(self.parents)
        self.report.seconds = time.perf_counter() - started
        return self.report

    def _is_caught(self) -> bool:
        return self.known is not None and bool(self.report.violations.keys() - self.known)

    def _expand(self, world: World) -> Iterator[World]:
        name = type(world.state).__name__
        self.report.kinds[name] = self.report.kinds.get(name, 0) + 1
        onward = self.fair.setdefault(world, [])
        for move in self.moves.all(world):
            self.report.transitions += 1
            try:
                after = self._apply(move)
                if after is None:
                    continue
                check_world(self.shape, after)
            except Broken as broken:
                self._violated(str(broken), world, move.label)
                continue
            if move.fair and after != world:
                onward.append(after)
            if after not in self.parents:
                self.parents[after] = (world, move.label)
                yield after

    def _apply(self, move: Move) -> World | None:
        """The world after the move, or nothing if nothing came of it."""
        if move.event is None:
            return move.world
        before = move.world
        after = transition.step(self.shape.profile, before.state, move.event)
        check_transition(self.shape, move, after)
        if move.ignored:
            return None
        steps = {e.submission.step for e in after.effects if isinstance(e, Attempt)}
        asked = any(isinstance(effect, CheckCode) for effect in after.effects)
        truth = before.truth
        if asked and self.shape.profile.check_commits and truth.ledger is Ledger.OPEN:
            truth = replace(truth, moving=True)
        began = isinstance(move.event, re.Begun)
        return World(
            canonical(after.state),
            truth,
            approved=before.approved and not began,
            left_once=(before.left_once and not began) or Step.COMMIT in steps,
            told=before.told and not began,
            stuck=before.stuck or (move.answers and after.state == before.state),
        )

    def _violated(self, rule: str, world: World, label: str) -> None:
        if rule not in self.report.violations:
            self.report.violations[rule] = Violation(rule, [*self._trace(world), label])

    def _trace(self, world: World) -> list[str]:
        labels: list[str] = []
        step = self.parents[world]
        while step is not None:
            world, label = step
            labels.append(label)
            step = self.parents[world]
        return labels[::-1]

    def _settle(self) -> None:
        """From every state a fair provider brings an end, and by a way without circles."""
        depth: dict[World, int] = {}
        for start in self.fair:
            self._depth(start, depth)
        self.report.longest_settling = max(depth.values(), default=0)

    def _depth(self, start: World, depth: dict[World, int]) -> None:
        """Longest fair run from here, by an explicit stack; a circle or a dead end is reported."""
        stack: list[tuple[World, Iterator[World]]] = []
        path: set[World] = set()

        def enter(world: World) -> None:
            if isinstance(world.state, WAITS_FOR_PEOPLE):
                depth[world] = 0
                return
            onward = self.fair.get(world, [])
            if not onward:
                self._violated("a fair provider brings an end", world, "(nothing more to come)")
                depth[world] = 0
                return
            path.add(world)
            stack.append((world, iter(onward)))

        if start not in depth:
            enter(start)
        while stack:
            world, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.discard(world)
                depth[world] = 1 + max(depth.get(n, 0) for n in self.fair[world])
            elif following in path:
                self._violated("a fair provider brings an end soon", world, "(a circle)")
            elif following not in depth:
                enter(following)


def explore(name: str, known: frozenset[str] | None = None) -> Report:
    return Walk(name, SHAPES[name], known).run()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.explore", description=__doc__)
    parser.add_argument("--profile", choices=sorted(SHAPES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    names = [options.profile] if options.profile else list(SHAPES)
    reports = [explore(name) for name in names]
    if options.json:
        print(json.dumps({"profiles": [as_json(report) for report in reports]}, indent=2))
    else:
        for report in reports:
            tell_report(report)
    return 0 if all(report.sound for report in reports) else 1


def as_json(report: Report) -> dict[str, object]:
    return {
        "name": report.shape,
        "states": report.states,
        "transitions": report.transitions,
        "longest_settling": report.longest_settling,
        "kinds": report.kinds,
        "seconds": round(report.seconds, 2),
        "violations": [
            {"rule": found.rule, "trace": found.trace} for found in report.violations.values()
        ],
        "sound": report.sound,
    }


def tell_report(report: Report) -> None:
    print(
        f"{report.shape}: {report.states} states, {report.transitions} transitions, settled after"
        f" at most {report.longest_settling} steps, {report.seconds:.1f} s,"
        f" {'sound' if report.sound else f'{len(report.violations)} RULES BROKEN'}"
    )
    for found in report.violations.values():
        print(f"  {found.rule}")
        for label in found.trace:
            print(f"    {label}")


if __name__ == "__main__":
    sys.exit(main())
