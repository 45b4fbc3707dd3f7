"""What whoever sets a till up is asked, and told of an answer that does not do."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pos_app.core.setting_up.asks import NO, NONE, YES, Ask
from pos_app.core.setting_up.questions import DEVICE, NETWORK
from pos_app.core.setting_up.states import Failure, Mistake, Step

translate = QCoreApplication.translate
_look_up = QCoreApplication.translate
"""For texts that are marked in the tables below; the other name is what marks a literal."""

_STEPS = {
    Step.LANGUAGE: QT_TRANSLATE_NOOP("SetUp", "Language"),
    Step.STORE: QT_TRANSLATE_NOOP("SetUp", "Store and till"),
    Step.PROVIDER: QT_TRANSLATE_NOOP("SetUp", "Programme"),
    Step.CONNECTION: QT_TRANSLATE_NOOP("SetUp", "Connection"),
    Step.CHALLENGE: QT_TRANSLATE_NOOP("SetUp", "Codes"),
    Step.KEEPING: QT_TRANSLATE_NOOP("SetUp", "Passphrase"),
    Step.TRIAL: QT_TRANSLATE_NOOP("SetUp", "Try it now"),
    Step.MANAGER: QT_TRANSLATE_NOOP("SetUp", "Manager"),
    Step.PRINTER: QT_TRANSLATE_NOOP("SetUp", "Printer"),
    Step.SCREEN: QT_TRANSLATE_NOOP("SetUp", "Customer's screen"),
    Step.DONE: QT_TRANSLATE_NOOP("SetUp", "Save"),
}
_TITLES = {
    Step.LANGUAGE: QT_TRANSLATE_NOOP("SetUp", "In which language does the till speak?"),
    Step.STORE: QT_TRANSLATE_NOOP("SetUp", "Which store and which till is this?"),
    Step.PROVIDER: QT_TRANSLATE_NOOP("SetUp", "Which loyalty programme does the store have?"),
    Step.CONNECTION: QT_TRANSLATE_NOOP("SetUp", "How is {provider} reached?"),
    Step.CHALLENGE: QT_TRANSLATE_NOOP("SetUp", "How is Twilio Verify reached?"),
    Step.KEEPING: QT_TRANSLATE_NOOP("SetUp", "A passphrase for the credentials"),
    Step.TRIAL: QT_TRANSLATE_NOOP("SetUp", "Does it work?"),
    Step.MANAGER: QT_TRANSLATE_NOOP("SetUp", "Who is the manager of this till?"),
    Step.PRINTER: QT_TRANSLATE_NOOP("SetUp", "Is there a receipt printer?"),
    Step.SCREEN: QT_TRANSLATE_NOOP("SetUp", "Is there a second screen for the customer?"),
    Step.DONE: QT_TRANSLATE_NOOP("SetUp", "Is everything right?"),
}
_EXPLAINED = {
    Step.STORE: QT_TRANSLATE_NOOP(
        "SetUp", "The codes of store and till begin each sale's number and go to the programme."
    ),
    Step.PROVIDER: QT_TRANSLATE_NOOP(
        "SetUp", "Whoever runs the programme has handed out an address and credentials for it."
    ),
    Step.CONNECTION: QT_TRANSLATE_NOOP(
        "SetUp",
        "The credentials are kept encrypted by this system, and never in a file that can be read.",
    ),
    Step.CHALLENGE: QT_TRANSLATE_NOOP(
        "SetUp",
        "The identity key is the same at every till of the brand, and never changes.",
    ),
    Step.TRIAL: QT_TRANSLATE_NOOP(
        "SetUp",
        "The till asks the programme something harmless: no customer is looked up, and nothing is"
        " redeemed.",
    ),
    Step.MANAGER: QT_TRANSLATE_NOOP(
        "SetUp", "The manager signs in with a PIN, lets others in, and approves what needs it."
    ),
    Step.PRINTER: QT_TRANSLATE_NOOP(
        "SetUp", "Without one, receipts are shown on the screen and can be copied."
    ),
    Step.SCREEN: QT_TRANSLATE_NOOP(
        "SetUp", "It shows the customer what is sold, the total and the points."
    ),
}
_LABELS = {
    Ask.LANGUAGE: QT_TRANSLATE_NOOP("SetUp", "Language"),
    Ask.REGION: QT_TRANSLATE_NOOP("SetUp", "How amounts are written"),
    Ask.STORE: QT_TRANSLATE_NOOP("SetUp", "Name of the store"),
    Ask.STORE_CODE: QT_TRANSLATE_NOOP("SetUp", "Code of the store"),
    Ask.TILL: QT_TRANSLATE_NOOP("SetUp", "Name of the till"),
    Ask.TILL_CODE: QT_TRANSLATE_NOOP("SetUp", "Code of the till"),
    Ask.OPERATOR: QT_TRANSLATE_NOOP("SetUp", "Who sells here"),
    Ask.PROVIDER: QT_TRANSLATE_NOOP("SetUp", "Loyalty programme"),
    Ask.CHALLENGER: QT_TRANSLATE_NOOP("SetUp", "Who asks the customer for a code"),
    Ask.ADDRESS: QT_TRANSLATE_NOOP("SetUp", "Address"),
    Ask.CLIENT: QT_TRANSLATE_NOOP("SetUp", "OAuth client id"),
    Ask.ACCOUNT: QT_TRANSLATE_NOOP("SetUp", "The merchant's account"),
    Ask.SEND_PROFILE: QT_TRANSLATE_NOOP("SetUp", "The merchant's send profile"),
    Ask.TILLS: QT_TRANSLATE_NOOP("SetUp", "Tills of the store"),
    Ask.CURRENCY: QT_TRANSLATE_NOOP("SetUp", "Currency"),
    Ask.SERVICE: QT_TRANSLATE_NOOP("SetUp", "Verify service"),
    Ask.CHALLENGER_ADDRESS: QT_TRANSLATE_NOOP("SetUp", "Address"),
    Ask.PRINTER: QT_TRANSLATE_NOOP("SetUp", "Where the printer is"),
    Ask.CUSTOMER_SCREEN: QT_TRANSLATE_NOOP("SetUp", "Second screen"),
    Ask.BONIFIQ_TOKEN: QT_TRANSLATE_NOOP("SetUp", "API token"),
    Ask.BONIFIQ_KEY: QT_TRANSLATE_NOOP("SetUp", "API key"),
    Ask.PUNCHH_LOCATION_KEY: QT_TRANSLATE_NOOP("SetUp", "Location key"),
    Ask.PUNCHH_BUSINESS_KEY: QT_TRANSLATE_NOOP("SetUp", "Business key"),
    Ask.WEAVR_KEY: QT_TRANSLATE_NOOP("SetUp", "API key"),
    Ask.TWILIO_KEY: QT_TRANSLATE_NOOP("SetUp", "API key SID"),
    Ask.TWILIO_SECRET: QT_TRANSLATE_NOOP("SetUp", "API key secret"),
    Ask.TWILIO_IDENTITY_KEY: QT_TRANSLATE_NOOP("SetUp", "Identity key"),
    Ask.PASSPHRASE: QT_TRANSLATE_NOOP("SetUp", "Passphrase"),
    Ask.PASSPHRASE_AGAIN: QT_TRANSLATE_NOOP("SetUp", "The same passphrase again"),
    Ask.SIGN_IN: QT_TRANSLATE_NOOP("SetUp", "Signing in"),
    Ask.MANAGER: QT_TRANSLATE_NOOP("SetUp", "The manager's name"),
    Ask.PIN: QT_TRANSLATE_NOOP("SetUp", "PIN, 4 to 8 digits"),
    Ask.PIN_AGAIN: QT_TRANSLATE_NOOP("SetUp", "The same PIN again"),
    Ask.PRINTING: QT_TRANSLATE_NOOP("SetUp", "Receipt printer"),
}
_CHOICES = {
    (Ask.CHALLENGER, NONE): QT_TRANSLATE_NOOP("SetUp", "The programme itself"),
    (Ask.PRINTING, NONE): QT_TRANSLATE_NOOP("SetUp", "None"),
    (Ask.PRINTING, NETWORK): QT_TRANSLATE_NOOP("SetUp", "In the network"),
    (Ask.PRINTING, DEVICE): QT_TRANSLATE_NOOP("SetUp", "By cable"),
    (Ask.CUSTOMER_SCREEN, NO): QT_TRANSLATE_NOOP("SetUp", "No"),
    (Ask.CUSTOMER_SCREEN, YES): QT_TRANSLATE_NOOP("SetUp", "Yes"),
    (Ask.SIGN_IN, YES): QT_TRANSLATE_NOOP("SetUp", "With a PIN"),
    (Ask.SIGN_IN, NO): QT_TRANSLATE_NOOP("SetUp", "Nobody signs in at this till"),
}
_NAMES: Mapping[str, str] = {
    "pt_BR": "Português",
    "en": "English",
    "bonifiq": "BonifiQ",
    "punchh": "PAR Punchh",
    "weavr": "Weavr",
    "twilio_verify": "Twilio Verify",
}
"""The same in every language."""
_AMOUNTS: Mapping[str, str] = {"pt_BR": "1.234,50", "en_US": "1,234.50"}
_MISTAKES = {
    Mistake.MISSING: QT_TRANSLATE_NOOP("SetUp", "This is needed."),
    Mistake.CODE_FORM: QT_TRANSLATE_NOOP("SetUp", "Up to 8 letters and digits, as L01."),
    Mistake.ADDRESS_FORM: QT_TRANSLATE_NOOP(
        "SetUp", "An address begins with https:// and ends with a name or a path."
    ),
    Mistake.NOT_PRACTICE: QT_TRANSLATE_NOOP(
        "SetUp", "A sandbox cannot ask for the codes of a real programme."
    ),
    Mistake.ID_FORM: QT_TRANSLATE_NOOP("SetUp", "This is made of digits only."),
    Mistake.SERVICE_FORM: QT_TRANSLATE_NOOP(
        "SetUp", "A service begins with VA and goes on with 32 digits and letters from a to f."
    ),
    Mistake.TILLS: QT_TRANSLATE_NOOP("SetUp", "A number from 1 to 99."),
    Mistake.IDENTITY_KEY_SHORT: QT_TRANSLATE_NOOP("SetUp", "At least 16 characters."),
    Mistake.PASSPHRASE_SHORT: QT_TRANSLATE_NOOP("SetUp", "At least 8 characters."),
    Mistake.WRONG_PASSPHRASE: QT_TRANSLATE_NOOP(
        "SetUp", "This passphrase does not open the file. Type it again."
    ),
    Mistake.PIN_FORM: QT_TRANSLATE_NOOP("SetUp", "A PIN has 4 to 8 digits."),
    Mistake.PIN_GUESSED: QT_TRANSLATE_NOOP(
        "SetUp", "Anybody would try this one first. Choose another."
    ),
    Mistake.DIFFERENT: QT_TRANSLATE_NOOP("SetUp", "The two are not the same. Type both again."),
    Mistake.PRINTER_FORM: QT_TRANSLATE_NOOP(
        "SetUp", "A printer in the network is at an address as 192.168.0.50."
    ),
    Mistake.CHARACTERS: QT_TRANSLATE_NOOP(
        "SetUp", "There is a blank or a strange character in it. Copy it once more."
    ),
}
_FAILURES = {
    Failure.SETTINGS: QT_TRANSLATE_NOOP("SetUp", "The settings could not be written."),
    Failure.SECRETS: QT_TRANSLATE_NOOP("SetUp", "The credentials could not be kept."),
    Failure.MANAGER: QT_TRANSLATE_NOOP("SetUp", "The manager could not be kept."),
    Failure.UNEXPECTED: QT_TRANSLATE_NOOP("SetUp", "Something went wrong. Try it once more."),
}


def _say(text: object) -> str:
    return _look_up("SetUp", str(text))


def step_name(step: Step) -> str:
    return _say(_STEPS[step])


def title(step: Step, provider: str) -> str:
    return _say(_TITLES[step]).format(provider=name(provider))


def explained(step: Step) -> str:
    return _say(_EXPLAINED[step]) if step in _EXPLAINED else ""


def label(ask: Ask) -> str:
    return _say(_LABELS[ask])


def choice(ask: Ask, value: str) -> str:
    if (ask, value) in _CHOICES:
        return _say(_CHOICES[ask, value])
    return _AMOUNTS.get(value, value) if ask is Ask.REGION else name(value)


def name(value: str) -> str:
    """Of a language, a provider, or what the chain has added."""
    return _NAMES.get(value, value)


def mistake(reason: Mistake) -> str:
    return _say(_MISTAKES[reason])


def failure(reason: Failure) -> str:
    return _say(_FAILURES[reason])
