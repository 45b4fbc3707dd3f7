"""The bytes that leave, against the exchanges of the contract's section 11."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_app import __version__
from pos_app.core.basket import Basket, Product
from pos_app.core.money import Money
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import bodies, requests
from pos_app.providers.punchh.addresses import Mail, Phone
from pos_app.providers.punchh.digest import digest
from pos_app.providers.punchh.discount_types import WITH_ID, DiscountType
from pos_app.providers.punchh.items import (
    Item,
    ItemType,
    gross_items,
    line_items,
    net_items,
    number_or_text,
)
from pos_app.providers.punchh.lookups import Kind, Lookup
from pos_app.providers.punchh.receipts import BadReceiptError
from pos_app.providers.punchh.requests import Consent, ConsentMissingError
from pos_app.providers.punchh.selecting import Selection, banked
from tests.unit.providers.punchh_check import (
    CLIENT,
    NOON,
    PHONE,
    UID,
    USER,
    VERIFIER,
    YES,
    basket,
    dollars,
    receipt,
    sale,
)


def text(draft: Draft) -> str:
    return (draft.body or b"").decode()


LINES = (
    '"line_items":['
    '{"item_name":"Lentil bowl","item_qty":1,"amount":11.00,"item_type":"M","item_id":512,'
    '"item_family":"20","item_group":"","serial_number":1.0},'
    '{"item_name":"Mint tea","item_qty":1,"amount":3.50,"item_type":"M","item_id":640,'
    '"item_family":"31","item_group":"","serial_number":2.0}]'
)
BLOCK = (
    f'"user_id":90017,"external_uid":"{UID}","receipt_datetime":"2031-03-04T12:15:09-05:00",'
    f'"subtotal_amount":14.50,"receipt_amount":14.50,"transaction_no":"70231",{LINES}'
)


# Start-up and guests


def test_the_reads_without_a_body() -> None:
    assert requests.configuration() == Draft("GET", "/api/pos/locations/configuration")
    assert requests.meta() == Draft("GET", "/api/pos/meta")


@pytest.mark.parametrize(
    ("kind", "value", "query"),
    [
        (Kind.PHONE, "5005550142", "phone=5005550142"),
        (Kind.EMAIL, "ola+x@mail.example", "email=ola%2Bx%40mail.example"),
        (Kind.CARD, "6012345678901234", "card_number=6012345678901234"),
        (Kind.QR_CODE, "P&a=b", "user_as_qrcode=P%26a%3Db"),
        (Kind.SINGLE_SCAN, "deadbeef", "single_scan_code=deadbeef"),
        (Kind.REDEMPTION_CODE, "5550142", "redemption_code=5550142"),
        (Kind.DRIVE_THRU, "aB3x", "drive_thru_code=aB3x"),
    ],
)
def test_a_search_has_exactly_one_parameter(kind: Kind, value: str, query: str) -> None:
    assert requests.search(Lookup(kind, value)) == Draft("GET", f"/api/pos/users/search?{query}")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Kind.PHONE, "phone"),
        (Kind.EMAIL, "email"),
        (Kind.QR_CODE, "user_as_qrcode"),
        (Kind.SINGLE_SCAN, "otp"),
    ],
)
def test_a_find_has_its_field_in_a_body(kind: Kind, field: str) -> None:
    draft = requests.find(Lookup(kind, "value"))
    assert (draft.method, draft.path) == ("GET", "/api/pos/users/find")
    assert text(draft) == f'{{"lookup_field":"{field}","lookup_value":"value"}}'


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.DRIVE_THRU, Kind.REDEMPTION_CODE])
def test_nobody_is_found_by_these(kind: Kind) -> None:
    with pytest.raises(ValueError, match="nobody is found by"):
        requests.find(Lookup(kind, "value"))


def test_a_balance_names_the_guest_in_quotes() -> None:
    draft = requests.balance(USER)
    assert (draft.method, draft.path) == ("GET", "/api/pos/users/balance")
    assert text(draft) == '{"user_id":"90017"}'


# The basket


@pytest.mark.parametrize("name", ["lookup", "auto_select"])
def test_a_look_up_brings_the_receipt(name: str) -> None:
    make = {"lookup": requests.lookup, "auto_select": requests.auto_select}[name]
    draft = make(receipt())
    assert (draft.method, draft.path) == ("POST", f"/api/pos/discounts/{name}")
    assert text(draft) == f"{{{BLOCK}}}"


def test_the_receipt_may_say_its_key_and_day() -> None:
    made = receipt(punchh_key="518220914437", business_date="2031-03-04")
    assert (
        '"transaction_no":"70231","punchh_key":"518220914437","business_date":"2031-03-04",'
        '"line_items"'
    ) in text(requests.lookup(made))
    assert "transaction_no" not in text(requests.lookup(receipt(transaction_no=None)))


def test_a_selection() -> None:
    chosen = (
        Selection(DiscountType.REWARD, "55120"),
        Selection(DiscountType.DISCOUNT_AMOUNT, value=dollars("3.04")),
        Selection(DiscountType.CARD_COMPLETION),
    )
    draft = requests.select(USER, chosen, UID)
    assert (draft.method, draft.path) == ("POST", "/api/pos/discounts/select")
    assert text(draft) == (
        '{"user_id":90017,"discount_basket_items_attributes":['
        '{"discount_type":"reward","discount_id":"55120"},'
        '{"discount_type":"discount_amount","discount_value":3.04},'
        f'{{"discount_type":"card_completion"}}],"external_uid":"{UID}"}}'
    )


@pytest.mark.parametrize(
    "selection",
    [
        *(Selection(kind) for kind in sorted(WITH_ID)),
        *(Selection(kind, "1") for kind in sorted(set(DiscountType) - WITH_ID)),
        Selection(DiscountType.DISCOUNT_AMOUNT),
        Selection(DiscountType.DISCOUNT_AMOUNT, "1", dollars("1")),
        Selection(DiscountType.REWARD, "1", dollars("1")),
        Selection(DiscountType.DISCOUNT_AMOUNT, value=dollars("0")),
        Selection(DiscountType.DISCOUNT_AMOUNT, value=dollars("-1")),
    ],
    ids=repr,
)
def test_a_selection_without_sense_never_leaves(selection: Selection) -> None:
    with pytest.raises(ValueError, match=r"go together|nothing to take off"):
        requests.select(USER, (selection,), UID)


@given(*[st.integers(1, 10**6)] * 3)
def test_banked_money_is_capped(wanted: int, balance: int, eligible: int) -> None:
    made = banked(
        Money(wanted, "USD"), balance=Money(balance, "USD"), eligible=Money(eligible, "USD")
    )
    assert made.value == Money(min(wanted, balance, eligible), "USD")


def test_taking_out_looking_and_letting_go() -> None:
    whose = f'{{"user_id":90017,"external_uid":"{UID}"}}'
    assert requests.unselect(USER, (8801, 8802), UID) == Draft(
        "DELETE",
        "/api/pos/discounts/unselect",
        f'{{"user_id":90017,"discount_basket_item_ids":[8801,8802],"external_uid":"{UID}"}}'.encode(),
    )
    assert requests.active(USER, UID) == Draft("GET", "/api/pos/discounts/active", whose.encode())
    assert requests.unlock(USER, UID) == Draft("PUT", "/api/pos/discounts/unlock", whose.encode())


@pytest.mark.parametrize("blank", ["", "  "])
def test_nothing_of_a_basket_goes_without_the_uid(blank: str) -> None:
    attempts: list[Callable[[], Draft]] = [
        lambda: requests.select(USER, (Selection(DiscountType.CARD_COMPLETION),), blank),
        lambda: requests.unselect(USER, (1,), blank),
        lambda: requests.active(USER, blank),
        lambda: requests.unlock(USER, blank),
        lambda: requests.lookup(receipt(external_uid=blank)),
        lambda: requests.commit(receipt(external_uid=blank)),
        lambda: requests.checkin(sale(external_uid=blank), Lookup(Kind.PHONE, "5005550142")),
    ]
    for make in attempts:
        with pytest.raises(BadReceiptError):
            make()


# Redeeming


def test_a_quote_is_the_commit_and_one_member_more() -> None:
    commit = requests.commit(receipt())
    quote = requests.quote(commit)
    assert (commit.method, commit.path) == ("POST", "/api/pos/batch_redemptions")
    assert text(commit) == f"{{{BLOCK}}}"
    assert (quote.method, quote.path) == (commit.method, commit.path)
    assert text(quote) == f'{{"query":true,{BLOCK}}}'
    assert requests.is_quote(quote)
    assert not requests.is_quote(commit)


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
PRICES = st.lists(st.tuples(NAMES, st.integers(0, 10**6), st.integers(1, 20)), max_size=8)


@pytest.mark.scenario("punchh", 28)
@given(PRICES, st.integers(0, 10**7))
def test_a_receipt_always_balances_to_the_cent(
    lines: list[tuple[str, int, int]], discount: int
) -> None:
    made = Basket(currency="USD")
    for name, price, quantity in lines:
        made = made.add(Product(name, name, Money(price, "USD")), quantity)
    made = made.with_discount(Money(discount, "USD"))
    commit = requests.commit(receipt(basket=made))
    quote = requests.quote(commit)
    assert requests.commit(receipt(basket=made)) == commit
    assert (quote.body or b"").replace(b'"query":true,', b"", 1) == commit.body
    body = json.loads(commit.body or b"", parse_float=Decimal)
    assert json.loads(quote.body or b"", parse_float=Decimal) == {"query": True, **body}
    amounts = [line["amount"] for line in body["line_items"]]
    assert sum(amounts) == body["receipt_amount"] == body["subtotal_amount"]
    assert all(amount >= 0 for amount in amounts)
    assert all(-amount.as_tuple().exponent <= 2 for amount in amounts)
    assert body["receipt_amount"] == made.payable.to_decimal()


def test_the_tills_own_discount_is_netted_into_the_lines() -> None:
    burger = Product("1", "Burger", dollars("10.00"))
    made = Basket(currency="USD").add(burger).with_discount(dollars("2.00"))
    assert [item.amount for item in net_items(made)] == [dollars("8.00")]
    assert '"amount":8.00' in text(requests.commit(receipt(basket=made)))
    assert [(i.type, i.amount) for i in gross_items(made)] == [
        (ItemType.MENU, dollars("10.00")),
        (ItemType.DISCOUNT, dollars("2.00")),
    ]


def test_a_redemption_has_no_discount_among_its_lines() -> None:
    with pytest.raises(ValueError, match="net"):
        line_items(gross_items(basket().with_discount(dollars("1.00"))))


@pytest.mark.scenario("punchh", 21)
def test_amounts_that_differ_never_leave() -> None:
    block = bodies.ReceiptBlock(
        user_id=USER,
        external_uid=UID,
        receipt_datetime="x",
        subtotal_amount=Decimal("1.00"),
        receipt_amount=Decimal(1),
        line_items=(),
    )
    with pytest.raises(ValueError, match="the same amount"):
        replace(block, receipt_amount=Decimal("1.01"))


@pytest.mark.parametrize(
    ("sku", "written"),
    [
        ("512", 512),
        ("7891000315507", 7891000315507),
        ("0", 0),
        ("0512", "0512"),
        ("CAF-02", "CAF-02"),
        ("", ""),
        ("٣", "٣"),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, "9" * 19),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_an_id_is_a_number_where_that_loses_nothing(sku: str, written: int | str) -> None:
    assert number_or_text(sku) == written


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2031, 3, 4, 17, 15, 9, tzinfo=UTC), "2031-03-04T17:15:09+00:00"),
        (datetime.fromisoformat("2031-03-04T17:15:09Z"), "2031-03-04T17:15:09+00:00"),
        (NOON, "2031-03-04T12:15:09-05:00"),
    ],
)
def test_a_moment_has_its_offset(at: datetime, written: str) -> None:
    assert f'"receipt_datetime":"{written}"' in text(requests.commit(receipt(at=at)))


def test_a_moment_without_one_never_leaves() -> None:
    with pytest.raises(BadReceiptError):
        requests.commit(receipt(at=NOON.replace(tzinfo=None)))


@pytest.mark.parametrize("user", [0, -1])
def test_nobodys_id_never_leaves(user: int) -> None:
    attempts: list[Callable[[], Draft]] = [
        lambda: requests.commit(receipt(user_id=user)),
        lambda: requests.balance(user),
        lambda: requests.unlock(user, UID),
        lambda: requests.void("r", user),
    ]
    for make in attempts:
        with pytest.raises(BadReceiptError):
            make()


def test_a_void_names_the_whole_redemption() -> None:
    assert requests.void("Tq7-demo-Lk2", USER) == Draft(
        "DELETE", "/api/pos/batch_redemptions/Tq7-demo-Lk2", b'{"user_id":90017}'
    )
    assert requests.void("a/../b", USER).path == "/api/pos/batch_redemptions/a%2F..%2Fb"
    with pytest.raises(ValueError, match="reference"):
        requests.void(" ", USER)


# Earning

MENU = (
    '"menu_items":['
    '{"item_name":"Lentil bowl","item_qty":1,"item_amount":11.00,"menu_item_type":"M",'
    '"menu_item_id":"512","menu_family":"20","menu_major_group":"","serial_number":"1.0"},'
    '{"item_name":"Mint tea","item_qty":1,"item_amount":3.50,"menu_item_type":"M",'
    '"menu_item_id":"640","menu_family":"31","menu_major_group":"","serial_number":"2.0"},'
    '{"item_name":"Free tea","item_qty":1,"item_amount":3.50,"menu_item_type":"D",'
    '"menu_item_id":"640","menu_family":"31","menu_major_group":"","serial_number":"3.0"},'
    '{"item_name":"Tax","item_qty":1,"item_amount":0.88,"menu_item_type":"T",'
    '"menu_item_id":"T1","menu_family":"","menu_major_group":"","serial_number":"4.0"},'
    '{"item_name":"Card","item_qty":1,"item_amount":11.88,"menu_item_type":"P",'
    '"menu_item_id":"P1","menu_family":"","menu_major_group":"","serial_number":"5.0"}]'
)
EARNED = (
    f'"pos_type":"Proprietary POS","pos_version":"{__version__}","transaction_no":70231,'
    '"punchh_key":"518220914437","receipt_datetime":"2031-03-04T12:19:40-05:00",'
    '"revenue_id":"Dine In","revenue_code":"1","subtotal_amount":11.00,"receipt_amount":11.00,'
    f'"payable":11.88,{MENU}'
)


def test_a_check_in_names_the_guest_as_at_the_look_up() -> None:
    draft = requests.checkin(sale(), Lookup(Kind.PHONE, "5005550142"))
    assert (draft.method, draft.path) == ("POST", "/api/pos/checkins")
    assert text(draft) == (
        f'{{"phone":"5005550142","external_uid":"{UID}","channel":"pos","process":true,{EARNED}}}'
    )


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.DRIVE_THRU])
def test_by_one_member_only(kind: Kind) -> None:
    body = json.loads(text(requests.checkin(sale(), Lookup(kind, 'a"\\é'))))
    assert body[kind.value] == 'a"\\é'
    assert [k for k in Kind if k.value in body] == [kind]


def test_nobody_checks_in_by_a_drive_thru_code() -> None:
    with pytest.raises(ValueError, match="nobody checks in"):
        requests.checkin(sale(), Lookup(Kind.DRIVE_THRU, "aB3x"))


def test_a_receipt_is_stored_without_a_guest_and_voided_as_it_was() -> None:
    stored = requests.receipt_details(sale())
    assert (stored.method, stored.path) == ("POST", "/receipt_details")
    assert text(stored) == f'{{"amount":11.00,"external_uid":"{UID}","channel":"pos",{EARNED}}}'
    voided = requests.receipt_void(stored)
    assert (voided.method, voided.path) == (stored.method, stored.path)
    assert text(voided) == f'{{"status":"void",{text(stored)[1:]}'


def test_services_are_paid_and_earn_nothing() -> None:
    tip = Item("Tip", ItemType.SERVICE, dollars("2.00"), "S1")
    cash = Item("Cash", ItemType.PAYMENT, dollars("2.00"), "P2")
    body = json.loads(text(requests.receipt_details(sale(tip, cash))), parse_float=Decimal)
    assert (body["subtotal_amount"], body["payable"]) == (Decimal("11.00"), Decimal("13.88"))


@pytest.mark.parametrize(
    "extra",
    [
        (Item("Card", ItemType.PAYMENT, dollars("0.01"), "P2"),),
        (Item("Tax", ItemType.TAX, dollars("0.01"), "T2"),),
        (Item("Free bowl", ItemType.DISCOUNT, dollars("0.01"), "512"),),
        (
            Item("Gift", ItemType.MENU, dollars("-1.00"), "9"),
            Item("Card", ItemType.PAYMENT, dollars("-1.00"), "P2"),
        ),
        (
            Item("Free", ItemType.DISCOUNT, dollars("11.01"), "D"),
            Item("Tip", ItemType.SERVICE, dollars("11.01"), "S1"),
        ),
        (
            Item("Tip", ItemType.SERVICE, Money(100, "EUR"), "S1"),
            Item("Card", ItemType.PAYMENT, dollars("1.00"), "P2"),
        ),
    ],
    ids=["overpaid", "taxed", "discounted", "negative", "below zero", "another currency"],
)
def test_what_does_not_balance_never_leaves(extra: tuple[Item, ...]) -> None:
    with pytest.raises(BadReceiptError):
        requests.checkin(sale(*extra), Lookup(Kind.PHONE, "5005550142"))
    with pytest.raises(BadReceiptError):
        requests.receipt_details(sale(*extra))


@pytest.mark.parametrize("key", ["", "1234567890", "1234567890123", "12345678901x", "1" * 21])
def test_a_key_of_another_length_never_leaves(key: str) -> None:
    with pytest.raises(BadReceiptError):
        requests.receipt_details(sale(punchh_key=key))


@pytest.mark.parametrize("key", ["1" * 11, "1" * 12, "1" * 20])
def test_these_lengths_do(key: str) -> None:
    assert f'"punchh_key":"{key}"' in text(requests.receipt_details(sale(punchh_key=key)))


# One-time codes


def test_a_code_is_sent_with_the_challenge_and_checked_with_the_verifier() -> None:
    sent = requests.send_code(CLIENT, PHONE, VERIFIER, YES)
    assert (sent.method, sent.path) == ("POST", "/api2/password_less/token")
    assert text(sent) == (
        '{"client":"cedar-demo-client",'
        '"code_challenge":"dWMZkZ5p4PBUrK4kYdS_NPYObhzRCODX9yQ9gAU8Ilc",'
        '"phone_ext":"+1","phone_number":"5005550142",'
        '"privacy_policy":true,"terms_and_conditions":true,"validation_method":"otp"}'
    )
    checked = requests.verify_code(CLIENT, PHONE, VERIFIER, YES, "008317")
    assert (checked.method, checked.path) == ("POST", "/api2/password_less/verify")
    assert text(checked) == (
        '{"client":"cedar-demo-client",'
        '"code_verifier":"Quillon-Till-07.verifier_2f9c1e~abcdefghijkLMN",'
        '"phone_ext":"+1","phone_number":"5005550142",'
        '"privacy_policy":true,"terms_and_conditions":true,"token":"008317"}'
    )


@pytest.mark.scenario("punchh", 5)
@pytest.mark.parametrize("to", [PHONE, Mail("ola@mail.example")], ids=["phone", "mail"])
def test_a_check_says_the_address_as_the_send_did(to: Phone | Mail) -> None:
    sent = json.loads(text(requests.send_code(CLIENT, to, VERIFIER, YES)))
    checked = json.loads(text(requests.verify_code(CLIENT, to, VERIFIER, YES, "1")))
    names = {"email", "phone_ext", "phone_number"}
    said = {name: value for name, value in sent.items() if name in names}
    assert said == {name: value for name, value in checked.items() if name in names}
    assert set(said) == ({"email"} if isinstance(to, Mail) else {"phone_ext", "phone_number"})


def test_a_business_without_validation_methods_is_told_none() -> None:
    assert "validation_method" not in text(
        requests.send_code(CLIENT, PHONE, VERIFIER, YES, method=None)
    )


@pytest.mark.scenario("punchh", 3)
@pytest.mark.parametrize("privacy", [True, False, None, 1, "true"])
@pytest.mark.parametrize("terms", [True, False, None, 1, "true"])
def test_no_code_without_a_true_consent_to_both(privacy: Any, terms: Any) -> None:
    if privacy is True and terms is True:
        return
    consent = Consent(privacy_policy=privacy, terms_and_conditions=terms)
    with pytest.raises(ConsentMissingError):
        requests.send_code(CLIENT, PHONE, VERIFIER, consent)
    with pytest.raises(ConsentMissingError):
        requests.verify_code(CLIENT, PHONE, VERIFIER, consent, "1")


def test_consent_is_nobodys_default() -> None:
    with pytest.raises(TypeError):
        Consent()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        requests.send_code(CLIENT, PHONE, VERIFIER)  # type: ignore[call-arg]


def test_sessions() -> None:
    assert requests.refresh(CLIENT, "rt-demo-1") == Draft(
        "POST",
        "/api2/password_less/refresh_token",
        b'{"client":"cedar-demo-client","refresh_token":"rt-demo-1"}',
    )
    assert requests.sign_out(CLIENT) == Draft(
        "POST", "/api2/password_less/sign_out", b'{"client":"cedar-demo-client"}'
    )


def test_a_profile_is_what_the_digest_of_the_contract_is_made_from() -> None:
    draft = requests.profile("demo-client")
    assert draft.method == "GET"
    assert digest("example-secret-not-real", draft.path, draft.body) == (
        "2c65d160458735ee34d90636db32c6d2755f2a4c32044ffa65b19787b1ef9ec8"
    )


def test_nothing_made_for_the_wire_shows_what_it_holds() -> None:
    guest = Lookup(Kind.PHONE, "5005550142")
    drafts = [
        requests.verify_code(CLIENT, PHONE, VERIFIER, YES, "008317"),
        requests.search(guest),
        requests.find(guest),
        requests.checkin(sale(), guest),
    ]
    codes = Selection(DiscountType.REDEMPTION_CODE, "PROMO-1")
    find = bodies.Find("phone", "5005550142")
    shown = f"{drafts!r} {VERIFIER!r} {receipt()!r} {sale()!r} {codes!r} {find!r}"
    for secret in ("008317", "Quillon", "dWMZ", "500555", "Lentil", "PROMO"):
        assert secret not in shown
