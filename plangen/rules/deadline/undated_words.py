"""叫人“及时报送”“尽快完成”的，要说清是哪一天。

为什么：“及时”“尽快”“抓紧”听着有力，收文单位却不知道最晚是哪天，报得早晚全凭自觉。

依据：《党政机关公文处理工作条例》第十九条第二项，公文起草要“所提政策措施和办法切实可行”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: summary
            text: 各消防站抓紧完成商场登记，并及时将登记情况上报区应急管理局。 # ← 抓紧 ← 及时
            responsible: {units: [stations]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: summary
            text: 各消防站抓紧完成商场登记，并及时将登记情况上报区应急管理局。
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: hazard
            text: 发现重大隐患的，及时上报区应急管理局；及时清理疏散通道。
            responsible: {units: [stations]}

改法：把“及时”改成日期或周期，或者在 deadline 里写上；遇到事件才报的，写明接报后几小时内。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.reporting import about_a_case, sentences, timed
from plangen.patterns import lazily
from plangen.plan import Item
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ADVICE


_HASTE: Final = lazily(
    "(及时|尽快|尽早|适时|抓紧)(?:[将把向对][^，。；、]{1,24})?"
    "(?:上报|报送|呈报|汇报|反馈|提交|完成)(?!率)"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find haste without a day beside it; undated-deadline speaks of a deadline of such words."""
    for item in subject.items:
        for text in _undated(item):
            for start, sentence in sentences(text):
                if not (about_a_case(sentence) or timed(sentence)):
                    for match in _HASTE.finditer(sentence):
                        message = f"“{match[1]}”说不清是哪一天，完成时限里也没有日子"
                        hint = "改成日期或周期，或者在 deadline（完成时限）里写上"
                        yield Offence(text, message, hint, item.clause, start + match.start(), 2)


def _undated(item: Item) -> Iterator[Text]:
    """The texts with nothing dated beside them: of an item with tasks only when none is dated."""
    deadlines = [item.deadline, *(task.deadline for task in item.tasks)]
    if item.text and not any(
        deadline and (deadline.due or deadline.undated) for deadline in deadlines
    ):
        yield item.text
    for task in item.tasks:
        if not (task.deadline and (task.deadline.due or task.deadline.undated)):
            yield task.do
