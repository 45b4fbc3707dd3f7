"""The receipt on paper, whatever stands on it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_app.checkout.state import Marking, TillState
from pos_app.core.basket import Basket, Line
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Tender, order_lines
from pos_app.core.paper import PaperCode, PaperLine, PaperPart, Style
from pos_app.core.sale import Sale
from pos_app.devices.escpos import encode
from pos_app.devices.letters import Letters
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.paper import derive_paper
from tests.screens.examples import STATES, paid, till
from tests.unit.devices.paper_reader import read

MONEY = MoneyText("pt_BR")
LETTERS = Letters("cp850")
WIDTHS = (32, 42, 48, 64)


def lines_of(parts: tuple[PaperPart, ...]) -> list[PaperLine]:
    return [part for part in parts if isinstance(part, PaperLine)]


def paper(state: TillState, width: int = 48, copy: int = 1) -> tuple[PaperPart, ...]:
    assert state.receipt is not None
    return derive_paper(state, state.receipt, MONEY, width=width, spell=LETTERS.spell, copy=copy)


def text_of(state: TillState, width: int = 48, copy: int = 1) -> str:
    return "\n".join(line.text for line in lines_of(paper(state, width, copy)))


sold = st.builds(
    Line,
    id=st.integers(1, 99),
    sku=st.just("S"),
    title=st.text(max_size=120),
    unit_price=st.integers(0, 99_999_999).map(Money),
    quantity=st.integers(1, 999),
)


def sale_of(lines: list[Line], given_more: int, method: Method) -> Sale:
    basket = Basket(lines=tuple(lines))
    total = basket.payable
    tender = Tender(method, total, total + Money(given_more))
    order = Order("o", total, order_lines(basket.lines, total), tender, "2025-06-02T14:55:00+00:00")
    return replace(paid(), basket=basket, order=order, redemption=STATES["basket"].sale.redemption)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(sold, min_size=1, max_size=6),
    store=st.text(max_size=80),
    given_more=st.integers(0, 10_000_000),
    method=st.sampled_from(Method),
    width=st.sampled_from(WIDTHS),
    copy=st.integers(1, 3),
)
def test_every_line_fits_and_every_amount_survives(
    lines: list[Line], store: str, given_more: int, method: Method, width: int, copy: int
) -> None:
    sale = sale_of(lines, given_more, method)
    state = till(receipt=sale)
    state = replace(state, identity=replace(state.identity, store=store, marking=Marking.DEMO))
    parts = derive_paper(state, sale, MONEY, width=width, spell=LETTERS.spell, copy=copy)
    printed = [line.text for line in read(encode(parts, LETTERS, cut=True)).lines]
    assert max(map(len, printed)) <= width
    assert printed == [line.text for line in lines_of(parts)]
    amounts = [MONEY.plain(line.total) for line in sale.lines]
    assert sale.order is not None
    amounts += [MONEY.plain(sale.order.total)]
    if method is Method.CASH:
        amounts += [MONEY.plain(sale.order.tender.given)]
    for amount in amounts:
        assert any(line.endswith(amount) for line in printed), amount


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [name for name, state in STATES.items() if state.receipt])
def test_every_receipt_fits_its_paper(name: str, width: int) -> None:
    assert max(len(line.text) for line in lines_of(paper(STATES[name], width))) <= width


def test_a_long_title_goes_on_in_the_next_line_and_loses_nothing() -> None:
    title = "Camiseta básica de algodão orgânico manga longa azul marinho tamanho extra grande"
    sale = sale_of([Line(1, "S", title, Money(4990))], 0, Method.CARD)
    words = text_of(till(receipt=sale), 32).split()
    assert " ".join(words).count(title) == 1


def test_amounts_stand_at_the_edge() -> None:
    ends = [line.text for line in lines_of(paper(STATES["receipt"])) if line.text.endswith(",80")]
    assert [len(line) for line in ends] == [48]


def test_practice_is_marked_at_both_ends_and_cannot_be_overlooked() -> None:
    state = STATES["receipt"]
    for marking, word in ((Marking.DEMO, "DEMO"), (Marking.SANDBOX, "SANDBOX")):
        marked = paper(replace(state, identity=replace(state.identity, marking=marking)))
        lines = lines_of(marked)
        for line in (lines[0], lines[-1]):
            assert word in line.text
            assert line.style is Style.INVERSE
            assert len(line.text) == 48
    assert not any(line.style is Style.INVERSE for line in lines_of(paper(state)))


def test_a_copy_says_so() -> None:
    assert "opy" not in text_of(STATES["receipt"])
    assert "*** Copy 2 of this receipt ***" in text_of(STATES["receipt"], copy=2)
    assert "*** Copy 3 of this receipt ***" in text_of(STATES["receipt"], copy=3)


def test_nobody_is_named_but_by_a_mask() -> None:
    text = text_of(STATES["receipt"])
    assert "CPF ***.456.789-**" in text
    for secret in ("12345678909", "Maria", "Silva", "maria@", "98765", "8778"):
        assert secret not in text


def test_the_redemption_can_be_named_to_support() -> None:
    assert "Redemption 8F2K-19QX" in text_of(STATES["receipt"])


def test_the_barcode_of_the_screen_is_on_the_paper() -> None:
    codes = [p for p in paper(STATES["receipt_with_barcode"]) if isinstance(p, PaperCode)]
    assert len(codes) == 1
    assert codes[0].digits in text_of(STATES["receipt_with_barcode"])
    assert not any(isinstance(part, PaperCode) for part in paper(STATES["receipt"]))


def test_the_total_stands_out() -> None:
    tall = [line.text for line in lines_of(paper(STATES["receipt"])) if line.style is Style.TALL]
    assert len(tall) == 1
    assert tall[0].startswith("TOTAL")
    assert tall[0].endswith("R$ 230,00")


@pytest.mark.usefixtures("portuguese")
def test_in_portuguese_the_paper_reads_well() -> None:
    text = text_of(STATES["receipt"], copy=2)
    assert "*** 2ª via deste recibo ***" in text
    assert "Camiseta básica azul M" in text
    assert "Resgate 8F2K-19QX" in text
