"""One-time codes: where one was sent, how long it may be typed, and what came of it."""

from enum import StrEnum
from string import ascii_letters, digits

from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value, Variant


class Channel(StrEnum):
    SMS = "sms"
    EMAIL = "email"
    PUSH = "push"
    APP_CODE = "app_code"
    UNKNOWN = "unknown"
    """The send was not answered: a code may or may not have arrived."""


class Alphabet(StrEnum):
    """What a code is made of; one with letters is taken as it is typed."""

    DIGITS = "digits"
    LETTERS = "letters"
    """And digits."""

    def of_code(self, text: str) -> str:
        """The characters of a code in what was typed or pasted, without what groups them."""
        taken = digits if self is Alphabet.DIGITS else digits + ascii_letters
        return "".join(character for character in text if character in taken)


class CodePolicy(Value, frozen=True):
    """The till's own limits on a code; the provider's answers can only tighten them."""

    life: float = 300
    """Seconds after which the till takes a code no more."""
    tries: int | None = 3
    """Wrong codes in one intent; a new code does not bring tries back. ``None``: only the provider
    counts, and says when it is over."""
    resend_after: float = 30
    sends: int = 4
    """Codes sent for one intent, the first included."""
    shortest: int = 4
    longest: int = 6


class TypedCode:
    """A code as the customer said it. It can be taken once and is never shown or encoded."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def take(self) -> str:
        """Leading zeros and capitals kept; a second take answers with nothing."""
        text, self._text = self._text, ""
        return text

    def __repr__(self) -> str:
        return "TypedCode(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a code is never encoded")


class Challenge(Value, frozen=True):
    """An open challenge. Instants are monotonic seconds of this process; ``None`` is not known."""

    channel: Channel
    destination: str | None = None
    """Masked."""
    reference: str | None = None
    """The provider's id of the challenge."""
    expires_at: float | None = None
    resend_at: float | None = None
    tries_left: int | None = None

    def is_over(self, now: float) -> bool:
        return self.expires_at is not None and now >= self.expires_at


class Verdict(Value, frozen=True):
    """A passed challenge, good for one commit of the intent it was won for."""

    intent: str
    """The key of that intent, which stands for its sale, customer, reward and amount."""
    at: float


class Contact(Value, frozen=True):
    """What the provider lacks to deliver a code; personal data."""

    phone: str | None = None
    email: str | None = None

    def __repr__(self) -> str:
        return "Contact(•••)"


class Sent(Variant, frozen=True, omit_defaults=True):
    channel: Channel
    destination: str | None = None
    reference: str | None = None
    life: float | None = None
    """Seconds, where the provider says so."""
    notice: Refusal | None = None
    """What it did not do besides: what was sent before still counts."""


class ContactWanted(Variant, frozen=True):
    phone: bool
    email: bool


class NotDelivered(Variant, frozen=True):
    """The provider answered that no code went out, or nothing reached the provider."""

    refusal: Refusal
    final: bool = False
    """No further one will go out either."""


class SendUnknown(Variant, frozen=True):
    pass


SendAnswer = Sent | ContactWanted | NotDelivered | SendUnknown


class Approved(Variant, frozen=True):
    pass


class WrongCode(Variant, frozen=True):
    tries_left: int | None = None
    refusal: Refusal | None = None


class CodeDead(Variant, frozen=True):
    """Expired, locked or already used: only a new code can help, or nothing if ``final``."""

    refusal: Refusal
    final: bool = False


class CheckNotSent(Variant, frozen=True):
    """The code never left this machine: it can be typed again."""


class CheckUnknown(Variant, frozen=True):
    """No usable answer: taken for "not approved"."""


class StillWaiting(Variant, frozen=True):
    """An approval on the customer's own device is still open."""


CheckAnswer = Approved | WrongCode | CodeDead | CheckNotSent | CheckUnknown | StillWaiting
