"""Where a rule points when it speaks of a whole duty, or of a name in the register."""

import re
from typing import Final

from plangen.plan import Item, Plan
from plangen.rules.subject import Slip
from plangen.scalar import Text
from plangen.tasks import TaskRow

_CLAUSE: Final = re.compile(r"[^，。；：\n]+")


def at_row(row: TaskRow, message: str, hint: str) -> Slip:
    """Point at a task: at what it says to do, or else at the head of its item."""
    if isinstance(row.text, Text):
        return Slip(row.text, message, hint, row.item.place)
    return at_item(row.item, message, hint)


def at_item(item: Item, message: str, hint: str) -> Slip:
    """Point at an item: at its run-in heading, or else at the first clause of its text."""
    if item.title or not item.text:
        return Slip(item.title or item.id, message, hint, item.place)
    clause = _CLAUSE.search(item.text)
    length = clause.end() if clause else 0
    return Slip(item.text, message, hint, item.place, 0, length)


def in_register(plan: Plan, name: Text) -> Text:
    """A name of the register to point at, or the file's name when the register is a file."""
    return plan.register.source or name
