"""Where a rule points when it speaks of a whole duty, or of a name in the register."""

from typing import Final

from plangen.patterns import lazily
from plangen.plan import Item, Plan
from plangen.rules.subject import Offence
from plangen.scalar import Text
from plangen.tasks import TaskRow

_CLAUSE: Final = lazily(r"[^，。；：\n]+")


def at_row(row: TaskRow, message: str, hint: str) -> Offence:
    """Point at a task: at what it says to do, or else at the head of its item."""
    if isinstance(row.text, Text):
        return Offence(row.text, message, hint, row.item.clause)
    return at_item(row.item, message, hint)


def at_item(item: Item, message: str, hint: str) -> Offence:
    """Point at an item: at its run-in heading, or else at the first clause of its text."""
    if item.title or not item.text:
        return Offence(item.title or item.id, message, hint, item.clause)
    clause = _CLAUSE.search(item.text)
    length = clause.end() if clause else 0
    return Offence(item.text, message, hint, item.clause, 0, length)


def in_register(plan: Plan, name: Text) -> Text:
    """A name of the register to point at, or the file's name when the register is a file."""
    return plan.register.source or name
