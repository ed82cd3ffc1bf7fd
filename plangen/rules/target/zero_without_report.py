"""零发生的指标要有人报告或者有据可查。

为什么：“不发生”最容易写，也最难考核：没有报告、检查、台账，到年底只能各说各的。

依据：通行做法：零发生的事项实行零报告或者定期检查。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 全区不发生较大以上火灾事故。
            targets: [{name: 较大以上火灾事故, exactly: 0, unit: 起}] # ← 较大以上火灾事故

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 全区不发生较大以上火灾事故。
            targets: [{name: 较大以上火灾事故, exactly: 0, unit: 起}]
            evidence: 火灾统计报表

改法：写上佐证材料 evidence，或加一件报告、检查的任务，或让有佐证材料的措施在 goals 里写上这个目标。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import holders
from plangen.patterns import lazily
from plangen.plan import Item
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_SEEN: Final = lazily(
    "报告|上报|报送|通报|检查|排查|巡查|核查|抽查|监测|监督|统计|暗访|考核|检测|值守"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets of zero that have neither a report nor evidence."""
    seen = {item.id for item in subject.items if _seen(item)}
    seen |= {goal for item in subject.items if item.id in seen for goal in item.goals}
    for item, target in subject.targets:
        if item.id not in seen and target.exactly == 0 and target.at_least is None:
            seen.add(item.id)
            message = f"“{target.name}”为零，却没有人报告，也没有佐证材料，年底无从考核"
            hint = "写上 evidence（佐证材料），或加一件报告、检查的任务"
            yield Offence(target.name, message, hint, item.clause)


def _seen(item: Item) -> bool:
    """Whether it has evidence, or a word of looking or telling."""
    words = (item.title, item.text, *(task.do for task in item.tasks))
    proved = any(holder.evidence for holder in holders(item))
    return proved or any(_SEEN.search(word) for word in words if word)
