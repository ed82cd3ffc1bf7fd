"""Edits of a plan's parts: each does what it says, and nothing else changes."""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.editing import PLANS, opened, plan_of

from plangen.editing.fields import FieldKind, PartField, fields_of, schema_at
from plangen.editing.parts import PlanPart
from plangen.editing.session import EditSession
from plangen.editing.values import tidy, value_of
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.readers.yaml_text import compose
from plangen.source.schema_nodes import plan_place

COMMENTED = Path(__file__).with_name("commented.yaml")
some_plan = st.one_of(st.just(COMMENTED), st.sampled_from(sorted(PLANS)).map(PLANS.__getitem__))
words = st.text(
    st.sampled_from("甲乙丙丁。，；：“”（）《》、12% ab-#:'\"\\[]{}|>&*!?@\n　"), max_size=24
)
VALUES = {
    FieldKind.LINE: words,
    FieldKind.LINES: words,
    FieldKind.PARAGRAPHS: words,
    FieldKind.DEADLINE: st.sampled_from(["", "6月底前", "每季度末25日前", "2026-09-25", "随便"]),
    FieldKind.NUMBER: st.sampled_from(["3", "1.10", ""]),
    FieldKind.YES_NO: st.sampled_from([True, False, None]),
    FieldKind.DATE: st.sampled_from(["2026-03-07", "2026年3月7日", ""]),
    FieldKind.WORDS: st.lists(words, max_size=3),
    FieldKind.PEOPLE: st.one_of(
        words,
        st.fixed_dictionaries({}, optional={"units": st.lists(words, max_size=2), "person": words}),
    ),
    FieldKind.OWN: st.dictionaries(st.sampled_from(["分值", "任务来源"]), words, max_size=2),
}


def value_for(field: PartField) -> st.SearchStrategy[Any]:
    if field.kind is FieldKind.RECORDS:
        texts = [column.name for column in field.columns if column.kind is FieldKind.LINE]
        record = st.dictionaries(st.sampled_from(texts), words, max_size=3) if texts else words
        return st.lists(record, max_size=3)
    return VALUES.get(field.kind, st.none())


def drawn(draw: st.DataObject, parts: Iterable[PlanPart]) -> PlanPart:
    """One of some parts, told by its key where a test fails."""
    by_key = {part.key: part for part in parts}
    return by_key[draw.draw(st.sampled_from([*by_key]))]


def data(text: str) -> Any:
    root, _ = compose(text, "")
    return root and value_of(root, plan_place())


def without_new_ids(after: Any, before: Any) -> Any:
    if isinstance(after, dict) and isinstance(before, dict):
        kept = {key: value for key, value in after.items() if key != "id" or key in before}
        return {key: without_new_ids(value, before.get(key)) for key, value in kept.items()}
    if isinstance(after, list) and isinstance(before, list) and len(after) == len(before):
        return [without_new_ids(one, other) for one, other in zip(after, before, strict=True)]
    return after


def expected(text: str, part: PlanPart, name: str, value: Any) -> Any:
    """What the file holds with one field written anew."""
    changed = deepcopy(data(text))
    node = changed
    for step in part.path:
        node = node[step]
    *outer, last = name.split(".")
    holders = [node]
    for step in outer:
        holders.append(holders[-1].setdefault(step, {}))
    if value is None:
        holders[-1].pop(last, None)
    else:
        holders[-1][last] = value
    for holder, step in reversed([*zip(holders, outer, strict=False)]):
        if not holder[step]:
            del holder[step]
    return changed


def comments(text: str) -> list[str]:
    """The comments of a text, and what follows any other # of a value before one."""
    return sorted(re.findall(r"(?:^|\s)(?=(#.*))", text))


@settings(max_examples=60, deadline=None)
@given(some_plan, st.data())
def test_a_change_is_read_back_and_nothing_else_changes(path: Path, draw: st.DataObject) -> None:
    session = opened(path)
    before = session.text
    part = drawn(draw, [p for p in session.parts.values() if p.opens])
    fields = {f.name: f for f in fields_of(part) if f.name not in ("kind", "id")}
    field = fields[draw.draw(st.sampled_from([*fields]))]
    value = tidy(draw.draw(value_for(field)), schema_at(part, field.name))
    assume(isinstance(value_of(part.node, part.schema), dict))
    edit = session.change(part.key, field.name, value)
    assert without_new_ids(data(session.text), data(before)) == without_new_ids(
        expected(before, part, field.name, value), data(before)
    )
    again = {f.name: f.value for f in fields_of(session.part(edit.key))}
    if field.name in again:
        assert again[field.name] == value
    kept = comments(before)
    for comment in comments(session.text):
        if comment in kept:
            kept.remove(comment)
    assert kept == []
    session.undo()
    assert session.text == before


WHERE = st.sampled_from(["before", "after", "into"])


def neighbour(session: EditSession, part: PlanPart) -> tuple[str, str]:
    """Where a part stands, said by what stays: its next sibling, the one before, or its holder."""
    siblings = [p for p in session.parts.values() if p.path[:-1] == part.path[:-1] and p.list_name]
    place = siblings.index(part)
    if place + 1 < len(siblings):
        return siblings[place + 1].key, "before"
    if place:
        return siblings[place - 1].key, "after"
    assert part.parent is not None
    return part.parent.key, "into"


def identified(plan: Plan | None) -> Any:
    """A plan as text, without the ids that are made from words and from the ids above them."""
    return re.sub(r"'(?:m-|[^' ]*/)[0-9a-f]{8}(?:-\d+)?'", "''", repr(plan))


@settings(max_examples=60)
@given(some_plan, WHERE, st.data())
def test_a_part_is_moved_with_its_comments_and_back_by_undoing(
    path: Path, where: str, draw: st.DataObject
) -> None:
    session = opened(path)
    before, plan = comments(session.text), identified(plan_of(session))
    part = drawn(draw, [p for p in session.parts.values() if p.list_name])
    others = [
        p for p in session.parts.values() if p.kind == part.kind or p.kind in ("section", "plan")
    ]
    target = drawn(draw, others)
    words = part.name
    try:
        edit = session.move(part.key, target.key, where)
    except CannotGoOn:
        assert comments(session.text) == before
        return
    moved = session.part(edit.key)
    assert moved.name == words
    assert comments(session.text) == before
    session.undo()
    assert identified(plan_of(session)) == plan


@settings(max_examples=50)
@given(some_plan, WHERE, st.data())
def test_an_item_moved_to_another_section_and_back(
    path: Path, where: str, draw: st.DataObject
) -> None:
    session = opened(path)
    before, plan = comments(session.text), identified(plan_of(session))
    items = [p for p in session.parts.values() if p.key.startswith("@") and p.kind != "sentence"]
    part = drawn(draw, items)
    home, side = neighbour(session, part)
    assume(home.startswith("@") and "/" not in home)
    targets = [p for p in items if p.kind in ("goal", "measure", "requirement")]
    targets += [p for p in session.parts.values() if p.kind == "section"]
    target = drawn(draw, targets)
    try:
        edit = session.move(part.key, target.key, where)
    except CannotGoOn:
        return
    session.move(edit.key, home, side)
    assert identified(plan_of(session)) == plan
    assert comments(session.text) == before


@settings(max_examples=50)
@given(some_plan, st.data())
def test_what_is_split_and_merged_again_is_as_before(path: Path, draw: st.DataObject) -> None:
    session = opened(path)
    texts = [p for p in session.parts.values() if p.kind in ("goal", "measure", "task")]
    part = drawn(draw, texts)
    key = "do" if part.kind == "task" else "text"
    before = dict(value_of(part.node, part.schema))
    assume(len(before.get(key, "")) > 4)
    at = draw.draw(st.integers(1, len(before[key]) - 1))
    try:
        second = session.split(part.key, at)
    except CannotGoOn:
        return
    assert session.part(second.key).name != ""
    after = session.parts[second.key]
    first = next(p for p in session.parts.values() if p.path == part.path)
    assert (first.parent or first).key == (after.parent or after).key
    both = [value_of(p.node, p.schema) for p in (first, after)]
    assert "".join("".join(half[key] for half in both).split()) == "".join(before[key].split())
    merged = session.merge(first.key)
    again = dict(value_of(session.part(merged.key).node, part.schema))
    joined = "".join(again.pop(key).split())
    assert joined == "".join(before.pop(key).split())
    again.pop("id", None), before.pop("id", None)
    tasks = again.pop("tasks", []), before.pop("tasks", [])
    assert [task["do"] for task in tasks[0]] == [task["do"] for task in tasks[1]]
    targets = again.pop("targets", []), before.pop("targets", [])
    assert sorted(map(str, targets[0])) == sorted(map(str, targets[1]))
    assert again == before


KINDS = ("section", "goal", "measure", "requirement", "text", "task", "sentence", "annex")


@settings(max_examples=60)
@given(some_plan, WHERE, st.sampled_from((*KINDS, "unit", "row", "role", "group")), st.data())
def test_what_is_added_and_deleted_again_leaves_the_same_plan(
    path: Path, where: str, kind: str, draw: st.DataObject
) -> None:
    session = opened(path)
    before, plan = comments(session.text), identified(plan_of(session))
    target = drawn(draw, [*session.parts.values()])
    assume(kind != "sentence" or not target.word("text"))
    try:
        edit = session.add(target.key, kind, where)
    except CannotGoOn:
        return
    assert session.part(edit.key).kind == kind
    assert session.file.plan, [f.finding.message for f in session.findings()]
    session.delete(edit.key)
    assert identified(plan_of(session)) == plan
    assert comments(session.text) == before


ACTS: dict[str, Callable[[EditSession, PlanPart], object]] = {
    "delete": lambda session, part: session.delete(part.key),
    "delete all": lambda session, part: session.delete(part.key, forget=True),
    "add": lambda session, part: session.add(part.key, part.kind),
    "merge": lambda session, part: session.merge(part.key),
    "split": lambda session, part: session.split(part.key, 3),
    "change": lambda session, part: session.change(part.key, "text", "改过的话。"),
}


@settings(max_examples=25)
@given(some_plan, st.data())
def test_all_edits_are_undone_and_done_again(path: Path, draw: st.DataObject) -> None:
    session = opened(path)
    texts = [session.text]
    for _ in range(draw.draw(st.integers(1, 6))):
        part = drawn(draw, [p for p in session.parts.values() if p.list_name])
        act = ACTS[draw.draw(st.sampled_from([*ACTS]))]
        try:
            act(session, part)
        except CannotGoOn:
            assert session.text == texts[-1]
        if session.text != texts[-1]:
            texts.append(session.text)
    for text in reversed(texts[:-1]):
        session.undo()
        assert session.text == text
    assert not session.can_undo
    for text in texts[1:]:
        session.redo()
        assert session.text == text
