"""All that a 进展情况通报 says, counted from the ledgers of its plans."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plangen.checklists import Audience, titled
from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.progress.bulletin.changes import LastReport, ReportChanges, changes_since
from plangen.progress.bulletin.counting import (
    MonthCount,
    ProgressCount,
    audience_of,
    by_holder,
    by_month,
    counted,
    progress_count,
    ranked,
)
from plangen.progress.bulletin.line_count import (
    CountedLine,
    LineCount,
    Progress,
    by_progress,
    line_count,
)
from plangen.progress.bulletin.period import ReportPeriod
from plangen.progress.bulletin.targets import TargetCount, target_counts
from plangen.progress.ledger import LedgerKey, LedgerLine
from plangen.progress.reminding import UrgentTask, urgent_task
from plangen.progress.standing import StandingDay, StandingLine, standings

NAMED, DETAILED = 10, 3
"""How many units a report says in detail what is behind of, and how many tasks of each."""
_LONG_TABLE: Final = 200
"""Rows after which another table begins with the next unit."""
CHARTED: Final = 30
"""How many units a chart has at most; of more it shows those with most behind."""


@dataclass(frozen=True, slots=True)
class UnitProblems:
    """What is behind of a unit, and why, the most urgent first."""

    count: ProgressCount
    tasks: tuple[UrgentTask, ...]
    """The first `DETAILED`."""

    @property
    def others(self) -> int:
        """How many more there are."""
        return self.count.behind.count - len(self.tasks)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of the annex."""

    entry: CountedLine
    task: UrgentTask


@dataclass(frozen=True)
class Bulletin:
    """A report as a template sees it."""

    title: str
    period: ReportPeriod
    as_of: date
    day: StandingDay
    plans: tuple[Plan, ...]
    entries: tuple[CountedLine, ...]
    tasks: int
    """How many tasks there are, whoever shares them."""
    whole: ProgressCount
    period_due: LineCount
    period_finished: LineCount
    period_open: LineCount
    """What falls due in the period after the day of the report and is not finished."""
    holders: tuple[ProgressCount, ...]
    """Everybody who has tasks, by rank or in the register's order."""
    months: tuple[MonthCount, ...]
    targets: tuple[TargetCount, ...]
    changes: ReportChanges | None
    """None where no earlier report left a record."""
    next_due: LineCount
    """What falls due in the next period and is not finished."""
    silent: tuple[str, ...]
    """Who has reported nothing at all."""
    open_groups: tuple[tuple[str, int], ...]
    """Groups whose members nobody has listed, and how many have reported."""
    strays: int
    """Lines of the ledgers that the plans ask for no more."""
    later: int
    """Lines that were reported or decided after the day of the report."""
    answer_by: date
    contact: str
    mail: str
    behind_only: bool
    """Whether the annex lists only what is behind."""

    @property
    def is_ranked(self) -> bool:
        """Whether units have ranks."""
        return any(count.rank for count in self.holders)

    @property
    def unranked(self) -> bool:
        """Whether departments or groups stand among the units."""
        return any(count.audience is not Audience.UNIT for count in self.holders)

    @property
    def held_by(self) -> str:
        """Who has tasks: 12家单位、3个科室; the only one by its name."""
        if len(self.holders) == 1:
            return self.holders[0].name
        offices = sum(count.audience is Audience.DEPARTMENT for count in self.holders)
        units = len(self.holders) - offices
        kinds = ((units, "家单位"), (offices, "个科室"))
        return "、".join(f"{count}{kind}" for count, kind in kinds if count)

    @property
    def measured(self) -> tuple[TargetCount, ...]:
        """The targets of which any figure was reported."""
        return tuple(filter(lambda target: target.silent.count < target.all.count, self.targets))

    @property
    def next_name(self) -> str:
        """What the next period is called: 第三季度, 2027年第一季度, 2027年."""
        after = self.period.next
        year = "" if after.year == self.period.year else f"{after.year}年"
        return f"{year}{after.name}"

    @property
    def charted(self) -> tuple[ProgressCount, ...]:
        """Those whose progress a chart shows; none where there is only one."""
        if len(self.holders) <= CHARTED:
            return self.holders if len(self.holders) > 1 else ()
        most = sorted(self.holders, key=lambda count: -count.behind.count)[:CHARTED]
        return tuple(filter(lambda count: count.behind.count, most))

    @property
    def behind(self) -> tuple[ProgressCount, ...]:
        """Those who are behind with anything, the most first."""
        able = filter(lambda count: count.behind.count, self.holders)
        return tuple(sorted(able, key=lambda count: -count.behind.count))

    @property
    def problems(self) -> Iterator[UnitProblems]:
        """What is behind of those with most of it."""
        for count in self.behind[:NAMED]:
            tasks = []
            for entry in count.behind.lines:
                tasks.append(urgent_task(entry.line, self.day))
            tasks.sort(key=lambda task: (task.light != "红", -task.days))
            yield UnitProblems(count, tuple(tasks[:DETAILED]))

    @property
    def others_behind(self) -> tuple[ProgressCount, ...]:
        """Those who are behind and are not named in detail."""
        return self.behind[NAMED:]

    @property
    def rows(self) -> Iterator[LedgerRow]:
        """The rows of the annex."""
        for entry in self.entries:
            if self.behind_only and entry.progress is not Progress.BEHIND:
                continue
            yield LedgerRow(entry, urgent_task(entry.line, self.day))

    @property
    def row_tables(self) -> Iterator[list[LedgerRow]]:
        """The rows as tables that end with a unit: what sets pages slows down in one of thousands.

        LibreOffice 7.4 takes 33 s for a table of 3,000 rows, and 10 s for them in parts of 300.
        """
        table: list[LedgerRow] = []
        for row in self.rows:
            is_same = bool(table) and table[-1].entry.line.unit == row.entry.line.unit
            if len(table) >= _LONG_TABLE and not is_same:
                yield table
                table = []
            table.append(row)
        if table:
            yield table


@dataclass(frozen=True, slots=True)
class BulletinOrder:
    """What a report is to be made of."""

    ledgers: Sequence[tuple[AskedPlan, Mapping[LedgerKey, LedgerLine]]]
    period: ReportPeriod
    day: StandingDay
    last: LastReport | None
    strays: int
    ranking: bool
    answer_by: date
    contact: str = ""
    mail: str = ""
    behind_only: bool = False


def bulletin(order: BulletinOrder) -> Bulletin:
    """Count everything that a report says."""
    as_of, period = order.day.as_of, order.period
    lines: list[StandingLine] = []
    for plan, ledger in order.ledgers:
        lines += standings(plan, ledger, order.day)
    entries = tuple(counted(lines, as_of))
    holders = by_holder(entries, as_of)
    whole = progress_count(entries, as_of)
    due = line_count(whole.due.lines, lambda entry: period.holds(entry.line.due))
    plans = tuple(plan.plan for plan, _ in order.ledgers)
    return Bulletin(
        title=_title(plans, period),
        period=period,
        as_of=as_of,
        day=order.day,
        plans=plans,
        entries=entries,
        tasks=len({(line.plan.name, line.asked.task) for line in lines}),
        whole=whole,
        period_due=due,
        period_finished=by_progress(due.lines, Progress.FINISHED),
        period_open=line_count(_coming(whole.all.lines, period, as_of)),
        holders=tuple(ranked(holders) if order.ranking else holders),
        months=tuple(by_month(entries, period.year)),
        targets=tuple(target_counts(entries)),
        changes=changes_since(order.last, entries) if order.last else None,
        next_due=line_count(_coming(whole.all.lines, period.next, as_of)),
        silent=tuple(_silent(lines)),
        open_groups=tuple(_open_groups(lines)),
        strays=order.strays,
        later=sum(_is_later(line, as_of) for line in lines),
        answer_by=order.answer_by,
        contact=order.contact,
        mail=order.mail,
        behind_only=order.behind_only,
    )


def _title(plans: Sequence[Plan], period: ReportPeriod) -> str:
    """关于某某市2026年预防接种工作第二季度进展情况的通报."""
    subject = titled(plans[0], "") if len(plans) == 1 else f"{period.year}年重点任务"
    return f"关于{subject}{period.name}进展情况的通报"


def _coming(
    entries: Sequence[CountedLine], period: ReportPeriod, as_of: date
) -> Iterator[CountedLine]:
    for entry in entries:
        due = entry.line.due
        if due and period.holds(due) and due > as_of and entry.progress is not Progress.FINISHED:
            yield entry


def _silent(lines: Sequence[StandingLine]) -> Iterator[str]:
    """The names of those of whose lines none was reported."""
    heard: dict[tuple[str, str], bool] = {}
    for line in lines:
        reported = line.line is not None and bool(line.line.state)
        key = (line.unit, line.name)
        heard[key] = heard.get(key, False) or reported
    for (_, name), reported in heard.items():
        if not reported:
            yield name


def _open_groups(lines: Sequence[StandingLine]) -> Iterator[tuple[str, int]]:
    groups: dict[str, set[str]] = {}
    for line in lines:
        key, _, member = line.unit.partition("/")
        if member:
            groups.setdefault(str(line.plan.checklists[key].name), set()).add(member)
        elif audience_of(line) is Audience.GROUP:
            groups.setdefault(line.name, set())
    for name, members in groups.items():
        yield name, len(members)


def _is_later(line: StandingLine, as_of: date) -> bool:
    ledger = line.line
    if ledger is None:
        return False
    return max(ledger.stamp[:10], ledger.decided_on) > as_of.isoformat()
