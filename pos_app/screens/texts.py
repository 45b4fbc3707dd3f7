"""What a cashier is told when something was misread or refused: sentences to be said aloud.

Each one ends with what to do next. ``Refusal.text`` is remote input and only ever quoted.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pos_app.core.identifiers import Misread
from pos_app.core.loyalty import Refusal
from pos_app.screens.refusal_texts import SENTENCES

translate = QCoreApplication.translate
_look_up = QCoreApplication.translate
"""For texts that are marked in the tables below; the other name is what marks a literal."""

LONGEST_REMOTE = 200

_MISREAD = {
    Misread.EMPTY: QT_TRANSLATE_NOOP("Misread", "Nothing was typed. Type or scan, then Enter."),
    Misread.TOO_LONG: QT_TRANSLATE_NOOP("Misread", "That is too long. Please type it again."),
    Misread.STRANGE_CHARACTERS: QT_TRANSLATE_NOOP(
        "Misread", "Some characters cannot be read. Please type it by hand."
    ),
    Misread.UNRECOGNISED: QT_TRANSLATE_NOOP(
        "Misread", "That is not a CPF, phone or e-mail. Check it and type it again."
    ),
    Misread.CPF_DIGITS: QT_TRANSLATE_NOOP(
        "Misread", "This CPF does not add up. Ask for it again, digit by digit."
    ),
    Misread.CNPJ_DIGITS: QT_TRANSLATE_NOOP(
        "Misread", "This CNPJ does not add up. Ask for it again, digit by digit."
    ),
    Misread.EMAIL_FORM: QT_TRANSLATE_NOOP(
        "Misread", "This e-mail is not complete. Ask for it again, letter by letter."
    ),
    Misread.PHONE_FORM: QT_TRANSLATE_NOOP(
        "Misread", "This phone number is not complete. Ask for it with the area code."
    ),
    Misread.AMOUNT_FORM: QT_TRANSLATE_NOOP("Misread", "That is not an amount. Type it like 12,50."),
    Misread.AMOUNT_DECIMALS: QT_TRANSLATE_NOOP(
        "Misread", "There are too many digits after the comma. Type it like 12,50."
    ),
    Misread.AMOUNT_ZERO: QT_TRANSLATE_NOOP("Misread", "Type an amount above zero."),
    Misread.AMOUNT_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Misread", "This amount is too large. Check it and type it again."
    ),
    Misread.PRODUCT_UNKNOWN: QT_TRANSLATE_NOOP(
        "Misread", "This product is not registered. Scan it again, or type its price."
    ),
    Misread.QUANTITY: QT_TRANSLATE_NOOP("Misread", "Type a quantity from 1 to 999."),
    Misread.COUPON_FORM: QT_TRANSLATE_NOOP(
        "Misread", "That cannot be a coupon's code. Check it and type it without blanks."
    ),
    Misread.CODE_FORM: QT_TRANSLATE_NOOP(
        "Misread", "The code has only digits. Ask for it again, digit by digit."
    ),
    Misread.SESSION_FORM: QT_TRANSLATE_NOOP(
        "Misread", "That is no QR code for paying. Ask the customer to show it in the app."
    ),
}


def misread(reason: Misread) -> str:
    return _look_up("Misread", str(_MISREAD[reason]))


def refusal(reason: Refusal) -> str:
    """Our own sentence, or a neutral one with the provider's words in quotes."""
    sentence = SENTENCES.get(reason.code)
    if sentence is not None:
        return _look_up("Refusal", str(sentence))
    own = remote(reason.text)
    if own:
        return translate("Refusal", "It was not accepted: “{words}”. Go on without it.").format(
            words=own
        )
    return translate("Refusal", "It was not accepted. Try again, or go on without it.")


def knows(code: str) -> bool:
    return code in SENTENCES


def sentence(reason: Misread | Refusal) -> str:
    return misread(reason) if isinstance(reason, Misread) else refusal(reason)


def support_code(reason: Misread | Refusal | None) -> str:
    """The short code for support; a misreading needs none."""
    return remote(reason.code)[:40] if isinstance(reason, Refusal) else ""


def remote(text: str | None) -> str:
    """Somebody else's text on one line and clipped; to be shown as plain text."""
    line = " ".join((text or "").split())
    shown = "".join(character for character in line if character.isprintable())
    return shown if len(shown) <= LONGEST_REMOTE else f"{shown[: LONGEST_REMOTE - 1]}…"
