"""What every desk of the till shares: the sale on it, the state shown, and how both change."""

from collections.abc import Callable

from msgspec.structs import replace

from pos_app.checkout.book import Book, Spawn
from pos_app.checkout.carrier import Carrier
from pos_app.checkout.catalogue import Catalogue
from pos_app.checkout.clock import Clock
from pos_app.checkout.keys import Keys
from pos_app.checkout.lookup import Lookup
from pos_app.checkout.matters import lost_records, matters_of
from pos_app.checkout.outbox import waiting
from pos_app.checkout.runner import Runner
from pos_app.checkout.state import (
    Asking,
    Field,
    Identity,
    Link,
    Matter,
    NoCustomer,
    Problem,
    Quoted,
    QuoteFailed,
    TillState,
)
from pos_app.core.basket import Basket
from pos_app.core.identifiers import (
    CustomerKey,
    MisreadError,
)
from pos_app.core.loyalty import (
    Quote,
    Refusal,
    fit,
)
from pos_app.core.redemption import events as re
from pos_app.core.redemption.refusals import BAD_COUPON
from pos_app.core.redemption.states import Closed, State, is_settled
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import Dropped, RedemptionMoved
from pos_app.providers.ports import Challenger, LoyaltyProvider


class Counter:
    def __init__(
        self,
        identity: Identity,
        book: Book,
        catalogue: Catalogue,
        clock: Clock,
        spawn: Spawn,
        *,
        keys: Keys = Keys(),  # noqa: B008 - immutable
        region: str = "BR",
        typed_item: str = "Item",
    ) -> None:
        self._book = book
        self._catalogue = catalogue
        self._clock = clock
        self._keys = keys
        self._region = region
        self._typed_item = typed_item
        self._provider: LoyaltyProvider | None = None
        self._unusable: Refusal | None = None
        self._handles: dict[CustomerKey, str] = {}
        """Whoever was asked for in this sale keeps their handle, and with it a lock."""
        self._listeners: list[Callable[[], None]] = []
        self._lookup = Lookup(spawn, self._quote_arrived, self._quote_failed)
        self._spawn = spawn
        self.carrier = Carrier(book, clock, spawn)
        first = self._new_sale(identity.currency)
        self._sale_id = first.id
        self._seen_redemption: State = first.redemption
        self._state = TillState(identity, book.profile, first, can_redeem=book.may_redeem)
        book.changed = self._book_changed

    @property
    def state(self) -> TillState:
        return self._state

    def now(self) -> float:
        return self._clock.monotonic()

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def connect(self, provider: LoyaltyProvider, challenger: Challenger) -> None:
        """The provider is loaded after the first frame; what has piled up goes out now."""
        self._provider = provider
        self._unusable = None
        self._set(link=Link.IDLE)
        self.carrier.connect(provider, Runner(provider, challenger))
        if self._state.key is not None and not isinstance(self._state.quote, Quoted):
            self._ask()

    def connect_failed(self, why: Refusal = Refusal("MISCONFIGURED")) -> None:  # noqa: B008 - immutable
        """There is no provider, for this run or until keys are unlocked: the till sells and says
        why."""
        self._unusable = why
        self.link_changed(Link.MISCONFIGURED, None)
        if self._state.key is not None:
            self._ask()

    def link_changed(self, link: Link, round_trip: float | None) -> None:
        """What the client noticed of the line to the provider."""
        recovered = link is Link.ONLINE and self._state.link is not Link.ONLINE
        self._set(link=link, round_trip=round_trip or self._state.round_trip)
        if recovered:
            self.carrier.pump(hurry=True)

    def challenger_link_changed(self, link: Link) -> None:
        """The same of the line to whoever asks the customers; nothing waits for that one."""
        self._set(challenger_link=link)

    @property
    def _basket(self) -> Basket:
        return self._state.sale.basket

    def _others(self) -> list[Sale]:
        return [sale for sale in self._book.sales.values() if sale.id != self._sale_id]

    def _redeem(self, event: re.Event) -> bool:
        return self._book.apply(self._sale_id, RedemptionMoved(event))

    def _redeem_if_open(self, event: re.Event) -> None:
        if not is_settled(self._state.sale.redemption):
            self._redeem(event)

    def _drop_if_empty(self) -> None:
        sale = self._book.sales.get(self._sale_id)
        if sale and sale.stage is Stage.OPEN and not sale.basket.lines:
            self._redeem_if_open(re.Left(self.now()))
            self._book.apply(self._sale_id, Dropped())

    def next_sale(self) -> None:
        if self._state.receipt is not None:
            self._open()

    def _new_sale(self, currency: str) -> Sale:
        return Sale(self._keys.sale(), basket=Basket(currency=currency))

    def _open(self) -> None:
        self._show(self._new_sale(self._state.identity.currency), restored=False)

    def _show(self, sale: Sale, *, restored: bool) -> None:
        self._lookup.drop()
        self._sale_id = sale.id
        self._seen_redemption = sale.redemption
        person = self._book.person(sale.customer)
        self._handles = {
            known.key: handle
            for handle in sale.concerned
            if (known := self._book.person(handle)) is not None
        }
        self._set(
            sale=sale,
            key=person.key if person else None,
            customer=person.customer if person else None,
            quote=NoCustomer(),
            coupon=None,
            choice=None,
            receipt=None,
            restored=restored,
            restarted=False,
            problem=None,
        )
        self._book_changed()
        self._ask()

    def _ask(self) -> None:
        """Asks about the customer and exactly this basket; any older answer is void."""
        self._lookup.drop()
        key, sale = self._state.key, self._state.sale
        if key is None or sale.basket_is_locked or self._state.receipt is not None:
            return
        self._set(quote=Asking(self.now()), choice=None)
        if self._provider is not None:
            self._lookup.ask(self._provider, key, sale.basket)
        elif self._unusable is not None:
            self._quote_failed(self._unusable, offline=True)

    def _quote_arrived(self, quote: Quote, basket: Basket) -> None:
        handle, key = self._state.sale.customer, self._state.key
        if handle is None or key is None or basket != self._basket:
            return
        person = self._book.person(handle)
        if person is not None and quote.customer is not None:
            self._book.remember(self._sale_id, handle, replace(person, customer=quote.customer))
        fitted = fit(quote, basket, self._catalogue.by_sku)
        self._set(customer=quote.customer, quote=Quoted(fitted, basket))

    def _quote_failed(self, refusal: Refusal, offline: bool) -> None:  # noqa: FBT001 - a callback
        self._set(quote=QuoteFailed(refusal, offline), choice=None)

    def _book_changed(self) -> None:
        sale = self._book.sales.get(self._sale_id, self._state.sale)
        others = self._others()
        undelivered = waiting(self._book.sales, self._book.queue)
        self._set(
            sale=sale,
            parked=tuple(s for s in others if s.stage is Stage.OPEN),
            owed=tuple(
                s
                for s in self._book.sales.values()
                if not is_settled(s.redemption) and (s.stage is not Stage.OPEN)
            ),
            waiting=len(undelivered),
            matters=self._matters(),
            incidents=self._book.incidents,
            damaged=self._book.damaged,
            can_redeem=self._book.may_redeem,
            today=tuple(s for s in reversed(self._book.sales.values()) if s.stage is Stage.PAID),
            receipt=sale if self._state.receipt is not None else None,
        )
        self._after_redemption(sale)
        self.carrier.pump()

    def _matters(self) -> tuple[Matter, ...]:
        book = self._book
        others = (*book.beside, *lost_records(book.incidents))
        return matters_of(book.profile, book.sales.values(), book.since, book.person, others)

    def _after_redemption(self, sale: Sale) -> None:
        """When a redemption ends without value, balances and rewards are asked for anew."""
        before, self._seen_redemption = self._seen_redemption, sale.redemption
        closed = sale.redemption
        if not isinstance(closed, Closed) or before == closed or sale.stage is not Stage.OPEN:
            return
        if closed.refusal is not None and closed.refusal.code in BAD_COUPON:
            self._set(coupon=None)
        self._ask()

    def _read_key(self, text: str) -> CustomerKey:
        """By what the provider looks somebody up. Raises ``MisreadError`` and
        ``TurnedDownError``."""
        profile = self._book.profile
        key = profile.read_key(text, self._region)
        if key.kind not in profile.looks_up_by:
            raise TurnedDownError(Refusal("KEY_NOT_SUPPORTED"))
        return key

    def _set(self, **changes: object) -> None:
        after = replace(self._state, **changes)
        if after != self._state:
            self._state = after
            for listener in self._listeners:
                listener()

    def _guard(self, field: Field, action: Callable[[], None]) -> None:
        """Runs an intent; bad input becomes the problem at its field."""
        self._set(problem=None)
        try:
            action()
        except MisreadError as error:
            self._set(problem=Problem(field, error.reason))
        except TurnedDownError as refused:
            self._set(problem=Problem(field, refused.refusal))


class TurnedDownError(Exception):
    """The till itself says no, for a reason it can tell."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
