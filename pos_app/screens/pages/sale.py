"""The page of the open sale: items and sums on the left, the reward on the right."""

from PySide6.QtWidgets import QWidget

from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.panels.host import PanelHost
from pos_app.screens.parts.basket_table import Basket
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.customer_card import CustomerCardView
from pos_app.screens.parts.fields import FieldWithProblem
from pos_app.screens.parts.product_field import ProductField
from pos_app.screens.parts.step_bar import StepBar
from pos_app.screens.parts.totals import Totals
from pos_app.screens.texts import translate
from pos_app.screens.view.code import CodePanel
from pos_app.screens.view.sale import SaleView


class SalePage(TwoColumns):
    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        self._card = CustomerCardView()
        super().__init__(parent)
        self.product = ProductField(self)
        self._product_entry = FieldWithProblem(self.product, self)
        self.basket = Basket(self)
        self.product.stepped.connect(self.basket.change_by)
        self.product.moved.connect(self.basket.move_by)
        self._totals = Totals(self)
        self._steps = StepBar(self)
        self.panels = PanelHost(pool, self)
        self._actions = ButtonRow(pool, self)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.left.addWidget(self._product_entry)
        self.left.addWidget(self.basket, 1)
        self.left.addWidget(self._totals)
        self.right.addWidget(self._steps)
        self.right.addWidget(self._card)
        self.right.addWidget(self.panels, 1)
        self.right.addWidget(self._actions)

    def tighten(self, *, compact: bool) -> None:
        self._card.set_compact(compact=compact)

    def retranslate(self) -> None:
        words = translate("Product", "Scan or type a product, or an amount")
        self.product.setPlaceholderText(words)
        self.product.setAccessibleName(words)
        self.basket.retranslate()
        self._totals.retranslate()

    def show_sale(self, view: SaleView) -> bool:
        """Answers whether the panel on the right is another one than before."""
        self.product.show_up_to(view.longest_product)
        self._product_entry.show_problem(view.basket.product_problem)
        self.basket.show_basket(view.basket)
        self._totals.show_totals(view.totals)
        self._steps.show_steps(view.steps)
        self._card.show_card(view.customer, brief=isinstance(view.panel, CodePanel))
        changed = self.panels.show_panel(view.panel)
        self._actions.show_buttons(view.actions)
        return changed

    def primary_button(self) -> QWidget | None:
        return self._actions.primary()
