"""What can happen while a till is set up, and what then has to be done."""

from pos_app.core.setting_up.asks import Ask
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import Failure, Finding, Keeping, SetUp, Step
from pos_app.core.value import Value


class Found(Value, frozen=True):
    """What this machine keeps secrets in, and which of them it has."""

    keeping: Keeping
    kept: frozenset[Ask] = frozenset()


class Answered(Value, frozen=True):
    ask: Ask
    text: str

    def __repr__(self) -> str:
        return f"Answered({self.ask})"


class AnsweredSecretly(Value, frozen=True):
    ask: Ask
    secret: Secret


class Next(Value, frozen=True):
    pass


class Back(Value, frozen=True):
    pass


class WentTo(Value, frozen=True):
    step: Step


class TrialAsked(Value, frozen=True):
    pass


class TrialEnded(Value, frozen=True):
    turn: int
    findings: tuple[Finding, ...]


class SaveAsked(Value, frozen=True):
    pass


class SaveEnded(Value, frozen=True):
    """Everything is where it belongs."""


class SaveRefused(Value, frozen=True):
    failure: Failure
    reason: str = ""


class PassphraseRefused(Value, frozen=True):
    """It does not open the encrypted file; nothing was stored."""


Event = (
    Found
    | Answered
    | AnsweredSecretly
    | Next
    | Back
    | WentTo
    | TrialAsked
    | TrialEnded
    | SaveAsked
    | SaveEnded
    | SaveRefused
    | PassphraseRefused
)


class Try(Value, frozen=True):
    """A harmless call to each far end, with what was answered so far."""

    turn: int


class Store(Value, frozen=True):
    """Secrets and the manager first, then the settings."""


Effect = Try | Store


class Moved(Value, frozen=True):
    state: SetUp
    effect: Effect | None = None
