"""The bars are read back by their widths, from a table of its own."""

from itertools import groupby

import pytest

from pos_app.core.ean13 import MODULES, complete, modules
from pos_app.core.identifiers import is_ean

WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
"""Of the elements of a digit as the left half writes it with odd parity, which the right half
writes with the colours changed; with even parity they come the other way round."""
FIRST = {
    "111111": 0,
    "110100": 1,
    "110010": 2,
    "110001": 3,
    "101100": 4,
    "100110": 5,
    "100011": 6,
    "101010": 7,
    "101001": 8,
    "100101": 9,
}
"""By the left half's parities, odd ones as 1."""


def read_back(bars: str) -> str:
    widths = "".join(str(len(list(run))) for _, run in groupby(bars))
    start, left, centre = widths[:3], widths[3:27], widths[27:32]
    right, end = widths[32:56], widths[56:]
    assert (start, centre, end) == ("111", "11111", "111")
    parities, digits = "", ""
    for four in (left[place : place + 4] for place in range(0, 24, 4)):
        is_odd = four in WIDTHS
        parities += "1" if is_odd else "0"
        digits += str(WIDTHS.index(four if is_odd else four[::-1]))
    for four in (right[place : place + 4] for place in range(0, 24, 4)):
        digits += str(WIDTHS.index(four))
    return f"{FIRST[parities]}{digits}"


@pytest.mark.parametrize(
    "code", ["4003994155486", "5901234123457", "9780201379624", "7891000315507", "0012345678905"]
)
def test_the_check_digit_is_the_published_one(code: str) -> None:
    assert complete(code[:12]) == code


def test_a_published_code_has_its_published_bars() -> None:
    left = "0001101 0100111 0111101 0001011 0010111 0011101"
    right = "1100110 1001110 1001110 1011100 1001000 1010000"
    expected = f"101 {left} 01010 {right} 101".replace(" ", "")
    assert modules("4003994155486") == expected


def test_every_code_is_read_back() -> None:
    numbers = [f"{(place * 24_990_000_019 + 7) % 10**12:012}" for place in range(400)]
    assert {number[0] for number in numbers} == set("0123456789")
    for number in numbers:
        code = complete(number)
        bars = modules(code)
        assert len(bars) == MODULES
        assert read_back(bars) == code
        assert is_ean(code)


@pytest.mark.parametrize(
    "wrong", ["", "51822091443", "5182209144371", "51822091443x", "５18220914437"]
)
def test_nothing_else_is_completed(wrong: str) -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        complete(wrong)


@pytest.mark.parametrize("wrong", ["5901234123456", "590123412345", "59012341234570"])
def test_a_wrong_check_digit_has_no_bars(wrong: str) -> None:
    with pytest.raises(ValueError, match="EAN-13"):
        modules(wrong)
