"""What a loyalty system must offer to the till. The docstrings are the contract."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pos_app.core.basket import Basket
from pos_app.core.challenge import Challenge, Channel, CheckAnswer, Contact, SendAnswer, TypedCode
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer, Quote
from pos_app.core.order import Order, Refund
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Receipt, Step
from pos_app.core.value import Value

if TYPE_CHECKING:
    from pos_app.core.enrolment.states import Planted, Standing


class Draft(Value, frozen=True):
    """The exact request that leaves. It is journalled before its first byte does, and a repeat
    sends these bytes again."""

    method: str
    path: str
    """Below the configured root, percent-encoded; may hold personal data."""
    body: bytes | None = None
    then: "Draft | None" = None
    """What completes the step once this was accepted."""

    def __repr__(self) -> str:
        return f"Draft({self.method}, •••)"


class Task(Value, frozen=True):
    """Everything a mutating step may need; which fields are set depends on the step."""

    step: Step
    key: str
    intent: Intent | None = None
    """HOLD, COMMIT, REVERSE, RELEASE."""
    receipt: Receipt | None = None
    """Of what is undone or committed: the hold's, or the redemption's. Without a reference if the
    till never learnt it, because a person found the redemption by the intent's key."""
    order: Order | None = None
    """REGISTER, CANCEL, REFUND."""
    refund: Refund | None = None
    """REFUND; CANCEL: the latest that went through."""
    customer: Customer | None = None
    verified: bool = False
    """REGISTER: the customer passed a code that also signs them up."""
    sale: str = ""
    """Of which sale the step is a part: the same for all of its steps."""
    opened_at: str = ""
    """ISO 8601 in UTC, the instant the sale began."""
    basket: Basket = Basket()
    """The sale's, which does not change between a hold and its commit."""
    at: str = ""
    """ISO 8601 in UTC, the instant the step was decided."""

    def __repr__(self) -> str:
        return f"Task({self.step}, {self.key})"


class IncompleteTaskError(ValueError):
    """A step's request cannot be made from what the task holds."""


class LoyaltyProvider(Protocol):
    """A ledger of points. Every coroutine raises only ``ProviderError`` and may be given up at any
    await by the caller's deadline, which then counts as an unknown outcome."""

    @property
    def profile(self) -> Profile: ...

    async def quote(self, key: CustomerKey, basket: Basket) -> Quote:
        """Reads who the customer is and what they may do with this basket. No side effect."""
        ...

    def draft(self, task: Task) -> Draft:
        """The request of a step from the task alone: pure, equal tasks give equal bytes. Raises
        ``IncompleteTaskError``, as when a damaged journal has lost who the customer was."""
        ...

    async def send(self, task: Task, draft: Draft) -> Receipt:
        """Puts the draft on the wire once, on a fresh connection, and reads the answer.

        A receipt means executed. ``NotSentError``: certainly not executed. ``RefusedError``: this
        request was not executed. ``HoldGoneError``: a release found nothing to release.
        ``OutcomeUnknownError``: anything else, an unreadable or contradictory answer included.
        """
        ...

    async def look(self, task: Task, draft: Draft) -> Answer:
        """Reads whether the step was executed: ``Done``, ``NotExecuted``, ``Pending``, ``Gone``,
        ``Unclear`` or ``Refused``. Raises like ``send`` when the read itself fails."""
        ...

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        """Whether a redemption still stands; ``None`` if the provider cannot tell."""
        ...


class Challenger(Protocol):
    """Proves that the customer agrees. Every coroutine raises only ``ProviderError``."""

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        """Sends a code for this intent, or asks for an approval on the customer's device; ``by`` is
        the way that somebody asked for, where there are several.

        A repeat for the same intent continues the same challenge. A code in the provider's answer
        is dropped before anything else reads it.
        """
        ...

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        """Asks the provider whether the code is right; nothing is ever compared on this side."""
        ...

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        """Looks at an approval on the customer's device."""
        ...


@runtime_checkable
class SessionKeeper(Protocol):
    """A provider that acts by a session which the customer has lent the till. Every coroutine
    raises only ``ProviderError``."""

    async def touch(self, key: CustomerKey) -> None:
        """A read without effect, so that the session does not end while a code is awaited."""
        ...

    async def part(self, key: CustomerKey) -> None:
        """Nothing at this till is about the customer any more: their session is given up."""
        ...


@runtime_checkable
class Withdrawing(Protocol):
    """What a challenger offers besides that can take back a code it has sent."""

    async def give_up(self, intent: Intent) -> None:
        """The intent is over, and nobody will type a code for it or wait for an approval. Raises
        only ``ProviderError``."""
        ...


@runtime_checkable
class Enrolling(Protocol):
    """What a challenger offers besides that can set up a customer's authenticator. Every coroutine
    raises only ``ProviderError``."""

    def opaque_name(self, customer: Customer) -> str:
        """Who the customer is there: nothing personal, and always the same."""
        ...

    async def ways(self, customer: Customer) -> "tuple[Standing, ...]":
        """By what the customer can prove themselves now. No side effect."""
        ...

    async def plant(self, customer: Customer) -> "Planted":
        """A new authenticator, whose seed nobody tells a second time. What this till has left
        unproved goes first, whoever it was that lost an answer."""
        ...

    async def prove(self, customer: Customer, reference: str, code: TypedCode) -> CheckAnswer:
        """A first code of it. ``CheckUnknown``: it may have been right, or have cost a try."""
        ...

    async def forget(self, customer: Customer, reference: str) -> None:
        """Gives it up, unless it was proved."""
        ...
