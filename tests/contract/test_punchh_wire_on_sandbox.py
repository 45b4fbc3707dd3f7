"""Punchh's client against its sandbox: every call is understood on both sides, in every form that
the sandbox can give its answers."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from pos_app.core.basket import Basket, Product
from pos_app.core.errors import ContractBrokenError, MisconfiguredError, OutcomeUnknownError
from pos_app.core.money import Money
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import requests, wire
from pos_app.providers.punchh.addresses import Destination, Mail, Phone, reachable_by
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.client import PunchhClient
from pos_app.providers.punchh.connection import Hosts, Keys, Terminal, connect
from pos_app.providers.punchh.digest import digest
from pos_app.providers.punchh.discount_types import DiscountType
from pos_app.providers.punchh.items import Item, ItemType, gross_items
from pos_app.providers.punchh.lookups import lookup
from pos_app.providers.punchh.meanings import Meaning, meaning_of
from pos_app.providers.punchh.pkce import Verifier
from pos_app.providers.punchh.receipts import Receipt, Sale
from pos_app.providers.punchh.requests import Consent
from pos_app.providers.punchh.selecting import Selection, banked
from pos_app.providers.reading import money_of, whole_of
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh.fixtures import (
    BUSINESS_KEY,
    CLIENT_ID,
    CLIENT_SECRET,
    LOCATION_KEY,
    OTHER_CLIENT_ID,
)
from pos_app.sandbox.server import running_server
from tests.contract.punchh import OLA, frozen_sandbox, is_redeemed, points, read_code

UID = "3e1f8a8e-5b0e-4f0c-9a54-0a4a3b1f77c2"
PHONE = Phone("+1", "5005550142")
YES = Consent(privacy_policy=True, terms_and_conditions=True)
VERIFIER = Verifier("Quillon-Till-07.verifier_2f9c1e~abcdefghijkLMN")
TERMINAL = Terminal("6f0b6a52-1c1d-4c59-9a6e-2f6f4d6f7c11")
NOON = datetime(2031, 3, 4, 17, 15, 9, tzinfo=UTC)
FREE_COFFEE, FIVE_OFF, EXPIRED = "55120", "55121", "55123"


def dollars(text: str) -> Money:
    return Money.from_decimal(Decimal(text), "USD")


def basket() -> Basket:
    coffee = Product("CAF-01", "Café torrado", dollars("28.90"))
    shirt = Product("CAM-01", "Camiseta", dollars("49.90"))
    return Basket(currency="USD").add(coffee).add(shirt)


RECEIPT = Receipt(OLA, UID, NOON, basket(), "70231")
COMMIT = requests.commit(RECEIPT)
QUOTE = requests.quote(COMMIT)


def sale(taken: str = "28.90") -> Sale:
    free = Item("Free coffee", ItemType.DISCOUNT, dollars(taken), "CAF-01")
    paid = Item("Card", ItemType.PAYMENT, basket().gross - dollars(taken), "P1")
    items = (*gross_items(basket()), free, paid)
    return Sale(UID, NOON, "70231", "518220914437", items, dollars("0"))


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
async def url(sandbox: Sandbox) -> AsyncIterator[str]:
    async with running_server(sandbox) as url:
        yield url


@pytest.fixture
async def till(url: str) -> AsyncIterator[PunchhClient]:
    made = PunchhClient(connect(Hosts(url), Keys(LOCATION_KEY, BUSINESS_KEY)), TERMINAL)
    yield made
    await made.aclose()


async def choose(till: PunchhClient, *chosen: Selection) -> wire.Basket:
    return await till.select(requests.select(OLA, chosen, UID), UID)


def reward(number: str = FREE_COFFEE) -> Selection:
    return Selection(DiscountType.REWARD, number)


def items_of(chosen: wire.Basket) -> tuple[wire.BasketItem, ...]:
    return chosen.discount_basket_items or ()


async def meaning(call: Any) -> Meaning:
    with pytest.raises(RefusedByPunchhError) as raised:
        await call
    return raised.value.meaning


FORMS: list[dict[str, Any]] = [
    {},
    {"location_flags": "integer", "phone_as": "number", "discount_details": "array"},
    {"location_flags": "boolean", "discount_details": "empty_array", "apostrophe": "plain"},
    {"discount_details": "null", "integer_discount_ids": False, "final_full_stop": "always"},
    {"final_full_stop": "never", "program": "points_to_currency"},
    {"program": "visits"},
    {"program": "points_to_rewards"},
]


@pytest.mark.scenario("punchh", 1)
@pytest.mark.parametrize("settings", FORMS, ids=str)
async def test_a_whole_check_in_every_form_of_answers(
    sandbox: Sandbox, till: PunchhClient, settings: dict[str, Any]
) -> None:
    sandbox.punchh.change(settings)
    location, meta = await till.configuration(), await till.meta()
    assert wire.redeems_in_batches(meta, location)
    who = lookup("5005550142")
    guest, found = await till.search(requests.search(who)), await till.find(requests.find(who))
    assert (guest.number, found.number) == (OLA, OLA)
    assert reachable_by(str(guest.phone), str(guest.email))[0] == PHONE
    await till.balance(requests.balance(OLA))
    offered = await till.lookup(requests.lookup(RECEIPT), UID)
    assert offered.unselected_discounts
    chosen = await choose(till, reward())
    quote = await till.quote(QUOTE, UID)
    assert wire.flag_of((await till.active(requests.active(OLA, UID))).locked)
    (good,) = quote.success or ()
    assert good.qualifies
    assert money_of(good.discount_amount, "USD") == dollars("28.90")
    assert (quote.redemption_ref, good.item) == (
        chosen.redemption_ref,
        items_of(chosen)[0].item,
    )
    assert not is_redeemed(sandbox, int(FREE_COFFEE))
    committed = await till.commit(COMMIT, UID)
    assert committed.success
    assert is_redeemed(sandbox, int(FREE_COFFEE))
    earned = await till.checkin(requests.checkin(sale(), who), UID)
    assert whole_of(earned.points_earned) == (0 if settings.get("program") == "visits" else 49)
    await till.receipt(requests.receipt_details(sale()), UID)


async def test_a_check_in_again_earns_nothing_more(sandbox: Sandbox, till: PunchhClient) -> None:
    draft = requests.checkin(sale("0.00"), lookup("5005550142"))
    await till.checkin(draft, UID)
    earned = points(sandbox)
    await till.checkin(draft, UID)
    for status in ("409", "422"):
        sandbox.punchh.change({"duplicate_checkin": status})
        assert await meaning(till.checkin(draft, UID)) is Meaning.ALREADY_RECORDED
    assert points(sandbox) == earned


@pytest.mark.scenario("punchh", 24)
async def test_a_redemption_goes_back_until_the_check_is_in(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    chosen = await choose(till, reward())
    await till.quote(QUOTE, UID)
    await till.commit(COMMIT, UID)
    void = requests.void(str(chosen.redemption_ref), OLA)
    await till.void(void, UID)
    assert not is_redeemed(sandbox, int(FREE_COFFEE))
    assert await meaning(till.void(void, UID)) is Meaning.NO_BASKET_FOUND
    chosen = await choose(till, reward())
    await till.commit(COMMIT, UID)
    await till.checkin(requests.checkin(sale(), lookup("5005550142")), UID)
    void = requests.void(str(chosen.redemption_ref), OLA)
    assert await meaning(till.void(void, UID)) is Meaning.ALREADY_CHECKED_IN


async def test_a_voided_receipt_returns_what_was_redeemed(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    sandbox.punchh.change({"pending_points": True})
    await choose(till, reward())
    await till.commit(COMMIT, UID)
    await till.checkin(requests.checkin(sale(), lookup("5005550142")), UID)
    stored = requests.receipt_details(sale())
    await till.receipt(stored, UID)
    await till.receipt(requests.receipt_void(stored), UID)
    assert not is_redeemed(sandbox, int(FREE_COFFEE))


async def test_the_basket_is_left_as_it_was_found(sandbox: Sandbox, till: PunchhClient) -> None:
    sandbox.punchh.change({"program": "points_to_currency"})
    money = banked(dollars("3"), balance=dollars("25"), eligible=dollars("2"))
    chosen = await choose(till, reward(), money)
    assert [(item.discount_type, item.discount_value) for item in items_of(chosen)] == [
        ("reward", None),
        ("discount_amount", 2),
    ]
    await till.lookup(requests.lookup(RECEIPT), UID)
    ids = tuple(item.item or 0 for item in items_of(chosen))
    assert (
        items_of(await till.unselect(requests.unselect(OLA, ids[:1], UID), UID))
        == (items_of(chosen)[1:])
    )
    unselect = requests.unselect(OLA, ids[:1], UID)
    assert await meaning(till.unselect(unselect, UID)) is Meaning.ITEMS_NOT_FOUND
    await till.unlock(requests.unlock(OLA, UID), UID)


@pytest.mark.scenario("punchh", 14)
async def test_another_uid_neither_reads_nor_unlocks(till: PunchhClient) -> None:
    await choose(till, reward())
    await till.lookup(requests.lookup(RECEIPT), UID)
    assert await meaning(till.active(requests.active(OLA, "theirs"))) is Meaning.LOCKED_ELSEWHERE
    theirs = requests.commit(replace(RECEIPT, external_uid="theirs"))
    assert await meaning(till.commit(theirs, "theirs")) is Meaning.LOCKED_ELSEWHERE
    unlock = requests.unlock(OLA, "theirs")
    assert await meaning(till.unlock(unlock, "theirs")) is Meaning.UNLOCK_NOTHING
    await till.unlock(requests.unlock(OLA, UID), UID)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((reward("1"),), Meaning.INVALID_REWARD),
        ((Selection(DiscountType.REDEEMABLE, "1"),), Meaning.INVALID_REWARD),
        ((Selection(DiscountType.SUBSCRIPTION, "1"),), Meaning.INVALID_REWARD),
        ((Selection(DiscountType.REDEMPTION_CODE, "NONE"),), Meaning.INVALID_CODE),
        ((Selection(DiscountType.REDEMPTION_CODE, "SBXOLD"),), Meaning.COUPON_NOT_ACTIVE),
        ((reward(), reward()), Meaning.ALREADY_IN_BASKET),
        ((Selection(DiscountType.DISCOUNT_AMOUNT, value=dollars("1")),), Meaning.CONFIGURATION),
    ],
)
async def test_why_nothing_was_put_in(
    till: PunchhClient, chosen: tuple[Selection, ...], expected: Meaning
) -> None:
    assert await meaning(choose(till, *chosen)) is expected


@pytest.mark.scenario("punchh", 18)
@pytest.mark.parametrize(
    ("value", "expected"),
    [("25.01", Meaning.BALANCE_INSUFFICIENT), ("20.01", Meaning.LIMIT_REACHED)],
)
async def test_more_than_is_there(
    sandbox: Sandbox, till: PunchhClient, value: str, expected: Meaning
) -> None:
    """As it would be refused, were it not capped before."""
    most = 2000 if expected is Meaning.LIMIT_REACHED else 100_000
    sandbox.punchh.change({"program": "points_to_currency", "max_discount_amount_cents": most})
    money = Selection(DiscountType.DISCOUNT_AMOUNT, value=dollars(value))
    told: Meaning | None = None
    try:
        await choose(till, money)
        await till.commit(COMMIT, UID)
    except RefusedByPunchhError as error:
        told = error.meaning
    assert told is expected


async def test_what_does_not_fit_the_check_is_told_inside_a_success(till: PunchhClient) -> None:
    await choose(till, reward())
    shirt = Product("CAM-01", "Camiseta", dollars("49.90"))
    other = replace(RECEIPT, basket=Basket(currency="USD").add(shirt))
    answer = await till.quote(requests.quote(requests.commit(other)), UID)
    (failed,) = answer.failures or ()
    assert not answer.success
    assert not failed.qualifies
    assert meaning_of(failed.messages) is Meaning.NOT_QUALIFIED


@pytest.mark.scenario("punchh", 21)
async def test_an_empty_check_is_refused(till: PunchhClient) -> None:
    await choose(till, reward())
    empty = requests.lookup(replace(RECEIPT, basket=Basket(currency="USD")))
    assert await meaning(till.lookup(empty, UID)) is Meaning.INVALID_RECEIPT


@pytest.mark.parametrize(
    "text", ["ola@guests.example", "7700123400090017", "P90017OLA", "0a1f09c0017b", "K7Q2"]
)
async def test_a_guest_by_every_reading(till: PunchhClient, text: str) -> None:
    who = lookup(text)
    assert (await till.search(requests.search(who))).number == OLA
    if who.find_field:
        assert (await till.find(requests.find(who))).number == OLA


async def test_nobody(till: PunchhClient) -> None:
    who = lookup("5005559999")
    assert await meaning(till.search(requests.search(who))) is Meaning.USER_NOT_FOUND
    assert await meaning(till.find(requests.find(who))) is Meaning.USER_NOT_FOUND
    assert await meaning(till.balance(requests.balance(4))) is Meaning.USER_NOT_FOUND


# One-time codes


def send(to: Destination = PHONE, verifier: Verifier = VERIFIER, client: str = CLIENT_ID) -> Draft:
    return requests.send_code(client, to, verifier, YES)


def check(code: str, to: Destination = PHONE, verifier: Verifier = VERIFIER) -> Draft:
    return requests.verify_code(CLIENT_ID, to, verifier, YES, code)


@pytest.mark.parametrize("to", [PHONE, Mail("ola@guests.example")], ids=["sms", "mail"])
async def test_a_code_is_sent_checked_and_its_session_closed(
    sandbox: Sandbox, till: PunchhClient, to: Phone | Mail
) -> None:
    sandbox.punchh.change({"id_token": True})
    await till.send_code(send(to), UID)
    code = read_code(sandbox, to.number if isinstance(to, Phone) else to.address)
    session = await till.verify_code(check(code, to), UID)
    profile = requests.profile(CLIENT_ID)
    signature = digest(CLIENT_SECRET, profile.path, profile.body)
    assert (await till.profile(profile, session, signature)).user.user_id == OLA
    fresh = await till.refresh(requests.refresh(CLIENT_ID, session.refresh_token or ""))
    assert fresh.bearer != session.bearer
    await till.sign_out(requests.sign_out(CLIENT_ID), fresh.bearer)


@pytest.mark.scenario("punchh", 4)
async def test_an_earlier_verifier_proves_nothing_and_a_new_send_does(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    earlier, later = Verifier("e" * 43), Verifier("l" * 43)
    await till.send_code(send(verifier=earlier), UID)
    await till.send_code(send(verifier=later), UID)
    code = read_code(sandbox)
    told = till.verify_code(check(code, verifier=earlier), UID)
    assert await meaning(told) is Meaning.CODE_REJECTED
    newest = Verifier("n" * 43)
    await till.send_code(send(verifier=newest), UID)
    assert (await till.verify_code(check(read_code(sandbox), verifier=newest), UID)).bearer


@pytest.mark.scenario("punchh", 16)
async def test_of_three_with_one_invalid_nothing_is_put_in(till: PunchhClient) -> None:
    three = choose(till, reward(), reward("99"), reward(FIVE_OFF))
    assert await meaning(three) is Meaning.INVALID_REWARD
    active = till.active(requests.active(OLA, UID))
    assert await meaning(active) is Meaning.NO_ACTIVE_BASKET


@pytest.mark.scenario("punchh", 29)
async def test_what_a_read_asks_in_its_body_arrives_whole(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    await choose(till, reward())
    find, balance = requests.find(lookup("ola@guests.example")), requests.balance(OLA)
    active = requests.active(OLA, UID)
    await till.find(find)
    await till.balance(balance)
    await till.active(active)
    for name, draft in (("find", find), ("balance", balance), ("active", active)):
        [received] = sandbox.punchh.calls.named(name)
        assert (received.method, received.body) == ("GET", draft.body)
        assert received.body


@pytest.mark.scenario("punchh", 28)
async def test_cents_never_show_a_binary_tail_on_their_way(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    tenth, fifth = Product("A", "A", dollars("0.10")), Product("B", "B", dollars("0.20"))
    small = replace(RECEIPT, basket=Basket(currency="USD").add(tenth).add(fifth))
    await choose(till, Selection(DiscountType.REDEEMABLE, "78"))
    quote = await till.quote(requests.quote(requests.commit(small)), UID)
    [sent] = sandbox.punchh.calls.named("quote")
    assert b'"receipt_amount":0.30' in sent.body
    assert sent.body.count(b'"amount":0.10') == sent.body.count(b'"amount":0.20') == 1
    [taken] = quote.success or ()
    assert money_of(taken.discount_amount, "USD") == dollars("0.30")


@pytest.mark.parametrize("status", [400, 401, 404, 422])
async def test_a_code_that_is_not_accepted(
    sandbox: Sandbox, till: PunchhClient, status: int
) -> None:
    sandbox.punchh.change({"code_refusal_status": status})
    await till.send_code(send(), UID)
    code = read_code(sandbox)
    wrong = "000000" if code != "000000" else "111111"
    assert await meaning(till.verify_code(check(wrong), UID)) is Meaning.CODE_REJECTED
    other = check(code, verifier=Verifier("x" * 43))
    assert await meaning(till.verify_code(other, UID)) is Meaning.CODE_REJECTED
    mail = check(code, to=Mail("ola@guests.example"))
    assert await meaning(till.verify_code(mail, UID)) is Meaning.CODE_REJECTED
    await till.verify_code(check(code), UID)


@pytest.mark.parametrize(
    ("settings", "to", "expected"),
    [
        ({"advance_auth": False}, PHONE, Meaning.CONFIGURATION),
        ({"channels": "email"}, PHONE, Meaning.CHANNEL_NOT_AVAILABLE),
        ({"channels": "sms"}, Mail("ola@guests.example"), Meaning.CHANNEL_NOT_AVAILABLE),
        ({}, Mail("5005550142@phone.punchh.com"), Meaning.CHANNEL_NOT_AVAILABLE),
    ],
)
async def test_why_no_code_went_out(
    sandbox: Sandbox,
    till: PunchhClient,
    settings: dict[str, Any],
    to: Destination,
    expected: Meaning,
) -> None:
    sandbox.punchh.change(settings)
    assert await meaning(till.send_code(send(to), UID)) is expected


@pytest.mark.scenario("punchh", 10)
async def test_a_client_of_another_scope_is_a_fault_of_the_configuration(
    till: PunchhClient,
) -> None:
    with pytest.raises(MisconfiguredError):
        await till.send_code(send(client=OTHER_CLIENT_ID), UID)


async def test_wrong_keys_are_one_too(url: str) -> None:
    for keys in (Keys("wrong", BUSINESS_KEY), Keys(LOCATION_KEY, "wrong")):
        stranger = PunchhClient(connect(Hosts(url), keys), TERMINAL)
        with pytest.raises(MisconfiguredError):
            await stranger.probe()
        await stranger.aclose()


# Refusals in every shape


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize("shape", ["documented", "A", "B", "D", "E", "F"])
async def test_a_refusal_is_understood_in_every_shape(
    sandbox: Sandbox, till: PunchhClient, shape: str
) -> None:
    sandbox.punchh.change({"error_shape": shape})
    who = requests.search(lookup("5005559999"))
    assert await meaning(till.search(who)) is Meaning.USER_NOT_FOUND
    assert await meaning(till.commit(COMMIT, UID)) is Meaning.NO_BASKET_FOUND


async def test_a_refusal_without_words_settles_nothing(
    sandbox: Sandbox, till: PunchhClient
) -> None:
    sandbox.punchh.change({"error_shape": "G"})
    with pytest.raises(OutcomeUnknownError):
        await till.commit(COMMIT, UID)


@pytest.mark.parametrize("call", ["lookup", "commit", "void", "checkin", "receipt"])
async def test_a_page_of_the_edge_settles_nothing(
    sandbox: Sandbox, till: PunchhClient, call: str
) -> None:
    sandbox.punchh.faults.arm(call, "edge_page")
    draft = {
        "lookup": requests.lookup(RECEIPT),
        "commit": COMMIT,
        "void": requests.void("r", OLA),
        "checkin": requests.checkin(sale(), lookup("5005550142")),
        "receipt": requests.receipt_details(sale()),
    }[call]
    with pytest.raises(ContractBrokenError):
        await getattr(till, call)(draft, UID)


async def test_a_captcha_is_no_word_about_the_code(sandbox: Sandbox, till: PunchhClient) -> None:
    sandbox.punchh.faults.arm("verify_code", "captcha")
    with pytest.raises(OutcomeUnknownError, match="Edge"):
        await till.verify_code(check("000000"), UID)
