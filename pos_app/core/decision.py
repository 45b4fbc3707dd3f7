"""What a supervisor may decide about what no rule can settle."""

from enum import StrEnum


class Decision(StrEnum):
    ASK_AGAIN = "ask_again"
    """Look once more, or send the same bytes under the same key."""
    IT_HAPPENED = "it_happened"
    """The provider's records show it. It is taken back: no discount on anybody's word."""
    IT_DID_NOT = "it_did_not"
    """The provider's records know nothing of it."""
    IT_IS_BACK = "it_is_back"
    """The provider's records show that it was given back."""
    SETTLED_OTHERWISE = "settled_otherwise"
    """The value stays gone, and the customer was made good in another way."""
    DONE_BY_HAND = "done_by_hand"
    """A person has entered the message at the provider."""
    COMPARED = "compared"
    """What the till has lost of its records was compared with the provider's."""
    LEFT_OUT = "left_out"
    """The message will not be sent."""
