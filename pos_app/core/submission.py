"""How one value-moving request is carried to a certain end, whatever happens to its answers.

A submission is one step of one intent under one key. It is repeated only with the same key and
the same bytes, or asked about by a read, as the provider's rule for the step says, until the
provider has told whether it was executed. See ``Rule`` for what differs between providers.
"""

from enum import StrEnum

from msgspec.structs import replace

from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value, Variant


class Step(StrEnum):
    """The mutating steps a provider may offer."""

    HOLD = "hold"
    COMMIT = "commit"
    REVERSE = "reverse"
    RELEASE = "release"
    REGISTER = "register"
    """The sale of a customer, for what it earns them."""
    RECORD = "record"
    """The closed check itself, whoever bought."""
    CANCEL = "cancel"
    REFUND = "refund"


class InDoubt(StrEnum):
    """What settles an attempt whose answer was lost."""

    REPEAT = "repeat"
    """The same bytes under the same key: executed at most once by the provider."""
    LOOK = "look"
    """Read first; repeat the same bytes only when the read says that nothing was executed."""
    WATCH = "watch"
    """Only ever read: the request must not be sent a second time."""
    PARK = "park"
    """Nothing is safe: a person compares with the provider's records."""


class Rule(Value, frozen=True):
    in_doubt: InDoubt = InDoubt.REPEAT
    refused_after_doubt: InDoubt | None = None
    """A refusal that follows a lost answer may mean "already done": ``LOOK`` reads before it is
    believed, ``PARK`` gives it to a person, ``None`` believes it."""
    waits: tuple[float, ...] = (1, 2, 4, 8, 15, 30, 60)
    """Seconds before each next attempt; the last one goes on for ever."""
    ends: bool = False
    """What the provider has not decided after the last wait is a person's to follow."""
    flight: float = 0
    """Seconds for which an attempt that nobody answered may still arrive: until then no look that
    finds nothing is believed, and nothing is taken back that such an attempt would do again."""
    looks_at_refusals: bool = False
    """Even a first refusal is read after before it is believed: whatever lies on the way may have
    delivered the request twice, and a provider that refuses repeats has then done it once."""

    @property
    def looks(self) -> bool:
        """The provider can be asked whether the step was executed."""
        return bool({self.in_doubt, self.refused_after_doubt} & {InDoubt.LOOK, InDoubt.WATCH})


class Receipt(Value, frozen=True):
    """What the provider answered when it executed a step; ids and amounts, nothing personal."""

    reference: str = ""
    """The handle for undoing it."""
    coupon: str | None = None
    """The code that ties the sale's registration to the redemption."""
    product: str | None = None
    """The SKU the provider granted."""
    executed: bool = False
    """On a hold: the provider has already moved the value."""
    note: Refusal | None = None
    """A warning that came with success."""
    earned_points: int | None = None
    earned_cashback: int | None = None
    """Minor units."""
    amount: int | None = None
    """Minor units: what it takes off the sale, where only the provider can tell."""
    parts: tuple[str, ...] = ()
    """On a hold: the ids of what it put in, by which it is taken out again."""
    since: str | None = None
    """On a hold: the provider's own clock when it began, by which its age is told."""
    unfit: Refusal | None = None
    """Why what it holds, or has moved, is not what was asked for; so it goes back."""


class Done(Variant, frozen=True):
    receipt: Receipt = Receipt()


class Refused(Variant, frozen=True):
    refusal: Refusal
    unread: bool = False
    """Said to the till itself, before anybody looked at the request: credentials, rights."""


class NotSent(Variant, frozen=True):
    """This attempt was certainly not executed."""

    cause: str = ""
    retry_after: float | None = None


class Unknown(Variant, frozen=True):
    cause: str = ""


class NotExecuted(Variant, frozen=True):
    """Only a look can answer this: the provider knows nothing of the key."""


class Pending(Variant, frozen=True):
    """Accepted, not settled yet."""


class Unclear(Variant, frozen=True):
    """The look was answered and still cannot tell."""


class Gone(Variant, frozen=True):
    """What was held is there no more, and nobody but this till can have used it up: undoing the
    commit, whether it was executed or not, leaves nothing taken for certain."""


Answer = Done | Refused | NotSent | Unknown | NotExecuted | Pending | Unclear | Gone


class Phase(StrEnum):
    SENDING = "sending"
    LOOKING = "looking"
    RESTING = "resting"
    PARKED = "parked"


class Submission(Value, frozen=True):
    step: Step
    key: str
    attempt: int = 1
    """Counts sends and looks together, so that a late answer is recognised by its number."""
    phase: Phase = Phase.SENDING
    then: Phase = Phase.SENDING
    """What follows a rest."""
    doubtful: bool = False
    """An attempt of unknown outcome has left: the provider may have executed the step."""
    refusal: Refusal | None = None
    """A refusal that is not believed before a look."""
    due: float | None = None
    lost_at: float | None = None
    """When the latest attempt was given up that may still arrive."""
    lands: bool = False
    """It rests until whatever has left must have arrived: not to be hurried."""

    @property
    def in_flight(self) -> bool:
        return self.phase in {Phase.SENDING, Phase.LOOKING}

    @property
    def needs_disk(self) -> bool:
        """Whether it must not leave a till that could not write down why: after a power cut it
        would be forgotten, or done again. A look changes nothing, and giving a hold back twice
        harms nobody."""
        return self.phase is Phase.SENDING and self.step is not Step.RELEASE

    @property
    def surely_not_executed(self) -> bool:
        return not self.doubtful and self.refusal is None and self.phase is Phase.RESTING


class Executed(Value, frozen=True):
    receipt: Receipt


class Declined(Value, frozen=True):
    refusal: Refusal


Progress = Submission | Executed | Declined


def answered(rule: Rule, submission: Submission, answer: Answer, now: float) -> Progress:
    """Where the submission stands after the answer to its attempt in flight."""
    match answer:
        case Done(receipt):
            return Executed(receipt)
        case Refused():
            return _refused(rule, submission, answer)
        case NotSent(retry_after=hint):
            return _rest(rule, submission, now, submission.phase, hint)
        case Pending() if rule.ends and submission.attempt > len(rule.waits):
            return replace(submission, phase=Phase.PARKED, due=None)
        case Unknown() | Pending():
            return _unanswered(rule, submission, now)
        case NotExecuted():
            return _not_executed(rule, submission, now)
        case Unclear() | Gone():
            return replace(submission, phase=Phase.PARKED, due=None)


def _refused(rule: Rule, submission: Submission, answer: Refused) -> Progress:
    refusal = answer.refusal
    if submission.phase is Phase.LOOKING:
        return Declined(refusal)
    if not submission.doubtful:
        if rule.looks_at_refusals and not answer.unread:
            return _again(replace(submission, refusal=refusal), Phase.LOOKING)
        return Declined(refusal)
    match rule.refused_after_doubt:
        case InDoubt.LOOK | InDoubt.WATCH:
            return _again(replace(submission, refusal=refusal), Phase.LOOKING)
        case InDoubt.PARK:
            return replace(submission, phase=Phase.PARKED, refusal=refusal, due=None)
        case _:
            return Declined(refusal)


def _unanswered(rule: Rule, submission: Submission, now: float) -> Progress:
    if submission.phase is Phase.LOOKING:
        return _rest(rule, submission, now, Phase.LOOKING)
    doubtful = replace(submission, doubtful=True, lost_at=now if rule.flight else None)
    match rule.in_doubt:
        case InDoubt.REPEAT:
            return _rest(rule, doubtful, now, Phase.SENDING)
        case InDoubt.LOOK | InDoubt.WATCH:
            return _rest(rule, doubtful, now, Phase.LOOKING)
        case InDoubt.PARK:
            return replace(doubtful, phase=Phase.PARKED, due=None)


def landed_at(rule: Rule, lost_at: float | None, now: float) -> float | None:
    """From when on nothing that has left can arrive any more; nothing if that is so already."""
    if lost_at is None or lost_at + rule.flight <= now:
        return None
    return lost_at + rule.flight


def _land(submission: Submission, due: float) -> Submission:
    """That nothing was executed is not certain while an earlier attempt may still arrive."""
    return replace(submission, phase=Phase.RESTING, then=Phase.LOOKING, due=due, lands=True)


def _not_executed(rule: Rule, submission: Submission, now: float) -> Progress:
    landed = landed_at(rule, submission.lost_at, now)
    if landed is not None:
        return _land(submission, landed)
    if submission.refusal is not None:
        return Declined(submission.refusal)
    if rule.in_doubt is InDoubt.WATCH:
        return _rest(rule, submission, now, Phase.LOOKING)
    return _rest(rule, replace(submission, doubtful=False), now, Phase.SENDING)


def _rest(
    rule: Rule, submission: Submission, now: float, then: Phase, hint: float | None = None
) -> Submission:
    wait = rule.waits[min(submission.attempt, len(rule.waits)) - 1]
    return replace(submission, phase=Phase.RESTING, then=then, due=now + max(wait, hint or 0))


def _again(submission: Submission, phase: Phase) -> Submission:
    return replace(submission, phase=phase, attempt=submission.attempt + 1, due=None, lands=False)


def woken(submission: Submission, now: float) -> Submission:
    """Starts the next attempt if its time has come; else nothing changes."""
    if submission.phase is not Phase.RESTING or (submission.due or 0) > now:
        return submission
    return _again(submission, submission.then)


def hurried(submission: Submission) -> Submission:
    """Starts the next attempt at once: somebody asked."""
    if submission.phase is not Phase.RESTING or submission.lands:
        return submission
    return _again(submission, submission.then)


def asked_again(rule: Rule, submission: Submission, now: float) -> Submission | None:
    """The next attempt of what was set aside for a person, or nothing where none is safe."""
    refused = submission.refusal is not None and not submission.doubtful
    if refused and not rule.looks_at_refusals and rule.in_doubt is not InDoubt.WATCH:
        return replace(submission, phase=Phase.RESTING, then=Phase.SENDING, due=now)
    if not rule.looks and rule.in_doubt is not InDoubt.REPEAT:
        return None
    then = Phase.LOOKING if rule.looks else Phase.SENDING
    return replace(submission, phase=Phase.RESTING, then=then, doubtful=True, due=now, lands=False)


def restarted(rule: Rule, submission: Submission, now: float) -> Submission:
    """After a crash an attempt in flight has an unknown outcome, and no rest is waited out but the
    one until all has landed: which begins anew, since no instant of the last run counts."""
    if submission.lost_at is not None:
        submission = replace(submission, lost_at=now)
    match submission.phase:
        case Phase.PARKED:
            return submission
        case Phase.RESTING:
            landed = landed_at(rule, submission.lost_at, now)
            late = submission.lands and landed is not None
            return replace(submission, due=landed if late else now)
        case Phase.SENDING | Phase.LOOKING:
            rested = _unanswered(rule, submission, now)
            assert isinstance(rested, Submission)  # noqa: S101 - an unanswered attempt never ends
            return rested if rested.phase is Phase.PARKED else replace(rested, due=now)
