"""The store's products, by code and by SKU."""

import csv
from collections.abc import Iterable
from pathlib import Path

from pos_app.core.basket import Product
from pos_app.core.identifiers import MisreadError, is_ean, read_amount
from pos_app.core.money import Money


class CatalogueError(Exception):
    """The file cannot be used; the message names the file, the line and the cure."""


class Catalogue:
    def __init__(self, products: Iterable[Product]) -> None:
        self._by_sku = {_fold(product.sku): product for product in products}
        self._by_ean = {p.ean: p for p in self._by_sku.values() if p.ean}

    def by_code(self, code: str) -> Product | None:
        """An EAN or a SKU of a product that may be sold directly."""
        found = self._by_ean.get(code) or self._by_sku.get(_fold(code))
        return None if found is None or found.hidden else found

    def by_sku(self, sku: str) -> Product | None:
        """Products that exist only as rewards count too."""
        return self._by_sku.get(_fold(sku))

    def __len__(self) -> int:
        return len(self._by_sku)


def _fold(sku: str) -> str:
    return sku.strip().casefold()


def load(path: Path, currency: str) -> Catalogue:
    """Reads a CSV file with the columns ``sku,ean,title,price,brand,category,hidden``."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"{path}: {error}") from error
    return Catalogue(_product(path, i, row, currency) for i, row in enumerate(rows, start=2))


def _product(path: Path, line: int, row: dict[str, str | None], currency: str) -> Product:
    sku, title = (row.get("sku") or "").strip(), (row.get("title") or "").strip()
    if not sku or not title:
        raise CatalogueError(f"{path}, line {line}: a product needs a sku and a title")
    ean = (row.get("ean") or "").strip() or None
    if ean is not None and not ean.isdigit():
        raise CatalogueError(f"{path}, line {line}: an ean has digits only")
    return Product(
        sku=sku,
        title=title,
        price=_price(path, line, row.get("price") or "", currency),
        ean=ean,
        brand=(row.get("brand") or "").strip() or None,
        category=(row.get("category") or "").strip() or None,
        hidden=(row.get("hidden") or "").strip().lower() in {"1", "true", "yes"},
    )


def _price(path: Path, line: int, text: str, currency: str) -> Money:
    try:
        return read_amount(text, currency)
    except MisreadError as error:
        raise CatalogueError(f"{path}, line {line}: the price is not an amount") from error


def looks_like_code(text: str) -> bool:
    """Long digits are a code, never an amount: a misread scan must not become a price."""
    return is_ean(text) or (text.isdigit() and len(text) >= 8)
