"""What the office decides of a reported task: 销号, 退回, 延期, 不适用."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from plangen.files import held, save
from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.progress.asked import AskedList, AskedPlan, AskedRow
from plangen.progress.folding import report_line
from plangen.progress.ledger import (
    CLOSED,
    NAME,
    RETURNED,
    WAIVED,
    LedgerKey,
    LedgerLine,
    ledger_bytes,
    one_line,
    read_ledger,
)
from plangen.progress.reported_state import ReportedState


class Ruling(StrEnum):
    """What the office decides."""

    CLOSE = CLOSED
    RETURN = RETURNED
    EXTEND = "延期"
    WAIVE = WAIVED


class TooEarlyExtension(CannotGoOn):
    """An extension to a day that is not behind the one that holds."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a task, and why."""

    ruling: Ruling
    day: date
    """On which it is decided."""
    until: date | None = None
    """The new due date of an extension."""
    reason: str = ""
    number: str = ""
    """文号 or number of what it rests on."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One line of which something was decided."""

    name: str
    asked: AskedRow
    after: LedgerLine


def decide(
    plan: AskedPlan, task: str, units: Sequence[str], decision: Decision, folder: Path
) -> list[Decided]:
    """Decide of a task for each of some units, of all or none. Raises CannotGoOn.

    `task` is an id, a 标识 (task@2026Q1), or the item's number such as 二（三）1; `units` are names
    or ids.
    """
    path = folder / str(plan.name[1]) / NAME
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder / ".collect.lock", str(folder)):
        lines = read_ledger(path)
        decided = []
        for unit in units:
            key, holder = _holder(plan, unit)
            asked = _asked(holder, task)
            name = key.partition("/")[2] or holder.name
            ledger_key = LedgerKey(plan.name[0], asked.task, key, asked.period)
            after = ruled(lines.get(ledger_key), ledger_key, name, asked, decision)
            decided.append(Decided(name, asked, after))
        for entry in decided:
            lines[entry.after.key] = entry.after
        data = ledger_bytes(lines)
        if not path.exists() or path.read_bytes() != data:
            save(path, data)
    return decided


def _holder(plan: AskedPlan, unit: str) -> tuple[str, AskedList]:
    """The key in the ledger of a unit (group/member in a shared list), and the list it answers."""
    group, _, member = unit.partition("/")
    keys = plan.who(group if member else unit)
    if len(keys) > 1:
        raise CannotGoOn(
            f"--unit {unit}：叫这个名字的有 {len(keys)} 家；写编号：{'、'.join(sorted(keys))}"
        )
    if not keys:
        meant = did_you_mean(nearest(unit, plan.names))
        raise CannotGoOn(f"--unit {unit}：没有这份方案的任务；{meant or '核对名称'}")
    key = next(iter(keys))
    holder = plan.of(key)
    if holder is None:
        raise CannotGoOn(f"--unit {unit}：没有这份方案的任务；核对名称")
    return f"{key}/{member}" if member else key, holder


def _asked(holder: AskedList, task: str) -> AskedRow:
    """The one row of a list that is meant."""
    if task in holder.rows:
        return holder.rows[task]
    rows = [row for row in holder.rows.values() if task in (row.task, row.row.item.clause)]
    if len(rows) == 1:
        return rows[0]
    if rows:
        keys = "、".join(row.key for row in rows[:_SHOWN])
        raise CannotGoOn(f"{task}：{holder.name}有 {len(rows)} 行；写明是哪一行：{keys}")
    meant = did_you_mean(nearest(task, holder.rows))
    raise CannotGoOn(
        f"{task}：{holder.name}的清单里没有这条任务；{meant or '写台账“任务”一栏的编号'}"
    )


_SHOWN = 12
"""How many rows a message lists."""


def ruled(
    before: LedgerLine | None, key: LedgerKey, name: str, asked: AskedRow, decision: Decision
) -> LedgerLine:
    """A line of the ledger with what is decided of it. Raises CannotGoOn where it cannot be."""
    line = before or report_line(key, wording=one_line(asked.place), name=name)
    _refuse_senseless(line, asked, decision, name)
    reason, number = one_line(decision.reason), one_line(decision.number)
    if decision.ruling is Ruling.EXTEND and decision.until:
        first = asked.due.isoformat() if asked.due else ""
        return line._replace(
            extended_to=decision.until.isoformat(),
            deadline_before=line.deadline_before or first,
            extension_asked="",
            extension_reason=reason,
            extension_number=number,
        )
    return line._replace(
        decision=decision.ruling,
        decided_on=decision.day.isoformat(),
        reason=reason,
        number=number,
    )


def _refuse_senseless(line: LedgerLine, asked: AskedRow, decision: Decision, name: str) -> None:
    """Raise CannotGoOn for a decision that the line does not bear."""
    about = f"{name}（{asked.place}）"
    match decision.ruling:
        case Ruling.RETURN | Ruling.EXTEND | Ruling.WAIVE if not decision.reason.strip():
            raise CannotGoOn(f"{about}：{decision.ruling}要写理由")
        case Ruling.CLOSE if line.state != ReportedState.DONE:
            said = f"报的是“{line.state}”" if line.state else "还没有报"
            raise CannotGoOn(f"{about}：{said}，不能销号；报了已完成再销，不用做的定为不适用")
        case Ruling.CLOSE if line.decision == RETURNED:
            raise CannotGoOn(f"{about}：已于{line.decided_on}退回，等重新报了再销号")
        case Ruling.RETURN if not line.state and line.decision != WAIVED:
            raise CannotGoOn(f"{about}：还没有报，没有可退回的")
        case Ruling.EXTEND if line.decision in (CLOSED, WAIVED):
            raise CannotGoOn(f"{about}：已于{line.decided_on}定为{line.decision}，不用延期")
        case Ruling.EXTEND:
            due = line.extended_to or (asked.due.isoformat() if asked.due else "")
            if decision.until and decision.until.isoformat() <= due:
                raise TooEarlyExtension(f"{about}：现在的期限是{due}，延期要在它以后")
        case _:
            pass
