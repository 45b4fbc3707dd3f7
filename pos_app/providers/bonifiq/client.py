"""One method per endpoint: a draft in, a typed answer out; contract, section 3."""

from typing import TypeVar

from pos_app.core.basket import Basket
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.providers.bonifiq import classification, requests, wire
from pos_app.providers.bonifiq.classification import Accepted, RefusedByStatusError
from pos_app.providers.http import Call, HttpClient, Reply
from pos_app.providers.ports import Draft

Payload = TypeVar("Payload", bound=wire.Wire)

NOBODY = CustomerKey(IdentifierKind.CPF, "00000000000")


class BonifiqClient:
    """Raises only ``ProviderError``. What moves value is sent as the draft has it, byte by byte."""

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    async def aclose(self) -> None:
        await self._http.aclose()

    async def probe(self) -> str:
        """Asks for nobody's rewards, which proves address and credentials; the server's date."""
        reply = await self._send("probe", requests.available(NOBODY, Basket()), mutating=False)
        try:
            classification.bare(reply.status, reply.body, wire.AvailableAnswer, reply.retry_after)
        except RefusedByStatusError as error:
            if not error.enveloped:
                raise
        return reply.date

    # Family A

    async def available(self, draft: Draft) -> wire.AvailableAnswer:
        return await self._bare("available", draft, wire.AvailableAnswer)

    async def challenge(self, draft: Draft, transaction: str) -> wire.ChallengeAnswer:
        return await self._bare("challenge", draft, wire.ChallengeAnswer, transaction)

    async def validate(self, draft: Draft, transaction: str) -> wire.ValidateAnswer:
        return await self._bare("validate", draft, wire.ValidateAnswer, transaction)

    # Family B

    async def redeem(self, draft: Draft, key: str) -> Accepted[wire.Redeemed]:
        return await self._enveloped("redeem", draft, wire.Redeemed, key)

    async def delete_reward(self, draft: Draft, key: str) -> Accepted[wire.RewardRecord]:
        """By RewardId or by key, as the draft was made."""
        return await self._enveloped("delete_reward", draft, wire.RewardRecord, key)

    async def order(self, draft: Draft, key: str) -> Accepted[wire.OrderRecord]:
        return await self._enveloped("order", draft, wire.OrderRecord, key)

    async def cancel_order(self, draft: Draft, key: str) -> Accepted[wire.Cancellation]:
        return await self._enveloped("cancel_order", draft, wire.Cancellation, key)

    async def partial_cancel(self, draft: Draft, key: str) -> Accepted[wire.Cancellation]:
        return await self._enveloped("partial_cancel", draft, wire.Cancellation, key)

    # Neighbours, 3.9

    async def get_order(self, order_id: str) -> wire.OrderRecord:
        return await self._bare("get_order", requests.get_order(order_id), wire.OrderRecord)

    async def get_reward(self, reward_id: str) -> wire.RewardRecord:
        return await self._bare("get_reward", requests.get_reward(reward_id), wire.RewardRecord)

    async def update_metadata(
        self, key: str, metadatas: tuple[wire.Metadata, ...] = ()
    ) -> Accepted[wire.Redeemed]:
        """Finds a redemption by its key; adds nothing unless told to. Safe to repeat."""
        draft = requests.update_metadata(key, metadatas)
        return await self._enveloped("update_metadata", draft, wire.Redeemed, key, mutating=False)

    async def points(self, customer_id: str) -> wire.PointsAnswer:
        return await self._bare("points", requests.points(customer_id), wire.PointsAnswer)

    async def pending_points(self, customer_id: str) -> wire.PendingPointsAnswer:
        draft = requests.pending_points(customer_id)
        return await self._bare("pending_points", draft, wire.PendingPointsAnswer)

    async def get_customer(self, customer_id: str) -> Accepted[wire.CustomerRecord]:
        draft = requests.get_customer(customer_id)
        return await self._enveloped("get_customer", draft, wire.CustomerRecord, mutating=False)

    async def put_customer(
        self, customer_id: str, customer: wire.OrderCustomer
    ) -> Accepted[wire.CustomerRecord]:
        draft = requests.put_customer(customer_id, customer)
        return await self._enveloped("put_customer", draft, wire.CustomerRecord)

    async def upsert_customer(self, customer: wire.OrderCustomer) -> Accepted[wire.CustomerRecord]:
        draft = requests.upsert_customer(customer)
        return await self._enveloped("upsert_customer", draft, wire.CustomerRecord)

    async def customization(self) -> wire.CustomizationAnswer:
        return await self._bare("customization", requests.customization(), wire.CustomizationAnswer)

    async def _bare(
        self, operation: str, draft: Draft, payload: type[Payload], transaction: str | None = None
    ) -> Payload:
        """With a transaction it sends or uses up a code, which is no read."""
        mutating = transaction is not None
        reply = await self._send(operation, draft, mutating=mutating, key=transaction or "")
        return classification.bare(reply.status, reply.body, payload, reply.retry_after)

    async def _enveloped(
        self,
        operation: str,
        draft: Draft,
        payload: type[Payload],
        key: str = "",
        *,
        mutating: bool = True,
    ) -> Accepted[Payload]:
        reply = await self._send(operation, draft, mutating=mutating, key=key)
        return classification.enveloped(reply.status, reply.body, payload, reply.retry_after)

    async def _send(self, operation: str, draft: Draft, *, mutating: bool, key: str = "") -> Reply:
        call = Call(operation, draft.method, draft.path, draft.body, key, mutating)
        return await self._http.send(call)
