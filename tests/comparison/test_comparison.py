"""Two plans compared: what pairs with what, what changed of it, and whom it concerns."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from functools import singledispatch
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rjieba import Jieba
from support.program import ROOT

from plangen import plan as model
from plangen.comparison import compare
from plangen.comparison.model import Change, Comparison, Direction, Kind
from plangen.comparison.report.affected import by_responsible
from plangen.comparison.report.entries import comparison_report
from plangen.comparison.report.notes import notes
from plangen.comparison.tables import table_changes
from plangen.comparison.tree import all_tasks
from plangen.comparison.wording import pieces
from plangen.deadline import Deadline, parse
from plangen.document.gbt9704 import Style
from plangen.plan import Item, Plan
from plangen.readers.plan_file import read
from plangen.scalar import Day, Number, Text

HERE = Path(__file__).parent
FILES = (*sorted(ROOT.glob("plans/*.yaml")), *sorted(ROOT.glob("tests/rules/clean/*.yaml")))


def plan_of(text: str | bytes) -> Plan:
    """A plan from its text, which must read."""
    data = text.encode() if isinstance(text, str) else text
    found = read(data, "plan.yaml")
    assert found.plan, [finding.message for finding in found.findings]
    return found.plan


PLANS = {path.stem: plan_of(path.read_bytes()) for path in FILES}
REAL = PLANS["2018"], PLANS["2022"]
EVERY_KEY = HERE / "every-key.yaml"
"""A plan that uses what the others do not."""


# The wording: pieces

WORDS = st.lists(st.sampled_from([*"维持率在以上达到，。、《》", "85", "90", "9.5", "HIV", "\n"]))


@given(WORDS.map("".join), WORDS.map("".join))
def test_pieces_give_both_wordings_back(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.sign != "+") == before
    assert "".join(each.text for each in found if each.sign != "-") == after
    assert all(each.text for each in found)
    edits = "".join(each.sign for each in found)
    assert not re.search(r"\+-|==|--|\+\+", edits), "a deletion stands before its insertion"
    if before == after:
        assert edits in ("", "=")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("维持率85%以上。", "维持率90%以上。", "维持率[-85][+90]%以上。"),
        ("达到9.5%", "达到9.05%", "达到[-9.5][+9.05]%"),
        ("专用帐册、专册登记", "专用账册、专册登记", "专用[-帐][+账]册、专册登记"),
        ("做好甲、乙工作", "做好甲、丙、乙工作", "做好甲、[+丙、]乙工作"),
        (
            "加强学习。加强管理。",
            "加强学习。加强宣传。加强管理。",
            "加强学习。[+加强宣传。]加强管理。",
        ),
        ("2018年3月办", "2022年5月办", "[-2018年3][+2022年5]月办"),
        ("甲乙，丙丁", "戊己，庚辛", "[-甲乙，丙丁][+戊己，庚辛]"),
    ],
)
def test_pieces_read_well(before: str, after: str, shown: str) -> None:
    found = pieces(before, after)
    assert "".join(e.text if e.sign == "=" else f"[{e.sign}{e.text}]" for e in found) == shown


# The pairing: by meaning, against a table made by hand, and where the truth is known


def table() -> dict[str, str]:
    """The lines of the hand-made table: old and new, with = or > between."""
    lines = (HERE / "2018-2022.txt").read_text("utf-8").splitlines()
    return {line.split("  #")[0].strip() for line in lines if line and line[0] != "#"}


def named(subject: Any) -> str:
    return str(subject.id if isinstance(subject, Item) else subject.title)


def found_table(comparison: Comparison, names: dict[str, str]) -> set[str]:
    """A comparison as lines of that table; the new side's ids by their true names."""
    lines = set()
    for entry in comparison.entries:
        old = named(entry.old) if entry.old else "-"
        new = names.get(named(entry.new), named(entry.new)) if entry.new else "-"
        if entry.kin:
            kin = names.get(named(entry.kin), named(entry.kin))
            lines.add(f"{old} > {kin}" if entry.old else f"{kin} > {new}")
        else:
            lines.add(f"{old} = {new}")
    return lines


def renamed(plan: Plan, ids: dict[str, str]) -> Plan:
    """The plan with other ids, as of another series."""

    def item(each: Item) -> Item:
        goals = tuple(Text(ids[goal]) for goal in each.goals)
        return dataclasses.replace(each, id=Text(ids[each.id]), goals=goals)

    sections = tuple(_with_items(section, item) for section in plan.sections)
    return dataclasses.replace(plan, series=Text("other"), sections=sections)


def _with_items(section: model.Section, change: Any) -> model.Section:
    entries = (
        _with_items(entry, change) if isinstance(entry, model.Section) else change(entry)
        for entry in section.content
    )
    return dataclasses.replace(section, content=tuple(filter(None, entries)))


def test_two_bureaus_pair_as_a_reader_pairs_them() -> None:
    old, new = REAL
    assert found_table(compare(old, new), {}) == table(), "with ids kept"
    other = dataclasses.replace(new, series=Text("other"))
    assert found_table(compare(old, other), {}) == table(), "of another series, ids kept"
    for seed in range(3):
        numbers = Random(seed).sample(range(1000), len(list(new.items())))
        ids = {str(item.id): f"x{n}" for item, n in zip(new.items(), numbers, strict=True)}
        names = {word: name for name, word in ids.items()}
        assert found_table(compare(old, renamed(new, ids)), names) == table(), "ids stripped"


def test_what_is_told_between_the_two_bureaus() -> None:
    comparison = compare(*REAL)
    entries = {named(entry.old): entry for entry in comparison.items if entry.old}
    (target,) = [e for e in entries["methadone-retention"].changes if e.kind is Kind.TARGET]
    assert target.before.endswith("≥85%")
    assert target.after.endswith("≥90%")
    assert target.direction is Direction.RAISED
    assert (comparison.tally.added, comparison.tally.removed) == (6, 4)


def test_items_that_say_the_same_pair_in_their_order() -> None:
    same = [FIRST.replace("retention", f"same-{number}").format("") for number in range(4)]
    old, new = demo(*same), demo(*same)
    other = renamed(new, {str(item.id): f"x{9 - n}" for n, item in enumerate(new.items())})
    assert not any(entry.changes for entry in compare(old, other).entries)


JIEBA = Jieba()
POOL = sorted(
    {word for plan in PLANS.values() for i in plan.items() for word in JIEBA.cut(i.wording)}
)


def reworded(text: str | None, random: Random, share: float) -> Text | None:
    """The text with a share of its words put for others."""
    if text is None:
        return None
    words = (random.choice(POOL) if random.random() < share else each for each in JIEBA.cut(text))
    return Text("".join(words))


def variant(plan: Plan, random: Random, share: float) -> tuple[Plan, dict[str, str]]:
    """The plan shuffled, reworded, a seventh left out, other ids; and which item is which."""
    ids = {str(item.id): f"x{number}" for number, item in enumerate(plan.items())}
    kept = {key: word for key, word in ids.items() if random.random() > 1 / 7}

    def item(each: Item) -> Item | None:
        if each.id not in kept:
            return None
        return dataclasses.replace(
            each,
            title=reworded(each.title, random, share),
            text=reworded(each.text, random, share),
            goals=tuple(goal for goal in each.goals if goal in kept),
            targets=(),
            tasks=(),
        )

    def shuffled(section: model.Section) -> model.Section:
        items = random.sample(section.items, len(section.items))
        parts = map(shuffled, random.sample(section.parts, len(section.parts)))
        title = reworded(section.title, random, share) or Text()
        return dataclasses.replace(section, title=title, content=(*items, *parts))

    sections = tuple(shuffled(_with_items(section, item)) for section in plan.sections)
    return renamed(dataclasses.replace(plan, sections=sections), ids), kept


@pytest.mark.parametrize(("share", "least"), [(0.2, 0.99), (0.5, 0.96)])
def test_reworded_and_shuffled_items_find_their_partners(share: float, least: float) -> None:
    right = wrong = missed = surely_wrong = 0
    for plan in PLANS.values():
        for seed in range(4):
            new, truth = variant(plan, Random(seed), share)
            pairs = [entry for entry in compare(plan, new).items if entry.old and entry.new]
            bad = [e for e in pairs if truth.get(named(e.old)) != named(e.new)]
            right, wrong = right + len(pairs) - len(bad), wrong + len(bad)
            missed += len(truth) - len(pairs) + len(bad)
            surely_wrong += sum(entry.sure for entry in bad)
    assert right / (right + wrong) >= least, f"precision: {wrong} wrong of {right + wrong}"
    assert right / (right + missed) >= least, f"recall: {missed} missed of {right + missed}"
    assert surely_wrong == 0


# What changed: every leaf of a plan


def fields(record: type, *kinds: Kind) -> dict[str, set[Kind]]:
    """Every field of a record may give these."""
    return {each.name: {*kinds} for each in dataclasses.fields(record)}  # type: ignore[arg-type]


def each(names: str, *kinds: Kind) -> dict[str, set[Kind]]:
    """Every one of these fields may give these."""
    return {name: {*kinds} for name in names.split()}


UNITS = (Kind.RESPONSIBLE, Kind.UNIT_JOINED, Kind.UNIT_LEFT)
EXPECTED: dict[type, dict[str, set[Kind]]] = {
    model.Plan: {
        **each("title issuer preamble closing span", Kind.PAGE),
        **each("series", Kind.PAGE, Kind.RENUMBERED),
        **each("year questions"),
    },
    model.Section: {
        **each("title text closing", Kind.REWORDED),
        **each("level number clause", Kind.RENUMBERED, Kind.PRINTING),
        **each("run_in", Kind.PRINTING),
    },
    model.Item: {
        **each("kind", Kind.MOVED),
        **each("id", Kind.RENUMBERED, Kind.GOALS),
        **each("level number clause", Kind.RENUMBERED, Kind.PRINTING),
        **each("title text", Kind.REWORDED),
        **each("goals", Kind.GOALS),
        **each("deadline", Kind.DEADLINE),
        **each("evidence", Kind.EVIDENCE),
        **each("fields", Kind.FIELDS),
        **each("print_responsible bracket closing", Kind.PRINTING),
        **each("sentences"),
        **each("derived", Kind.RENUMBERED),
    },
    model.Task: {
        **each("do", Kind.REWORDED, Kind.TASK_ADDED, Kind.TASK_REMOVED),
        **each("id", Kind.RENUMBERED),
        **each("deadline", Kind.DEADLINE),
        **each("evidence", Kind.EVIDENCE),
        **each("fields", Kind.FIELDS),
        **each("derived", Kind.RENUMBERED),
    },
    model.Milestone: fields(model.Milestone, Kind.DEADLINE),
    model.Field: fields(model.Field, Kind.PAGE),
    model.Target: fields(model.Target, Kind.TARGET),
    model.Responsibility: fields(model.Responsibility, Kind.RESPONSIBLE),
    model.Department: {
        **each("id", Kind.REGISTER, Kind.RESPONSIBLE),
        **each("name also", Kind.REGISTER),
        **each("called"),
        **each("person lead_official", Kind.SUCCESSION),
    },
    model.Unit: {
        **fields(model.Unit, Kind.REGISTER),
        **each("id", Kind.REGISTER, *UNITS),
        **each("called"),
    },
    model.Group: {
        **fields(model.Group, Kind.REGISTER),
        **each("id units", Kind.REGISTER, *UNITS),
        **each("called"),
    },
    model.Register: {**each("source", Kind.REGISTER), **each("supplied")},
    model.Annex: {**each("title text notes", Kind.REWORDED), **each("orientation", Kind.PRINTING)},
    model.Table: each("size", Kind.PRINTING),
    model.Cell: fields(model.Cell, Kind.REWORDED),
    model.TaskTable: each("group_by size merge headings blanks", Kind.PRINTING),
    model.TaskColumn: fields(model.TaskColumn, Kind.PRINTING),
    model.Column: {**each("name under", Kind.REWORDED), **each("width", Kind.PRINTING)},
    model.Role: {**each("role", Kind.REWORDED), **each("names", Kind.SUCCESSION)},
    model.Waiver: {**each("rule reason word", Kind.WAIVER), **each("lines clause")},
    model.Issue: fields(model.Issue, Kind.PAGE),
    Style: fields(Style, Kind.PAGE),
}
"""The kinds of change that a changed field may give; a field that is not here holds records.

What sentences say is compared as the text that they make, and as the tasks that some of them are.
"""


def test_every_field_of_the_model_is_expected_to_give_some_change() -> None:
    whole = (Deadline, model.IssuerMark, model.Attendance, model.Sentence)
    named = [each for each in model.__dict__.values() if isinstance(each, type)]
    assert {each for each in named if dataclasses.is_dataclass(each)} - {*whole} == {*EXPECTED}
    for record, known in EXPECTED.items():
        inner = {each.name for each in dataclasses.fields(record)} - {*known}  # type: ignore[arg-type]
        assert inner <= {
            *("issue", "register", "sections", "annexes", "style", "waivers", "content"),
            *("responsible", "targets", "milestones", "tasks", "departments", "units", "groups"),
            *("table", "roster", "columns", "rows", "fields"),
        }


Path_ = tuple[str | int, ...]


def leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, set[Kind]]]:
    """Every leaf of a plan with the changes it may give; who is responsible is a leaf."""
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, number))
    elif type(value) in EXPECTED:
        for each in dataclasses.fields(value):
            inner = getattr(value, each.name)
            if each.name == "id" and getattr(value, "derived", False):
                yield (*path, each.name), set()
            elif each.name in EXPECTED[type(value)]:
                yield (*path, each.name), EXPECTED[type(value)][each.name]
            else:
                yield from leaves(inner, (*path, each.name))


def changed(value: Any, path: Path_, change: Any) -> Any:
    """A plan with one leaf put for another."""
    if not path:
        return change(value)
    if isinstance(value, tuple):
        at = int(path[0])
        return (*value[:at], changed(value[at], path[1:], change), *value[at + 1 :])
    name = str(path[0])
    return dataclasses.replace(value, **{name: changed(getattr(value, name), path[1:], change)})


CHOICES = {
    "type": ("number", "date"),
    "kind": ("measure", "goal"),
    "print_responsible": ("inline", "block"),
    "orientation": ("landscape", "portrait"),
    "form": ("notice", "plan"),
    "margins": ("gbt33476", "gbt9704"),
}
NONE = {
    "mark_size": 48.0,
    "issuer_mark": model.IssuerMark((Text("甲局"),)),
    "attendance": model.Attendance(Text("张三")),
    "signed_on": Day(2022, 3, 8),
    "printed_on": Day(2022, 3, 8),
    "deadline": parse("5月底前", 2022),
    "parent": model.Unit(Text("above"), Text("上级单位")),
    "units": (model.Unit(Text("one"), Text("某单位")),),
    "departments": (model.Department(Text("new"), Text("新科室")),),
    "leads": (model.Unit(Text("one"), Text("某单位")),),
    "fields": (("分值", Text("5")),),
    "by": parse("5月底前", 2022),
    "span": (Day(2022, 1, 1), Day(2024, 12, 31)),
    **dict.fromkeys(("at_least", "at_most", "exactly", "increase", "decrease"), Number("7")),
    "baseline": Number("7"),
}
"""What to put where there is nothing, other than a text."""


def other(name: str, value: Any) -> Any:
    """Another value for a leaf."""
    if name in CHOICES:
        return next(choice for choice in CHOICES[name] if choice != value)
    if value is None or value == ():
        return (
            NONE["units"]
            if "units" in name
            else NONE["departments"]
            if "departments" in name
            else NONE.get(name, (Text("新写的"),) if value == () else Text("新写的"))
        )
    return _other(value)


@singledispatch
def _other(value: Any) -> Any:
    """Another value of the same type; none for a record."""


@_other.register
def _(value: str) -> Text:
    return Text(f"{value}改")


@_other.register(bool)
def _(value: bool) -> bool:
    return not value


@_other.register(int | Number)
def _(value: Any) -> Any:
    return type(value)(str(value + 1))


@_other.register
def _(value: Deadline) -> Deadline:
    return parse("5月底前" if value.text != "5月底前" else "7月底前", 2022)


@_other.register
def _(value: date) -> Day:
    return Day(value.year, value.month, value.day % 28 + 1)


@_other.register
def _(value: tuple) -> Any:  # type: ignore[type-arg]
    return value[1:]


@settings(max_examples=300)
@given(st.data())
def test_whatever_field_changes_is_told_as_what_it_is(data: st.DataObject) -> None:
    plan = data.draw(st.sampled_from([*PLANS.values(), plan_of(EVERY_KEY.read_bytes())]))
    path, expected = data.draw(st.sampled_from(list(leaves(plan))))
    new = changed(plan, path, lambda value: other(str(path[-1]), value))
    comparison = compare(plan, new)
    told = [*comparison.changes, *(c for entry in comparison.entries for c in entry.changes)]
    assert {change.kind for change in told} <= expected
    assert bool(comparison) == bool(told) == bool(expected), path
    assert path[-1] == "id" or all(change.before != change.after for change in told)


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(model.Issue)])
def test_every_page_element_is_told_by_its_chinese_name(name: str) -> None:
    for plan in REAL:
        new = changed(plan, ("issue", name), lambda value: other(name, value))
        (change,) = compare(plan, new).changes
        assert change.kind is Kind.PAGE
        assert re.fullmatch("[一-鿿“”]+", change.label)
        assert change.before != change.after


# What is no change


@pytest.mark.parametrize("path", [*FILES, EVERY_KEY], ids=lambda path: path.stem)
def test_a_plan_is_no_other_than_itself(path: Path) -> None:
    assert not compare(plan_of(path.read_bytes()), plan_of(path.read_bytes()))


@settings(max_examples=25)
@given(st.sampled_from([*FILES, EVERY_KEY]), st.randoms(use_true_random=True))
def test_another_layout_is_no_change(path: Path, random: Random) -> None:
    def again(value: Any) -> Any:
        if isinstance(value, dict):
            keys = random.sample(list(value), len(value))
            return {key: again(value[key]) for key in keys}
        if isinstance(value, list):
            return [again(each) for each in value]
        return value

    text = yaml.dump(
        again(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)),
        allow_unicode=True,
        sort_keys=False,
        width=random.choice([40, 80, 1000]),
        indent=random.choice([2, 4]),
        default_style=random.choice(["'", '"', None]),
    )
    commented = re.sub("(?m)^(series|year|title)", lambda key: f"# 注\n\n{key[0]}", text)
    assert not compare(plan_of(path.read_bytes()), plan_of(commented))


def test_another_break_after_a_sentence_is_no_change() -> None:
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    assert not compare(plan_of(text), plan_of(text.replace("办事。\n              ", "办事。")))
    moved = text.replace("预防教育，增强广大", "预防教育，\n              增强广大")
    assert moved != text
    assert not compare(plan_of(text), plan_of(moved))


# One thing at a time

HEAD = """
series: demo
year: {year}
title: 演示方案
issuer: 某局
issue: {{form: plan}}
register:
  departments:
    - {{id: office, name: 办公室, person: 王一, lead_official: 赵一}}
  units: [{{id: a, name: 甲医院}}, {{id: b, name: 乙医院}}, {{id: c, name: 丙医院}}]
  groups: [{{id: all, name: 各医院, units: [a, b]}}]
sections:
  - title: 工作目标
    goals:
"""
FIRST, SECOND, THIRD = (
    "- {{id: retention, text: 门诊维持率达到规定的比例，不断提高治疗质量。{0}}}",
    "- {{id: publicity, text: 深入学校和社区开展宣传教育，普及防治知识。{0}}}",
    "- {{id: ledger, text: 建立药品进货、保管和使用台账，专人负责登记。{0}}}",
)


def demo(*items: str, year: int = 2022) -> Plan:
    return plan_of(HEAD.format(year=year) + "".join(f"      {item}\n" for item in items))


def changes(old: str, new: str, year: int = 2022) -> list[Change]:
    """What changed of an item that has one line more: `, targets: […]`."""
    comparison = compare(demo(FIRST.format(old)), demo(FIRST.format(new), year=year))
    assert not comparison.changes
    return [change for entry in comparison.entries for change in entry.changes]


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("at_least: 85", "at_least: 90", "提高"),
        ("at_least: 90", "at_least: 85", "降低"),
        ("at_most: 5", "at_most: 3", "提高"),
        ("at_least: 95", "exactly: 100", "提高"),
        ("exactly: 100", "exactly: 95", "降低"),
        ("exactly: 0", "at_most: 2", "降低"),
        ("exactly: 0", "exactly: 3", None),
        ("increase: 5", "increase: 8", "提高"),
        ("decrease: 5", "decrease: 3", "降低"),
        ("at_least: 90, aspirational: true", "at_least: 90", "提高"),
        ("at_least: 90, aspirational: true", "at_least: 85", None),
        ("at_least: 90", "at_most: 90", None),
    ],
)
def test_a_target_goes_up_or_down_by_what_is_asked(
    old: str, new: str, direction: str | None
) -> None:
    row = ', targets: [{{name: 维持率, {}, unit: "%"}}]'
    (change,) = changes(row.format(old), row.format(new))
    assert (change.kind, change.label) == (Kind.TARGET, "维持率")
    assert (change.direction and change.direction.label) == direction


def test_targets_come_and_go_by_name() -> None:
    old = ', targets: [{name: 门诊维持率, at_least: 85, unit: "%"}, {name: 事故, exactly: 0}]'
    new = ', targets: [{name: 门诊年维持率, at_least: 85, unit: "%"}, {name: 培训, at_least: 2}]'
    told = [(change.before, change.after) for change in changes(old, new)]
    pair = ("门诊维持率≥85%", "门诊年维持率≥85%")
    assert told == [pair, ("", "培训≥2"), ("事故=0", "")]


@pytest.mark.parametrize(
    ("old", "new", "year", "direction"),
    [
        ("6月底前", "6月底前", 2023, "no change"),
        ("2022年3月7日前", "2023年3月7日前", 2023, "no change"),
        ("6月底前", "5月底前", 2023, "提前"),
        ("2022年3月7日前", "2023年4月7日前", 2023, "推后"),
        ("6月底前", "7月底前", 2022, "推后"),
        ("全年", "11月底前", 2022, "提前"),
        ("每季度末25日前", "每季度末20日前", 2022, "提前"),
        ("每季度", "每月", 2022, None),
        ("及时", "6月底前", 2022, None),
        ("6月底前、12月底前", "10月底前", 2022, "提前"),
    ],
)
def test_a_deadline_moves_within_its_year(
    old: str, new: str, year: int, direction: str | None
) -> None:
    told = changes(f", deadline: {old}", f", deadline: {new}", year)
    if direction == "no change":
        assert not told
    else:
        (change,) = told
        assert (change.kind, change.before, change.after) == (Kind.DEADLINE, old, new)
        assert (change.direction and change.direction.label) == direction


def test_responsibility_is_told_role_by_role() -> None:
    old = ", responsible: {lead_unit: a, units: [b, all]}"
    new = ", responsible: {department: office, lead_unit: b, units: [all, c]}"
    told = [(each.label, each.before, each.after, each.affected) for each in changes(old, new)]
    assert told == [
        ("责任科室", "", "办公室", ()),
        ("牵头单位", "甲医院", "乙医院", ("a", "b")),
        ("责任单位", "乙医院、各医院", "各医院、丙医院", ("b", "c")),
    ]


def test_a_successor_is_told_once() -> None:
    old = demo(FIRST.format(", responsible: {department: office}"), SECOND.format(""))
    text = HEAD.replace("王一", "王二").replace("units: [a, b]", "units: [b, c]")
    items = [FIRST.format(", responsible: {department: office}"), SECOND.format("")]
    new = plan_of(text.format(year=2022) + "".join(f"      {item}\n" for item in items))
    comparison = compare(old, new)
    assert not any(entry.changes for entry in comparison.entries)
    told = [(each.kind, each.label, each.before, each.after) for each in comparison.changes]
    assert told == [
        (Kind.SUCCESSION, "办公室责任人", "王一", "王二"),
        (Kind.UNIT_JOINED, "各医院", "", "丙医院"),
        (Kind.UNIT_LEFT, "各医院", "甲医院", ""),
    ]


def test_a_roster_tells_who_follows_and_who_joins() -> None:
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    new = text.replace("[田风才]", "[钱二]").replace("孙素香, 尹鹏睿", "尹鹏睿, 李三")
    told = [c for e in compare(REAL[0], plan_of(new)).entries for c in e.changes]
    assert [(each.kind, each.label, each.before, each.after) for each in told] == [
        (Kind.SUCCESSION, "组长", "田风才", "钱二"),
        (Kind.SUCCESSION, "副组长", "孙素香", "李三"),
    ]


def kinds(old: Plan, new: Plan) -> dict[str, set[Kind]]:
    """The kinds of change of each item, by its id in the new plan, else in the old."""
    return {named(e.subject): {c.kind for c in e.changes} for e in compare(old, new).items}


def test_what_comes_before_renumbers_and_what_changes_order_moves() -> None:
    one, two, three = (each.format("") for each in (FIRST, SECOND, THIRD))
    renumbered = kinds(demo(two, three), demo(one, two, three))
    assert renumbered == {
        "retention": {Kind.ADDED},
        "publicity": {Kind.RENUMBERED},
        "ledger": {Kind.RENUMBERED},
    }
    assert compare(demo(two, three), demo(one, two, three)).tally.kept == 2
    assert kinds(demo(one, two, three), demo(three, one, two))["ledger"] == {Kind.MOVED}


def test_entries_stand_in_the_new_order_and_what_is_gone_where_it_stood() -> None:
    one, two, three = (each.format("") for each in (FIRST, SECOND, THIRD))
    found = [named(e.subject) for e in compare(demo(one, two, three), demo(one, three)).items]
    assert found == ["retention", "publicity", "ledger"]
    found = [named(e.subject) for e in compare(REAL[0], REAL[1]).entries]
    assert found.index("指导思想") == 0
    assert found[-1].endswith("名单")
    assert found.index("leadership") < found.index("dynamic-management") < found.index("funding")


LONG = "深入学校和社区开展宣传教育，普及防治知识。建立药品进货、保管和使用台账，专人负责登记。"


def test_split_and_merged_items_name_their_kin() -> None:
    whole = FIRST.format("").replace("门诊维持率达到规定的比例，不断提高治疗质量。", LONG)
    half = SECOND.format("").replace("publicity", "retention")
    split = {named(e.subject): e for e in compare(demo(whole), demo(half, THIRD.format(""))).items}
    assert [c.kind for c in split["ledger"].changes] == [Kind.SPLIT]
    assert named(split["ledger"].kin) == "retention"
    assert split["ledger"].kin is split["retention"].old
    merged = {named(e.subject): e for e in compare(demo(half, THIRD.format("")), demo(whole)).items}
    assert [c.kind for c in merged["ledger"].changes] == [Kind.MERGED]
    assert merged["ledger"].kin is merged["retention"].new
    tally = compare(demo(whole), demo(half, THIRD.format(""))).tally
    assert (tally.added, tally.removed, tally.adjusted) == (0, 0, 2)


def test_a_repetition_is_not_split_off() -> None:
    whole = FIRST.format("").replace("门诊维持率达到规定的比例，不断提高治疗质量。", LONG)
    assert kinds(demo(whole), demo(whole, THIRD.format("")))["ledger"] == {Kind.ADDED}


TASKS = ", tasks: [{{do: 建立台账, {}}}, {{do: 报送统计报表, deadline: 6月底前}}{}]"


def task_ids(plan: Plan) -> dict[str, str]:
    """The ids of a plan's tasks, written or made from their words, by these words."""
    return {task.do: str(task.id) for item in plan.items() for task in all_tasks(item)}


def test_tasks_are_told_with_their_ids() -> None:
    old = TASKS.format("evidence: 台账", ", {do: 召开会议}")
    new = TASKS.format("id: keep, evidence: 台账、照片", ", {do: 检查场所}").replace("6月", "5月")
    told = [(each.kind, each.task, each.task_id) for each in changes(old, new)]
    ids = task_ids(demo(FIRST.format(new)))
    assert told == [
        (Kind.RENUMBERED, "建立台账", "keep"),
        (Kind.EVIDENCE, "建立台账", "keep"),
        (Kind.DEADLINE, "报送统计报表", ids["报送统计报表"]),
        (Kind.TASK_ADDED, "检查场所", ids["检查场所"]),
        (Kind.TASK_REMOVED, "召开会议", ""),
    ]


def every_key(*pairs: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    """What changed of the entries of the plan with every key, after some edits of its text."""
    text = EVERY_KEY.read_text("utf-8")
    old = plan_of(text)
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    changes = [c for entry in compare(old, plan_of(text)).entries for c in entry.changes]
    return [(c.task, c.label, c.before, c.after) for c in changes]


@pytest.mark.parametrize(
    ("before", "after", "label", "told"),
    [
        ("9月底前, do: 全部登记", "8月底前, do: 全部登记", "完成时限", "8月底前全部登记"),
        ('分值: "5"', '分值: "6"', "分值", "6"),
        ("[food, law]", "[law, food]", "责任科室", "法规科、食品科"),
        ("lead_unit: [a, b]", "lead_unit: [a]", "牵头单位", "甲所"),
        ("guiding_units: [c]", "guiding_units: [b]", "指导单位", "乙所"),
        ("participating_units", "implementing_units", "落实单位", "甲所"),
        ("run_in: true", "run_in: false", "正文位置", "另起一段"),
        ("name: 主要内容, ", "", "任务表", "序号、工作任务（上层表头：分工，宽2），按责任单位分组"),
        ("group_by: 部分, ", "", "任务表", "工作任务、牵头单位，小五"),
        ("{text: 东街, rows: 2}, 早点摊", "{text: 东街, rows: 2}, 小吃摊", "表格第1行", "小吃摊"),
        ("size: 五号", "size: 小四", "字号", "小四"),
        ("已经铺开", "全面铺开", "正文", "去年摊点登记工作全面铺开。"),
        (
            "（甲所牵头，乙所配合）",
            "（牵头单位：甲所；配合单位：乙所）",
            "责任括注",
            "牵头单位：甲所",
        ),
    ],
)
def test_what_format_2_brought_is_told(before: str, after: str, label: str, told: str) -> None:
    said = [(label, now) for _, label, _, now in every_key((before, after))]
    assert any(label == of and told in now for of, now in said), said


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("甲 乙 丙 丁", "甲 己 庚 丁", "表格第2—3行"),
        ("甲 乙 丙 丁", "甲 乙 丙 丁 戊 己", "表格第5—6行"),
        ("甲 乙 丙 丁", "甲 丁", "表格原第2—3行"),
        ("甲 乙 丙", "甲 乙", "表格原第3行"),
    ],
)
def test_rows_of_a_table_are_told_by_their_numbers(old: str, new: str, label: str) -> None:
    """Those that are gone have numbers in the old table alone."""

    def table(rows: str) -> model.Table:
        columns = (model.Column(Text("区域")),)
        return model.Table(columns, tuple((model.Cell(Text(name)),) for name in rows.split()))

    assert [change.label for change in table_changes(table(old), table(new))] == [label]


def test_subtasks_are_told_as_tasks() -> None:
    edits = (("印制空白卡片", "印制空白登记卡片"), ("5月底前", "6月底前"))
    assert every_key(*edits) == [
        ("印制空白登记卡片", "任务", "印制空白卡片", "印制空白登记卡片"),
        ("发放到每个摊点", "完成时限", "5月底前", "6月底前"),
    ]


def test_tasks_pair_by_words_where_no_id_is_written() -> None:
    old = ", tasks: [{do: 建立台账}, {do: 报送统计报表, evidence: 报表}]"
    new = ", tasks: [{do: 召开会议}, {do: 建立台账}, {do: 按月报送统计报表, evidence: 报表}]"
    assert [(each.kind, each.task) for each in changes(old, new)] == [
        (Kind.TASK_ADDED, "召开会议"),
        (Kind.REWORDED, "按月报送统计报表"),
    ]


def test_what_a_task_inherits_is_told_of_the_item_alone() -> None:
    tasks = ", tasks: [{do: 建立台账}, {do: 报送统计报表, deadline: 3月底前}]"
    (change,) = changes(f", deadline: 6月底前{tasks}", f", deadline: 5月底前{tasks}")
    assert change.kind is Kind.DEADLINE
    assert not change.task


def test_laws_are_told_once_for_the_plan() -> None:
    one = FIRST.format("").replace("门诊", "按照《禁毒法》，门诊")
    two = SECOND.format("").replace("深入", "按照《戒毒条例》，深入")
    comparison = compare(demo(one, two), demo(two.replace("戒毒条例", "禁毒法"), FIRST.format("")))
    assert [(e.kind, e.label, e.before) for e in comparison.changes] == [
        (Kind.LAW_DROPPED, "《戒毒条例》", "一（二）")
    ]


# Whom it concerns


def affected(old: Plan, new: Plan) -> dict[str, dict[str, list[str]]]:
    return {
        who.name: {named(e.subject): [c.kind.label for c in e.changes] for e in who.entries}
        for who in by_responsible(compare(old, new))
    }


def test_everybody_is_told_what_is_new_for_them() -> None:
    old = demo(
        FIRST.format(", responsible: {units: [a]}"),
        SECOND.format(", responsible: {units: [all]}"),
        THIRD.format(", responsible: {units: [c]}, tasks: [{do: 建账, responsible: {units: [b]}}]"),
    )
    new = demo(
        FIRST.format(", responsible: {units: [a, c]}"),
        SECOND.format(", evidence: 照片, responsible: {units: [all]}"),
        THIRD.format(
            ", responsible: {units: [c]},"
            " tasks: [{do: 建账, evidence: 账册, responsible: {units: [b]}}]"
        ),
    )
    assert affected(old, new) == {
        "甲医院": {"publicity": ["佐证材料"]},
        "乙医院": {"publicity": ["佐证材料"], "ledger": ["佐证材料"]},
        "丙医院": {"retention": ["责任"]},
    }


def test_who_comes_into_a_group_or_an_office_is_told_what_it_brings() -> None:
    row = FIRST.format(", responsible: {department: office, units: [all]}")
    text = HEAD.replace("赵一", "赵二").replace("units: [a, b]", "units: [b, c]")
    new = plan_of(text.format(year=2022) + f"      {row}\n")
    assert affected(demo(row), new) == {
        "甲医院": {"retention": ["责任"]},
        "丙医院": {"retention": ["责任"]},
        "赵一": {"retention": ["责任"]},
        "赵二": {"retention": ["责任"]},
    }


def test_a_new_person_and_a_move_are_told_to_those_they_concern() -> None:
    rows = [
        FIRST.format(", responsible: {department: office, units: [a]}"),
        SECOND.format(", responsible: {units: [b]}"),
    ]
    text = HEAD.replace("王一", "王二").format(year=2022)
    new = plan_of(text + "".join(f"      {row}\n" for row in rows))
    assert affected(demo(*rows), new) == {
        "王一": {"retention": ["责任"]},
        "王二": {"retention": ["责任"]},
    }
    told = {name: {"retention": ["移动"]} for name in ("甲医院", "办公室", "赵一")}
    assert affected(demo(*rows), demo(*rows[::-1])) == told


def test_departments_and_their_helpers_are_all_told() -> None:
    more = "    - {{id: law, name: 法规科}}\n    - {{id: aid, name: 财务科}}\n  units:"
    head = HEAD.replace("  units:", more).format(year=2022)
    who = ", responsible: {department: [office, law], supporting_departments: [aid]}"
    old, new = (
        plan_of(f"{head}      {FIRST.format(who + proof)}\n") for proof in ("", ", evidence: 照片")
    )
    assert [*affected(old, new)] == ["办公室", "法规科", "财务科", "赵一"]


def test_notes_of_a_whole_hold_for_its_tasks() -> None:
    row = ', targets: [{{name: 维持率, at_least: {}, unit: "%"}}]{}'
    row += ", tasks: [{{do: 随访, tasks: [{{do: 建档}}]}}]"
    old, new = row.format(85, ""), row.format(90, ", evidence: 名册")
    plans = demo(FIRST.format(old)), demo(FIRST.format(new))
    ids = task_ids(plans[1])
    note = "指标由≥85%提高到≥90%；新定佐证材料：名册"
    assert notes(compare(*plans)) == {"retention": note, ids["随访"]: note, ids["建档"]: note}


def test_notes_say_in_a_few_words_what_is_new_of_a_task() -> None:
    target = ', targets: [{{name: 维持率, at_least: {}, unit: "%"}}]'
    old = demo(
        FIRST.format(target.format(85) + ", deadline: 6月底前, responsible: {units: [a]}"),
        SECOND.format(", responsible: {units: [a, b]}, tasks: [{do: 宣传}, {do: 报数, id: count}]"),
    )
    new = demo(
        FIRST.format(target.format(90) + ", deadline: 5月底前, responsible: {units: [a]}"),
        SECOND.format(", responsible: {units: [b, c]}, tasks: [{do: 宣传}, {do: 整治}]"),
        THIRD.format(""),
    )
    ids = task_ids(new)
    assert notes(compare(old, new)) == {
        "retention": "指标由≥85%提高到≥90%；时限由6月底前提前到5月底前",
        "publicity": "责任单位增加丙医院，减少甲医院",
        ids["宣传"]: "责任单位增加丙医院，减少甲医院",
        ids["整治"]: "新增",
        "ledger": "新增",
    }
    assert notes(compare(new, new)) == {}


def test_a_changed_cell_of_an_annex_shows_its_row_alone() -> None:
    text = (ROOT / "examples/notice.yaml").read_text("utf-8")
    assert text.count("具体实施方案]") == 1
    told = comparison_report(
        compare(plan_of(text), plan_of(text.replace("具体实施方案]", "细化方案]")))
    )
    (block,) = (block for chapter in told.chapters for block in chapter.blocks)
    shown = "".join(piece.text for piece in block.after).split("\n")
    assert shown[1].endswith("细化方案")
    assert shown[2:] == ["……"]


def test_how_items_are_printed_is_told_once() -> None:
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    assert "print_responsible: block" in text
    told = comparison_report(compare(plan_of(text), plan_of(text.replace("block", "inline"))))
    lines = [line.label for chapter in told.general for line in chapter.lines]
    assert lines == ["各项责任印法"]
    assert not [block for chapter in told.chapters for block in chapter.blocks]
