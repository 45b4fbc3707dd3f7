"""The store's products and what is typed against them."""

from pathlib import Path

import pytest

from pos_app.checkout.catalogue import CatalogueError, load, looks_like_code
from pos_app.checkout.entry import read_discount
from pos_app.core.basket import Basket
from pos_app.core.identifiers import Misread, MisreadError
from pos_app.core.money import Money
from tests.unit.checkout.shop import FILTER, PRESS

HEADER = "sku,ean,title,price,brand,category,hidden\n"
BASKET = Basket().add(FILTER, 2).add(PRESS)


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "products.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_products_are_found_by_code_and_by_sku(tmp_path: Path, encoding: str) -> None:
    text = HEADER + 'A-1,7891000100103,Açaí,12.50,Marca,Polpas,\nB-2,,Kit,"9,90",,,yes\n'
    catalogue = load(written(tmp_path, text, encoding), "BRL")
    assert len(catalogue) == 2
    found = catalogue.by_code("7891000100103")
    assert found is not None
    assert (found.title, found.price, found.brand) == ("Açaí", Money(1250), "Marca")
    assert catalogue.by_code(" a-1 ") == found
    assert catalogue.by_code("B-2") is None
    hidden = catalogue.by_sku(" b-2 ")
    assert hidden is not None
    assert hidden.price == Money(990)


@pytest.mark.parametrize(
    ("row", "line", "word"),
    [
        ("A,1,x,1.00,,,\n,1,x,1.00,,,\n", 3, "sku and a title"),
        ("A,1,,1.00,,,\n", 2, "sku and a title"),
        ("A,12x,x,1.00,,,\n", 2, "digits"),
        ("A,1,x,abc,,,\n", 2, "price"),
        ("A,1,x,,,,\n", 2, "price"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, row: str, line: int, word: str) -> None:
    with pytest.raises(CatalogueError, match=rf"line {line}: .*{word}"):
        load(written(tmp_path, HEADER + row), "BRL")


def test_a_missing_or_unreadable_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        load(tmp_path / "none.csv", "BRL")
    path = tmp_path / "latin.csv"
    path.write_bytes(HEADER.encode() + "A,1,Açaí,1.00,,,\n".encode("latin-1"))
    with pytest.raises(CatalogueError):
        load(path, "BRL")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7891000100103", True), ("12345678", True), ("1234567", False), ("12,50", False)],
)
def test_long_digits_are_a_code_and_never_a_price(text: str, expected: bool) -> None:
    assert looks_like_code(text) is expected


@pytest.mark.parametrize(
    ("text", "minor"),
    [("6,90", 690), ("10%", 1869), ("12,5%", 2336), ("100%", 18690), ("0", 0), ("0%", 0)],
)
def test_a_discount_is_an_amount_or_a_percentage(text: str, minor: int) -> None:
    assert read_discount(text, BASKET) == Money(minor)


def test_an_empty_discount_takes_it_away() -> None:
    assert read_discount("  ", BASKET) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("186,91", Misread.AMOUNT_TOO_LARGE),
        ("101%", Misread.AMOUNT_FORM),
        ("100,5%", Misread.AMOUNT_FORM),
        ("-5%", Misread.AMOUNT_FORM),
        ("%", Misread.AMOUNT_FORM),
        ("5%%", Misread.AMOUNT_FORM),
        ("x", Misread.AMOUNT_FORM),
    ],
)
def test_an_impossible_discount_is_refused(text: str, reason: Misread) -> None:
    with pytest.raises(MisreadError) as caught:
        read_discount(text, BASKET)
    assert caught.value.reason is reason
