"""A calm table: two lines in the first column, figures on the right, one marked row."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pos_app.screens.parts.look import TARGET, pixel_size, theme_of
from pos_app.screens.theme import Theme

_SIDE = 14
Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, QTableView)  # noqa: S101 - it is made by one
        theme = theme_of(view)
        area: QRect = option.rect
        current = view.currentIndex().row() == index.row()
        painter.save()
        painter.fillRect(area, QColor(theme.accent_soft if current else theme.card))
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if current and view.hasFocus():
            _paint_ring(painter, area, index, theme)
        text = str(index.data() or "")
        room = area.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setPen(QColor(theme.text))
        painter.setFont(view.font())
        if index.column() == 0:
            _paint_two_lines(painter, room, text, theme)
        else:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), text)
        painter.restore()


def _paint_ring(painter: QPainter, area: QRect, index: Index, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawLine(area.left(), area.top() + 1, area.right() + 1, area.top() + 1)
    painter.drawLine(area.left(), area.bottom(), area.right() + 1, area.bottom())
    if index.column() == 0:
        painter.drawLine(area.left() + 1, area.top(), area.left() + 1, area.bottom())
    if index.column() == index.model().columnCount() - 1:
        painter.drawLine(area.right(), area.top(), area.right(), area.bottom())


def _paint_two_lines(painter: QPainter, room: QRect, text: str, theme: Theme) -> None:
    title, _, detail = text.partition("\n")
    small = small_font(painter.font())
    upper, lower = QFontMetrics(painter.font()), QFontMetrics(small)
    height = upper.height() + (lower.height() if detail else 0)
    top = room.center().y() - height // 2
    elided = upper.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room.left(), top + upper.ascent(), elided)
    if detail:
        painter.setFont(small)
        painter.setPen(QColor(theme.quiet))
        elided = lower.elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), top + upper.height() + lower.ascent(), elided)


def small_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(max(11, round(pixel_size(base) * 0.82)))
    return font


class RowTable(QTableView):
    """One row is current; rows are read, not edited."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._widths: tuple[int, ...] = ()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(CellPainter(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self._fit()

    def stretch_first(self, widths: tuple[int, ...]) -> None:
        """The first column takes what the others leave; they are so many characters wide."""
        self._widths = widths
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.horizontalHeader().sizeHint().height() + 2 * TARGET)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        two_lines = self.fontMetrics().height() + QFontMetrics(small_font(self.font())).height()
        self.verticalHeader().setDefaultSectionSize(max(TARGET, two_lines + 18))
        header = self.horizontalHeader()
        if header.count() <= len(self._widths):
            return
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate(self._widths, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, digit * characters + 2 * _SIDE)
