"""Rows and columns paired one to one so that the gains of the pairs add up to most.

Rows come in one after another. For each the chain of changes that loses least is sought (Dijkstra;
prices on rows and columns keep each step at 0 or above, as Jonker and Volgenant do): the row takes
a column, whose row takes another, until a column is free or a row goes without.

Gains [{0: 5, 1: 4}, {0: 4}] → {0: 1, 1: 0}, as 4 + 4 is more than 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush


def best_pairs(gains: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """The column of each row that has one.

    `gains` holds for each row its gains above 0 by column. They are whole numbers, so that sums are
    exact and equal ones are told apart by their order, the same on every machine.
    """
    pairing = _Pairing(gains)
    for row in range(len(gains)):
        pairing.take_in(row)
    return pairing.columns


@dataclass(slots=True)
class _Chains:
    """The chains of changes by which a row may be taken in."""

    least: int
    """The loss of the best chain."""
    without: int
    """The row that goes without by the best chain, unless it ends at a free column."""
    free: int | None = None
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    """The least loss until a row, or a taken column, is reached."""
    offers: dict[int, int] = field(default_factory=dict)
    """The least loss known so far until a column is reached."""
    takers: dict[int, int] = field(default_factory=dict)
    """The row that would take the column."""
    queue: list[tuple[int, int]] = field(default_factory=list)


class _Pairing:
    """The best pairs of the rows taken in so far.

    The prices of a row and a column are together never below their gain, and equal to it where they
    are paired; the price of what has no partner is 0.
    """

    def __init__(self, gains: Sequence[Mapping[int, int]]) -> None:
        self.columns: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        self._gains = gains
        self._row_prices = [max(columns.values(), default=0) for columns in gains]
        self._column_prices: dict[int, int] = {}

    def take_in(self, new: int) -> None:
        """Take in one more row, at the least loss."""
        chains = _Chains(self._row_prices[new], new, rows={new: 0})
        row: int | None = new
        while row is not None:
            self._lengthen(chains, row)
            row = self._nearest(chains)
        for row, loss in chains.rows.items():
            self._row_prices[row] -= chains.least - loss
        for column, loss in chains.columns.items():
            price = self._column_prices.get(column, 0)
            self._column_prices[column] = price + chains.least - loss
        self._change(chains)

    def _lengthen(self, chains: _Chains, row: int) -> None:
        """Weigh what the row at the end of a chain can do: go without, or take a column."""
        loss = chains.rows[row] + self._row_prices[row]
        if loss < chains.least:
            chains.least, chains.without, chains.free = loss, row, None
        offers, prices = chains.offers, self._column_prices
        for column, gain in self._gains[row].items():
            offer = loss - gain
            if offer >= chains.least:
                continue
            offer += prices.get(column, 0)
            if offer >= chains.least or offer >= offers.get(column, chains.least):
                continue
            offers[column], chains.takers[column] = offer, row
            if column in self._rows:
                heappush(chains.queue, (offer, column))
            else:
                chains.least, chains.free = offer, column

    def _nearest(self, chains: _Chains) -> int | None:
        """The row of the next taken column; none where no chain could become better."""
        while chains.queue:
            loss, column = heappop(chains.queue)
            if loss >= chains.least:
                return None
            if column not in chains.columns:
                row = self._rows[column]
                chains.columns[column] = chains.rows[row] = loss
                return row
        return None

    def _change(self, chains: _Chains) -> None:
        """Give each row of the best chain its new column, from its end to the new row."""
        column = chains.free
        if column is None:
            column = self.columns.pop(chains.without, None)
        while column is not None:
            row = chains.takers[column]
            self._rows[column] = row
            left = self.columns.get(row)
            self.columns[row] = column
            column = left
