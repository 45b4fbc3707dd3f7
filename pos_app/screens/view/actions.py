"""The bottom right: always one next action, the largest button, with its key on it."""

from msgspec.structs import replace

from pos_app.checkout.state import Choice, Quoted, TillState
from pos_app.core.identifiers import mask_email, mask_phone
from pos_app.core.loyalty import Cashback, Computed, Customer
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Parked,
    Redeemed,
    Reversing,
    SendingCode,
    is_left,
    worth_of,
)
from pos_app.core.submission import Phase
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind
from pos_app.screens.view.redeeming import is_unknown, way_out

Buttons = tuple[Button, ...]


def derive_actions(  # noqa: C901, PLR0911, PLR0912 - a table
    state: TillState, now: float, money: MoneyText
) -> Buttons:
    """In the order of the eye; the primary one comes last."""
    sale = state.sale
    if sale.can_be_paid and not isinstance(sale.redemption, Redeemed):
        return _before(state, money)
    match sale.redemption:
        case Redeemed():
            undo = Button("undoButton", translate("Actions", "Undo the redemption"), Command.UNDO)
            return (undo, primary(pay_button(state, money)))
        case SendingCode():
            return (_without(), _waiting(translate("Actions", "Sending the code…")))
        case CheckingCode():
            return (_without(), _waiting(translate("Actions", "Checking the code…")))
        case ConsentNeeded():
            return (_without(), _consent(state, sale.redemption, money))
        case ContactNeeded():
            return (_without(), _give_contact())
        case AwaitingCode(challenge=challenge) if challenge.is_over(now):
            return _new_code(challenge.resend_at is not None)
        case AwaitingCode():
            return (_without(), _check_code())
        case AwaitingApproval():
            return (_without(), _waiting(translate("Actions", "Waiting for the customer…")))
        case CodeNotSent(tally=tally):
            return _new_code(tally.sends < state.profile.code.sends)
        case Holding() | Committing() | Reversing():
            return _carried(sale.redemption)
        case Parked():
            return (primary(way_out()[0]),)
        case _:
            return (_scan_first(),)


def primary(button: Button) -> Button:
    return replace(button, kind=Kind.PRIMARY)


def pay_button(state: TillState, money: MoneyText) -> Button:
    text = translate("Actions", "Pay {total}").format(total=money.full(state.sale.total))
    return Button("payButton", text, Command.PAY, "F8")


def _before(state: TillState, money: MoneyText) -> Buttons:
    pay = pay_button(state, money)
    if state.choice is None or not isinstance(state.quote, Quoted):
        return (primary(pay),)
    if not state.can_redeem or is_left(state.sale.redemption):
        return (primary(pay),)
    short = replace(pay, text=translate("Actions", "Pay without"))
    return (short, _confirm(state, state.choice, state.quote, money))


def _confirm(state: TillState, choice: Choice, quoted: Quoted, money: MoneyText) -> Button:
    if quoted.quote.needs_code:
        text = _send_text(state.customer)
        if state.profile.consent_first:
            text = translate("Actions", "Ask the customer")
        elif state.profile.consent or not state.profile.code_to_contact:
            text = translate("Actions", "Go on to the code")
        return Button("sendCodeButton", text, Command.CONFIRM, "F6", Kind.PRIMARY)
    if isinstance(choice.reward.benefit, Computed):
        text = translate("Actions", "Redeem the reward")
    elif isinstance(choice.reward.benefit, Cashback) or choice.amount:
        text = translate("Actions", "Redeem {amount}").format(amount=money.full(choice.amount))
    else:
        text = translate("Actions", "Redeem the gift")
    return Button("redeemButton", text, Command.CONFIRM, "F6", Kind.PRIMARY)


def _send_text(customer: Customer | None) -> str:
    """The place is named only when there is just one the code can go to."""
    phone, email = (customer.phone, customer.email) if customer else (None, None)
    if phone and not email:
        return translate("Actions", "Send code to {place}").format(place=mask_phone(phone))
    if email and not phone:
        return translate("Actions", "Send code to {place}").format(place=mask_email(email))
    return translate("Actions", "Send the code")


def _carried(redemption: Holding | Committing | Reversing) -> Buttons:
    submission = redemption.submission
    if submission.lands:
        return (_waiting(translate("Actions", "Waiting…")),)
    if submission.phase is Phase.RESTING or is_unknown(submission):
        ask = Button(
            "askNowButton", translate("Actions", "Ask now"), Command.ASK_NOW, "F6", Kind.PRIMARY
        )
        return (replace(ask, enabled=not submission.in_flight),)
    if isinstance(redemption, Reversing):
        return (_without(), _waiting(translate("Actions", "Giving back…")))
    return (_without(), _waiting(translate("Actions", "Redeeming…")))


def _without() -> Button:
    return way_out()[1]


def _waiting(text: str) -> Button:
    return Button("waitingButton", text, Command.NOTHING, "", Kind.PRIMARY, enabled=False)


def _consent(state: TillState, needed: ConsentNeeded, money: MoneyText) -> Button:
    if state.profile.consent_first:
        text = translate("Actions", "Customer agrees: pay {amount}")
        text = text.format(amount=money.full(worth_of(needed)))
    else:
        text = translate("Actions", "Customer agrees: {send}")
        text = text.format(send=_send_text(state.customer))
    return Button("consentButton", text, Command.CONSENT, "F6", Kind.PRIMARY)


def _check_code() -> Button:
    text = translate("Actions", "Check the code")
    return Button("checkCodeButton", text, Command.CHECK_CODE, "Enter", Kind.PRIMARY)


def _give_contact() -> Button:
    text = translate("Actions", "Send the code")
    return Button("giveContactButton", text, Command.GIVE_CONTACT, "F6", Kind.PRIMARY)


def _new_code(allowed: bool) -> Buttons:  # noqa: FBT001 - read right beside the call
    if not allowed:
        return (primary(_without()),)
    text = translate("Actions", "Send a new code")
    return (_without(), Button("resendButton", text, Command.RESEND, "F6", Kind.PRIMARY))


def _scan_first() -> Button:
    text = translate("Actions", "Scan or type the first item")
    return Button("scanFirstButton", text, Command.PRODUCT, "F2", Kind.PRIMARY)
