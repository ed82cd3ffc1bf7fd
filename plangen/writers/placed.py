"""The lines of a checklist under the item that they share (工作事项): one cell for several tasks.

Lines with the headings 甲, 甲, 乙 have their places (1 of 2), (2 of 2) and (1 of 1).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from plangen.checklists import ChecklistLine


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, and where it stands among those that show the same item."""

    line: ChecklistLine
    place: int = 1
    of: int = 1

    @property
    def shared(self) -> bool:
        """Whether other checklists hold it too."""
        return self.line.shared

    @property
    def digest(self) -> bytes:
        """What tells a shared one from all others."""
        return self.line.digest + b"%d/%d" % (self.place, self.of)


def placed(lines: Iterable[ChecklistLine]) -> Iterator[PlacedLine]:
    """Yield each line with its place among its neighbours of the same heading."""
    for heading, alike in groupby(lines, lambda line: line.heading):
        together = list(alike)
        for place, line in enumerate(together, 1):
            yield PlacedLine(line, place, len(together)) if heading else PlacedLine(line)
