"""The three scenes of the customer's screen: a welcome, the sale, and thanks."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.rows import RowModel
from pos_app.screens.parts.spinner import Ring
from pos_app.screens.parts.table import RowTable
from pos_app.screens.parts.totals import Totals
from pos_app.screens.texts import translate
from pos_app.screens.view.customer_display import CustomerDisplay, ItemRow

_MOST_FIGURES = 3


class WelcomeScene(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = label("welcome", "customerStoreLabel", wrap=True)
        self._greeting = label("title", "customerWelcomeLabel", wrap=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._store, self._greeting):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(1)

    def show_display(self, view: CustomerDisplay) -> None:
        self._store.setText(view.store)
        self._greeting.setText(view.greeting)


class Items(RowTable):
    """Read from across the counter: nothing is marked, and the newest line is in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("customerItemsTable", parent)
        self.rows: RowModel[ItemRow] = RowModel(self)
        self.setModel(self.rows)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(self._look)
        self._place = 0

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        place = self.rows.set_rows(rows)
        if place is not None:
            self._place = place
            self._look()

    def _look(self) -> None:
        """Again whenever there is more or less room than there was."""
        self.scrollTo(self.rows.index(self._place, 0))


class SaleScene(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = label("name", "customerPlaceLabel")
        self._items = Items(self)
        self._totals = Totals(self)
        self._hint = NoticeBox("customerHint", self)
        self._greeting = label("greeting", "customerGreetingLabel", wrap=True)
        self._figures = [_FigureLine(place) for place in range(_MOST_FIGURES)]
        self._person = QFrame(self)
        self._person.setProperty("role", "card")
        self._lay_out()

    def _lay_out(self) -> None:
        person = QVBoxLayout(self._person)
        person.setContentsMargins(18, 10, 18, 10)
        person.setSpacing(4)
        person.addWidget(self._greeting)
        for figure in self._figures:
            person.addWidget(figure)
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 4, 1, 2)
        inside.addWidget(self._items)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._person)
        right.addWidget(self._hint)
        right.addStretch(1)
        right.addWidget(self._totals)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(card, 1)
        side = _Half(self)
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._store)
        column.addLayout(columns, 1)

    def retranslate(self) -> None:
        self._items.rows.set_heads((translate("Basket", "ITEM"), translate("Basket", "TOTAL")))
        self._items.stretch_first((9,))
        self._items.setAccessibleName(translate("Basket", "Items of the sale"))
        self._totals.retranslate()

    def show_display(self, view: CustomerDisplay) -> None:
        self._store.setText(view.store)
        self._items.show_rows(view.rows)
        self._greeting.setText(view.greeting)
        self._greeting.setVisible(bool(view.greeting))
        self._person.setVisible(bool(view.greeting or view.figures))
        for place, line in enumerate(self._figures):
            line.setVisible(place < len(view.figures))
            if place < len(view.figures):
                line.amount.setText(view.figures[place].amount)
                line.name.setText(view.figures[place].name)
        self._hint.show_notice(view.hint)
        if view.totals is not None:
            self._totals.show_totals(view.totals)


class _Half(QWidget):
    """As wide as its share, whatever it contains: nothing jumps."""

    def sizeHint(self) -> QSize:
        return QSize(100, super().sizeHint().height())


class _FigureLine(QWidget):
    def __init__(self, place: int) -> None:
        super().__init__()
        self.amount: QLabel = label("figure", f"customerFigure{place}")
        self.name: QLabel = label("small", f"customerFigureName{place}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignBaseline)


class ThanksScene(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ring = Ring(self)
        self._ring.set_done(done=True)
        self._thanks = label("welcome", "customerThanksLabel", wrap=True)
        self._change_title = label("title", "customerChangeTitle")
        self._change = label("huge", "customerChangeLabel")
        for part in (self._change_title, self._change):
            part.setProperty("tone", "good")
        self._paid = label("title", "customerPaidLabel", wrap=True)
        self._earned = label("greeting", "customerEarnedLabel", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._ring)
        for part in (
            self._thanks,
            self._paid,
            self._change_title,
            self._change,
            self._earned,
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(1)

    def retranslate(self) -> None:
        self._change_title.setText(translate("CustomerScreen", "Your change"))

    def show_display(self, view: CustomerDisplay) -> None:
        self._thanks.setText(view.greeting)
        self._paid.setText(view.paid)
        self._change.setText(view.change)
        for part in (self._change_title, self._change):
            part.setVisible(bool(view.change))
        self._earned.setText(view.earned)
        self._earned.setVisible(bool(view.earned))
