"""What a returned row says, typed: its state, days and value, and what of it must be asked."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plangen.language.attainment import misses
from plangen.plan import Target
from plangen.progress.asked import AskedRow
from plangen.progress.folding import is_granted
from plangen.progress.ledger import WAIVED, LedgerKey, LedgerLine, one_line
from plangen.progress.reported_state import ReportedState, state_of
from plangen.progress.returned.book import NO_RESULT
from plangen.progress.returned.columns import ANSWERS, ListColumn
from plangen.progress.returned.tables import ReturnedRow
from plangen.progress.written_day import written_day
from plangen.tasks import target_words
from plangen.typography import blankless

_FIGURE: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\d\s，。；,;()]{0,4})")
_PERIOD: Final = re.compile(r"(20\d\d)(?:Q([1-4])|H([12])|-(0[1-9]|1[0-2]))")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FAILED: Final = re.compile(rf"#[A-Z0/]+[!?]?|{NO_RESULT}")
"""What a formula shows that fails."""
_HEDGED: Final = re.compile(
    r"(?:约|近|超过?|将近|大概|不足|不到|[≥≤><~≈])\s*\d|\d[^\d\s，。；,;]{0,4}?(?:余|多|左右|以[上下]|上下)"
)
"""A figure that is none: 约20, 20余家."""
_NOTHING: Final = {"", "-", "--", "—", "——", "/", "无", "未完成", "0"}
"""What people put where there is no day to give; 未完成 and 无 in the column of days."""


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What a row is held to."""

    as_of: date
    year: int | None
    """Of days written without one."""
    issued: date | None
    """When the plan was signed."""
    own_words: Mapping[str, ReportedState]
    lines: Mapping[LedgerKey, LedgerLine] = field(default_factory=dict)
    """What the ledger says so far."""


@dataclass(slots=True)
class Answer:
    """What a row says."""

    said: dict[str, str] = field(default_factory=dict)
    """The fields of a ledger's line; empty where the row cannot be taken."""
    questions: list[str] = field(default_factory=list)
    unknown_word: str = ""
    """The words of its state, where nobody has explained them."""


def answer_of(row: ReturnedRow, asked: AskedRow, context: AnswerContext) -> Answer | None:
    """What a row answers; None where nothing is filled in."""
    if not row.answered:
        return None
    answer = Answer()
    said = row[ListColumn.STATE]
    if not said:
        answer.questions.append("没有填完成情况，却填了别的，没有收；补上完成情况")
        return answer
    state = state_of(said, context.own_words)
    if state is None and _FAILED.fullmatch(said):
        answer.questions.append(f"完成情况是公式，显示“{said}”，没有收；请对方填上文字")
        return answer
    if state is None:
        answer.unknown_word = said
        answer.questions.append(f"完成情况“{said}”看不懂，没有收")
        return answer
    done_on = _done_on(row, state, context, answer)
    if done_on is not None and done_on > context.as_of:
        answer.questions.append(f"完成日期{done_on}还没有到，没有收；核对日期")
        return answer
    if state is ReportedState.DONE and _begins_later(asked.period, context.as_of):
        answer.questions.append(f"{asked.period}还没有到，却报已完成；核对是哪一期")
    answer.questions += _contradicted(row, state, context)
    answer.questions += _mismeasured(row, asked)
    answer.questions += _missed(row, asked, state)
    answer.said = {
        "state": state,
        "done_on": done_on.isoformat() if done_on else "",
        "value": one_line(row[ListColumn.VALUE]),
        "note": one_line(row[ListColumn.NOTE]),
        "problem": one_line(row[ListColumn.PROBLEM]),
        "extension_asked": _extension(row, asked, context, answer),
        "evidence": one_line(row[ListColumn.EVIDENCE]),
    }
    return answer


def _contradicted(row: ReturnedRow, state: ReportedState, context: AnswerContext) -> Iterator[str]:
    """What is said beside the state and is further than it: 未开始, and 已完成 as the note."""
    said = row[ListColumn.NOTE]
    noted = state_of(said, context.own_words) if said else None
    if noted in (ReportedState.UNDER_WAY, ReportedState.DONE) and noted.rank > state.rank:
        yield f"完成情况是“{state}”，进展说明却写“{said}”；核对"


def _begins_later(period: str, as_of: date) -> bool:
    """Whether a quarter, half a year or a month (2026Q1, 2026H1, 2026-03) begins after a day."""
    match = _PERIOD.match(period)
    if match is None:
        return False
    year, *parts = match.groups()
    for part, months in zip(parts, (3, 6, 1), strict=True):
        if part:
            return date(int(year), months * (int(part) - 1) + 1, 1) > as_of
    return False


def _done_on(
    row: ReturnedRow, state: ReportedState, context: AnswerContext, answer: Answer
) -> date | None:
    """The day on which it was done; what is odd about it is asked."""
    said = row[ListColumn.DONE_ON]
    done = state is ReportedState.DONE
    if blankless(said) in _NOTHING:
        if done:
            answer.questions.append("报已完成，没有填完成日期；补上日期")
        return None
    day = written_day(said, context.year)
    if day is None:
        answer.questions.append(f"完成日期“{said}”说不准是哪一天，没有记；写作 2026-06-30")
    elif not done:
        answer.questions.append(f"填了完成日期，完成情况却是“{state}”，日期没有记；核对")
        return None
    elif context.issued and day < context.issued:
        answer.questions.append(
            f"完成日期{day}在方案印发（{context.issued}）以前，没有记；核对年份"
        )
        return None
    return day


def _extension(row: ReturnedRow, asked: AskedRow, context: AnswerContext, answer: Answer) -> str:
    """The day until which an extension is asked for; what cannot be granted is asked."""
    said = row[ListColumn.EXTENSION]
    if blankless(said) in _NOTHING:
        return ""
    day = written_day(said, context.year)
    if day is None:
        answer.questions.append(f"申请延期至“{said}”说不准是哪一天，没有记；写作 2026-06-30")
        return ""
    if asked.due is not None and day <= asked.due:
        answer.questions.append(
            f"申请延期至{day}，不比原来的时限（{asked.due}）晚，没有记；核对年份"
        )
        return ""
    return day.isoformat()


def requests(report: LedgerLine, old: LedgerLine | None) -> Iterator[str]:
    """What a report asks the office for, where the office has not granted it yet."""
    if report.state == ReportedState.NOT_APPLICABLE and not (old and old.decision == WAIVED):
        yield "报不适用；属实的，用 plangen close --waive 定下来"
    day = report.extension_asked
    if day and not (old and is_granted(old, report)):
        yield f"申请延期至{day}；同意的，用 plangen close --extend {day} 定下来"


def _mismeasured(row: ReturnedRow, asked: AskedRow) -> Iterator[str]:
    """A value that is no number, or is counted in another unit than the task's targets."""
    if not row[ListColumn.VALUE]:
        return
    said = _plain(row[ListColumn.VALUE])
    units = [_plain(target.unit or "") for target in asked.row.targets]
    if said in _NOTHING or not units:
        return
    figures = _FIGURE.findall(said)
    counted = "、".join(filter(None, units)) or "数"
    if not figures:
        yield f"实际完成值“{said}”不是数；写数字，按“{counted}”算"
    elif is_hedged(said):
        yield f"实际完成值“{said}”不是准数；写准数，按“{counted}”算"
    elif len(figures) > 1 and len(units) == 1:
        yield f"实际完成值“{said}”有 {len(figures)} 个数，分不清是哪一个；只写一个"
    elif units == ["%"] and not figures[0][1] and 0 < float(figures[0][0]) <= 1:
        yield f"实际完成值“{said}”是{figures[0][0]}%，还是{100 * float(figures[0][0]):g}%；核对"
    elif len(figures) == 1 and figures[0][1] not in ("", *units):
        yield f"实际完成值“{said}”的单位和指标的“{counted}”不一样；核对"


def _missed(row: ReturnedRow, asked: AskedRow, state: ReportedState) -> Iterator[str]:
    """Targets that are met in words and missed in numbers."""
    targets = [target for target in asked.row.targets if not target.aspirational]
    if state is not ReportedState.DONE or len(targets) != 1:
        return
    target = targets[0]
    figure = figure_of(row[ListColumn.VALUE], target) or _figure_in_note(
        row[ListColumn.NOTE], target
    )
    if figure is not None and misses(float(figure), target):
        yield f"报已完成，指标是{target_words(target)}，实际却是{figure}{target.unit or ''}；核对"


def _plain(text: str) -> str:
    """Text in which figures can be found: narrow, without blanks, 1,200 as 1200."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", blankless(text)))


def is_hedged(said: str) -> bool:
    """Whether a value says that its figure is not the exact one: 约20, 20余家."""
    return _HEDGED.search(_plain(said)) is not None


def figure_of(said: str, target: Target) -> str | None:
    """The figure of 实际完成值, where it is exact, the only one and in the target's unit."""
    if is_hedged(said):
        return None
    figures = _FIGURE.findall(_plain(said))
    if len(figures) != 1 or figures[0][1] not in ("", _plain(target.unit or "")):
        return None
    return str(figures[0][0])


def _figure_in_note(said: str, target: Target) -> str | None:
    """The figure of a note, where it names the target and has one figure in its unit."""
    if not target.unit or _plain(target.name) not in _plain(said):
        return None
    unit = _plain(target.unit)
    same = [figure for figure, counted in _FIGURE.findall(_plain(said)) if counted == unit]
    return str(same[0]) if len(same) == 1 else None


def filled_words(row: ReturnedRow) -> str:
    """What a row's answers say, for a message about a row that could not be taken."""
    said = filter(None, map(row.__getitem__, ANSWERS))
    return one_line("，".join(said))[:60]
