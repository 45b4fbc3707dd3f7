"""The small pieces that views are made of."""

from enum import StrEnum

from pos_app.core.value import Value
from pos_app.screens.keys import Command


class Tone(StrEnum):
    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    """Unknown, waiting, or worth a look: never an error."""
    BAD = "bad"


class Kind(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    CHOSEN = "chosen"
    """One of several, the one that holds."""


class Button(Value, frozen=True):
    name: str
    """The widget's objectName."""
    text: str
    command: Command
    key: str = ""
    kind: Kind = Kind.SECONDARY
    enabled: bool = True


class Notice(Value, frozen=True):
    text: str
    tone: Tone
    title: str = ""
    code: str = ""
    """For support, shown small."""
