"""Shows one panel at a time; each is made when it is first needed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos_app.screens.panels.search import SearchPanelView
from pos_app.screens.parts.buttons import ButtonPool
from pos_app.screens.view.code import CodePanel
from pos_app.screens.view.panel import LookingUpPanel, Panel, RewardsPanel, SearchPanel
from pos_app.screens.view.redeeming import ContactPanel, MessagePanel

if TYPE_CHECKING:
    from pos_app.screens.panels.code import CodePanelView
    from pos_app.screens.panels.contact import ContactPanelView
    from pos_app.screens.panels.looking_up import LookingUpPanelView
    from pos_app.screens.panels.message import MessagePanelView
    from pos_app.screens.panels.rewards import RewardsPanelView


class PanelHost(QFrame):
    customer_entered = Signal(str)
    reward_chosen = Signal(str)
    amount_set = Signal(str)
    coupon_entered = Signal(str)
    contact_entered = Signal(str)
    code_submitted = Signal(object)

    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("role", "card")
        self._pool = pool
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._current: QWidget | None = None
        self.search = SearchPanelView(pool, self)
        self.search.entered.connect(self.customer_entered)
        self.rewards: RewardsPanelView | None = None
        self.code: CodePanelView | None = None
        self.contact: ContactPanelView | None = None
        self._message: MessagePanelView | None = None
        self._looking_up: LookingUpPanelView | None = None
        self._column.addWidget(self.search)
        self.search.hide()

    def show_panel(self, view: Panel) -> bool:
        """Answers whether another panel than before is shown."""
        if isinstance(view, LookingUpPanel) and not view.visible and self._current is not None:
            return False
        panel = self._filled(view)
        if panel is self._current:
            return False
        if self._current is not None:
            self._current.hide()
        self._current = panel
        panel.show()
        return True

    def first_focus(self) -> QWidget | None:
        """Where the cashier most likely goes on."""
        match self._current:
            case None:
                return None
            case panel if panel is self.search:
                return self.search.field
            case panel if panel is self.rewards and self.rewards is not None:
                return self.rewards.list
            case panel if panel is self.code and self.code is not None:
                return self.code.first_focus()
            case panel if panel is self.contact and self.contact is not None:
                return self.contact.field
            case _:
                return None

    def _filled(self, view: Panel) -> QWidget:
        match view:
            case SearchPanel():
                self.search.show_panel(view)
                return self.search
            case RewardsPanel():
                return self._fill_rewards(view)
            case CodePanel():
                return self._fill_code(view)
            case MessagePanel():
                return self._fill_message(view)
            case ContactPanel():
                return self._fill_contact(view)
            case LookingUpPanel():
                return self._fill_looking_up()

    def _fill_rewards(self, view: RewardsPanel) -> QWidget:
        if self.rewards is None:
            from pos_app.screens.panels.rewards import RewardsPanelView  # noqa: PLC0415 - see above

            self.rewards = RewardsPanelView(self)
            self.rewards.chosen.connect(self.reward_chosen)
            self.rewards.amount_set.connect(self.amount_set)
            self.rewards.coupon_entered.connect(self.coupon_entered)
            self._column.addWidget(self.rewards)
        self.rewards.show_panel(view)
        return self.rewards

    def _fill_code(self, view: CodePanel) -> QWidget:
        if self.code is None:
            from pos_app.screens.panels.code import CodePanelView  # noqa: PLC0415

            self.code = CodePanelView(self._pool, self)
            self.code.submitted.connect(self.code_submitted)
            self._column.addWidget(self.code)
        self.code.show_panel(view)
        return self.code

    def _fill_message(self, view: MessagePanel) -> QWidget:
        if self._message is None:
            from pos_app.screens.panels.message import MessagePanelView  # noqa: PLC0415

            self._message = MessagePanelView(self._pool, self)
            self._column.addWidget(self._message)
        self._message.show_panel(view)
        return self._message

    def _fill_contact(self, view: ContactPanel) -> QWidget:
        if self.contact is None:
            from pos_app.screens.panels.contact import ContactPanelView  # noqa: PLC0415

            self.contact = ContactPanelView(self)
            self.contact.entered.connect(self.contact_entered)
            self._column.addWidget(self.contact)
        self.contact.show_panel(view)
        return self.contact

    def _fill_looking_up(self) -> QWidget:
        if self._looking_up is None:
            from pos_app.screens.panels.looking_up import LookingUpPanelView  # noqa: PLC0415

            self._looking_up = LookingUpPanelView(self)
            self._column.addWidget(self._looking_up)
        self._looking_up.show_panel()
        return self._looking_up
