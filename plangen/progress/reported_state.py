"""完成情况: the five states a list knows, and the words in which people say them."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from plangen.typography import blankless


class ReportedState(StrEnum):
    """What a unit says of a task."""

    NOT_STARTED = "未开始"
    UNDER_WAY = "进行中"
    OVERDUE = "逾期"
    NOT_APPLICABLE = "不适用"
    DONE = "已完成"

    @property
    def rank(self) -> int:
        """How far it is: what goes back to a lower one needs a person."""
        return _RANKS[self]


_RANKS: Final = {
    ReportedState.NOT_STARTED: 0,
    ReportedState.UNDER_WAY: 1,
    ReportedState.OVERDUE: 1,
    ReportedState.NOT_APPLICABLE: 2,
    ReportedState.DONE: 3,
}
_WORDS: Final = {
    ReportedState.NOT_STARTED: "待启动 待开展",
    ReportedState.UNDER_WAY: (
        "进行中 正在进行 正在进行中 正在推进 推进中 正在推进中 正在办理 办理中 "
        "在办 正在实施 实施中 正在落实 落实中 正在开展 开展中 持续推进 持续进行 "
        "持续开展 长期坚持 长期 常态化 常态化推进 有序推进 正常推进 稳步推进 "
        "按计划推进 按序时推进 部分完成 已启动 已经启动"
    ),
    ReportedState.OVERDUE: "逾期 已逾期 超期 已超期 逾期未完成 超期未完成",
    ReportedState.NOT_APPLICABLE: "不承担 n/a na",
    ReportedState.DONE: "已办 落实 已结束 已达标 达标 是 对 y yes true √ ✓ ✔ ☑ ✅",
}
"""Words that say one state for sure; 未完成, 无, ×, 否 and 基本完成 do not."""
_KNOWN: Final[dict[str, ReportedState]] = {}
for _state, _said in _WORDS.items():
    for _word in _said.split():
        _KNOWN[_word] = _state
_BEING_DONE: Final = "推进|开展|实施|办理|落实|进行|跟进|处理|整改"
_FULLY: Final = (
    "(?:已经?|均已?|都已|全部|全面|按[期时]|如期|提前|圆满|顺利|超额|按(?:要求|规定|计划|时限))"
)
_PHRASES: Final = {
    ReportedState.NOT_STARTED: re.compile("(?:还|尚|暂)?(?:未|没有?)(?:开始|启动|开展|实施|动工)"),
    ReportedState.UNDER_WAY: re.compile(
        "(?:正在|正常?|在|有序|稳步|持续|积极|全力|长期|"
        f"按(?:计划|时序|序时|时间节点|进度)(?:进度)?)+(?:{_BEING_DONE}|坚持)中?"
        f"|(?:{_BEING_DONE}|进展)中"
    ),
    ReportedState.DONE: re.compile(
        f"{_FULLY}*(?:(?:整改|办理)?(?:完成|完毕)|办结|办毕|完结)(?:整改|了)?"
        f"|{_FULLY}*落实到位|(?:已经?|均已?)(?:全部)?落实"
    ),
    ReportedState.NOT_APPLICABLE: re.compile(
        "(?:[本我](?:单位|院|中心|局|校|公司|科室?|部门|镇|乡|街道))?"
        "(?:不适用|[不未]涉及|无此(?:项|业务)(?:工作|任务|业务)?|无相关(?:工作|任务|业务))"
    ),
}
"""Ways to say a state for sure: 正常推进中, 已按期完成, 尚未启动; 基本完成 and 未完成 are none."""
_TICKS: Final = "√✓✔☑✅"
_SHARE: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]")
_MARKS: Final = re.compile(
    rf"[{_TICKS}]|{_SHARE.pattern}|(?:(?!{_SHARE.pattern})[^{_TICKS},，、;；:：()（）/\s])+"
)
"""The words of a cell, ticks and shares for themselves: √已完成, 进行中80%."""
_IGNORED: Final = re.compile(r"[\s\ufe0f。.、,!;:()【】“”\"'*]+")
_CHOSEN: Final = f"{_TICKS}■●"
_CHOICE: Final = re.compile(rf"\s*([□☐○{_CHOSEN}])\s*([^\s□☐○{_CHOSEN}]*)")
"""A choice of several on paper, its box and its words: ☑已完成 □进行中."""


@lru_cache(maxsize=8192)  # thousands of lists say the same
def plain_word(text: str) -> str:
    """A state's words for looking up: narrow, small, without blanks and marks."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()
    return plain.replace("己完", "已完").replace("己办", "已办")


def state_of(text: str, own_words: Mapping[str, ReportedState]) -> ReportedState | None:
    """The state that a cell says; None for words that nobody has explained yet.

    `own_words` are those that the bureau's settings explain, as `plain_word` gives them. A share
    such as 80% is under way. Several words that all say one state say it: 已完成（100%）. Of boxes
    the words beside the one that is ticked say it.
    """
    state = _state_of_word(text, own_words)
    if state is not None:
        return state
    chosen = _chosen(text)
    states = set()
    for word in _MARKS.finditer(chosen):
        states.add(_state_of_word(word[0], own_words))
    return states.pop() if len(states) == 1 else None


def _chosen(text: str) -> str:
    """The words of the one choice that is ticked, where a text is nothing but choices."""
    choices = _CHOICE.findall(text)
    chosen = [words for box, words in choices if box in _CHOSEN]
    is_all = _CHOICE.sub("", text).strip() == "" and all(words for _, words in choices)
    return chosen[0] if len(choices) > 1 and len(chosen) == 1 and is_all else text


def _state_of_word(text: str, own_words: Mapping[str, ReportedState]) -> ReportedState | None:
    word = plain_word(text)
    state = _KNOWN.get(word) or own_words.get(word)
    if state is not None:
        return state
    if share := _SHARE.fullmatch(blankless(text)):
        return _state_of_share(float(share[1]))
    for meant, phrase in _PHRASES.items():
        if phrase.fullmatch(word):
            return meant
    return None


def _state_of_share(percent: float) -> ReportedState | None:
    if percent in (0, 100):
        return ReportedState.DONE if percent else ReportedState.NOT_STARTED
    return ReportedState.UNDER_WAY if percent < 100 else None
