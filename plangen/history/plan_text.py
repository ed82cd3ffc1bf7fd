"""A plan as lines in its own terms, one fact a line, so that git's differences by line are small.

Headings stand at the margin, facts are indented: git shows the heading above each difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any, Final

from plangen.comparison.tables import cell_words, task_table_words
from plangen.document.gbt9704 import STANDARD, Style
from plangen.plan import (
    KINDS,
    Annex,
    Attendance,
    Department,
    Group,
    IssuerMark,
    Item,
    Plan,
    Register,
    Responsibility,
    Section,
    Table,
    Task,
    Unit,
)
from plangen.schema import Schema, schema
from plangen.source.folding import sentences
from plangen.tasks import target_words

_STEP: Final = "  "
_KEYS: Final = {
    "departments": "department",
    "persons": "person",
    "lead_officials": "lead_official",
    "leads": "lead_unit",
}
"""Roles whose key in the file is of one; a department knows its officers under it too."""


_KINDS: Final = {Department: "departments", Unit: "units", Group: "groups"}
"""The key of each part of a register."""


def plan_text(plan: Plan) -> str:
    """The whole plan; nothing that a comparison could report is left out."""
    return "".join(f"{line}\n" for line in _plan(plan))


def _plan(plan: Plan) -> Iterator[str]:
    yield f"【{plan.heading}】"
    yield from _facts("plan", plan, ("series", "year", "title", "issuer", "span"))
    for column in plan.fields:
        words: list[str] = [column.name, *column.choices]
        if column.type != "text":
            words.insert(1, column.type)
        yield from _fact("自定栏目", _joined(words, "、"))
    yield from _fact("引言", plan.preamble)
    yield "【版面】"
    yield from _facts("issue", plan.issue, _names(plan.issue))
    habits = [name for name in _names(plan.style) if _differs(plan.style, name)]
    yield from _facts("style", plan.style, habits)
    yield from _register(plan.register)
    for section in plan.sections:
        yield from _section(section)
    if plan.closing:
        yield "【结语】"
    yield from _fact("正文", plan.closing)
    for number, annex in enumerate(plan.annexes, 1):
        yield from _annex(annex, number)
    if plan.waivers:
        yield "【豁免】"
    for waiver in plan.waivers:
        yield f"{_STEP}{_joined([waiver.clause, waiver.rule, waiver.word, waiver.reason], ' ')}"


def _names(record: Any) -> list[str]:
    return [field.name for field in fields(record)]


def _differs(style: Style, name: str) -> bool:
    return bool(getattr(style, name) != getattr(STANDARD, name))


def _register(register: Register) -> Iterator[str]:
    everybody: tuple[Department | Unit | Group, ...]
    everybody = (*register.departments, *register.units, *register.groups)
    if everybody or register.source:
        yield "【名册】"
    yield from _fact("名册文件", register.source)
    for party in everybody:
        yield f"{party.name} [{party.id}]"
        facts = [name for name in _names(party) if name not in ("id", "name", "called")]
        yield from _facts(_KINDS[type(party)], party, facts)


def _section(section: Section) -> Iterator[str]:
    yield f"【{section.number}{section.title}】"
    yield from _facts("section", section, ["run_in"])
    yield from _fact("正文", section.text)
    yield from _fact("各条的责任", section.closing)
    if section.table:
        yield from _fact("任务表", task_table_words(section.table))
    for entry in section.content:
        if isinstance(entry, Section):
            yield from _section(entry)
        else:
            yield from _item(entry)


def _item(item: Item) -> Iterator[str]:
    yield f"{_joined([item.clause or '（不编号）', KINDS[item.kind]], ' ')}{_own_id(item)}"
    yield from _fact("标题", item.title)
    yield from _fact("正文", item.text)
    yield from _item_facts(item)


def _own_id(duty: Item | Task) -> str:
    """[its id] behind a blank; nothing for one made from its words."""
    if duty.derived:
        return ""
    return f" [{duty.id}]"


def _item_facts(item: Item) -> Iterator[str]:
    """All that a goal, measure or requirement says besides its wording."""
    yield from _fact("服务的目标", "、".join(item.goals))
    yield from _duty(item, _STEP)
    if item.print_responsible != "none":
        yield from _keyed(schema()["$defs"]["print_responsible"], item.print_responsible)
    yield from _fact("责任括注", item.bracket)
    yield from _fact("责任行", item.closing)
    for number, task in enumerate(item.tasks, 1):
        yield from _task(task, str(number), item, _STEP)


def _task(task: Task, number: str, above: Item | Task, indent: str) -> Iterator[str]:
    """A task; its responsibility and deadline only where they differ from those above it."""
    yield f"{indent}任务{number}{_own_id(task)}：{_said(task.do)}"
    yield from _duty(task, indent + _STEP, above)
    for place, subtask in enumerate(task.tasks, 1):
        yield from _task(subtask, f"{number}.{place}", task, indent + _STEP)


def _duty(duty: Item | Task, indent: str, above: Item | Task | None = None) -> Iterator[str]:
    """Who, by when, how much, with what evidence; who and when only where `above` differs."""
    if above is None or duty.responsible != above.responsible:
        yield from _responsible(duty.responsible, indent)
    if duty.deadline and (above is None or duty.deadline != above.deadline):
        yield from _fact("完成时限", duty.deadline.text, indent)
    for target in duty.targets:
        yield from _fact("指标", target_words(target), indent)
    yield from _fact("佐证材料", duty.evidence, indent)
    for step in duty.milestones:
        by = step.by.text if step.by else ""
        yield from _fact("节点", _joined([by, step.do], "："), indent)
    for name, value in duty.fields:
        yield from _fact(name, value, indent)


def _responsible(who: Responsibility, indent: str) -> Iterator[str]:
    """Who is responsible; the officers of a department stand in the register alone."""
    keys = _keys("responsible")
    for name in _names(who):
        people = [getattr(office, _KEYS.get(name, ""), None) for office in who.departments]
        if getattr(who, name) != tuple(dict.fromkeys(filter(None, people))):
            yield from _keyed(keys[_KEYS.get(name, name)], getattr(who, name), indent)


def _annex(annex: Annex, number: int) -> Iterator[str]:
    yield f"【附件{number} {_said(annex.title)}】"
    yield from _fact("正文", annex.text)
    yield from _facts("annex", annex, ["orientation"])
    if annex.table:
        yield from _table(annex.table)
    if annex.tasks:
        yield from _fact("任务表", task_table_words(annex.tasks))
    yield from _fact("表注", annex.notes)
    for role in annex.roster:
        yield from _fact(role.role, "、".join(role.names))


def _table(table: Table) -> Iterator[str]:
    yield f"{_STEP}{'│'.join(_said(column.name) for column in table.columns)}"
    yield from _fact("列宽", "│".join(column.width or "" for column in table.columns))
    yield from _fact("字号", table.size)
    for row in table.rows:
        yield f"{_STEP}{'│'.join(map(cell_words, row))}"


def _facts(kind: str, record: object, names: Iterable[str], indent: str = _STEP) -> Iterator[str]:
    """The facts of a record under the titles that the schema gives its keys."""
    keys = _keys(kind)
    for name in names:
        yield from _keyed(keys[name], getattr(record, name), indent)


def _keyed(key: Schema, value: Any, indent: str = _STEP) -> Iterator[str]:
    """A fact under the title of its key; one of a few words as the schema explains that."""
    words = dict(zip(key.get("enum", ()), key.get("x-enum-descriptions", ()), strict=False))
    shown = _said(value)
    if isinstance(value, str):
        shown = words.get(value, shown)
    yield from _fact(key["title"], shown, indent)


def _keys(kind: str) -> Schema:
    parts = schema()["$defs"]
    register = parts["register"]["properties"]
    part = parts.get(kind)
    if kind in register:
        part = register[kind]["items"]
    keys: Schema = part["properties"]
    return keys


def _said(value: Any) -> str:
    """A value in words; a line break is shown, for a fact is one line."""
    match value:
        case None | False:
            return ""
        case True:
            return "是"
        case (date() as first, date() as last):
            return f"{first}—{last}"
        case tuple():
            return "、".join(map(_said, value))
        case Department() | Unit() | Group():
            return f"{value.name} [{value.id}]"
        case IssuerMark() | Attendance():
            values = [_said(getattr(value, name)) for name in _names(value)]
            return _joined(values, "；")
        case _:
            return str(value).rstrip("\n").replace("\n", "↵")


def _fact(label: str, text: str | None, indent: str = _STEP) -> Iterator[str]:
    """A fact; a long text one sentence a line, each further paragraph behind a label of its own."""
    for number, paragraph in enumerate((text or "").rstrip("\n").split("\n")):
        first, *others = sentences(paragraph)
        if first or number:
            yield f"{indent}{label}：{first}"
        for sentence in others:
            yield f"{indent}{_STEP}{sentence}"
        label = "另段"


def _joined(words: Iterable[str | None], mark: str) -> str:
    return mark.join(filter(None, words))
