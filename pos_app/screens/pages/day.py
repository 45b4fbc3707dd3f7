"""The sales of the day: look one up, take pieces back, or cancel it as a whole."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.core.sale import Sale
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow, KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.rows import RowModel
from pos_app.screens.parts.table import RowTable
from pos_app.screens.texts import translate
from pos_app.screens.view.day import PieceRow, SaleRow, derive_day, derive_detail
from pos_app.screens.view.elements import Button
from pos_app.screens.view.printing import derive_printing, print_button


class ReturnTable(RowTable):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus:
                self.stepped.emit(1)
            case Qt.Key.Key_Minus:
                self.stepped.emit(-1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                super().keyPressEvent(event)
            case _:
                event.ignore()


class DayPage(TwoColumns):
    changed = Signal()

    def __init__(self, pool: ButtonPool, money: MoneyText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._sales: tuple[Sale, ...] = ()
        self._listed: tuple[Sale, ...] | None = None
        """The sales whose rows stand in the table: marking one of them changes no row."""
        self._chosen: dict[int, int] = {}
        self._armed = False
        self._printing: Button | None = None
        self.table = RowTable("salesTable", self)
        self._rows: RowModel[SaleRow] = RowModel(self)
        self.table.setModel(self._rows)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.pieces = ReturnTable("returnTable", self)
        self._piece_rows: RowModel[PieceRow] = RowModel(self)
        self.pieces.setModel(self._piece_rows)
        self.pieces.stepped.connect(self._step)
        self._title = label("title", "dayTitle", wrap=True)
        self._detail_title = label("title", "saleTitle", wrap=True)
        self._hint = label("body", "returnHint", wrap=True)
        self._paper = NoticeBox("salePrintingNotice", self)
        self._fewer = KeyButton("returnFewerButton", self)
        self._more = KeyButton("returnMoreButton", self)
        self._fewer.clicked.connect(self._one_fewer)
        self._more.clicked.connect(self._one_more)
        self._actions = ButtonRow(pool, self)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.show_list(self._title, self.table)
        detail = QFrame(self)
        detail.setProperty("role", "card")
        column = QVBoxLayout(detail)
        column.setContentsMargins(1, 12, 1, 8)
        self._detail_title.setContentsMargins(14, 0, 14, 0)
        self._hint.setContentsMargins(14, 0, 14, 0)
        column.addWidget(self._detail_title)
        column.addWidget(self.pieces, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._hint, 6)
        for button in (self._fewer, self._more):
            button.make_small()
            row.addWidget(button, 1)
        column.addLayout(row)
        self.right.addWidget(detail, 1)
        self.right.addWidget(self._paper)
        self.right.addWidget(self._actions)

    def retranslate(self) -> None:
        self._listed = None
        self._rows.set_heads(
            (
                translate("Day", "SALE"),
                translate("Day", "STATUS"),
                translate("Basket", "TOTAL"),
            )
        )
        self.table.stretch_first((20, 11))
        self._piece_rows.set_heads(
            (
                translate("Basket", "ITEM"),
                translate("Day", "LEFT"),
                translate("Day", "BACK"),
            )
        )
        self.pieces.stretch_first((7, 7))
        self.table.setAccessibleName(translate("Day", "Sales of the day"))
        self.pieces.setAccessibleName(translate("Day", "Pieces to take back"))
        self._fewer.show_button(Button("returnFewerButton", "−", Command.NOTHING))
        self._more.show_button(Button("returnMoreButton", "+", Command.NOTHING))
        self._fewer.setAccessibleName(translate("Day", "One piece less comes back"))
        self._more.setAccessibleName(translate("Day", "One piece more comes back"))

    def show_day(self, state: TillState) -> None:
        before = self._current()
        if before is not None and before not in state.today:
            self._chosen, self._armed = {}, False
        self._sales = state.today
        current = self._rows.row(self.table.currentIndex().row())
        if state.today is not self._listed:
            self._listed = state.today
            self._rows.set_rows(derive_day(state, self._money))
        place = self._rows.number_of(current.row_id) if current is not None else None
        if self._sales and (place is None or place != self.table.currentIndex().row()):
            self.table.selectRow(place or 0)
        chosen = self.current_sale()
        self._printing = print_button(state, chosen) if chosen else None
        self._paper.show_notice(derive_printing(state, chosen) if chosen else None)
        self._title.setText(
            translate("Day", "Sales of the day")
            if self._sales
            else translate("Day", "No sale has been paid today")
        )
        self._show_detail()

    def _current(self) -> Sale | None:
        row = self._rows.row(self.table.currentIndex().row())
        if row is None:
            return None
        return next((sale for sale in self._sales if sale.id == row.sale_id), None)

    def _show_detail(self) -> None:
        sale = self._current()
        for part in (self._detail_title, self._hint, self._fewer, self._more):
            part.setVisible(sale is not None)
        if sale is None:
            self._piece_rows.set_rows(())
            self._actions.show_buttons(())
            return
        view = derive_detail(
            sale, self._chosen, self._money, armed=self._armed, printing=self._printing
        )
        self._detail_title.setText(view.title)
        self._piece_rows.set_rows(view.pieces)
        if not self.pieces.currentIndex().isValid():
            self.pieces.selectRow(0)
        self._hint.setText(view.hint)
        self._actions.show_buttons(view.actions)
        for button in (self._fewer, self._more):
            button.setEnabled(bool(view.actions) and not self._armed)

    def _row_changed(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._chosen, self._armed = {}, False
        self.changed.emit()

    def _one_more(self) -> None:
        self._step(1)

    def _one_fewer(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        row = self._piece_rows.row(self.pieces.currentIndex().row())
        sale = self._current()
        if row is None or sale is None or sale.is_being_cancelled or self._armed:
            return
        self._chosen[row.line_id] = min(max(0, row.chosen + step), row.left)
        self.changed.emit()

    def chosen_pieces(self) -> tuple[str, dict[int, int]] | None:
        """The sale and its pieces that come back, once: the choice is empty afterwards."""
        sale = self._current()
        chosen = {line_id: count for line_id, count in self._chosen.items() if count}
        if sale is None or not chosen:
            return None
        self._chosen = {}
        return sale.id, chosen

    def current_sale(self) -> str | None:
        sale = self._current()
        return None if sale is None else sale.id

    def sale_to_cancel(self) -> str | None:
        """Nothing at the first press, which asks; the sale at the second."""
        sale = self._current()
        if sale is None:
            return None
        self._armed = not self._armed
        self.changed.emit()
        return None if self._armed else sale.id

    def disarm(self) -> bool:
        """Answers whether a cancellation was waiting to be confirmed."""
        was, self._armed = self._armed, False
        if was:
            self.changed.emit()
        return was

    def first_focus(self) -> QWidget:
        return self.table
