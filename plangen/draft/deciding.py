"""What a person must decide of last year's targets, deadlines and people."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple

from yaml.nodes import MappingNode

from plangen.deadline import Deadline
from plangen.deadline.dates import month_day
from plangen.draft.questions import Question, Questions, is_leap
from plangen.draft.years import Roll
from plangen.language.one_off import is_one_off
from plangen.plan import Item, Plan, Table, Target
from plangen.results import Results
from plangen.scalar import Text
from plangen.source.editing import entry, line_of, value

Place = tuple[int, int]
"""The line and column of a value."""
_PER_CENT: Final = ("%", "％")
_FIGURE: Final = re.compile("[0-9.,]+%?")
_SATURDAY: Final = 5
_WEEK: Final = "一二三四五六日"


def place_of(text: Text) -> Place:
    """Where a text stands in the plan's file."""
    return text.line, text.column


def ask_targets(questions: Questions, plan: Plan, answered: Collection[Place]) -> None:
    """Ask about every target that is not at its limit, and about the baselines.

    Of those `answered`, by the place of their names, results have asked already.
    """
    for item in plan.items():
        for targets in (item.targets, *(task.targets for task in item.tasks)):
            for target in targets:
                if place_of(target.name) not in answered:
                    _ask_target(questions, item.clause, target)


def is_at_limit(target: Target) -> bool:
    """Whether a target can ask for no more: all of something, or none."""
    whole = 100 if target.unit in _PER_CENT else None
    changes = target.increase is not None or target.decrease is not None
    at_most = target.at_most or None
    return (
        not changes
        and target.at_least in (None, whole)
        and at_most is None
        and target.exactly in (None, 0, whole)
    )


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


def ask_deadlines(questions: Questions, plan: Plan, results: Results | None) -> None:
    """Ask about what was due on the day of issue, and about work that was to be done once."""
    issued = plan.issue.signed_on or plan.issue.printed_on
    shared: dict[Place, list[_Duty]] = {}
    """The duties by the place of their deadline, which several may inherit."""
    for duty in _duties(plan):
        shared.setdefault(place_of(duty.deadline.text), []).append(duty)
    for (line, _), duties in shared.items():
        deadline = duties[0].deadline
        if issued and deadline.due == (issued,):
            questions.add(Question.ISSUE_DAY, line, f"“{deadline.text}”")
            continue
        for duty in duties:
            if is_one_off(deadline, duty.words):
                _ask_one_off(questions, line, duty, results)


def _ask_one_off(questions: Questions, line: int, duty: "_Duty", results: Results | None) -> None:
    """Ask whether work goes that was to be done once, by how it ended where that is known."""
    name = re.split("[。；\n]", duty.words, maxsplit=1)[0]
    if len(name) > _NAME:
        name = f"{name[: _NAME - 1]}…"
    named = f"{duty.item.clause}“{name}”（{duty.deadline.text}）"
    reached = results.of_task(duty.id) if results else None
    if reached is None:
        questions.add(Question.ONE_OFF, line, named)
    elif reached.is_over:
        questions.add(Question.FINISHED, line, f"{named}{reached.ending_words}")
    else:
        questions.add(Question.UNFINISHED, line, f"{named}{reached.ending_words}")


_NAME: Final = 12
"""So many characters name a piece of work."""


class _Duty(NamedTuple):
    """What is to be done by when, in the words of the plan."""

    item: Item
    id: str
    """That of the task, or of the item where it has none."""
    deadline: Deadline
    words: str


def _duties(plan: Plan) -> Iterator[_Duty]:
    for item in plan.items():
        if item.deadline and not item.tasks and item.kind != "goal":
            words = str(item.title or item.text or "").replace("\n", "")
            yield _Duty(item, item.id, item.deadline, words)
        for task in item.tasks:
            if task.deadline:
                yield _Duty(item, task.id or "", task.deadline, str(task.do))


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
    if any(unit.contact or unit.phone or unit.mail for unit in units):
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
