"""Where a code can go; contract, 4.1."""

import pytest

from pos_app.core.identifiers import Misread, MisreadError
from pos_app.providers.punchh.addresses import (
    PLACEHOLDERS,
    Mail,
    Phone,
    is_placeholder,
    reachable_by,
    searched_phone,
    split_phone,
)


@pytest.mark.parametrize(
    ("text", "region", "ext", "number"),
    [
        ("+15005550142", "US", "+1", "5005550142"),
        ("5005550142", "US", "+1", "5005550142"),
        ("(500) 555-0142", "US", "+1", "5005550142"),
        ("1 500 555 0142", "US", "+1", "5005550142"),
        ("+5511988887766", "US", "+55", "11988887766"),
        ("11988887766", "BR", "+55", "11988887766"),
        ("+390612345678", "US", "+39", "0612345678"),
        ("+447400123456", "US", "+44", "7400123456"),
    ],
)
def test_a_number_is_split_into_country_code_and_national_digits(
    text: str, region: str, ext: str, number: str
) -> None:
    assert split_phone(text, region) == Phone(ext, number)


@pytest.mark.parametrize("text", ["", "12", "+", "ana", "+999123456789", "1" * 20])
def test_what_can_be_no_number_is_refused_without_its_digits(text: str) -> None:
    with pytest.raises(MisreadError) as raised:
        split_phone(text)
    assert raised.value.reason is Misread.PHONE_FORM
    assert str(raised.value) == "phone_form"
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "region", "digits"),
    [
        ("+15005550142", "US", "5005550142"),
        ("+15005550142", "CA", "5005550142"),
        ("+447400123456", "US", None),
        ("+447400123456", "GB", "7400123456"),
        ("+5511988887766", "BR", None),
    ],
)
def test_only_ten_domestic_digits_are_searched(text: str, region: str, digits: str | None) -> None:
    assert searched_phone(text, region) == digits


@pytest.mark.parametrize("domain", sorted(PLACEHOLDERS))
def test_addresses_that_punchh_made_up_get_no_mail(domain: str) -> None:
    assert is_placeholder(f"5005550142@{domain}")
    assert is_placeholder(f"5005550142@{domain.upper()}")
    assert not is_placeholder(f"5005550142@mail.{domain}")
    assert reachable_by("5005550142", f"x@{domain}") == (Phone("+1", "5005550142"),)
    assert reachable_by(None, f"x@{domain}") == ()


@pytest.mark.parametrize(
    ("phone", "email", "expected"),
    [
        ("5005550142", "ola@mail.example", (Phone("+1", "5005550142"), Mail("ola@mail.example"))),
        ("+15005550142", None, (Phone("+1", "5005550142"),)),
        ("", "Ola@Mail.Example", (Mail("Ola@mail.example"),)),
        ("12", "ola", ()),
        (None, None, ()),
    ],
)
def test_a_guest_is_reached_by_what_is_on_file(
    phone: str | None, email: str | None, expected: tuple[Phone | Mail, ...]
) -> None:
    assert reachable_by(phone, email) == expected


def test_no_repr_shows_an_address() -> None:
    shown = f"{Phone('+1', '5005550142')!r} {Mail('olivia@mail.example')!r}"
    assert "500555" not in shown
    assert "oliv" not in shown
    assert "mail.example" not in shown
