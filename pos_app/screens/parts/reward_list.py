"""The rewards as cards: worth on the right, a reason below those that cannot be used."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pos_app.screens.parts.look import TARGET, theme_of
from pos_app.screens.parts.table import small_font
from pos_app.screens.view.rewards import RewardRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SIDE = 14
_AIR = 10
_GAP = 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class RewardModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[RewardRow, ...] = ()

    def set_rows(self, rows: tuple[RewardRow, ...]) -> None:
        same = [row.reward_id for row in rows] == [row.reward_id for row in self.rows]
        if same:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(max(0, len(rows) - 1)))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (row.title, row.worth, row.detail) if text)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.marked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = 0 <= index.row() < len(self.rows) and self.rows[index.row()].usable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if usable else _READ_ONLY


_READ_ONLY = Qt.ItemFlag.NoItemFlags


class RewardPainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - it is made by one
        row = index.data(Qt.ItemDataRole.UserRole)
        width = view.viewport().width()
        return QSize(width, _card_height(view, row, width) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101
        row = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.hasFocus() and view.currentIndex().row() == index.row()
        _paint_card(painter, view, row, area.adjusted(1, 1, -1, -_GAP - 1), ringed=current)
        painter.restore()


def _worth_font(view: QListView) -> QFont:
    font = QFont(view.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _text_room(view: QListView, row: RewardRow, width: int) -> int:
    worth = QFontMetrics(_worth_font(view)).horizontalAdvance(row.worth)
    return width - 2 * _SIDE - (worth + 16 if row.worth else 0)


def _detail_height(view: QListView, row: RewardRow, room: int) -> int:
    if not row.detail:
        return 0
    metrics = QFontMetrics(small_font(view.font()))
    return metrics.boundingRect(QRect(0, 0, room, 1000), _WRAP, row.detail).height()


def _card_height(view: QListView, row: RewardRow, width: int) -> int:
    room = _text_room(view, row, width)
    title = QFontMetrics(_worth_font(view)).height()
    return max(TARGET, title + 2 + _detail_height(view, row, room) + 2 * _AIR)


def _paint_card(
    painter: QPainter, view: QListView, row: RewardRow, area: QRect, *, ringed: bool
) -> None:
    theme = theme_of(view)
    if row.marked:
        fill, edge, line = theme.accent_soft, theme.accent, 1.6
    elif row.usable:
        fill, edge, line = theme.card, theme.control_edge, 1.0
    else:
        fill, edge, line = theme.disabled_soft, theme.edge, 1.0
    painter.setPen(QPen(QColor(theme.accent if ringed else edge), 2.4 if ringed else line))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(area).adjusted(0.8, 0.8, -0.8, -0.8), 8, 8)
    room = _text_room(view, row, area.width())
    bold = _worth_font(view)
    title_height = QFontMetrics(bold).height()
    detail_height = _detail_height(view, row, room)
    top = area.center().y() - (title_height + 2 + detail_height) // 2
    painter.setFont(bold)
    painter.setPen(QColor(theme.text if row.usable else theme.disabled))
    title = QFontMetrics(bold).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(area.left() + _SIDE, top + QFontMetrics(bold).ascent(), title)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area.adjusted(_SIDE, 0, -_SIDE, 0), int(right), row.worth)
    painter.setFont(small_font(view.font()))
    painter.setPen(QColor(theme.quiet if row.usable else theme.caution))
    place = QRect(area.left() + _SIDE, top + title_height + 2, room, detail_height + 2)
    painter.drawText(place, _WRAP, row.detail)


class RewardList(QListView):
    chosen = Signal(str)
    """Enter, space or a click on a usable reward."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rewardList")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self._rows = RewardModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RewardPainter(self))
        self.clicked.connect(self._clicked)

    def show_rows(self, rows: tuple[RewardRow, ...]) -> None:
        if rows == self._rows.rows:
            return
        self._rows.set_rows(rows)
        current = self._rows.rows[self.currentIndex().row()] if self.currentIndex().isValid() else 0
        if not current:
            self.go_to_first()
        self.viewport().update()

    def go_to_first(self) -> None:
        """The marked reward, or the first one that can be used."""
        rows = self._rows.rows
        marked = [i for i, row in enumerate(rows) if row.marked]
        usable = [i for i, row in enumerate(rows) if row.usable]
        for number in (marked or usable)[:1]:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._rows.index(number), flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self._clicked(self.currentIndex())
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
            return
        event.ignore()

    def _clicked(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, RewardRow) and row.usable:
            self.chosen.emit(row.reward_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 2 * TARGET)
