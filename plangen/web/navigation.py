"""The screens of a plan, in the order in which a clerk comes to them."""

from typing import Final, NamedTuple


class NavigationEntry(NamedTuple):
    """One entry of the bar at the top."""

    path: str
    """The end of its address."""
    label: str
    key: str
    """The digit that, with Alt, goes there."""


SCREENS: Final = (
    NavigationEntry("questions", "待定", "1"),
    NavigationEntry("check", "检查", "2"),
    NavigationEntry("tasks", "任务", "3"),
    NavigationEntry("papers", "公文", "4"),
    NavigationEntry("returns", "收件", "5"),
    NavigationEntry("ledger", "台账", "6"),
    NavigationEntry("compare", "对照", "7"),
    NavigationEntry("draft", "起草下年", "8"),
)
HAS_EDITOR: Final = any(entry.path == "edit" for entry in SCREENS)
"""Whether there is a screen that leads to a place of the plan: edit?line=12."""
