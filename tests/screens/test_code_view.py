"""The truth about the code."""

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import Channel
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.code import CodePanel
from pos_app.screens.view.elements import Tone
from pos_app.screens.view.sale import derive_sale
from tests.screens.examples import NOW, STATES, at, waiting

MONEY = MoneyText("pt_BR")


def panel_of(name: str, now: float = NOW) -> CodePanel:
    panel = derive_sale(STATES[name], now, MONEY, searching=False).panel
    assert isinstance(panel, CodePanel)
    return panel


@pytest.mark.usefixtures("english")
def test_channel_destination_validity_and_tries_come_from_the_challenge() -> None:
    panel = panel_of("code")
    assert panel.sent == "Sent by SMS to •••• 8778"
    assert panel.status == "Valid for 4:32 · 3 attempts left"


def test_what_is_unknown_is_left_out() -> None:
    state = at(waiting(destination=None, expires_at=None, tries_left=None, resend_at=None))
    panel = derive_sale(state, NOW, MONEY, searching=False).panel
    assert isinstance(panel, CodePanel)
    assert (panel.sent, panel.status, panel.resend) == ("Sent by SMS", "", None)


class Place(NamedTuple):
    channel: Channel
    destination: str | None
    words: str


PLACES = (
    Place(Channel.SMS, "•••• 8778", "Sent by SMS to •••• 8778"),
    Place(Channel.EMAIL, "•••ia@•••.com", "Sent by e-mail to •••ia@•••.com"),
    Place(Channel.EMAIL, None, "Sent by e-mail"),
    Place(Channel.PUSH, None, "Sent to the customer's app"),
    Place(Channel.APP_CODE, None, "The code is in the customer's authenticator app"),
    Place(Channel.UNKNOWN, None, "It is not certain that the code went out"),
)


@pytest.mark.parametrize("place", PLACES, ids=[place.words for place in PLACES])
def test_every_channel_is_named(place: Place) -> None:
    state = at(waiting(channel=place.channel, destination=place.destination))
    panel = derive_sale(state, NOW, MONEY, searching=False).panel
    assert isinstance(panel, CodePanel)
    assert panel.sent == place.words


def test_sending_again_opens_when_its_time_has_come() -> None:
    early, late = panel_of("code").resend, panel_of("code", NOW + 12).resend
    assert early is not None
    assert late is not None
    assert (early.text, early.enabled) == ("Send again in 0:12", False)
    assert (late.text, late.enabled) == ("Send again", True)


def test_an_unanswered_send_may_be_repeated_at_once() -> None:
    resend = panel_of("send_unknown").resend
    assert resend is not None
    assert resend.enabled


def test_a_wrong_code_is_told_in_red_with_its_code_for_support() -> None:
    notice = panel_of("wrong_code").notice
    assert notice is not None
    assert (notice.tone, notice.code) == (Tone.BAD, "CODE_WRONG")


def test_the_last_attempt_is_announced() -> None:
    notice = panel_of("last_try").notice
    assert notice is not None
    assert "One attempt is left" in notice.text


def test_an_unchecked_code_is_amber() -> None:
    notice = panel_of("code_unconfirmed").notice
    assert notice is not None
    assert notice.tone is Tone.CAUTION


def test_an_expired_code_that_was_the_last_one_sends_nobody_for_another() -> None:
    notice = panel_of("expired_for_good").notice
    assert notice is not None
    assert notice.text == "No more codes can be sent in this sale. Go on without the reward."


def test_an_expired_code_takes_no_digits_and_says_that_nothing_was_taken() -> None:
    panel = panel_of("expired")
    assert panel.over
    assert panel.notice is not None
    assert panel.notice.text.startswith("Nothing was taken")


def test_it_expires_by_the_clock_and_not_by_an_event() -> None:
    assert not panel_of("code", NOW + 271).over
    assert panel_of("code", NOW + 272).over


def test_every_code_is_its_own_entry() -> None:
    first = panel_of("code").entry
    again = at(replace(waiting(), tally=replace(waiting().tally, sends=2)))
    panel = derive_sale(again, NOW, MONEY, searching=False).panel
    assert isinstance(panel, CodePanel)
    assert panel.entry != first


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("name", "said"), [("letters_wrong", "capitals"), ("letters_last_try", "One attempt is left")]
)
def test_a_wrong_code_with_letters_is_asked_for_by_its_capitals(name: str, said: str) -> None:
    panel = panel_of(name)
    assert panel.notice is not None
    assert said in panel.notice.text
    assert "digit by digit" not in panel.notice.text


def test_while_the_phone_is_asked_the_cashier_can_read_out_what_it_shows() -> None:
    panel = panel_of("push_unseen")
    assert panel.on_the_phone.startswith("The phone shows: Loja Centro · ")
    assert panel.on_the_phone.endswith(" · 500 points")
    assert panel.status == "Valid for 4:32"
    assert panel.longest == 0


def test_that_nobody_has_told_yet_is_said_calmly() -> None:
    assert panel_of("push").notice is None
    notice = panel_of("push_unseen").notice
    assert notice is not None
    assert notice.tone is Tone.CAUTION


@pytest.mark.parametrize("name", ["push", "authenticator"])
def test_a_code_can_be_asked_for_instead_at_once(name: str) -> None:
    instead = panel_of(name).instead
    assert instead is not None
    assert (instead.text, instead.key, instead.enabled) == ("Send a code instead", "F11", True)


def test_what_is_sent_nowhere_cannot_be_sent_again() -> None:
    panel = panel_of("authenticator")
    assert panel.resend is None
    assert panel.sent == "The code is in the customer's authenticator app"
    assert panel_of("code").instead is None


def test_nothing_else_is_offered_once_no_further_code_may_go_out() -> None:
    state = at(waiting(channel=Channel.APP_CODE, destination=None, resend_at=None))
    panel = derive_sale(state, NOW, MONEY, searching=False).panel
    assert isinstance(panel, CodePanel)
    assert panel.instead is None


@pytest.mark.usefixtures("english")
def test_no_place_is_promised_where_the_customers_own_device_may_be_asked() -> None:
    """The one customer on record has one phone, and a device besides."""
    state = STATES["reward_marked"]
    assert state.customer is not None
    state = replace(state, customer=replace(state.customer, email=None))
    [*_, promised] = derive_sale(state, NOW, MONEY, searching=False).actions
    assert promised.text.startswith("Send code to ••••")
    profile = replace(state.profile, code_to_contact=False)
    [*_, open_] = derive_sale(replace(state, profile=profile), NOW, MONEY, searching=False).actions
    assert (open_.name, open_.text) == ("sendCodeButton", "Go on to the code")
