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


_CHAPTERS: Final = {
    "new": "从样例开始",
    "import": "从去年的公文开始",
    "backup": "印发修订和备份",
    "edit": "方案文件怎么写",
    "questions": "起草下一年的方案",
    "check": "检查的提示怎么看",
    "tasks": "任务分解表",
    "papers": "生成公文",
    "corrections": "公文上的改动收进方案",
    "lists": "任务清单给每个单位一份",
    "issue": "印发修订和备份",
    "returns": "清单交回来以后",
    "ledger": "台账",
    "reminders": "催办",
    "reports": "通报",
    "compare": "比较两份方案",
    "versions": "用-git-管方案",
    "draft": "起草下一年的方案",
}
"""The end of each screen's address, and the chapter of the manual about it, as links name it."""


def chapter_of(path: str) -> str:
    """The chapter of the manual about the screen at an address."""
    return _CHAPTERS.get(path.rstrip("/").rpartition("/")[2], "工作台在浏览器里办")
