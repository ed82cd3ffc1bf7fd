"""完成时限: an expression such as 每季度末25日前 read into its due dates, and written back."""

from plangen.deadline.model import (
    By,
    Deadline,
    DeadlineError,
    Ongoing,
    Recurring,
    Relative,
    Term,
    Undated,
    Window,
)
from plangen.deadline.reader import parse

__all__ = [
    "By",
    "Deadline",
    "DeadlineError",
    "Ongoing",
    "Recurring",
    "Relative",
    "Term",
    "Undated",
    "Window",
    "parse",
]
