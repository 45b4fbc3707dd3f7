"""Setting a till up: which step is shown, what it asks, what was wrong, and what comes next."""

from pos_app.core.setting_up.asks import Ask, Question
from pos_app.core.setting_up.mistakes import mistakes
from pos_app.core.setting_up.questions import is_hidden, path, questions
from pos_app.core.setting_up.states import (
    FarEnd,
    Finding,
    Keeping,
    Saved,
    SaveFailed,
    Saving,
    SetUp,
    Step,
    Tried,
    Trying,
)
from pos_app.core.value import Value
from pos_app.screens.set_up import trial_words, words
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Notice, Tone
from pos_app.screens.view.set_up_actions import actions
from pos_app.screens.view.set_up_summary import SummaryRow, summary
from pos_app.screens.view.steps import Mark


class StepRow(Value, frozen=True):
    step: Step
    number: int
    name: str
    mark: Mark
    reachable: bool


class Choice(Value, frozen=True):
    value: str
    text: str
    chosen: bool


class FieldView(Value, frozen=True):
    ask: Ask
    label: str
    example: str = ""
    """Shown while nothing is typed."""
    hidden: bool = False
    """Typed as dots; its text is not part of the view."""
    text: str = ""
    choices: tuple[Choice, ...] = ()
    problem: str = ""
    wide: bool = False


class SetUpView(Value, frozen=True):
    step: Step
    rows: tuple[StepRow, ...]
    title: str
    explained: str
    fields: tuple[FieldView, ...]
    notices: tuple[Notice, ...]
    summary: tuple[SummaryRow, ...]
    actions: tuple[Button, ...]
    busy: bool


def derive_set_up(state: SetUp) -> SetUpView:
    saved = isinstance(state.save, Saved)
    title = words.title(state.step, state.answer(Ask.PROVIDER))
    return SetUpView(
        step=state.step,
        rows=_rows(state),
        title=translate("SetUp", "The settings are saved") if saved else title,
        explained=_explained(state),
        fields=_fields(state),
        notices=_notices(state),
        summary=summary(state) if state.step is Step.DONE else (),
        actions=actions(state),
        busy=isinstance(state.trial, Trying),
    )


def _rows(state: SetUp) -> tuple[StepRow, ...]:
    order = path(state)
    at = order.index(state.step)
    done = isinstance(state.save, Saved)
    settled = isinstance(state.save, Saving | Saved)
    return tuple(
        StepRow(
            step,
            number,
            words.step_name(step),
            _mark(state, step, number - 1 - at, done=done),
            step in state.reached and not settled,
        )
        for number, step in enumerate(order, start=1)
    )


def _mark(state: SetUp, step: Step, after: int, *, done: bool) -> Mark:
    if after == 0 and not done:
        return Mark.CURRENT
    right = step in state.reached and not mistakes(state, step)
    passed = after < 0 or not state.first
    return Mark.DONE if done or (passed and right) else Mark.AHEAD


def _explained(state: SetUp) -> str:
    if state.step is not Step.KEEPING:
        return words.explained(state.step)
    if state.keeping is Keeping.LOCKED_FILE:
        return translate(
            "SetUp",
            "The credentials of this till lie in an encrypted file. Its passphrase opens it.",
        )
    return translate(
        "SetUp",
        "This machine's system keeps no secrets. The credentials go into an encrypted file"
        " instead, which this passphrase opens at each start. Write it down and lock it away:"
        " nobody can find it again.",
    )


def _fields(state: SetUp) -> tuple[FieldView, ...]:
    wrong = mistakes(state, state.step) if state.told else {}
    return tuple(
        _field(state, question, words.mistake(wrong[question.ask]) if question.ask in wrong else "")
        for question in questions(state, state.step)
    )


def _field(state: SetUp, question: Question, problem: str) -> FieldView:
    ask = question.ask
    hidden = is_hidden(ask)
    text = "" if hidden else state.answers.get(ask, "")
    return FieldView(
        ask,
        words.label(ask),
        _example(state, question),
        hidden,
        text,
        tuple(
            Choice(value, words.choice(ask, value), chosen=value == text)
            for value in question.choices
        ),
        problem,
        wide=bool(question.choices) or ask in _WIDE,
    )


_WIDE = {
    Ask.OPERATOR,
    Ask.ADDRESS,
    Ask.CHALLENGER_ADDRESS,
    Ask.SERVICE,
    Ask.MANAGER,
    Ask.PRINTER,
    Ask.TWILIO_IDENTITY_KEY,
}
_EXAMPLES = {
    Ask.STORE: "Loja Centro",
    Ask.STORE_CODE: "L01",
    Ask.TILL: "Caixa 03",
    Ask.TILL_CODE: "C03",
    Ask.OPERATOR: "Ana P.",
    Ask.SERVICE: "VA…",
    Ask.TWILIO_KEY: "SK…",
    Ask.TILLS: "1",
    Ask.MANAGER: "Bia R.",
}


def _example(state: SetUp, question: Question) -> str:
    ask = question.ask
    if question.kept:
        return translate("SetUp", "Kept. Type only to replace it.")
    if ask is Ask.PRINTER:
        return "192.168.0.50" if state.answer(Ask.PRINTING) == "network" else "/dev/usb/lp0"
    if ask in {Ask.ADDRESS, Ask.CHALLENGER_ADDRESS}:
        if question.needed:
            return "https://…"
        return translate("SetUp", "The standard one, unless another is typed")
    if is_hidden(ask) and not question.needed:
        return translate("SetUp", "A sandbox on this machine needs none")
    return _EXAMPLES.get(ask, "")


def _notices(state: SetUp) -> tuple[Notice, ...]:
    if state.step is Step.TRIAL:
        return _of_the_trial(state)
    match state.save:
        case SaveFailed(failure, reason):
            return (Notice(reason, Tone.BAD, title=words.failure(failure)),)
        case Saved():
            text = translate("SetUp", "They hold from the next start of the till.")
            return (Notice(text, Tone.GOOD),)
    if state.step is Step.DONE and state.keeping is Keeping.UNKNOWN:
        text = translate("SetUp", "It is being looked up where this system keeps secrets…")
        return (Notice(text, Tone.PLAIN),)
    return ()


def _of_the_trial(state: SetUp) -> tuple[Notice, ...]:
    if not isinstance(state.trial, Tried):
        return ()
    return tuple(trial_words.notice(each, _name(state, each)) for each in state.trial.findings)


def _name(state: SetUp, finding: Finding) -> str:
    ask = Ask.PROVIDER if finding.far_end is FarEnd.LEDGER else Ask.CHALLENGER
    return words.name(state.answer(ask))
