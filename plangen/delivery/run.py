"""What is to be delivered, and one run of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.checklists.asking import EVERYTHING, Asking
from plangen.delivery.batch import WRITERS
from plangen.delivery.changes import KnownLines
from plangen.delivery.record import Delivered, LastRun
from plangen.delivery.storage import Folder
from plangen.plan import Plan
from plangen.tasks import TaskRow
from plangen.workdays import OFFICIAL, Workdays

FORMATS = tuple(WRITERS)

Key = tuple[str, str]
"""An audience and an id."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to deliver, and where."""

    plans: tuple[Plan, ...]
    """One, or several whose lists are made one for everybody, the newest first."""
    where: str
    """A folder, or an address that fsspec knows."""
    workdays: Workdays = OFFICIAL
    templates: tuple[Path, ...] = ()
    formats: tuple[str, ...] = FORMATS
    chosen: frozenset[Key] | None = None
    """Whose checklists; everybody's where it is None."""
    jobs: int | None = None
    """How many processes; as many as suit where it is None."""
    scheduler: str = ""
    """The address of a Dask cluster that does the work instead."""
    resume: bool = False
    """Whether to go on where an interrupted run stopped."""
    overwrite: bool = False
    since: Mapping[str, Plan] = field(default_factory=dict)
    """By the key of a plan an earlier one, since which its checklists say what is new."""
    asking: Asking = EVERYTHING

    @property
    def plan(self) -> Plan:
        """The newest plan, whose style all lists have."""
        return self.plans[0]


def plan_key(plan: Plan) -> str:
    """What tells a plan from the others of an order: series:year."""
    return f"{plan.series}:{plan.year}"


class Destination(NamedTuple):
    """Where somebody's checklist goes."""

    audience: str
    id: str
    stem: str

    @property
    def key(self) -> Key:
        """Whose it is."""
        return self.audience, self.id


class Destinations:
    """Where everybody's checklists go, in order; kept small, for there may be a million.

    That is why they stand in columns, and paths without the end that nearly all share, encoded.
    """

    def __init__(self, destinations: Iterable[Destination]) -> None:
        self._audiences: list[str] = []
        self._ids: list[str] = []
        self._stems: list[bytes] = []
        self._end = ""
        for audience, key, stem in destinations:
            self._end = self._end or "_" + stem.rpartition("_")[2]
            self._audiences.append(audience)
            self._ids.append(key)
            short = stem.removesuffix(self._end)
            self._stems.append((short if short != stem else f"{stem}/").encode())

    def __iter__(self) -> Iterator[Destination]:
        """One by one."""
        for audience, key, short in zip(self._audiences, self._ids, self._stems, strict=True):
            stem = short.decode()
            whole = stem[:-1] if stem.endswith("/") else stem + self._end
            yield Destination(audience, key, whole)


@dataclass(slots=True)
class DeliveryRun:
    """One run of an order."""

    order: Order
    cover: Cover
    rows: Sequence[Sequence[TaskRow]]
    """Of each plan."""
    folder: Folder
    destinations: Destinations
    """Of everybody's checklists, those that are not to be made included."""
    record: LastRun
    known: KnownLines
    """What the lines of earlier deliveries said."""
    news: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By a plan's key what is new of a task since an earlier plan, by its id."""
    since: Mapping[Key, tuple[ChecklistLine, ...]] = field(default_factory=dict)
    """The lines that everybody had by that plan."""
    batches: int = 0
    stray: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def wants(self, key: Key) -> bool:
        """Whether a checklist is to be made."""
        return self.order.chosen is None or key in self.order.chosen


def key_of(checklist: Checklist | Delivered) -> Key:
    """What tells one checklist from another."""
    return str(checklist.audience), checklist.id
