"""What a customer reads on their device: shop, amount and points, and nothing of the person's;
contract, 8 and 10."""

from types import MappingProxyType

from pos_app.core.redemption.states import Intent
from pos_app.core.value import Value
from pos_app.providers.twilio_verify.requests import (
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_VALUE,
    Details,
    Linking,
)


class Words(Value, frozen=True):
    message: str
    store: str
    amount: str
    points: str
    reward: str


_WORDS = MappingProxyType(
    {
        "pt": Words("Usar {reward} em {store}?", "Loja", "Valor", "Pontos", "Recompensa"),
        "en": Words("Use {reward} at {store}?", "Store", "Amount", "Points", "Reward"),
    }
)
_NAMELESS = "…"
_UNNAMED = "Loyalty"


def details(intent: Intent, store: str, language: str = "en") -> Details:
    """Clipped to what Twilio takes."""
    words = _WORDS.get(language[:2].lower(), _WORDS["en"])
    reward, shop = _plain(intent.title), _plain(store)
    fields = [(words.store, shop), (words.reward, reward)]
    if intent.amount:
        fields.append((words.amount, amount(intent)))
    if intent.points:
        fields.append((words.points, str(intent.points)))
    message = words.message.format(reward=_clip(reward, 100), store=_clip(shop, 100))
    return Details(
        _clip(message, LONGEST_MESSAGE),
        tuple((label, _clip(value, LONGEST_VALUE)) for label, value in fields),
    )


def friendly_name(store: str) -> str:
    """As the customer finds it in their authenticator, behind the service's own name."""
    return _clip(_plain(store or _UNNAMED), LONGEST_NAME)


def amount(intent: Intent) -> str:
    return f"{intent.amount.currency} {intent.amount.to_decimal()}"


def linking(intent: Intent, store: str) -> Linking:
    return Linking(amount(intent), _clip(_plain(store), LONGEST_VALUE))


def _plain(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split()) or _NAMELESS


def _clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
