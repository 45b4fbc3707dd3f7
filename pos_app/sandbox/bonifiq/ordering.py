"""Orders, their cancellation and their bonus; contract, 3.6 to 3.8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq import redeeming, refusals
from pos_app.sandbox.bonifiq.records import Order, OrderState
from pos_app.sandbox.bonifiq.refusals import MalformedError, RefusedError
from pos_app.sandbox.money import percent_of

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.bonifiq.requests import OrderSent, Refund

_CENTS_PER_BONUS_POINT = 100
_BONUS_CASHBACK_PERCENT = 5


@dataclass(frozen=True, slots=True)
class RefundProblem:
    """RefundErrorDetails; nothing was refunded."""

    code: str
    message: str
    field: str | None = None
    sku: str | None = None
    expected_cents: int | None = None
    actual_cents: int | None = None


def place(books: Books, sent: OrderSent) -> Order:
    """The same OriginalId updates; a cancelled order stays cancelled."""
    _check(books, sent)
    order = books.orders.get(sent.id)
    if order is None:
        order = _create(books, sent)
    else:
        _update(books, order, sent)
    _set_bonus(books, order)
    return order


def cancel(books: Books, order_id: str) -> Order:
    order = _existing(books, order_id)
    if order.state is OrderState.CANCELLED:
        if books.settings.repeat_of_undo == "error":
            raise RefusedError(refusals.ALREADY_CANCELLED)
        return order
    order.state, order.updated_at = OrderState.CANCELLED, books.clock.now()
    _set_bonus(books, order)
    if books.settings.full_cancel_returns_reward:
        _return_reward(books, order)
    return order


def refund(books: Books, order_id: str, wanted: Refund) -> Order | RefundProblem:
    """Part of an order, once per CancelKey."""
    order = _existing(books, order_id)
    if wanted.key in order.refunds:
        if books.settings.cancel_key_reuse == "error":
            raise RefusedError(refusals.CANCEL_KEY_USED)
        return order
    if order.state is OrderState.CANCELLED:
        raise RefusedError(refusals.ORDER_CANCELLED)
    all_allowed = books.settings.refund_of_everything == "allowed"
    if wanted.cents > order.remaining_cents - (0 if all_allowed else 1):
        raise RefusedError(refusals.REFUND_TOO_LARGE)
    problem = _product_problem(order, wanted)
    if problem is not None:
        return problem
    order.refunds[wanted.key] = wanted.cents
    order.updated_at = books.clock.now()
    _set_bonus(books, order)
    return_reward = wanted.return_reward
    if return_reward is None:
        return_reward = books.settings.partial_cancel_returns_reward
    if return_reward:
        _return_reward(books, order)
    return order


def earns(books: Books, order: Order) -> bool:
    customer = books.find(order.customer_id)
    enrolled = customer is not None and customer.enrolled
    return enrolled and order.state is OrderState.COMPLETED and order.remaining_cents > 0


def _existing(books: Books, order_id: str) -> Order:
    order = books.orders.get(order_id)
    if order is None:
        raise RefusedError(refusals.ORDER_NOT_FOUND)
    return order


def _check(books: Books, sent: OrderSent) -> None:
    if books.settings.order_lines_add_up and sent.lines_cents != sent.total_cents:
        raise RefusedError(refusals.ORDER_LINES_DIFFER)
    accepted = {"methods": {"PaymentMethods"}, "method": {"PaymentMethod"}}
    if not sent.payment_members <= accepted.get(books.settings.payment, sent.payment_members):
        raise MalformedError("Forma de pagamento não reconhecida.")


def _create(books: Books, sent: OrderSent) -> Order:
    if books.settings.order_enrols and sent.customer_enrolled:
        known = books.find(sent.customer_id)
        if known is None:
            books.enrol_new(sent.customer_id, sent.customer_name)
        else:
            known.enrol()
    order = Order(
        number=books.next_order_number(),
        id=sent.id,
        body=sent.body,
        total_cents=sent.total_cents,
        state=_state(sent),
        customer_id=sent.customer_id,
        coupon=sent.coupon,
        updated_at=books.clock.now(),
    )
    books.orders[order.id] = order
    return order


def _update(books: Books, order: Order, sent: OrderSent) -> None:
    order.received += 1
    if books.settings.order_replay == "error":
        raise RefusedError(refusals.ORDER_ALREADY_SENT)
    if order.state is OrderState.CANCELLED:
        return
    order.body, order.total_cents, order.coupon = sent.body, sent.total_cents, sent.coupon
    order.state, order.updated_at = _state(sent), books.clock.now()


def _state(sent: OrderSent) -> OrderState:
    if sent.cancelled:
        return OrderState.CANCELLED
    return OrderState.COMPLETED if sent.completed else OrderState.PENDING


def _product_problem(order: Order, wanted: Refund) -> RefundProblem | None:
    if not wanted.products:
        return None
    total = sum(cents for _, cents in wanted.products)
    if total != wanted.cents:
        return RefundProblem(
            "VALUE_MISMATCH",
            "Soma dos produtos diferente do total.",
            field="ValueToRefund",
            expected_cents=wanted.cents,
            actual_cents=total,
        )
    sold = _skus(order)
    named: set[str] = set()
    for sku, _ in wanted.products:
        if sku not in sold:
            return RefundProblem("PRODUCT_NOT_FOUND", "Produto não está no pedido.", sku=sku)
        if sku in named:
            return RefundProblem("DUPLICATE_PRODUCT", "Produto informado duas vezes.", sku=sku)
        named.add(sku)
    return None


def _skus(order: Order) -> set[str]:
    products = order.document.get("Products")
    lines = products if isinstance(products, list) else []
    return {str(line["OriginalId"]) for line in lines}


def _set_bonus(books: Books, order: Order) -> None:
    """Brings the bonus to what the order is worth now; points once given are taken back."""
    points = cents = 0
    if earns(books, order):
        points = order.remaining_cents // _CENTS_PER_BONUS_POINT
        cents = percent_of(order.remaining_cents, _BONUS_CASHBACK_PERCENT)
    customer = books.find(order.customer_id)
    if customer is not None and books.settings.bonus == "credited":
        customer.points = max(0, customer.points + points - order.bonus_points)
        customer.cashback_cents = max(0, customer.cashback_cents + cents - order.bonus_cents)
    order.bonus_points, order.bonus_cents = points, cents


def _return_reward(books: Books, order: Order) -> None:
    made = books.redeem_by_coupon.get(order.coupon or "")
    if made is not None and made.active:
        redeeming.undo(books, made)
