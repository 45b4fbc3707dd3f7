"""What a document may show of an exchange, and what it may not."""

import json
from decimal import Decimal

import pytest

from pos_app.certification.masking import Masks, readable
from pos_app.certification.punchh.masks import RULES
from pos_app.certification.results import Exchanged

PHONE, MAIL = "5005550142", "ola@guests.example"
KEYS = (("authorization", "Token token=loc-demo-17, btoken=0b7e-demo"), ("host", "127.0.0.1"))


def exchanged(
    body: object = None,
    answer: object = None,
    *,
    path: str = "/api/pos/meta",
    query: str = "",
    headers: tuple[tuple[str, str], ...] = KEYS,
) -> Exchanged:
    sent = b"" if body is None else json.dumps(body).encode()
    told = b"" if answer is None else json.dumps(answer).encode()
    return Exchanged("any", "GET", path, query, headers, sent, 200, told)


def shown(one: Exchanged) -> str:
    masks = Masks(RULES, [one])
    bodies = (readable(masks.body(body)) for body in (one.body, one.answer or b""))
    headers = (f"{name}: {value}" for name, value in masks.headers(one))
    return "\n".join([masks.target(one), *headers, *bodies])


def test_members_are_masked_by_their_names() -> None:
    guest = {"id": 90017, "first_name": "Ola", "phone": PHONE, "email": MAIL, "loyalty_cards": []}
    text = shown(exchanged(answer={**guest, "loyalty_cards": ["7700123400090017"]}))
    assert '"id": 90017' in text
    for masked in ('"‹name›"', '"•••• 0142"', '"•••@•••.example"', '["•••• 0017"]'):
        assert masked in text


def test_a_number_that_is_a_telephone_is_masked_too() -> None:
    assert PHONE not in shown(exchanged(answer={"phone": int(PHONE)}))


def test_a_query_is_read_and_masked() -> None:
    one = exchanged(path="/api/pos/users/search", query="email=ola%40guests.example")
    assert shown(one).startswith("/api/pos/users/search?email=•••@•••.example")


def test_only_headers_that_matter_are_shown_and_keys_are_not() -> None:
    text = shown(exchanged())
    assert "Authorization: Token token=‹location key›, btoken=‹business key›" in text
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    "quoting",
    [
        f"no account for {PHONE}",
        f"+1{PHONE} is unknown",
        f"<{MAIL}> is unknown",
        "key loc-demo-17 is unknown",
        "Ola is unknown",
    ],
)
def test_what_is_masked_once_is_masked_wherever_it_stands(quoting: str) -> None:
    one = exchanged({"phone": PHONE, "email": MAIL, "first_name": "Ola"}, {"error": quoting})
    text = shown(one)
    for secret in (PHONE, MAIL, "loc-demo-17", "Ola"):
        assert secret not in text
    assert "unknown" in text or "no account" in text


def test_a_short_secret_is_no_part_of_longer_words() -> None:
    text = shown(exchanged({"token": "4417", "first_name": "Ola"}, {"id": 94417, "said": "Cola"}))
    assert '"id": 94417' in text
    assert "Cola" in text


def test_a_coupon_is_a_code_and_a_reward_is_none() -> None:
    items = [
        {"discount_type": "redemption_code", "discount_id": "SBXMANY"},
        {"discount_type": "reward", "discount_id": "55120"},
    ]
    text = shown(exchanged({"items": items}))
    assert "SBXMANY" not in text
    assert "55120" in text


def test_what_is_looked_up_is_masked_as_what_it_is() -> None:
    text = shown(exchanged({"lookup_field": "phone", "lookup_value": PHONE}))
    assert '"lookup_value": "•••• 0142"' in text
    text = shown(exchanged({"lookup_field": "nfc_token", "lookup_value": "nfc-90017"}))
    assert '"lookup_value": "‹code›"' in text


def test_a_page_that_is_no_json_is_masked_as_text() -> None:
    one = exchanged({"phone": PHONE})
    page = Exchanged("any", "GET", "/", "", (), one.body, 403, f"<p>{PHONE}</p>".encode())
    assert PHONE not in shown(page)


def test_numbers_stay_as_they_were_written() -> None:
    assert readable({"amount": Decimal("28.90"), "serial_number": Decimal("1.0")}) == (
        '{"amount": 28.90, "serial_number": 1.0}'
    )


def test_long_documents_are_broken_and_rows_stay_rows() -> None:
    row = {"name": "x" * 60, "text": "y" * 60}
    text = readable({"rows": [row, row], "more": "z" * 90})
    assert len(text.splitlines()) == 7
    assert json.loads(text) == {"rows": [row, row], "more": "z" * 90}
