"""书名号里面的书名号用单书名号〈〉。

为什么：里外都用《》，读的人分不清哪一个是哪一个的后半。

依据：GB/T 15834-2011《标点符号用法》4.15，书名号中还需要用书名号时，外面一层用双书名号，
里面一层用单书名号。

不合：
    preamble: 根据《关于印发《消防工作要点》的通知》，制定本方案。 # ← 《消防工作要点》

合：
    preamble: 根据《关于印发〈消防工作要点〉的通知》，制定本方案。

改法：里面一层改成〈〉。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.nesting import Nesting, nested
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_NESTING: Final = Nesting("《》", "〈〉", "书名号", "双书名号")


def check(subject: Subject) -> Iterator[Offence]:
    """Find 《》 in 《》."""
    yield from nested(subject, _NESTING)
