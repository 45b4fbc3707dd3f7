"""What customers see, and what nobody may read over their shoulder."""

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Marking, TillState
from pos_app.core.challenge import Channel
from pos_app.core.redemption.states import AwaitingCode, Redeemed
from pos_app.core.submission import Receipt
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.customer_display import (
    CustomerDisplay,
    Scene,
    derive_display,
    first_name,
)
from pos_app.screens.view.elements import Tone
from tests.screens.examples import (
    COUPON,
    CUSTOMER,
    NOW,
    PAYMENT,
    STATES,
    at,
    known,
    paying,
    sale,
    waiting,
)

MONEY = MoneyText("pt_BR")


def display(state: TillState, now: float = NOW) -> CustomerDisplay:
    return derive_display(state, now, MONEY)


def words(view: CustomerDisplay) -> str:
    return repr(view)


def hint(state: TillState, now: float = NOW) -> str:
    shown = display(state, now).hint
    return "" if shown is None else f"{shown.title} {shown.text}".strip()


SCENES = {"empty": Scene.WELCOME, "basket": Scene.SALE, "rewards": Scene.SALE}
SCENES |= {"looking_up": Scene.SALE, "receipt": Scene.THANKS, "receipt_offline": Scene.THANKS}


@pytest.mark.parametrize(("name", "scene"), SCENES.items())
def test_each_moment_has_its_scene(name: str, scene: Scene) -> None:
    assert display(STATES[name]).scene is scene


PRIVATE = (
    *("12345678909", "456.789", "Silva", "98765", "8778", "example.com", "maria@", "Ouro"),
    *("NATAL-EM-CASA-2025", "família", "Andrade", "ses-1", "0a1f09c0017b", "1234-"),
)


@pytest.mark.parametrize("name", STATES)
def test_nobody_is_given_away_to_the_queue(name: str) -> None:
    shown = words(display(STATES[name]))
    assert [secret for secret in PRIVATE if secret in shown] == []


def test_the_sale_is_the_one_of_the_cashier() -> None:
    view = display(STATES["basket"])
    assert view.rows[0].cells == ("Camiseta básica azul M\n2 × 49,90", "99,80")
    assert len(view.rows) == 3
    assert view.totals is not None
    assert view.totals.total == "R$\xa0250,00"


def test_what_is_pending_is_named_and_not_taken_off() -> None:
    totals = display(STATES["code"]).totals
    assert totals is not None
    assert totals.total == "R$\xa0250,00"
    assert totals.sums[-1].tone is Tone.CAUTION
    assert totals.after == "After confirmation R$\xa0230,00"
    redeemed = display(STATES["redeemed"])
    assert redeemed.totals is not None
    assert redeemed.totals.total == "R$\xa0230,00"
    assert hint(STATES["redeemed"]) == "Cashback redeemed R$\xa020,00 less to pay"


def test_points_are_shown_as_the_cashier_sees_them() -> None:
    assert [figure.amount for figure in display(STATES["rewards"]).figures] == [
        "1.500",
        "R$\xa025,00",
        "R$\xa020,00",
    ]
    assert display(STATES["looking_up"]).figures == ()


class Ask(NamedTuple):
    channel: Channel
    words: str


ASKED = (
    Ask(Channel.SMS, "in the SMS on your phone.\nValid for 4:32"),
    Ask(Channel.EMAIL, "in your e-mail.\nValid"),
    Ask(Channel.APP_CODE, "in your authenticator app.\nValid"),
    Ask(Channel.UNKNOWN, "may take a moment to arrive"),
)


@pytest.mark.parametrize("ask", ASKED, ids=[ask.channel.value for ask in ASKED])
def test_a_customer_is_told_where_their_code_is_and_how_long_it_lasts(ask: Ask) -> None:
    told = hint(at(waiting(channel=ask.channel)))
    assert told.startswith("Tell the cashier your code")
    assert ask.words in told


def test_time_goes_by() -> None:
    assert "Valid for 0:32" in hint(STATES["code"], NOW + 240)
    assert hint(STATES["code"], NOW + 300) == "The cashier can send you another code."


def test_a_code_without_an_end_has_no_time() -> None:
    assert "Valid" not in hint(at(waiting(expires_at=None)))


def test_a_customer_confirms_the_amount_on_their_phone() -> None:
    assert "Open the message on your phone" in hint(STATES["push"])
    told = hint(STATES["paying_by_push"])
    assert "Confirm on your phone Your phone asks: pay R$\xa020,00?" in told


@pytest.mark.parametrize("name", ["unknown", "redeeming", "reversing", "parked_for_person"])
def test_what_is_not_known_is_calm(name: str) -> None:
    view = display(STATES[name])
    assert view.hint is not None
    assert view.hint.tone is Tone.PLAIN
    assert "Nothing is lost" in view.hint.text


def test_a_coupon_and_an_account_are_not_named() -> None:
    coupon = display(STATES["coupon_redeemed"])
    assert coupon.totals is not None
    assert coupon.totals.sums[-1].name == "Your coupon redeemed"
    assert COUPON.title not in words(coupon)
    account = display(paying(sale=sale(redemption=Redeemed(PAYMENT, Receipt("R1")))))
    assert account.totals is not None
    assert account.totals.sums[-1].name == "Your account redeemed"


def test_change_and_thanks_after_paying() -> None:
    view = display(STATES["receipt"])
    assert (view.greeting, view.change) == ("Thank you, Maria!", "R$\xa020,00")
    assert view.earned == "230 points earned · R$\xa06,90 cashback earned"
    assert display(STATES["receipt_offline"]).greeting == "Thank you!"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Maria Silva", "Maria"),
        ("JOSÉ DE SOUZA", "José"),
        ("Ana-Clara Reis", "Ana-Clara"),
        ("D'Arc Joana", "D'Arc"),
        ("maria@example.com", ""),
        ("11987654321", ""),
        ("", ""),
        ("M4ria", ""),
        ("Extraordinariamentecomprida", "Extraordinariamentec"),
    ],
)
def test_only_what_is_a_first_name_is_one(name: str, first: str) -> None:
    assert first_name(known(customer=replace(CUSTOMER, name=name))) == first


@pytest.mark.parametrize("marking", [Marking.DEMO, Marking.SANDBOX])
@pytest.mark.parametrize("name", ["empty", "code", "receipt"])
def test_practice_is_marked_in_every_scene(name: str, marking: Marking) -> None:
    state = STATES[name]
    marked = replace(state, identity=replace(state.identity, marking=marking))
    assert marking.upper() in display(marked).marking
    assert display(state).marking == ""


def test_a_code_is_asked_for_only_while_it_is_waited_for() -> None:
    asked = [name for name, state in STATES.items() if hint(state).startswith("Tell the cashier")]
    waits = [
        name
        for name, state in STATES.items()
        if isinstance(redemption := state.sale.redemption, AwaitingCode)
        and not redemption.challenge.is_over(NOW)
        and state.receipt is None
    ]
    assert asked == waits
    assert asked
