"""The one function that moves a set-up on."""

from collections.abc import Mapping

from msgspec.structs import replace

from pos_app.core.addresses import is_loopback
from pos_app.core.setting_up.asks import NONE, Ask
from pos_app.core.setting_up.events import (
    Answered,
    AnsweredSecretly,
    Back,
    Event,
    Found,
    Moved,
    Next,
    PassphraseRefused,
    SaveAsked,
    SaveEnded,
    SaveRefused,
    Store,
    TrialAsked,
    TrialEnded,
    Try,
    WentTo,
)
from pos_app.core.setting_up.mistakes import first_wrong_step, mistakes
from pos_app.core.setting_up.needs import CHALLENGERS, LEDGERS, ledger
from pos_app.core.setting_up.questions import path
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import (
    Keeping,
    NotTried,
    Saved,
    SaveFailed,
    Saving,
    SetUp,
    Step,
    Tried,
    Trying,
    Unsaved,
)

TRIED = frozenset(
    {
        Ask.PROVIDER,
        Ask.CHALLENGER,
        *(ask for need in (*LEDGERS.values(), *CHALLENGERS.values()) for ask in need.asks),
    }
)
"""What a trial was made with: one of them changed, it says nothing any more."""


def transition(state: SetUp, event: Event) -> Moved:
    """An event that does not fit where somebody stands changes nothing."""
    if isinstance(state.save, Saving):
        return _while_saving(state, event)
    if isinstance(state.save, Saved):
        return Moved(state)
    match event:
        case Next() | Back() | WentTo():
            return Moved(_walked(state, event))
        case TrialAsked():
            return _try(state)
        case TrialEnded(turn, findings):
            awaited = state.trial == Trying(turn)
            return Moved(replace(state, trial=Tried(findings)) if awaited else state)
        case SaveAsked():
            return _save(state)
    return Moved(_told(state, event))


def _told(state: SetUp, event: Event) -> SetUp:
    match event:
        case Found(keeping, kept):
            return replace(state, keeping=keeping, kept=kept)
        case Answered(ask, text):
            return _answered(state, ask, text)
        case AnsweredSecretly(ask, secret):
            return _answered_secretly(state, ask, secret)
    return state


def _walked(state: SetUp, event: Next | Back | WentTo) -> SetUp:
    match event:
        case Next():
            return _next(state)
        case Back():
            return _back(state)
        case WentTo(step):
            known = step in path(state) and step in state.reached
            return _at(state, step) if known else state


def _while_saving(state: SetUp, event: Event) -> Moved:
    match event:
        case SaveEnded():
            return Moved(replace(state, save=Saved(), secrets={}))
        case SaveRefused(failure, reason):
            return Moved(replace(state, save=SaveFailed(failure, reason)))
        case PassphraseRefused():
            back = replace(state, save=Unsaved(), wrong_passphrase=True)
            return Moved(replace(_at(back, Step.KEEPING), told=True))
    return Moved(state)


def _answered(state: SetUp, ask: Ask, text: str) -> SetUp:
    if state.answers.get(ask, "") == text:
        return state
    answers = {**state.answers, ask: text}
    if ask is Ask.PROVIDER:
        answers = _of_another_provider(state, answers, text)
    elif ask is Ask.PRINTING:
        answers[Ask.PRINTER] = ""
    return _untried(replace(state, answers=answers, save=Unsaved()), ask)


def _of_another_provider(state: SetUp, answers: dict[Ask, str], provider: str) -> dict[Ask, str]:
    """What was said of the provider before is not true of this one. The one that till.toml names
    brings back what stands there."""
    need = ledger(provider)
    told = state.before if state.before.get(Ask.PROVIDER) == provider else {}
    for ask in (Ask.ADDRESS, Ask.CLIENT, Ask.ACCOUNT, Ask.SEND_PROFILE, Ask.TILLS):
        answers[ask] = told.get(ask, "")
    answers[Ask.CURRENCY] = told.get(Ask.CURRENCY, need.currency)
    if not need.pairs:
        answers[Ask.CHALLENGER] = NONE
    return answers


def _answered_secretly(state: SetUp, ask: Ask, secret: Secret) -> SetUp:
    secrets: Mapping[Ask, Secret] = {**state.secrets, ask: secret}
    wrong = state.wrong_passphrase and ask is not Ask.PASSPHRASE
    changed = replace(state, secrets=secrets, wrong_passphrase=wrong, save=Unsaved())
    return _untried(changed, ask)


def _untried(state: SetUp, ask: Ask) -> SetUp:
    return replace(state, trial=NotTried()) if ask in TRIED else state


def _next(state: SetUp) -> SetUp:
    if mistakes(state, state.step):
        return replace(state, told=True)
    order = path(state)
    later = [step for step in order if _is_after(step, state.step)]
    if not later:
        return state
    reached = replace(state, reached=state.reached | {later[0]})
    return _at(_practise_both(reached), later[0])


def _practise_both(state: SetUp) -> SetUp:
    """One sandbox on this machine serves the ledger and the challenger."""
    address = state.answer(Ask.ADDRESS)
    if state.step is not Step.CONNECTION or not is_loopback(address):
        return state
    if Step.CHALLENGE not in path(state) or state.answer(Ask.CHALLENGER_ADDRESS):
        return state
    return replace(state, answers={**state.answers, Ask.CHALLENGER_ADDRESS: address})


def _back(state: SetUp) -> SetUp:
    earlier = [step for step in path(state) if _is_after(state.step, step)]
    return _at(state, earlier[-1]) if earlier else state


def _is_after(step: Step, other: Step) -> bool:
    order = tuple(Step)
    return order.index(step) > order.index(other)


def _at(state: SetUp, step: Step) -> SetUp:
    """A trial that is still on its way when its step is left counts no more."""
    trial = NotTried() if isinstance(state.trial, Trying) else state.trial
    save = Unsaved() if isinstance(state.save, SaveFailed) else state.save
    return replace(state, step=step, told=False, trial=trial, save=save)


def _try(state: SetUp) -> Moved:
    if isinstance(state.trial, Trying) or state.step is not Step.TRIAL:
        return Moved(state)
    for step in (Step.PROVIDER, Step.CONNECTION, Step.CHALLENGE):
        if step in path(state) and mistakes(state, step):
            return Moved(replace(_at(state, step), told=True))
    turn = state.turn + 1
    return Moved(replace(state, trial=Trying(turn), turn=turn), Try(turn))


def _save(state: SetUp) -> Moved:
    if state.keeping is Keeping.UNKNOWN or state.step is not Step.DONE:
        return Moved(state)
    wrong = first_wrong_step(state)
    if wrong is not None:
        reached = replace(state, reached=state.reached | {wrong})
        return Moved(replace(_at(reached, wrong), told=True))
    return Moved(replace(state, save=Saving()), Store())
