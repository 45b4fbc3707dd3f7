"""The step bar: how far this sale's reward has really come."""

from enum import StrEnum

from pos_app.checkout.state import Quoted, TillState
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
    Spent,
    intent_of,
    is_left,
)
from pos_app.core.value import Value
from pos_app.screens.texts import translate


class Mark(StrEnum):
    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


class Step(Value, frozen=True):
    number: int
    name: str
    mark: Mark


class _Reached(StrEnum):
    CUSTOMER = "customer"
    REWARD = "reward"
    CODE = "code"
    REDEEMED = "redeemed"
    ALL = "all"


def derive_steps(state: TillState) -> tuple[Step, ...]:
    names = {
        _Reached.CUSTOMER: translate("Steps", "Customer"),
        _Reached.REWARD: translate("Steps", "Reward"),
        _Reached.CODE: translate("Steps", "Code"),
        _Reached.REDEEMED: translate("Steps", "Redeemed"),
    }
    if not needs_code(state):
        del names[_Reached.CODE]
    order = [*names]
    reached = _reached(state)
    at = len(order) if reached is _Reached.ALL else order.index(reached)
    return tuple(
        Step(i + 1, names[step], Mark.DONE if i < at else Mark.CURRENT if i == at else Mark.AHEAD)
        for i, step in enumerate(order)
    )


def needs_code(state: TillState) -> bool:
    """What the open redemption or the last quote says; with neither, a code is expected."""
    redemption = state.sale.redemption
    intent = intent_of(redemption)
    if intent is not None and _reached(state) not in {_Reached.CUSTOMER, _Reached.REWARD}:
        return intent.needs_code
    return state.quote.quote.needs_code if isinstance(state.quote, Quoted) else True


def _reached(state: TillState) -> _Reached:
    redemption = state.sale.redemption
    if not is_left(redemption):
        match redemption:
            case Redeemed() | Spent():
                return _Reached.ALL
            case Committing(intent=intent, verdict=None) if intent.needs_code:
                return _Reached.CODE
            case Committing() | Reversing() | Parked():
                return _Reached.REDEEMED
            case ConsentNeeded():
                return _Reached.REWARD
            case SendingCode() | ContactNeeded() | CodeNotSent() | AwaitingCode():
                return _Reached.CODE
            case AwaitingApproval() | CheckingCode():
                return _Reached.CODE
            case Holding():
                return _Reached.REWARD
    known = state.customer is not None and isinstance(state.quote, Quoted)
    return _Reached.REWARD if known else _Reached.CUSTOMER
