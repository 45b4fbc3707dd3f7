"""How far somebody has come who sets a till up."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from pos_app.core.setting_up.asks import Ask
from pos_app.core.setting_up.secret import Secret
from pos_app.core.value import Value


class Step(StrEnum):
    LANGUAGE = "language"
    STORE = "store"
    PROVIDER = "provider"
    CONNECTION = "connection"
    CHALLENGE = "challenge"
    """The one who asks for the codes in the provider's place."""
    TRIAL = "trial"
    MANAGER = "manager"
    KEEPING = "keeping"
    """Where the secrets lie when the system keeps none."""
    PRINTER = "printer"
    SCREEN = "screen"
    DONE = "done"


class Keeping(StrEnum):
    """What keeps secrets on this machine."""

    UNKNOWN = "unknown"
    """It is being found out."""
    KEYRING = "keyring"
    """The system's, or an encrypted file that is open."""
    LOCKED_FILE = "locked_file"
    NOTHING = "nothing"


class Mistake(StrEnum):
    MISSING = "missing"
    CODE_FORM = "code_form"
    ADDRESS_FORM = "address_form"
    NOT_PRACTICE = "not_practice"
    """A sandbox that asks for the codes of a real ledger would let everybody through."""
    ID_FORM = "id_form"
    SERVICE_FORM = "service_form"
    TILLS = "tills"
    IDENTITY_KEY_SHORT = "identity_key_short"
    PASSPHRASE_SHORT = "passphrase_short"
    WRONG_PASSPHRASE = "wrong_passphrase"
    PIN_FORM = "pin_form"
    PIN_GUESSED = "pin_guessed"
    DIFFERENT = "different"
    PRINTER_FORM = "printer_form"
    CHARACTERS = "characters"


class FarEnd(StrEnum):
    LEDGER = "ledger"
    CHALLENGER = "challenger"


class Outcome(StrEnum):
    """What a harmless call came to."""

    ANSWERED = "answered"
    CLOCK_OFF = "clock_off"
    """It answered, and this machine's clock is wrong."""
    NO_HOST = "no_host"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    NOT_TRUSTED = "not_trusted"
    OUT_OF_DATE = "out_of_date"
    """Its certificate, or this machine's clock."""
    REFUSED = "refused"
    """Credentials or rights."""
    ELSEWHERE = "elsewhere"
    """Something else answers at this address."""
    BUSY = "busy"
    UNFIT = "unfit"
    """Settings that are not enough for a call."""
    NO_SECRETS = "no_secrets"

    @property
    def is_good(self) -> bool:
        return self is Outcome.ANSWERED

    @property
    def got_through(self) -> bool:
        return self in {Outcome.ANSWERED, Outcome.CLOCK_OFF}


class Finding(Value, frozen=True):
    far_end: FarEnd
    outcome: Outcome
    milliseconds: int | None = None
    drift: int | None = None
    """Seconds between its clock and this machine's."""
    remark: str = ""
    """A code for support."""


class NotTried(Value, frozen=True):
    pass


class Trying(Value, frozen=True):
    turn: int


class Tried(Value, frozen=True):
    findings: tuple[Finding, ...]

    @property
    def got_through(self) -> bool:
        return all(finding.outcome.got_through for finding in self.findings)


Trial = NotTried | Trying | Tried


class Unsaved(Value, frozen=True):
    pass


class Saving(Value, frozen=True):
    pass


class Failure(StrEnum):
    """Why nothing is set up yet."""

    SETTINGS = "settings"
    """The file would not be taken, or not be written."""
    SECRETS = "secrets"
    MANAGER = "manager"
    UNEXPECTED = "unexpected"


class SaveFailed(Value, frozen=True):
    failure: Failure
    reason: str = ""
    """In the program's own words; tells no secret."""


class Saved(Value, frozen=True):
    pass


Save = Unsaved | Saving | SaveFailed | Saved


def _nothing() -> Mapping[Ask, str]:
    return {}


def _no_secrets() -> Mapping[Ask, Secret]:
    return {}


class SetUp(Value, frozen=True):
    first: bool = True
    """False where a till that is set up is changed."""
    keeping: Keeping = Keeping.UNKNOWN
    before: Mapping[Ask, str] = msgspec.field(default_factory=_nothing)
    """As till.toml has it."""
    kept: frozenset[Ask] = frozenset()
    """Secrets that are stored already."""
    answers: Mapping[Ask, str] = msgspec.field(default_factory=_nothing)
    """As they were typed."""
    secrets: Mapping[Ask, Secret] = msgspec.field(default_factory=_no_secrets)
    step: Step = Step.LANGUAGE
    reached: frozenset[Step] = frozenset({Step.LANGUAGE})
    told: bool = False
    """Whether the mistakes of the step are told: not before somebody wanted to go on."""
    wrong_passphrase: bool = False
    """The one that was typed did not open the file."""
    trial: Trial = NotTried()
    turn: int = 0
    """Of the trial: an answer to an earlier one counts no more."""
    save: Save = Unsaved()

    def __repr__(self) -> str:
        return f"SetUp({self.step})"

    def answer(self, ask: Ask) -> str:
        return self.answers.get(ask, "").strip()

    def secret(self, ask: Ask) -> str:
        held = self.secrets.get(ask)
        return held.reveal() if held is not None else ""
