"""What a person must decide of last year's targets, deadlines and people."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from yaml.nodes import MappingNode

from plangen.deadline import By, Deadline, Relative, Term, Window
from plangen.deadline.dates import month_day
from plangen.draft.questions import Question, Questions, is_leap
from plangen.draft.years import Roll
from plangen.plan import Item, Plan, Table, Target
from plangen.source.editing import entry, line_of, value

_PER_CENT: Final = ("%", "％")
_YEARLY: Final = re.compile("总结|考核|考评|评估|报送|上报|通报|年报|年审|年检")
"""Work that falls due every year anew, though the plan names a day."""
_SEASONAL: Final = re.compile(
    "宣传|检查|督导|演练|体检|接种|监测|排查|培训|值班|值守|慰问|普法|巡查|巡检|审计|评选|表彰|"
    "调研|防汛|防控|防火|整治|活动"
)
"""Work that is done every year in its months."""
_LONGEST: Final = 184
"""So many days, half a year, one-off work may take; what takes longer is a season's."""
_FIGURE: Final = re.compile("[0-9.,]+%?")
_SATURDAY: Final = 5
_WEEK: Final = "一二三四五六日"


def ask_targets(questions: Questions, plan: Plan) -> None:
    """Ask about every target that is not at its limit, and about the baselines."""
    for item in plan.items():
        for targets in (item.targets, *(task.targets for task in item.tasks)):
            for target in targets:
                _ask_target(questions, item.clause, target)


def _ask_target(questions: Questions, clause: str, target: Target) -> None:
    unit, name = target.unit or "", f"{clause}{target.name}"
    limit = 100 if target.unit in _PER_CENT else None
    if target.at_least is not None and target.at_least != limit:
        floor = target.at_least
        questions.add(Question.TARGETS, floor.line, f"{name}≥{floor}{unit}")
    if ceiling := target.at_most:
        questions.add(Question.TARGETS, ceiling.line, f"{name}≤{ceiling}{unit}")
    if target.exactly and target.exactly != limit:
        questions.add(Question.TARGETS, target.exactly.line, f"{name}{target.exactly}{unit}")
    for figure, way in ((target.increase, "增长"), (target.decrease, "下降")):
        if figure:
            bare = target.name.removesuffix(way)
            questions.add(Question.TARGETS, figure.line, f"{clause}{bare}{way}{figure}{unit}")
    if target.baseline is not None:
        questions.add(Question.BASELINES, target.baseline.line, f"{name}基数{target.baseline}")


def ask_deadlines(questions: Questions, plan: Plan) -> None:
    """Ask about what was due on the day of issue, and about work that was to be done once."""
    issued = plan.issue.signed_on or plan.issue.printed_on
    shared: dict[tuple[int, int], list[tuple[Item, Deadline, str]]] = {}
    """The duties by the place of their deadline, which several may inherit."""
    for item, deadline, words in _duties(plan):
        place = deadline.text.line, deadline.text.column
        shared.setdefault(place, []).append((item, deadline, words))
    for (line, _), duties in shared.items():
        deadline = duties[0][1]
        if issued and deadline.due == (issued,):
            questions.add(Question.ISSUE_DAY, line, f"“{deadline.text}”")
            continue
        for item, _, words in duties:
            if _is_one_off(deadline, words):
                name = re.split("[。；\n]", words, maxsplit=1)[0]
                if len(name) > _NAME:
                    name = f"{name[: _NAME - 1]}…"
                questions.add(Question.ONE_OFF, line, f"{item.clause}“{name}”（{deadline.text}）")


_NAME: Final = 12
"""So many characters name a piece of work."""


def _duties(plan: Plan) -> Iterator[tuple[Item, Deadline, str]]:
    """What is to be done by when, in the words of the plan."""
    for item in plan.items():
        if item.deadline and not item.tasks and item.kind != "goal":
            yield item, item.deadline, str(item.title or item.text or "").replace("\n", "")
        for task in item.tasks:
            if task.deadline:
                yield item, task.deadline, str(task.do)


def _is_one_off(deadline: Deadline, words: str) -> bool:
    """Whether work may be done with: it neither recurs nor goes on all year."""
    if _YEARLY.search(words):
        return False
    return all(_is_once(term, words) for term in deadline.terms)


def _is_once(term: Term, words: str) -> bool:
    """Whether a part of a deadline is a day, or a window of at most half a year."""
    match term:
        case By():
            return term.is_plain
        case Window():
            is_short = not term.name and (term.end - term.start).days <= _LONGEST
            return is_short and not _SEASONAL.search(words)
        case Relative():
            return True
    return False


def ask_days(questions: Questions, days: dict[tuple[int, int], int], roll: Roll) -> None:
    """Ask about days due that fall on rest days, and about the end of February.

    `days` are months and days, each with the first line that it stands in. The day that is meant
    stays as it is written, so that it is the base of the years to come.
    """
    if days and not roll.workdays.known(roll.new):
        questions.add(Question.UNANNOUNCED, min(days.values()))
    for (month, day), line in sorted(days.items()):
        if (month, day) == (2, 28) and is_leap(roll.new):
            questions.add(Question.LEAP, line, "2月28日")
        if (month, day) == (2, 29) and not is_leap(roll.new):
            day = 28
        same = date(roll.new, month, day)
        if roll.workdays.is_rest(same):
            why = "放假"
            if same.weekday() >= _SATURDAY:
                why = f"星期{_WEEK[same.weekday()]}"
            questions.add(Question.REST, line, f"{month_day(same)}（{why}）")


def ask_lists(questions: Questions, plan: Plan, root: MappingNode) -> None:
    """Ask whether the people in register and rosters, and the figures in tables, still hold."""
    register = value(root, "register")
    departments, units = plan.register.departments, plan.register.units
    if any(department.person or department.lead_official for department in departments):
        _ask_at(questions, Question.PEOPLE, register, "departments", "责任人、责任领导")
    if any(unit.contact or unit.phone for unit in units):
        _ask_at(questions, Question.PEOPLE, register, "units", "联系人、电话")
    nodes = value(root, "annexes")
    for annex, node in zip(plan.annexes, nodes.value if nodes else (), strict=True):
        title = f"附件“{annex.title}”".replace("\n", "")
        if annex.roster:
            _ask_at(questions, Question.PEOPLE, node, "roster", title)
        if annex.table and _has_figures(annex.table):
            _ask_at(questions, Question.FIGURES, node, "table", title)


def _has_figures(table: Table) -> bool:
    """Whether a cell is a figure; numbers in the first column count the rows."""
    cells = [cell for row in table.rows for cell in row[1:]]
    return any(_FIGURE.fullmatch(cell.text) for cell in cells)


def _ask_at(
    questions: Questions, question: Question, mapping: MappingNode, key: str, words: str
) -> None:
    """Ask at a key; at `from` of a register whose list is in another file."""
    if pair := entry(mapping, key) or entry(mapping, "from"):
        questions.add(question, line_of(pair[0]), words)
