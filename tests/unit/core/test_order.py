"""The registered sale and its returns, to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.basket import Line
from pos_app.core.money import Money
from pos_app.core.order import (
    EverythingReturnedError,
    Method,
    NothingToRefundError,
    Refund,
    Tender,
    order_lines,
    plan_refund,
)

FILTER = Line(1, "CAF-02", "Filtro de papel", Money(1850), 2)
PRESS = Line(2, "PRE-10", "Prensa 600 ml", Money(14990))
LINES = (FILTER, PRESS)


def test_the_lines_of_an_order_are_net_and_sum_to_its_total() -> None:
    nets = [line.net for line in order_lines(LINES, Money(15000))]
    assert nets == [Money(2970), Money(12030)]


def test_a_sale_that_costs_nothing_has_lines_of_nothing() -> None:
    assert [line.net for line in order_lines(LINES, Money(0))] == [Money(0), Money(0)]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 99)), min_size=1), st.data())
def test_order_lines_always_sum_to_the_total(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    lines = tuple(Line(i, f"S{i}", "x", Money(p), n) for i, (p, n) in enumerate(rows))
    gross = sum(line.total.minor for line in lines)
    total = Money(data.draw(st.integers(0, gross)))
    nets = [line.net.minor for line in order_lines(lines, total)]
    assert sum(nets) == total.minor
    assert all(net >= 0 for net in nets)


def test_change_is_what_was_given_above_the_price() -> None:
    assert Tender(Method.CASH, Money(1500), Money(2000)).change == Money(500)


def refund_of(
    selected: dict[int, int],
    remaining: dict[int, int] | None = None,
    discounts: int = 3690,
    current: int = 15000,
) -> Refund:
    return plan_refund(
        "ret-01", LINES, remaining or {1: 2, 2: 1}, selected, Money(discounts), Money(current)
    )


def test_one_of_two_filters_is_worth_what_the_contract_says() -> None:
    refund = refund_of({1: 1})
    assert refund.total_after == Money(13515)
    assert refund.value == Money(1485)
    assert refund.by_sku == (("CAF-02", Money(1485)),)
    assert refund.pieces == ((1, 1),)


def test_a_second_return_works_from_what_the_first_left() -> None:
    refund = refund_of({1: 1}, {1: 1, 2: 1}, current=13515)
    assert refund.total_after == Money(14990 - 2960)
    assert refund.value == Money(13515 - 12030)


@pytest.mark.parametrize(
    ("selected", "remaining"),
    [
        pytest.param({1: 2, 2: 1}, {1: 2, 2: 1}, id="all_at_once"),
        pytest.param({2: 1}, {1: 0, 2: 1}, id="the_rest"),
    ],
)
def test_taking_everything_back_is_a_cancellation(
    selected: dict[int, int], remaining: dict[int, int]
) -> None:
    with pytest.raises(EverythingReturnedError):
        refund_of(selected, remaining)


@pytest.mark.parametrize(
    "selected",
    [
        pytest.param({}, id="nothing_chosen"),
        pytest.param({1: 0}, id="no_pieces"),
        pytest.param({1: 3}, id="more_than_there_are"),
        pytest.param({9: 1}, id="a_line_that_is_not_there"),
        pytest.param({1: -1}, id="fewer_than_none"),
    ],
)
def test_an_impossible_selection_refunds_nothing(selected: dict[int, int]) -> None:
    with pytest.raises(NothingToRefundError):
        refund_of(selected)


@pytest.mark.scenario("bonifiq", 31)
def test_pieces_that_cost_nothing_refund_nothing() -> None:
    gift = Line(0, "KIT-1", "Kit", Money(0))
    with pytest.raises(NothingToRefundError):
        plan_refund("k", (*LINES, gift), {0: 1, 1: 2, 2: 1}, {0: 1}, Money(0), Money(18690))


@pytest.mark.scenario("bonifiq", 34)
def test_the_share_of_a_discount_that_stays_is_rounded_half_up() -> None:
    """Half a cent of 0.01 stays with the piece that is kept; to even it would be none."""
    even = (Line(1, "A", "A", Money(100)), Line(2, "B", "B", Money(100)))
    refund = plan_refund("k", even, {1: 1, 2: 1}, {1: 1}, Money(1), Money(199))
    assert (refund.total_after, refund.value) == (Money(99), Money(100))


@pytest.mark.scenario("bonifiq", 18)
def test_lines_of_one_sku_are_merged_into_one_entry() -> None:
    twice = (FILTER, Line(3, "CAF-02", "Filtro de papel", Money(1000), 1), PRESS)
    refund = plan_refund(
        "k", twice, {1: 2, 2: 1, 3: 1}, {1: 1, 3: 1}, Money(0), Money(3700 + 1000 + 14990)
    )
    assert refund.by_sku == (("CAF-02", Money(2850)),)


sold = st.lists(st.tuples(st.integers(1, 10**5), st.integers(1, 6)), min_size=1, max_size=6)


@given(sold, st.data())
def test_successive_returns_never_lose_a_cent_and_end_in_a_cancellation(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    lines = tuple(Line(i, f"S{i % 3}", "x", Money(p), n) for i, (p, n) in enumerate(rows))
    gross = sum(line.total.minor for line in lines)
    discounts = Money(data.draw(st.integers(0, gross)))
    paid = current = Money(gross) - discounts
    remaining = {line.id: line.quantity for line in lines}
    refunded = Money(0)
    while True:
        line_id = data.draw(st.sampled_from([i for i, n in remaining.items() if n]))
        chosen = {line_id: data.draw(st.integers(1, remaining[line_id]))}
        try:
            refund = plan_refund("k", lines, remaining, chosen, discounts, current)
        except EverythingReturnedError:
            break
        except NothingToRefundError:
            assert discounts.minor > 0
            return
        assert refund.value == current - refund.total_after
        assert sum(value.minor for _, value in refund.by_sku) == refund.value.minor
        assert all(value.minor >= 0 for _, value in refund.by_sku)
        refunded += refund.value
        current = refund.total_after
        remaining = {i: n - chosen.get(i, 0) for i, n in remaining.items()}
    assert refunded + current == paid
    assert current.minor >= 0
