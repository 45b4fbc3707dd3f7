"""What happened to a redemption, event by event."""

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    ContactWanted,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    Sent,
    StillWaiting,
    WrongCode,
)
from pos_app.core.loyalty import (
    AmountOff,
    Cashback,
    Computed,
    PercentOff,
    RewardedProduct,
    Unsupported,
)
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import Closed, Idle, Intent, Redeemed, State
from pos_app.core.scrubbing import scrub
from pos_app.story import phrases

_CHANNELS = {
    Channel.SMS: "by SMS",
    Channel.EMAIL: "by e-mail",
    Channel.PUSH: "to the customer's app",
    Channel.APP_CODE: "by the customer's app",
    Channel.UNKNOWN: "perhaps",
}


def tell_redemption(state: State, event: re.Event) -> str:
    match event:
        case re.Begun(intent):
            return f"redemption begun: {_reward(intent)}, {phrases.named(intent.key)}"
        case re.Answered(step, answer=answer):
            return phrases.answer(step, answer)
        case re.CodeSendAnswered(answer=answer):
            return _code_sent(answer)
        case re.CheckAnswered(answer=answer):
            return _checked(answer)
        case re.Restarted(away=away):
            return f"till started again{_after(away)}"
        case re.Left() | re.ResendAsked():
            return _asked(state, event)
        case re.Consented(to, by):
            return f"customer agreed to {to}, says {scrub(by) or 'the cashier'}"
        case re.Decided(decision, by, why):
            return phrases.decided(decision, by, why)
        case _:
            return _ASKED[type(event)]


_ASKED: dict[type[re.Event], str] = {
    re.ContactGiven: "contact for the code given",
    re.CodeEntered: "code typed",
    re.UndoAsked: "undo asked for",
    re.SalePaid: "reward used in the paid sale",
    re.Woken: "time to ask again",
    re.AskedNow: "cashier asked at once",
}


def _asked(state: State, event: re.Left | re.ResendAsked) -> str:
    if isinstance(event, re.Left):
        return _left(state)
    if event.by is None:
        return "another code asked for"
    return f"a code asked for {_CHANNELS[event.by]} instead"


def _left(state: State) -> str:
    if isinstance(state, Idle | Closed):
        return "nothing to leave"
    if isinstance(state, Redeemed):
        return "sale left: the reward goes back"
    return "reward not wanted any more"


def _reward(intent: Intent) -> str:
    title = scrub(intent.title)
    match intent.benefit:
        case Cashback(named=True):
            return f"{phrases.amount(intent.amount)} from “{title}”"
        case Cashback():
            return f"{phrases.amount(intent.amount)} cashback"
        case PercentOff(percent):
            return f"{percent.normalize():f} % off ({phrases.amount(intent.amount)}), “{title}”"
        case AmountOff():
            return f"{phrases.amount(intent.amount)} off, “{title}”"
        case RewardedProduct(sku):
            return f"product {sku}, “{title}”"
        case Computed(coupon=True):
            return "a coupon"
        case Computed() | Unsupported():
            return f"“{title}”"


def _code_sent(answer: SendAnswer) -> str:
    match answer:
        case Sent(Channel.APP_CODE):
            return "code to be read off the customer's authenticator app"
        case Sent(Channel.PUSH):
            return "approval asked for on the customer's device"
        case Sent(channel, destination):
            place = f" to {scrub(destination)}" if destination else ""
            return f"code sent {_CHANNELS[channel]}{place}"
        case ContactWanted():
            return "the provider lacks a phone or e-mail for the code"
        case NotDelivered(refusal):
            return f"code not sent: {phrases.reason(refusal)}"
        case SendUnknown():
            return "code: answer lost, it may or may not have gone out"


def _checked(answer: CheckAnswer) -> str:
    match answer:
        case Approved():
            return "code accepted"
        case WrongCode():
            return "code wrong"
        case CodeDead(refusal):
            return f"code not accepted: {phrases.reason(refusal)}"
        case CheckNotSent():
            return "code not checked: it never left this machine"
        case CheckUnknown():
            return "code: answer lost, taken for not approved"
        case StillWaiting():
            return "approval still waited for"


def _after(away: float) -> str:
    if away < 0:
        return ", the clock had been set back"
    minutes = round(away / 60)
    return f" after {minutes} min" if minutes else ""
