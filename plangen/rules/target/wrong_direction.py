"""指标的方向要对：坏事只能设上限，好事只能设下限。

为什么：“事故起数至少3起”“合格率至多95%”多半是把至少、至多写反了，印到清单上就是笑话。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数控制在30起以内，隐患整改率达到98%以上。
            targets:
              - {name: 火灾起数, at_least: 30, unit: 起} # ← 30
              - {name: 隐患整改率, at_most: 98, unit: "%"} # ← 98

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数控制在30起以内，隐患整改率达到98%以上，火灾事故查处率达到90%以上。
            targets:
              - {name: 火灾起数, at_most: 30, unit: 起}
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 火灾事故查处率, at_least: 90, unit: "%"}

改法：照正文核对，至少 at_least、至多 at_most，增长 increase、下降 decrease 换过来。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.plan import Target
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Number

SEVERITY: Final = Severity.WARNING
_BAD: Final = lazily(
    "(?:事故|火灾|死亡|伤亡|溺亡|受伤|发案|案发|投诉|流入社会|流入非法渠道)"
    "(?:起数|次数|人数|数|量|件数)?$"
    "|(?:死亡|病死|发病|发生|发案|事故|辍学|失学|超标|差错|漏检|误诊|违法|投诉|感染|空置|返贫|复吸)率$"
)
_GOOD: Final = lazily(
    "(?:合格|覆盖|知晓|满意|完成|整改|接种|达标|优良|就业|入学|巩固|签约|参保|参训|培训|按时办结|办结|检测"
    "|普及|及时|规范|落实|完好|配备|签订|治愈|随访|建档|保持|维持)率$|满意度$"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find floors under what is bad and ceilings over what is good."""
    for item, target in subject.targets:
        if at := _wrong(target):
            bad = bool(_BAD.search(target.name))
            why = "越少越好，却写成" if bad else "越高越好，却写成"
            direction = "至少或增长" if bad else "至多或下降"
            message = f"“{target.name}”{why}{direction} {at}，方向反了"
            yield Offence(at, message, "照正文核对至少、至多、增长、下降", item.clause)


def _wrong(target: Target) -> Number | None:
    """The figure that points the wrong way; a range has both ends and points no way."""
    if target.at_least is not None and target.at_most is not None:
        return None
    if _BAD.search(target.name):
        return target.at_least or target.increase
    if _GOOD.search(target.name):
        return target.at_most or target.decrease
    return None
