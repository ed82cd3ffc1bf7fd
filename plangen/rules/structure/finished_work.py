"""去年一次办结的事，今年不要再写。

为什么：建成、出台、开通这样的事，办完了就完了；去年已经全部销号，今年照抄，各单位不知道还要做什么。

依据：通行做法：已经办结的任务不列入下一年的方案；后续的工作另写。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 2025年6月底前建成消防指挥平台。
            responsible: {units: [stations]}
            deadline: 2025年6月底前
          - id: drill
            text: 2025年9月底前开展一次疏散演练。
            responsible: {units: [stations]}
            deadline: 2025年9月底前

上年台账：
    任务,单位,完成情况,完成日期,实际完成值,决定
    inspection,north,已完成,2025-06-20,,销号
    inspection,south,已完成,2025-06-01,,销号
    drill,north,已完成,2025-06-20,,销号
    drill,south,已完成,2025-06-01,,销号

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 2026年6月底前建成消防指挥平台。 # ← 2026年6月底前建成消防指挥平台。
            responsible: {units: [stations]}
            deadline: 2026年6月底前

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 2026年6月底前把消防指挥平台接到各街道。
            responsible: {units: [stations]}
            deadline: 2026年6月底前
          - id: drill
            text: 2026年9月底前开展一次疏散演练。
            responsible: {units: [stations]}
            deadline: 2026年9月底前

改法：删去；还有后续的，写清楚今年做什么；确要再做一遍的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.one_off import is_one_off
from plangen.patterns import lazily
from plangen.rules.last_year import carried_on
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_LASTS: Final = lazily(
    "建成|建立|建好|新建|改建|扩建|迁建|改造|搭建|组建|成立|设立|出台|印发|制定|编制|开通|上线|投用|"
    "启用|挂牌|揭牌|竣工|验收|摘牌|取缔|拆除|关停|配齐|安装|购置"
)
"""Work whose outcome stays."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find work with a lasting outcome that is carried on though everybody was closed."""
    for duty in carried_on(subject):
        if duty.deadline is None or not duty.reached.is_closed:
            continue
        if _LASTS.search(duty.words) and is_one_off(duty.deadline, str(duty.words)):
            message = f"{duty.reached.year}年已经全部销号，今年原样照抄"
            hint = "删去，或者写清楚今年做什么；确要再做一遍的，写豁免和理由"
            yield Offence(duty.words, message, hint, duty.item.clause)
