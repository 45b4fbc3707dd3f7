"""Buttons that carry their key, one widget per name wherever it is shown."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.parts.look import TARGET, key_width, paint_key, set_property, theme_of
from pos_app.screens.theme import Theme
from pos_app.screens.view.elements import Button, Kind

_PADDING = 16
_INSET = 3.5
"""Of the focus ring on a filled face."""
_GAP = 10


class KeyButton(QPushButton):
    """Paints itself, so that a long text wraps and the key cap stays beside it."""

    commanded = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRepeat(False)
        self.key = ""
        self.command = Command.NOTHING
        self.kind = Kind.SECONDARY
        self._air = 16
        self.clicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def make_small(self) -> None:
        self._air = 4
        set_property(self, "fit", "small")

    def show_button(self, view: Button) -> None:
        changed = (view.text, view.key, view.kind) != (self.text(), self.key, self.kind)
        self.command = view.command
        if view.enabled != self.isEnabled():
            self.setEnabled(view.enabled)
        if not changed:
            return
        self.key, self.kind = view.key, view.kind
        self.setText(view.text)
        self.setAccessibleName(view.text)
        self.updateGeometry()
        self.update()

    def _clicked(self) -> None:
        self.commanded.emit(self.command.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def face_font(self) -> QFont:
        font = QFont(self.font())
        light = self.kind is Kind.SECONDARY
        font.setWeight(QFont.Weight.Normal if light else QFont.Weight.DemiBold)
        return font

    def _lines_height(self) -> int:
        return QFontMetrics(self.face_font()).height()

    def sizeHint(self) -> QSize:
        text = QFontMetrics(self.face_font()).horizontalAdvance(self.text())
        cap = key_width(self.face_font(), self.key)
        width = text + (cap + _GAP if cap else 0) + 2 * _PADDING
        return QSize(int(width) + 1, max(TARGET, self._lines_height() * 2 + self._air))

    def minimumSizeHint(self) -> QSize:
        longest = max((len(word) for word in self.text().split()), default=1)
        metrics = QFontMetrics(self.face_font())
        cap = key_width(self.face_font(), self.key)
        width = metrics.averageCharWidth() * (longest + 2) + (cap + _GAP if cap else 0)
        return QSize(int(width) + _PADDING, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect())
        fill, edge, ink = self._colours(theme)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(face.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self.hasFocus():
            self._paint_ring(painter, face, theme)
        self._paint_text(painter, face, QColor(ink), QColor(ink if self._filled() else edge))
        painter.end()

    def _paint_ring(self, painter: QPainter, face: QRectF, theme: Theme) -> None:
        inset = _INSET if self._filled() else 1.0
        colour = theme.on_primary if self._filled() else theme.accent
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = face.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, 8 - inset / 1.5, 8 - inset / 1.5)

    def _filled(self) -> bool:
        return self.kind is Kind.PRIMARY and self.isEnabled()

    def _colours(self, theme: Theme) -> tuple[str, str, str]:
        if not self.isEnabled():
            return theme.disabled_soft, theme.edge, theme.disabled
        if self.kind is Kind.PRIMARY:
            fill = theme.primary_pressed if self.isDown() else theme.primary
            return fill, fill, theme.on_primary
        if self.kind is Kind.CHOSEN:
            return theme.accent_soft, theme.accent, theme.accent
        return theme.accent_soft if self.isDown() else theme.card, theme.control_edge, theme.text

    def _paint_text(self, painter: QPainter, face: QRectF, ink: QColor, edge: QColor) -> None:
        painter.setFont(self.face_font())
        cap = key_width(self.face_font(), self.key)
        room = face.width() - _PADDING - (cap + _GAP if cap else 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        wanted = painter.boundingRect(QRectF(0, 0, room, 1000), int(flags), self.text())
        left = face.center().x() - (wanted.width() + (cap + _GAP if cap else 0)) / 2
        painter.setPen(ink)
        area = QRectF(left, face.top(), wanted.width() + 1, face.height())
        painter.drawText(area, int(flags), self.text())
        if cap:
            place = QRectF(area.right() + _GAP - 1, face.top(), cap, face.height())
            paint_key(painter, place, self.key, ink, edge)


class ButtonPool(QObject):
    """One widget per objectName, lent to the row that shows it."""

    commanded = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._buttons: dict[str, KeyButton] = {}

    def lend(self, view: Button) -> KeyButton:
        button = self._buttons.get(view.name)
        if button is None:
            button = KeyButton(view.name, self._owner)
            button.commanded.connect(self.commanded)
            self._buttons[view.name] = button
        button.show_button(view)
        return button

    def with_key(self, key: str) -> KeyButton | None:
        """The button on the screen that shows this key."""
        for button in self._buttons.values():
            if button.key == key and button.isVisible():
                return button
        return None


class ButtonRow(QWidget):
    """Shows buttons side by side; a primary one is the widest."""

    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_buttons(self, views: tuple[Button, ...]) -> None:
        wanted = [self._pool.lend(view) for view in views]
        if wanted != self._shown():
            self._arrange(wanted)
        for position, view in enumerate(views):
            self._row.setStretch(position, 5 if view.kind is Kind.PRIMARY else 4)
        self.setVisible(bool(wanted))

    def primary(self) -> KeyButton | None:
        """The one next action, if it can be pressed."""
        shown = [button for button in self._shown() if button.kind is Kind.PRIMARY]
        return shown[-1] if shown and shown[-1].isEnabled() else None

    def _shown(self) -> list[KeyButton]:
        items = (self._row.itemAt(i) for i in range(self._row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [w for w in widgets if isinstance(w, KeyButton) and not w.isHidden()]

    def _arrange(self, wanted: list[KeyButton]) -> None:
        for button in self._shown():
            if button not in wanted:
                button.hide()
            self._row.removeWidget(button)
        for button in wanted:
            self._row.addWidget(button)
            button.show()
