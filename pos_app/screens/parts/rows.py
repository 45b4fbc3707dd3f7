"""Table rows as a Qt model that changes only what changed."""

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Shown(Protocol):
    """What a row must tell: who it is, and the text of each column."""

    @property
    def row_id(self) -> str: ...

    @property
    def cells(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=Shown)


class RowModel(QAbstractTableModel, Generic[R]):
    """Every column but the first is a number and stands on the right."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[R, ...] = ()
        self._heads: tuple[str, ...] = ()

    def set_heads(self, heads: tuple[str, ...]) -> None:
        if len(heads) != len(self._heads):
            self.beginResetModel()
            self._heads = heads
            self.endResetModel()
        self._heads = heads
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(heads) - 1))

    def set_rows(self, rows: tuple[R, ...]) -> int | None:
        """Answers with the row to look at: the last that is new or changed."""
        old, self_ids = self._rows, [row.row_id for row in self._rows]
        ids = [row.row_id for row in rows]
        if rows == old:
            return None
        kept = len(self_ids)
        if ids[:kept] == self_ids:
            if len(ids) > kept:
                self.beginInsertRows(_NOWHERE, kept, len(ids) - 1)
                self._rows = old + rows[kept:]
                self.endInsertRows()
            return self._refresh(old, rows)
        gone = [i for i, row_id in enumerate(self_ids) if row_id not in ids]
        if len(gone) == 1 and [i for i in self_ids if i in ids] == ids:
            self.beginRemoveRows(_NOWHERE, gone[0], gone[0])
            self._rows = old[: gone[0]] + old[gone[0] + 1 :]
            self.endRemoveRows()
            self._refresh(self._rows, rows)
            return min(gone[0], len(rows) - 1) if rows else None
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return len(rows) - 1 if rows else None

    def _refresh(self, old: tuple[R, ...], rows: tuple[R, ...]) -> int | None:
        self._rows = rows
        changed = None
        for i, row in enumerate(rows):
            if i >= len(old) or old[i] != row:
                changed = i
                self.dataChanged.emit(self.index(i, 0), self.index(i, self.columnCount() - 1))
        return changed

    def row(self, number: int) -> R | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, row_id: str) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.row_id == row_id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else max(1, len(self._heads))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in row.cells if cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column()).value
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section).value
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
