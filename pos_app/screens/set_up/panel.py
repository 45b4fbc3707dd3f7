"""The form by which a till is set up, and its settings are changed: one step at a time."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pos_app.core.setting_up.asks import KEPT_SECRETS, Ask
from pos_app.core.setting_up.events import (
    Answered,
    AnsweredSecretly,
    Back,
    Event,
    Next,
    SaveAsked,
    TrialAsked,
    WentTo,
)
from pos_app.core.setting_up.questions import is_hidden
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import Step
from pos_app.screens import focus
from pos_app.screens.keys import Command, name_of
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.spinner import Ring
from pos_app.screens.set_up.form import Form
from pos_app.screens.set_up.intents import SettingUp
from pos_app.screens.set_up.step_list import StepList
from pos_app.screens.set_up.summary import Summary
from pos_app.screens.texts import translate
from pos_app.screens.view.set_up import SetUpView, derive_set_up

_SHARES = (27, 73)
_FAR_ENDS = 2


class SetUpPanel(TwoColumns):
    left_wanted = Signal()
    restart_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        self._card_column = QVBoxLayout()
        self._form = Form()
        self._summary = Summary()
        super().__init__(parent, _SHARES)
        self._setting_up = setting_up
        self._pool = ButtonPool(self)
        self._shown: SetUpView | None = None
        self._heading = label("title", "setUpHeading", wrap=True)
        self._steps = StepList(self)
        self._title = label("figure", "setUpTitle", wrap=True)
        self._explained = label("body", "setUpExplained", wrap=True)
        self._notices = [NoticeBox(f"setUpNotice{n}", self) for n in range(_FAR_ENDS)]
        self._ring = Ring(self)
        self._scroll = QScrollArea(self)
        self._actions = ButtonRow(self._pool, self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        self.left.addWidget(self._heading)
        self.left.addWidget(self._steps)
        self.left.addStretch(1)
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setLayout(self._card_column)
        asked = QWidget()
        asked.setObjectName("scrolled")
        inside = QVBoxLayout(asked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._form)
        inside.addWidget(self._summary)
        inside.addStretch(1)
        self._scroll.setWidget(asked)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card_column.addWidget(self._title)
        self._card_column.addWidget(self._explained)
        for notice in self._notices:
            self._card_column.addWidget(notice)
        self._card_column.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        self._card_column.addWidget(self._scroll, 1)
        self.right.addWidget(card, 1)
        self.right.addWidget(self._actions)
        self._ring.hide()

    def _wire(self) -> None:
        self._pool.commanded.connect(self.run)
        self._form.answered.connect(self._answered)
        self._form.finished.connect(self._finished)
        self._steps.wanted.connect(self._went_to)
        self._setting_up.subscribe(self.refresh)

    def tighten(self, *, compact: bool) -> None:
        side, air = (16, 10) if compact else (24, 18)
        self._card_column.setContentsMargins(side, air, side, air)
        self._card_column.setSpacing(8 if compact else 14)
        self._form.tighten(compact=compact)

    def retranslate(self) -> None:
        first = self._setting_up.state.first
        self._heading.setText(
            translate("SetUp", "Setting up the till") if first else translate("SetUp", "Settings")
        )
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        view = derive_set_up(self._setting_up.state)
        before, self._shown = self._shown, view
        if view == before:
            return
        self._steps.show_rows(view.rows)
        self._title.setText(view.title)
        self._explained.setText(view.explained)
        self._explained.setVisible(bool(view.explained))
        self._form.show_fields(view.fields, self._setting_up.state.secret)
        self._form.setVisible(bool(view.fields))
        self._summary.show_rows(view.summary)
        self._ring.setVisible(view.busy)
        for place, box in enumerate(self._notices):
            box.show_notice(view.notices[place] if place < len(view.notices) else None)
        self._actions.show_buttons(view.actions)
        if before is None or before.step is not view.step or before.actions != view.actions:
            self._settle()

    def _settle(self) -> None:
        """The hands are wanted at the first question, else at the next action; once it is laid
        out."""
        QTimer.singleShot(0, self.take_focus)

    def take_focus(self) -> None:
        if self.isVisible():
            focus.give(self.first_focus())

    def first_focus(self) -> QWidget:
        """The page itself while there is nothing to do but wait."""
        asked = self._form.first_focus() if self._form.isVisibleTo(self) else None
        return asked or self._actions.primary() or self

    def leave(self) -> None:
        """No secret stays in a field either."""
        self._form.clear()
        self._setting_up.leave()

    def run(self, command: str) -> None:
        match Command(command):
            case Command.SET_UP_NEXT:
                self._tell(Next())
                self._point_out()
            case Command.SET_UP_BACK:
                self._tell(Back())
            case Command.SET_UP_TRY:
                self._tell(TrialAsked())
            case Command.SET_UP_SAVE:
                self._tell(SaveAsked())
                self._point_out()
            case Command.SET_UP_LEAVE:
                self.left_wanted.emit()
            case Command.SET_UP_RESTART:
                self.restart_wanted.emit()

    def _point_out(self) -> None:
        if self._setting_up.state.told:
            self._settle()

    def _tell(self, event: Event) -> None:
        self._setting_up.handle(event)

    def _answered(self, name: str, text: str) -> None:
        ask = Ask(name)
        if is_hidden(ask):
            secret = Secret(text.strip() if ask in KEPT_SECRETS else text)
            self._tell(AnsweredSecretly(ask, secret))
            return
        self._tell(Answered(ask, text))
        if ask is Ask.LANGUAGE:
            self.language_wanted.emit(text.partition("_")[0])

    def _finished(self) -> None:
        primary = self._actions.primary()
        if primary is not None:
            primary.click()

    def _went_to(self, step: str) -> None:
        self._tell(WentTo(Step(step)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the buttons show; the rest is the window's."""
        button = self._pool.with_key(name_of(event.key()) or "none")
        if button is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            button.click()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """The questions first, then what can be done, then the steps."""
        parts = (self._scroll, self._actions, self._steps)
        stops = [each for part in parts for each in focus.in_order(part, columns=False)]
        focus.along(stops, forward=forward)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
