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
    NavigationEntry("edit", "方案", "1"),
    NavigationEntry("questions", "待定", "2"),
    NavigationEntry("check", "检查", "3"),
    NavigationEntry("tasks", "任务", "4"),
    NavigationEntry("papers", "公文", "5"),
    NavigationEntry("returns", "收件", "6"),
    NavigationEntry("ledger", "台账", "7"),
    NavigationEntry("compare", "对照", "8"),
    NavigationEntry("draft", "起草下年", "9"),
)
HAS_EDITOR: Final = any(entry.path == "edit" for entry in SCREENS)
"""Whether there is a screen that leads to a place of the plan: edit?line=12."""
