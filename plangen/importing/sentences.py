"""What a sentence of a duty says: by when, how much, and who must do it."""

from typing import Any, Final

from plangen.importing.proposing import proposed_tasks
from plangen.importing.targets import targets_in
from plangen.patterns import lazily
from plangen.readers.role_words import time_in

_DONE_BY: Final = lazily(
    "完成|实现|建成|达到|报送?|上报|印发|出台|制定|编制|启动|开工|投用|全部|基本|整改|验收|建立|发布|公布"
    "|公开|总结|开展|组织|落实|力争|确保|形成|召开|清零|到位|实施|遴选|评估|提交|推进|完善"
)
"""What is done by a time that is a deadline; 年底前购买住房 is none."""
_CASE: Final = lazily(
    "[^，。；]{0,40}的[，,]|无法|不能|未|尚未|受|[^。；]{0,60}(?:减半|减按|免征|减征|可(?:申请|享受|容缺|先行))"
)
"""What follows the time of a case or a condition: 年底前完成备案的，给予补助."""
_AROUND: Final = lazily("^.*[：:]|(?:全部|基本)?(?:完成|办结|落实|到位)$")
_NEAR: Final = 60


class SentenceReader:
    """Reads the sentences of a plan of a year."""

    def __init__(self, year: int, *, proposes: bool = False) -> None:
        """With `proposes`, sentences that say who must do something are proposed as tasks."""
        self._year = year
        self._proposes = proposes

    def deadline(self, text: str) -> str:
        """The one time that a text names to be done by; empty for none that a plan reads."""
        from plangen.rules.times import only_time

        match = only_time(text)
        if match is None:
            return ""
        after = text[match.end() :]
        if _CASE.match(after) or not _DONE_BY.search(after[:_NEAR]):
            return ""
        return self._due(match[0])

    def deadline_beside(self, words: str) -> str:
        """The time that words in a bracket say beside who: （市教育局牵头，10月底前完成）."""
        time = _AROUND.sub("", time_in(words))
        return self._due(time) if time else ""

    def _due(self, time: str) -> str:
        """A time, where it has a day that a plan reads."""
        from plangen.deadline import DeadlineError, parse
        from plangen.workdays import Workdays

        try:
            return time if parse(time, self._year, None, Workdays()).due else ""
        except DeadlineError:
            return ""

    def targets(self, text: str, title: str = "") -> list[dict[str, Any]]:
        """The figures that a text demands."""
        return targets_in(text, title, self._year)

    def tasks(self, text: str) -> list[dict[str, Any]]:
        """The tasks that the sentences of a text propose."""
        return list(proposed_tasks(text)) if self._proposes else []
