"""What BonifiQ's public material leaves open and an installation may have to set; contract, 10."""

from pos_app.core.value import Value
from pos_app.providers.bonifiq.requests import KeyLocation
from pos_app.providers.bonifiq.wire import Named


class Options(Value, frozen=True):
    key_location: KeyLocation = "both"
    """Of DELETE by key (10.1): a server that reads either place finds it."""
    repeat_identity: bool = True
    """Whether the contact follow-up of a sign-up says again who signs up (10.7): harmless where it
    is not needed, refused where it is and is missing."""
    branch: Named | None = None
    """The store, in registered sales."""
