"""Where the cashier most likely goes on, and the order of Tab."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos_app.screens.pages.host import Page, PageHost
from pos_app.screens.view.code import CodePanel
from pos_app.screens.view.panel import LookingUpPanel, Panel, RewardsPanel, SearchPanel
from pos_app.screens.view.redeeming import ContactPanel, MessagePanel

_SAME_ROW = 12


def after_panel(pages: PageHost, panel: Panel, before: Panel | None) -> QWidget | None:
    """The next field or button on the sale page; an item being typed is never interrupted."""
    sale = pages.sale
    typing = sale.product.hasFocus() and bool(sale.product.text())
    match panel:
        case CodePanel() | ContactPanel():
            return sale.panels.first_focus() or sale.product
        case _ if typing:
            return None
        case RewardsPanel():
            return sale.panels.first_focus()
        case SearchPanel() if isinstance(before, LookingUpPanel):
            return sale.panels.first_focus()
        case MessagePanel(busy=False):
            return sale.primary_button() or sale.product
        case _:
            return sale.product


def after_page(pages: PageHost, page: Page) -> QWidget | None:
    match page:
        case Page.SALE:
            return pages.sale.product
        case Page.PAY:
            return pages.pay_page().first_focus()
        case Page.RECEIPT:
            return pages.receipt_page().first_focus()
        case Page.DAY:
            return pages.day_page().first_focus()
        case Page.MATTERS:
            return pages.matters_page().first_focus()
        case Page.ENROL:
            return pages.enrol_page().first_focus()
        case Page.SETTINGS:
            return pages.settings_page().first_focus()


def give(widget: QWidget | None) -> None:
    if widget is None:
        return
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(widget, QLineEdit):
        widget.selectAll()


def step(area: QWidget, *, forward: bool, columns: bool) -> None:
    """Tab goes where the eye goes: down the left column, then down the right one."""
    along(in_order(area, columns=columns), forward=forward)


def along(stops: list[QWidget], *, forward: bool) -> None:
    """From the one that has the focus to the next, and around."""
    if not stops:
        return
    here = QApplication.focusWidget()
    place = stops.index(here) if here in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)


def in_order(area: QWidget, *, columns: bool) -> list[QWidget]:
    stops = [
        widget
        for widget in area.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(area)
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]
    placed = [(_place(widget, area, columns=columns), widget) for widget in stops]
    return [widget for _, widget in sorted(placed, key=_first)]


def _place(widget: QWidget, area: QWidget, *, columns: bool) -> tuple[int, int, int]:
    middle = widget.mapTo(area, QPoint(widget.width() // 2, widget.height() // 2))
    top = widget.mapTo(area, QPoint(0, 0)).y()
    right = columns and middle.x() > area.width() // 2
    return int(right), top // _SAME_ROW, middle.x()


def _first(placed: tuple[tuple[int, int, int], QWidget]) -> tuple[int, int, int]:
    return placed[0]
