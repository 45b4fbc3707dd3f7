"""Set-ups on their way, as somebody would answer them."""

from collections.abc import Mapping

from pos_app.core.setting_up.asks import HIDDEN, NO, Ask
from pos_app.core.setting_up.events import Answered, AnsweredSecretly, Event, Found, Next
from pos_app.core.setting_up.keeping import begin
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import Keeping, SetUp, Step
from pos_app.core.setting_up.transition import transition

STORE: Mapping[Ask, str] = {
    Ask.STORE: "Loja Centro",
    Ask.STORE_CODE: "L01",
    Ask.TILL: "Caixa 03",
    Ask.TILL_CODE: "C03",
    Ask.OPERATOR: "Ana P.",
    Ask.SIGN_IN: NO,
}
PROVIDERS: Mapping[str, Mapping[Ask, str]] = {
    "bonifiq": {Ask.BONIFIQ_TOKEN: "token-1", Ask.BONIFIQ_KEY: "key-1"},
    "punchh": {
        Ask.ADDRESS: "https://brand.punchh.com",
        Ask.CLIENT: "client-id",
        Ask.TILLS: "3",
        Ask.PUNCHH_LOCATION_KEY: "location-1",
        Ask.PUNCHH_BUSINESS_KEY: "business-1",
    },
    "weavr": {
        Ask.ADDRESS: "https://weavr.example.com",
        Ask.ACCOUNT: "112233445566778899",
        Ask.SEND_PROFILE: "110000000000000031",
        Ask.WEAVR_KEY: "weavr-1",
    },
}
TWILIO: Mapping[Ask, str] = {
    Ask.SERVICE: "VA" + "0" * 32,
    Ask.TWILIO_KEY: "SK1",
    Ask.TWILIO_SECRET: "secret-1",
    Ask.TWILIO_IDENTITY_KEY: "identity-key-of-the-brand",
}


def after(state: SetUp, *events: Event) -> SetUp:
    for event in events:
        state = transition(state, event).state
    return state


def answer(ask: Ask, text: str) -> Event:
    return AnsweredSecretly(ask, Secret(text)) if ask in HIDDEN else Answered(ask, text)


def answered(state: SetUp, answers: Mapping[Ask, str]) -> SetUp:
    return after(state, *(answer(ask, text) for ask, text in answers.items()))


def fresh(keeping: Keeping = Keeping.KEYRING) -> SetUp:
    return after(begin(None, language="pt_BR", region="pt_BR"), Found(keeping))


def chosen(provider: str, challenger: str = "", keeping: Keeping = Keeping.KEYRING) -> SetUp:
    """Store and provider are told; how it is reached is not."""
    choice = {Ask.PROVIDER: provider, Ask.CHALLENGER: challenger}
    return answered(fresh(keeping), {**STORE, **choice})


def complete(provider: str, challenger: str = "", keeping: Keeping = Keeping.KEYRING) -> SetUp:
    """Answered to the end; somebody stands at the last step."""
    twilio = TWILIO if challenger else {}
    state = answered(chosen(provider, challenger, keeping), {**PROVIDERS[provider], **twilio})
    if keeping is Keeping.NOTHING:
        twice = {Ask.PASSPHRASE: "cavalo bateria", Ask.PASSPHRASE_AGAIN: "cavalo bateria"}
        state = answered(state, twice)
    while state.step is not Step.DONE:
        before = state.step
        state = after(state, Next())
        assert state.step is not before, before
    return state
