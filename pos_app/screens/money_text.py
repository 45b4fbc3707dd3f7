"""Amounts and counts as the store's region writes them, whatever language the screen speaks."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QTime

from pos_app.core.money import EXPONENTS, Money

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
SYMBOLS = {"BRL": "R$", "EUR": "€", "USD": "US$", "GBP": "£", "JPY": "¥"}
_SAMPLE = "§"


class MoneyText:
    """Exact: works on the minor unit, never on a float."""

    def __init__(self, region: QLocale | str) -> None:
        self.locale = QLocale(region)
        self._point = self.locale.decimalPoint()
        self._symbol_last = self.locale.toCurrencyString(1, _SAMPLE).endswith(_SAMPLE)

    def plain(self, amount: Money) -> str:
        """``1.234,56``, with a real minus sign."""
        exponent = EXPONENTS[amount.currency]
        whole, rest = divmod(abs(amount.minor), 10**exponent)
        decimals = f"{self._point}{rest:0{exponent}}" if exponent else ""
        sign = MINUS if amount.minor < 0 else ""
        return f"{sign}{self.count(whole)}{decimals}"

    def full(self, amount: Money) -> str:
        """``R$ 1.234,56``; the parts never break apart."""
        symbol = self._symbol(amount.currency)
        number = self.plain(abs_of(amount))
        text = f"{number}{NO_BREAK}{symbol}" if self._symbol_last else f"{symbol}{NO_BREAK}{number}"
        return f"{MINUS}{text}" if amount.minor < 0 else text

    def taken_off(self, amount: Money) -> str:
        return self.plain(-amount) if amount else self.plain(amount)

    def typed(self, amount: Money) -> str:
        """As a cashier would type it into a field: no grouping."""
        return self.plain(amount).replace(self.locale.groupSeparator(), "")

    def count(self, number: int) -> str:
        return self.locale.toString(number)

    def clock(self, moment: str) -> str:
        """The time of day of an ISO 8601 moment, where this till stands."""
        local = _local(moment)
        time = QTime(local.hour, local.minute)
        return self.locale.toString(time, QLocale.FormatType.ShortFormat)

    def day_and_clock(self, moment: str) -> str:
        local = QDateTime(*_local(moment).timetuple()[:6])
        return self.locale.toString(local, QLocale.FormatType.ShortFormat)

    def _symbol(self, currency: str) -> str:
        own = self.locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
        if own == currency:
            return self.locale.currencySymbol()
        return SYMBOLS.get(currency, currency)


def _local(moment: str) -> datetime:
    """By Python's clock: Qt's looks the time zone up anew for each of a day's sales."""
    return datetime.fromisoformat(moment).astimezone()


def abs_of(amount: Money) -> Money:
    return -amount if amount.minor < 0 else amount
