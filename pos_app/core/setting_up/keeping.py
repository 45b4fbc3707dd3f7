"""From what is known of a till to answers, and from answers to what is kept of them."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.core.setting_up.asks import NO, NONE, SETTINGS, YES, Ask, place
from pos_app.core.setting_up.needs import CHALLENGERS, ledger
from pos_app.core.setting_up.printers import kind_of, printer_address
from pos_app.core.setting_up.questions import path, questions, typed_secrets
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import Keeping, SetUp, Step

Change = str | int | bool | None
OF_A_PROVIDER = (
    ("loyalty", "address"),
    ("loyalty", "client"),
    ("loyalty", "account"),
    ("loyalty", "send_profile"),
    ("loyalty", "identity_address"),
    ("loyalty", "receipts_address"),
    ("loyalty", "tills"),
    ("loyalty", "country"),
    ("loyalty", "connect_seconds"),
    ("loyalty", "answer_seconds"),
    ("money", "currency"),
)
OF_A_CHALLENGER = (
    ("challenge", "provider"),
    ("challenge", "address"),
    ("challenge", "service"),
    ("challenge", "approval_seconds"),
    ("challenge", "amount_and_payee"),
    ("challenge", "connect_seconds"),
    ("challenge", "answer_seconds"),
)
"""What goes with it when another takes its place."""


def answers_of(written: Mapping[tuple[str, str], object]) -> Mapping[Ask, str]:
    """By section and key, as till.toml or whoever provisions tills has it."""
    found = {}
    for ask in (each for each in Ask if each in SETTINGS):
        value = written.get(place(ask))
        if value is not None:
            found[ask] = _text(value)
    if Ask.PRINTER in found:
        found[Ask.PRINTING] = kind_of(found[Ask.PRINTER])
    return MappingProxyType(found)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def begin(written: Mapping[tuple[str, str], object] | None, *, language: str, region: str) -> SetUp:
    """``written`` ``None``: this till has not been set up. ``language`` and ``region`` hold until
    somebody says otherwise."""
    before = answers_of(written or {})
    proposed = {
        Ask.LANGUAGE: language,
        Ask.REGION: region,
        Ask.CHALLENGER: NONE,
        Ask.PRINTING: NONE,
        Ask.CUSTOMER_SCREEN: NO,
        Ask.SIGN_IN: YES,
    }
    if written is None:
        return SetUp(answers=proposed)
    answers = {**proposed, **before}
    wanted = ledger(answers.get(Ask.PROVIDER, ""))
    if Ask.CURRENCY in wanted.asks:
        answers.setdefault(Ask.CURRENCY, wanted.currency)
    return SetUp(first=False, before=before, answers=answers, reached=frozenset(Step))


def changes(state: SetUp) -> Mapping[tuple[str, str], Change]:
    """By section and key, as ``settings.save`` takes them: what differs from till.toml."""
    found: dict[tuple[str, str], Change] = {}
    if state.answer(Ask.PROVIDER) != state.before.get(Ask.PROVIDER, ""):
        found |= dict.fromkeys(OF_A_PROVIDER)
    if _challenger(state) != state.before.get(Ask.CHALLENGER, ""):
        found |= dict.fromkeys(OF_A_CHALLENGER)
    asked = _asked(state) & SETTINGS
    for ask in (each for each in Ask if each in asked):
        value = setting(state, ask)
        if place(ask) in found or value != state.before.get(ask, ""):
            found[place(ask)] = _typed(ask, value)
    if not state.answer(Ask.PRINTING) and state.before.get(Ask.PRINTER):
        found[place(Ask.PRINTER)] = None
    if not state.before:
        found = {key: value for key, value in found.items() if value is not None}
    return MappingProxyType(found)


def setting(state: SetUp, ask: Ask) -> str:
    """As it will be written."""
    if ask is Ask.PRINTER:
        return printer_address(state.answer(Ask.PRINTING), state.answer(ask))
    return state.answer(ask)


def _asked(state: SetUp) -> frozenset[Ask]:
    return frozenset(question.ask for step in path(state) for question in questions(state, step))


def _challenger(state: SetUp) -> str:
    return state.answer(Ask.CHALLENGER) if Step.CHALLENGE in path(state) else NONE


def _typed(ask: Ask, value: str) -> Change:
    if not value:
        return None
    if ask is Ask.TILLS:
        return int(value)
    return value == YES if ask is Ask.CUSTOMER_SCREEN else value


def secrets_of(state: SetUp) -> Mapping[str, Secret]:
    """By the name under which each is kept: what was typed; the others stay as they are."""
    return MappingProxyType({ask.value: state.secrets[ask] for ask in typed_secrets(state)})


def passphrase_of(state: SetUp) -> Secret | None:
    """Of the encrypted file that is made or opened, where one is wanted."""
    return state.secrets[Ask.PASSPHRASE] if Step.KEEPING in path(state) else None


def makes_file(state: SetUp) -> bool:
    return state.keeping is Keeping.NOTHING and Step.KEEPING in path(state)


def manager_of(state: SetUp) -> tuple[str, Secret] | None:
    """Name and PIN; ``None`` where nobody signs in, or who does is settled elsewhere."""
    if Step.MANAGER not in path(state) or state.answer(Ask.SIGN_IN) == NO:
        return None
    return state.answer(Ask.MANAGER), state.secrets[Ask.PIN]


def secret_names(state: SetUp) -> tuple[str, ...]:
    """All that the chosen ones want, typed or not."""
    own = ledger(state.answer(Ask.PROVIDER)).secrets
    paired = Step.CHALLENGE in path(state)
    beside = CHALLENGERS[state.answer(Ask.CHALLENGER)].secrets if paired else ()
    return tuple(ask.value for ask in own + beside)
