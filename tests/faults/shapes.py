"""Four providers as data, and a tiny model of what each of them really did.

A shape is a ``Profile`` in the form the architecture's table gives it, plus what the model must
know to tell only answers that could be true.
"""

from decimal import Decimal

from msgspec.structs import replace

from pos_app.core.basket import Product
from pos_app.core.challenge import Channel, CodePolicy
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.loyalty import AmountOff, Gift, ProductPricing, Refusal, RewardedProduct
from pos_app.core.money import Money
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import (
    InDoubt,
    Receipt,
    Rule,
)
from pos_app.core.value import Value

SMALL_POLICY = CodePolicy(life=300, tries=3, resend_after=30, sends=3)
ONCE = (1.0,)
"""One wait for all attempts: how long a rest is makes no difference to what may follow."""

CODE = "0493817"
"""What the customer says and the cashier types; to be found nowhere."""
CONSENT = "terms-1"
NO = Refusal("NO")
GIFT = Gift(Product("KIT-1", "Kit", Money(4990)), Money(0))
COMMITTED = Receipt(reference="88121", coupon="BQX-88121-K")
GIVEN = replace(COMMITTED, product=" kit-1 ")
SWAPPED = replace(COMMITTED, product="KIT-2")
HELD = Receipt(reference="hold-1")
QUOTED = replace(HELD, amount=1750, parts=("8801",), since="Mon, 02 Mar 2026 12:00:00 GMT")
UNFIT = replace(QUOTED, amount=None, unfit=NO)
SOLD = Receipt(reference="hold-1", amount=1750)
SHORT = replace(SOLD, amount=1500)
EXEMPT = replace(HELD, executed=True)


class Shape(Value, frozen=True):
    profile: Profile
    channels: tuple[Channel, ...] = (Channel.SMS,)
    replay_refuses: bool = False
    """A repeat of an executed step may be answered with an error, and what lies on the way may
    repeat a request on its own."""
    hold_may_execute: bool = False
    """An exemption: the hold itself may move the value, without any code."""
    gives_products: bool = False
    redeems_again: bool = False
    """A request that arrives after its redemption was taken back redeems once more."""
    basket: bool = False
    """The hold is a basket under a lock that expires, and a commit uses it up: a look shows only
    whether it is still there."""


WARY = Rule(InDoubt.REPEAT, InDoubt.LOOK, ONCE, looks_at_refusals=True)

BONIFIQ = Shape(
    Profile(
        name="BonifiQ",
        looks_up_by=(IdentifierKind.CPF, IdentifierKind.CNPJ, IdentifierKind.EMAIL),
        rules=rules(
            commit=replace(WARY, flight=60), reverse=WARY, register=WARY, cancel=WARY, refund=WARY
        ),
        code=SMALL_POLICY,
    ),
    channels=(Channel.SMS, Channel.EMAIL),
    replay_refuses=True,
    gives_products=True,
    redeems_again=True,
)

PUNCHH = Shape(
    Profile(
        name="Punchh",
        looks_up_by=(IdentifierKind.PHONE, IdentifierKind.EMAIL),
        rules=rules(
            hold=Rule(InDoubt.LOOK, None, ONCE),
            commit=Rule(InDoubt.LOOK, InDoubt.LOOK, ONCE, looks_at_refusals=True),
            reverse=Rule(InDoubt.REPEAT, InDoubt.LOOK, ONCE),
            release=Rule(InDoubt.REPEAT, None, ONCE),
            register=Rule(InDoubt.REPEAT, InDoubt.PARK, ONCE),
            record=Rule(InDoubt.REPEAT, InDoubt.PARK, ONCE),
            refund=Rule(InDoubt.REPEAT, InDoubt.PARK, ONCE),
            cancel=Rule(InDoubt.REPEAT, InDoubt.PARK, ONCE),
        ),
        code=SMALL_POLICY,
        consent=CONSENT,
        settles_first=True,
        keeps_posts=30 * 24 * 3600,
    ),
    basket=True,
)

WEAVR = Shape(
    Profile(
        name="Weavr",
        looks_up_by=(IdentifierKind.SESSION,),
        rules=rules(
            hold=Rule(InDoubt.REPEAT, InDoubt.LOOK, ONCE),
            commit=Rule(InDoubt.WATCH, InDoubt.WATCH, ONCE, ends=True),
            release=Rule(InDoubt.LOOK, None, ONCE, ends=True),
        ),
        code=SMALL_POLICY,
        consent=CONSENT,
        consent_first=True,
        check_commits=True,
    ),
    channels=(Channel.SMS, Channel.PUSH),
    hold_may_execute=True,
)

TWILIO_VERIFY = replace(
    BONIFIQ,
    profile=replace(BONIFIQ.profile, name="Twilio Verify + BonifiQ"),
    channels=(Channel.SMS, Channel.PUSH),
)

SHAPES = {
    "bonifiq": BONIFIQ,
    "punchh": PUNCHH,
    "weavr": WEAVR,
    "twilio_verify": TWILIO_VERIFY,
}


def intent(
    key: str = "rdm-1",
    *,
    customer: str = "cst-1",
    needs_code: bool = True,
    gift: Gift | None = None,
) -> Intent:
    """A reward of 30.00, or a product."""
    benefit = (
        AmountOff(Money(3000))
        if gift is None
        else RewardedProduct(gift.product.sku, ProductPricing.FREE, Decimal(0))
    )
    return Intent(
        sale="sale-1",
        key=key,
        transaction=f"otp-{key}",
        customer=customer,
        reward="40",
        title="Reward",
        benefit=benefit,
        amount=Money(0) if gift else Money(3000),
        gift=gift,
        needs_code=needs_code,
        code=SMALL_POLICY,
    )
