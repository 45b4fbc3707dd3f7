"""Phrases that change with a number."""

from PySide6.QtCore import QCoreApplication

_look_up = QCoreApplication.translate


def translate(context: str, text: str, _comment: str, _sample: int) -> tuple[str, str]:
    """Marks a counted phrase: lupdate takes it for a plural only beside a literal number."""
    return context, text


_ITEMS = translate("Counts", "Subtotal, %n items", "", 2)
_TRIES = translate("Counts", "%n attempts left", "", 2)
_REVERSALS = translate("Counts", "%n rewards still to settle", "", 2)
_ORDERS = translate("Counts", "%n orders waiting to be sent", "", 2)
_ASIDE = translate("Counts", "%n cases for a supervisor", "", 2)
_PARKED = translate("Counts", "%n parked sales", "", 2)
_PIECES = translate("Counts", "%n pieces", "", 2)

_ATTEMPTS = translate("Counts", "%n attempts", "", 2)
_FOREIGN = translate("Counts", "%n sales here were made with another programme.", "", 2)
_LOST = translate("Counts", "%n records could not be read", "", 2)


def _say(phrase: tuple[str, str], number: int) -> str:
    return _look_up(phrase[0], phrase[1], "", number)


def items(number: int) -> str:
    return _say(_ITEMS, number)


def tries_left(number: int) -> str:
    return _say(_TRIES, number)


def to_settle(number: int) -> str:
    return _say(_REVERSALS, number)


def to_send(number: int) -> str:
    return _say(_ORDERS, number)


def for_supervisor(number: int) -> str:
    return _say(_ASIDE, number)


def parked(number: int) -> str:
    return _say(_PARKED, number)


def pieces(number: int) -> str:
    return _say(_PIECES, number)


def attempts(number: int) -> str:
    return _say(_ATTEMPTS, number)


def foreign_sales(number: int) -> str:
    return _say(_FOREIGN, number)


def records_lost(number: int) -> str:
    return _say(_LOST, number)
