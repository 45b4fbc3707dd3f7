"""EAN-13: the check digit of a number, and its bars (ISO/IEC 15420)."""

import re

DIGITS = 13
MODULES = 95
QUIET_LEFT, QUIET_RIGHT = 11, 7
"""Modules that stay white beside the bars, without which no scanner finds them."""

_ODD = (
    *("0001101", "0011001", "0010011", "0111101", "0100011"),
    *("0110001", "0101111", "0111011", "0110111", "0001011"),
)
_RIGHT = tuple(code.translate({48: "1", 49: "0"}) for code in _ODD)
_EVEN = tuple(code[::-1] for code in _RIGHT)
_PARITIES = (
    *("OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE"),
    *("OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"),
)
"""How the left half is written tells the first digit, which has no bars of its own."""
_GUARD, _CENTRE = "101", "01010"


def complete(number: str) -> str:
    """Twelve digits with their check digit."""
    if not re.fullmatch(r"[0-9]{12}", number):
        raise ValueError("an EAN-13 is made of twelve digits and a check digit")
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number))
    return f"{number}{-weighed % 10}"


def modules(code: str) -> str:
    """``1`` for each module that is black, from the left guard to the right one."""
    if len(code) != DIGITS or complete(code[:-1]) != code:
        raise ValueError("not an EAN-13")
    first, *digits = (int(digit) for digit in code)
    left = (
        (_ODD if parity == "O" else _EVEN)[digit]
        for parity, digit in zip(_PARITIES[first], digits[:6], strict=True)
    )
    right = (_RIGHT[digit] for digit in digits[6:])
    return "".join((_GUARD, *left, _CENTRE, *right, _GUARD))
