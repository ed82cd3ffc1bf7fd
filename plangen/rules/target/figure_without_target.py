"""正文定了数的，要写成指标。

为什么：只写在正文里的“达到90%以上”不会进任务清单，年底没有人拿它来考核，历年也对比不了。

依据：通行做法：量化的要求逐项列入任务分解表。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 商场消防设施完好率达到95%以上。 # ← 95%
          - id: volunteers
            text: 全年培养不少于3500名志愿者。 # ← 3500名
          - id: kiosks
            text: 100%的社区完成微型消防站设置。 # ← 100%
          - id: guards
            text: 专职消防员持证率100%。 # ← 100%

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 去年全区消防设施完好率为91%。今年商场消防设施完好率达到95%以上。
            targets: [{name: 商场消防设施完好率, at_least: 95, unit: "%"}]
          - id: loans
            text: 贷款首付比例不低于20%，补助比例最高不超过50%，增长10%以上（含）的企业优先。

改法：在这一条或它的任务里加上 targets；正文里的数不是要求的，写豁免和理由。
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from plangen.language.demands import promised
from plangen.language.figures import holders
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find items whose text promises a figure that no target holds."""
    for item in subject.items:
        borne = any(holder.targets for holder in holders(item))
        for figure in (
            () if borne else islice(promised(item.text, item.title or "", subject.plan.year), 1)
        ):
            message = f"正文定了“{figure.words}”，没有写成指标，进不了任务清单，年底无从考核"
            hint = "在这一条或它的任务里加上 targets（指标）"
            yield Offence(figure.at, message, hint, item.clause, figure.offset, figure.length)
