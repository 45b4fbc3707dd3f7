"""The dark bar on top: store and till, operator, marking, connection, clock."""

from PySide6.QtCore import QLocale, Qt, QTime, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.screens.parts.badges import Badge
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.header import HeaderView


class HeaderBar(QWidget):
    def __init__(self, region: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "bar")
        self._region = region
        self._place = label("place", "placeLabel")
        self._operator = Badge("operatorBadge")
        self._demo = Badge("demoBadge", "marking")
        self._demo.hide()
        self._link = Badge("connectionBadge", "lightChip")
        self._clock = Badge("clockLabel")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 13, 18, 13)
        row.setSpacing(14)
        row.addWidget(self._place)
        row.addWidget(self._operator)
        row.addStretch(1)
        for badge in (self._demo, self._link, self._clock):
            row.addWidget(badge)
        self._shown: HeaderView | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(5000)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        self._tick()

    def show_header(self, view: HeaderView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._place.setText(view.place)
        self._operator.setText(translate("Header", "Operator: {name}").format(name=view.operator))
        self._operator.setVisible(bool(view.operator))
        self._demo.setText(view.marking)
        self._demo.setVisible(bool(view.marking))
        self._link.setText(view.link)
        self._link.set_light(view.light)
        self._demo.setAccessibleName(view.marking)
        self._link.setAccessibleName(view.link)

    def stop(self) -> None:
        self._minute.stop()

    def retranslate(self) -> None:
        self._shown = None

    def _tick(self) -> None:
        now = self._region.toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
        if self._clock.text() != now:
            self._clock.setText(now)
