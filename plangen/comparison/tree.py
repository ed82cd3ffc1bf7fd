"""A plan's sections and items in the document's order, each with the section that it stands in.

A and B in 一, C in 二（一） of 二: sections 一, 二, 二（一） stand in [-1, -1, 1], items A, B, C in
[0, 0, 2]; the order is 一 A B 二 二（一） C.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from plangen.plan import Item, Plan, Section, Task

Key: TypeAlias = tuple[type[Section] | type[Item], int]
"""A section or an item, by its kind and its place in that list of the tree."""

ROOT = -1
"""What sections of the first level stand in."""


@dataclass(slots=True)
class Tree:
    """Sections and items by their places in two lists; equal ones stay apart."""

    sections: list[Section] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    """For each section the section that it is a part of."""
    items: list[Item] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    """For each item its section."""
    order: list[Key] = field(default_factory=list)
    """All sections and items in the document's order."""

    def within(self, section: int) -> list[int]:
        """A section and every section around it, the innermost first."""
        sections = []
        while section != ROOT:
            sections.append(section)
            section = self.above[section]
        return sections

    def around(self, key: Key) -> int:
        """The section that a section or an item stands in."""
        of, number = key
        if of is Section:
            return self.above[number]
        return self.homes[number]

    def subject(self, key: Key) -> Section | Item:
        """The section or item of a key."""
        of, number = key
        if of is Section:
            return self.sections[number]
        return self.items[number]

    def ends(self) -> list[int]:
        """For each section the position in the order of the last thing in it; its own if empty."""
        ends = [0] * len(self.sections)
        for at, (of, number) in enumerate(self.order):
            for section in self.within(number if of is Section else self.homes[number]):
                ends[section] = at
        return ends


def laid_out(plan: Plan) -> Tree:
    """The tree of a plan."""
    tree = Tree()
    for section in plan.sections:
        _enter(tree, section, ROOT)
    return tree


def _enter(tree: Tree, section: Section, above: int) -> None:
    number = len(tree.sections)
    tree.sections.append(section)
    tree.above.append(above)
    tree.order.append((Section, number))
    for entry in section.content:
        if isinstance(entry, Section):
            _enter(tree, entry, number)
        else:
            tree.order.append((Item, len(tree.items)))
            tree.items.append(entry)
            tree.homes.append(number)


def all_tasks(duty: Item | Task) -> Iterator[Task]:
    """Every task of an item or a task, subtasks after the task that they are of."""
    for task in duty.tasks:
        yield task
        yield from all_tasks(task)
