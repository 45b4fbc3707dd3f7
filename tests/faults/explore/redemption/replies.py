"""Every answer that may come to what is in flight, with what is true when it comes."""

from collections.abc import Iterator
from typing import NamedTuple

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
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    AwaitingApproval,
    CheckingCode,
    Intent,
    Releasing,
    SendingCode,
    State,
)
from pos_app.core.submission import Answer, Done, Pending, Phase, Step, Unclear
from tests.faults.explore.redemption.canonical import Carrying
from tests.faults.explore.redemption.world import describe, name
from tests.faults.shapes import NO, SHORT, UNFIT, Shape
from tests.faults.truth import THROTTLED, Ledger, Told, Truth, tell


class Reply(NamedTuple):
    label: str
    event: re.Event
    truth: Truth
    fair: bool
    approves: bool = False


class Replies:
    """``brief`` leaves out answers that lead where another one leads, too, and what arrives long
    after everybody has stopped waiting for it."""

    def __init__(self, shape: Shape, *, brief: bool = False) -> None:
        self.shape = shape
        self.brief = brief
        self.pushes = Channel.PUSH in shape.channels and shape.profile.check_commits

    def to(self, state: State, truth: Truth) -> Iterator[Reply]:
        if isinstance(state, Carrying):
            yield from self._carried(state, truth)
        elif isinstance(state, SendingCode):
            yield from self._sent(state, truth)
        elif isinstance(state, CheckingCode | AwaitingApproval):
            yield from self._checked(state, truth)

    def truths(self, step: Step, intent: Intent, truth: Truth) -> set[Truth]:
        """What may be true once an attempt has gone out, whether it arrived or not."""
        told = tell(self.shape, step, Phase.SENDING, intent, truth)
        return {each.truth for each in told if not (self.brief and each.truth.flying)}

    def _carried(self, state: Carrying, truth: Truth) -> Iterator[Reply]:
        current = state.submission
        if not current.in_flight:
            return
        for told in tell(self.shape, current.step, current.phase, state.intent, truth):
            if self.brief and (_is_like_another(told) or told.truth.flying):
                continue
            given_up = self._gives_up(state, told.answer)
            after = told.truth.without_basket() if given_up else told.truth
            yield Reply(
                f"{current.step} {current.phase}: {name(told.answer)}, {describe(after)}",
                re.Answered(current.step, current.key, current.attempt, told.answer, 0),
                after,
                told.fair,
            )

    def _gives_up(self, state: Carrying, answer: Answer) -> bool:
        """A hold whose release cannot be told is left to expire."""
        watched = self.shape.profile.check_commits
        return isinstance(state, Releasing) and isinstance(answer, Unclear) and not watched

    def _sent(self, state: SendingCode, truth: Truth) -> Iterator[Reply]:
        for answer, pushed, fair in self._sends():
            after = replace(truth, on_device=True) if pushed else truth
            yield Reply(
                f"code: {name(answer)}{' push' if pushed else ''}",
                re.CodeSendAnswered(state.intent.key, state.tally.sends, answer, 0),
                after,
                fair,
            )

    def _sends(self) -> Iterator[tuple[SendAnswer, bool, bool]]:
        yield NotDelivered(NO), False, True
        if not self.brief:
            yield ContactWanted(phone=True, email=False), False, True
            yield SendUnknown(), False, False
        if self.pushes:
            yield SendUnknown(), True, False
        for channel in self.shape.channels:
            yield Sent(channel, life=10), self.pushes and channel is Channel.PUSH, True

    def _checked(self, state: CheckingCode | AwaitingApproval, truth: Truth) -> Iterator[Reply]:
        for answer, after, fair in self._verdicts(truth):
            yield Reply(
                f"check: {name(answer)}, {describe(after)}",
                re.CheckAnswered(state.intent.key, state.tally.entries, answer, 0),
                after,
                fair,
                isinstance(answer, Approved),
            )

    def _verdicts(self, truth: Truth) -> Iterator[tuple[CheckAnswer, Truth, bool]]:
        """A code may be dead at the provider while the till still takes it."""
        failed = replace(truth, moving=False)
        if not self.shape.profile.check_commits:
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


def _is_like_another(told: Told) -> bool:
    """To the machine, what is accepted and not settled is as good as not answered, and a basket
    that the provider would not take is as good as one that nobody wants any more."""
    answer = told.answer
    return isinstance(answer, Pending) or answer in {THROTTLED, Done(UNFIT), Done(SHORT)}
