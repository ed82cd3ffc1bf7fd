"""单独成行的标题最好不超过一行。

为什么：标题占两行，黑体、楷体一大片，读的人反而抓不住要点；印出来也难看。

依据：GB/T 9704-2012 第5.2.3条，一般每行排28个字；标题限在一行之内是通行做法。

不合：
    sections:
      - title: 加强消防安全宣传教育培训，不断提高广大干部群众消防意识 # ← 防意识
        measures:
          - {id: study, text: 各单位组织学习消防法律法规。}

合：
    sections:
      - title: 加强消防宣传教育，提高干部群众的消防安全意识
        measures:
          - {id: study, text: 各单位组织学习消防法律法规。}

改法：删去“不断”“全面”“广大”一类的字，留下一个动词和它的对象；要说的道理放到正文里。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject
from plangen.typography import width

SEVERITY: Final = Severity.ADVICE
_LINE: Final = 28
_INDENT: Final = 2


def check(subject: Subject) -> Iterator[Offence]:
    """Find headings of sections that need more than one line."""
    for section in subject.sections:
        available = _LINE - _INDENT - width(section.number)
        if width(section.title) > available:
            message = (
                f"标题长 {width(section.title):g} 字，除去缩进和序号，一行只排得下 {available:g} 字"
            )
            fitting = _fitting(section.title, available)
            hint = f"精简到 {available:g} 字以内"
            length = len(section.title) - fitting
            yield Offence(section.title, message, hint, section.clause, fitting, length)


def _fitting(title: str, available: float) -> int:
    """How many characters of a title fit into `available` 字."""
    most = min(len(title), int(2 * available))  # each character takes half a 字 at least
    return next(count for count in range(most, -1, -1) if width(title[:count]) <= available)
