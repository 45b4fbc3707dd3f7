"""The sums below the basket; what is to pay is the largest thing on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.screens.parts.look import label, set_property
from pos_app.screens.texts import translate
from pos_app.screens.view.basket import Sum, TotalsView
from pos_app.screens.view.elements import Tone


class Sums(QGridLayout):
    """Names on the left, amounts on the right; lines are made once and reused."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setColumnStretch(0, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []

    def show_sums(self, sums: tuple[Sum, ...]) -> None:
        while len(self._lines) < len(sums):
            self._add_line()
        for i, (name, amount) in enumerate(self._lines):
            used = i < len(sums)
            name.setVisible(used)
            amount.setVisible(used)
            if used:
                _show_sum(name, amount, sums[i])

    def _add_line(self) -> None:
        place = len(self._lines)
        name = label("sum", f"sumName{place}", wrap=True)
        amount = label("sum", f"sumAmount{place}")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for part in (name, amount):
            part.setProperty("tone", Tone.PLAIN.value)
        self.addWidget(name, place, 0)
        self.addWidget(amount, place, 1)
        self._lines.append((name, amount))


class Totals(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._sums = Sums()
        self._to_pay = label("toPay")
        self._after = label("after", "afterLabel")
        self._after.hide()
        self._total = label("total", "totalLabel")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(2)
        column.addLayout(self._sums)
        row = QHBoxLayout()
        row.addWidget(self._to_pay, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._total)
        column.addLayout(row)
        self._after.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._after)
        self._shown: TotalsView | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self._to_pay.setText(translate("Totals", "To pay"))
        self._shown = None

    def show_totals(self, view: TotalsView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._sums.show_sums(view.sums)
        self._total.setText(view.total)
        self._total.setAccessibleName(f"{self._to_pay.text()} {view.total}")
        self._after.setText(view.after)
        self._after.setVisible(bool(view.after))


def _show_sum(name: QLabel, amount: QLabel, view: Sum) -> None:
    name.setText(view.name)
    amount.setText(view.amount)
    for part in (name, amount):
        set_property(part, "tone", view.tone.value)
