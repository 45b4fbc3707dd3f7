"""The recognition table of the contract's 5.2, and where its rows overlap."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.identifiers import Misread, MisreadError
from pos_app.providers.punchh.lookups import (
    FIND_FIELDS,
    ON_CHECKINS,
    Kind,
    Lookup,
    lookup,
    readings,
)

E, P, C, Q = Kind.EMAIL, Kind.PHONE, Kind.CARD, Kind.QR_CODE
R, D, S = Kind.REDEMPTION_CODE, Kind.DRIVE_THRU, Kind.SINGLE_SCAN


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ola@mail.example", [E]),
        ("5005550142", [P, S]),
        ("a00555014b", [S]),
        ("6012345678901234", [C, S]),
        ("601234567890123", [S]),
        ("60123456789012345", [S]),
        ("5550142", [R, S]),
        ("555014", [S]),
        ("55501", []),
        ("5550", [D]),
        ("aB3x", [D]),
        ("P1", [Q]),
        ("P", []),
        ("P123", [Q, D]),
        ("P1234567890A", [Q]),
        ("P1234567890AB", []),
        ("p123", [D]),
        ("PunchhxPunchh", [Q]),
        ("PunchhPunchh", [Q]),
        ("Punchh" + "x" * 500 + "Punchh", [Q]),
        ("Punchhxx", [Q]),
        ("xPunchhxxPunchh", []),
        ("S1234567", [Q]),
        ("S123456", []),
        ("S12", []),
        ("S123", [D]),
        ("deadbeef", [S]),
        ("DEADBEEF42", [S]),
        ("f" * 34, [S]),
        ("f" * 35, []),
        ("fade", [D]),
        ("faded", []),
        ("faded0", [S]),
        ("a@b.co", [E]),
        ("Pa@b.co", [E, Q]),
        ("Punchh@x.Punchh", [E, Q]),
        ("P@", [Q]),
    ],
)
def test_all_that_a_text_can_be_the_preferred_first(text: str, kinds: list[Kind]) -> None:
    if not kinds:
        with pytest.raises(MisreadError) as raised:
            readings(text)
        assert raised.value.reason is Misread.UNRECOGNISED
        return
    found = readings(text)
    assert [one.kind for one in found] == kinds
    assert lookup(text) == found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 5005550142\r\n", Lookup(P, "5005550142")),
        ("(500) 555-0142", Lookup(P, "5005550142")),
        ("500.555.0142", Lookup(P, "5005550142")),
        ("+1 500 555 0142", Lookup(P, "5005550142")),
        ("6012 3456 7890 1234", Lookup(C, "6012345678901234")),
        ("Ola@Mail.Example", Lookup(E, "Ola@mail.example")),
    ],
)
def test_people_group_the_digits_of_telephones_and_cards(text: str, expected: Lookup) -> None:
    assert lookup(text) == expected


def test_seven_grouped_digits_are_no_redemption_code() -> None:
    with pytest.raises(MisreadError):
        readings("555-0142")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Misread.EMPTY),
        ("  ", Misread.EMPTY),
        ("P" * 513, Misread.TOO_LONG),
        ("P1\x002", Misread.STRANGE_CHARACTERS),
        ("P1\u200b2", Misread.STRANGE_CHARACTERS),
        ("٥٠٠٥٥٥٠١٤٢", Misread.STRANGE_CHARACTERS),
        ("ola@mail", Misread.EMAIL_FORM),
        ("+15005", Misread.PHONE_FORM),
        ("+447400123456", Misread.PHONE_FORM),
        ("+5511988887766", Misread.PHONE_FORM),
        ("two words", Misread.UNRECOGNISED),
    ],
)
def test_what_is_none_of_them_is_refused_with_a_reason(text: str, reason: Misread) -> None:
    with pytest.raises(MisreadError) as raised:
        lookup(text)
    assert raised.value.reason is reason


DIGITS = st.text("0123456789", min_size=1, max_size=40)
PREFERRED = {4: D, 7: R, 10: P, 16: C}


@given(DIGITS)
def test_digits_go_by_their_number(text: str) -> None:
    """A scanned code may be of digits alone: it comes last, and is never lost."""
    fits_scan = 6 <= len(text) <= 34
    if len(text) not in PREFERRED and not fits_scan:
        with pytest.raises(MisreadError):
            readings(text)
        return
    kinds = [one.kind for one in readings(text)]
    expected = [PREFERRED[len(text)]] if len(text) in PREFERRED else []
    assert kinds == expected + ([S] if fits_scan else [])


RULES: dict[Kind, Callable[[str], object]] = {
    P: lambda t: re.fullmatch(r"\d{10}", t),
    C: lambda t: re.fullmatch(r"\d{16}", t),
    R: lambda t: re.fullmatch(r"\d{7}", t),
    D: lambda t: len(t) == 4 and t.isalnum(),
    S: lambda t: 6 <= len(t) <= 34 and set(t) <= set("0123456789abcdefABCDEF"),
    Q: lambda t: (
        (2 <= len(t) <= 12 and t[0] == "P")
        or (13 <= len(t) <= 512 and t.startswith("Punchh") and t.endswith("Punchh"))
        or (len(t) == 8 and t[0] == "S")
    ),
}
"""The table again, in other words."""

SHAPED = st.one_of(
    st.text("0123456789abcdefABCDEFPSx", min_size=1, max_size=40),
    st.builds("Punchh{}Punchh".format, st.text("aPS0", max_size=30)),
    st.builds("P{}".format, st.text("unch0", max_size=14)),
    st.builds("S{}".format, st.text("0a", min_size=5, max_size=9)),
)


@given(SHAPED)
def test_every_row_of_the_table_that_fits_is_a_reading_in_the_stated_order(text: str) -> None:
    expected = [kind for kind in Kind if kind in RULES and RULES[kind](text)]
    try:
        found = readings(text)
    except MisreadError:
        found = ()
    assert [one.kind for one in found] == expected
    assert {one.value for one in found} <= {text}


def test_what_each_kind_is_good_for() -> None:
    assert {kind for kind in Kind if Lookup(kind, "x").find_field} == {E, P, Q, S}
    assert FIND_FIELDS[S] == "otp"
    assert set(Kind) - ON_CHECKINS == {D}


@pytest.mark.parametrize("kind", list(Kind))
def test_no_repr_shows_who_is_looked_up(kind: Kind) -> None:
    value = "olivia@mail.example" if kind is E else "5005550142"
    shown = repr(Lookup(kind, value))
    assert "oliv" not in shown
    assert "500555" not in shown
