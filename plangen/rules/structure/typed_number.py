"""序号由程序编，不要自己写。

为什么：自己写的序号会与程序编的印在一起，成了“（一）（一）加强检查”；以后增删一条，自己写的也不会跟着变。

依据：GB/T 9704-2012 第7.3.3条，结构层次序数依次用“一、”“（一）”“1.”“（1）”标注。

不合：
    sections:
      - title: 一、主要措施 # ← 一、
        measures:
          - id: inspection
            title: （一）加强检查 # ← （一）
            text: 各消防站每季度检查一次商场。
    annexes:
      - title: 附件1：检查记录表 # ← 附件1：
        text: 检查记录表另发。

合：
    sections:
      - title: 主要措施
        text: 一是查隐患，二是抓整改。
        measures:
          - id: inspection
            title: 一、二级商场检查
            text: 12.4国家宪法日前检查一次。
          - id: drill
            title: 加强演练
            text: （1）学校演练；（2）商场演练。
            tasks:
              - do: 1、组织学校演练；2、组织商场演练

改法：删去序号。这一部分不要序号的，写 numbering: none；从别的层次编起的，写 numbering。
"""

from collections.abc import Iterator
from typing import Final

from plangen.outline import recognise
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ERROR
_OTHER: Final = lazily(
    "[①-⑳⑴-⒇⒈-⒛㈠-㈩]|第[一二三四五六七八九十]{1,3}[、，,]|[一二三四五六七八九十]是"
)
_LIST: Final = lazily("[、.．]?[0-9零一二三四五六七八九十百甲乙丙两几]")
"""What follows 一、 in 一、二级医院: not a numeral but the first of several."""
_ANNEX: Final = lazily("附件[0-9一二三四五六七八九十]{0,2}(?:[：:、.．]|(?=[^0-9])[ \u3000]+)")
_NEXT: Final = lazily("二是|第二|②")
"""What shows that 一是 opens a row of them in running text."""
_BARE: Final = lazily("[0-9（(一二三四五六七八九十①-⒛㈠-㈩第]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find typed numerals at the head of texts that the program numbers."""
    for text, clause in _numbered(subject):
        if numeral := _typed(text):
            message = f"序号“{numeral}”由程序编，自己再写就印成了两个"
            yield Offence(text, message, "删去", clause, 0, len(numeral), "")
    for annex in subject.plan.annexes:
        if match := _ANNEX.match(annex.title):
            message = f"“{match[0]}”由程序加，自己再写就印成了两个"
            yield Offence(annex.title, message, "只写附件的名称", "", 0, len(match[0]), "")


def _numbered(subject: Subject) -> Iterator[tuple[Text, str]]:
    """What the program puts a numeral before: titles, and texts without one; never tasks."""
    for section in subject.sections:
        if section.number:
            yield section.title, section.clause
    for item in subject.items:
        first = item.title or item.text
        if item.number and first:
            yield first, item.clause


def _typed(text: Text) -> str:
    if not _BARE.match(text):
        return ""
    if match := _OTHER.match(text):
        rest = text[match.end() :]
        return "" if _LIST.match(rest) or _NEXT.search(rest) else match[0]
    numeral = recognise(text)
    if numeral is None or (numeral.level in (1, 3) and _LIST.match(numeral.rest)):
        return ""
    return numeral.numeral
