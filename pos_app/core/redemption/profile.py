"""What a provider does at each step, as data: the machine has no provider's name in it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from pos_app.core.challenge import Alphabet, CodePolicy
from pos_app.core.identifiers import CustomerKey, IdentifierKind, read_customer
from pos_app.core.loyalty import Reward
from pos_app.core.submission import Rule, Step
from pos_app.core.value import Value


class OwnCode(StrEnum):
    """Whether the provider's redemption depends on a code that it has sent itself."""

    NEVER = "never"
    UNTOLD = "untold"
    """Its contract does not say."""
    ALWAYS = "always"


class Profile(Value, frozen=True):
    name: str
    """As the cashier reads it."""
    looks_up_by: tuple[IdentifierKind, ...]
    rules: Mapping[Step, Rule]
    """A step without a rule does not exist at this provider."""
    code: CodePolicy = CodePolicy()
    alphabet: Alphabet = Alphabet.DIGITS
    """Of its codes."""
    consent: str = ""
    """The version of the text that the customer must agree to before a code is sent; empty where
    none is asked for."""
    consent_first: bool = False
    """The customer agrees before anything is held: what would be held may be taken at once."""
    check_commits: bool = False
    """Accepting the code moves the value: there is no commit to send, only one to watch."""
    home: str = "BR"
    """The country of telephone numbers on record without their code."""
    own_code: OwnCode = OwnCode.UNTOLD
    code_to_contact: bool = True
    """A code goes to the customer's phone or e-mail, and is on no device of theirs."""
    verdict_life: float = 120
    """Seconds for which an accepted code may start a commit."""
    post_spacing: float = 0
    """Seconds between two messages about the same sale."""
    settles_first: bool = False
    """No message about a sale leaves while its redemption is open: once the provider knows of the
    sale, what was redeemed for it can no longer be given back by itself."""
    keeps_posts: float | None = None
    """Seconds for which a message may wait until it is delivered; then a person must see to it."""
    poll_every: float = 2
    """Seconds between looks at an approval on the customer's device."""
    touch_every: float = 0
    """Seconds between reads that keep a customer's session alive while their code is awaited;
    zero: there is none to keep."""
    read_key: Callable[[str, str], CustomerKey] = read_customer
    """What was typed or scanned, and the country of numbers without their code; raises
    ``MisreadError``."""
    passing: frozenset[IdentifierKind] = frozenset()
    """By these nobody is known any more when what had to wait is delivered."""
    read_coupon: Callable[[str], Reward] | None = None
    """The reward that a code stands for which a customer brings; raises ``MisreadError``. Nothing
    where the provider takes no such codes."""
    receipt_key: Callable[[str], str] | None = None
    """The twelve digits that stand for an order, by its number, as a barcode on its receipt."""

    def has(self, step: Step) -> bool:
        return step in self.rules

    def rule(self, step: Step) -> Rule:
        return self.rules[step]


def rules(**by_step: Rule) -> Mapping[Step, Rule]:
    """``rules(commit=Rule(…), reverse=Rule(…))``."""
    return MappingProxyType({Step(name): rule for name, rule in by_step.items()})
