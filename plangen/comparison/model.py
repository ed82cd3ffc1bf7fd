"""The differences between two plans in the plan's own terms; reports are made of these values."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from plangen.plan import Annex, Item, Plan, Section
from plangen.results import Reached


class Kind(StrEnum):
    """The sort of a change."""

    ADDED = "added"
    """The whole item, section or annex is new."""
    REMOVED = "removed"
    SPLIT = "split"
    """A new item made of a part of an old item that has a successor besides."""
    MERGED = "merged"
    """An old item that went into a new one with a predecessor of its own."""
    REWORDED = "reworded"
    MOVED = "moved"
    """Under another heading, or in another order among those that stayed."""
    RENUMBERED = "renumbered"
    """Another numeral only because something before it was added or removed."""
    TARGET = "target"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    TASK_ADDED = "task-added"
    TASK_REMOVED = "task-removed"
    EVIDENCE = "evidence"
    FIELDS = "fields"
    """Another value in a column of the bureau's own."""
    GOALS = "goals"
    """It serves other goals."""
    PRINTING = "printing"
    """Printed with or without its numeral or those responsible."""
    SUCCESSION = "succession"
    """Another person in the same post."""
    UNIT_JOINED = "unit-joined"
    UNIT_LEFT = "unit-left"
    REGISTER = "register"
    """Another fact of the register: a name, a contact, a new department."""
    LAW_ADDED = "law-added"
    LAW_DROPPED = "law-dropped"
    PAGE = "page"
    """An element of the page, or the layout."""
    WAIVER = "waiver"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


_LABELS = {
    Kind.ADDED: "新增",
    Kind.REMOVED: "删除",
    Kind.SPLIT: "拆分",
    Kind.MERGED: "合并",
    Kind.REWORDED: "文字",
    Kind.MOVED: "移动",
    Kind.RENUMBERED: "序号",
    Kind.TARGET: "指标",
    Kind.DEADLINE: "时限",
    Kind.RESPONSIBLE: "责任",
    Kind.TASK_ADDED: "新增任务",
    Kind.TASK_REMOVED: "删除任务",
    Kind.EVIDENCE: "佐证材料",
    Kind.FIELDS: "自定栏目",
    Kind.GOALS: "服务的目标",
    Kind.PRINTING: "印法",
    Kind.SUCCESSION: "人员接任",
    Kind.UNIT_JOINED: "单位加入",
    Kind.UNIT_LEFT: "单位退出",
    Kind.REGISTER: "名册",
    Kind.LAW_ADDED: "新引法规",
    Kind.LAW_DROPPED: "不再引用",
    Kind.PAGE: "版面要素",
    Kind.WAIVER: "豁免",
}


class Direction(StrEnum):
    """Which way a target or a deadline moved."""

    RAISED = "raised"
    """提高: more is asked than before."""
    LOWERED = "lowered"
    EARLIER = "earlier"
    LATER = "later"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"raised": "提高", "lowered": "降低", "earlier": "提前", "later": "推后"}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; both sides in words that a person can read."""

    kind: Kind
    label: str = ""
    """What changed: 正文, 标题, 维持率 (a target's name), 责任单位, 完成时限, 发文字号."""
    before: str = ""
    """The old plan's words; empty where it has none."""
    after: str = ""
    direction: Direction | None = None
    task: str = ""
    """The wording in the new plan of the task that changed; empty for the item itself."""
    task_id: str = ""
    """That task's id as checklists give it: its own, else one made from its words."""
    affected: tuple[str, ...] = ()
    """Ids of the units and groups that joined or left, where the change is about them alone."""


def reworded(label: str, old: str | None, new: str | None) -> Iterator[Change]:
    """A change of wording, where there is one."""
    if (old or "") != (new or ""):
        yield Change(Kind.REWORDED, label, old or "", new or "")


Subject: TypeAlias = Item | Section | Annex


@dataclass(frozen=True, slots=True)
class ItemReached:
    """What was reached of an item in a year."""

    whole: Reached
    words: str
    """Its targets beside the results: 3家都已销号；维持率≥85%，实际88%."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """An item, a section or an annex: in the old plan, in the new one or in both."""

    old: Subject | None
    new: Subject | None
    changes: tuple[Change, ...] = ()
    likeness: float = 1.0
    """How alike the wordings are, 0 to 1; 1 where the id is the same."""
    sure: bool = True
    """False for a pair by meaning that a reader should check."""
    kin: Subject | None = None
    """Of a split, the old item that the new one is a part of; of a merger, the new item."""
    reached: tuple[ItemReached, ...] = ()
    """What was reached of it in the years of the two plans, where that is to be told."""

    @property
    def subject(self) -> Subject:
        """The new side, or the old one where that is all there is."""
        if subject := self.new or self.old:
            return subject
        raise ValueError("an entry stands in the old plan, in the new one or in both")

    @property
    def is_duty(self) -> bool:
        """Whether it is, or was, a goal, a measure or a requirement."""
        sides = (self.old, self.new)
        return any(isinstance(side, Item) and side.kind != "text" for side in sides)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items (goals, measures, requirements) were added, removed, adjusted, kept."""

    added: int
    removed: int
    adjusted: int
    """Changed, split or merged; another numeral alone is no adjustment."""
    kept: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two plans."""

    old: Plan
    new: Plan
    entries: tuple[Counterparts, ...] = ()
    """Every section, item and annex in the new plan's order, removed ones where they stood;
    those without changes too."""
    changes: tuple[Change, ...] = ()
    """Changes outside the entries: page elements, preamble, register, laws, waivers."""

    @property
    def items(self) -> tuple[Counterparts, ...]:
        """The entries of goals, measures and requirements; none of texts that are no duty."""
        return tuple(entry for entry in self.entries if entry.is_duty)

    @property
    def tally(self) -> Tally:
        """How many items were added, removed, adjusted and kept."""
        added = removed = kept = 0
        for entry in self.items:
            kinds = {change.kind for change in entry.changes}
            added += Kind.ADDED in kinds
            removed += Kind.REMOVED in kinds
            kept += kinds <= {Kind.RENUMBERED}
        return Tally(added, removed, len(self.items) - added - removed - kept, kept)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.changes) or any(entry.changes for entry in self.entries)
