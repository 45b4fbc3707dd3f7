"""The printer of a till: paper in, what became of it out."""

from collections.abc import Iterable

from pos_app.core.paper import PaperPart, Printing
from pos_app.devices import escpos
from pos_app.devices.device_printer import DevicePrinter
from pos_app.devices.endpoint import Network, endpoint
from pos_app.devices.letters import Letters
from pos_app.devices.patience import Patience
from pos_app.devices.tcp_printer import TcpPrinter


class ReceiptPrinter:
    def __init__(
        self,
        address: str,
        letters: Letters,
        *,
        cut: bool,
        patience: Patience = Patience(),  # noqa: B008 - immutable
    ) -> None:
        place = endpoint(address)
        self._line = (
            TcpPrinter(place, patience)
            if isinstance(place, Network)
            else DevicePrinter(place, patience)
        )
        self._letters = letters
        self._cut = cut

    async def print(self, parts: Iterable[PaperPart]) -> Printing:
        return await self._line.send(escpos.encode(parts, self._letters, cut=self._cut))

    async def look(self) -> Printing:
        return await self._line.look()
