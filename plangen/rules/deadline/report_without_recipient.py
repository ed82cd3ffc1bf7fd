"""要报送材料的，要写明报给谁。

为什么：不写报给哪个科室、哪个单位，材料就会报到不同的地方，汇总的人收不齐。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；写明报送对象是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: progress
            text: 各消防站每季度报送进展情况。 # ← 报送
            responsible: {units: [stations]}
            deadline: 每季度末25日前

合：
    sections:
      - title: 主要措施
        measures:
          - id: progress
            text: 各消防站每季度向区应急管理局报送进展情况，做好信息报送工作。
            responsible: {units: [stations]}
            deadline: 每季度末25日前
          - id: summary
            text: 各消防站12月10日前报送工作总结。
            responsible: {units: [stations]}
            deadline: 12月10日前

改法：写成“向……报送”“报送至……”；写明一处就够了，有责任科室的报给责任科室。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.reporting import addressed, is_noun, reports
from plangen.plan import Item
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find reports to nobody, in a plan that nowhere says to whom things are reported."""
    unaddressed = [(item, text, verb) for item in subject.items for text, verb in _reports(item)]
    if not unaddressed or any(addressed(wording.text) for wording in subject.wordings):
        return
    for item, text, (start, length) in unaddressed:
        message = f"要求{text[start : start + length]}，却没有写明报给谁"
        yield Offence(text, message, "写成“向……报送”或“报送至……”", item.clause, start, length)


def _reports(item: Item) -> Iterator[tuple[Text, tuple[int, int]]]:
    """The first text of an item that has something reported, and the verb in it.

    上报 is to the bureau; and where a department answers for the item, that is where things go.
    """
    if item.responsible.department:
        return
    for text in (item.text, *(task.do for task in item.tasks)):
        for start, length, _ in reports(text or ""):
            up = text and text.startswith(("上", "汇"), start)
            if text and not up and not is_noun(text, start):
                yield text, (start, length)
                return
