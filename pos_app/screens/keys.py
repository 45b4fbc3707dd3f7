"""What can be done from the keyboard, and with which key."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Command(StrEnum):
    """One thing a key or a button does."""

    HELP = "help"
    PRODUCT = "product"
    CUSTOMER = "customer"
    REWARDS = "rewards"
    DISCOUNT = "discount"
    HOLD = "hold"
    PAY = "pay"
    SALES = "sales"
    MENU = "menu"
    BACK = "back"
    CONFIRM = "confirm"
    RESEND = "resend"
    CODE_INSTEAD = "code_instead"
    CHECK_CODE = "check_code"
    CONSENT = "consent"
    GIVE_CONTACT = "give_contact"
    ASK_NOW = "ask_now"
    ASK_AGAIN = "ask_again"
    CONTINUE_WITHOUT = "continue_without"
    UNDO = "undo"
    CASH = "cash"
    CARD = "card"
    FINISH_PAYMENT = "finish_payment"
    NEXT_SALE = "next_sale"
    COPY = "copy"
    PRINT = "print"
    CLEAR_CUSTOMER = "clear_customer"
    RETURN_PIECES = "return_pieces"
    CANCEL_PAID = "cancel_paid"
    MATTERS = "matters"
    ASK_PROVIDER = "ask_provider"
    IT_HAPPENED = "it_happened"
    IT_DID_NOT = "it_did_not"
    IT_IS_BACK = "it_is_back"
    RECORDS_COMPARED = "records_compared"
    SETTLED_OTHERWISE = "settled_otherwise"
    DONE_BY_HAND = "done_by_hand"
    LEFT_OUT = "left_out"
    ENROL_FIND = "enrol_find"
    ENROL_OTHER = "enrol_other"
    ENROL_ASK_AGAIN = "enrol_ask_again"
    ENROL_BEGIN = "enrol_begin"
    ENROL_CODE = "enrol_code"
    LOCK = "lock"
    UNLOCK_KEYS = "unlock_keys"
    SET_UP_NEXT = "set_up_next"
    SET_UP_BACK = "set_up_back"
    SET_UP_TRY = "set_up_try"
    SET_UP_SAVE = "set_up_save"
    SET_UP_LEAVE = "set_up_leave"
    SET_UP_RESTART = "set_up_restart"
    NOTHING = "nothing"


BY_KEY = {
    "F1": Command.HELP,
    "F2": Command.PRODUCT,
    "F3": Command.CUSTOMER,
    "F4": Command.REWARDS,
    "F5": Command.DISCOUNT,
    "F7": Command.HOLD,
    "F8": Command.PAY,
    "F9": Command.SALES,
    "F10": Command.MENU,
    "Esc": Command.BACK,
}
"""F6 always belongs to the button that shows it: send, redeem, send again, ask now. So do F11 and
F12, which a supervisor's decisions have, the other way to ask a customer (F11) and another paper of
a receipt (F12). Where no button shows F11 it switches the whole screen."""
WHOLE_SCREEN = "F11"
SUPPORT = "Ctrl+Shift+S"

_F1 = Qt.Key.Key_F1.value
_OTHERS = {
    Qt.Key.Key_Escape.value: "Esc",
    Qt.Key.Key_Return.value: "Enter",
    Qt.Key.Key_Enter.value: "Enter",
}


def name_of(key: int) -> str:
    """``F1`` … ``F12``, ``Esc``, ``Enter``, or nothing: as written on a button."""
    if _F1 <= key < _F1 + 12:
        return f"F{key - _F1 + 1}"
    return _OTHERS.get(key, "")


def is_lock(event: QKeyEvent) -> bool:
    """Ctrl+L, which locks from everywhere."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == Qt.Key.Key_L and modifiers == Qt.KeyboardModifier.ControlModifier
