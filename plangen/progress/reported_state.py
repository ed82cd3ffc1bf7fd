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
    ReportedState.NOT_STARTED: (
        "未开始 尚未开始 还未开始 没有开始 未启动 尚未启动 未开展 尚未开展 待启动 待开展 0%"
    ),
    ReportedState.UNDER_WAY: (
        "进行中 正在进行 正在进行中 正在推进 推进中 正在推进中 正在办理 办理中 "
        "在办 正在实施 实施中 正在落实 落实中 正在开展 开展中 持续推进 持续进行 "
        "持续开展 长期坚持 长期 常态化 常态化推进 有序推进 正常推进 稳步推进 "
        "按计划推进 按序时推进 部分完成 已启动 已经启动"
    ),
    ReportedState.OVERDUE: "逾期 已逾期 超期 已超期 逾期未完成",
    ReportedState.NOT_APPLICABLE: (
        "不适用 不涉及 本单位不涉及 我单位不涉及 无此项 "
        "无此项工作 无此项任务 无相关业务 无此业务 不承担 n/a na"
    ),
    ReportedState.DONE: (
        "已完成 已经完成 完成 完成了 已全部完成 全部完成 均已完成 按时完成 已按时完成 如期完成 "
        "提前完成 已办结 办结 已办 办毕 已落实 落实 已落实到位 已完毕 完毕 已结束 已达标 达标 "
        "已办毕 是 对 y yes true √ ✓ ✔ ☑ 100%"
    ),
}
"""Words that say one state for sure; 未完成, 无, ×, 否 and 基本完成 do not."""
_KNOWN: Final[dict[str, ReportedState]] = {}
for _state, _said in _WORDS.items():
    for _word in _said.split():
        _KNOWN[_word] = _state
_GOING_ON: Final = re.compile(
    "(?:正在|正常?|有序|稳步|持续|积极|全力|长期|按(?:计划|时序|序时)(?:进度)?)+"
    "(?:推进|开展|实施|办理|落实|进行|坚持)中?|(?:推进|开展|实施|办理|落实|进行)中"
)
"""Ways to say that something is under way: 正常推进中, 按序时进度推进."""
_MARKS: Final = re.compile(r"[√✓✔☑]|[^√✓✔☑,，、;；:：()（）/\s]+")
"""The words of a cell, a tick for itself: √已完成, 进行中（80%）."""
_IGNORED: Final = re.compile(r"[\s。.、,!;:()【】“”\"'*]+")
_SHARE: Final = re.compile(r"(\d{1,3})(?:\.\d+)?%")


@lru_cache(maxsize=8192)  # thousands of lists say the same
def plain_word(text: str) -> str:
    """A state's words for looking up: narrow, small, without blanks and marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def state_of(text: str, own_words: Mapping[str, ReportedState]) -> ReportedState | None:
    """The state that a cell says; None for words that nobody has explained yet.

    `own_words` are those that the bureau's settings explain, as `plain_word` gives them. A share
    such as 80% is under way. Several words that all say one state say it: 已完成（100%）.
    """
    state = _state_of_word(text, own_words)
    if state is not None:
        return state
    states = set()
    for word in _MARKS.findall(text):
        states.add(_state_of_word(word, own_words))
    return states.pop() if len(states) == 1 else None


def _state_of_word(text: str, own_words: Mapping[str, ReportedState]) -> ReportedState | None:
    word = plain_word(text)
    state = _KNOWN.get(word) or own_words.get(word)
    if state is None and (share := _SHARE.fullmatch(blankless(text))):
        return ReportedState.UNDER_WAY if 0 < int(share[1]) < 100 else None
    if state is None and _GOING_ON.fullmatch(word):
        return ReportedState.UNDER_WAY
    return state
