"""What can be done at each step of a set-up; the next action comes last."""

from pos_app.core.setting_up.questions import path
from pos_app.core.setting_up.states import (
    Keeping,
    NotTried,
    Saved,
    Saving,
    SetUp,
    Step,
    Tried,
    Trying,
)
from pos_app.screens.keys import Command
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind


def actions(state: SetUp) -> tuple[Button, ...]:
    if isinstance(state.save, Saved):
        return _saved(state)
    if isinstance(state.save, Saving):
        return (_waiting(translate("SetUp", "Saving…")),)
    match state.step:
        case Step.TRIAL:
            return (_back(state), *_trial(state))
        case Step.DONE:
            return (_back(state), _save(state))
    return (_back(state), _next(translate("SetUp", "Next"), "F6"))


def _saved(state: SetUp) -> tuple[Button, ...]:
    """A first set-up goes on by itself: the till opens."""
    if state.first:
        return (_waiting(translate("SetUp", "The till opens…")),)
    back = translate("Enrol", "Back to the sale")
    restart = translate("SetUp", "Restart now")
    return (
        Button("setUpLeaveButton", back, Command.SET_UP_LEAVE, "Esc"),
        Button("setUpRestartButton", restart, Command.SET_UP_RESTART, "F6", Kind.PRIMARY),
    )


def _trial(state: SetUp) -> tuple[Button, ...]:
    match state.trial:
        case NotTried():
            first = _try(translate("SetUp", "Try it now"), "F6", Kind.PRIMARY)
            return (_without(translate("SetUp", "Next without trying")), first)
        case Trying():
            return (_waiting(translate("SetUp", "Asking…")),)
        case Tried() if state.trial.got_through:
            again = _try(translate("SetUp", "Try again"), "F11", Kind.SECONDARY)
            return (again, _next(translate("SetUp", "Next"), "F6"))
    again = _try(translate("SetUp", "Try again"), "F6", Kind.PRIMARY)
    return (_without(translate("SetUp", "Go on anyway")), again)


def _save(state: SetUp) -> Button:
    text = translate("SetUp", "Save the settings")
    if state.first:
        text = translate("SetUp", "Save and open the till")
    known = state.keeping is not Keeping.UNKNOWN
    return Button("setUpSaveButton", text, Command.SET_UP_SAVE, "F6", Kind.PRIMARY, enabled=known)


def _back(state: SetUp) -> Button:
    if state.step is not path(state)[0]:
        text = translate("SetUp", "Back")
        return Button("setUpBackButton", text, Command.SET_UP_BACK, "Esc")
    text = translate("Enrol", "Back to the sale")
    if state.first:
        text = translate("SetUp", "Leave")
    return Button("setUpLeaveButton", text, Command.SET_UP_LEAVE, "Esc")


def _next(text: str, key: str) -> Button:
    return Button("setUpNextButton", text, Command.SET_UP_NEXT, key, Kind.PRIMARY)


def _without(text: str) -> Button:
    return Button("setUpSkipButton", text, Command.SET_UP_NEXT, "F11")


def _try(text: str, key: str, kind: Kind) -> Button:
    return Button("setUpTryButton", text, Command.SET_UP_TRY, key, kind)


def _waiting(text: str) -> Button:
    return Button("setUpWaitingButton", text, Command.NOTHING, "", Kind.PRIMARY, enabled=False)
