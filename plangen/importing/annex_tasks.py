"""Task tables of annexes that stay typed cell by cell → tasks of the plan's items all the same.

The annex prints as it was; its rows are joined to the items that they are about, and those that are
about none become tasks of the item that speaks of the table.
"""

from collections.abc import Iterator
from typing import Any, Final

from plangen.importing.assembling import Assembled
from plangen.importing.body_tables import assigned_grid
from plangen.importing.joining import Joined, join
from plangen.importing.lines import Line
from plangen.importing.tables import TaskGrid
from plangen.patterns import lazily
from plangen.plan import Item, Plan

_SPEAKS: Final = lazily("附件|附表|分解表|分工表|任务表|任务清单|责任清单|台账|任务分工|任务分解")


def joined_annexes(assembled: Assembled, plan: Plan, text: str) -> Joined | None:
    """The plan's text with the rows of annexes as tasks; None where no annex has rows for it."""
    grids = list(_typed_grids(assembled))
    if not grids:
        return None
    return join(plan, text, grids, _home(plan))


def _typed_grids(assembled: Assembled) -> Iterator[TaskGrid]:
    annexes: list[dict[str, Any]] = assembled.record["annexes"]
    for place, table in assembled.tables.items():
        if "table" in annexes[place] and (grid := assigned_grid(Line(0, table=table))):
            yield grid


def _home(plan: Plan) -> Item | None:
    """The item that speaks of a table of tasks, else the first; those with tasks stay alone."""
    items = [item for item in plan.items() if not item.tasks]
    for item in items:
        if _SPEAKS.search(f"{item.title or ''}{item.text or ''}"):
            return item
    return items[0] if items else None
