"""指标的数要有计量单位。

为什么：清单上印出“整改率≥98”“宣传活动≥4”，收到的人要猜是98%还是98处，是4次还是4场。

依据：通行做法；GB/T 9704-2012 对公文中计量单位的用法，要求符合国家标准和有关规定。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率不低于98%。
            targets: [{name: 隐患整改率, at_least: 98}] # ← 98
          - id: checked
            text: 隐患整改率达到98以上，检查覆盖率达到100%。 # ← 98

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率不低于98%，万人火灾发生率控制在1.5以下。
            targets:
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 万人火灾发生率, at_most: 1.5}

改法：写上计量单位 unit，百分比写引号里的 "%"。名称说了单位的（次数、万车死亡率），可以不写。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import amounts
from plangen.patterns import lazily
from plangen.plan import Target
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_SAYS_IT: Final = lazily(
    "[人次件户起个天份场期户家处项套辆批座所]数|分数|得分|评分|排名|名次|位次"
    "|指数|系数|倍|强度|等级|级别"
    "|[万千百]|比$|（[^（）]+）$"
)
"""A name that says its unit, or what has none."""


_BARE: Final = lazily(
    "(?:合格|覆盖|知晓|满意|完成|完工|完好|整改|接种|达标|优良|就业|入学|巩固|签约|参保|参训|参与|培训"
    "|办结|普及|处置|处理|落实|配备|签订|建档|利用|回收|开工|上线|佩戴|检测|随访|管理|报告)率"
    "(?:均|分别|要|须|应)?(?:保持在|稳定在|维持在|控制在|达到?|不低于|不少于|提高到|提升到|为)"
    "(?P<figure>[1-9][0-9]{1,2}(?:[.][0-9]+)?)(?=以上|以下|[，。；]|$)"
)
"""A rate's figure with nothing after it."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets, and rates in the text, whose figure has no unit; zero needs none."""
    for wording, match in spots(subject, _BARE):
        message = f"“{match[0]}”漏了百分号"
        word = match["figure"]
        yield offence(wording, match.span("figure"), message, f"改成“{word}%”")
    for item, target in subject.targets:
        if not target.unit and not _plain(target):
            at = next(iter(amounts(target).values()))
            message = f"指标“{target.name}”的 {at} 没有计量单位，看的人分不清是比率还是数量"
            yield Offence(at, message, '加上 unit（计量单位），如 "%"、次、人', item.clause)


def _plain(target: Target) -> bool:
    values = amounts(target).values()
    return not any(values) or bool(_SAYS_IT.search(target.name))
