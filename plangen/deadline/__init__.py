"""完成时限: an expression such as 每季度末25日前 read into its due dates, and written back."""

from plangen.deadline.model import (
    By,
    Deadline,
    DeadlineError,
    Due,
    Ongoing,
    Recurring,
    Relative,
    Stage,
    Term,
    Undated,
    Unread,
    Validity,
    Window,
)
from plangen.deadline.reader import parse, read
from plangen.deadline.seasons import USUAL, Seasons

__all__ = [
    "USUAL",
    "By",
    "Deadline",
    "DeadlineError",
    "Due",
    "Ongoing",
    "Recurring",
    "Relative",
    "Seasons",
    "Stage",
    "Term",
    "Undated",
    "Unread",
    "Validity",
    "Window",
    "parse",
    "read",
]
