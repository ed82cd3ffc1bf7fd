"""What a person must decide of last year's targets, deadlines and people."""

import re
from collections.abc import Iterator
from typing import Final

from yaml.nodes import MappingNode

from plangen.deadline import By, Deadline
from plangen.draft.years import Roll
from plangen.plan import Plan, Target
from plangen.scalar import Number
from plangen.source.editing import TextEdits, entry, line_of, value

_PER_CENT: Final = ("%", "％")
_YEARLY: Final = re.compile("总结|考核|考评|评估|报送|上报|通报")
"""What falls due every year anew, though the plan names one day."""
_FIGURE: Final = re.compile("[0-9.,]+%?")


def ask_targets(sheet: TextEdits, plan: Plan, roll: Roll) -> None:
    """Ask of every target that is not at its limit whether it should be other."""
    for item in plan.items():
        for duty in (item.targets, *(task.targets for task in item.tasks)):
            for target in duty:
                if asked := list(_of_target(target, roll)):
                    line = asked[0][0].line
                    words = "，".join(question for _, question in asked)
                    sheet.ask(line, f"{target.name}{roll.old}年{words}")


def _of_target(target: Target, roll: Roll) -> Iterator[tuple[Number, str]]:
    unit, most = target.unit or "", 100 if target.unit in _PER_CENT else None
    if target.at_least is not None and target.at_least != most:
        yield target.at_least, f"≥{target.at_least}{unit}，是否提高"
    if target.at_most:
        yield target.at_most, f"≤{target.at_most}{unit}，是否降低"
    if target.exactly and target.exactly != most:
        yield target.exactly, f"是{target.exactly}{unit}，今年是多少"
    for figure, way in ((target.increase, "增长"), (target.decrease, "下降")):
        if figure:
            yield figure, f"{way}{figure}{unit}，今年{way}多少"
    if target.baseline is not None:
        yield target.baseline, f"基数{target.baseline}换成{roll.new - 1}年的，正文里的一起改"


def ask_deadlines(sheet: TextEdits, plan: Plan, roll: Roll) -> None:
    """Ask of everything that was due once, by a day, whether it is done with."""
    issued = plan.issue.signed_on or plan.issue.printed_on
    said: dict[tuple[int, int], list[tuple[Deadline, str]]] = {}
    for deadline, words in _duties(plan):
        at = deadline.text.line, deadline.text.column
        said.setdefault(at, []).append((deadline, words))
    for (line, _), duties in said.items():
        deadline = duties[0][0]
        if issued and deadline.due == (issued,):
            sheet.ask(line, f"{roll.old}年发文就在这一天，今年的照发文日期写")
        elif _is_once(deadline) and not all(_YEARLY.search(words) for _, words in duties):
            due = deadline.text.removeprefix(f"{roll.old}年")
            when = "原来" if str(roll.old) in due else f"{roll.old}年"
            sheet.ask(line, f"{when}要求{due}，一次办结、已经办完的删去，其余保留")


def _duties(plan: Plan) -> Iterator[tuple[Deadline, str]]:
    """What is to be done by when, in the words of the plan."""
    for item in plan.items():
        if item.deadline and not item.tasks:
            yield item.deadline, item.wording
        yield from ((task.deadline, str(task.do)) for task in item.tasks if task.deadline)


def _is_once(deadline: Deadline) -> bool:
    return all(isinstance(each, By) and each.is_plain for each in deadline.terms)


def ask_lists(sheet: TextEdits, plan: Plan, root: MappingNode) -> None:
    """Ask whether the people in register and rosters, and the figures in tables, still hold."""
    register = value(root, "register")
    if any(each.person or each.lead_official for each in plan.register.departments):
        _ask_at(sheet, register, "departments", "核对责任人、责任领导")
    if any(each.contact or each.phone for each in plan.register.units):
        _ask_at(sheet, register, "units", "核对联系人、电话")
    for annex, node in zip(plan.annexes, _entries(root, "annexes"), strict=True):
        _ask_at(sheet, node, "roster", "核对名单")
        rows = annex.table.rows if annex.table else ()
        if any(_FIGURE.fullmatch(cell) for row in rows for cell in row[1:]):
            _ask_at(sheet, node, "table", "核对表里的数字")


def _entries(root: MappingNode, key: str) -> list[MappingNode]:
    found = value(root, key)
    return found.value if found else []


def _ask_at(sheet: TextEdits, mapping: MappingNode, key: str, question: str) -> None:
    """Ask at a key; at `from` of a register whose list is in another file."""
    if pair := entry(mapping, key) or entry(mapping, "from"):
        sheet.ask(line_of(pair[0]), question)
