"""How a plan's tasks stand on a day: counts, and the lines, those that are late first."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import NAME, LedgerKey, LedgerLine, read_ledger
from plangen.progress.standing import Light, StandingLine, standing_day, standings
from plangen.progress.status_table import NOBODY, StatusCount, StatusTable, status_table, whole
from plangen.site.pages import Fragment, SiteOptions, SitePage, in_pages
from plangen.workspace import LEDGERS, Workspace

_LINES: Final = 1000
"""Lines of a page."""
MOST_LINES: Final = 20_000
"""Lines on all pages; of more, the late ones are shown, and how many others there are."""
MOST_COUNTED: Final = 1_000_000
"""Lines that are counted at all: of more, a plan has no ledger on its site."""
_MOST_NAMES: Final = 1000
"""Names in one table of counts; of more, those with most that is late."""
_ORDER: Final = {light: place for place, light in enumerate(Light)}
LIGHT_WORDS: Final = {
    Light.RED: "逾期",
    Light.YELLOW: "落后",
    Light.BLUE: "快到期",
    Light.GREEN: "正常",
    Light.GREY: "不适用",
}
"""What is said beside each colour."""


class LedgerPages:
    """The ledger of a plan on a day; nothing where its year has none."""

    def __init__(self, plan: Plan, workspace: Workspace, options: SiteOptions) -> None:
        self._options = options
        self.table: StatusTable | None = None
        self.too_many = False
        """Whether it has more lines than are counted."""
        folder = options.ledgers or workspace.root / LEDGERS
        path = folder / str(plan.year) / NAME
        if path.is_file():
            self.table = _table(plan, read_ledger(path), workspace, options)
            self.too_many = self.table is None

    @property
    def lights(self) -> tuple[tuple[str, int], ...]:
        """How many lines have each light; empty without a ledger."""
        if self.table is None:
            return ()
        counts = whole(self.table).lights
        return tuple((str(light), counts[light]) for light in Light if counts[light])

    @property
    def left_out(self) -> int:
        """How many lines no page shows."""
        return max(0, len(self.table.lines) - MOST_LINES) if self.table else 0

    def pages(self) -> Iterator[SitePage]:
        """An overview with the first lines, then the others."""
        if self.table is None:
            return
        lines = sorted(self.table.lines, key=_lateness)[:MOST_LINES]
        parts = list(in_pages(lines, _LINES))
        for ending, part in parts:
            context = {
                "lines": part,
                "ending": ending,
                "endings": [other for other, _ in parts],
                "more": "ledger",
                "internal": self._options.internal,
                "words": LIGHT_WORDS,
            }
            fragments = [Fragment("ledger_lines", context)]
            if not ending:
                fragments.insert(0, self._overview(self.table))
            yield SitePage(f"ledger{ending}", "ledger", "台账", tuple(fragments))

    def _overview(self, table: StatusTable) -> Fragment:
        views = []
        for title, counts in table.views:
            if [count.name for count in counts] != [NOBODY]:
                views.append((title, _latest(counts), max(0, len(counts) - _MOST_NAMES)))
        context = {
            "table": table,
            "whole": whole(table),
            "views": views,
            "lights": list(Light),
            "words": LIGHT_WORDS,
            "left_out": self.left_out,
        }
        return Fragment("ledger", context)


def _table(
    plan: Plan,
    lines: Mapping[LedgerKey, LedgerLine],
    workspace: Workspace,
    options: SiteOptions,
) -> StatusTable | None:
    """The standing of everything; None where that is too much."""
    settings = workspace.settings
    asked = AskedPlan(plan, "", settings.workdays)
    every_line = standings(asked, lines, standing_day(options.as_of, settings))
    standing = list(islice(every_line, MOST_COUNTED + 1))
    if len(standing) > MOST_COUNTED:
        return None
    return status_table(options.as_of, [plan.name], standing)


def _lateness(line: StandingLine) -> tuple[int, str]:
    """The order of lines: red ones first, of each light what is due first."""
    return _ORDER[line.light], line.due.isoformat() if line.due else "9999"


def _latest(counts: Sequence[StatusCount]) -> Sequence[StatusCount]:
    """The counts to show: all of them, or of many those with most that is late."""
    if len(counts) <= _MOST_NAMES:
        return counts
    return sorted(counts, key=lambda count: -count.lights[Light.RED])[:_MOST_NAMES]
