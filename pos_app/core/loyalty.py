"""Customers, balances, rewards, and what a reward is worth on a basket."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from msgspec.structs import replace

from pos_app.core.basket import Basket, Product
from pos_app.core.identifiers import CustomerKey
from pos_app.core.money import Money, percent_of
from pos_app.core.value import Value, Variant


class Customer(Value, frozen=True):
    """The person as the provider knows them; personal data, never journalled with the events."""

    key: CustomerKey
    name: str
    reference: str
    """The provider's own handle for every later call."""
    document: str | None = None
    phone: str | None = None
    email: str | None = None
    tier: str | None = None
    enrolled: bool | None = None
    """``None`` where nobody has told."""

    def __repr__(self) -> str:
        return f"Customer({self.key.masked})"


class Balances(Value, frozen=True):
    points: int | None = 0
    """``None`` where the provider knows no points."""
    cashback: Money | None = None
    usable_cashback: Money | None = None
    """What the provider's rules allow on this basket."""


class ProductPricing(StrEnum):
    PERCENT_OFF = "percent_off"
    FIXED_PRICE = "fixed_price"
    FREE = "free"
    AMOUNT_OFF = "amount_off"


class PercentOff(Variant, frozen=True):
    percent: Decimal


class AmountOff(Variant, frozen=True):
    amount: Money


class Cashback(Variant, frozen=True):
    """The customer chooses an amount, at most ``limit``."""

    limit: Money
    named: bool = False
    """One of several accounts, known by its title."""


class RewardedProduct(Variant, frozen=True):
    """One unit of a product on a line of its own at a special price."""

    sku: str
    pricing: ProductPricing
    value: Decimal


class Computed(Variant, frozen=True, omit_defaults=True):
    """What it takes off only the provider can tell, once it holds the reward for this basket."""

    coupon: bool = False
    """It stands on a code that the customer brought, which is the reward's title."""


class Unsupported(Variant, frozen=True):
    """A kind of reward this till must not apply."""

    kind: str


Benefit = PercentOff | AmountOff | Cashback | RewardedProduct | Computed | Unsupported


class Refusal(Value, frozen=True):
    """Why something was refused; the screen owns the words, ``code`` is for support."""

    code: str
    text: str | None = None
    """The provider's own words: remote input, to be shown as plain text."""


class Reward(Value, frozen=True):
    id: str
    title: str
    benefit: Benefit
    points: int = 0
    usable: bool = True
    refusal: Refusal | None = None
    requirements: str | None = None

    def __repr__(self) -> str:
        """Neither its id nor its title: either may be a customer's code."""
        return f"Reward({self.benefit!r})"


class Quote(Value, frozen=True):
    """What one customer may do with one basket, valid for exactly that basket."""

    customer: Customer | None
    balances: Balances
    rewards: tuple[Reward, ...] = ()
    needs_code: bool = True
    signing_up: bool = False
    """The code also enrols the customer."""


def limit_of(reward: Reward, basket: Basket) -> Money:
    """The most the reward may take off this basket, clamped to what is payable; nothing where that
    is not known yet."""
    payable = basket.payable
    match reward.benefit:
        case PercentOff(percent):
            clamped = min(max(percent, Decimal(0)), Decimal(100))
            return percent_of(payable, clamped).at_most(payable)
        case AmountOff(amount):
            return amount.not_negative().at_most(payable)
        case Cashback(limit):
            return limit.not_negative().at_most(payable)
        case RewardedProduct() | Computed() | Unsupported():
            return payable.of(0)


def rewarded_price(benefit: RewardedProduct, catalogue_price: Money) -> Money:
    """The price of the one rewarded unit; a fixed price holds even above the catalogue's."""
    currency = catalogue_price.currency
    match benefit.pricing:
        case ProductPricing.PERCENT_OFF:
            percent = min(max(benefit.value, Decimal(0)), Decimal(100))
            return catalogue_price - percent_of(catalogue_price, percent)
        case ProductPricing.FIXED_PRICE:
            return Money.from_decimal(benefit.value, currency).not_negative()
        case ProductPricing.FREE:
            return catalogue_price.of(0)
        case ProductPricing.AMOUNT_OFF:
            return (catalogue_price - Money.from_decimal(benefit.value, currency)).not_negative()


class Gift(Value, frozen=True):
    """The line a product reward will add to the sale."""

    product: Product
    price: Money


def find_gift(benefit: RewardedProduct, catalogue: Callable[[str], Product | None]) -> Gift | None:
    """The line the reward would add, if the store has the product."""
    product = catalogue(benefit.sku)
    if product is None:
        return None
    return Gift(product, rewarded_price(benefit, product.price))


def fit(quote: Quote, basket: Basket, catalogue: Callable[[str], Product | None]) -> Quote:
    """The quote with the till's own refusals added: what it cannot apply is shown, not offered."""
    return replace(
        quote, rewards=tuple(fit_reward(reward, basket, catalogue) for reward in quote.rewards)
    )


def fit_reward(
    reward: Reward, basket: Basket, catalogue: Callable[[str], Product | None]
) -> Reward:
    """The reward, or the till's own refusal of it."""
    if not reward.usable:
        return reward
    match reward.benefit:
        case Unsupported():
            return _refused(reward, "UNSUPPORTED_REWARD")
        case RewardedProduct() if find_gift(reward.benefit, catalogue) is None:
            return _refused(reward, "NOT_IN_CATALOGUE")
        case RewardedProduct() | Computed() if basket.lines:
            return reward
        case _ if limit_of(reward, basket).minor > 0:
            return reward
        case _:
            return _refused(reward, "EXCEEDS_PURCHASE" if basket.lines else "EMPTY_SALE")


def _refused(reward: Reward, code: str) -> Reward:
    return replace(reward, usable=False, refusal=Refusal(code))
