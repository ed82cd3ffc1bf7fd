"""标题下面要有内容。

为什么：只有标题没有内容的部分，印出来是一行孤零零的标题，多半是写了提纲忘了填，或者内容挪走了。

依据：《党政机关公文处理工作条例》第十九条，公文要“内容简洁，主题突出”“结构严谨”。

不合：
    sections:
      - title: 工作目标
        goals:
          - {id: no-fire, text: 全区不发生较大以上火灾事故。}
      - title: 保障措施 # ← 保障措施

合：
    sections:
      - title: 工作目标
        goals:
          - {id: no-fire, text: 全区不发生较大以上火灾事故。}
      - title: 保障措施
        text: 各单位要保障经费。

改法：补上正文 text、分部分 parts 或条目；不要的，连标题一起删去。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Offence]:
    """Find sections that are a title and no more."""
    for section in subject.sections:
        if not (section.text or section.parts or section.items):
            message = f"“{section.title}”只有标题，下面什么也没有"
            yield Offence(section.title, message, "补上内容，或连标题一起删去", section.clause)
