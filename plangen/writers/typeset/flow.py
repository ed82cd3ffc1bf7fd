"""What is set one below the other and parted across pages."""

from dataclasses import dataclass, field
from typing import TypeAlias

from plangen.writers.typeset.model import SetBlock, SetLine, SetRule


@dataclass(frozen=True, slots=True)
class FlowText:
    """A paragraph; lengths in pt."""

    lines: tuple[SetLine, ...]
    pitch: float
    kind: str = "p"
    of: str = ""
    above: float = 0
    below: float = 0
    keep: bool = False
    """Whether it stays on the page of what follows, and in one piece."""
    page_break: bool = False
    rule_below: float | None = None
    """From its last line down to a red rule as wide as the type area."""

    @property
    def height(self) -> float:
        """What its lines take."""
        return len(self.lines) * self.pitch


@dataclass(frozen=True, slots=True)
class FlowBox:
    """Blocks that stay together, placed from the box's top left."""

    height: float
    blocks: tuple[SetBlock, ...]
    above: float = 0
    keep: bool = True


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a table; it may reach over several rows."""

    left: float
    width: float
    lines: tuple[SetLine, ...]
    rows: int = 1


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A row of a table: its cells, and its height while it is whole."""

    cells: tuple[FlowCell, ...]
    height: float
    may_break: bool = False
    keep: bool = False
    """Whether it stays with the next row."""


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table whose header is repeated on each page."""

    headers: tuple[FlowRow, ...]
    rows: tuple[FlowRow, ...]
    width: float
    pitch: float
    margin: float
    """Below the text of a cell."""
    least: float
    """The height of a row at least."""
    of: str = ""

    @property
    def header_height(self) -> float:
        """What the header takes on each page."""
        return sum(row.height for row in self.headers)

    @property
    def first_height(self) -> float:
        """What the header and the first row take, that one by its first line if it may break."""
        if not self.rows:
            return self.header_height
        first = self.rows[0]
        own = self.least if first.may_break else first.height
        return self.header_height + own


@dataclass(frozen=True, slots=True)
class FlowTurn:
    """A new page with the paper turned on its side, or upright again."""

    turned: bool
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class FlowFoot:
    """The 版记: it keeps so much room and stands at the foot of its page."""

    room: float
    blocks: tuple[SetBlock, ...]
    """Their places, and the rules', from the page's foot, upwards negative."""
    rules: tuple[SetRule, ...]


@dataclass(frozen=True, slots=True)
class FlowFixed:
    """What stands at a place of the page that is being set, measured from the page's top left."""

    blocks: tuple[SetBlock, ...] = ()
    rules: tuple[SetRule, ...] = field(default=())


FlowItem: TypeAlias = FlowText | FlowBox | FlowTable | FlowTurn | FlowFoot | FlowFixed
