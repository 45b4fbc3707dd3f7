"""What the sale page shows in every state the cashier can meet."""

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from pos_app.core.loyalty import Refusal
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.actions import derive_actions
from pos_app.screens.view.code import CodePanel
from pos_app.screens.view.elements import Kind, Tone
from pos_app.screens.view.panel import LookingUpPanel, RewardsPanel, SearchPanel
from pos_app.screens.view.redeeming import ContactPanel, MessagePanel
from pos_app.screens.view.sale import SaleView, derive_next_look, derive_sale
from pos_app.screens.view.steps import Mark
from tests.screens.examples import NOW, STATES, at

MONEY = MoneyText("pt_BR")


def derived(name: str, now: float = NOW, *, searching: bool = False) -> SaleView:
    return derive_sale(STATES[name], now, MONEY, searching=searching)


class Case(NamedTuple):
    name: str
    panel: type
    title: str
    """Where the panel has one."""
    step: str
    """The current one; empty when all are done."""
    actions: tuple[str, ...]


CASES = (
    Case("empty", SearchPanel, "Loyalty customer?", "Customer", ("scanFirstButton",)),
    Case("basket", SearchPanel, "Loyalty customer?", "Customer", ("payButton",)),
    Case("looking_up", LookingUpPanel, "", "Customer", ("payButton",)),
    Case("not_found", SearchPanel, "No customer found", "Customer", ("payButton",)),
    Case("no_rewards", MessagePanel, "No rewards yet", "Reward", ("payButton",)),
    Case("rewards", RewardsPanel, "", "Reward", ("payButton",)),
    Case("reward_marked", RewardsPanel, "", "Reward", ("payButton", "sendCodeButton")),
    Case("amount", RewardsPanel, "", "Reward", ("payButton", "sendCodeButton")),
    Case("no_code", RewardsPanel, "", "Reward", ("payButton", "redeemButton")),
    Case(
        "reserving",
        MessagePanel,
        "Reserving…",
        "Reward",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case(
        "sending_code",
        MessagePanel,
        "Sending the code…",
        "Code",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case(
        "contact",
        ContactPanel,
        "Where should the code go?",
        "Code",
        ("continueWithoutButton", "giveContactButton"),
    ),
    Case(
        "not_sent",
        MessagePanel,
        "No code is waiting",
        "Code",
        ("continueWithoutButton", "resendButton"),
    ),
    Case("sends_used_up", MessagePanel, "No code is waiting", "Code", ("continueWithoutButton",)),
    Case(
        "code",
        CodePanel,
        "Ask the customer for the code",
        "Code",
        ("continueWithoutButton", "checkCodeButton"),
    ),
    Case(
        "wrong_code",
        CodePanel,
        "Ask the customer for the code",
        "Code",
        ("continueWithoutButton", "checkCodeButton"),
    ),
    Case(
        "expired",
        CodePanel,
        "The code has expired",
        "Code",
        ("continueWithoutButton", "resendButton"),
    ),
    Case(
        "checking",
        CodePanel,
        "Checking the code…",
        "Code",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case(
        "push",
        CodePanel,
        "The customer confirms on their phone",
        "Code",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case("locked", MessagePanel, "Too many wrong codes", "Reward", ("payButton",)),
    Case("refused", RewardsPanel, "", "Reward", ("payButton",)),
    Case(
        "redeeming",
        MessagePanel,
        "Redeeming…",
        "Redeemed",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case("unknown", MessagePanel, "BonifiQ has not answered yet", "Redeemed", ("askNowButton",)),
    Case("not_reached", MessagePanel, "BonifiQ cannot be reached", "Redeemed", ("askNowButton",)),
    Case("left", RewardsPanel, "", "Reward", ("payButton",)),
    Case(
        "parked_for_person",
        MessagePanel,
        "A supervisor must look at this",
        "Redeemed",
        ("parkButton",),
    ),
    Case("redeemed", MessagePanel, "R$\xa020,00 redeemed", "", ("undoButton", "payButton")),
    Case(
        "gift_redeemed",
        MessagePanel,
        "Caneca de presente redeemed",
        "",
        ("undoButton", "payButton"),
    ),
    Case(
        "reversing",
        MessagePanel,
        "Giving the reward back…",
        "Redeemed",
        ("continueWithoutButton", "waitingButton"),
    ),
    Case(
        "reversal_unknown",
        MessagePanel,
        "BonifiQ has not answered yet",
        "Redeemed",
        ("askNowButton",),
    ),
    Case("reversed", RewardsPanel, "", "Reward", ("payButton",)),
    Case("offline", MessagePanel, "BonifiQ cannot be reached", "Customer", ("payButton",)),
    Case(
        "misconfigured", MessagePanel, "The points cannot be used now", "Customer", ("payButton",)
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_state_has_its_panel_its_step_and_its_next_action(case: Case) -> None:
    view = derived(case.name)
    current = [step.name for step in view.steps if step.mark is Mark.CURRENT]
    assert isinstance(view.panel, case.panel)
    assert getattr(view.panel, "title", "") == case.title
    assert current == ([case.step] if case.step else [])
    assert tuple(button.name for button in view.actions) == case.actions


@pytest.mark.parametrize("name", STATES)
def test_there_is_always_exactly_one_primary_action_and_it_comes_last(name: str) -> None:
    actions = derived(name).actions
    primary = [button.kind is Kind.PRIMARY for button in actions]
    assert primary.count(True) == 1
    assert primary[-1]


@pytest.mark.parametrize("name", STATES)
def test_paying_is_offered_exactly_when_the_sale_can_be_paid(name: str) -> None:
    offered = any(button.name == "payButton" for button in derived(name).actions)
    assert offered == STATES[name].sale.can_be_paid


@pytest.mark.parametrize("name", STATES)
def test_the_total_is_never_reduced_by_what_is_not_confirmed(name: str) -> None:
    assert derived(name).totals.total == MONEY.full(STATES[name].sale.total)


def test_a_pending_reward_is_named_as_not_taken_off_and_the_later_total_is_told() -> None:
    totals = derived("code").totals
    assert totals.total == "R$\xa0250,00"
    assert totals.after == "After confirmation R$\xa0230,00"
    assert totals.sums[-1].name == "Cashback, waiting for the code, not taken off yet"
    assert totals.sums[-1].amount == "−20,00"
    assert totals.sums[-1].tone is Tone.CAUTION


def test_a_redeemed_reward_is_taken_off() -> None:
    totals = derived("redeemed").totals
    assert (totals.total, totals.after) == ("R$\xa0230,00", "")
    assert totals.sums[-1].tone is Tone.GOOD


def test_no_reward_is_offered_while_one_that_was_left_is_still_being_settled() -> None:
    left = replace(STATES["left"], choice=STATES["reward_marked"].choice)
    assert [button.name for button in derive_actions(left, NOW, MONEY)] == ["payButton"]


def test_a_reward_left_behind_is_not_in_the_sums() -> None:
    assert derived("left").totals.after == ""
    assert len(derived("left").totals.sums) == 2


def test_three_steps_when_no_code_is_needed() -> None:
    assert [step.name for step in derived("no_code").steps] == ["Customer", "Reward", "Redeemed"]


def test_an_unknown_outcome_is_amber_and_says_what_is_safe() -> None:
    panel = derived("unknown").panel
    assert isinstance(panel, MessagePanel)
    assert panel.tone is Tone.CAUTION
    assert "same key and cannot redeem twice" in panel.text
    assert panel.small == "Attempt 3 · next in 4 s · reference 8F2K-19QX"
    assert [button.name for button in panel.buttons] == ["parkButton", "continueWithoutButton"]


def test_a_refused_reversal_is_not_called_unanswered() -> None:
    refused = replace(STATES["reversal_unknown"].sale.redemption, reason=Refusal("NOT_CANCELLED"))
    panel = derive_sale(at(refused), NOW, MONEY, searching=False).panel
    assert isinstance(panel, MessagePanel)
    assert panel.title == "BonifiQ has not given the reward back yet"
    assert panel.small.endswith("NOT_CANCELLED")


def test_the_wait_for_the_next_attempt_never_reads_below_zero() -> None:
    panel = derived("unknown", NOW + 99).panel
    assert isinstance(panel, MessagePanel)
    assert "next in 0 s" in panel.small


def test_the_skeleton_waits_so_that_a_quick_answer_does_not_flicker() -> None:
    early, late = derived("looking_up", NOW - 0.9).panel, derived("looking_up").panel
    assert early == LookingUpPanel(visible=False)
    assert late == LookingUpPanel(visible=True)
    look = derive_next_look(STATES["looking_up"], NOW - 0.9)
    assert look == pytest.approx(0.05)


def test_only_states_that_count_down_are_looked_at_again() -> None:
    again = {name for name, state in STATES.items() if derive_next_look(state, NOW) is not None}
    assert {"code", "unknown", "push", "not_reached", "reversal_unknown"} <= again
    assert not {"empty", "basket", "rewards", "redeemed", "redeeming", "looking_up"} & again


def test_asking_for_another_customer_offers_to_go_without_one() -> None:
    panel = derived("rewards", searching=True).panel
    assert isinstance(panel, SearchPanel)
    assert panel.title == "Another customer"
    assert panel.clear is not None


def test_a_till_that_cannot_redeem_offers_no_redemption() -> None:
    assert [button.name for button in derived("cannot_redeem").actions] == ["payButton"]


def test_a_store_that_has_used_up_its_wrong_codes_is_told_in_one_sentence() -> None:
    """Typed by whomever at whichever till: nobody is accused."""
    panel = derived("store_codes_used_up").panel
    assert isinstance(panel, MessagePanel)
    assert panel.text.startswith("Too many wrong codes in this store just now.")
    assert (panel.tone, panel.small) == (Tone.CAUTION, "STORE_CODES_USED_UP")
    names = [button.name for button in derived("store_codes_used_up").actions]
    assert names == ["continueWithoutButton", "resendButton"]
