"""正文定了数的，要写成指标。

为什么：只写在正文里的“达到90%以上”不会进任务清单，年底没有人拿它来考核，历年也对比不了。

依据：通行做法：量化的要求逐项列入任务分解表。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 商场消防设施完好率达到95%以上。 # ← 95%

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 去年全区消防设施完好率为91%。今年商场消防设施完好率达到95%以上。
            targets: [{name: 商场消防设施完好率, at_least: 95, unit: "%"}]

改法：在这一条或它的任务里加上 targets；正文里的数不是要求的，写豁免和理由。
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from plangen.language.figures import RATES, Figure, figures, holders
from plangen.plan import Item
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_COUNTED: Final = {"次", "人次", "批次", "场", "场次", "期"}
_OFTEN: Final = re.compile("每|各(?:不少于|至少|开展|组织|检查|举办)")
"""How often, which stands in the deadline."""
_PAST: Final = re.compile("已|曾|了(?!解)|以来|(?<![比较与同])(?:上年|去年|往年)|当前|目前|现有")
_YEAR: Final = re.compile("(?<![比较与同])((?:19|20)[0-9]{2})年")
_CASE: Final = re.compile(
    "如果|若|凡|对于|的，|(?<!不)超过|(?<!不)低于|补助|补贴|奖励|贴息|扣|减免|报销|收费|罚|权重|抽[查检]"
    "|优秀(?!率)|称职|等次|评优|淘汰|“十[一二三四]五”(?:期间|以来|时期)"
)
"""Words of a condition, an award or a fine: their figures are not to be reached."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find items whose text promises a figure that no target holds."""
    for item in subject.items:
        borne = any(holder.targets for holder in holders(item))
        for figure in () if borne else islice(_promised(item, subject.plan.year), 1):
            message = f"正文定了“{figure.words}”，没有写成指标，进不了任务清单，年底无从考核"
            hint = "在这一条或它的任务里加上 targets"
            yield Offence(figure.at, message, hint, item.clause, figure.offset, figure.length)


def _promised(item: Item, year: int) -> Iterator[Figure]:
    for figure in figures(item.text):
        sentence = f"{figure.sentence}{figure.clause}"
        counted = figure.unit in RATES or (figure.unit in _COUNTED and not _OFTEN.search(sentence))
        gone = _PAST.search(sentence) or any(int(past) < year for past in _YEAR.findall(sentence))
        to_come = not (figure.weak or gone or _CASE.search(sentence))
        if counted and figure.sense and to_come:
            yield figure
