"""The two or three things a supervisor can do about a matter, as buttons."""

from pos_app.checkout.state import Matter, OpenMatter
from pos_app.core.decision import Decision
from pos_app.core.submission import Step
from pos_app.screens.keys import Command
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind

DECISIONS = {
    Command.ASK_PROVIDER: Decision.ASK_AGAIN,
    Command.IT_HAPPENED: Decision.IT_HAPPENED,
    Command.IT_DID_NOT: Decision.IT_DID_NOT,
    Command.IT_IS_BACK: Decision.IT_IS_BACK,
    Command.SETTLED_OTHERWISE: Decision.SETTLED_OTHERWISE,
    Command.DONE_BY_HAND: Decision.DONE_BY_HAND,
    Command.LEFT_OUT: Decision.LEFT_OUT,
    Command.RECORDS_COMPARED: Decision.COMPARED,
}
ASKED_TWICE = {
    Decision.IT_DID_NOT,
    Decision.SETTLED_OTHERWISE,
    Decision.LEFT_OUT,
    Decision.COMPARED,
}
"""Somebody loses something if it is said by mistake."""

_COMMANDS = {decision: command for command, decision in DECISIONS.items()}
_NAMES = {
    Decision.ASK_AGAIN: "askProviderButton",
    Decision.IT_HAPPENED: "itHappenedButton",
    Decision.IT_DID_NOT: "itDidNotButton",
    Decision.IT_IS_BACK: "itIsBackButton",
    Decision.SETTLED_OTHERWISE: "settledOtherwiseButton",
    Decision.DONE_BY_HAND: "doneByHandButton",
    Decision.LEFT_OUT: "leftOutButton",
    Decision.COMPARED: "recordsComparedButton",
}
_KEYS = {
    Decision.ASK_AGAIN: "F6",
    Decision.IT_HAPPENED: "F11",
    Decision.IT_IS_BACK: "F11",
    Decision.DONE_BY_HAND: "F11",
    Decision.IT_DID_NOT: "F12",
    Decision.SETTLED_OTHERWISE: "F12",
    Decision.LEFT_OUT: "F12",
    Decision.COMPARED: "F12",
}


def decision_buttons(matter: Matter) -> tuple[Button, ...]:
    """The one that harms nothing comes last and large, as everywhere on this till."""
    decisions = sorted(matter.decisions, key=Decision.ASK_AGAIN.__eq__)
    return tuple(_button(decision, matter) for decision in decisions)


def _button(decision: Decision, matter: Matter) -> Button:
    kind = Kind.PRIMARY if decision is Decision.ASK_AGAIN else Kind.SECONDARY
    text = _text(decision, matter)
    return Button(_NAMES[decision], text, _COMMANDS[decision], _KEYS[decision], kind)


def _text(decision: Decision, matter: Matter) -> str:
    holding = isinstance(matter, OpenMatter) and matter.step is Step.HOLD
    match decision:
        case Decision.ASK_AGAIN:
            return translate("Actions", "Ask again")
        case Decision.IT_HAPPENED if holding:
            return translate("Matters", "Yes: release it")
        case Decision.IT_HAPPENED:
            return translate("Matters", "Yes: give it back")
        case Decision.IT_DID_NOT:
            return translate("Matters", "No: not there")
        case Decision.IT_IS_BACK:
            return translate("Matters", "It is back")
        case Decision.SETTLED_OTHERWISE:
            return translate("Matters", "Made good")
        case Decision.DONE_BY_HAND:
            return translate("Matters", "Entered there")
        case Decision.LEFT_OUT:
            return translate("Matters", "Leave it out")
        case Decision.COMPARED:
            return translate("Matters", "Compared")


def question(decision: Decision, matter: Matter, provider: str) -> str:
    """Asked before what somebody could lose by."""
    order = isinstance(matter, OpenMatter) and matter.step is Step.REGISTER
    match decision:
        case Decision.IT_DID_NOT:
            text = translate(
                "Matters",
                "If it is there after all, the customer loses it. Is there nothing at {provider}?",
            )
        case Decision.SETTLED_OTHERWISE:
            text = translate(
                "Matters", "The reward stays used. Was it made good to the customer otherwise?"
            )
        case Decision.COMPARED:
            text = translate(
                "Matters",
                "Rewards are redeemed again from now on. Is every one of that time accounted for?",
            )
        case _ if order:
            text = translate(
                "Matters", "The customer gets no points for this sale. Leave it out for good?"
            )
        case _:
            text = translate(
                "Matters", "At {provider} the sale stays as it is. Leave it out for good?"
            )
    return text.format(provider=provider)


def confirmation(decision: Decision) -> tuple[Button, ...]:
    match decision:
        case Decision.IT_DID_NOT:
            text = translate("Matters", "Yes, nothing is there")
        case Decision.SETTLED_OTHERWISE:
            text = translate("Matters", "Yes, it was made good")
        case Decision.COMPARED:
            text = translate("Matters", "Yes, all is compared")
        case _:
            text = translate("Matters", "Yes, leave it out")
    return (
        Button("notYetButton", translate("Matters", "Not yet"), Command.BACK, "Esc"),
        Button("confirmDecisionButton", text, _COMMANDS[decision], "F6", Kind.PRIMARY),
    )
