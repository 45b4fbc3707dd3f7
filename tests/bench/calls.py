"""One call through the till's client over loopback, beside the same call by bare httpx."""

import asyncio
import statistics
import time
from decimal import Decimal

import httpx

from pos_app.core.basket import Basket, Product
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.money import Money
from pos_app.providers import registry
from pos_app.sandbox.assembly import build_sandbox
from pos_app.sandbox.server import ThreadedServer
from tests.bench.measure import RUNS, Measure, compared

CALLS = 150
KEY = CustomerKey(IdentifierKind.CPF, "12345678909")
BASKET = Basket().add(Product("CAM-01", "Camiseta", Money.from_decimal(Decimal("49.90"))))
BODY = {
    "CustomerId": KEY.value,
    "PurchaseValue": 49.90,
    "DiscountValue": 0,
    "Products": [
        {
            "OriginalId": "CAM-01",
            "LineId": "1",
            "Title": "Camiseta",
            "IsActive": True,
            "Quantity": 1,
            "ProductPrice": 49.90,
        }
    ],
}


async def _ours(address: str) -> float:
    provider = registry.create("bonifiq", address, ("sandbox-token", "sandbox-key"))
    took = []
    try:
        for _ in range(CALLS):
            started = time.perf_counter()
            await provider.quote(KEY, BASKET)
            took.append(time.perf_counter() - started)
    finally:
        await provider.aclose()
    return statistics.median(took) * 1e6


async def _bare(address: str) -> float:
    took = []
    async with httpx.AsyncClient(
        base_url=f"{address}/v1/pvt", auth=("sandbox-token", "sandbox-key"), trust_env=False
    ) as client:
        for _ in range(CALLS):
            started = time.perf_counter()
            answer = await client.post("/POS/rewards/available", json=BODY)
            answer.raise_for_status()
            answer.json()
            took.append(time.perf_counter() - started)
    return statistics.median(took) * 1e6


def measures() -> list[Measure]:
    with ThreadedServer(build_sandbox()) as address:
        pairs = [(asyncio.run(_ours(address)), asyncio.run(_bare(address))) for _ in range(RUNS)]
    return [compared("a provider call over loopback, p50", "us", pairs, 1.15)]
