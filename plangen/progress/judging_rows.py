"""The rows that one unit has sent in one file → what is taken of them, and what is asked."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from plangen.checklists import Audience, Reported
from plangen.checklists.asking import reporting_period, titled_period
from plangen.progress.answers import Answer, AnswerContext, answer_of, filled_words, requests
from plangen.progress.asked import AskedList, AskedPlan, AskedRow, has_units
from plangen.progress.carrying import is_open, last_day
from plangen.progress.folding import report_line
from plangen.progress.ledger import LedgerKey, LedgerLine, one_line
from plangen.progress.matching import RowMatch, match_row, missing_rows
from plangen.progress.returned.book import ReturnedBook
from plangen.progress.returned.columns import ANSWERS, ListColumn
from plangen.progress.returned.tables import ReturnedRow, ReturnedTable
from plangen.writers.xlsx.checklist_sheet import STATES

_LISTED: Final = 5
"""How many rows that are missing a question names."""


class RowFate(StrEnum):
    """What became of a row of a returned list."""

    TAKEN = "收下"
    UNFILLED = "没有填"
    ASKED = "有疑问没有收"
    BESIDE = "不是任务"


@dataclass(slots=True)
class Judgement:
    """What is made of one file."""

    reports: list[tuple[int, LedgerLine]] = field(default_factory=list)
    """What it reports, each with the year of its plan."""
    renewed: list[tuple[int, LedgerLine]] = field(default_factory=list)
    """What it says again as its list was sent out, in a list that says something new as well."""
    questions: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    """Who has filled it in."""
    years: set[int] = field(default_factory=set)
    fates: Counter[RowFate] = field(default_factory=Counter)
    unknown_words: Counter[str] = field(default_factory=Counter)
    signed: dict[str, str] = field(default_factory=dict)
    """填报人, 电话, 审核人 and 填报日期, as the lists say them."""
    refused: str = ""
    """Why nothing of it is taken, and what to do."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A file that has come in, as far as judging it goes."""

    book: ReturnedBook
    stamp: str
    """When it was saved, or else received."""
    source: str
    """The first digits of its digest."""
    unit: str = ""
    """Who has filled it in, where whoever collects says so."""


class RowsJudge:
    """Takes the rows that one unit has sent in one file."""

    def __init__(
        self,
        plan: AskedPlan,
        asked: AskedList,
        member: str,
        context: AnswerContext,
        mail: Mail,
        judgement: Judgement,
    ) -> None:
        self._plan = plan
        self._asked = asked
        self._context = context
        self._mail = mail
        self._judgement = judgement
        self._unit = f"{asked.id}/{one_line(member)}" if member else asked.id
        self._name = one_line(member) or asked.name
        self._rows: dict[str, list[tuple[ReturnedRow, RowMatch]]] = {}
        due = mail.book.facts.get("due", "")
        self._period = reporting_period(due) if due else None
        """What was due in it is asked for; None where everything is."""

    def add(self, table: ReturnedTable) -> None:
        """Find the task of every row of a list."""
        for text in table.top:
            self._period = self._period or titled_period(text)
        for row in table.rows:
            match = match_row(row, self._asked, self._plan.year)
            if match is None:
                self._judgement.fates[RowFate.BESIDE] += 1
            elif match.asked is None:
                self._ask(row, f"“{filled_words(row)}”没有收：{match.trouble}", RowFate.ASKED)
            else:
                self._rows.setdefault(match.asked.key, []).append((row, match))

    def settle(self) -> None:
        """Take what the rows say, once all of the file are known."""
        self._judgement.units.append(self._name)
        self._judgement.years.add(self._plan.name[1])
        if self._is_sent_back():
            self._judgement.fates[RowFate.UNFILLED] += sum(map(len, self._rows.values()))
            said = f"{self._name}的清单和发下去的一样，没有新填的；核对"
            self._judgement.questions.append(said)
        else:
            for same in self._rows.values():
                self._take_task(same)
        self._ask_of_the_list()

    def _is_sent_back(self) -> bool:
        """Whether a list that says what was reported comes back as it was sent out."""
        reported = False
        for same in self._rows.values():
            for row, match in same:
                reported |= bool(row.as_sent)
                if not self._is_as_it_was((row, match)):
                    return False
        return reported

    def _is_as_it_was(self, pair: tuple[ReturnedRow, RowMatch]) -> bool:
        """Whether a row is as the list was sent out."""
        return self._is_untouched(*pair) or _is_as_sent([pair])

    def _is_untouched(self, row: ReturnedRow, match: RowMatch) -> bool:
        """Whether a row says what it was sent out with, no more and no less."""
        if not row.as_sent or match.asked is None:
            return False
        answer = answer_of(row, match.asked, self._context)
        return answer is not None and Reported(**answer.said).digest == row.as_sent

    def _take_task(self, same: list[tuple[ReturnedRow, RowMatch]]) -> None:
        """Take the row of a task; several are one where they say the same."""
        filled = [pair for pair in same if not self._is_as_it_was(pair)]
        if filled and len(filled) < len(same):  # a sheet that was copied, and one of them filled in
            self._judgement.fates[RowFate.UNFILLED] += len(same) - len(filled)
            same = filled
        row, match = same[0]
        for other, _ in same[1:]:
            if _answers(other) != _answers(row):
                places = "、".join(each.place for each, _ in same)
                said = f"这条任务填了 {len(same)} 行，说法不同，都没有收（{places}）；留下一行"
                self._ask(row, said, RowFate.ASKED, len(same), match)
                return
        answer = answer_of(row, match.asked, self._context) if match.asked else None
        if answer is None or self._is_untouched(row, match):
            self._judgement.fates[RowFate.UNFILLED] += len(same)
            if answer is not None and match.asked is not None:
                again = self._report(match.asked, answer)
                self._judgement.renewed.append((self._plan.name[1], again))
            return
        if match.changed and self._is_current():
            self._ask(row, f"“{match.changed}”一栏锁着，却被改过；改动没有用", None, 0, match)
        self._answered(row, match, answer, len(same))

    def _answered(self, row: ReturnedRow, match: RowMatch, answer: Answer, count: int) -> None:
        if answer.unknown_word:
            self._judgement.unknown_words[answer.unknown_word] += 1
        for question in answer.questions:
            self._ask(row, question, None, 0, match)
        self._judgement.fates[RowFate.TAKEN if answer.said else RowFate.ASKED] += count
        if answer.said and match.asked:
            line = self._report(match.asked, answer)
            for request in requests(line, self._context.lines.get(line.key)):
                self._ask(row, request, None, 0, match)
            self._judgement.reports.append((self._plan.name[1], line))

    def _report(self, asked: AskedRow, answer: Answer) -> LedgerLine:
        """What a row says, as a line of the ledger."""
        return report_line(
            self._key(asked),
            wording=one_line(asked.place),
            name=self._name,
            stamp=self._mail.stamp,
            source=self._mail.source,
            **answer.said,
        )

    def _key(self, asked: AskedRow) -> LedgerKey:
        return LedgerKey(self._plan.name[0], asked.task, self._unit, asked.period)

    def _is_current(self) -> bool:
        """Whether the list was made from the plan as it is: then a changed cell is the unit's."""
        facts = self._mail.book.facts
        revision = facts.get("revision", "")
        is_of_several = ":" in revision
        series, year = self._plan.name
        is_of_this = (facts.get("series"), facts.get("year")) == (series, str(year))
        if facts.get("id") != self._asked.id or not (is_of_this or is_of_several):
            return True
        return _revision(revision, self._plan) in ("", self._asked.revision)

    def _ask_of_the_list(self) -> None:
        if not self._is_sent_back() and self._rows and all(map(_is_as_sent, self._rows.values())):
            said = f"{self._name}整份都是“未开始”，别的也没有填，像是没有填过；核对"
            self._judgement.questions.append(said)
        if not self._is_current():
            said = f"{self._name}报的是方案修改以前的清单；任务有变化的，请按新的清单补报"
            self._judgement.questions.append(said)
        theirs = self._rows_of_units()
        if theirs:
            self._judgement.questions.append(
                f"{self._name}的清单里有 {theirs} 条由单位报的任务："
                "填的记在台账上，进展只算单位报的"
            )
        if not self._rows:
            said = f"{self._name}的清单里没有一条认得出的任务；请对方用发下去的清单填报"
            self._judgement.questions.append(said)
        missing = self._missing()
        if missing and self._rows:
            named = "；".join(row.dated_place for row in missing[:_LISTED])
            more = f" 等 {len(missing)} 条" if len(missing) > _LISTED else ""
            said = f"{self._name}的清单少了任务：{named}{more}；请补报"
            self._judgement.questions.append(said)

    def _missing(self) -> list[AskedRow]:
        """The rows that should have come back and that the unit has never reported.

        Of a list for a period, those open in it.
        """
        missing = []
        for row in missing_rows(self._rows, self._asked, self._context.as_of):
            line = self._context.lines.get(self._key(row))
            if line is None or not line.state:
                missing.append(row)
        if self._period is None:
            return missing
        last = last_day(self._plan.plan)
        still_open = []
        for row in missing:
            if is_open(row.dates, self._context.lines.get(self._key(row)), self._period, last):
                still_open.append(row)
        return still_open

    def _rows_of_units(self) -> int:
        """How many rows of a department's or official's list are of tasks that units report."""
        if self._asked.audience not in (Audience.DEPARTMENT, Audience.OFFICIAL):
            return 0
        theirs = 0
        for same in self._rows.values():
            _, match = same[0]
            theirs += match.asked is not None and has_units(match.asked.row)
        return theirs

    def _ask(
        self,
        row: ReturnedRow,
        question: str,
        fate: RowFate | None,
        count: int = 1,
        match: RowMatch | None = None,
    ) -> None:
        """Ask about a row; `fate` counts it where it is not taken for that."""
        task = f"（{match.asked.place}）" if match and match.asked else ""
        self._judgement.questions.append(f"{row.place}{task}：{question}")
        if fate is not None:
            self._judgement.fates[fate] += count


def _revision(fact: str, plan: AskedPlan) -> str:
    """The revision of a plan's list; a list of several plans says one for each."""
    if ":" not in fact:
        return fact
    for said in fact.split():
        name, _, revision = said.rpartition(":")
        if name == plan.key:
            return revision
    return ""


def _is_as_sent(same: list[tuple[ReturnedRow, RowMatch]]) -> bool:
    """Whether the rows of a task are as the list was sent out."""
    for row, _ in same:
        for column in ANSWERS:
            if row[column] and not (column is ListColumn.STATE and row[column] == STATES[0]):
                return False
    return True


def _answers(row: ReturnedRow) -> dict[ListColumn, str]:
    """What a row says, the bureau's own cells left out."""
    ours = (
        ListColumn.HEADING,
        ListColumn.TASK,
        ListColumn.BASIS,
        ListColumn.DEADLINE,
        ListColumn.DUE,
        ListColumn.KEY,
        ListColumn.WHO,
        ListColumn.RESPONSIBLE,
    )
    return {column: text for column, text in row.cells.items() if column not in ours}
