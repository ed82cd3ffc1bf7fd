"""报送、上报、汇报的事，要写明哪天或者多久报一次。

为什么：只写“全年”而不说哪天报，收不齐的时候谁也不算迟报；这是催报最多的一类。

依据：《党政机关公文处理工作条例》第十九条第二项，公文起草要“所提政策措施和办法切实可行”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: summary
            text: 各消防站要加强检查，检查情况上报区应急管理局。 # ← 上报
            responsible: {units: [stations]}
          - id: progress
            text: 做好进展情况的汇总。
            responsible: {units: [stations]}
            tasks:
              - do: 向区应急管理局报送进展情况 # ← 报送

合：
    sections:
      - title: 主要措施
        measures:
          - id: summary
            text: 各消防站要加强检查，发现火情立即上报区应急管理局；12月10日前报送工作总结。
            responsible: {units: [stations]}
          - id: progress
            text: 每季度向区应急管理局报送进展情况。
            responsible: {units: [stations]}
            tasks:
              - do: 报送进展情况
                deadline: 每季度末25日前
              - do: 听取各站汇报，完善信息报送制度

改法：写上日期或周期，如“每季度末25日前”；遇事才报的，写明“发现后几小时内”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.reporting import reports, sentences, timed
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.rules.times import duty_text
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_HASTE: Final = lazily(r"(?:及时|尽快|尽早|适时|抓紧)(?:[将把向对][^，。；、]{1,24})?\Z")
"""Of which undated-words speaks."""
_DUE: Final = lazily(r"(?:按时|按期|准时|如期|按要求|按规定)\Z")


def check(subject: Subject) -> Iterator[Offence]:
    """Find reports without a day; of a deadline such as 及时, undated-deadline speaks."""
    for row in subject.rows:
        text = duty_text(row)
        if text is None or (row.deadline and (row.deadline.due or row.deadline.undated)):
            continue
        for start, length, sentence in reports(text):
            if not (timed(sentence) or _said_elsewhere(text, start, length)):
                term = f"只写“{row.deadline.text}”" if row.deadline else "没有完成时限"
                message = f"要求{text[start : start + length]}，却{term}，不知道哪天报"
                hint = "写上日期或周期，如 每季度末25日前"
                yield Offence(text, message, hint, row.item.clause, start, length)
                break


def _said_elsewhere(text: Text, start: int, length: int) -> bool:
    """及时总结，按时报送。……于7月8日前发送…… names the day in another sentence."""
    before = text[max(0, start - 30) : start]
    if _HASTE.search(before):
        return True
    bare = not text[start + length :] or text[start + length] in "。；，、"
    return bool(bare or _DUE.search(before)) and any(timed(each) for _, each in sentences(text))
