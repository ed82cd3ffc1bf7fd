"""The columns of a returned list, and the words that head them."""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from plangen.typography import blankless


class ListColumn(Enum):
    """What a column of a returned list tells; the value is the words that may head it."""

    HEADING = ("工作事项",)
    TASK = ("工作任务", "任务", "任务内容", "工作内容", "任务名称", "重点任务")
    BASIS = ("依据条款",)
    DEADLINE = ("完成时限", "时限", "办理时限")
    DUE = ("到期日",)
    WHO = ("填报单位", "单位", "单位名称")
    RESPONSIBLE = ("责任单位",)
    STATE = (
        *("完成情况", "完成状态", "办理情况", "是否完成", "任务完成情况", "工作完成情况"),
        *("完成状况", "办结情况", "是否办结", "办理状态", "任务状态", "状态"),
        *("落实情况", "是否落实"),
    )
    DONE_ON = (
        *("完成日期", "完成时间", "办结日期", "办结时间", "实际完成日期", "实际完成时间"),
        *("完成日", "实际完成日", "办结日", "完结日期", "完结时间"),
    )
    VALUE = ("实际完成值", "完成值", "实际完成", "实际完成数", "完成数", "实际值")
    NOTE = (
        *("进展说明", "说明", "进展情况", "进展", "工作进展", "工作进展情况", "进展情况说明"),
        *("具体进展", "推进情况", "工作推进情况", "完成情况说明", "情况说明", "备注"),
    )
    PROBLEM = ("存在问题", "存在的问题", "问题", "存在困难", "存在问题及原因", "未完成原因")
    EXTENSION = ("申请延期至", "延期至")
    EVIDENCE = ("佐证材料名称",)
    KEY = ("标识",)

    __hash__ = object.__hash__


ANSWERS: Final = (
    *(ListColumn.STATE, ListColumn.DONE_ON, ListColumn.VALUE, ListColumn.NOTE),
    *(ListColumn.PROBLEM, ListColumn.EXTENSION, ListColumn.EVIDENCE),
)
"""What a unit fills in."""
_BRACKETED: Final = re.compile(r"[（(].*?[）)]|[*＊]")


@lru_cache(maxsize=8192)  # thousands of lists have the same cells
def column_of(heading: str) -> tuple[ListColumn, int] | None:
    """The column that a heading tells, and which of the words for it this is: 0 is our own."""
    return _HEADINGS.get(_BRACKETED.sub("", blankless(heading)))


_HEADINGS: Final[dict[str, tuple[ListColumn, int]]] = {}
for _column in ListColumn:
    for _rank, _word in enumerate(_column.value):
        _HEADINGS[_word] = (_column, _rank)
