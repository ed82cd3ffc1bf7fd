"""A returned file → what can be taken of it, and what a person is asked: no row is lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangen.progress.addressing import NotTold, list_of, plan_of
from plangen.progress.answers import AnswerContext
from plangen.progress.asked import AskedList, AskedPlan
from plangen.progress.judging_rows import Judgement, Mail, RowFate, RowsJudge
from plangen.progress.ledger import one_line
from plangen.progress.matching import match_row
from plangen.progress.parting import parted, under_names
from plangen.progress.receipts import SIGNED
from plangen.progress.reported_state import state_of
from plangen.progress.returned.book import ReturnedBook, ReturnedSheet
from plangen.progress.returned.columns import ListColumn
from plangen.progress.returned.tables import (
    ReturnedRow,
    ReturnedTable,
    headless,
    tables_of,
)
from plangen.progress.written_day import written_day
from plangen.typography import blankless

_NO_LIST: Final = (
    "里面没有任务清单，或者表头改得认不出来了；"
    "表头要有“工作任务”和“完成情况”，请对方用发下去的清单填报"
)
_NO_ROWS: Final = "清单里一条任务也没有，只有表头；请对方用发下去的清单填报"


class Judge:
    """Holds returned files to what some plans ask."""

    def __init__(
        self, plans: Sequence[AskedPlan], context: Callable[[AskedPlan], AnswerContext]
    ) -> None:
        self._plans = plans
        self._context = context

    def judge(self, mail: Mail) -> Judgement:
        """Look at every list in a file."""
        judgement = Judgement()
        refusals: list[str] = []
        lists: dict[tuple[str, int, str], RowsJudge] = {}
        parts: list[_Part] = []
        for table in self._tables(mail.book, judgement):
            parts += self._parts(table, mail, judgement, refusals)
        whos = [part.table.who for part in parts]
        for part in parts:
            try:
                self._take(part, mail, lists, judgement, whos)
            except NotTold as trouble:
                refusals.append(str(trouble))
                judgement.fates[RowFate.ASKED] += len(part.table.rows)
        for taken in lists.values():
            taken.settle()
        for text in mail.book.aside:
            judgement.questions.append(f"{text}没有读；里面要报的，填到格里")
        if not lists:
            judgement.refused = refusals[0] if refusals else _NO_LIST
        elif judgement.fates.total() == judgement.fates[RowFate.BESIDE]:
            judgement.refused = _NO_ROWS
        else:
            for refusal in dict.fromkeys(refusals):
                judgement.questions.append(f"有一份清单没有收：{refusal}")
        return judgement

    def _parts(
        self, table: ReturnedTable, mail: Mail, judgement: Judgement, refusals: list[str]
    ) -> "Iterator[_Part]":
        """A list with its plan; where a column tells the units, one list for each of them."""
        _sign(judgement, table)
        for heading in table.unread:
            judgement.questions.append(
                f"“{heading}”一栏没有读，不是发下去的那一栏；里面要报的，填到发下去的栏里"
            )
        for name, own in _by_plan(table, mail.book, self._plans).items():
            try:
                plan = self._named(name) if name else plan_of(own, mail.book, self._plans)
            except NotTold as trouble:
                refusals.append(str(trouble))
                judgement.fates[RowFate.ASKED] += len(own.rows)
                continue
            for named in under_names(own, plan):
                for part in parted(named, plan, mail):
                    yield _Part(plan, part)

    def _named(self, name: str) -> AskedPlan:
        """The plan that rows of a list of several plans name, as series:year. Raises NotTold."""
        for plan in self._plans:
            if plan.key == name:
                return plan
        series, _, year = name.partition(":")
        raise NotTold(f"有 {series} {year}年的任务，不在这次收的方案里；用 --plan 指明那份方案")

    def _take(
        self,
        part: "_Part",
        mail: Mail,
        lists: "dict[tuple[str, int, str], RowsJudge]",
        judgement: Judgement,
        whos: Sequence[str],
    ) -> None:
        """Add the rows of a list to what its unit has sent in this file."""
        plan = part.plan
        asked, member = list_of(part.table, mail.book, plan, mail.unit, whos)
        unit = f"{asked.id}/{one_line(member)}" if member else asked.id
        if not part.table.headed and _of_another_year(part.table, asked, plan):
            raise NotTold("到期日都不是这份方案的，像是别的年度的清单；用 --plan 指明那份方案")
        key = (*plan.name, unit)
        if key not in lists:
            context = self._context(plan)
            lists[key] = RowsJudge(plan, asked, member, context, mail, judgement)
        lists[key].add(part.table)

    def _tables(self, book: ReturnedBook, judgement: Judgement) -> Iterator[ReturnedTable]:
        beside = []
        lists = 0
        for sheet in book.sheets:
            if sheet.blank:
                continue
            tables = tables_of(sheet)
            if sheet.hidden:
                if tables:
                    judgement.questions.append(
                        f"隐藏的工作表“{sheet.name}”里有清单，没有读；要报的取消隐藏"
                    )
                continue
            if not tables:
                tables = tuple(self._headless(sheet, book))
            lists += len(tables)
            yield from tables
            if not tables:
                beside.append(sheet.name)
        for name in beside if lists else ():
            judgement.questions.append(f"工作表“{name}”不是清单，没有读；里面要报的，填到清单里")

    def _headless(self, sheet: ReturnedSheet, book: ReturnedBook) -> Iterator[ReturnedTable]:
        """A list without headings, where most rows fit the columns of lists that were sent out."""
        for table in headless(sheet):
            for plan in self._plans:
                if _fits(table, plan, self._context(plan)):
                    yield table
                    return


@dataclass(frozen=True, slots=True)
class _Part:
    """A list, or the rows of one unit in it, with the plan it is of."""

    plan: AskedPlan
    table: ReturnedTable


def _sign(judgement: Judgement, table: ReturnedTable) -> None:
    """Note who has filled in a list, as it says."""
    for label, text in table.said.items():
        day = written_day(text, None)
        if label == "填报日期" and day:
            judgement.signed.setdefault(label, day.isoformat())
        elif label in SIGNED and text:
            judgement.signed.setdefault(label, one_line(text))


def _by_plan(
    table: ReturnedTable, book: ReturnedBook, plans: Sequence[AskedPlan]
) -> dict[str, ReturnedTable]:
    """A list as one for each plan that its rows name; under "" where they name none.

    In a list of several plans a row without 标识 goes to the plan that its 依据条款 names, else to
    the one that has its words, else to that of the row above it.
    """
    is_of_several = "+" in book.facts.get("series", "")
    named = []
    for row in table.rows:
        name = row.plan or _based(row, plans) or (is_of_several and _worded(row, plans))
        if name:
            named.append(name)
    if not named:
        return {"": table}
    parts: dict[str, ReturnedTable] = {}
    above = named[0]
    for row in table.rows:
        above = row.plan or _based(row, plans) or _worded(row, plans) or above
        if above not in parts:
            parts[above] = replace(table, rows=[])
        parts[above].rows.append(row)
    return parts


def _based(row: ReturnedRow, plans: Sequence[AskedPlan]) -> str:
    """The plan that a row's 依据条款 names, as lists of several plans do: 《…方案》一（一）."""
    basis = row[ListColumn.BASIS]
    for plan in plans:
        if basis.startswith(f"《{plan.plan.name}》"):
            return plan.key
    return ""


def _worded(row: ReturnedRow, plans: Sequence[AskedPlan]) -> str:
    """The one plan that has a row's words, as series:year; nothing where several have them."""
    words = blankless(row[ListColumn.TASK])
    having = [plan.key for plan in plans if words in plan.wordings]
    return having[0] if len(having) == 1 else ""


def _fits(table: ReturnedTable, plan: AskedPlan, context: AnswerContext) -> bool:
    """Whether most rows are of known tasks, and most of what they say is a state."""
    known = 0
    states = 0
    for row in table.rows:
        known += (
            row[ListColumn.KEY].partition("@")[0] in plan.tasks
            or blankless(row[ListColumn.TASK]) in plan.wordings
        )
        said = row[ListColumn.STATE]
        states += not said or state_of(said, context.own_words) is not None
    return bool(known) and 2 * known > len(table.rows) and 2 * states > len(table.rows)


def _of_another_year(table: ReturnedTable, asked: AskedList, plan: AskedPlan) -> bool:
    """Whether not one row bears the due date that the plan gives."""
    dated = 0
    changed = 0
    for row in table.rows:
        match = match_row(row, asked, plan.year)
        if match and match.asked and row[ListColumn.DUE]:
            dated += 1
            changed += match.changed == "到期日"
    return dated > 0 and dated == changed
