import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Link, Marking
from pos_app.core.redemption.states import Closed, Outcome
from pos_app.screens.view.elements import Tone
from pos_app.screens.view.header import Light, derive_banner, derive_header
from tests.screens.examples import INTENT, STATES, sale, till

LIGHTS = {
    Link.IDLE: ("BonifiQ · ready", Light.IDLE),
    Link.ONLINE: ("BonifiQ · online", Light.GREEN),
    Link.NO_ANSWER: ("BonifiQ · no answer", Light.AMBER),
    Link.OFFLINE: ("BonifiQ · offline", Light.RED),
    Link.MISCONFIGURED: ("BonifiQ · no access", Light.RED),
}


@pytest.mark.parametrize("link", list(Link))
def test_the_line_is_told_in_words_and_by_a_light(link: Link) -> None:
    view = derive_header(till(link=link))
    assert (view.link, view.light) == LIGHTS[link]


@pytest.mark.parametrize(
    ("link", "challengers", "told"),
    [
        (Link.ONLINE, Link.NO_ANSWER, ("Twilio Verify · no answer", Light.AMBER)),
        (Link.ONLINE, Link.MISCONFIGURED, ("Twilio Verify · no access", Light.RED)),
        (Link.ONLINE, Link.ONLINE, ("BonifiQ · online", Light.GREEN)),
        (Link.IDLE, Link.ONLINE, ("BonifiQ · ready", Light.IDLE)),
        (Link.OFFLINE, Link.NO_ANSWER, ("BonifiQ · offline", Light.RED)),
    ],
)
def test_whoever_asks_the_customers_is_named_where_only_that_line_is_in_trouble(
    link: Link, challengers: Link, told: tuple[str, Light]
) -> None:
    identity = replace(till().identity, challenger="Twilio Verify")
    view = derive_header(till(identity=identity, link=link, challenger_link=challengers))
    assert (view.link, view.light) == told


def test_a_slow_answer_is_named() -> None:
    assert derive_header(till(round_trip=1.4)).link == "BonifiQ · slow"


def test_demo_and_sandbox_are_marked_and_a_real_till_is_not() -> None:
    real = till().identity
    marks = [
        derive_header(till(identity=replace(real, marking=marking))).marking
        for marking in (Marking.REAL, Marking.DEMO, Marking.SANDBOX)
    ]
    assert marks == ["", "DEMO · no real points", "SANDBOX · no real points"]


def test_the_fault_of_a_demo_is_named() -> None:
    identity = replace(till().identity, marking=Marking.DEMO, fault="lost-answer")
    assert derive_header(till(identity=identity)).marking == "DEMO · fault: lost-answer"


def test_an_ordinary_sale_has_no_banner() -> None:
    assert derive_banner(STATES["basket"]) is None


def test_a_restored_sale_tells_what_is_true_now() -> None:
    banner = derive_banner(STATES["restored"])
    assert banner is not None
    assert banner.tone is Tone.CAUTION
    assert banner.text.endswith("Its reward is redeemed: finish the sale, or undo it.")


def test_a_restored_sale_says_that_a_supervisor_has_settled_its_reward() -> None:
    closed = Closed(INTENT, Outcome.WRITTEN_OFF)
    banner = derive_banner(till(sale=sale(redemption=closed), restored=True))
    assert banner is not None
    assert "A supervisor has settled" in banner.text


def test_a_restored_sale_without_a_reward_says_so() -> None:
    banner = derive_banner(till(restored=True))
    assert banner is not None
    assert "No reward was used" in banner.text


def test_a_till_that_cannot_redeem_says_that_it_sells() -> None:
    banner = derive_banner(STATES["cannot_redeem"])
    assert banner is not None
    assert banner.text.startswith("The till sells, but cannot redeem")


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("records_damaged", Tone.BAD, "redeems only after a restart"),
        ("records_lost", Tone.BAD, "no rewards until a supervisor has compared them"),
        ("records_back", Tone.CAUTION, "What could be read is back: tell a supervisor"),
    ],
)
def test_damaged_records_are_told_in_one_sentence(state: str, tone: Tone, words: str) -> None:
    banner = derive_banner(STATES[state])
    assert banner is not None
    assert banner.tone is tone
    assert words in banner.text


@pytest.mark.usefixtures("english")
def test_what_is_still_open_is_counted() -> None:
    banner = derive_banner(STATES["open_matters"])
    assert banner is not None
    assert banner.text == (
        "1 case for a supervisor (F10) · 1 reward still to settle · 2 orders waiting to be sent"
    )


def test_an_answer_to_a_key_comes_before_everything() -> None:
    banner = derive_banner(STATES["cannot_redeem"], hint="Not now.")
    assert banner is not None
    assert banner.text == "Not now."
