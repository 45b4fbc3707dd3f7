"""Every key on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pos_app.screens.keys import SUPPORT
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate


class HelpSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        super().__init__("helpSheet", 880, window)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.column.addLayout(self._grid)
        self._words: list[QLabel] = []
        half = (len(_texts()) + 1) // 2
        for place, (key, _) in enumerate(_texts()):
            cap, word = label("key", f"helpKey{key}"), label("body", f"helpText{key}", wrap=True)
            cap.setText(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            side, middle = 2 * (place // half), Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(cap, place % half, side, middle)
            self._grid.addWidget(word, place % half, side + 1)
            self._words.append(word)

    def retranslate(self) -> None:
        self.title.setText(translate("Help", "Keys"))
        self.setAccessibleName(self.title.text())
        for word, (_, text) in zip(self._words, _texts(), strict=True):
            word.setText(text)


def _texts() -> list[tuple[str, str]]:
    return [
        ("F2", translate("Help", "Next item: scan, type a number, 3*number, or a price")),
        ("F3", translate("Help", "Find the customer")),
        ("F4", translate("Help", "Rewards, with the arrows and Enter; End for a coupon")),
        ("F5", translate("Help", "Discount at the till, as an amount or with %")),
        ("F6", translate("Help", "What the large button says: send, redeem, ask again")),
        ("F7", translate("Help", "Park this sale, or take one up again")),
        ("F8", translate("Help", "Pay")),
        ("F9", translate("Help", "Sales of the day: look up, take back, cancel")),
        (
            "F10",
            translate("Help", "Cases for a supervisor, light or dark, language, clear the sale"),
        ),
        ("F11", translate("Help", "The whole screen, or a window")),
        ("F12", translate("Help", "On a receipt, or a sale of the day: print it once more")),
        (SUPPORT, translate("Help", "A file for support")),
        ("Esc", translate("Help", "One step back; before it is redeemed, without the reward")),
        ("+  −", translate("Help", "One more or one less of the marked item")),
        ("*", translate("Help", "Type a quantity for the marked item")),
        ("Del", translate("Help", "Remove the marked item")),
        ("Tab", translate("Help", "To the next field or button")),
    ]
