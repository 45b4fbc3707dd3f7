from typing import NamedTuple

import pytest

from pos_app.core.money import Money
from pos_app.screens.money_text import MoneyText


class Case(NamedTuple):
    region: str
    amount: Money
    full: str
    plain: str


CASES = (
    Case("pt_BR", Money(123456), "R$\xa01.234,56", "1.234,56"),
    Case("pt_BR", Money(5), "R$\xa00,05", "0,05"),
    Case("pt_BR", Money(-2000), "−R$\xa020,00", "−20,00"),
    Case("pt_BR", Money(99999999999), "R$\xa0999.999.999,99", "999.999.999,99"),
    Case("pt_BR", Money(123456, "USD"), "US$\xa01.234,56", "1.234,56"),
    Case("en_US", Money(123456), "R$\xa01,234.56", "1,234.56"),
    Case("de_DE", Money(123456, "EUR"), "1.234,56\xa0€", "1.234,56"),
    Case("ja_JP", Money(1234, "JPY"), "￥\xa01,234", "1,234"),
    Case("pt_BR", Money(1234567, "KWD"), "KWD\xa01.234,567", "1.234,567"),
)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.region} {c.amount.minor}" for c in CASES])
def test_amounts_are_written_as_the_region_writes_them(case: Case) -> None:
    money = MoneyText(case.region)
    assert (money.full(case.amount), money.plain(case.amount)) == (case.full, case.plain)


def test_what_is_taken_off_has_a_real_minus_sign() -> None:
    assert MoneyText("pt_BR").taken_off(Money(2000)) == "−20,00"
    assert MoneyText("pt_BR").taken_off(Money(0)) == "0,00"


def test_a_typed_amount_has_no_grouping() -> None:
    assert MoneyText("pt_BR").typed(Money(123456)) == "1234,56"


@pytest.mark.usefixtures("english")
def test_the_region_does_not_follow_the_language() -> None:
    assert MoneyText("pt_BR").full(Money(123456)) == "R$\xa01.234,56"
