"""The lines of the sale, changed by keys and by touch."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos_app.core.sale import REWARD_LINE
from pos_app.screens.parts.basket_tools import BasketTools
from pos_app.screens.parts.rows import RowModel
from pos_app.screens.parts.table import RowTable
from pos_app.screens.texts import translate
from pos_app.screens.view.basket import BasketView, Row


class BasketTable(RowTable):
    more = Signal()
    fewer = Signal()
    removed = Signal()
    counting = Signal()
    """The cashier is about to type a quantity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("basketTable", parent)
        self.rows: RowModel[Row] = RowModel(self)
        self.setModel(self.rows)

    def current(self) -> Row | None:
        return self.rows.row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus:
                self.more.emit()
            case Qt.Key.Key_Minus:
                self.fewer.emit()
            case Qt.Key.Key_Delete if not event.isAutoRepeat():
                self.removed.emit()
            case Qt.Key.Key_Asterisk:
                self.counting.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Home | Qt.Key.Key_End:
                super().keyPressEvent(event)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                super().keyPressEvent(event)
            case _:
                event.ignore()


class Basket(QFrame):
    """The table with its tools below, which come with the first item."""

    quantity_set = Signal(int, str)
    line_removed = Signal(int)
    discount_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.table = BasketTable(self)
        self.tools: BasketTools | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 4, 1, 2)
        self._column.setSpacing(0)
        self._column.addWidget(self.table, 1)
        self.table.more.connect(self._more)
        self.table.fewer.connect(self._fewer)
        self.table.removed.connect(self._remove)
        self.table.counting.connect(self._ask_quantity)
        self._shown: BasketView | None = None
        self.retranslate()

    def _made_tools(self) -> BasketTools:
        if self.tools is None:
            self.tools = BasketTools(self)
            self.tools.stepped.connect(self.change_by)
            self.tools.removed.connect(self._remove)
            self.tools.quantity_typed.connect(self.set_current)
            self.tools.discount_wanted.connect(self.discount_wanted)
            self._column.addWidget(self.tools)
        return self.tools

    def retranslate(self) -> None:
        self.table.rows.set_heads(
            (
                translate("Basket", "ITEM"),
                translate("Basket", "QTY"),
                translate("Basket", "PRICE"),
                translate("Basket", "TOTAL"),
            )
        )
        self.table.stretch_first((4, 8, 9))
        self.table.setAccessibleName(translate("Basket", "Items of the sale"))
        if self.tools is not None:
            self.tools.retranslate()
        self._shown = None

    def show_basket(self, view: BasketView) -> None:
        if view == self._shown:
            return
        before, self._shown = self._shown, view
        place = self.table.rows.set_rows(view.rows)
        if place is not None:
            self.table.selectRow(place)
            self.table.scrollTo(self.table.rows.index(place, 0))
        usable = bool(view.rows) and not view.locked
        if usable:
            self._made_tools()
        if self.tools is None:
            return
        self.tools.setVisible(usable)
        self.tools.show_problem(view.quantity_problem)
        if before is not None and before.rows != view.rows:
            self.stop_counting()

    def stop_counting(self) -> bool:
        """Closes the quantity field; answers whether it was open."""
        if self.tools is None or not self.tools.stop_asking():
            return False
        self.table.setFocus()
        return True

    def change_by(self, step: int) -> None:
        row = self._changeable()
        if row is not None and row.count + step >= 1:
            self.quantity_set.emit(row.line_id, str(row.count + step))

    def move_by(self, step: int) -> None:
        place = self.table.currentIndex().row() + step
        if self.table.rows.row(place) is not None:
            self.table.selectRow(place)

    def set_current(self, text: str) -> None:
        row = self.table.current()
        if row is not None:
            self.quantity_set.emit(row.line_id, text)

    def _changeable(self) -> Row | None:
        row = self.table.current()
        locked = self._shown is None or self._shown.locked
        return None if row is None or locked or row.line_id == REWARD_LINE else row

    def _ask_quantity(self) -> None:
        if self.tools is not None and self._changeable() is not None:
            self.tools.ask_quantity()

    def _more(self) -> None:
        self.change_by(1)

    def _fewer(self) -> None:
        self.change_by(-1)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None and row.line_id != REWARD_LINE:
            self.line_removed.emit(row.line_id)
