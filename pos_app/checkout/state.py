"""What the till shows and knows at one moment: the only thing a screen reads."""

from enum import StrEnum
from typing import TYPE_CHECKING

from pos_app.checkout.incidents import Incident
from pos_app.core.basket import Basket
from pos_app.core.decision import Decision
from pos_app.core.identifiers import CustomerKey, Misread
from pos_app.core.loyalty import Customer, Quote, Refusal, Reward
from pos_app.core.money import Money
from pos_app.core.redemption.profile import Profile
from pos_app.core.sale import Sale
from pos_app.core.submission import Step
from pos_app.core.value import Value

if TYPE_CHECKING:  # not for the first frame
    from pos_app.checkout.staffing import KeysLocked, Staffing
    from pos_app.core.enrolment import states as enrolment
    from pos_app.core.paper import Printing


class Field(StrEnum):
    """Where a problem is shown."""

    PRODUCT = "product"
    QUANTITY = "quantity"
    DISCOUNT = "discount"
    CUSTOMER = "customer"
    AMOUNT = "amount"
    COUPON = "coupon"
    CONTACT = "contact"
    CODE = "code"
    GIVEN = "given"
    SUPERVISOR = "supervisor"
    REASON = "reason"
    SALE = "sale"
    """Not at one field: the banner."""


class Problem(Value, frozen=True):
    field: Field
    reason: Misread | Refusal


class NoCustomer(Value, frozen=True):
    pass


class Asking(Value, frozen=True):
    since: float
    """Monotonic seconds."""


class Quoted(Value, frozen=True):
    """An answer for exactly this basket; another basket makes it void."""

    quote: Quote
    basket: Basket


class QuoteFailed(Value, frozen=True):
    refusal: Refusal
    offline: bool
    """The provider was not reached or gave no usable answer: the sale goes on, the customer is
    kept for the sale's registration."""


QuoteState = NoCustomer | Asking | Quoted | QuoteFailed


class Choice(Value, frozen=True):
    """The reward the cashier has marked, and for cashback how much of it."""

    reward: Reward
    amount: Money


class Link(StrEnum):
    IDLE = "idle"
    """Nothing was asked yet."""
    ONLINE = "online"
    NO_ANSWER = "no_answer"
    OFFLINE = "offline"
    MISCONFIGURED = "misconfigured"


class Marking(StrEnum):
    """What kind of till this is, so that nobody mistakes practice for money."""

    REAL = "real"
    DEMO = "demo"
    SANDBOX = "sandbox"


class Identity(Value, frozen=True):
    store: str
    till: str
    operator: str
    provider: str
    """As the cashier reads it."""
    marking: Marking
    currency: str = "BRL"
    fault: str | None = None
    """The fault that the demo plays, if any."""
    challenger: str = ""
    """Who asks the customers where the provider itself does not; as the cashier reads it."""


class OpenMatter(Value, frozen=True):
    """A step whose outcome, or whose delivery, only a person can settle."""

    id: str
    """The key of the step."""
    sale_id: str
    number: str
    """Of the sale, as the cashier reads it."""
    sold_at: str
    """When the sale was paid, or opened; ISO 8601 in UTC."""
    step: Step
    reference: str
    """What the provider's records call it: the intent's key, or the order's number."""
    amount: Money
    attempts: int
    since: str = ""
    """The moment it was set aside, ISO 8601 in UTC; empty if that is not known."""
    title: str = ""
    """Of the reward."""
    at_provider: str = ""
    """The provider's own number for it, if it ever told one."""
    customer: CustomerKey | None = None
    refusal: Refusal | None = None
    """The last one that was told."""
    refused: bool = False
    """The provider has said no for certain; else it is not known what it did."""
    too_old: bool = False
    """It has waited for longer than the provider takes it."""
    sent: bool = True
    """Whether the provider may have it."""
    holds_sale: bool = False
    """The sale on the counter waits for it."""
    decisions: tuple[Decision, ...] = ()


class ForeignSales(Value, frozen=True):
    """Sales in the journal that only a till of another provider can settle."""

    count: int
    since: str = ""
    id: str = "foreign"
    decisions: tuple[Decision, ...] = ()


class LostRecords(Value, frozen=True):
    """A damaged journal was set aside, and not all of it could be read."""

    id: str
    lost: int
    first: str
    """ISO 8601 in UTC: between which moments something may be missing."""
    last: str
    file: str
    """The name under which what was damaged is kept."""
    keys: tuple[str, ...] = ()
    """Of redemptions that may have left and of which nothing else is known."""
    decisions: tuple[Decision, ...] = (Decision.COMPARED,)

    @property
    def since(self) -> str:
        return self.last


Matter = OpenMatter | ForeignSales | LostRecords


class Printout(Value, frozen=True):
    """The latest paper of one sale."""

    sale_id: str
    number: str
    """Of the sale, as the cashier reads it."""
    copy: int
    """1 for the first."""
    stage: "Printing"


LONGEST_NAME = 60
LONGEST_REASON = 240
"""What is kept with a decision is typed by a person, and short."""


class TillState(Value, frozen=True):
    identity: Identity
    profile: Profile
    sale: Sale
    key: CustomerKey | None = None
    """What the customer was asked by; kept even when the provider was not reached."""
    customer: Customer | None = None
    quote: QuoteState = NoCustomer()
    coupon: Reward | None = None
    """What a code stands for that the customer has brought; kept while they and the sale are."""
    choice: Choice | None = None
    parked: tuple[Sale, ...] = ()
    """Open sales put aside; the cashier can take them up again."""
    owed: tuple[Sale, ...] = ()
    """Closed or left sales with something to settle at the provider."""
    waiting: int = 0
    """Messages of the outbox not delivered yet."""
    matters: tuple[Matter, ...] = ()
    """What only a person can settle, oldest first."""
    link: Link = Link.IDLE
    round_trip: float | None = None
    """Seconds, of the last answered call."""
    challenger_link: Link = Link.IDLE
    """The line to whoever asks the customers, where that is not the provider."""
    can_redeem: bool = True
    """False when the journal cannot be written or may hide a redemption: the till still sells."""
    incidents: tuple[Incident, ...] = ()
    """What was lost of the journal and nobody has compared yet, oldest first."""
    damaged: bool = False
    """The journal was found damaged in this run; it is set aside at the next start."""
    restored: bool = False
    """The current sale was interrupted by a crash or a power cut."""
    restarted: bool = False
    """The till itself was, and no sale was on the counter."""
    problem: Problem | None = None
    receipt: Sale | None = None
    """The sale just paid, until the next one begins."""
    has_printer: bool = False
    printouts: tuple[Printout, ...] = ()
    """What became of the last papers, newest first; one for each sale."""
    today: tuple[Sale, ...] = ()
    """Paid sales of the day, newest first."""
    can_enrol: bool = False
    """Customers' authenticators can be set up at this till."""
    enrolment: "enrolment.State | None" = None
    """``None`` while nobody has asked for it."""
    staff: "Staffing | None" = None
    """``None``: no people are set up, and whoever is there may sell."""
    keys: "KeysLocked | None" = None
    """``None``: the credentials are open, or there are none."""

    @property
    def is_locked(self) -> bool:
        return self.staff is not None and self.staff.is_locked
