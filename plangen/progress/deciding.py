"""What the office decided in 台账.xlsx → the ledger; what cannot be is asked, no row is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plangen.findings.finding import CannotGoOn
from plangen.progress.asked import AskedPlan, AskedRow
from plangen.progress.closing import Decision, Ruling, ruled
from plangen.progress.decision_rows import DecisionRow, words_of
from plangen.progress.judging_rows import Judgement, RowFate
from plangen.progress.ledger import LedgerKey, LedgerLine, Lines
from plangen.progress.ledger_book import KNOWN, decided_cells, digest_of, task_words
from plangen.progress.standing import holdings

_NAME: Final = "局里的决定"
"""What a receipt has in the place of the unit."""
_Key = tuple[str, ...]


class _Unclear(CannotGoOn):
    """A row of which nothing is taken; the message says why."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """The line of the ledger that a row is about."""

    year: int
    key: LedgerKey
    name: str
    asked: AskedRow


class DecisionTaker:
    """Takes the rows of workbooks into the ledgers."""

    def __init__(
        self, plans: Sequence[AskedPlan], ledgers: Mapping[int, Lines], as_of: date
    ) -> None:
        self._plans = {(str(plan.name[1]), plan.name[0]): plan for plan in plans}
        self._ledgers = ledgers
        self._as_of = as_of
        self._known_words: dict[_Key, list[_Key]] = {}

    def take(self, rows: Sequence[DecisionRow]) -> tuple[Judgement, bool]:
        """Take what is decided; whether the ledger says something else now."""
        judgement = Judgement(units=[_NAME])
        if not rows:
            judgement.refused = "里面没有台账的行；用 plangen status -o 台账.xlsx 重新生成一份来填"
        by_line: dict[_Key, list[DecisionRow]] = {}
        for row in rows:
            try:
                by_line.setdefault(self._key(row), []).append(row)
            except _Unclear as trouble:
                self._untaken(row, str(trouble), judgement)
        wrote = False
        for key, same in by_line.items():
            wrote |= self._take_line(key, same, judgement)
        return judgement, wrote

    def _key(self, row: DecisionRow) -> _Key:
        """Year, series, 标识 and unit, by the hidden column or else by the words."""
        if row.key:
            return row.key
        keys = self._by_words().get(row.words, [])
        if len(keys) != 1:
            why = "有几条一样的" if keys else "台账里没有这一条"
            raise _Unclear(f"标识没有了，{why}；在新生成的台账里填")
        return keys[0]

    def _by_words(self) -> dict[_Key, list[_Key]]:
        """The lines by what a person reads of them, made when the first 标识 is missing."""
        if not self._known_words:
            for (year, series), plan in self._plans.items():
                for key, name, asked in holdings(plan, self._ledgers[int(year)]):
                    words = words_of(name, task_words(asked), asked.period)
                    keys = self._known_words.setdefault(words, [])
                    keys.append((year, series, asked.key, key))
        return self._known_words

    def _untaken(self, row: DecisionRow, why: str, judgement: Judgement) -> None:
        """A row that is about no known line: a question where the office decided something."""
        if not _is_changed(row):
            judgement.fates[RowFate.BESIDE] += 1
            return
        said = "，".join(filter(None, row.cells))
        judgement.questions.append(f"{row.place}：“{said}”没有收：{why}")
        judgement.fates[RowFate.ASKED] += 1

    def _take_line(self, key: _Key, same: list[DecisionRow], judgement: Judgement) -> bool:
        """Take the rows about one line; those that nobody has changed say nothing."""
        changed = list(filter(_is_changed, same))
        if not changed:
            judgement.fates[RowFate.UNFILLED] += len(same)
            return False
        try:
            target = self._target(key)
        except _Unclear as trouble:
            for row in same:
                self._untaken(row, str(trouble), judgement)
            return False
        judgement.years.add(target.year)
        judgement.fates[RowFate.UNFILLED] += len(same) - len(changed)
        fate = self._take_changed(changed, target, judgement)
        judgement.fates[fate] += len(changed)
        return fate is RowFate.TAKEN

    def _take_changed(
        self, rows: list[DecisionRow], target: _Decided, judgement: Judgement
    ) -> RowFate:
        """Take what the rows about a line decide, if it is one thing and can be."""
        lines = self._ledgers[target.year]
        try:
            if len({row.cells for row in rows}) > 1:
                places = "、".join(row.place for row in rows)
                raise _Unclear(f"同一条填了 {len(rows)} 行，决定不同，都没有收（{places}）")
            after = self._after(rows[0], lines.get(target.key), target)
        except CannotGoOn as trouble:
            about = f"{target.name}（{target.asked.dated_place}）"
            said = str(trouble).removeprefix(f"{target.name}（{target.asked.place}）：")
            judgement.questions.append(f"{rows[0].place}，{about}：{said}")
            return RowFate.ASKED
        if after is None:
            return RowFate.UNFILLED
        lines[target.key] = after
        return RowFate.TAKEN

    def _target(self, key: _Key) -> _Decided:
        year, series, task, unit = key
        plan = self._plans.get((year, series))
        if plan is None:
            raise _Unclear(f"是 {series} {year}年的，不在这次收的方案里；用 --plan 指明那份方案")
        holder = plan.of(unit.partition("/")[0])
        asked = holder.rows.get(task) if holder else None
        if holder is None or asked is None:
            raise _Unclear("方案里已经没有这一条；核对是不是撤销了的任务")
        ledger_key = LedgerKey(series, asked.task, unit, asked.period)
        return _Decided(int(year), ledger_key, unit.partition("/")[2] or holder.name, asked)

    def _after(
        self, row: DecisionRow, before: LedgerLine | None, target: _Decided
    ) -> LedgerLine | None:
        """The line as it is decided; None where the ledger says so already. Raises CannotGoOn."""
        now = decided_cells(before)
        if _says(row.cells, now):
            return None
        known = row.said.get(KNOWN, "")
        if known != digest_of(now) and (known or any(now)):
            said = "，".join(filter(None, now)) or "没有决定"
            raise _Unclear(f"台账上后来已是“{said}”，没有采用；要改，在新生成的台账里填")
        return ruled(before, target.key, target.name, target.asked, self._decision(row, now))

    def _decision(self, row: DecisionRow, now: Sequence[str]) -> Decision:
        said, until, reason, number, day = row.cells
        if not said:
            why = "决定删去了，撤不回；要改，写退回" if now[0] else "没有选决定"
            raise _Unclear(f"{why}，没有收")
        if said not in list(Ruling):
            raise _Unclear(f"决定“{said}”看不懂，没有收；只能是 {'、'.join(Ruling)}")
        ruling = Ruling(said)
        if ruling is not Ruling.EXTEND and until != now[1]:
            raise _Unclear(f"填了延期至，决定却是“{said}”，没有收；核对是哪一样")
        if ruling is Ruling.EXTEND and not until:
            raise _Unclear("延期没有写延期至，没有收")
        if said != now[0]:  # what is left of the decision before is not said of this one
            reason, number, day = _new((reason, number, day), now[2:])
        decided_on = _day_of("决定日期", day) if day else self._as_of
        if decided_on > self._as_of:
            raise _Unclear(f"决定日期{decided_on}还没有到，没有收；核对日期")
        new_due = _day_of("延期至", until) if ruling is Ruling.EXTEND else None
        return Decision(ruling, decided_on, new_due, reason, number)


def _is_changed(row: DecisionRow) -> bool:
    """Whether anybody has decided something in a row since it was written."""
    known = row.said.get(KNOWN)
    return digest_of(row.cells) != known if known else any(row.cells)


def _new(cells: Sequence[str], now: Sequence[str]) -> list[str]:
    """Cells without what stood there before."""
    return ["" if cell == old else cell for cell, old in zip(cells, now, strict=True)]


def _says(cells: _Key, now: _Key) -> bool:
    """Whether a row says what the ledger does; a day that is not filled in says nothing.

    Of an extension the ledger does not keep the day on which it was decided.
    """
    if cells[0] == Ruling.EXTEND or not cells[-1]:
        return cells[:-1] == now[:-1]
    return cells == now


def _day_of(title: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Unclear(f"{title}“{text}”说不准是哪一天，没有收；写作 2026-06-30") from error
