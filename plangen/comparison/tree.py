"""A plan's sections and items laid out in the document's order, each knowing what it stands in."""

from dataclasses import dataclass, field
from typing import TypeAlias

from plangen.plan import Item, Plan, Section

Key: TypeAlias = tuple[type[Section] | type[Item], int]
"""A section or an item by its place in its list."""

ROOT = -1
"""What the sections of the first level stand in."""


@dataclass(slots=True)
class Tree:
    """Sections and items by their places in two lists; equal ones stay apart."""

    sections: list[Section] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    """For each section the one it is a part of."""
    items: list[Item] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    """For each item its section."""
    order: list[Key] = field(default_factory=list)
    """Everything as a reader meets it."""

    def within(self, section: int) -> list[int]:
        """A section and every section around it, the innermost first."""
        return [section, *self.within(self.above[section])] if section != ROOT else []

    def subject(self, key: Key) -> Section | Item:
        """What a key stands for."""
        return self.sections[key[1]] if key[0] is Section else self.items[key[1]]

    def ends(self) -> list[int]:
        """For each section the place in the order of the last thing in it, itself if empty."""
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
    for item in section.items:
        tree.order.append((Item, len(tree.items)))
        tree.items.append(item)
        tree.homes.append(number)
    for part in section.parts:
        _enter(tree, part, number)
