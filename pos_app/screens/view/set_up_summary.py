"""What was answered, on one page, before it is saved."""

from pos_app.core.setting_up.asks import NO, NONE, YES, Ask
from pos_app.core.setting_up.keeping import makes_file, secret_names, setting
from pos_app.core.setting_up.questions import path, typed_secrets
from pos_app.core.setting_up.states import SetUp, Step, Tried
from pos_app.core.value import Value
from pos_app.screens.set_up import words
from pos_app.screens.texts import translate


class SummaryRow(Value, frozen=True):
    step: Step
    """Where it can be changed."""
    name: str
    text: str


def summary(state: SetUp) -> tuple[SummaryRow, ...]:
    texts = {
        Step.LANGUAGE: words.choice(Ask.LANGUAGE, state.answer(Ask.LANGUAGE)),
        Step.STORE: _store(state),
        Step.PROVIDER: _provider(state),
        Step.CONNECTION: state.answer(Ask.ADDRESS) or translate("SetUp", "The standard address"),
        Step.KEEPING: _file(state),
        Step.TRIAL: _trial(state),
        Step.MANAGER: _manager(state),
        Step.PRINTER: setting(state, Ask.PRINTER) or words.choice(Ask.PRINTING, NONE),
        Step.SCREEN: words.choice(Ask.CUSTOMER_SCREEN, state.answer(Ask.CUSTOMER_SCREEN)),
    }
    rows = [
        SummaryRow(step, words.step_name(step), texts[step])
        for step in path(state)
        if step in texts
    ]
    at = next(i for i, row in enumerate(rows) if row.step is Step.TRIAL)
    rows.insert(at, SummaryRow(Step.CONNECTION, _credentials_name(), _credentials(state)))
    return tuple(rows)


def _store(state: SetUp) -> str:
    store, till = state.answer(Ask.STORE), state.answer(Ask.TILL)
    codes = f"{state.answer(Ask.STORE_CODE)}{state.answer(Ask.TILL_CODE)}"
    return f"{store} · {till} · {codes}"


def _provider(state: SetUp) -> str:
    own = words.name(state.answer(Ask.PROVIDER))
    if Step.CHALLENGE not in path(state):
        return own
    return f"{own} + {words.name(state.answer(Ask.CHALLENGER))}"


def _credentials_name() -> str:
    return translate("SetUp", "Credentials")


def _credentials(state: SetUp) -> str:
    typed = [ask.value for ask in typed_secrets(state)]
    kept = [name for name in secret_names(state) if name in state.kept]
    if not typed:
        if kept:
            return translate("SetUp", "as they are kept")
        return translate("SetUp", "none: this is a sandbox")
    if Step.KEEPING in path(state):
        return translate("SetUp", "into the encrypted file")
    return translate("SetUp", "into this system's keyring")


def _file(state: SetUp) -> str:
    if makes_file(state):
        return translate("SetUp", "opens the encrypted file at each start")
    return translate("SetUp", "of the file that is there")


def _trial(state: SetUp) -> str:
    if not isinstance(state.trial, Tried):
        return translate("SetUp", "not tried")
    if state.trial.got_through:
        return translate("SetUp", "it answered")
    return translate("SetUp", "it did not answer as it should")


def _manager(state: SetUp) -> str:
    if state.answer(Ask.SIGN_IN) == NO:
        return words.choice(Ask.SIGN_IN, NO)
    return state.answer(Ask.MANAGER) or words.choice(Ask.SIGN_IN, YES)
