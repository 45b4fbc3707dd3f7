"""Answers to attempts, sends and entries that are not the current ones: late, doubled, old."""

from collections.abc import Iterator

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
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    ContactNeeded,
    Idle,
    SendingCode,
    State,
)
from pos_app.core.submission import (
    Answer,
    Done,
    NotExecuted,
    NotSent,
    Pending,
    Refused,
    Step,
    Unclear,
    Unknown,
)
from tests.faults.explore.redemption.canonical import ATTEMPT, OLD
from tests.faults.explore.redemption.world import Move, World, knows_it_was_done, name
from tests.faults.shapes import COMMITTED, HELD, NO, QUOTED, SOLD, Shape
from tests.faults.truth import Ledger

SUFFIXES = {Step.COMMIT: "", Step.HOLD: "-hold", Step.REVERSE: "-undo", Step.RELEASE: "-free"}
ANSWERS: tuple[Answer, ...] = (
    Refused(NO),
    NotSent(),
    Unknown(),
    NotExecuted(),
    Pending(),
    Unclear(),
)
SENDS: tuple[SendAnswer, ...] = (
    Sent(Channel.SMS),
    SendUnknown(),
    NotDelivered(NO),
    ContactWanted(True, True),
)
VERDICTS: tuple[CheckAnswer, ...] = (
    Approved(),
    WrongCode(),
    CodeDead(NO),
    CheckNotSent(),
    CheckUnknown(),
    StillWaiting(),
)
Coded = SendingCode | ContactNeeded | CodeNotSent | AwaitingCode | AwaitingApproval | CheckingCode


def strays(shape: Shape, world: World) -> Iterator[Move]:
    state = world.state
    if isinstance(state, Idle):
        return
    key = state.intent.key
    yield from _late_steps(world, key)
    yield from late_truths(shape, world, key)
    yield from _late_sends(state, world, key)
    yield from _late_verdicts(state, world, key)


def _late_steps(world: World, key: str) -> Iterator[Move]:
    for step, suffix in SUFFIXES.items():
        for attempt in (ATTEMPT - 1, ATTEMPT + 1):
            for answer in ANSWERS:
                event = re.Answered(step, key + suffix, attempt, answer, 0)
                yield Move(f"late {step}: {name(answer)}", event, world, ignored=True)
        old = re.Answered(step, OLD + suffix, ATTEMPT, Done(COMMITTED), 0)
        yield Move(f"old {step}", old, world, ignored=True)


def late_truths(shape: Shape, world: World, key: str) -> Iterator[Move]:
    """A late word that something was done, from whichever attempt; only if it was."""
    profile, truth = shape.profile, world.truth
    if truth.executed and world.left_once:
        sold = SOLD if shape.basket else COMMITTED
        event = re.Answered(Step.COMMIT, key, ATTEMPT - 1, Done(sold), 0)
        yield Move("late commit: Done", event, world, ignored=knows_it_was_done(world.state))
    if truth.held:
        held = QUOTED if shape.basket else HELD
        hold = re.Answered(Step.HOLD, f"{key}-hold", ATTEMPT - 1, Done(held), 0)
        if not truth.executed:
            yield Move("late hold: Done", hold, world)
    elif profile.has(Step.RELEASE) and not (truth.executed or truth.loose or profile.check_commits):
        free = re.Answered(Step.RELEASE, f"{key}-free", ATTEMPT - 1, Done(), 0)
        yield Move("late release: Done", free, world)
    if truth.ledger is Ledger.REVERSED:
        undo = re.Answered(Step.REVERSE, f"{key}-undo", ATTEMPT - 1, Done(), 0)
        yield Move("late reverse: Done", undo, world)


def _late_sends(state: State, world: World, key: str) -> Iterator[Move]:
    sends = state.tally.sends if isinstance(state, Coded) else 0
    for answer in SENDS:
        for of, send in ((key, sends + 1), (key, sends - 1), (OLD, sends)):
            event = re.CodeSendAnswered(of, send, answer, 0)
            yield Move(f"late code: {name(answer)}", event, world, ignored=True)
        if not isinstance(state, SendingCode):
            event = re.CodeSendAnswered(key, sends, answer, 0)
            yield Move(f"doubled code: {name(answer)}", event, world, ignored=True)


def _late_verdicts(state: State, world: World, key: str) -> Iterator[Move]:
    for verdict in VERDICTS:
        for of, entry in ((key, ATTEMPT - 1), (key, ATTEMPT + 1), (OLD, ATTEMPT)):
            late = re.CheckAnswered(of, entry, verdict, 0)
            yield Move(f"late check: {name(verdict)}", late, world, ignored=True)
        if not isinstance(state, CheckingCode | AwaitingApproval):
            late = re.CheckAnswered(key, ATTEMPT, verdict, 0)
            yield Move(f"doubled check: {name(verdict)}", late, world, ignored=True)
