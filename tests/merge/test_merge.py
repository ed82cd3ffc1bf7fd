"""Two people's edits of one plan merged: as trees, and by git's own commands."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support.program import ROOT, run
from support.repositories import Sandbox

from plangen.merge import Merged, TangledError, merge
from plangen.source.reading import read
from plangen.source.tree import Conflict, Mapping, Node, Scalar, Sequence, SourceFile
from plangen.source.writing import write

CONFLICT = r"(?m)^<{7} ours\n((?:.*\n)*?)={7}\n((?:.*\n)*?)>{7} theirs\n"
ITEM_LISTS = ("goals", "measures", "requirements")
SMALL = """\
# 说明
series: small
year: 2022
title: 小方案
issuer: 某某局
register:
  units: # 全部单位
    - {id: a, name: 甲}
    - {id: b, name: 乙, also: [乙方, 小乙]}
  groups:
    - {id: all, name: 各单位, units: [a, b]}
sections:
  - title: 目标
    goals:
      - id: first
        text: 一。
        responsible: {units: [a, b]}
        targets: [{name: 率, at_least: 1, unit: "%"}]
      # 第二条的说明
      - id: second
        text: 二。
        tasks:
          - do: 办第一件事
            evidence: 照片
          - do: 办第二件事 # 要紧
  - title: 措施
    parts:
      - title: 宣传
        measures:
          - id: third
            text: 三。
            goals: [first, second]
            waive: [{rule: no-lead, reason: 原文如此}]
          - id: fourth
            text: 四。
annexes:
  - title: 名单
    roster:
      - {role: 组长, names: [张三]}
      - {role: 成员, names: [李四, 王五]}
  - title: 任务表
    table:
      columns: [{name: 任务}, {name: 单位}]
      rows:
        - [组织培训, 卫生院]
        - [组织宣传, 学校]
# 完
"""
MIXED = """\
format: 2
series: mixed
year: 2022
title: 混排方案
issuer: 某某局
fields:
  - {name: 分值, type: number}
  - {name: 任务来源}
register:
  units:
    - {id: a, name: 甲}
    - {id: b, name: 乙}
sections:
  - title: 措施
    items:
      - kind: text
        text: 去年已经起步。
      - kind: part
        title: 登记
        items:
          - kind: measure
            text: 逐户登记。
            fields: {分值: "2", 任务来源: 会议议定}
            responsible: （甲牵头，乙配合）
            milestones:
              - {by: 3月底前, do: 摸清底数}
              - {by: 9月底前, do: 全部登记}
            tasks:
              - do: 制作卡片
                id: cards
                tasks:
                  - do: 印制卡片
                  - do: 发放卡片
                    id: deliver
      - kind: measure
        id: patrol
        sentences:
          - 每月巡查一遍。
          - {text: 巡查记入台账。, responsible: （乙负责）}
          - 年底作一次总结。
annexes:
  - title: 分布表
    table:
      columns: [{name: 街道}, {name: 摊点}]
      rows:
        - [{text: 东街, rows: 2}, 早点摊]
        - [水果摊]
  - title: 任务表
    tasks:
      columns: [序号, {column: 工作任务, width: "2"}]
"""


@cache
def original(name: str) -> SourceFile:
    texts = {"small": SMALL, "mixed": MIXED}
    return read(texts.get(name) or (ROOT / f"plans/{name}.yaml").read_text("utf-8"))


bases = st.sampled_from(["small", "mixed", "2018", "2022"])
with_ids = st.sampled_from(["small", "small", "2018", "2022"])
"""Plans whose items all have an id, in lists by kind."""
randoms = st.integers(0, 10**6).map(Random)


# Any edits at all: what a side did alone is what comes out, and nothing new is lost.


def collections(node: Node) -> Iterator[Mapping | Sequence]:
    """All mappings and lists in a node, itself first."""
    if isinstance(node, Mapping | Sequence):
        yield node
        for each in node.entries.values() if isinstance(node, Mapping) else node.entries:
            yield from collections(each)


def edited(random: Random, name: str, mark: str, *, doubling: bool = True) -> SourceFile:
    """The file after some edits anywhere, sensible or not; all that is new contains the mark."""
    file = deepcopy(original(name))
    for number in range(random.randint(1, 4)):
        node = random.choice([each for each in collections(file.root) if each.entries])
        new = Scalar(f"{mark}{number}")
        if isinstance(node, Mapping):
            edit_mapping(random, node, new)
        else:
            edit_list(random, file.root, node, new, doubling=doubling)
    return file


def edit_mapping(random: Random, node: Mapping, new: Scalar) -> None:
    operation, key = random.choice("csra"), random.choice([*node.entries])
    if operation == "c":
        node.entries[key].notes.before.append(f"# {new.value}")
    elif operation == "s" and isinstance(node.entries[key], Scalar):
        node.entries[key] = new
    elif operation == "r" and "series" not in node.entries:
        del node.entries[key]
    elif operation == "a":
        node.entries.setdefault(random.choice(["evidence", "note", new.value]), new)


def edit_list(
    random: Random, root: Mapping, node: Sequence, new: Scalar, *, doubling: bool
) -> None:
    operation = random.choice("csramd" if doubling else "csram")
    at, to = (random.randrange(len(node.entries)) for _ in range(2))
    words = isinstance(node.entries[at], Scalar)
    if operation == "c":
        node.entries[at].notes.beside = f"# {new.value}"
    elif operation == "s" and words:
        node.entries[at] = new
    elif operation == "r":
        del node.entries[at]
    elif operation == "a":
        node.entries.insert(at, new if words else Mapping({"name": new}))
    elif operation == "m":
        other = random.choice([node, *alike(root, node)])
        other.entries.insert(min(to, len(other.entries)), node.entries.pop(at))
    elif operation == "d":
        node.entries.insert(to, deepcopy(node.entries[at]))


def alike(root: Mapping, node: Sequence) -> list[Sequence]:
    """Other lists that hold what a list holds: items, tasks or words."""

    def sort(sequence: Sequence) -> set[str]:
        first = sequence.entries[0]
        return {*first.entries} & {"id", "do", "text"} if isinstance(first, Mapping) else set()

    lists = [each for each in collections(root) if isinstance(each, Sequence) and each.entries]
    within = list(collections(node))
    return [
        each for each in lists if sort(each) & sort(node) and all(each is not one for one in within)
    ]


def words(node: Node | None) -> Counter[str]:
    """Every piece of text in a node, with how often it stands there."""
    match node:
        case Scalar():
            return Counter([node.value])
        case Mapping():
            return sum(map(words, node.entries.values()), Counter())
        case Sequence():
            return sum(map(words, node.entries), Counter())
        case Conflict():
            return words(node.ours) | words(node.theirs)
        case None:
            return Counter()


def unordered(node: Node | None, *, swapped: bool) -> object:
    """A node for comparing, whatever the order of lists."""
    match node:
        case Scalar():
            return node.value
        case Mapping():
            return sorted(
                (key, repr(unordered(each, swapped=swapped))) for key, each in node.entries.items()
            )
        case Sequence():
            return sorted(repr(unordered(each, swapped=swapped)) for each in node.entries)
        case Conflict():
            sides = [unordered(each, swapped=swapped) for each in (node.ours, node.theirs)]
            return sides[::-1] if swapped else sides
        case None:
            return None


@given(bases, randoms)
@settings(max_examples=40)
def test_what_one_side_did_alone_comes_out(name: str, random: Random) -> None:
    base, one = original(name), edited(random, name, "新")
    for sides in ((one, base), (base, one), (one, one)):
        assert merge(base, *sides) == Merged(one, ())


@given(bases, randoms)
@example("small", Random(2035))  # a dash alone on its line, a comment under it
@settings(max_examples=40)
def test_nothing_new_is_lost_and_the_sides_are_alike(name: str, random: Random) -> None:
    base = original(name)
    ours, theirs = (edited(random, name, mark, doubling=False) for mark in ("我", "他"))
    try:
        merged, other_way = merge(base, ours, theirs), merge(base, theirs, ours)
    except TangledError:
        assume(False)
    old, here, there = (words(file.root) for file in (base, ours, theirs))
    found = {*words(merged.file.root)}
    assert {*here, *there} - {*old} <= found
    assert {word for word in here & there if old[word] == 1} <= found
    assert len(merged.conflicts) == len(other_way.conflicts)
    assert unordered(merged.file.root, swapped=True) == unordered(
        other_way.file.root, swapped=False
    )
    text = write(merged.file)
    for side, new in ((r"\1", here), (r"\2", there)):
        settled = re.sub(CONFLICT, side, text)
        assert {*new} - {*old} <= {*words(read(settled).root)}
        assert read(settled) == read(write(read(settled)))


# Edits that a clerk makes: those that touch different things do not clash.


class Edit(NamedTuple):
    """One edit of a plan; two whose `touched` share nothing can be made by two people."""

    touched: set[tuple[str, ...]]
    """A thing by its path: ("third", "text") is in ("third",)."""
    make: Callable[[Mapping], None]

    def meets(self, other: "Edit") -> bool:
        return any(
            one[: len(two)] == two[: len(one)] for one in self.touched for two in other.touched
        )


def items(root: Mapping) -> Iterator[tuple[Mapping, Sequence]]:
    """Every goal, measure and requirement, and the list that it stands in."""
    for node in collections(root):
        for key in ITEM_LISTS if isinstance(node, Mapping) else ():
            found = node.entries.get(key)
            if isinstance(found, Sequence) and isinstance(found.entries[0], Mapping):
                yield from ((each, found) for each in found.entries)


def value(node: Mapping, key: str) -> str:
    found = node.entries[key]
    assert isinstance(found, Scalar)
    return found.value


def item(root: Mapping, name: str) -> tuple[Mapping, Sequence]:
    return next(pair for pair in items(root) if value(pair[0], "id") == name)


def place_after(root: Mapping, anchor: str, new: Mapping) -> None:
    beside, found = item(root, anchor)
    found.entries.insert(found.entries.index(beside) + 1, new)


def take(root: Mapping, name: str) -> Mapping:
    """Take an item out, and the list when nothing is left in it."""
    taken, found = item(root, name)
    found.entries.remove(taken)
    for node in collections(root) if not found.entries else ():
        for key in ITEM_LISTS if isinstance(node, Mapping) else ():
            if node.entries.get(key) is found:
                del node.entries[key]
    return taken


def set_field(name: str, key: str, new: str) -> Edit:
    return Edit({(name, key)}, lambda root: item(root, name)[0].entries.update({key: Scalar(new)}))


def set_target(name: str, new: str) -> Edit:
    def make(root: Mapping) -> None:
        targets = item(root, name)[0].entries["targets"]
        targets.entries[0].entries["at_most"] = Scalar(new)

    return Edit({(name, "targets")}, make)


def comment(name: str, new: str) -> Edit:
    return Edit({(name, "#")}, lambda root: item(root, name)[0].notes.before.append(f"# {new}"))


def add_word(name: str, new: str) -> Edit:
    """Add a unit to those responsible for an item."""

    def make(root: Mapping) -> None:
        responsible = item(root, name)[0].entries.setdefault("responsible", Mapping({}))
        responsible.entries.setdefault("units", Sequence([])).entries.append(Scalar(new))

    return Edit({(name, "responsible")}, make)


def add_task(name: str, new: str) -> Edit:
    def make(root: Mapping) -> None:
        tasks = item(root, name)[0].entries.setdefault("tasks", Sequence([]))
        tasks.entries.append(Mapping({"do": Scalar(new)}))

    return Edit({(name, "tasks", "end")}, make)


def reword_task(name: str, new: str) -> Edit:
    def make(root: Mapping) -> None:
        task = item(root, name)[0].entries["tasks"].entries[0]
        task.entries["do"] = Scalar(f"{value(task, 'do')}，{new}")

    return Edit({(name, "tasks", "first", "do")}, make)


def prove_task(name: str, new: str) -> Edit:
    def make(root: Mapping) -> None:
        item(root, name)[0].entries["tasks"].entries[0].entries["evidence"] = Scalar(new)

    return Edit({(name, "tasks", "first", "evidence")}, make)


def add_item(anchor: str, new: str) -> Edit:
    added = {"id": Scalar(f"new-{new}"), "text": Scalar(new)}
    return Edit({("after", anchor)}, lambda root: place_after(root, anchor, Mapping(dict(added))))


def remove_item(name: str) -> Edit:
    return Edit({(name,), ("after", name)}, lambda root: take(root, name) and None)


def move_item(name: str, anchor: str) -> Edit:
    return Edit(
        {("place", name), ("after", name), ("after", anchor)},
        lambda root: place_after(root, anchor, take(root, name)),
    )


def retitle(number: int, new: str) -> Edit:
    """Retitle a section; sections are neither added nor moved here."""

    def make(root: Mapping) -> None:
        root.entries["sections"].entries[number].entries["title"] = Scalar(new)

    return Edit({("section", str(number))}, make)


def edit(random: Random, base: SourceFile, new: str) -> Edit:
    """One edit of a plan; what it writes is new."""
    every = list(items(base.root))
    one, other = random.choice(every), random.choice(every)
    name, elsewhere = value(one[0], "id"), value(other[0], "id")
    choices = [
        set_field(name, random.choice(["text", "title", "deadline", "evidence"]), new),
        comment(name, new),
        add_word(name, new),
        add_task(name, new),
        add_item(name, new),
        remove_item(name),
        retitle(random.randrange(len(base.root.entries["sections"].entries)), new),
    ]
    if one[1] is not other[1]:
        choices += 2 * [move_item(name, elsewhere)]
    if "targets" in one[0].entries:
        choices.append(set_target(name, new))
    if "tasks" in one[0].entries:
        choices += [reword_task(name, new), prove_task(name, new)]
    return random.choice(choices)


def after(base: SourceFile, *edits: Edit) -> SourceFile:
    file = deepcopy(base)
    for each in edits:
        each.make(file.root)
    return file


@given(with_ids, randoms, st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=60)
def test_edits_of_different_things_are_all_made(
    name: str, random: Random, here: int, there: int
) -> None:
    base = original(name)
    edits: list[Edit] = []
    for number in range(here + there):
        new = edit(random, base, f"新的{number}")
        if not any(new.meets(each) for each in edits):
            edits.append(new)
    ours, theirs = edits[:here], edits[here:]
    in_turn = after(base, *ours, *theirs)
    assert in_turn == after(base, *theirs, *ours)
    assert merge(base, after(base, *ours), after(base, *theirs)) == Merged(in_turn, ())


@given(with_ids, randoms)
@settings(max_examples=20)
def test_edits_of_one_field_clash_there_alone(plan: str, random: Random) -> None:
    base = original(plan)
    chosen, _ = random.choice([pair for pair in items(base.root) if "tasks" in pair[0].entries])
    name, key = value(chosen, "id"), random.choice(["text", "title", "deadline", "do"])
    make = reword_task if key == "do" else lambda name, new: set_field(name, key, new)
    ours, theirs = (after(base, make(name, new)) for new in ("我方写的", "对方写的"))
    merged = merge(base, ours, theirs)
    [said] = merged.conflicts
    assert f"{name} 的 " in said
    assert said.endswith(f"{key}：两边都改了，改得不一样")
    text = write(merged.file)
    for side, file in ((1, ours), (2, theirs)):
        settled = re.sub(CONFLICT, rf"\{side}", text)
        assert read(settled) == read(write(file))


# What two people did, case by case.


def merged_text(ours: str, theirs: str, base: str = SMALL) -> str:
    merged = merge(*map(read, (base, ours, theirs)))
    return write(merged.file) + "".join(f"{line}\n" for line in merged.conflicts)


def changed(*pairs: tuple[str, str], text: str = SMALL) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


FIRST = SMALL[SMALL.index("      - id: first") : SMALL.index("      # 第二条")]
THIRD = SMALL[SMALL.index("          - id: third") : SMALL.index("          - id: fourth")]
HIGHER = re.sub("(?m)^    ", "", THIRD)


def test_an_edit_follows_what_the_other_moved_and_retitled() -> None:
    moved = changed((THIRD, ""), ("- title: 目标", "- title: 工作目标和措施"))
    moved = changed(("    goals:\n", f"    goals:\n{HIGHER}"), text=moved)
    both = merged_text(moved, changed(("三。", "三，改了。"), ("二。", "二，改了。")))
    assert both == write(read(changed(("三。", "三，改了。"), ("二。", "二，改了。"), text=moved)))


def test_what_one_removed_and_the_other_edited_is_asked_about() -> None:
    text = merged_text(
        changed((FIRST, "")), changed(("照片", "照片、名单"), ("text: 一。", "text: 壹。"))
    )
    _, ours, theirs = re.split("<{7} ours|={7}", text)
    assert ours == "\n"
    assert theirs.startswith("\n      - id: first\n        text: 壹。\n")
    assert "照片、名单" in text
    assert text.endswith("first：我方删去了，对方改了\n")


def test_an_item_moved_out_of_what_the_other_removed_is_asked_about() -> None:
    part = SMALL[SMALL.index("  - title: 措施") : SMALL.index("annexes:")]
    moved = changed((THIRD, ""), ("    goals:\n", f"    goals:\n{HIGHER}"))
    text = merged_text(changed((part, "")), moved)
    before, _, asked = text.partition("    goals:\n<<<<<<< ours\n=======\n")
    assert before
    assert asked.startswith("      - id: third\n        text: 三。\n")
    assert "fourth" not in text
    assert text.endswith("\n一（一） third：我方删去了，对方改了\n")


def test_a_section_that_one_removed_and_the_other_put_something_into() -> None:
    section = SMALL[SMALL.index("  - title: 措施") : SMALL.index("annexes:")]
    theirs = changed(("四。", "四。\n            tasks: [{do: 新的事}]"))
    text = merged_text(changed((section, "")), theirs)
    assert re.findall("(?m)^(?:[<=>]{7}|  - title: .*)", text)[1:5] == [
        "<<<<<<<", "=======", "  - title: 措施", ">>>>>>>",
    ]  # fmt: skip
    assert "id: third" in text
    assert "do: 新的事" in text
    assert text.endswith("\n二 措施：我方删去了，对方改了\n")


@pytest.mark.parametrize("mine", [True, False])
def test_an_item_moved_into_what_the_other_removed_is_asked_about(mine: bool) -> None:
    part = SMALL[SMALL.index("  - title: 措施") : SMALL.index("annexes:")]
    deeper = re.sub("(?m)^(?=.)", "    ", FIRST)
    moved = changed((FIRST, ""), ("        measures:\n", f"        measures:\n{deeper}"))
    removed = changed((part, ""), ("text: 一。", "text: 壹。"))
    text = merged_text(moved, removed) if mine else merged_text(removed, moved)
    asked = [both[::-1] if mine else both for both in re.findall(CONFLICT, text)]
    assert [["id: first" in side for side in sides] for sides in asked] == [[1, 0], [0, 1]]
    assert text.count("text: 壹。") == 2
    assert "我方把它移进了对方删去的部分" in text or not mine
    assert text.endswith("\n二 措施：我方删去了，对方改了\n") or mine


def test_a_comment_on_what_the_other_removed_is_asked_about() -> None:
    noted = changed(("- id: first", "- id: first # 待定：留不留"))
    assert "# 待定：留不留" in merged_text(changed((FIRST, "")), noted)
    noted = changed(("evidence: 照片", "evidence: 照片 # 待定：要不要"))
    assert "# 待定：要不要" in merged_text(changed(("            evidence: 照片\n", "")), noted)
    noted = changed(
        ("goals: [first, second]", "goals: [first, # 待定：删不删\n              second]")
    )
    text = merged_text(changed(("goals: [first, ", "goals: [")), noted)
    assert "- first # 待定：删不删" in text
    assert text.endswith("third 的 goals：两边都改了，改得不一样\n")


def test_a_task_that_moved_takes_the_edit_along() -> None:
    task = "          - do: 办第二件事 # 要紧\n"
    moved = changed((task, ""), ('unit: "%"}]\n', f'unit: "%"}}]\n        tasks:\n{task}'))
    proof = ("办第二件事 # 要紧\n", "办第二件事 # 要紧\n            evidence: 名册\n")
    assert merged_text(moved, changed(proof)) == write(read(changed(proof, text=moved)))


def test_what_both_insert_at_one_spot() -> None:
    first = "    - {id: a"
    ours, theirs = (changed((first, f"    - {{id: {new}, name: {new}}}\n{first}")) for new in "cd")
    assert re.findall("- {id: (.)", merged_text(ours, theirs))[:4] == ["c", "d", "a", "b"]


def test_both_moved_it_to_different_places() -> None:
    lists = (
        ("    parts:\n", "    requirements:\n{}    parts:\n"),
        ("    goals:\n", "    goals:\n{}"),
    )
    ours, theirs = (changed((THIRD, ""), (old, new.format(HIGHER))) for old, new in lists)
    text = merged_text(ours, theirs)
    assert text.count("id: third") == 2
    assert text.count("<<<<<<<") == 2
    assert text.endswith("third：两边把它移到了不同的地方\n")


def test_both_added_one_id() -> None:
    new = "      - id: extra\n        text: {}\n        evidence: 照片\n"
    ours, theirs = (
        changed(("    goals:\n", f"    goals:\n{new.format(x)}")) for x in ("甲说", "乙说")
    )
    text = merged_text(ours, theirs)
    assert text.count("id: extra") == text.count("<<<<<<<") == 1
    assert "<<<<<<< ours\n        text: 甲说\n=======\n        text: 乙说\n>>>>>>> theirs\n" in text


def test_a_column_added_and_cells_changed() -> None:
    ours = changed(
        ("{name: 任务}, ", "{name: 任务}, {name: 时限}, "), ("[组织培训, ", "[组织培训, 年底, ")
    )
    ours = changed(("[组织宣传, ", "[组织宣传, 6月, "), text=ours)
    rows = (
        ("[组织宣传, 学校]", "[组织宣传, 各学校]\n        - [督查, 教育局]"),
        ("{name: 单位}", "{name: 责任单位}"),
    )
    text = merged_text(ours, changed(*rows))
    table = text[text.index("columns:") :]
    assert re.findall("{name: (.*)}", table) == ["任务", "时限", "责任单位"]
    assert "[组织培训, 年底, 卫生院]" in text
    assert "[组织宣传, 6月, 各学校]" in text
    assert '[督查, "", 教育局]' in text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("摸清底数", "摸清全部底数"), ("by: 9月底前", "by: 8月底前")),
        (("by: 3月底前", "by: 4月底前"), ("do: 摸清底数", "do: 摸清全部底数")),
        (('分值: "2"', '分值: "3"'), ("任务来源: 会议议定", "任务来源: 领导批示")),
        (("type: number", "type: text"), ("{name: 任务来源}", "{name: 来源}")),
        (("每月巡查一遍", "每周巡查一遍"), ("一次总结", "两次总结")),
        (("          - 每月巡查一遍。\n", ""), ("记入台账", "逐次记入台账")),
        (
            ("- 每月巡查一遍。", "- {text: 每月巡查一遍。, deadline: 每月}"),
            ("一次总结", "两次总结"),
        ),
        (("发放卡片", "发放登记卡片"), ("印制卡片", "印制登记卡片")),
        (("逐户登记。", "逐户上门登记。"), ("（甲牵头，乙配合）", "（乙牵头，甲配合）")),
        (("- kind: text\n", "- kind: text\n        numbered: false\n"), ("起步。", "铺开。")),
        (("早点摊", "小吃摊"), ("rows: 2", "rows: 2, columns: 1")),
        (("[序号, ", "[序号, 完成时限, "), ('width: "2"', 'width: "3"')),
    ],
)
def test_edits_of_what_format_2_brought_are_all_made(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    both = changed(ours, theirs, text=MIXED)
    sides = [changed(edit, text=MIXED) for edit in (ours, theirs)]
    for mine, other in (sides, sides[::-1]):
        assert merged_text(mine, other, MIXED) == write(read(both))


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("全部登记", "milestones“我方全部登记” 的 do"),
        ("会议议定", "fields.任务来源"),
        ("总结", "sentences“年底作一次我方总结。”"),
        ("发放卡片", "tasks“deliver” 的 do"),
        ("甲牵头", "responsible"),
        ("东街", "街道"),
    ],
)
def test_both_changed_one_field_of_what_format_2_brought(old: str, said: str) -> None:
    sides = [changed((old, f"{who}{old}"), text=MIXED) for who in ("我方", "对方")]
    text = merged_text(*sides, MIXED)
    assert len(re.findall(CONFLICT, text)) == 1
    assert text.endswith("：两边都改了，改得不一样\n")
    assert said in text.splitlines()[-1]


def test_an_entry_moved_within_items_takes_the_edit_along() -> None:
    item = MIXED[MIXED.index("      - kind: measure\n        id: patrol") : MIXED.index("annexes:")]
    deeper = re.sub("(?m)^(?=.)", "    ", item)
    moved = changed((item, ""), ("        items:\n", f"        items:\n{deeper}"), text=MIXED)
    edit = ("每月巡查", "每周巡查")
    both = merged_text(moved, changed(edit, text=MIXED), MIXED)
    assert both == write(read(changed(edit, text=moved)))


def test_comments_of_both_are_kept() -> None:
    ours = changed(("# 要紧", "# 很要紧"), ("# 第二条的说明\n", "# 第二条的说明\n      # 我方说\n"))
    theirs = changed(("# 要紧", "# 最要紧"), ("      # 第二条的说明\n", ""), ("# 完", "# 完了"))
    text = merged_text(ours, theirs)
    for kept in ("# 很要紧 # 最要紧", "# 我方说", "# 完了"):
        assert kept in text
    assert "第二条的说明" not in text


def test_a_renamed_id_and_a_reworded_task_are_still_the_same() -> None:
    ours = changed(("id: second", "id: the-second"), ("办第二件事", "认真办好第二件事"))
    text = merged_text(
        ours,
        changed(("二。", "二！"), ("办第二件事 #", "办第二件事\n            evidence: 名册 #")),
    )
    assert text == write(
        read(
            changed(
                ("二。", "二！"),
                ("好第二件事 #", "好第二件事\n            evidence: 名册 #"),
                text=ours,
            )
        )
    )


# Git itself.


class Git(Sandbox):
    """A repository that `plangen git-setup` has set up."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder, monkeypatch)
        self.plan = self.write("plans/plan.yaml", "")
        assert run("git-setup", "--yes").code == 0

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Run git; its exit code, and what it and the merge said."""
        done = subprocess.run(["git", *arguments], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def branches(self, ours: str | bytes, theirs: str | bytes, base: str | bytes = SMALL) -> None:
        """Two edits of one plan on two branches, ours being on main."""
        if base:
            self.commit("写成", {"plans/plan.yaml": base})
        else:
            self.plan.unlink()
            self.commit("空")
        self.git("switch", "--quiet", "-c", "other")
        self.commit("对方改", {"plans/plan.yaml": theirs})
        self.git("switch", "--quiet", "main")
        self.commit("我方改", {"plans/plan.yaml": ours})


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    return Git(tmp_path / "repository", monkeypatch)


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_git_merges_two_edits_of_one_line(git: Git, command: str) -> None:
    edits = (
        ('at_least: 1, unit: "%"', "at_least: 2, unit: ‰"),
        ("at_least: 1,", "at_least: 1, at_most: 9,"),
    )
    git.branches(changed(edits[0]), changed(edits[1]))
    code, said = git(command, "other")
    assert (code, "CONFLICT" in said) == (0, False)
    assert "{name: 率, at_least: 2, at_most: 9, unit: ‰}" in git.plan.read_text("utf-8")


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_git_leaves_a_conflict_in_one_field(git: Git, command: str) -> None:
    git.branches(changed(("二。", "二，我方。"), ("一。", "壹。")), changed(("二。", "二，对方。")))
    code, said = git(command, "other")
    assert code == 1
    assert (
        "plan.yaml：有 1 处要由人来定：\n  一（二） second 的 text：两边都改了，改得不一样\n"
        in said
    )
    text = git.plan.read_text("utf-8")
    sides = re.search(
        r"<{7} .*\n        text: 二，(.*)。\n={7}\n        text: 二，(.*)。\n>{7} ", text
    )
    assert sides
    assert sides.groups() == (("对方", "我方") if command == "rebase" else ("我方", "对方"))
    assert "text: 壹。" in text
    code, out, _ = run("check", git.plan)
    assert code == 1
    assert f"plan.yaml:{text[: sides.start()].count(chr(10)) + 1}:1: 错误 [merge-conflict]" in out


def test_a_plan_that_both_added(git: Git) -> None:
    git.branches(SMALL, changed(("小方案", "大方案")), base="")
    assert git("merge", "other")[0] == 1
    text = git.plan.read_text("utf-8")
    assert text.count("<<<<<<<") == 1
    assert "title: 小方案\n=======\ntitle: 大方案\n" in text


def test_a_layout_of_its_own_stays(git: Git) -> None:
    base = changed(
        ("{id: a, name: 甲}", '{ id: "a",   name: "甲" }'), ("title: 小方案", "title:   小方案")
    )
    ours, theirs = (changed(pair, text=base) for pair in (("一。", "壹。"), ("# 完", "# 完了")))
    git.branches(ours, theirs, base)
    assert git("merge", "other")[0] == 0
    assert git.plan.read_text("utf-8") == changed(("# 完", "# 完了"), text=ours)


def test_line_ends_stay(git: Git) -> None:
    edits = (("at_least: 1", "at_least: 2"),), (('unit: "%"', "unit: ‰"),)
    ours, theirs, base = (changed(*pairs).replace("\n", "\r\n") for pairs in (*edits, ()))
    git.branches(ours, theirs, base)
    assert git("merge", "other")[0] == 0
    data = git.plan.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    assert "{name: 率, at_least: 2, unit: ‰}".encode() in data


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda text: changed(("小方案", "小方案\n  : ["), text=text).encode(), "（原文第 "),
        (lambda text: text.encode("gbk"), "不是 UTF-8"),
    ],
    ids=["not YAML", "GBK"],
)
def test_what_cannot_be_read_is_merged_by_lines(
    git: Git, edit: Callable[[str], bytes], why: str
) -> None:
    sides = (
        changed(("一。", "壹。"), ("二。", "二，我方。")),
        changed(("# 完", "# 完了"), ("二。", "二，对方。")),
    )
    git.branches(*map(edit, sides), base=edit(SMALL))
    code, said = git("merge", "other")
    assert code == 1
    assert "plan.yaml：没有按编号合并，改由 git 按行合并（" in said
    assert why in said
    data = git.plan.read_bytes()
    git("merge", "--abort")
    (git.root / ".gitattributes").unlink()
    git.commit("不用")
    assert git("merge", "other")[0] == 1
    named = re.compile(rb"(?m)^([<>]{7}) .*$")
    assert named.sub(rb"\1", data) == named.sub(rb"\1", git.plan.read_bytes())


def test_the_markers_are_as_git_asks(tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(names, ("", "title: 甲\n", "title: 乙\n"), strict=True):
        path.write_text(text, "utf-8")
    code, out, err = run(
        "git-merge", "--marker-size", 9, *names, "方案.yaml", "base", "HEAD", "other"
    )
    assert (code, out) == (1, "")
    assert "方案.yaml：有 1 处要由人来定：\n  title：两边都改了，改得不一样\n" in err
    written = names[1].read_text("utf-8")
    assert written == f"{'<' * 9} HEAD\ntitle: 甲\n{'=' * 9}\ntitle: 乙\n{'>' * 9} other\n"
