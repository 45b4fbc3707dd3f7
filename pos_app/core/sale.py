"""One sale from the first scan to the last return: what is true of it at one moment."""

from collections.abc import Mapping
from enum import StrEnum

from pos_app.core.basket import Basket, Line
from pos_app.core.money import Money
from pos_app.core.order import Order, Post, Refund
from pos_app.core.redemption.states import (
    Idle,
    State,
    discount_of,
    gift_of,
    holds_sale,
    intent_of,
    is_over,
    is_settled,
    locks_basket,
)
from pos_app.core.value import Value

REWARD_LINE = 0
"""The id of the line a product reward adds; typed and scanned lines start at one."""


class Stage(StrEnum):
    OPEN = "open"
    PAID = "paid"
    DROPPED = "dropped"


class Sale(Value, frozen=True):
    id: str
    number: str = ""
    opened_at: str = ""
    basket: Basket = Basket()
    customer: str | None = None
    """An opaque handle; the person is kept apart from the events."""
    redemption: State = Idle()
    stage: Stage = Stage.OPEN
    order: Order | None = None
    registration: Post | None = None
    record: Post | None = None
    """Where the provider keeps every check: this one."""
    refunds: tuple[tuple[Refund, Post], ...] = ()
    cancellation: Post | None = None
    locked_out: tuple[str, ...] = ()
    """Customers who used up their tries: no further redemption for them in this sale."""
    wrong_codes: tuple[tuple[str, int], ...] = ()
    """Customer and count."""
    reward_returned: bool | None = None
    """After a cancellation: whether the provider gave the benefit back, as far as is known."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The basket's lines and the one a redeemed product reward adds."""
        gift = gift_of(self.redemption)
        if gift is None:
            return self.basket.lines
        product = gift.product
        reward = Line(REWARD_LINE, product.sku, product.title, gift.price, 1, product.ean)
        return (*self.basket.lines, reward)

    @property
    def reward_discount(self) -> Money:
        """What the provider has confirmed; nothing else may be taken off."""
        return discount_of(self.redemption) or self.basket.zero

    @property
    def total(self) -> Money:
        gift = gift_of(self.redemption)
        extra = gift.price if gift else self.basket.zero
        return (self.basket.payable - self.reward_discount).not_negative() + extra

    @property
    def can_be_paid(self) -> bool:
        return self.stage is Stage.OPEN and bool(self.lines) and not holds_sale(self.redemption)

    @property
    def basket_is_locked(self) -> bool:
        return self.stage is not Stage.OPEN or locks_basket(self.redemption)

    @property
    def may_change(self) -> bool:
        """No redemption is under way for just this basket and customer."""
        return self.stage is Stage.OPEN and is_over(self.redemption)

    @property
    def concerned(self) -> frozenset[str]:
        """Everybody this sale is still about: who buys, who redeems in it, who is locked out."""
        intent = intent_of(self.redemption)
        redeems = intent.customer if intent else None
        return frozenset(h for h in (self.customer, redeems, *self.locked_out) if h is not None)

    def wrong_for(self, customer: str | None) -> int:
        """Wrong codes of a customer so far."""
        return dict(self.wrong_codes).get(customer or "", 0)

    @property
    def posts(self) -> tuple[Post, ...]:
        """Everything this sale has for the outbox, in the order in which it must be delivered."""
        refunds = (post for _, post in self.refunds)
        all_posts = (self.registration, self.record, *refunds, self.cancellation)
        return tuple(post for post in all_posts if post is not None)

    @property
    def aside(self) -> tuple[Post, ...]:
        """What only a person can settle; a refused return is moot once the sale is cancelled."""
        if self.order is None:
            return ()
        return tuple(
            post
            for post in self.posts
            if post.needs_person and (post.is_open or not self.is_cancelled)
        )

    @property
    def is_cancelled(self) -> bool:
        return self.cancellation is not None and self.cancellation.receipt is not None

    @property
    def is_being_cancelled(self) -> bool:
        """Asked for and not refused; a refused cancellation left the order as it was."""
        return self.cancellation is not None and self.cancellation.refusal is None

    @property
    def returned(self) -> Mapping[int, int]:
        """Pieces by line id taken back or on their way; a refused return does not count."""
        pieces: dict[int, int] = {}
        for refund, post in self.refunds:
            if post.refusal is None:
                for line_id, count in refund.pieces:
                    pieces[line_id] = pieces.get(line_id, 0) + count
        return pieces

    @property
    def remaining(self) -> Mapping[int, int]:
        returned = self.returned
        return {line.id: line.quantity - returned.get(line.id, 0) for line in self.lines}

    @property
    def current_total(self) -> Money:
        """What the order is worth after the returns that went through."""
        total = self.total
        for refund, post in self.refunds:
            if post.refusal is None:
                total -= refund.value
        return total

    @property
    def is_settled(self) -> bool:
        """Nothing is owed any more: personal data may go."""
        return (
            self.stage is not Stage.OPEN
            and is_settled(self.redemption)
            and not any(post.is_open for post in self.posts)
            and not self.aside
        )
