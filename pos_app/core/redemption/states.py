"""The states of a redemption; each carries exactly what is true in it."""

from enum import StrEnum

from pos_app.core.challenge import Challenge, CodePolicy, Verdict
from pos_app.core.loyalty import Benefit, Gift, Refusal
from pos_app.core.money import Money
from pos_app.core.submission import Receipt, Submission
from pos_app.core.value import Value


class Intent(Value, frozen=True):
    """One reward, for one customer, on one basket. Never changed: another choice is another
    intent, with another key."""

    sale: str
    key: str
    """Idempotency key of the commit."""
    transaction: str
    """The challenge's id for this intent."""
    customer: str
    """An opaque handle; the person is kept apart from the events."""
    reward: str
    title: str
    benefit: Benefit
    amount: Money
    """What the commit takes off the sale, unless its receipt tells; zero for a product."""
    gift: Gift | None = None
    points: int = 0
    """What it costs the customer, as the quote told."""
    needs_code: bool = True
    signing_up: bool = False
    wrong_before: int = 0
    """Wrong codes of this customer earlier in the sale: beginning anew brings no tries back."""
    code: CodePolicy = CodePolicy()
    """The limits in force when it began: a replay must not fold by newer settings."""

    def __repr__(self) -> str:
        """Neither the reward's id nor its title: either may be a customer's code."""
        return f"Intent({self.key})"


class Tally(Value, frozen=True):
    """How often was sent, typed, and typed wrong within one intent."""

    sends: int = 0
    entries: int = 0
    wrong: int = 0
    contact_given: bool = False


class Outcome(StrEnum):
    ABANDONED = "abandoned"
    """Left before anything was committed."""
    REFUSED = "refused"
    LOCKED = "locked"
    """Too many wrong codes: no further intent for this customer in this sale."""
    REVERSED = "reversed"
    WRITTEN_OFF = "written_off"
    """The value stays gone; a supervisor has made it good in another way."""


class Idle(Value, frozen=True):
    pass


class Holding(Value, frozen=True):
    intent: Intent
    submission: Submission
    leaving: bool = False


class ConsentNeeded(Value, frozen=True):
    """No code goes out before the customer has agreed to what the provider's rules demand."""

    intent: Intent
    held: Receipt | None


class SendingCode(Value, frozen=True):
    intent: Intent
    tally: Tally
    held: Receipt | None


class ContactNeeded(Value, frozen=True):
    intent: Intent
    tally: Tally
    held: Receipt | None
    phone: bool
    email: bool


class CodeNotSent(Value, frozen=True):
    intent: Intent
    tally: Tally
    held: Receipt | None
    refusal: Refusal


class AwaitingCode(Value, frozen=True):
    intent: Intent
    tally: Tally
    held: Receipt | None
    challenge: Challenge
    notice: Refusal | None = None


class AwaitingApproval(Value, frozen=True):
    """The customer answers on a device of their own."""

    intent: Intent
    tally: Tally
    held: Receipt | None
    challenge: Challenge
    notice: Refusal | None = None


class CheckingCode(Value, frozen=True):
    intent: Intent
    tally: Tally
    held: Receipt | None
    challenge: Challenge


class Committing(Value, frozen=True):
    """From the first attempt until the provider has told: unknown is a part of this."""

    intent: Intent
    submission: Submission
    held: Receipt | None
    verdict: Verdict | None
    leaving: bool = False
    """The sale goes on without it: reverse as soon as it turns out to have been executed."""


class Redeemed(Value, frozen=True):
    intent: Intent
    receipt: Receipt
    landed_at: float | None = None
    """Until when an earlier attempt without an answer may still arrive: taken back before, it could
    be redeemed once more."""


class Spent(Value, frozen=True):
    """The sale was paid with it: only a cancellation of the sale can bring it back."""

    intent: Intent
    receipt: Receipt


class Reversing(Value, frozen=True):
    intent: Intent
    receipt: Receipt
    submission: Submission
    reason: Refusal | None = None
    """Why the till itself takes it back."""
    leaving: bool = False


class Releasing(Value, frozen=True):
    intent: Intent
    held: Receipt
    submission: Submission
    outcome: Outcome
    refusal: Refusal | None = None
    committed: bool = False
    """A commit of it has left, and a look saw it not executed."""


class Parked(Value, frozen=True):
    """No rule can settle it: a person must compare with the provider's records."""

    intent: Intent
    submission: Submission
    receipt: Receipt | None = None
    """Of what was certainly executed and could not be given back."""
    leaving: bool = False
    held: Receipt | None = None
    """Of the hold that a commit may have used up."""


class Closed(Value, frozen=True):
    intent: Intent
    outcome: Outcome
    refusal: Refusal | None = None


State = (
    Idle
    | Holding
    | ConsentNeeded
    | SendingCode
    | ContactNeeded
    | CodeNotSent
    | AwaitingCode
    | AwaitingApproval
    | CheckingCode
    | Committing
    | Redeemed
    | Spent
    | Reversing
    | Releasing
    | Parked
    | Closed
)
BeforeCommit = (
    ConsentNeeded
    | SendingCode
    | ContactNeeded
    | CodeNotSent
    | AwaitingCode
    | AwaitingApproval
    | CheckingCode
)


def intent_of(state: State) -> Intent | None:
    return None if isinstance(state, Idle) else state.intent


def discount_of(state: State) -> Money | None:
    """What may be taken off at the till: only what the provider has confirmed."""
    return worth_of(state) if isinstance(state, Redeemed | Spent) else None


def worth_of(state: State) -> Money:
    """What the redemption takes off the sale, by the best that is known of it."""
    assert not isinstance(state, Idle)  # noqa: S101 - nothing was asked for
    told = _receipt_of(state)
    amount = state.intent.amount
    return amount if told is None or told.amount is None else amount.of(told.amount)


def _receipt_of(state: State) -> Receipt | None:
    match state:
        case Redeemed() | Spent() | Reversing():
            return state.receipt
        case Parked():
            return state.receipt or state.held
        case Idle() | Holding() | Closed():
            return None
    return state.held


def pending_discount(state: State) -> Money | None:
    """What is asked for and not confirmed: to be shown, never to be tendered."""
    if isinstance(state, Idle | Closed | Releasing | Redeemed | Spent | Reversing):
        return None
    if isinstance(state, Parked) and state.receipt is not None:
        return None
    if isinstance(state, Holding | Committing | Parked) and state.leaving:
        return None
    return worth_of(state)


def gift_of(state: State) -> Gift | None:
    return state.intent.gift if isinstance(state, Redeemed | Spent) else None


def is_settled(state: State) -> bool:
    """Nothing is owed to the provider or to the customer."""
    return isinstance(state, Idle | Closed | Spent)


def is_left(state: State) -> bool:
    """The cashier went on without it; what is open is settled beside the sale."""
    if isinstance(state, Holding | Committing | Reversing | Parked):
        return state.leaving
    return isinstance(state, Releasing)


def is_over(state: State) -> bool:
    """Nothing of it concerns the sale's basket any more."""
    return is_left(state) or isinstance(state, Idle | Closed)


def holds_sale(state: State) -> bool:
    """The sale may not be paid yet."""
    return not (isinstance(state, Idle | Closed | Redeemed | Spent) or is_left(state))


def locks_basket(state: State) -> bool:
    """Prices and lines may not change: the provider may have moved value for just these."""
    return isinstance(state, Holding | Committing | Redeemed | Spent | Reversing | Parked) and (
        not is_left(state)
    )
