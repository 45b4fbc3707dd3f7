"""What a harmless call came to, in words, and what to do about it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pos_app.core.setting_up.states import Finding, Outcome
from pos_app.screens.view.elements import Notice, Tone

translate = QCoreApplication.translate
_look_up = QCoreApplication.translate

_WORDS = {
    Outcome.CLOCK_OFF: QT_TRANSLATE_NOOP(
        "Trial",
        "It answered, but this machine's clock is {seconds} seconds off. Set it, or switch on the"
        " system's time synchronisation.",
    ),
    Outcome.NO_HOST: QT_TRANSLATE_NOOP(
        "Trial",
        "There is no such address. Check how it is written, and whether this machine is in the"
        " network.",
    ),
    Outcome.UNREACHABLE: QT_TRANSLATE_NOOP(
        "Trial",
        "Nobody can be reached there. Check the address, the network cable, and whether a firewall"
        " lets the till out.",
    ),
    Outcome.NO_ANSWER: QT_TRANSLATE_NOOP(
        "Trial", "It took too long to answer. Try again; if it stays so, the line is too slow."
    ),
    Outcome.NOT_TRUSTED: QT_TRANSLATE_NOOP(
        "Trial",
        "Its certificate is not trusted. Check the address; if the store's network looks into"
        " connections, have its certificate installed on this machine.",
    ),
    Outcome.OUT_OF_DATE: QT_TRANSLATE_NOOP(
        "Trial",
        "Its certificate is not valid today. Check date and time of this machine first, then ask"
        " the programme.",
    ),
    Outcome.REFUSED: QT_TRANSLATE_NOOP(
        "Trial",
        "It refuses these credentials. Go back and copy them once more, or ask the programme"
        " whether they are for this address.",
    ),
    Outcome.ELSEWHERE: QT_TRANSLATE_NOOP(
        "Trial",
        "Something answers there, but not this programme. Check the address, down to its last"
        " part.",
    ),
    Outcome.BUSY: QT_TRANSLATE_NOOP(
        "Trial",
        "It is there, and has trouble of its own just now. Try again in a minute, or go on: the"
        " till sells meanwhile.",
    ),
    Outcome.UNFIT: QT_TRANSLATE_NOOP(
        "Trial", "With these answers it cannot be asked. Go back and look through them."
    ),
    Outcome.NO_SECRETS: QT_TRANSLATE_NOOP(
        "Trial", "There are no credentials for it. Go back and type them."
    ),
}


def notice(finding: Finding, name: str) -> Notice:
    if finding.outcome is Outcome.ANSWERED:
        return Notice(_answered(finding), Tone.GOOD, title=name)
    words = _look_up("Trial", str(_WORDS[finding.outcome]))
    tone = Tone.CAUTION if finding.outcome in _NO_FAULT else Tone.BAD
    text = words.format(seconds=abs(finding.drift or 0))
    return Notice(text, tone, title=name, code=finding.remark[:40])


_NO_FAULT = {Outcome.CLOCK_OFF, Outcome.BUSY, Outcome.NO_ANSWER}
"""The answers may well be right."""


def _answered(finding: Finding) -> str:
    if finding.milliseconds is None:
        return translate("Trial", "It answered: everything is right.")
    text = translate("Trial", "It answered in {time} ms: address and credentials are right.")
    return text.format(time=finding.milliseconds)
