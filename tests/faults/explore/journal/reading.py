"""The journal's letters: what is written must be read as what it was."""

from functools import lru_cache

import msgspec

from pos_app.core.selling import SaleEvent

_decoder: msgspec.json.Decoder[SaleEvent] = msgspec.json.Decoder(SaleEvent)


@lru_cache(maxsize=100_000)
def reads_back(event: SaleEvent) -> bool:
    return _decoder.decode(msgspec.json.encode(event)) == event
