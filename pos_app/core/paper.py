"""What comes out of a till's printer, line by line, and what is known of whether it did."""

from enum import StrEnum

from pos_app.core.value import Value


class Style(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    TALL = "tall"
    """Twice as high, and as wide as the others."""
    INVERSE = "inverse"
    """White on black: it cannot be overlooked."""


class PaperLine(Value, frozen=True):
    text: str
    style: Style = Style.PLAIN


class PaperCode(Value, frozen=True):
    """A barcode across the paper."""

    digits: str
    """Of an EAN-13."""


PaperPart = PaperLine | PaperCode


class Printing(StrEnum):
    """How far one paper has come."""

    UNDER_WAY = "under_way"
    PRINTED = "printed"
    """The printer itself said so."""
    HANDED_OVER = "handed_over"
    """The printer has taken it, and is of a kind that says no more."""
    NOT_REACHED = "not_reached"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    UNKNOWN = "unknown"
    """It broke off midway: all of it, a part or nothing may have been printed."""

    @property
    def may_exist(self) -> bool:
        """A paper may have come out, so that the next one is a copy."""
        return self in {Printing.PRINTED, Printing.HANDED_OVER, Printing.UNKNOWN}

    @property
    def failed(self) -> bool:
        """The cashier has to see to it."""
        return self not in {Printing.UNDER_WAY, Printing.PRINTED, Printing.HANDED_OVER}
