"""Why a call is not carried out. Names of the sandbox's own invention start with Sandbox."""

from __future__ import annotations

from dataclasses import dataclass

WARNING, ERROR = 1, 2


class MalformedError(Exception):
    """The input breaks the schema: always HTTP 400."""


class NotFoundError(Exception):
    """Nothing at this address: HTTP 404, for the bare GETs."""


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    code_name: str
    message: str
    severity: int = ERROR
    status: int | None = None
    """Overrides the refusal style of the settings."""


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


REWARD_NOT_FOUND = Refusal("07", "RewardNotFound", "Recompensa não encontrada.", WARNING)
CUSTOMER_NOT_FOUND = Refusal("90", "SandboxCustomerNotFound", "Cliente não encontrado.")
NOT_ENOUGH_POINTS = Refusal("91", "SandboxNotEnoughPoints", "Pontos insuficientes.")
NOT_ENOUGH_CASHBACK = Refusal("92", "SandboxNotEnoughCashback", "Saldo de cashback insuficiente.")
REWARD_UNUSABLE = Refusal("93", "SandboxRewardUnusable", "Esta recompensa não pode ser usada.")
PRODUCT_INVALID = Refusal("94", "SandboxProductInvalid", "Produto da recompensa mal configurado.")
CODE_NOT_VALIDATED = Refusal("95", "SandboxCodeNotValidated", "O código não foi validado.")
KEY_OF_ANOTHER_REQUEST = Refusal(
    "96", "SandboxKeyOfAnotherRequest", "OriginalKey já usada com outros dados.", status=400
)
KEY_ALREADY_USED = Refusal("97", "SandboxKeyAlreadyUsed", "OriginalKey já usada.")
KEY_CANCELLED = Refusal("98", "SandboxKeyCancelled", "O resgate desta OriginalKey foi cancelado.")
ALREADY_CANCELLED = Refusal("80", "SandboxAlreadyCancelled", "Já cancelado.")
ORDER_NOT_FOUND = Refusal("81", "SandboxOrderNotFound", "Pedido não encontrado.")
ORDER_CANCELLED = Refusal("82", "SandboxOrderCancelled", "O pedido está cancelado.")
ORDER_ALREADY_SENT = Refusal("83", "SandboxOrderAlreadySent", "Pedido já enviado.")
ORDER_LINES_DIFFER = Refusal("84", "SandboxOrderLinesDiffer", "Soma dos produtos difere do total.")
CANCEL_KEY_USED = Refusal("85", "SandboxCancelKeyUsed", "CancelKey já usada neste pedido.")
REFUND_TOO_LARGE = Refusal("86", "SandboxRefundTooLarge", "Valor maior que o restante do pedido.")
