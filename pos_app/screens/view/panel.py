"""What the changing panel on the right shows at this moment of the sale."""

from pos_app.checkout.state import Asking, Field, Quoted, QuoteFailed, TillState
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.redemption.refusals import TAKEN_BACK
from pos_app.core.redemption.states import Closed, Idle, Outcome, is_left
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.elements import Button, Notice, Tone
from pos_app.screens.view.redeeming import MessagePanel, RedeemingPanel, derive_redeeming
from pos_app.screens.view.rewards import AmountChoice, RewardRow, derive_amount, derive_rows
from pos_app.screens.view.wording import kind_name, kind_names

SKELETON_AFTER = 0.15
"""Seconds before a look-up is shown as one."""


class SearchPanel(Value, frozen=True):
    title: str
    hint: str
    placeholder: str
    problem: str = ""
    code: str = ""
    clear: Button | None = None
    """Takes the known customer away."""
    hidden: bool = False
    """What is typed is shown as dots."""


class LookingUpPanel(Value, frozen=True):
    visible: bool
    """False at first: what is shown stays, so that a quick answer does not flicker."""


class RewardsPanel(Value, frozen=True):
    rows: tuple[RewardRow, ...]
    notice: Notice | None
    amount: AmountChoice | None
    coupon_problem: str = ""
    """What was wrong with the code of a coupon."""


Panel = SearchPanel | LookingUpPanel | RewardsPanel | MessagePanel | RedeemingPanel


def derive_panel(state: TillState, now: float, money: MoneyText, *, searching: bool) -> Panel:
    """``searching``: the cashier asked for the customer field although one is known."""
    redemption = state.sale.redemption
    if not isinstance(redemption, Idle | Closed) and not is_left(redemption):
        return derive_redeeming(state, redemption, now, money)
    if searching:
        return _search(state)
    match state.quote:
        case Asking(since):
            return LookingUpPanel(now - since >= SKELETON_AFTER)
        case QuoteFailed():
            return _failed(state, state.quote)
        case Quoted() as quoted if state.customer is not None:
            return _quoted(state, quoted, money)
        case Quoted():
            return _not_found(state)
        case _:
            return _search(state)


def _search(state: TillState) -> SearchPanel:
    title, clear = translate("Search", "Loyalty customer?"), None
    if state.key is not None:
        title = translate("Search", "Another customer")
        text = translate("Search", "Without customer")
        clear = Button("clearCustomerButton", text, Command.CLEAR_CUSTOMER)
    hint = translate("Search", "It is only used to find points. Without it the sale goes on.")
    code = texts.support_code(state.problem.reason) if state.problem else ""
    problem = problem_at(state, Field.CUSTOMER)
    return SearchPanel(
        title, hint, placeholder(state), problem, code if problem else "", clear, hides(state)
    )


def hides(state: TillState) -> bool:
    """What lets anybody act as the customer is not shown, not even while it is scanned."""
    return state.profile.looks_up_by == (IdentifierKind.SESSION,)


LONGEST_PRODUCT = 24
"""Characters; whatever is longer is a customer's, where those lend the till something long."""


def is_of_customer(state: TillState, text: str) -> bool:
    """A scanner reads into whatever field has the focus."""
    return hides(state) and len(text) > LONGEST_PRODUCT


def placeholder(state: TillState) -> str:
    kinds = kind_names(state.profile.looks_up_by)
    return translate("Search", "{kinds} of the customer").format(kinds=kinds)


def _not_found(state: TillState) -> SearchPanel:
    masked = state.key.masked if state.key else ""
    return SearchPanel(
        translate("Search", "No customer found"),
        translate("Search", "Nobody is registered with {key}. Ask again, or go on without.").format(
            key=masked
        ),
        placeholder(state),
        problem_at(state, Field.CUSTOMER),
        hidden=hides(state),
    )


def _failed(state: TillState, failed: QuoteFailed) -> MessagePanel | SearchPanel:
    if failed.refusal.code in {"NO_CUSTOMER", "KEY_NOT_SUPPORTED"}:
        title = translate("Search", "No customer found")
        hint = texts.refusal(failed.refusal)
        problem = problem_at(state, Field.CUSTOMER)
        return SearchPanel(title, hint, placeholder(state), problem, hidden=hides(state))
    again = Button("askAgainButton", translate("Actions", "Ask again"), Command.ASK_AGAIN, "F6")
    other = Button("otherCustomerButton", _other_customer(), Command.CUSTOMER, "F3")
    code = texts.support_code(failed.refusal)
    if not failed.offline:
        return MessagePanel(
            tone=Tone.BAD,
            title=translate("Panel", "The points cannot be used now"),
            text=texts.refusal(failed.refusal),
            small=code,
            buttons=(again, other),
        )
    provider = remote(state.identity.provider)
    return MessagePanel(
        tone=Tone.CAUTION,
        title=translate("Panel", "{provider} cannot be reached").format(provider=provider),
        text=_offline(state),
        small=code,
        buttons=(again, other),
    )


def _offline(state: TillState) -> str:
    if state.key is not None and state.key.kind in state.profile.passing:
        return translate(
            "Panel",
            "The sale goes on as usual. This {kind} will not be good for long: ask for the phone or"
            " e-mail, so that the points of this purchase can follow.",
        ).format(kind=kind_name(state.key.kind))
    return translate(
        "Panel",
        "The sale goes on as usual. The customer stays noted, and the points of this purchase"
        " follow later. Rewards can be used when the connection is back.",
    )


def _other_customer() -> str:
    return translate("Actions", "Other customer")


def _quoted(state: TillState, quoted: Quoted, money: MoneyText) -> RewardsPanel | MessagePanel:
    closed = state.sale.redemption
    if isinstance(closed, Closed) and closed.outcome is Outcome.LOCKED:
        return MessagePanel(
            tone=Tone.BAD,
            title=translate("Panel", "Too many wrong codes"),
            text=translate(
                "Panel",
                "For the customer's safety no reward can be used in this sale."
                " The points are untouched. Go on to payment.",
            ),
            small=texts.support_code(closed.refusal),
            buttons=(Button("otherCustomerButton", _other_customer(), Command.CUSTOMER, "F3"),),
        )
    rows = derive_rows(state, quoted, money)
    if not rows:
        return MessagePanel(
            tone=Tone.PLAIN,
            title=translate("Panel", "No rewards yet"),
            text=_earns(),
            buttons=(Button("otherCustomerButton", _other_customer(), Command.CUSTOMER, "F3"),),
            notice=_notice(state),
        )
    amount = derive_amount(state, state.choice, money) if state.choice else None
    notice = _notice(state)
    if not quoted.quote.rewards and notice is None:
        notice = Notice(_earns(), Tone.PLAIN, translate("Panel", "No rewards yet"))
    return RewardsPanel(rows, notice, amount, problem_at(state, Field.COUPON))


def _earns() -> str:
    return translate("Panel", "This purchase still earns points. Go on to payment as usual.")


def _notice(state: TillState) -> Notice | None:
    redemption = state.sale.redemption
    if is_left(redemption):
        text = translate(
            "Panel",
            "The sale goes on without the reward. Anything taken is given back by itself.",
        )
        return Notice(text, Tone.CAUTION)
    if not isinstance(redemption, Closed):
        return None
    refusal = redemption.refusal
    if redemption.outcome is Outcome.REVERSED and refusal is None:
        return Notice(translate("Panel", "The reward was given back."), Tone.GOOD)
    if redemption.outcome is Outcome.WRITTEN_OFF:
        text = translate("Panel", "A supervisor has made the reward good in another way.")
        return Notice(text, Tone.PLAIN)
    if redemption.outcome in {Outcome.REFUSED, Outcome.REVERSED} and refusal is not None:
        tone = Tone.CAUTION if refusal in TAKEN_BACK else Tone.BAD
        return Notice(texts.refusal(refusal), tone, code=texts.support_code(refusal))
    return None
