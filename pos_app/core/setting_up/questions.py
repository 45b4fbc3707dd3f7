"""Which steps there are, and what each of them asks, given the answers so far."""

from collections.abc import Callable, Mapping

from pos_app.core.addresses import is_loopback
from pos_app.core.money import EXPONENTS
from pos_app.core.setting_up.asks import HIDDEN, KEPT_SECRETS, NO, NONE, YES, Ask, Question
from pos_app.core.setting_up.needs import CHALLENGERS, LEDGERS, NOT_IN_PRACTICE, Need, ledger
from pos_app.core.setting_up.states import Keeping, SetUp, Step

LANGUAGES = ("pt_BR", "en")
REGIONS = ("pt_BR", "en_US")
NETWORK, DEVICE = "network", "device"


def path(state: SetUp) -> tuple[Step, ...]:
    """The steps of this till, in order."""
    left_out = set()
    if not is_paired(state):
        left_out.add(Step.CHALLENGE)
    if not wants_passphrase(state):
        left_out.add(Step.KEEPING)
    if not state.first:
        left_out.add(Step.MANAGER)
    return tuple(step for step in Step if step not in left_out)


def is_paired(state: SetUp) -> bool:
    return state.answer(Ask.CHALLENGER) in CHALLENGERS and ledger(state.answer(Ask.PROVIDER)).pairs


def wants_passphrase(state: SetUp) -> bool:
    """The system keeps no secret, and there is one to keep: a PIN has a key of its own."""
    if state.keeping not in {Keeping.NOTHING, Keeping.LOCKED_FILE}:
        return False
    return bool(typed_secrets(state)) or (state.first and state.answer(Ask.SIGN_IN) != NO)


def typed_secrets(state: SetUp) -> tuple[Ask, ...]:
    """Of the provider and of the one beside it that are chosen now."""
    return tuple(ask for ask in _secrets_of(state) if state.secret(ask))


def _secrets_of(state: SetUp) -> tuple[Ask, ...]:
    own = ledger(state.answer(Ask.PROVIDER)).secrets
    beside = CHALLENGERS[state.answer(Ask.CHALLENGER)].secrets if is_paired(state) else ()
    return own + beside


def questions(state: SetUp, step: Step) -> tuple[Question, ...]:
    ask = _OF_A_STEP.get(step)
    return ask(state) if ask is not None else ()


def _language(state: SetUp) -> tuple[Question, ...]:
    regions = _with_own(state, Ask.REGION, REGIONS)
    return Question(Ask.LANGUAGE, LANGUAGES), Question(Ask.REGION, regions)


def _store(_state: SetUp) -> tuple[Question, ...]:
    asked = (Ask.STORE, Ask.STORE_CODE, Ask.TILL, Ask.TILL_CODE, Ask.OPERATOR)
    return tuple(Question(ask) for ask in asked)


def _provider(state: SetUp) -> tuple[Question, ...]:
    which = Question(Ask.PROVIDER, _with_own(state, Ask.PROVIDER, tuple(LEDGERS)))
    if not ledger(state.answer(Ask.PROVIDER)).pairs or not state.answer(Ask.PROVIDER):
        return (which,)
    return (which, Question(Ask.CHALLENGER, (NONE, *CHALLENGERS)))


def _connection(state: SetUp) -> tuple[Question, ...]:
    return _of_a_far_end(state, ledger(state.answer(Ask.PROVIDER)), Ask.ADDRESS)


def _challenge(state: SetUp) -> tuple[Question, ...]:
    beside = CHALLENGERS[state.answer(Ask.CHALLENGER)]
    return _of_a_far_end(state, beside, Ask.CHALLENGER_ADDRESS)


def _keeping(state: SetUp) -> tuple[Question, ...]:
    once = Question(Ask.PASSPHRASE)
    if state.keeping is Keeping.LOCKED_FILE:
        return (once,)
    return once, Question(Ask.PASSPHRASE_AGAIN)


def _manager(state: SetUp) -> tuple[Question, ...]:
    signing = Question(Ask.SIGN_IN, (YES, NO))
    if state.answer(Ask.SIGN_IN) == NO:
        return (signing,)
    return signing, Question(Ask.MANAGER), Question(Ask.PIN), Question(Ask.PIN_AGAIN)


def _printer(state: SetUp) -> tuple[Question, ...]:
    kind = Question(Ask.PRINTING, (NONE, NETWORK, DEVICE))
    return (kind, Question(Ask.PRINTER)) if state.answer(Ask.PRINTING) else (kind,)


def _screen(_state: SetUp) -> tuple[Question, ...]:
    return (Question(Ask.CUSTOMER_SCREEN, (NO, YES)),)


def _of_a_far_end(state: SetUp, need: Need, address: Ask) -> tuple[Question, ...]:
    practising = is_loopback(state.answer(address))
    return tuple(
        Question(
            ask,
            tuple(EXPONENTS) if ask is Ask.CURRENCY else (),
            needed=_is_needed(state, ask, need, address, practising=practising),
            kept=ask in state.kept,
        )
        for ask in need.asks
    )


def _is_needed(state: SetUp, ask: Ask, need: Need, address: Ask, *, practising: bool) -> bool:
    """In practice the secrets are all or none: some of them alone would go nowhere."""
    if ask is address:
        return not need.has_address
    if ask is Ask.TILLS or ask in state.kept:
        return False
    if ask in KEPT_SECRETS:
        given = any(state.secret(each) or each in state.kept for each in need.secrets)
        return given or not practising
    return not (practising and ask in NOT_IN_PRACTICE)


def _with_own(state: SetUp, ask: Ask, usual: tuple[str, ...]) -> tuple[str, ...]:
    own = state.before.get(ask, "")
    return usual if not own or own in usual else (*usual, own)


def is_hidden(ask: Ask) -> bool:
    return ask in HIDDEN


_OF_A_STEP: Mapping[Step, Callable[[SetUp], tuple[Question, ...]]] = {
    Step.LANGUAGE: _language,
    Step.STORE: _store,
    Step.PROVIDER: _provider,
    Step.CONNECTION: _connection,
    Step.CHALLENGE: _challenge,
    Step.KEEPING: _keeping,
    Step.MANAGER: _manager,
    Step.PRINTER: _printer,
    Step.SCREEN: _screen,
}
