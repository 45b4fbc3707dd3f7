"""The service desk: a customer's authenticator, from the customer to its first code."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos_app.checkout.state import LONGEST_NAME, TillState
from pos_app.core.enrolment.states import Seed
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.code_input import CodeInput
from pos_app.screens.parts.fields import LONGEST_SCANNED, FieldWithProblem, KeyField
from pos_app.screens.parts.look import label, set_property
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.qr_code import QrCode
from pos_app.screens.texts import translate
from pos_app.screens.view.enrolment import (
    CodeBoxes,
    EnrolmentView,
    derive_enrolment,
    is_showing,
)

STEPS = 4


class EnrolPage(TwoColumns):
    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        self._steps, self._desk = QVBoxLayout(), QVBoxLayout()
        super().__init__(parent)
        self._how_title = label("title", "enrolHowTitle", wrap=True)
        self._how = [label("body", f"enrolStep{n}", wrap=True) for n in range(1, STEPS + 1)]
        self._qr = QrCode("enrolQr", self)
        self._caption = label("body", "enrolCaption", wrap=True)
        self._title = label("title", "enrolTitle", wrap=True)
        self._who = label("body", "enrolCustomer", wrap=True)
        self._ways = label("body", "enrolWays", wrap=True)
        self._notice = NoticeBox("enrolNotice", self)
        self.customer = KeyField("enrolCustomerInput", "", self, LONGEST_SCANNED)
        self._customer_entry = FieldWithProblem(self.customer, self)
        self.name = KeyField("enrolNameInput", "", self)
        self.name.setMaxLength(LONGEST_NAME)
        self._name_entry = FieldWithProblem(self.name, self)
        self.code = CodeInput(self)
        self.code.setObjectName("enrolCodeInput")
        self._status = label("small", "enrolCodeStatus", wrap=True)
        self._actions = ButtonRow(pool, self)
        self._lay_out()
        self._shown: EnrolmentView | None = None
        self._seed: Seed | None = None
        self._entry = (0, 0)
        self.is_showing = False
        """A seed is on the screen, or about to be."""
        self.retranslate()

    def _lay_out(self) -> None:
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._status.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (self._how_title, *self._how):
            self._steps.addWidget(part)
        self._steps.addWidget(self._qr, 1)
        self._steps.addWidget(self._caption)
        self._steps.addStretch()
        for words in (self._title, self._who, self._ways):
            self._desk.addWidget(words)
        self._desk.addWidget(self._notice)
        self._desk.addSpacing(8)
        self._desk.addWidget(self._customer_entry)
        self._desk.addWidget(self._name_entry)
        self._desk.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self._desk.addWidget(self._status)
        self._desk.addStretch(1)
        for column, side in ((self._steps, self.left), (self._desk, self.right)):
            card = QFrame(self)
            card.setProperty("role", "card")
            card.setLayout(column)
            side.addWidget(card, 1)
        self.right.addWidget(self._actions)

    def tighten(self, *, compact: bool) -> None:
        side, air = (14, 8) if compact else (20, 16)
        for column in (self._steps, self._desk):
            column.setContentsMargins(side, air, side, air)
            column.setSpacing(6 if compact else 12)

    def retranslate(self) -> None:
        self._how_title.setText(translate("Enrol", "An authenticator for the customer"))
        for step, text in zip(
            self._how,
            (
                translate("Enrol", "1. Find the customer."),
                "",
                translate("Enrol", "3. The customer scans the QR code with an authenticator app."),
                translate("Enrol", "4. The customer reads out the first code: it is verified."),
            ),
            strict=True,
        ):
            step.setText(text)
        self.name.setPlaceholderText(translate("Matters", "Your name"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.code.setAccessibleName(translate("Enrol", "First code of the authenticator"))
        self._shown = None

    def show_enrolment(self, state: TillState, now: float) -> bool:
        """Answers whether the hands are wanted elsewhere than before."""
        view = derive_enrolment(state, now)
        self.is_showing = is_showing(state.enrolment)
        self._actions.show_buttons(view.actions)
        if view == self._shown:
            return False
        before, self._shown = self._shown, view
        self._show_left(view)
        self._title.setText(view.title)
        for part, text in ((self._who, view.customer), (self._ways, view.ways)):
            part.setText(text)
            part.setVisible(bool(text))
        self._notice.show_notice(view.notice)
        self._show_fields(view)
        self._show_boxes(view.boxes)
        return before is None or before.phase != view.phase

    def _show_left(self, view: EnrolmentView) -> None:
        if view.seed is not self._seed:
            self._seed = view.seed
            self._qr.show_text(view.seed.reveal() if view.seed is not None else "")
        self._caption.setText(view.caption)
        self._caption.setVisible(view.seed is not None)
        self._how_title.setVisible(view.seed is None)
        for number, step in enumerate(self._how, start=1):
            step.setVisible(view.seed is None)
            set_property(step, "tone", "accent" if number == view.step else "")

    def _show_fields(self, view: EnrolmentView) -> None:
        self._how[1].setText(view.second_step)
        self._customer_entry.setVisible(bool(view.finding))
        self._name_entry.setVisible(view.naming)
        if view.finding:
            self.customer.setPlaceholderText(view.finding)
            self.customer.setAccessibleName(view.finding)
            self._customer_entry.show_problem(view.problem)
        elif view.naming:
            self._name_entry.show_problem(view.problem)

    def _show_boxes(self, boxes: CodeBoxes | None) -> None:
        self.code.setVisible(boxes is not None)
        self._status.setText(boxes.status if boxes is not None else "")
        self._status.setVisible(boxes is not None and bool(boxes.status))
        if boxes is None:
            self.code.clear()
            return
        self.code.configure(boxes.digits, boxes.digits)
        self.code.set_busy(busy=boxes.busy)
        if boxes.entry != self._entry:
            self._entry = boxes.entry
            self.code.clear()

    def leave(self) -> None:
        """Neither a seed nor a code nor a name stays."""
        self._seed, self._shown = None, None
        self._qr.show_text("")
        for field in (self.customer, self.name, self.code):
            field.clear()

    def type(self, text: str) -> None:
        """Letters typed outside every field."""
        if self.code.isVisible():
            self.code.setFocus()
            self.code.add(text)
            return
        field = next((f for f in (self.customer, self.name) if f.isVisible()), None)
        if field is not None:
            field.setFocus()
            field.insert(text)

    def first_focus(self) -> QWidget | None:
        wanted = (self.code, self.customer, self.name)
        return next((w for w in wanted if w.isVisibleTo(self)), None) or self._actions.primary()
