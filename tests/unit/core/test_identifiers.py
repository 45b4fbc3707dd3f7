"""What a cashier types or scans, well and badly."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.identifiers import (
    CustomerKey,
    IdentifierKind,
    Misread,
    MisreadError,
    clean,
    is_ean,
    mask,
    mask_email,
    mask_phone,
    read_amount,
    read_customer,
    read_email,
    read_phone,
    read_price,
    read_quantity,
)

CPF, CNPJ, EMAIL, PHONE = (
    IdentifierKind.CPF,
    IdentifierKind.CNPJ,
    IdentifierKind.EMAIL,
    IdentifierKind.PHONE,
)
ZERO_WIDTH, RIGHT_TO_LEFT, BOM = "\u200b", "\u200f", "\ufeff"


def misread(reader: Callable[[str], object], text: str) -> Misread:
    with pytest.raises(MisreadError) as caught:
        reader(text)
    assert not text.strip() or text.strip() not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("39053344705", CPF, "39053344705"),
        ("390.533.447-05", CPF, "39053344705"),
        (" 390 533 447 05 ", CPF, "39053344705"),
        ("390533447-05", CPF, "39053344705"),
        ("00000000191", CPF, "00000000191"),
        ("11222333000181", CNPJ, "11222333000181"),
        ("11.222.333/0001-81", CNPJ, "11222333000181"),
        ("12ABC34501DE35", CNPJ, "12ABC34501DE35"),
        ("12.abc.345/01de-35", CNPJ, "12ABC34501DE35"),
        ("ana@loja.com.br", EMAIL, "ana@loja.com.br"),
        ("Ana.Lima+loja@LOJA.com", EMAIL, "Ana.Lima+loja@loja.com"),
        ("o/1@loja.com", EMAIL, "o/1@loja.com"),
        ("+55 11 98765-4321", PHONE, "+5511987654321"),
        ("(11) 98765-4321", PHONE, "+5511987654321"),
        ("1133334444", PHONE, "+551133334444"),
        ("+351 912 345 678", PHONE, "+351912345678"),
    ],
)
def test_a_customer_is_recognised_in_every_usual_form(
    text: str, kind: IdentifierKind, value: str
) -> None:
    assert read_customer(text) == CustomerKey(kind, value)


@pytest.mark.parametrize("digit", "0123456789")
def test_eleven_or_fourteen_equal_digits_are_nobody(digit: str) -> None:
    assert misread(read_customer, digit * 11) is Misread.CPF_DIGITS
    assert misread(read_customer, digit * 14) is Misread.CNPJ_DIGITS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Misread.EMPTY),
        (" \t ", Misread.EMPTY),
        ("39053344704", Misread.CPF_DIGITS),
        ("390.533.447-06", Misread.CPF_DIGITS),
        ("123456789", Misread.CPF_DIGITS),
        ("11222333000182", Misread.CNPJ_DIGITS),
        ("12ABC34501DE36", Misread.CNPJ_DIGITS),
        ("ana", Misread.UNRECOGNISED),
        ("12345", Misread.UNRECOGNISED),
        ("1" * 30, Misread.UNRECOGNISED),
        ("39053344705\U0001f600", Misread.UNRECOGNISED),
        ("３９０５３３４４７０５", Misread.UNRECOGNISED),
        ("39053344705;", Misread.UNRECOGNISED),
        ("390533447\u200b05", Misread.STRANGE_CHARACTERS),
        (RIGHT_TO_LEFT + "39053344705", Misread.STRANGE_CHARACTERS),
        ("390533\n44705", Misread.STRANGE_CHARACTERS),
        ("390533\x0044705", Misread.STRANGE_CHARACTERS),
        (BOM + "39053344705", Misread.STRANGE_CHARACTERS),
        ("\ud800", Misread.STRANGE_CHARACTERS),
        ("3" * 10_000, Misread.TOO_LONG),
        ("a" * 10_000 + "@loja.com", Misread.TOO_LONG),
        ("ana@", Misread.EMAIL_FORM),
        ("@loja.com", Misread.EMAIL_FORM),
        ("ana@loja", Misread.EMAIL_FORM),
        ("ana lima@loja.com", Misread.EMAIL_FORM),
        ("a..b@loja.com", Misread.EMAIL_FORM),
        ("ana@-loja.com", Misread.EMAIL_FORM),
        ("ana@loja.com@loja.com", Misread.EMAIL_FORM),
        ("joão@loja.com", Misread.EMAIL_FORM),
        ("ana@loja.c0m", Misread.EMAIL_FORM),
        ("a" * 65 + "@loja.com", Misread.EMAIL_FORM),
        ("+55 11", Misread.PHONE_FORM),
        ("+", Misread.PHONE_FORM),
        ("(11) 1234", Misread.PHONE_FORM),
        ("+999 1234567890", Misread.PHONE_FORM),
    ],
)
def test_what_is_no_customer_is_refused_with_its_reason(text: str, reason: Misread) -> None:
    assert misread(read_customer, text) is reason


@given(st.text(max_size=300))
def test_any_text_is_a_customer_or_a_misread_and_never_a_crash(text: str) -> None:
    try:
        key = read_customer(text)
    except MisreadError:
        return
    assert key.value.isascii()
    assert read_customer(key.value) == key


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.5", 1250),
        ("12,50", 1250),
        ("12.50", 1250),
        ("0,01", 1),
        ("0", 0),
        ("007", 700),
        ("12,", 1200),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("1.234.567,8", 123456780),
        ("R$ 1.234,56", 123456),
        ("R$12,50", 1250),
        ("US$ 12.50", 1250),
        ("€ 3", 300),
        (" 9,90 ", 990),
        ("999999999,99", 99999999999),
    ],
)
def test_an_amount_may_use_either_separator(text: str, minor: int) -> None:
    assert read_amount(text).minor == minor


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Misread.EMPTY),
        ("1.2,3", Misread.AMOUNT_FORM),
        ("1,2.3", Misread.AMOUNT_FORM),
        ("1,234", Misread.AMOUNT_DECIMALS),
        ("1.234", Misread.AMOUNT_DECIMALS),
        ("1.234,567", Misread.AMOUNT_DECIMALS),
        ("1.23.456", Misread.AMOUNT_FORM),
        ("1.234,567.89", Misread.AMOUNT_FORM),
        ("1,234.567,89", Misread.AMOUNT_FORM),
        ("1234.567,89", Misread.AMOUNT_FORM),
        ("1.234.56", Misread.AMOUNT_FORM),
        (",50", Misread.AMOUNT_FORM),
        ("-5", Misread.AMOUNT_FORM),
        ("+5", Misread.AMOUNT_FORM),
        ("1e5", Misread.AMOUNT_FORM),
        ("0x10", Misread.AMOUNT_FORM),
        ("nan", Misread.AMOUNT_FORM),
        ("1 234", Misread.AMOUNT_FORM),
        ("5%", Misread.AMOUNT_FORM),
        ("１２", Misread.AMOUNT_FORM),
        ("٣", Misread.AMOUNT_FORM),
        ("12\U0001f600", Misread.AMOUNT_FORM),
        ("1\u200b2", Misread.STRANGE_CHARACTERS),
        (RIGHT_TO_LEFT + "12", Misread.STRANGE_CHARACTERS),
        ("1\n2", Misread.STRANGE_CHARACTERS),
        ("1000000000", Misread.AMOUNT_TOO_LARGE),
        ("9" * 200, Misread.AMOUNT_TOO_LARGE),
        ("9" * 10_000, Misread.TOO_LONG),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, reason: Misread) -> None:
    assert misread(read_amount, text) is reason


def test_the_currency_decides_how_many_decimals_there_are() -> None:
    assert read_amount("12", "JPY").minor == 12
    assert misread(lambda text: read_amount(text, "JPY"), "12,5") is Misread.AMOUNT_DECIMALS
    assert read_amount("1,234", "KWD").minor == 1234


@given(st.text(max_size=300))
def test_any_text_is_an_amount_or_a_misread_and_never_negative(text: str) -> None:
    try:
        assert read_amount(text).minor >= 0
    except MisreadError:
        return


@given(st.integers(0, 10**11 - 1))
def test_every_amount_reads_back_as_it_is_written(minor: int) -> None:
    whole, cents = divmod(minor, 100)
    for text in (f"{whole},{cents:02}", f"{whole}.{cents:02}", f"{whole:,}.{cents:02}"):
        assert read_amount(text).minor == minor


def test_a_price_is_above_zero() -> None:
    assert read_price("0,01").minor == 1
    assert misread(read_price, "0,00") is Misread.AMOUNT_ZERO


@pytest.mark.parametrize(("text", "quantity"), [("1", 1), ("999", 999), (" 12 ", 12), ("007", 7)])
def test_a_quantity_is_a_whole_number(text: str, quantity: int) -> None:
    assert read_quantity(text) == quantity


@pytest.mark.parametrize("text", ["0", "-1", "1,5", "1000", "x", "１", "9" * 50, "1e2"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    assert misread(read_quantity, text) is Misread.QUANTITY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7891000100103", True),
        ("7891000100104", False),
        ("96385074", True),
        ("96385075", False),
        ("036000291452", True),
        ("1234", False),
        ("７８９１０００１００１０３", False),
        ("", False),
    ],
)
def test_a_product_code_has_a_right_check_digit(text: str, expected: bool) -> None:
    assert is_ean(text) is expected


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (CPF, "39053344705", "•••.533.447-••"),
        (CNPJ, "11222333000181", "••.•••.333/0001-••"),
        (EMAIL, "ana.lima@loja.com.br", "•••ma@•••.br"),
        (EMAIL, "ana@loja.com", "•••@•••.com"),
        (EMAIL, "anas@loja.com", "•••@•••.com"),
        (PHONE, "+5511987654321", "•••• 4321"),
        (PHONE, "1234567", "••••"),
    ],
)
def test_a_mask_shows_only_what_is_allowed(kind: IdentifierKind, value: str, shown: str) -> None:
    assert mask(kind, value) == shown
    assert CustomerKey(kind, value).masked == shown
    assert value not in repr(CustomerKey(kind, value))


@given(st.from_regex(r"[0-9]{8,15}", fullmatch=True))
def test_a_masked_phone_keeps_four_digits(number: str) -> None:
    assert sum(c.isdigit() for c in mask_phone(number)) == 4


@given(st.from_regex(r"[a-z]{1,30}@[a-z]{2,20}\.[a-z]{2,5}", fullmatch=True))
def test_a_masked_address_keeps_two_letters_and_the_top_domain(address: str) -> None:
    local, _, domain = mask_email(address).partition("@")
    assert len(local.strip("•")) <= 2
    assert domain.removeprefix("•••.") == address.rpartition(".")[2]


def test_surrounding_space_is_no_part_of_what_was_typed() -> None:
    assert clean("\u00a0 x \n") == "x"
    assert read_email("  ana@Loja.COM ") == "ana@loja.com"
    assert read_phone(" 11 98765-4321 ") == "+5511987654321"


def test_a_misread_never_repeats_what_was_typed() -> None:
    with pytest.raises(MisreadError) as caught:
        read_customer("39053344704")
    assert "3905" not in repr(caught.value) + str(caught.value)
