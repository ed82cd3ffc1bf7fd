"""台账: how every task of every unit stands on a day, with lights; 销号, 退回, 延期, 不适用."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from plangen.findings.finding import CannotGoOn
from plangen.progress.closing import Decision, Ruling, TooEarlyExtension, decide
from plangen.progress.standing import Light, Stand, StandingLine
from plangen.progress.status_report import STATUS_WRITERS
from plangen.progress.status_table import NOBODY, StatusCount, StatusTable, whole
from plangen.web.screens.tasks import day_of
from plangen.web.visit import RefusedField, Visit, attachment
from plangen.web.year_ledger import YearLedger

_SHOWN: Final = 200
"""So many lines are shown at once."""
_BARS: Final = 6
"""So many units stand in the card of units."""
COLOURS: Final = {
    Light.RED: "red",
    Light.YELLOW: "yellow",
    Light.BLUE: "blue",
    Light.GREEN: "green",
    Light.GREY: "grey",
}
LABELS: Final = {
    Light.RED: "逾期",
    Light.YELLOW: "落后",
    Light.BLUE: "快到期",
    Light.GREEN: "正常",
    Light.GREY: "不适用",
}
_ORDER: Final = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY)


class UndecidedLines(RefusedField):
    """Lines of which nothing was decided, beside others of which something was."""

    def __init__(self, field: str, why: str, keys: Sequence[str]) -> None:
        super().__init__(field, why)
        self.keys = keys


@dataclass(frozen=True, slots=True)
class LedgerChip:
    """A filter that can be switched on with one click, and how many lines it leaves."""

    label: str
    count: int
    address: str
    is_on: bool
    colour: str = ""


def show(visit: Visit) -> Response:
    """The cards, the filters and the lines that they leave."""
    table = _table(visit)
    shown = sorted(filter(_Filter(visit), table.lines), key=_urgency)
    total = whole(table)
    return visit.page(
        "ledger.html",
        as_of=table.as_of,
        total=total,
        segments=_segments(total),
        units=_worst(dict(table.views)["单位"]),
        units_count=len(dict(table.views)["单位"]),
        unreported=table.unreported,
        chips=list(_chips(visit, table.lines)),
        choices=_choices(visit, table),
        lines=shown[:_SHOWN],
        count=len(shown),
        colours=COLOURS,
        labels=LABELS,
        stands=Stand,
        rulings=Ruling,
        key=key_of,
        ticked=_ticked(visit),
        again=_again(visit, table),
    )


def _ticked(visit: Visit) -> Sequence[str]:
    """The lines that a form which was refused had ticked, but for those decided all the same."""
    if not visit.refusal or visit.said("do") == "decide":
        return ()
    if isinstance(visit.refusal, UndecidedLines) and not visit.said("one"):
        return visit.refusal.keys
    return [*map(_unix, visit.all_said("line"))]


def _again(visit: Visit, table: StatusTable) -> StandingLine | None:
    """The line whose dialog was refused, which opens again."""
    if visit.refusal and visit.said("do") == "decide":
        for line in table.lines:
            if key_of(line) == _unix(visit.said("one")):
                return line
    return None


def _unix(key: str) -> str:
    """A key as it was before a browser wrote it into a form."""
    return key.replace("\r\n", "\n")


def _table(visit: Visit) -> StatusTable:
    as_of = day_of(visit.asked("day")) if visit.asked("day") else date.today()
    return YearLedger.of(visit.open_plan, visit.folder).table(as_of)


def _urgency(line: StandingLine) -> tuple[int, bool, date]:
    waits = line.stand is not Stand.DONE
    return _ORDER.index(line.light), waits, line.due or date.max


class _Filter:
    """Whether a line is asked for."""

    def __init__(self, visit: Visit) -> None:
        self._light, self._stand = visit.asked("light"), visit.asked("stand")
        self._unit, self._goal = visit.asked("unit"), visit.asked("goal")
        self._department, self._official = visit.asked("department"), visit.asked("official")
        self._words = visit.asked("find").split()

    def __call__(self, line: StandingLine) -> bool:
        row = line.asked.row
        for wanted, value in (
            (self._light, line.light),
            (self._stand, line.stand),
            (self._unit, line.name),
        ):
            if wanted and wanted != value:
                return False
        if self._goal and self._goal not in (row.item.id, *row.item.goals):
            return False
        if self._official and self._official not in map(str, row.responsible.lead_officials):
            return False
        offices = [office.name for office in row.responsible.departments]
        if self._department and self._department not in offices:
            return False
        told = f"{line.asked.place} {row.text} {line.name}"
        return all(word in told for word in self._words)


def _segments(total: StatusCount) -> list[tuple[str, float, float]]:
    """The parts of the bar: colour, where each begins and how wide it is, of 100."""
    segments, begin = [], 0.0
    everything = total.lights.total() or 1
    for light in (Light.GREEN, Light.BLUE, Light.YELLOW, Light.RED, Light.GREY):
        width = 100 * total.lights[light] / everything
        segments.append((COLOURS[light], round(begin, 2), round(width, 2)))
        begin += width
    return segments


def _worst(counts: Iterable[StatusCount]) -> list[tuple[StatusCount, float, str]]:
    """The units with most behind them first: the count, the share that is done, a colour."""
    late = sorted(counts, key=lambda count: (-count.lights[Light.RED], -count.lights[Light.YELLOW]))
    bars = []
    for count in late[:_BARS]:
        done = count.closed + count.stands[Stand.DONE]
        colour = "green"
        if count.lights[Light.RED]:
            colour = "red"
        elif count.lights[Light.YELLOW]:
            colour = "yellow"
        bars.append((count, round(100 * done / (count.total or 1), 1), colour))
    return bars


def _chips(visit: Visit, lines: Sequence[StandingLine]) -> Iterable[LedgerChip]:
    light, stand = visit.asked("light"), visit.asked("stand")
    yield LedgerChip("全部", len(lines), _with(visit), not (light or stand))
    for kind in (Light.RED, Light.YELLOW, Light.BLUE):
        count = sum(line.light is kind for line in lines)
        yield LedgerChip(
            LABELS[kind], count, _with(visit, light=kind), light == kind, COLOURS[kind]
        )
    for standing, label in (
        (Stand.DONE, "待销号"),
        (Stand.RETURNED, "已退回"),
        (Stand.CLOSED, "已销号"),
    ):
        count = sum(line.stand is standing for line in lines)
        yield LedgerChip(label, count, _with(visit, stand=standing), stand == standing)


def _with(visit: Visit, **changed: str) -> str:
    """The address with the other filters as they are, and these."""
    kept = {}
    for name in ("day", "unit", "goal", "department", "official", "find"):
        if visit.asked(name):
            kept[name] = visit.asked(name)
    for name, value in changed.items():
        kept[name] = str(value)
    return f"?{urlencode(kept)}"


def _choices(visit: Visit, table: StatusTable) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """For each list to choose from its label, and values with what they are called."""
    views = dict(table.views)
    goals = []
    for item in visit.open_plan.plan.items():
        if item.kind == "goal":
            goals.append((str(item.id), f"{item.clause} {item.wording[:16]}"))
    officials = [count.name for count in views["责任领导"]]
    offices = [count.name for count in views["科室"] if count.name != NOBODY]
    return {
        "unit": ("单位", [(count.name, count.name) for count in views["单位"]]),
        "goal": ("目标", goals),
        "department": ("科室", [(name, name) for name in offices]),
        "official": ("责任领导", [(name, name) for name in officials] if officials[1:] else []),
    }


def key_of(line: StandingLine) -> str:
    """How a form names a line."""
    return f"{line.unit}\n{line.asked.key}"


def send(visit: Visit) -> Response:
    """台账.xlsx, in which the office can decide as well: dropped at 收件, it comes back."""
    return attachment(STATUS_WRITERS["xlsx"](_table(visit)), "台账.xlsx")


def act(visit: Visit) -> Response:
    """Decide of the ticked lines, or of the one whose button was pressed."""
    keys = [visit.said("one")] if visit.said("one") else visit.all_said("line")
    if not keys:
        raise CannotGoOn("还没有选任务；在表的最前面打勾")
    decision = _decision(visit)
    asked = YearLedger.of(visit.open_plan, visit.folder).asked
    decided, troubles = 0, dict[str, CannotGoOn]()
    for key in map(_unix, keys):
        unit, _, task = key.partition("\n")
        try:
            decided += len(decide(asked, task, [unit], decision, visit.folder.ledgers))
        except CannotGoOn as trouble:
            troubles[key] = trouble
    if troubles:
        raise _undecided(decision.ruling, decided, troubles)
    return visit.again(f"{decided} 件，{decision.ruling}。")


def _decision(visit: Visit) -> Decision:
    """What the form decides. Raises RefusedField."""
    ruling = Ruling.CLOSE
    if visit.said("do") == "decide" or not visit.said("one"):
        ruling = Ruling(visit.said("ruling") or Ruling.CLOSE)
    reason = visit.said("reason")
    if ruling is not Ruling.CLOSE and not reason:
        raise RefusedField("reason", f"{ruling}要写理由")
    until = day_of(visit.said("until"), "until") if ruling is Ruling.EXTEND else None
    return Decision(ruling, date.today(), until, reason, visit.said("number"))


def _undecided(ruling: Ruling, decided: int, troubles: dict[str, CannotGoOn]) -> UndecidedLines:
    """Why some lines could not be decided, told beside the day where it was too early."""
    told = [*map(str, troubles.values())]
    if decided or len(told) > 1:
        done = f"{decided} 件已经{ruling}；" if decided else ""
        told.insert(0, f"{done}{len(told)} 件没有办：")
    early = any(isinstance(trouble, TooEarlyExtension) for trouble in troubles.values())
    return UndecidedLines("until" if early else "", "\n".join(told), list(troubles))
