"""What a plan's ledger says was reached, as results that drafts, rules and comparisons know."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from plangen.language.figures import base_unit
from plangen.plan import Plan, Target
from plangen.progress.answers import is_hedged
from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import NAME, LedgerKey, LedgerLine, read_ledger
from plangen.progress.standing import (
    Light,
    Stand,
    StandingDay,
    StandingLine,
    standing_day,
    standings,
)
from plangen.readers.settings import Settings
from plangen.results import Ending, ReachedFigure, Results, TaskEnding
from plangen.tasks import TaskRow, UnitPart

_FIGURE: Final = re.compile(
    r"(?<![\d.])(?P<sign>-)?(?P<number>\d+(?:\.\d+)?)(?P<unit>[%‰]|[^\W\d_]{0,5})"
)
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WAY: Final = re.compile("(?P<up>增长|增加|提高|上升)|(?P<down>下降|减少|降低)")
_ADDING: Final = re.compile(
    "人次|批次|场次|公里|[万亿]元|平方米|[次人起名场期所家个户座件辆项处套台篇份条吨亩堂]"
)
"""Units of amounts that add up; a share, a mark and a length of time do not."""
_PER_HEAD: Final = re.compile("[每各均率]")
"""A target of each, or of an average."""
_ENDINGS: Final = {
    Stand.CLOSED: Ending.CLOSED,
    Stand.DONE: Ending.DONE,
    Stand.WAIVED: Ending.WAIVED,
}
_CONTRIBUTING: Final = (UnitPart.RESPONSIBLE, UnitPart.IMPLEMENTING)
"""Those who do a part each; who leads or helps reports of the whole."""


def results(
    plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine], day: StandingDay
) -> Results | None:
    """What was reached of a plan as it stands on a day; None where its ledger says nothing."""
    if all(key.series != plan.name[0] for key in lines):
        return None
    endings = map(_ending, standings(plan, lines, day))
    return Results(plan.name[1], tuple(endings))


def results_of(plan: Plan, settings: Settings, as_of: date, folder: Path) -> Results | None:
    """What the ledger of a plan's year says was reached of it on a day; None where it has none.

    Raises CannotGoOn for a ledger that is none.
    """
    path = folder / str(plan.year)
    if not path.is_dir():
        return None
    asked = AskedPlan(plan, "", settings.workdays)
    return results(asked, read_ledger(path / NAME), standing_day(as_of, settings))


def _ending(standing: StandingLine) -> TaskEnding:
    line, row = standing.line, standing.asked.row
    value = line.value if line else ""
    return TaskEnding(
        item=row.item.id,
        task=row.id,
        period=standing.asked.period,
        unit=standing.unit,
        name=standing.name,
        ending=_how(standing),
        extended=bool(line and line.extended_to),
        late=_is_late(standing),
        value=value,
        figures=tuple(reached_figures(value, row)),
    )


def _how(standing: StandingLine) -> Ending:
    if standing.stand in _ENDINGS:
        return _ENDINGS[standing.stand]
    if standing.light is not Light.RED:
        return Ending.OPEN
    return Ending.UNREPORTED if standing.stand is Stand.UNREPORTED else Ending.OVERDUE


def _is_late(standing: StandingLine) -> bool:
    is_done = standing.stand in (Stand.CLOSED, Stand.DONE)
    line = standing.line
    if not is_done or line is None or standing.due is None or not line.done_on:
        return False
    return line.done_on > standing.due.isoformat()


def reached_figures(value: str, row: TaskRow) -> Iterator[ReachedFigure]:
    """The figures of 实际完成值, each for the one target that it can be of.

    With targets 合格率 (%) and 培训场次 (场), `合格率95%，办班3场` gives both; `95` gives none, and
    so does 约95%.
    """
    if is_hedged(value):
        return
    said = _GROUPED.sub("", unicodedata.normalize("NFKC", value))
    targets = row.targets or row.whole_targets
    for target in targets:
        matches = list(_matches(said, target, targets))
        if len(matches) == 1:
            figure = _figure(said, matches[0], target, row)
            if figure is not None:
                yield figure


def _matches(said: str, target: Target, targets: Sequence[Target]) -> Iterable[re.Match[str]]:
    """The figures that can be of a target: its unit or none, and of no other target."""
    own = base_unit(target.unit)
    if len(targets) == 1:
        if _is_change(target):
            return _FIGURE.finditer(said)
        return _with_units(said, "", own)
    if target.name in said:
        return islice(_with_units(said.partition(str(target.name))[2], own), 1)
    same = [other for other in targets if base_unit(other.unit) == own]
    return _with_units(said, own) if len(same) == 1 else ()


def _with_units(said: str, *units: str) -> Iterator[re.Match[str]]:
    for match in _FIGURE.finditer(said):
        if match["unit"] in units:
            yield match


def _is_change(target: Target) -> bool:
    return target.increase is not None or target.decrease is not None


def _figure(said: str, match: re.Match[str], target: Target, row: TaskRow) -> ReachedFigure | None:
    unit = match["unit"] or base_unit(target.unit)
    way = ""
    if _is_change(target):
        worded = _WAY.search(said)
        if worded:
            way = "增长" if worded["up"] else "下降"
        elif unit == "%":
            if not match["unit"]:
                return None
            way = "增长" if target.increase is not None else "下降"
    number = Decimal(f"{match['sign'] or ''}{match['number']}")
    adds_up = not way and _adds_up(unit, target, row)
    return ReachedFigure(str(target.name), number, unit, way, adds_up)


def _adds_up(unit: str, target: Target, row: TaskRow) -> bool:
    """Whether what several units report of a target are parts of one amount.

    Of what an item's tasks reach together, each row may have told the whole.
    """
    if not row.targets:
        return False
    if not _ADDING.fullmatch(unit) or "/" in (target.unit or "") or _PER_HEAD.search(target.name):
        return False
    return not any(row.units(part) for part in UnitPart if part not in _CONTRIBUTING)
