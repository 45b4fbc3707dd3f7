"""The settings of one till, complete and checked."""

from pathlib import Path

from pos_app.core.value import Value


class Settings(Value, frozen=True):
    store: str = "Loja Centro"
    store_code: str = "L01"
    till: str = "Caixa 03"
    till_code: str = "C03"
    operator: str = "Ana P."
    lock_minutes: int | None = None
    """Without a touch, after which the till locks where people sign in; 0: only by key; ``None``:
    as usual."""
    provider: str = "bonifiq"
    address: str | None = None
    """``None``: the provider's own."""
    client: str = ""
    """Under which the brand's tills are known to the provider, where it wants that."""
    account: str = ""
    """The merchant's at the provider, which customers pay into."""
    send_profile: str = ""
    identity_address: str | None = None
    receipts_address: str | None = None
    tills: int = 1
    """Of the store, behind one address."""
    country: str | None = None
    challenger: str = ""
    """Whose codes are asked for instead of the provider's own; empty: the provider's."""
    challenger_address: str | None = None
    service: str = ""
    """Of the challenger, under which the brand verifies."""
    approval_seconds: int | None = None
    amount_and_payee: bool = False
    """The challenger's codes are good for one amount and one payee (PSD2)."""
    challenger_connect_seconds: float | None = None
    challenger_answer_seconds: float | None = None
    connect_seconds: float | None = None
    answer_seconds: float | None = None
    """``None``: as long as the provider asks for."""
    code_life_seconds: int | None = None
    code_tries: int | None = None
    code_sends: int | None = None
    resend_seconds: int | None = None
    currency: str = "BRL"
    region: str = "pt_BR"
    """How amounts and dates are written."""
    language: str | None = None
    """``None``: the system's, if the till speaks it."""
    theme: str = "light"
    customer_screen: bool = False
    """A second screen shows the customer their sale."""
    printer: str = ""
    """Where it is; empty: receipts are shown on the screen."""
    printer_width: int = 48
    """Characters in a line."""
    printer_code_page: str = "cp850"
    printer_cut: bool = True
    full_screen: bool = False
    kiosk: bool = False
    """The whole screen, and nothing beside the till."""
    catalogue: Path | None = None
    log_level: str = "INFO"

    @property
    def challenger_seconds(self) -> tuple[float | None, float | None]:
        """For connecting, and for an answer."""
        return self.challenger_connect_seconds, self.challenger_answer_seconds

    @property
    def idle_minutes(self) -> int:
        from pos_app.core.staff import USUAL_IDLE_MINUTES  # noqa: PLC0415 - where people sign in

        return USUAL_IDLE_MINUTES if self.lock_minutes is None else self.lock_minutes

    @property
    def practised(self) -> str:
        """The name under which it is practised: a pair goes by its challenger's."""
        return self.challenger or self.provider
