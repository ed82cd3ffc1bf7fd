r"""标题不超过四行，每一行都在词和词之间断开。

为什么：太长的标题，程序排不成词意完整的四行，只能排满一行换一行，词和单位名称会从中间断开；自己分行的，一行太长也一样。

依据：GB/T 9704-2012 第7.3.1条，标题回行时要做到词意完整、排列对称、长短适宜、间距恰当。

不合：
    title: "城东区2026年大型商场和专业市场消防安全隐患\n排查整治工作方案" # ← 隐患

合：
    title: "城东区2026年大型商场和专业市场\n消防安全隐患排查整治工作方案"

改法：删去能从正文看出来的话，单位多的写“某局等几部门”；自己分行的，一行不超过20字。
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from plangen.document.title import MOST_LINES, TITLE_CHARS, printed_width, title_lines
from plangen.language.unbroken_names import unbroken_names
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_SURELY: Final = MOST_LINES // 2 * TITLE_CHARS
"""字 that fit whatever the words are: two lines that follow one another hold more than one does."""
_HINT: Final = f"精简标题，或者自己分行，一行不超过 {TITLE_CHARS} 字"


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles, and lines of them, that would be broken within a word."""
    for wording in subject.wordings:
        if wording.kind == "title" and printed_width(wording.text) > TITLE_CHARS:
            if "\n" in wording.text:
                yield from _of_lines(wording.text)
            else:
                yield from _of_title(wording.text, subject)


def _of_lines(title: Text) -> Iterator[Offence]:
    """The lines that their author has set and that do not fit."""
    start = 0
    for number, line in enumerate(title.split("\n"), 1):
        wide = printed_width(line)
        if wide > TITLE_CHARS:
            message = f"标题的第 {number} 行长 {wide:g} 字，一行排不下，会在词的中间断开"
            fitting = _fitting(line, TITLE_CHARS)
            yield Offence(title, message, _HINT, offset=start + fitting, length=len(line) - fitting)
        start += len(line) + 1


def _of_title(title: Text, subject: Subject) -> Iterator[Offence]:
    wide = printed_width(title)
    names = sorted(filter(title.__contains__, unbroken_names(subject.plan)), key=len)
    if names and printed_width(names[-1]) > TITLE_CHARS:
        message = f"标题里的名称长 {printed_width(names[-1]):g} 字，一行排不下，会从中间断开"
        place = title.index(names[-1])
        yield Offence(title, message, _HINT, offset=place, length=len(names[-1]))
    elif wide > _SURELY and len(title_lines(title, names, TITLE_CHARS)) == 1:
        most = MOST_LINES * TITLE_CHARS
        message = f"标题长 {wide:g} 字，排不成词意完整的四行（最多 {most} 字），会在词的中间断开"
        fitting = _fitting(title, most) % len(title)  # all of it, where its words do not fall well
        yield Offence(title, message, _HINT, offset=fitting, length=len(title) - fitting)


def _fitting(text: str, most: float) -> int:
    """How many characters of a text fit into so many 字."""
    lengths = range(len(text) + 1)
    return bisect_right(lengths, most, key=lambda length: printed_width(text[:length])) - 1
