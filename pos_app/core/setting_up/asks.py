"""Everything that somebody who sets a till up may be asked."""

from enum import StrEnum

from pos_app.core.value import Value


class Ask(StrEnum):
    """What is written into till.toml goes by its section and key, and what is kept as a secret by
    the name under which it is kept."""

    LANGUAGE = "screen.language"
    REGION = "money.region"
    STORE = "store.name"
    STORE_CODE = "store.code"
    TILL = "till.name"
    TILL_CODE = "till.code"
    OPERATOR = "till.operator"
    PROVIDER = "loyalty.provider"
    CHALLENGER = "challenge.provider"
    ADDRESS = "loyalty.address"
    CLIENT = "loyalty.client"
    ACCOUNT = "loyalty.account"
    SEND_PROFILE = "loyalty.send_profile"
    TILLS = "loyalty.tills"
    CURRENCY = "money.currency"
    SERVICE = "challenge.service"
    CHALLENGER_ADDRESS = "challenge.address"
    PRINTER = "printer.address"
    CUSTOMER_SCREEN = "screen.customer"

    BONIFIQ_TOKEN = "bonifiq.api_token"
    BONIFIQ_KEY = "bonifiq.api_key"
    PUNCHH_LOCATION_KEY = "punchh.location_key"
    PUNCHH_BUSINESS_KEY = "punchh.business_key"
    WEAVR_KEY = "weavr.api_key"
    TWILIO_KEY = "twilio_verify.api_key"
    TWILIO_SECRET = "twilio_verify.api_secret"
    TWILIO_IDENTITY_KEY = "twilio_verify.identity_key"

    PASSPHRASE = "passphrase"
    PASSPHRASE_AGAIN = "passphrase_again"
    SIGN_IN = "sign_in"
    MANAGER = "manager"
    PIN = "pin"
    PIN_AGAIN = "pin_again"
    PRINTING = "printing"


KEPT_SECRETS = frozenset(
    {
        Ask.BONIFIQ_TOKEN,
        Ask.BONIFIQ_KEY,
        Ask.PUNCHH_LOCATION_KEY,
        Ask.PUNCHH_BUSINESS_KEY,
        Ask.WEAVR_KEY,
        Ask.TWILIO_KEY,
        Ask.TWILIO_SECRET,
        Ask.TWILIO_IDENTITY_KEY,
    }
)
SETTINGS = frozenset(
    ask
    for ask in Ask
    if "." in ask and ask not in KEPT_SECRETS
)  # fmt: skip
"""They stand in till.toml."""
PINS = frozenset({Ask.PIN, Ask.PIN_AGAIN})
HIDDEN = KEPT_SECRETS | PINS | {Ask.PASSPHRASE, Ask.PASSPHRASE_AGAIN}
"""Never shown as they are typed, and held as a ``Secret``."""

YES, NO = "yes", "no"
NONE = ""
"""Of several choices, that there be none."""


class Question(Value, frozen=True):
    ask: Ask
    choices: tuple[str, ...] = ()
    """Empty where something is typed."""
    needed: bool = True
    kept: bool = False
    """A secret that is stored already; typed anew, it takes that one's place."""


def place(ask: Ask) -> tuple[str, str]:
    """Section and key in till.toml."""
    section, _, key = ask.partition(".")
    return section, key
