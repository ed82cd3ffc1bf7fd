"""标题末尾不用标点。

为什么：标题末尾的句号、顿号多半是从正文里带来的；段首标题后面的句号由程序加，自己再写就成了“。。”。

依据：通行做法：标题是一个词组，末尾不用标点；单独成行的层次标题同此。

不合：
    title: 城东区2026年消防安全工作方案。 # ← 。
    sections:
      - title: 主要措施： # ← ：
        measures:
          - id: inspection
            title: 加强检查。 # ← 。
            text: 各消防站每季度检查一次商场。

合：
    title: 城东区2026年消防安全工作方案（试行）
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 开展“回头看”
            text: 各消防站每季度检查一次商场。

改法：删去末尾的标点。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_END: Final = lazily(r"(?<![。；、，：:;,．.])[。；、，：:;,．.]+$")


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles and headings that end with a mark."""
    for wording in subject.wordings:
        if wording.kind in ("title", "heading") and (match := _END.search(wording.text)):
            message = f"标题末尾多了“{match[0]}”，标题末尾不用标点"
            length = len(match[0])
            yield Offence(wording.text, message, "删去", wording.clause, match.start(), length, "")
