"""What the cashier is told of a receipt's paper, and how another one is asked for."""

from pos_app.checkout.state import Printout, TillState
from pos_app.core.paper import Printing
from pos_app.screens.keys import Command
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Notice, Tone


def printout_of(state: TillState, sale_id: str) -> Printout | None:
    return next((each for each in state.printouts if each.sale_id == sale_id), None)


def derive_printing(state: TillState, sale_id: str) -> Notice | None:
    printout = printout_of(state, sale_id)
    if printout is None:
        return None
    code = f"PRINTER_{printout.stage.upper()}" if printout.stage.failed else ""
    return Notice(_words(printout), _TONES.get(printout.stage, Tone.CAUTION), code=code)


_TONES = {
    Printing.UNDER_WAY: Tone.PLAIN,
    Printing.HANDED_OVER: Tone.PLAIN,
    Printing.PRINTED: Tone.GOOD,
}


def _words(printout: Printout) -> str:
    match printout.stage:
        case Printing.UNDER_WAY:
            return translate("Printing", "Printing the receipt…")
        case Printing.PRINTED if printout.copy > 1:
            text = translate("Printing", "Copy {number} is printed.")
            return text.format(number=printout.copy)
        case Printing.PRINTED:
            return translate("Printing", "The receipt is printed.")
        case Printing.HANDED_OVER:
            return translate("Printing", "The receipt was sent to the printer.")
        case Printing.NOT_REACHED:
            return translate("Printing", "The printer does not answer. Is it on? Then print again.")
        case Printing.NO_PAPER:
            return translate("Printing", "The printer has no paper. Put in a roll and print again.")
        case Printing.COVER_OPEN:
            return translate("Printing", "The printer is open. Close its cover and print again.")
        case Printing.UNKNOWN:
            return translate(
                "Printing",
                "The printer broke off. If the receipt is not complete, print again:"
                " it is marked as a copy.",
            )


def print_button(state: TillState, sale_id: str) -> Button | None:
    """Nothing on a till without a printer."""
    if not state.has_printer:
        return None
    printout = printout_of(state, sale_id)
    busy = printout is not None and printout.stage is Printing.UNDER_WAY
    text = translate("Printing", "Print again")
    if printout is None:
        text = translate("Printing", "Print the receipt")
    return Button("printReceiptButton", text, Command.PRINT, "F12", enabled=not busy)


def derive_unprinted(state: TillState) -> list[str]:
    """The last paper that did not come out, once its receipt has left the screen."""
    last = state.printouts[0] if state.printouts else None
    if last is None or not last.stage.failed:
        return []
    if state.receipt is not None and state.receipt.id == last.sale_id:
        return []
    text = translate("Printing", "The receipt of sale {number} was not printed (F9)")
    return [text.format(number=last.number)]
