"""What is wrong with an answer, at which question."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from pos_app.core.addresses import is_loopback, is_usable
from pos_app.core.setting_up.asks import KEPT_SECRETS, Ask, Question
from pos_app.core.setting_up.printers import printer_address
from pos_app.core.setting_up.questions import is_hidden, path, questions
from pos_app.core.setting_up.states import Keeping, Mistake, SetUp, Step

SHORTEST_IDENTITY_KEY = 16
SHORTEST_PASSPHRASE = 8
MOST_TILLS = 99


def mistakes(state: SetUp, step: Step) -> Mapping[Ask, Mistake]:
    found = {
        question.ask: mistake
        for question in questions(state, step)
        if (mistake := _mistake(state, question)) is not None
    }
    return MappingProxyType(found)


def first_wrong_step(state: SetUp) -> Step | None:
    return next((step for step in path(state) if mistakes(state, step)), None)


def _mistake(state: SetUp, question: Question) -> Mistake | None:
    ask = question.ask
    value = state.secret(ask) if is_hidden(ask) else state.answer(ask)
    if question.choices:
        return None if value in question.choices else Mistake.MISSING
    if not value:
        return Mistake.MISSING if question.needed else None
    if ask in _SENT and not _can_be_sent(value):
        return Mistake.CHARACTERS
    if ask in _AGAIN:
        return None if value == state.secret(_AGAIN[ask]) else Mistake.DIFFERENT
    check = _CHECKS.get(ask)
    return check(state, value) if check is not None else None


def _can_be_sent(secret: str) -> bool:
    """What is pasted may bring a blank or a quotation mark along."""
    return secret.isascii() and secret.isprintable() and " " not in secret


def _code(_state: SetUp, value: str) -> Mistake | None:
    fits = value.isascii() and value.isalnum() and len(value) <= 8
    return None if fits else Mistake.CODE_FORM


def _address(_state: SetUp, value: str) -> Mistake | None:
    return None if is_usable(value) else Mistake.ADDRESS_FORM


def _challenger_address(state: SetUp, value: str) -> Mistake | None:
    if not is_usable(value):
        return Mistake.ADDRESS_FORM
    real = not is_loopback(state.answer(Ask.ADDRESS))
    return Mistake.NOT_PRACTICE if is_loopback(value) and real else None


def _id(_state: SetUp, value: str) -> Mistake | None:
    return None if re.fullmatch(r"[0-9]{1,32}", value) else Mistake.ID_FORM


def _service(_state: SetUp, value: str) -> Mistake | None:
    fits = re.fullmatch(r"VA[0-9a-fA-F]{32}", value, re.ASCII)
    return None if fits else Mistake.SERVICE_FORM


def _tills(_state: SetUp, value: str) -> Mistake | None:
    fits = re.fullmatch(r"[0-9]{1,2}", value) and 1 <= int(value) <= MOST_TILLS
    return None if fits else Mistake.TILLS


def _identity_key(_state: SetUp, value: str) -> Mistake | None:
    return Mistake.IDENTITY_KEY_SHORT if len(value) < SHORTEST_IDENTITY_KEY else None


def _passphrase(state: SetUp, value: str) -> Mistake | None:
    if state.keeping is Keeping.LOCKED_FILE:
        return Mistake.WRONG_PASSPHRASE if state.wrong_passphrase else None
    return Mistake.PASSPHRASE_SHORT if len(value) < SHORTEST_PASSPHRASE else None


def _pin(_state: SetUp, value: str) -> Mistake | None:
    if not re.fullmatch(r"[0-9]{4,8}", value):
        return Mistake.PIN_FORM
    return Mistake.PIN_GUESSED if _is_guessed(value) else None


def _is_guessed(pin: str) -> bool:
    """All digits the same, or one after the other."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _printer(state: SetUp, value: str) -> Mistake | None:
    fits = printer_address(state.answer(Ask.PRINTING), value)
    return None if fits else Mistake.PRINTER_FORM


_SENT = KEPT_SECRETS - {Ask.TWILIO_IDENTITY_KEY}
_AGAIN = {Ask.PASSPHRASE_AGAIN: Ask.PASSPHRASE, Ask.PIN_AGAIN: Ask.PIN}
_CHECKS: Mapping[Ask, Callable[[SetUp, str], Mistake | None]] = {
    Ask.STORE_CODE: _code,
    Ask.TILL_CODE: _code,
    Ask.ADDRESS: _address,
    Ask.CHALLENGER_ADDRESS: _challenger_address,
    Ask.ACCOUNT: _id,
    Ask.SEND_PROFILE: _id,
    Ask.SERVICE: _service,
    Ask.TILLS: _tills,
    Ask.TWILIO_IDENTITY_KEY: _identity_key,
    Ask.PASSPHRASE: _passphrase,
    Ask.PIN: _pin,
    Ask.PRINTER: _printer,
}
